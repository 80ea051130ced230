"""Read the words that are printed: a language's phrases, with those of a clinic's folder over them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from planner.content.language import SLOT, Language, Phrase, is_language
from planner.content.ready import ready
from planner.content.resources import shown
from planner.content.suggest import did_you_mean
from planner.content.translation import PHRASES, SOURCE, Translation, is_english
from planner.content.yaml import Origin, read
from planner.problems import InputError, Problem

PROTECTED = (
    "safety.emergency_signs",
    "safety.today_signs",
    "safety.pregnancy_signs",
    "safety.midwife_signs",
    "safety.birth_signs",
    "safety.birth_signs_today",
    "safety.both_legs",
    "safety.both_legs_usual",
    "clinician.emergency_signs",
    "clinician.today_signs",
)
"""Phrases that no clinic's folder may shorten or reword."""

SAME_SIGNS = (
    "these signs are the same in every clinic: write them as they are in the built-in file, word for word "
    "(planner show en/{file} --yaml prints it)"
)

_GUARDED = {
    "safety": "help_lead emergency emergency_tick emergency_call emergency_call_any today today_tick today_next "
    "midwife_lead midwife_tick midwife_now midwife_short midwife_note birth_lead birth_tick birth_now birth_short "
    "go_says ease_off_says step_back_says stop stop_says leg_says leg_new_says stop_all stop_all_doctor stop_all_says "
    "stop_all_pregnant_says last last_two last_doctor last_doctor_two",
    "exercises": "stop",
    "one-page": "emergency emergency_any lead",
    "wallet-card": "emergency call call_any too otherwise otherwise_any today_signs birth_signs_today small_fall calf",
    "handout": "call call_doctor",
}
GUARDED = frozenset(f"{file}.{key}" for file, keys in _GUARDED.items() for key in keys.split())
"""Phrases that say what to do about a warning sign, and when to stop: a clinic may say them otherwise, and is warned.

So are the warning signs themselves in another language, whose words somebody has to find first.
"""

RENAMED = {
    "cover.page_two": "help",
    "safety.watch": "leg",
    "safety.watch_signs": "leg_says",
    "safety.stop_all_signs": "stop_all_says",
    "safety.stop_all_then": "last",
    "overview.all_days": "",
    "common.titles": "",
    "wallet-card.pregnancy": "",
}
"""Phrases of version 1 that have another name, or none: those of a clinic's folder say what to write."""


def read_language(code: str, folders: tuple[Path, ...], translation: Translation | None = None) -> Language:
    """Return a language's phrases: translated, with those of `folder/languages/code/*.yaml` over them.

    A phrase that the language lacks is in English. Later folders go over earlier ones. Raise InputError for a code that
    no language has, for phrases that are not text or that nothing prints, and for slots that the English phrase, or the
    one underneath, does not have, or that are lost.
    """
    english, reworded = _phrases(SOURCE, folders, {}, {})
    _refuse_unsigned(english, folders[0])
    if code == SOURCE:
        return Language(code, english, reworded=reworded)
    said = _translated(english, translation) if translation else {}
    over, reworded = _phrases(code, folders, english, english if is_english(code) else said)
    own = {**said, **over}
    if not is_language(code):
        named = [path for folder in folders for path in (folder / "languages").glob(f"{code}*")]
        raise InputError(f"{named[0]}: there is no language {code}: name it de, es, pt-BR or the like")
    missing = frozenset(english.keys() - own.keys()) if not is_english(code) else frozenset()
    return Language(code, {**english, **own}, missing, reworded)


def _translated(english: Mapping[str, Phrase], translation: Translation) -> dict[str, Phrase]:
    """Return the phrases that are translated as a whole: of a list each text, of a number each form."""
    found: dict[str, Phrase] = {}
    for name, phrase in english.items():
        at = f"{PHRASES}:{name}"
        if isinstance(phrase, Mapping):
            own: Phrase | None = translation.counted(at, phrase.get("one", phrase["other"]))
        elif isinstance(phrase, tuple):
            items = [translation.said(f"{at}.{n}", item) for n, item in enumerate(phrase)]
            own = tuple([item for item in items if item is not None])
            own = own if len(own) == len(phrase) else None
        else:
            own = translation.said(at, phrase)
        if own is not None:
            found[name] = own
    return found


def _refuse_unsigned(english: Mapping[str, Phrase], built_in: Path) -> None:
    """Raise InputError for warning signs that were taken out of the built-in words: no booklet goes without them."""
    gone = [name.partition(".") for name in PROTECTED if name not in english]
    if gone:
        says = "the warning signs are missing; no booklet is made without them: put them back as they were"
        folder = built_in / "languages" / SOURCE
        raise InputError(*[f"{shown(folder / f'{file}.yaml')}: {key}: {says}" for file, _, key in gone])


def _phrases(
    code: str, folders: tuple[Path, ...], english: Mapping[str, Phrase], said: Mapping[str, Phrase]
) -> tuple[dict[str, Phrase], tuple[Problem, ...]]:
    """Return the phrases of a language's YAML files, and a warning for each that words a safety rule anew.

    said: what they are laid over, in this language. Raise InputError for what cannot be laid over it.
    """
    phrases: dict[str, Phrase] = {}
    wrong: list[Problem] = []
    reworded: dict[str, Problem] = {}
    for folder in folders:
        known = {**english, **phrases}  # the built-in English, where nothing is known yet, is laid over nothing
        for path in sorted((folder / "languages" / code).glob("*.yaml")):
            values, origin = ready("phrases", path, partial(read, path))
            if not isinstance(values, dict):
                wrong.append(origin.problem((), "write a map (key: value)"))
                continue
            wrong += unknown(path, values, origin, known) if known else ()
            for key, phrase in values.items():
                name = f"{path.stem}.{key}"
                new = tuple(phrase) if isinstance(phrase, list) else phrase
                below = phrases.get(name, said.get(name))
                signs = name in PROTECTED and below is not None and is_english(code)
                if fault := _fault(name, new, below or english.get(name), signs=signs):
                    wrong.append(origin.problem((key,), fault))
                    continue
                if below and new != below and (name in GUARDED or name in PROTECTED):
                    reworded[name] = origin.problem((key,), _reworded(below)).warning()
                phrases[name] = new
    if wrong:
        raise InputError(*wrong)
    return phrases, tuple(reworded.values())


def unknown(path: Path, values: Mapping[str, Any], origin: Origin, known: Mapping[str, Phrase]) -> Iterator[Problem]:
    """Yield each key of a file that no phrase has, or the file as a whole: nothing would print them."""
    keys = [key for file, _, key in (name.partition(".") for name in known) if file == path.stem]
    if not keys:
        files = sorted({f"{name.partition('.')[0]}.yaml" for name in known})
        advice = did_you_mean(path.name, files) or f"there are {', '.join(files)}"
        yield origin.problem((), Problem(text="there is no file {} of phrases", quoted=path.name, advice=advice))
        return
    for key in values:
        if key not in keys:
            yield origin.problem((key,), _no_phrase(key, path.name, keys), at_key=True)


def _no_phrase(key: str, file: str, known: list[str]) -> Problem:
    new = RENAMED.get(f"{file.removesuffix('.yaml')}.{key}")
    if new is None:
        advice = did_you_mean(key, known)
    else:
        advice = f"since 2.0 it is {new}" if new else "since 2.0 nothing prints it: leave it out"
    return Problem(text=f"there is no phrase {{}} in {file}", quoted=key, advice=advice)


def _reworded(below: Phrase) -> Problem:
    """Return what is said of other words for a safety rule: those that they take the place of."""
    text = "tells patients what to do about a warning sign or pain, in other words than the built-in {}"
    advice = "have a clinician compare the two, or take yours out"
    return Problem(text=text, quoted=" / ".join(_texts(below)), advice=advice)


def _fault(name: str, new: Phrase, replaced: Phrase | None, *, signs: bool) -> str:
    """Return why a phrase cannot replace another one, or no other one; nothing if it can. signs: it must not differ."""
    if not _is_phrase(new):
        return "write a text, a list of texts, or plural forms"
    if replaced is None or new == replaced:  # a full copy of the built-in words changes nothing
        return ""
    if signs:
        return SAME_SIGNS.format(file=name.partition(".")[0])
    if _kind(new) != _kind(replaced):
        return f"write {_kind(replaced)}, as in what it replaces"
    if extra := sorted(_slots(new) - _slots(replaced)):
        return f"nothing fills {{{extra[0]}}} here"
    if name in PROTECTED and len(new) != len(replaced):
        return f"write all {len(replaced)} signs of the English list; there are {len(new)} here"
    return next((f"has lost {{{slot}}}: write it where its value is to stand" for slot in _lost(new, replaced)), "")


def _lost(new: Phrase, replaced: Phrase) -> Iterator[str]:
    """Yield each slot that a phrase lacks, in one of its plural forms too: that of one thing may say it in a word."""
    if isinstance(new, Mapping) and isinstance(replaced, Mapping):
        for form, text in new.items():
            needed = _slots_of(replaced["other"]) - ({"count"} if form != "other" else set())
            yield from sorted(needed - _slots_of(text))
    else:
        yield from sorted(_slots(replaced) - _slots(new))


def _kind(phrase: Phrase) -> str:
    if isinstance(phrase, Mapping):
        return "plural forms (one, other)"
    return "a list of texts" if isinstance(phrase, tuple) else "one text"


def _is_phrase(phrase: Any) -> bool:  # noqa: ANN401 - whatever stood in the file
    if isinstance(phrase, Mapping) and "other" not in phrase:
        return False
    texts = _texts(phrase)
    return bool(texts) and all(isinstance(t, str) and t.strip() for t in texts)


def _texts(phrase: Phrase) -> tuple[str, ...]:
    """Return the texts of a phrase: its plural forms, or the items of its list."""
    if isinstance(phrase, Mapping):
        return tuple(phrase.values())
    return phrase if isinstance(phrase, tuple) else (phrase,)


@lru_cache(maxsize=4096)
def _slots_of(text: str) -> frozenset[str]:
    return frozenset(SLOT.findall(text))


def _slots(phrase: Phrase) -> set[str]:
    return set().union(*map(_slots_of, _texts(phrase)))
