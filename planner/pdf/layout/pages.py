"""Pages of a section as they go into documents, and how they come with the wheel.

Pages of built-in words were laid out when the wheel was built. They are found by all that they are made of: the blocks
and the theme, by their values, the files of the fonts, and the versions of those who shape and draw.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import NamedTuple

from planner.blocks import Section
from planner.pdf.file.fonts import Glyph, Glyphs
from planner.pdf.file.tags import Objects
from planner.pdf.file.writer import Form
from planner.pdf.layout.family import Family
from planner.pdf.layout.forms import FORM, of_wheel
from planner.pdf.layout.theme import PageTheme
from planner.shipped import holds, key_of, shipped, version_of


class Slot(NamedTuple):
    """A place on a page for words in a stream of their own; way: the index of the setting that fits there."""

    page: int
    mcid: int
    tag: str
    x: float
    top: float
    way: int


@dataclass(frozen=True, eq=False)
class Pages:
    """A section on paper, in no document yet: page and object numbers are still open.

    Compared by identity: the same blocks get the same object.
    """

    name: str
    size: tuple[float, float]
    contents: tuple[bytes, ...]
    """Compressed content streams, one for each page."""
    forms: dict[str, Form]
    glyphs: Glyphs
    sheets: Objects
    """Page dictionaries, then annotations."""
    tree: Objects
    """The parent tree's leaf, then structure elements."""
    prints: Objects
    """Page dictionaries for paper, without structure and links."""
    headed: bool
    """Whether the pages have the header."""
    titles: tuple[tuple[str, int], ...]
    """The titles on its pages, each with the index of its page."""
    slot: Slot | None = None
    """The place of words that are left out."""
    words: tuple[bytes, Glyphs] | None = None
    """The stream with the words that are left out."""
    rest: "Pages | None" = None
    """The same pages without these words, which a document stores once for all patients who share them."""


Streamed = tuple[bytes, Glyphs]
"""A content stream and the glyphs in it."""


# -- as they come with the wheel ---------------------------------------------------------------------------------------


def key_of_pages(section: Section, theme: PageTheme) -> str:
    """Return under which key the wheel may hold a section's pages; nothing if it holds none of the kind."""
    of_clinic = section.clinic or section.phone or section.footer  # what their name stands on is never in the wheel
    look = "" if of_clinic else look_of(theme)
    return look and key_of("pages", look, section)


@lru_cache(maxsize=64)
def look_of(theme: PageTheme) -> str:
    """Return a digest of all that pages owe to their theme; nothing if the wheel holds no pages of this look."""
    values = [getattr(theme, field.name) for field in fields(theme) if field.name != "family"]
    look = key_of("look", values, theme.family.digest, version_of("reportlab"))  # which draws codes to scan
    shipped(look, str)  # this marks it
    return look if holds(look) else ""


def streamed(key: str, make: Callable[[], Streamed], family: Family) -> Streamed:
    """Return a stream with its glyphs as the wheel holds it under a key, or else as it is made."""

    def write(made: Streamed) -> bytes:
        glyphs = _by_name(made[1], family)
        return b"" if glyphs is None else pickle.dumps((made[0], glyphs))

    def read(data: bytes) -> Streamed:
        stream, glyphs = pickle.loads(data)  # noqa: S301 - as much ours as the code is
        return stream, _of_family(glyphs, family)

    return shipped(key, make, write, read)


def brought(key: str, make: Callable[[], Pages], family: Family) -> Pages:
    """Return pages as the wheel holds them under a key, or else as they are made."""

    def write(made: Pages) -> bytes:
        glyphs = _by_name(made.glyphs, family)
        forms = {name: None if holds(FORM + name) else form for name, form in made.forms.items()}
        return b"" if glyphs is None else pickle.dumps(vars(made) | {"forms": forms, "glyphs": glyphs})

    def read(data: bytes) -> Pages:
        values = pickle.loads(data)  # noqa: S301 - as above
        forms = {name: form or of_wheel(name) for name, form in values["forms"].items()}
        return Pages(**values | {"forms": forms, "glyphs": _of_family(values["glyphs"], family)})

    return shipped(key, make, write, read)


def _by_name(glyphs: Glyphs, family: Family) -> tuple[tuple[str, frozenset[Glyph]], ...] | None:
    """Return glyphs by the names of their fonts; nothing if others than the family's first fonts had to help."""
    named = tuple((font.name, some) for font, some in glyphs if font in family.own.values())
    return named if len(named) == len(glyphs) else None


def _of_family(named: tuple[tuple[str, frozenset[Glyph]], ...], family: Family) -> Glyphs:
    return tuple((family.own[name], some) for name, some in named)
