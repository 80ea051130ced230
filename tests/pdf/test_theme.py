"""What a theme's shape does to a page, and that every page of every theme can be set."""

from io import BytesIO
from itertools import pairwise, product
from typing import get_args

import pikepdf
import pytest

from planner import load_library, load_plan, make_booklet
from planner.booklet.looks import theme_of
from planner.content.clinic import Clinic
from planner.content.theme import Theme
from planner.figure.drawing import Posture
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.theme import Place

THEMES = load_library().ids("themes")
BLACK = (0.0, 0.0, 0.0)


def shaped(**more) -> Theme:
    return Theme.model_validate(more)


@pytest.mark.parametrize(
    ("theme", "size", "paper"),
    [(t, "standard", "A4") for t in THEMES] + [("bedside", "xl", "Letter"), ("warm", "large", "Letter")],
)
def test_every_theme_makes_a_whole_booklet(theme, size, paper):
    clinic = Clinic.model_validate({"theme": theme, "paper": paper})
    booklet = make_booklet(load_plan("low-back-relief"), clinic=clinic, size=size)
    with pikepdf.open(BytesIO(booklet.data)) as pdf:
        marks = [str(item.title) for item in pdf.open_outline().root]
    assert len(marks) == 10
    assert booklet.pages < 100


def test_words_are_never_smaller_than_the_standard_says():
    usual = theme_of(shaped(), "A4")
    for density in ("airy", "normal", "compact"):
        for headings in ("small", "normal", "large"):
            made = theme_of(shaped(density=density, headings=headings), "A4")
            for name in ("body", "strong", "small", "label", "lead", "row"):
                assert made.styles[name].size == usual.styles[name].size
                assert 1.15 <= made.styles[name].leading / made.styles[name].size <= 1.55


def test_denser_is_lower_and_larger_headings_are_larger():
    leading = [theme_of(shaped(density=d), "A4").styles["body"].leading for d in ("compact", "normal", "airy")]
    titles = [theme_of(shaped(headings=h), "A4").styles["h1"].size for h in ("small", "normal", "large")]
    weights = [theme_of(shaped(numerals=n), "A4").styles["numeral"].weight for n in ("light", "regular", "bold")]
    assert all(a < b for values in (leading, titles, weights) for a, b in pairwise(values))


def test_larger_words_have_larger_pictures():
    """At xl they were smaller than at standard, for those who see least."""
    places: tuple[Place, ...] = ("card", "overview", "calendar")
    for paper, place, posture in product(("A4", "Letter"), places, get_args(Posture)):
        sizes = [theme_of(shaped(), paper, size).scale(place, posture) for size in ("standard", "large", "xl")]
        # on cards, those of xl are those of large: so pictures and steps stand on one page before the tips
        assert sizes[0] < sizes[1] <= sizes[2], (paper, place, posture)


def test_lines_and_corners_follow_the_theme_but_circles_stay():
    def drawn(corners, rules):
        pen = Pen(0, corners, rules)
        pen.frames([(0, 0, 50, 50)], BLACK, 1.0, 4.0)
        pen.frames([(0, 0, 50, 50)], BLACK, 0.5, 25.0)
        return pen.bytes().decode().splitlines()

    usual, square, heavy = drawn(1.0, 1.0), drawn(0.0, 1.0), drawn(1.0, 1.5)
    frame, circle = [n for n, line in enumerate(usual) if line.endswith(" S")]
    assert " c " in usual[frame]
    assert " c " not in square[frame]
    assert usual[circle] == square[circle]
    assert any(line.endswith(" 1.5 w") for line in heavy)
    assert any(line.endswith(" 0.5 w") for line in drawn(1.0, 0.5))  # nothing thinner than a printer can draw
