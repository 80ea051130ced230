"""Whether a text is in other letters than a language."""

import pytest

from planner import Patient, load_library, load_plan, make_booklet
from planner.content.letters import strange_letters

LIBRARY = load_library()


@pytest.mark.parametrize(
    ("code", "text", "letters"),
    [
        ("en", "لا ترفع أشياء ثقيلة هذا الأسبوع", "Arabic letters"),
        ("en", "慢慢做", "Chinese characters"),
        ("ar", "Do not lift anything heavy this week.", "Latin letters"),
        ("ar", "Call Mr محمد if it hurts more.", "Latin letters"),
        ("zh-Hans", "Do not lift anything heavy.", "Latin letters"),
        ("es", "Do not lift anything heavy.", None),
        ("en", "Ask Mr محمد الأحمد for the band.", None),
        ("ar", "استخدم شريط TheraBand CLX كل يوم", None),
        ("ar", "Tai Chi", None),
        ("zh-Hans", "用 TheraBand CLX 练", None),
        ("en", "020 7946 0000", None),
    ],
)
def test_letters_that_are_clearly_not_the_languages_are_named(code, text, letters):
    assert strange_letters(text, LIBRARY.language(code)) == letters


def test_a_note_in_other_letters_than_the_booklet_is_a_warning_without_its_words():
    who = Patient(language="ar", note="Do not lift anything heavy this week.", goals=["أحمل حفيدي"])
    made = make_booklet(load_plan("low-back-relief"), who, form="one-page")
    [line] = [line for line in made.warnings if "letters" in line]
    assert line.startswith(
        "note: is in Latin letters, and the booklet is in Arabic; write it in Arabic, or leave it so"
    )
