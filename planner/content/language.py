"""Every word that is printed, in one language; dates, numbers and plurals the way that language writes them."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import suppress
from datetime import date, time, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import bidirectional

from planner.content import cldr
from planner.content.cldr import locale_of
from planner.content.translation import LRI, PDI
from planner.problems import Problem

if TYPE_CHECKING:
    from babel import Locale

T = TypeVar("T")
MOST_KEPT = 16384
"""Dates, numbers and sentences that one language keeps: of some hundred booklets."""
_MONDAY = date(2024, 1, 1)
SLOT = re.compile(r"\{(\w+)\}")
_STRONG = re.compile(r"\*\*(.+?)\*\*")

_FROM_THE_RIGHT = ("R", "AL", "NSM", "WS", "CS", "ON")
"""Classes of characters (UAX 9) that run from right to left among others that do."""
FSI = "\u2068"
"""Stands before a text whose direction is its own: first strong isolate. At its end stands PDI."""
RLI = "\u2067"
"""Stands before a text of which every part has its own direction: right-to-left isolate."""
CAPITAL_NOUNS = ("de", "lb")
"""German and Luxembourgish write every noun with a capital, wherever it stands (from memory)."""
_UNSPACED = (("\u3000", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\uff01", "\uff60"))
"""First and last of Chinese and Japanese characters and their punctuation: no space stands beside them."""
NEEDED = ("safety.", "dose.")
"""How the names of phrases begin without which no booklet is made in a language: warning signs, stop rules, doses."""

Phrase = str | tuple[str, ...] | Mapping[str, str]
"""A text, a list of texts, or the forms that a number chooses from (one, other …)."""
Part = tuple[str, bool]
"""A stretch of text, and whether it is strong."""
_LATER = "\0"
"""Stands in a phrase for what is filled in later."""


def gap(before: str, after: str) -> str:
    """Return what parts two texts that follow each other: a space, but nothing beside Chinese or Japanese script."""
    beside = (before[-1], after[0]) if before and after else ()
    return " " if beside and not any(a <= one <= z for one in beside for a, z in _UNSPACED) else ""


class Language:
    """The phrases of a language by `file.key`, merged from the folders of a library."""

    def __init__(
        self,
        code: str,
        phrases: Mapping[str, Phrase],
        untranslated: frozenset[str] = frozenset(),
        reworded: tuple[Problem, ...] = (),
    ) -> None:
        """Keep phrases for a language code such as en or pt-BR; untranslated names those that are in English.

        reworded: a warning for each that words a safety rule in another way than the built-in phrase.
        """
        self.code = code
        self.phrases: dict[str, Phrase] = dict(phrases)
        self.untranslated = untranslated
        self.reworded = reworded
        self._kept: dict[Hashable, Any] = {}

    def _once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the result of make, computed once: the same dates and numbers are printed again and again."""
        found: T | None = self._kept.get(key)
        if found is None:
            if len(self._kept) > MOST_KEPT:
                self._kept = {}
            self._kept[key] = found = make()
        return found

    @cached_property
    def locale(self) -> "Locale":
        """The language's rules for dates, numbers and plurals, from Babel."""
        return locale_of(self.code)

    @cached_property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return cldr.is_rtl(self.code)

    def say(self, key: str, **values: object) -> str:
        """Return a phrase with its {slots} filled in, as plain text. A `count` chooses among plural forms.

        Values are inserted as they are: slots and asterisks inside them have no meaning.
        """
        return "".join([text for text, _ in self.parts(key, **values)])

    def parts(self, key: str, **values: object) -> tuple[Part, ...]:
        """Return a phrase as stretches of text; those between double asterisks are strong."""
        return self._once((key, *values.items()), lambda: self._filled(key, values))

    def say_each(self, key: str, slot: str, fillings: Iterable[str], **values: object) -> list[str]:
        """Return a phrase once for each filling of a slot; only the phrase without it is kept."""
        english, phrase = key in self.untranslated, self.say(key, **values, **{slot: _LATER})
        return [phrase.replace(_LATER, self._shown(text, english)) for text in fillings]

    def _filled(self, key: str, values: Mapping[str, object]) -> tuple[Part, ...]:
        phrase, english = self.phrases[key], key in self.untranslated
        if isinstance(phrase, Mapping):
            count = int(str(values["count"]))
            form = ("one" if count == 1 else "other") if english else cldr.plural_form(self.code, count)
            phrase = phrase.get(form) or phrase["other"]
        if isinstance(phrase, tuple):
            raise TypeError(f"{key} is a list of phrases")
        out: list[Part] = []
        for n, stretch in enumerate(_cut(phrase)):
            text = "".join([self._shown(values[part], english) if k % 2 else part for k, part in enumerate(stretch)])
            if text:
                out.append((text, n % 2 == 1))
        if english and out:
            out[0] = LRI + out[0][0], out[0][1]
            out[-1] = out[-1][0] + PDI, out[-1][1]
        return tuple(out)

    def each(self, key: str, **values: object) -> tuple[tuple[Part, ...], ...]:
        """Return a list of phrases, each as stretches of text."""
        items = self.phrases[key]
        if not isinstance(items, tuple):
            raise TypeError(f"{key} is one phrase, not a list")
        texts = self._once((items, key in self.untranslated), lambda: self._list(key, items))
        return tuple(texts.parts(str(n), **values) for n in range(len(items)))

    def _list(self, key: str, items: tuple[str, ...]) -> "Language":
        phrases = {str(n): item for n, item in enumerate(items)}
        return Language(self.code, phrases, frozenset(phrases) if key in self.untranslated else frozenset())

    def under(self, name: str) -> dict[str, str]:
        """Return the plain phrases of one file, by key."""
        start = name + "."
        plain = ((k, v) for k, v in self.phrases.items() if k.startswith(start) and isinstance(v, str))
        return self._once(("under", name), lambda: {k[len(start) :]: v for k, v in plain})

    def lacks(self, name: str) -> bool:
        """Return whether a phrase of one file is not translated."""
        return self._once(("lacks", name), lambda: any(key.startswith(f"{name}.") for key in self.untranslated))

    def date(self, day: date, form: str) -> str:
        """Return a date in the form that the phrase `dates.form` gives, as a Babel pattern."""
        pattern = self._pattern(form)
        return self._once((day, pattern), lambda: cldr.day(self.code, day, pattern))

    def time(self, moment: time) -> str:
        """Return a time of day in the language's format."""
        return cldr.moment(self.code, moment, self._pattern("time"))

    def _pattern(self, form: str) -> str:
        """Return how a date is written: a phrase that holds no words, so it has no language."""
        return str(self.phrases["dates." + form])

    def weekday(self, day: int, form: str = "weekday") -> str:
        """Return the name of a weekday (0 is Monday) in the form that the phrase `dates.form` gives, as for dates."""
        return self.date(_MONDAY + timedelta(days=day), form)

    def series(self, items: tuple[str, ...] | list[str]) -> str:
        """Return items as a list in words: one, two and three."""
        return cldr.series(self.code, [self.isolated(item) for item in items]) if items else ""

    def joined(self, texts: Iterable[str], between: str | None = None) -> str:
        """Return texts as one, each in its own direction: the way to put sentences together outside of a phrase.

        Without `between` a space parts them, where their script has any.
        """
        parts = [self.isolated(text) for text in texts]
        if between is not None:
            return between.join(parts)
        return "".join([gap(before, part) + part for before, part in zip(["", *parts], parts, strict=False)])

    def isolated(self, text: str) -> str:
        """Return a text so that it stays in one piece among this language's words, as `isolated` does."""
        return isolated(text, rtl=self.rtl)

    def turned(self, text: str) -> bool:
        """Return whether a text runs from left to right, though this language does not: it stands on a line of its own.

        Where it is broken among words from right to left, its second half stands before its first.
        """
        return self.rtl and not any(bidirectional(char) in ("R", "AL") for char in text)

    def number(self, value: int) -> str:
        """Return a number in the language's digits."""
        return self._once(value, lambda: cldr.number(self.code, value))

    def _shown(self, value: object, english: bool) -> str:  # noqa: FBT001 - where it stands
        if value is _LATER:
            return _LATER
        text = self.number(value) if isinstance(value, int) else str(value)
        if english and any(map(str.isalpha, text)):
            return f"{FSI}{text}{PDI}"  # it is in this language, though the phrase around it is not
        return self.isolated(text)

    def capital(self, text: str) -> str:
        """Return a text as it begins a sentence."""
        return _first(text, str.upper)

    def small(self, text: str) -> str:
        """Return a text as it goes on in a sentence; nouns of some languages keep their capitals, so all stays."""
        return text if self.code.partition("-")[0] in CAPITAL_NOUNS else _first(text, str.lower)


def _first(text: str, change: Callable[[str], str]) -> str:
    """Return a text with its first character changed, behind the signs that say how it runs."""
    start = len(text) - len(text.lstrip(f"{FSI}{RLI}{LRI}"))
    return text[:start] + change(text[start : start + 1]) + text[start + 1 :]


def isolated(text: str, *, rtl: bool = False) -> str:
    """Return a name, a range or a dose so that it and the words around it keep their order (UAX 9, 6.1).

    Among words from left to right, a name from right to left would otherwise take the signs and numbers beside it
    along; among words from right to left (rtl), "3-5" would read 5-3. A text that cannot disturb stays as it is.
    """
    if not rtl:
        turns = not text.isascii() and any(bidirectional(char) in ("R", "AL") for char in text)
        return f"{FSI}{text}{PDI}" if turns else text
    if all(bidirectional(char) in _FROM_THE_RIGHT for char in text):
        return text
    return f"{RLI if PDI in text and not _directed(text) else FSI}{text}{PDI}"


def _directed(text: str) -> bool:
    """Return whether a first strong isolate finds a text's direction: from left to right, if it finds none.

    It looks only at letters outside of the isolates in the text.
    """
    depth, inside = 0, set[str]()
    for char in text:
        depth += (char in (FSI, RLI, LRI)) - (char == PDI)
        kind = bidirectional(char)
        if kind in ("L", "R", "AL"):
            if depth == 0:
                return True
            inside.add(kind)
    return inside == {"L"}


@lru_cache(maxsize=4096)
def _cut(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Split a phrase into stretches, every second one strong; each alternates between texts and names of slots."""
    return tuple(tuple(SLOT.split(stretch)) for stretch in _STRONG.split(phrase))


def language_meant(written: str, codes: Iterable[str]) -> str:
    """Return `did you mean "es"?` for a language's name, in English or in its own words; nothing if none has it."""
    for code in codes:
        with suppress(ValueError, LookupError):  # a folder whose name is no language
            locale = locale_of(code)
            english = (locale.get_language_name("en"), locale.get_display_name("en"))
            names = (*english, locale.get_language_name(), locale.get_display_name())
            if written.strip().casefold() in {name.casefold() for name in names if name}:
                return f'did you mean "{code}"?'
    return ""


def is_language(code: str) -> bool:
    """Return whether a code such as de or pt-BR names a language whose dates and numbers are known."""
    from babel import UnknownLocaleError

    try:
        locale_of(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True
