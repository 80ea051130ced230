"""The grade by letters agrees with the grade by a pronouncing dictionary."""

import nltk
import pytest
import textstat

from planner.check.reading import GRADE, PASSAGE, grade, syllables, words
from planner.content.library import Library

LIBRARY = Library()
PASSAGES = {e.key: [e.summary, e.felt, *e.cautions, *(s.say for s in e.steps)] for e in LIBRARY.exercises()}
PASSAGES["conditions"] = [c.says for c in LIBRARY.conditions.values()]
HARD = ["Lumbar radiculopathy characteristically necessitates individualised physiotherapeutic rehabilitation."] * 20


@pytest.fixture(scope="module", autouse=True)
def dictionary(pronouncing):
    nltk.data.path.insert(0, str(pronouncing))
    yield
    nltk.data.path.remove(str(pronouncing))


@pytest.mark.parametrize("name", [name for name, texts in PASSAGES.items() if len(words(" ".join(texts))) >= PASSAGE])
def test_the_grade_is_that_of_a_dictionary_within_half_a_grade(name):
    text = " ".join(t if t.endswith((".", "?", "!")) else f"{t}." for t in PASSAGES[name])
    assert grade(PASSAGES[name]) == pytest.approx(textstat.flesch_kincaid_grade(text), abs=0.5)


def test_what_is_hard_is_over_the_grade():
    assert grade(HARD) > GRADE
    assert len(PASSAGES) > 20


SYLLABLES = {
    **dict.fromkeys(("knee", "breathe", "bent", "pulled", "don't", "the", "stairs"), 1),
    **dict.fromkeys(("table", "lifted", "muscle", "doctor", "slowly"), 2),
    **dict.fromkeys(("medicine", "remember"), 3),
    **dict.fromkeys(("exercises",), 4),
}


@pytest.mark.parametrize(("word", "count"), [*SYLLABLES.items()])
def test_syllables(word, count):
    assert syllables(word) == count
