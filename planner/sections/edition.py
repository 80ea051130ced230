"""In what form a booklet appears: the language, the person in the pictures, the library behind it."""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from planner.blocks import END, Figure, Image, Photograph, Run, Words
from planner.content.exercise import Exercise, Step
from planner.content.language import Language, Part, gap
from planner.content.library import Library
from planner.content.posed import Posed, scene_of_posed
from planner.content.topic import Shown
from planner.content.translation import SOURCE, in_english, is_english
from planner.figure import Look, Scene, describe, draw
from planner.figure.mirror import for_sore_side
from planner.programme.programme import Programme

T = TypeVar("T")
MOST_KEPT = 512
"""How many figures of exercises an edition keeps."""
ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।")  # noqa: RUF001 - as other scripts end a sentence
"""What ends a sentence."""
Photographs = Callable[[Exercise, Step], Photograph]
"""Makes the picture of a step that names a file."""


TITLES = (
    *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "lady", "rev"),
    *("herr", "frau", "hr", "fr", "m", "mme", "mlle", "monsieur", "madame", "sig", "sra", "sr", "señor", "señora"),
)
"""What stands before a name in letters to somebody, in an English booklet."""
FLAT = ("supine", "prone")
"""The positions in which somebody lies flat."""


def no_photographs(exercise: Exercise, step: Step) -> Photograph:
    """Refuse a picture from a file: in this edition every exercise is drawn from poses."""
    raise TypeError(f"{exercise.key}: this edition does not read {step.picture}")


def no_pictures(posed: Posed) -> Photograph:
    """Refuse a picture from a file, as above."""
    raise TypeError(f"this edition does not read {posed.file}")


@dataclass(frozen=True, eq=False)
class Edition:
    """What sections need besides the programme. Compared by identity: one per run."""

    library: Library
    language: Language
    look: Look
    """The person in charts."""
    people: tuple[Look, ...] = ()
    """The people in pictures, who take turns; without any, the person in charts."""
    photographs: Photographs = no_photographs
    pictured: Callable[[Posed], Photograph] = no_pictures
    logo: Image | None = None
    letterhead: Image | None = None
    cover_picture: Figure | None = None
    """The clinic's photo for the cover, in place of the people."""
    off_floor: bool = False
    """For somebody who cannot get down to the floor: nobody is shown lying there."""
    never_flat: bool = False
    """For somebody who is pregnant: nobody is shown flat on the back or the belly, on a bed neither."""

    _kept: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the result of make, kept under a key that holds all it depends on but for the edition itself."""
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def say(self, key: str, **values: object) -> str:
        """Return a phrase as plain text."""
        return self.language.say(key, **values)

    def sentence(self, text: str) -> str:
        """Return a text that somebody typed as a sentence: it may have its full stop, or may not."""
        return text if text.endswith(ENDS) else self.say("common.sentence", text=text)

    def words(self, key: str, **values: object) -> Words:
        """Return a phrase with its strong parts."""
        return runs(self.language.parts(key, **values))

    def each(self, key: str, **values: object) -> tuple[Words, ...]:
        """Return a list of phrases."""
        return tuple(runs(parts) for parts in self.language.each(key, **values))

    def person(self, turn: int) -> Look:
        """Return the person whose turn it is, from 0; an exercise has its number's on every page."""
        return self.people[turn % len(self.people)] if self.people else self.look

    def posed(
        self,
        posed: Posed,
        turn: int = 0,
        *,
        marks: bool = False,
        not_in: frozenset[str] = frozenset(),
        alt: str | None = None,
        conditions: Collection[str] = (),
        sore: str | None = None,
    ) -> Figure:
        """Return the person whose turn it is in one position, with a description made from the pose.

        A picture from a file has its own (alt).
        `not_in`: the positions in which nobody is to be shown if another picture, off the floor, is written.
        `conditions`: those of the reader, which the picture is to suit. `sore`: the side that hurts them.
        """
        posed = ((self.off_floor or posed.position in not_in) and posed.off_floor) or posed
        while posed.off_floor and (self._flat(posed) or not _suits(posed, conditions)):
            posed = posed.off_floor
        if posed.file:
            return Figure(self.pictured(posed), alt or "")
        scene = for_sore_side(scene_of_posed(posed), sore)
        return Figure(draw(scene, 0, self.person(turn), marks=marks), self.describe(scene, 0))

    def shown(self, shown: Shown, conditions: Collection[str] = ()) -> Shown:
        """Return what a reader with these conditions is told and shown."""
        shown = (self.off_floor and shown.off_floor) or shown
        while shown.off_floor and (self._flat(shown.picture) or not _suits(shown, conditions)):
            shown = shown.off_floor
        return shown

    def _flat(self, posed: Posed) -> bool:
        """Return whether somebody lies flat in it, who is not to be shown so."""
        return self.never_flat and posed.position in FLAT

    def folios(self, pages: int) -> tuple[Words, ...]:
        """Return the page numbers in words, one for each page."""
        return tuple(self.words("common.page", page=page, pages=pages) for page in range(1, pages + 1))

    def called(self, name: str) -> str:
        """Return how to address somebody: `Ana` for Ana Souza, `Mr Brooks` for Mr Harold Brooks.

        In another language than English it is the name as it was typed.
        """
        if not is_english(self.language.code):
            return name  # which part is a family name differs by language, and even within one
        first, _, rest = name.partition(" ")
        return f"{first} {rest.split(' ')[-1]}" if rest and first.rstrip(".").lower() in TITLES else first

    def describe(self, scene: Scene, n: int) -> str:
        """Return what a picture shows, in the booklet's language; in English if that has not all of the words."""
        if self.language.lacks("figure"):
            return in_english(_described(scene, n, self.library.language(SOURCE)))
        return _described(scene, n, self.language)


def _suits(shown: Posed | Shown, conditions: Collection[str]) -> bool:
    return not shown.not_for_conditions or set(conditions).isdisjoint(shown.not_for_conditions)


@lru_cache(maxsize=512)
def _described(scene: Scene, n: int, language: Language) -> str:
    return describe(scene, n, language.under("figure"))


SAFETY_PAGE = "{safety_page}"
"""Where a text of the library names the page of the warning signs."""


def paged(text: str, programme: Programme, edition: Edition) -> str:
    """Return a text of the library with the page of the warning signs, or all of them, in place of {safety_page}."""
    if SAFETY_PAGE not in text:
        return text
    pages = sign_pages("safety", programme, edition)
    return text.replace(SAFETY_PAGE, str(pages) if isinstance(pages, int) else edition.language.isolated(pages))


def sign_pages(name: str, programme: Programme, edition: Edition) -> int | str:
    """Return the page with warning signs that has a name; if they go on over further pages, the first and last one."""
    first, last = programme.pages.of(name), programme.pages.of(name + END)
    return through(first, last, edition) if last > first else first


def through(first: int, last: int, edition: Edition) -> str:
    """Return the pages from one to another."""
    return "\u2013".join(map(edition.language.number, (first, last)))


def strong(text: str) -> Words:
    """Return a text of the library as words; what is between pairs of asterisks is strong."""
    parts = text.split("**")
    return tuple(Run(piece, n % 2 == 1) for n, piece in enumerate(parts) if piece)


@lru_cache(maxsize=4096)
def runs(parts: tuple[Part, ...]) -> Words:
    """Return stretches of text as words."""
    return tuple(Run(text, strong) for text, strong in parts)


def joined(*parts: Words) -> Words:
    """Join sentences with a space where their script has any, leaving out empty ones."""
    out: list[Run] = []
    for words in parts:
        runs = [Run(words)][: bool(words)] if isinstance(words, str) else list(words)
        between = gap(out[-1].text, runs[0].text) if out and runs else ""
        out += [*([Run(between)] if between else []), *runs]
    return tuple(out)
