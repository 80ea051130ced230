"""Measure how easy English is to read: the Flesch-Kincaid grade, with syllables counted by their letters.

Kincaid and others, *Derivation of New Readability Formulas*, 1975. Counting by letters is off by a syllable here and
there; over a passage it agrees with a pronouncing dictionary within half a grade (a test holds it to that).
"""

import re

GRADE = 6.0
"""The highest grade allowed: what an adult with six years of school reads easily."""
PASSAGE = 100
"""The fewest words to grade: for fewer, a grade says little."""
HARD, LONG = 10.0, 8
"""The grade above which one sentence is hard, and the fewest words of one that is graded by itself: no sentence of the
built-in texts is above 7."""
SHORTEST = 3
"""The fewest words of a sentence: anything shorter is a label."""

_SENTENCE = re.compile(r"[.!?]+(?=\s|$)")
_WORD = re.compile(r"[a-z]+(?:['\u2019][a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = {
    "e": ("le", "ee", "ye"),
    "es": ("ses", "zes", "ces", "ges", "ches", "shes", "xes", "ies", "les"),
    "ed": ("ted", "ded", "ied", "eed"),
}
"""Endings whose vowel is not heard, but in these."""
_SLOT = re.compile(r"\{\w+\}|\d+")


def words(text: str) -> list[str]:
    """Return the words of a text in lower case; numbers and slots count as one short word."""
    return _WORD.findall(_SLOT.sub("some", text.replace("**", "")).lower())


def grade(texts: list[str]) -> float:
    """Return the grade of some texts, with a full stop after each that lacks one."""
    passage = " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in texts)
    said = words(passage)
    sentences = max(1, sum(len(words(sentence)) >= SHORTEST for sentence in _SENTENCE.split(passage)))
    return 0.39 * len(said) / sentences + 11.8 * sum(map(syllables, said)) / max(1, len(said)) - 15.59


def hard(text: str) -> list[tuple[str, float]]:
    """Return each sentence of a text that is hard to read by itself, with its grade."""
    found = [
        (sentence.strip(), grade([sentence])) for sentence in _SENTENCE.split(text) if len(words(sentence)) >= LONG
    ]
    return [(sentence, at) for sentence, at in found if at > HARD]


def syllables(word: str) -> int:
    """Count the groups of vowels, without silent ones, and with those that are heard as two."""
    word = word.partition("'")[0].partition("\u2019")[0]
    count = len(_VOWELS.findall(word))
    silent = (word.endswith(end) and not word.endswith(heard) for end, heard in _SILENT.items())
    count -= any(silent)
    if word.endswith("le") and len(word) > 2 and word[-3] in "aeiouy":
        count -= 1
    count += len(re.findall(r"i[ao](?!u)|eo|ua|uou|[oy]ing|iu|sm$", re.sub(r"[tcs]i[ao]|gio|geo|qua|gua", "", word)))
    return max(1, count)
