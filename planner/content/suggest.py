"""Suggest the word that was probably meant; for conditions and exercises, also from a title or plain words."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from pathlib import Path

from planner.content.resources import data
from planner.content.unfit import is_unfit, no_guess
from planner.content.yaml import read, tree
from planner.problems import SLOT, InputError, Problem, by_reader

NO_ID = "an id is small letters, digits and hyphens, such as knee-rolls"
NO_EXERCISE = "is not an exercise's id"
_COMMON = (
    "pain", "sore", "back", "low", "lower", "left", "right", "acute", "chronic", "problem", "disease", "illness",
    "surgery", "operation",
)  # fmt: skip
"""Words of many complaints: alone, they do not say which condition is meant."""
MOST_CONDITIONS = 4
"""Conditions that are all named where a text fits several of them."""
OPPOSITE = (
    ("abduct", "adduct"), ("extern", "intern"), ("ever", "inver"), ("ex", "in"), ("protract", "retract"),
    ("hyper", "hypo"),
)  # fmt: skip
"""How words begin that a letter or two turn into their opposites. They are never slips for each other."""
SAME_WORD = 0.75
"""How much of two words must agree (of 1) for one to be the other with a slip of the fingers."""
SHORTEST, SHORT, SAME_LONG_WORD = 4, 7, 0.85
"""Words of so many letters must agree so much to mean the same condition: spondylosis is no spondylolisthesis. Those
that are shorter than the first must be the same: yes is not yet."""
LONGEST = 200
"""Characters of a text that may be a name with a slip: a longer one, which nobody has typed, takes seconds."""
MOST_MEANT = 3
"""Exercises that a few words may fit and that are all named; words that fit more of them say too little."""
LEAVE_OUT = "leave out"
"""The same as an empty value, in words."""
_OUT = frozenset("delete drop leaveout leftout no none off omit out remove removed skip takeout without false".split())  # noqa: SIM905 - shorter
"""What people write for `leave out`, in small letters and without spaces."""
_NONE = frozenset(
    "none no 0 n/a na nil - keine kein nein gesund aucune aucun ninguna ninguno sano sana brak healthy nothing".split()  # noqa: SIM905
) | {"none known", "nothing known", "no conditions", "no known conditions", "not applicable", "keine bekannt"}
"""What people write in place of a condition to say that there is none, in small letters."""
NO_CONDITIONS = "leave the line out if there are none"
"""For a file, where the conditions have a line of their own."""
_SMALL = frozenset("the and not that you your have has had are can cannot with for from who".split())  # noqa: SIM905 - shorter
"""Words that say nothing about a condition."""
CAESAREAN = (
    r"kaiserschnitt|sectio|ca?esarean|c[- ]?section|ces[aá]rea|c[eé]sarienne|cesarsk\w*|剖[宫腹]产\w*|\w*قيصري\w*"
)
"""How people call a caesarean, as a pattern of words in small letters."""
_PREGNANT, _BIRTH, _PELVIS = r"pregnan\w*", r"births?|post[- ]?partum|post[- ]?natal", r"pelvi[sc]"
_SEVERAL = (
    ((CAESAREAN,), ("after-birth", "post-surgery")),
    ((_PELVIS, _PREGNANT), ("pregnancy", "pelvic-girdle-pain")),
    ((_PELVIS, _BIRTH), ("after-birth", "pelvic-girdle-pain")),
)
"""Patterns of words that all stand in a text, and the conditions that it then means together."""
_SAME = {
    **dict.fromkeys(("photo", "foto", "image"), "picture"),
    **dict.fromkeys(("extra-large", "x-large", "xlarge", "extralarge", "very-large", "largest"), "xl"),
    **dict.fromkeys(("xxl", "xx-large"), "xl"),
    **dict.fromkeys(("big", "bigger", "larger"), "large"),
    **dict.fromkeys(("normal", "regular", "medium", "usual", "default"), "standard"),
}
"""What people call the sizes of the text. It may be spelt more like another size."""


def no_condition(written: str) -> str:
    """Return what to do with words that say that there is no condition; nothing for other words."""
    return NO_CONDITIONS if written.strip().lower() in _NONE else ""


def condition_meant(written: str, says: Mapping[str, str]) -> str:
    """Return `did you mean "x"?` for the conditions that a text may mean; nothing if it fits none, or too many.

    says: what each condition says by id, its title on the first line. A whole title comes before all others. From a
    text that says no, or is not sure, and from one that is no condition of the program, none is guessed. Else every
    word must be one of the condition's own, or nearly, and one of them must say which: "leg pain" is not neck pain, and
    whoever follows advice blindly must not get the booklet of another complaint.
    """
    if len(written) > LONGEST:
        return ""
    for key, text in says.items():
        if _plain(written) == _plain(text.partition("\n")[0]):
            return f'did you mean "{key}"?'
    is_own = is_unfit(written) and any(map(is_unfit, says.values()))  # a clinic may have a condition for it
    if not is_own and (hint := no_guess(written)):
        return hint
    if (several := several_meant(written)) and says.keys() >= {*several}:
        return "write both " + " and ".join(f'"{key}"' for key in several)
    all_words = _words(written)
    words = {word for word in all_words if not any(_same(word, common) for common in _COMMON)}
    found = [key for key in says if _all_in(all_words, _words(key)) and _all_in(_words(key), all_words)]
    found = found or [key for key, text in says.items() if _all_in(words, _words(f"{key} {text}"))]
    more = " planner list conditions says what each is" if len(found) > 1 else ""
    return f"{_question(found)}{more}" if words and 0 < len(found) <= MOST_CONDITIONS else ""


def several_meant(written: str) -> tuple[str, ...]:
    """Return the built-in conditions that a text means together: a caesarean is a birth and surgery; none for others.

    With one of them alone, the booklet would lack what the other is careful about.
    """
    text = written.lower()
    of_all = (keys for words, keys in _SEVERAL if all(re.search(rf"(?<!\w)({word})(?!\w)", text) for word in words))
    return next(of_all, ())


def _question(found: Sequence[str]) -> str:
    """Return `did you mean "a", "b" or "c"?`."""
    *first, last = (f'"{key}"' for key in found)
    return f"did you mean {', '.join(first)}{' or ' if first else ''}{last}?"


def _all_in(words: Iterable[str], others: Iterable[str]) -> bool:
    return all(any(_near(word, other) or word.startswith(other) for other in others) for word in words)


def _near(word: str, other: str) -> bool:
    """Return whether two words are the same, or differ by a slip: names of illnesses are like each other."""
    if min(len(word), len(other)) < SHORTEST:
        return word == other
    return _same(word, other) and (min(len(word), len(other)) < SHORT or _likeness(word, other) >= SAME_LONG_WORD)


def listing(plural: str) -> str:
    """Return where all of a kind are seen."""
    return by_reader(f"planner list {plural} shows them all", f'library.ids("{plural}") has them all')


def not_a_condition(written: str) -> Problem:
    """Return what is wrong with a text that cannot be an id: which built-in condition is meant, or how ids look."""
    if hint := no_condition(written) or condition_meant(written, _built_in()):
        return Problem(text="is not a condition's id", advice=hint)
    looks = "an id is small letters, digits and hyphens, such as osteoporosis"
    return Problem(text=looks, advice=listing("conditions"))


def exercise_meant(written: str, titles: Mapping[str, Iterable[str]]) -> str:
    """Return `did you mean "x"?` for the exercises that a text must mean; nothing if it fits none, or too many.

    titles: the titles of each exercise by id. One whose id or title this is, in any case and with hyphens or spaces,
    comes before all others. Else every word must be one of the exercise's own, or nearly: by letters alone, "standing
    bend" is nearest to the bend that goes the other way.
    """
    text = _plain(written) if len(written) <= LONGEST else ""
    if not text:
        return ""
    called = {key: [_plain(name) for name in (key, *names)] for key, names in titles.items()}
    found = [key for key, names in called.items() if text in names]
    found = found or [key for key, names in called.items() if _joined(text) in map(_joined, names)]
    found = found or [key for key, (name, *_) in called.items() if _fits(text, name) and _fits(name, text)]
    found = found or [key for key, names in called.items() if any(_fits(text, n) and _fits(n, text) for n in names)]
    found = found or [key for key, names in called.items() if _fits(text, "-".join(names))]
    return _question(found) if 0 < len(found) <= MOST_MEANT else ""


def exercise_among(written: str, ids: Iterable[str]) -> str:
    """Return `did you mean "x"?` for exercises among these ids, known by their built-in titles too, or nothing."""
    titles = built_in_titles()
    return exercise_meant(written, {key: titles.get(key, ()) for key in ids})


def not_an_exercise(written: str) -> Problem:
    """Return what is wrong with a text that cannot be an id: which built-in exercise is meant, or how ids look."""
    if hint := exercise_meant(written, built_in_titles()):
        return Problem(text=NO_EXERCISE, advice=hint)
    return Problem(text=NO_ID, advice=listing("exercises"))


@cache
def built_in_titles() -> dict[str, list[str]]:
    """Return the title of each built-in exercise by id. Read only when a suggestion is needed."""
    return titles_in([data("plans") / "library"])


def titles_in(folders: Iterable[Path], plural: str = "exercises") -> dict[str, list[str]]:
    """Return the titles of each file of a kind in folders of the library's shape, by id; what cannot be read has none.

    They are read without what a file extends: whoever asks may be about to say that one extends a name that is not
    there.
    """
    found: dict[str, list[str]] = {}
    for path in (path for folder in folders for path in sorted((folder / plural).glob("*.yaml"))):
        names = found.setdefault(path.stem, [])
        with suppress(InputError):
            if (title := tree(path).child("title")) and isinstance(title[1].value, str):
                names.append(title[1].value)
    return found


def says_none(written: str) -> bool:
    """Return whether a text in place of something says that there is to be none: `none`, `Leave out`, `no`."""
    return re.sub(r"[^a-z]", "", written.lower()) in _OUT


FIELDS = (
    *("sets", "reps", "hold", "rest", "time", "per_day", "days_per_week"),
    *("level", "levels", "days", "note", "phase", "after"),
)
"""What a change of an exercise may say: never an exercise itself, also where it stands beside one."""
BELOW = "it is what an exercise has: indent it below the exercise that it is for, or write bridge: {reps: 6}"


def change_meant(written: str, exercise: str = "", *, adds: bool = False) -> Problem:
    """Return what to write in place of a text that stands where the changes of an exercise do: that very text.

    exercise: its id, where it is known. adds: whether they add it, so that there is nothing to leave out.
    """
    if exercise in FIELDS:
        return Problem(text=f"{exercise} is no exercise", advice=BELOW)
    other = "{ } for its usual dose" if adds else f'"{LEAVE_OUT}" to take it out'
    if says_none(written):
        return Problem(quoted=written, advice="take this line out" if adds else f'write "{LEAVE_OUT}"')
    if written.isdecimal():
        return Problem(quoted=written, advice=f"write what it counts, {{reps: {SLOT}}} or {{sets: {SLOT}}}, or {other}")
    if re.fullmatch(r"\d+ ?(s|min)", written):
        return Problem(quoted=written, advice=f"write what it is, {{time: {SLOT}}} or {{hold: {SLOT}}}, or {other}")
    if exercise and written == exercise:
        kept = "{ } for its usual dose" if adds else "take this line out to leave it as it is"
        advice = f"write what differs by its name, in {{ }}, or {kept}"
        return Problem(quoted=written, text="{} is this exercise itself", advice=advice)
    if written in built_in_titles():
        text = "{} is another exercise, and no change of this one"
        after = f"{{after: {exercise}}}" if exercise else "{ }"
        swap = f'to swap them, write "{LEAVE_OUT}" here, and "{SLOT}: {after}" on a line of its own'
        return Problem(
            quoted=written, text=text, advice=f"take this line out, and write {SLOT}: {{ }}" if adds else swap
        )
    return Problem(quoted=written, advice=f"write what differs by its name, in {{ }}, or {other}")


def is_amount(written: object) -> bool:
    """Return whether what stands behind an exercise's name is none itself: else the key `exercise` is misspelt."""
    return not isinstance(written, str) or written[:1].isdigit() or " " in written


def side_by_side(name: str, written: Mapping[str, object]) -> str:
    """Return how to write an exercise whose name is a key, with all that was written of it."""
    beside = {key: value for key, value in written.items() if key != name}
    under, first = written[name], {"exercise": name}
    if isinstance(under, dict) and (twice := [key for key in under if key in {**first, **beside}]):
        both = " and ".join(map(str, twice))
        return f"write {{exercise: …, …}} with all that differs; {both} stands twice, so write one of the two"
    if isinstance(under, dict) or (under is None and beside):
        return f"write {in_braces({**first, **(under or {}), **beside})}"
    if under is None:
        return f"write {name} alone"
    amount = re.fullmatch(r"\d+( ?(?:s|min))?", str(under))
    ways = () if amount is None else ("time", "hold") if amount[1] else ("reps", "sets")
    if not beside.keys().isdisjoint(ways or ("note",)):
        what = "what the number counts (reps, sets, hold or time)" if amount else "one note"
        return f"write exercise: {name} in place of its name alone, and say by name {what}"
    if not amount:
        return f"write {in_braces({**first, 'note': under, **beside})}, or its number as reps, sets, hold or time"
    return f"write {' or '.join(in_braces({**first, way: under, **beside}) for way in ways)}"


def in_braces(values: Mapping[str, object]) -> str:
    """Return a map as it is written in one line, with what was typed: `{exercise: bridge, reps: 4}`."""
    return f"{{{', '.join(f'{key}: {_in_flow(value)}' for key, value in values.items())}}}"


def _in_flow(value: object) -> str:
    """Return a value as it is written within braces."""
    if isinstance(value, Mapping):
        return in_braces(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_in_flow, value))}]"
    text = "" if value is None else str(value)
    if not re.search(r"""[,:#{}\[\]"'&*!|>%@`]""", text):
        return text
    return f"'{text}'" if '"' in text and "'" not in text else json.dumps(text, ensure_ascii=False)


def _fits(text: str, name: str) -> bool:
    """Return whether each word of a text is in a name, in full, as its beginning, or with a slip."""
    return all(any(_same(word, other) for other in name.split("-")) for word in text.split("-"))


def _same(word: str, other: str) -> bool:
    """Return whether two words are the same, one begins with the other, or they differ by a slip."""
    for one, contrary in OPPOSITE:
        if (word.startswith(one) and other.startswith(contrary)) or (
            word.startswith(contrary) and other.startswith(one)
        ):
            return False
    short, long = sorted((word, other), key=len)
    begins = len(short) > 3 and long.startswith(short)
    return word == other or begins or _likeness(word, other) >= SAME_WORD


def _likeness(word: str, other: str) -> float:
    return SequenceMatcher(None, word, other).ratio()


def _plain(text: str) -> str:
    """Return a text as an id would have it: small letters and digits, with hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def _joined(text: str) -> str:
    """Return a text without its hyphens: birddog."""
    return text.replace("-", "")


def _words(text: str) -> frozenset[str]:
    """Return the significant words of a text, without plural s."""
    found = (word for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 2)
    return frozenset(word.removesuffix("s") for word in found if word not in _SMALL)


@cache
def _built_in() -> dict[str, str]:
    """Return the text of each built-in condition by id. Read only when a suggestion is needed."""
    values, _ = read(data("plans") / "library" / "conditions.yaml")
    return {key: f"{entry['title']}\n{entry['says']}" for key, entry in values.items()}


def did_you_mean(word: str, known: Iterable[str], least: float = 0.6) -> str:
    """Return `did you mean "x"?` for the known word that is most like this one; nothing if none is like it."""
    close = closest(word, known, least)
    return f'did you mean "{close}"?' if close else ""


def closest(word: str, known: Iterable[str], least: float = 0.6) -> str:
    """Return the known word that means the same as this one or is most like it; nothing if none is."""
    words = list(known) if len(word) <= LONGEST else []
    same = _SAME.get("-".join(re.findall("[a-z]+", word.lower())))
    return same if same in words else next(iter(get_close_matches(word, words, 1, least)), "")
