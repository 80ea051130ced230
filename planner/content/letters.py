"""In which letters a text is written: Latin, Arabic, Chinese. Which language it is in nobody guesses."""

from collections import Counter
from unicodedata import name

from planner.content.language import Language

A_WORD = 4
"""How many letters a Chinese character counts as: it is a word."""
FEWEST = 8
"""Letters that may be a name, such as Tai Chi; so many are words."""
SHARE = 3
"""A text with this many times as many strange letters as its own is strange."""
CHINESE = "CJK"
"""What the names of Chinese characters begin with; Japanese has them too."""


def strange_letters(text: str, language: Language) -> str | None:
    """Return what letters a text is written in, if these are clearly not those of a language: `Latin letters`."""
    days = "".join(language.locale.days["format"]["wide"].values())  # in letters of its own, whatever the language
    own, there = {*_counted(days)}, _counted(text)
    strange = {script: count for script, count in there.items() if script not in own}
    count = sum(strange.values())
    if count < FEWEST or count <= SHARE * (there.total() - count):
        return None
    most = max(strange, key=strange.__getitem__)
    return "Chinese characters" if most == CHINESE else f"{most.capitalize()} letters"


def _counted(text: str) -> Counter[str]:
    """Return how many letters of each script a text has."""
    found: Counter[str] = Counter()
    for char in filter(str.isalpha, text):
        script = name(char, "").partition(" ")[0]
        if script in (CHINESE, "HIRAGANA", "KATAKANA"):
            found[CHINESE] += A_WORD
        else:
            found[script] += 1
    return found
