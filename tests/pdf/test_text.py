"""Breaking words into lines."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.blocks import Run
from planner.content.resources import data
from planner.pdf.file.fonts import MissingGlyphError
from planner.pdf.layout.family import Family
from planner.pdf.layout.lines import paragraph
from planner.pdf.layout.theme import Style

FONTS = data("fonts")
FAMILY = Family([FONTS / "source-sans-3", *sorted((FONTS / "scripts").iterdir())])
BODY = Style(14, 20)
LETTERS = st.text(st.sampled_from("abcdeéüßłğ -\u00a0.,'(/0123"), max_size=300)


def lines(words, width, style=BODY):
    return ["".join(s.text for s in line) for line in paragraph(words, style, width, FAMILY).lines]


def test_words_that_stay_together_part_between_them_before_one_of_them_is_broken():
    assert lines("Hold\u00a020\u00a0seconds", 60) == ["Hold\u00a020\u00a0", "seconds"]


@given(LETTERS, st.floats(30, 500))
def test_no_character_is_lost_and_no_line_is_too_wide(text, width):
    made = paragraph(text, BODY, width, FAMILY)
    assert "".join(lines(text, width)).replace(" ", "") == text.replace(" ", "")
    for measured, line in zip(made.widths, made.lines, strict=True):
        assert measured <= width + 1 or len("".join(s.text for s in line).strip()) <= 1


@given(
    st.lists(st.text(st.sampled_from("abcdef"), min_size=1, max_size=12), min_size=1, max_size=40), st.floats(120, 400)
)
def test_words_stay_apart_for_who_listens(words, width):
    assert "".join(lines(" ".join(words), width)).split() == words


def test_a_word_longer_than_a_line_is_broken_anywhere():
    assert "".join(lines("Donaudampfschifffahrtsgesellschaft", 60)) == "Donaudampfschifffahrtsgesellschaft"


def test_an_address_breaks_after_its_slashes_without_leaving_a_sign():
    assert lines("riverside.example/\u200bvideos/\u200bbridge", 130) == ["riverside.example/", "videos/bridge"]


def test_strong_words_are_set_in_another_face():
    made = paragraph((Run("Page "), Run("2", strong=True)), BODY, 200, FAMILY)
    assert len({s.shaped[0].font for s in made.lines[0]}) == 2


def test_a_line_break_starts_a_new_line_and_is_heard_as_a_space():
    assert lines("one\ntwo", 400) == ["one ", "two"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Well done 👍", "(U+1F44D, thumbs up sign) is in none of the fonts; leave it out, or say it in words"),
        ("ሰላም", "(U+1230, ethiopic syllable sa) is in none of the fonts; write it in other letters"),
    ],
)
def test_a_character_without_a_glyph_is_named_in_words_with_what_to_do(text, says):
    with pytest.raises(MissingGlyphError, match=re.escape(says)):
        paragraph(text, BODY, 200, FAMILY)


def test_two_lines_break_between_sentences_but_not_after_a_title():
    assert lines("Stand tall. Keep your knees soft.", 175) == ["Stand tall. ", "Keep your knees soft."]
    assert lines((Run("Stop", strong=True), Run(" now. Call us today, please.")), 160)[0] == "Stop now. "
    assert lines("See Mrs. Brooks in the clinic today", 190)[0] == "See Mrs. Brooks in the "


def test_the_last_line_is_no_short_word_if_no_line_more_is_needed():
    assert lines("Do not reach far, or twist with a load", 180) == ["Do not reach far, or twist ", "with a load"]
    assert lines("Donaudampfschiffahrt is", 140)[-1] == "is"  # nothing can be done


def test_the_lines_of_a_title_are_of_like_length():
    title = replace(BODY, size=32, balanced=True)
    assert lines("Sit, stand, lift and lie with ease", 400, title) == ["Sit, stand, lift ", "and lie with ease"]
    made = paragraph("Sit, stand, lift and lie with ease", replace(title, align="right"), 400, FAMILY)
    ends = [left + width for left, width in zip(made.lefts, made.widths, strict=True)]
    assert ends == pytest.approx([400, 400])  # at the edge of the box, however they were balanced


def test_a_light_one_is_narrow_so_that_it_stands_on_the_margin():
    light, normal = (paragraph("1", replace(BODY, weight=weight), 99, FAMILY) for weight in (300, 400))
    assert light.width < 0.8 * normal.width
    assert [stretch.text for line in light.lines for stretch in line] == ["1"]


@pytest.mark.parametrize("width", range(60, 200, 7))
def test_no_line_of_chinese_begins_with_a_full_stop_also_behind_strong_words(width):
    words = (Run("把您痛醒？请看"), Run("第2页", strong=True), Run("。再看"), Run("第3页", strong=True), Run("，好。"))  # noqa: RUF001
    assert not [line for line in lines(words, width) if line[0] in "。，？"]  # noqa: RUF001
