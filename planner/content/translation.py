"""Words in another language: one gettext file (`languages/es.po`) in each folder of a library.

English stands in the YAML files and is the source. A translation holds words only, each with the context of its text
(`exercise:bridge.steps.0.say`): no dose, pose or precaution is in it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from planner.content.held import held
from planner.content.po_lines import FORM, refuse_unquoted, text_of
from planner.content.review import Review
from planner.content.wording import texts, worded
from planner.content.yaml import Loc
from planner.problems import InputError, Problem

if TYPE_CHECKING:
    from babel.messages import Catalog, Message

M = TypeVar("M", bound=BaseModel)
_SLOT = re.compile(r"\{\w+\}")
_NUMBER = re.compile(r"\d+")
PHRASES = "phrases"
"""The kind of document that the context of a phrase names."""
LONG = 4
"""A text of so many words means the same in every document of its kind; a shorter one may not."""
_REVIEWED = re.compile(r"^# ?reviewed_by: *(\S.*)$", re.MULTILINE)
"""The line at the head of a file that says who has reviewed its words, and when."""
_THINGS = "equipment"
"""The list whose texts, however short, mean the same everywhere: a mat is a mat."""
_OF_SENTENCE = "mistakes"
"""The list whose texts are printed as one sentence."""
SOURCE = "en"
"""The language in which every text is written first."""
LRI, PDI = "\u2066", "\u2069"
"""What stands around a text in English among words of another language: left-to-right isolate, and its end.

Whoever sets it knows by these signs in which language, and which way, it is read. Nobody can type them.
"""
NO_REVIEW = "reviewed_by: write a name and a day, such as Dr Ruiz, 2026-12-01"
_HANGING = ("cs", "pl", "sk")
"""Languages in which no line ends with a word of one letter, such as w, z or i."""
_LETTER = re.compile(r"(?<![^\s(])([AIKOSUVWZaikosuvwz]) ")
MOST_BYTES = 4_000_000
"""The size of the largest file of words that is read, in bytes: six times the built-in ones."""


@dataclass
class Translation:
    """The words of a language, from one or more files."""

    code: str
    by_context: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """By context and English text: the translation, or its plural forms in the order of the file."""
    by_kind: dict[tuple[str, str], str] = field(default_factory=dict)
    """By kind of document and English text: what a longer text, or a thing that is needed, is in another place."""
    forms: tuple[str, ...] = ("other",)
    """The names of the plural forms (one, few, other) in the order of the file."""
    reviews: tuple[Review | None, ...] = ()
    """Who has reviewed each file whose words are printed; None for a file that nobody has reviewed."""

    def said(self, context: str, english: str) -> str | None:
        """Return a text in this language; None if it is not translated, or its English has changed."""
        found = self.by_context.get((context, english))
        return found[0] if found else self.by_kind.get((_kind(context), english))

    def thing(self, context: str, english: str) -> str:
        """Return what a thing that an exercise needs is called; empty if that is not known, or the text is none."""
        return self.by_kind.get((_THINGS, english), "") if _kind(context) == _THINGS else ""

    def counted(self, context: str, one: str) -> Mapping[str, str] | None:
        """Return the plural forms of a phrase by their names, such as one and other; None if it is not translated."""
        found = self.by_context.get((context, one))
        return {**dict(zip(self.forms, found, strict=False)), "other": found[-1]} if found else None

    def worded(self, name: str, model: M, *below: str) -> M:
        """Return a document in this language, where it has words: name is its kind and id, as `exercise:bridge`.

        A text of one that it extends (below) has the words that it has there. What is printed as one sentence is in
        English as a whole, if a part of it has no words.
        """
        unsaid = str if is_english(self.code) else in_english
        halves = set[Loc]()

        def say(loc: Loc, text: str) -> str:
            said = None if loc[:-1] in halves else self._said((name, *below), loc, text)
            if not said and _OF_SENTENCE in loc[:-1] and not is_english(self.code):
                halves.add(loc[:-1])
            return said or unsaid(text)

        once = worded(model, say)
        return worded(model, say) if halves else once

    def missing(self, name: str, english: BaseModel, *below: str) -> list[Loc]:
        """Return the ways to the texts of an English document that are not translated."""
        return [loc for loc, text in texts(english) if self._said((name, *below), loc, text) is None]

    def _said(self, names: tuple[str, ...], loc: Loc, english: str) -> str | None:
        return next((said for name in names if (said := self.said(context(name, loc), english)) is not None), None)


def is_english(code: str) -> bool:
    """Return whether a code names English, or a variety of it such as en-GB."""
    return code.partition("-")[0] == SOURCE


def in_english(text: str) -> str:
    """Return a text that is not translated with the signs of it, on each of its lines."""
    return "\n".join([f"{LRI}{line}{PDI}" for line in text.split("\n")])


def unmarked(text: str) -> str:
    """Return a text that is not translated as it stands in its file, without the signs that `in_english` gave it."""
    return text.replace(LRI, "").replace(PDI, "") if text.startswith(LRI) else text


def context(name: str, loc: Loc) -> str:
    """Return the context of a text in a document: `exercise:bridge.steps.0.say`."""
    return ".".join((name, *map(str, loc)))


def file_of(folder: Path, code: str) -> Path:
    """Return where a library's folder keeps the words of a language."""
    return folder / "languages" / f"{code}.po"


def read_translation(code: str, folders: tuple[Path, ...]) -> Translation:
    """Return a language's words, later folders over earlier ones.

    Words that are marked fuzzy, or have lost a slot or a number, are passed over: English is printed. So are those that
    say a text of an earlier folder in another way, unless somebody has reviewed them. Raise InputError for a file that
    is not in gettext's form.
    """
    paths = [path for folder in folders if (path := file_of(folder, code)).is_file()]
    found = Translation(code)
    for n, path in enumerate(paths):
        catalogue = read_catalogue(path, code)
        review = review_of(catalogue)
        found.forms, own, before = _forms(catalogue), n > 0 and not review, set(found.by_context)
        for message in catalogue:
            if message.id and is_sound(message) and not (own and _is_known(found, message)):
                _add(found, message)
                before.discard((message.context or "", ids_of(message)[0]))
        found.reviews = (*(found.reviews if before else ()), review)  # of earlier files something is still printed
    return found


def review_of(catalogue: "Catalog") -> Review | None:
    """Return who has reviewed a file's words, and when; None if nobody has. Raise ValueError for a line without both.

    A name without a day is no review: nobody knows which words it was for.
    """
    found = _REVIEWED.search(catalogue.header_comment)
    if found is None:
        return None
    name, _, day = found[1].rpartition(",")
    try:
        return Review.model_validate({"name": name.strip(), "on": day.strip()})
    except ValidationError:
        raise ValueError(NO_REVIEW) from None


def _is_known(found: Translation, message: "Message") -> bool:
    return ((message.context or ""), ids_of(message)[0]) in found.by_context


def catalogue_text(path: Path) -> str:
    """Return the text of a gettext file. Raise InputError for one that is too large, or not in UTF-8."""
    return text_of(path, held(path, MOST_BYTES, "gettext file"))


def read_catalogue(path: Path, code: str) -> "Catalog":
    """Return the messages of a gettext file. Raise InputError if it cannot be read."""
    from babel.messages.pofile import PoFileError, read_po

    text = catalogue_text(path)
    refuse_unquoted(path, text)
    try:
        found = read_po(StringIO(text), locale=code.replace("-", "_"), abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        said = getattr(error, "lineno", None)
        says = f"{FORM}: {error.args[0] if error.args else error}"
        raise InputError(Problem(file=str(path), line=said, text=says)) from None
    try:
        _forms(found)
    except (ValueError, ArithmeticError, RecursionError):  # an expression of C, as gettext has it: n%0 is one, too
        line = next((n for n, of in enumerate(text.splitlines(), 1) if "Plural-Forms" in of), None)
        advice = "take the line of a file that planner translate writes"
        raise InputError(
            Problem(file=str(path), line=line, text="Plural-Forms cannot be read", advice=advice)
        ) from None
    try:
        review_of(found)
    except ValueError as error:
        line = next(n for n, of in enumerate(text.splitlines(), 1) if _REVIEWED.match(of))
        raise InputError(Problem(file=str(path), line=line, text=str(error))) from None
    return found


def is_sound(message: "Message") -> bool:
    """Return whether a message is translated, and may be printed."""
    return not message.fuzzy and all(strings_of(message)) and not list(faults(message))


def faults(message: "Message") -> Iterator[str]:
    """Yield what a translation has lost or added: slots, numbers, strong words."""
    english, own = ids_of(message), strings_of(message)
    last = english[-1]
    for text in own:
        if not text:
            continue
        if lost := sorted(set(_SLOT.findall(last)) - set(_SLOT.findall(text)) - _implied(message, text)):
            yield f"has lost {lost[0]}"
        if extra := sorted(set(_SLOT.findall(text)) - set(_SLOT.findall(last))):
            yield f"nothing fills {extra[0]} here"
        if len(own) == 1 and (numbers := _numbers(last)) != (said := _numbers(text)):
            yield f"has the numbers {_listed(said)}, and the English {_listed(numbers)}"
        if text.count("**") != last.count("**"):
            yield "has not the same words between ** as the English"


def _implied(message: "Message", text: str) -> set[str]:
    """Return the slots that a plural form need not have: a form for one thing may say it in a word."""
    return {"{count}"} if len(strings_of(message)) > 1 and text != strings_of(message)[-1] else set()


def _numbers(text: str) -> Counter[str]:
    return Counter("".join(str(unicodedata.digit(c)) for c in found) for found in _NUMBER.findall(text))


def _listed(numbers: Counter[str]) -> str:
    return ", ".join(sorted(numbers.elements())) or "none"


def ids_of(message: "Message") -> tuple[str, ...]:
    """Return the English text of a message, or its two forms."""
    return message.id if isinstance(message.id, tuple) else (str(message.id),)


def strings_of(message: "Message") -> tuple[str, ...]:
    """Return the translation of a message, or its plural forms; empty texts where there is none."""
    return tuple(message.string) if isinstance(message.string, tuple | list) else (str(message.string or ""),)


def _add(found: Translation, message: "Message") -> None:
    at, english, said = message.context or "", ids_of(message), strings_of(message)
    if found.code in _HANGING:
        said = tuple([_LETTER.sub("\\1\u00a0", text) for text in said])
    found.by_context[at, english[0]] = said
    if (len(english[0].split()) >= LONG or _kind(at) == _THINGS) and len(english) == 1:
        found.by_kind.setdefault((_kind(at), english[0]), said[0])


def _kind(context: str) -> str:
    """Return what a text belongs to: the kind of its document, or the things that are needed."""
    return _THINGS if f".{_THINGS}." in context else context.partition(":")[0]


def _forms(catalogue: "Catalog") -> tuple[str, ...]:
    """Return the names of a language's plural forms in the order of its file: by the numbers that take each."""
    from gettext import c2py

    if catalogue.locale is None:
        return ("other",)
    at = c2py(catalogue.plural_expr)
    names = {at(n): catalogue.locale.plural_form(n) for n in range(200, -1, -1)}
    return tuple(names.get(k, "other") for k in range(catalogue.num_plurals))
