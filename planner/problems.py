"""What can go wrong, as values: a problem keeps its parts until it is printed, so that nothing has to parse a sentence.

What was quoted from somebody's data is a part of its own. A report leaves it out (`discreet`), whatever was typed.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal

SLOT = "{}"
"""Where the quoted part stands in a problem's text."""
WRONG = "is not right"
"""What a program is told where the advice says all, as the quoted part is all that is wrong."""
HIDDEN = "…"
"""What stands there when the quoted part is left out, and in place of a key that somebody typed."""
MOST = 100
"""Mistakes of a file that are named; nobody reads more."""
_WORDS: set[str] = set()
"""The program's own words for the parts of a way: fields, columns, arguments. Any other part, somebody typed."""


def own_words(words: Iterable[str]) -> None:
    """Say which words are the program's own, where they are parts of a way: nothing is hidden of them."""
    _WORDS.update(words)


_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that steer a terminal, break lines or turn the order of others round, and halves of characters."""


_COMMANDS = [False]
"""Whether a command runs in this process, and not a program of somebody's own."""


@contextmanager
def for_commands() -> Iterator[None]:
    """Say as long as a command runs that it does: messages name its options."""
    _COMMANDS[0] = True
    try:
        yield
    finally:
        _COMMANDS[0] = False


def by_reader(command: str, program: str) -> str:
    """Return what to write, where a command has an option for it and a program an argument."""
    return command if _COMMANDS[0] else program


LONGEST_PART = 400
"""Characters of what was typed that are printed at most: nobody reads more of it, and logs and answers stay small."""


def shortened(text: str) -> str:
    """Return a text, cut off where it is longer than anybody types: a whole file given as a name, for example."""
    return text if len(text) <= LONGEST_PART else f"{text[:LONGEST_PART]}{HIDDEN}"


def visible(text: str) -> str:
    """Return text with the characters that nobody sees written out by their numbers: what is shown is what is there."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong, or, as a warning, something unusual. `str(problem)` is the sentence that a person reads."""

    text: str = ""
    """What is wrong. The quoted part takes the place of `{}`; without it, it is printed in front of the text.

    It is a part that `message` makes a sentence of: with a place left for what was quoted, or empty."""
    advice: str = ""
    """What to write instead. The quoted part takes the place of each `{}` in it, too."""
    quoted: str | None = None
    """What was written: perhaps a part of a patient's data."""
    reading: str = ""
    """What the program makes of the quoted part: printed in brackets behind, and left out with it."""
    file: str | None = None
    """As the user named it."""
    line: int | None = None
    """From 1, as the column."""
    column: int | None = None
    option: str | None = None
    """The option of the command under which the value was typed, such as `--set`."""
    loc: tuple[str | int, ...] = ()
    """The way to the value: keys and list positions from the top."""
    kind: Literal["error", "warning"] = "error"
    unnamed: int = 0
    """How many more there are of the file, where this problem only says so."""
    is_change: bool = field(default=False, compare=False)
    """Whether it says what a condition changes about the plan: in a batch, those of a row are counted."""

    def __str__(self) -> str:
        """Return `file:line:column: field: text; advice`."""
        return self._printed(quoting=True)

    @property
    def discreet(self) -> str:
        """The sentence without the quoted part, and without keys that somebody typed: for reports and logs."""
        return self._printed(quoting=False)

    @property
    def place(self) -> str:
        """`file:line:column`, as far as they are known."""
        file = self.file and shortened(self.file)
        return ":".join(str(part) for part in (file, self.line, self.column) if part is not None)

    @property
    def field(self) -> str:
        """The option, if there is one, and the way to the value: `phases.0.level`."""
        return self._field(quoting=True)

    def message(self, *, quoting: bool = True) -> str:
        """Return the sentence to show beside a field: without the place and the field's name.

        What nobody sees is written out in it.
        """
        return visible(self._says(self._shown if quoting else None))

    def facts(self, *, quoting: bool = True) -> dict[str, str | int | None]:
        """Return the parts for programs; without quoting, nothing that was quoted is in them."""
        quoted = self._shown if quoting else None
        text, advice = self._filled(quoted)
        facts: dict[str, str | int | None] = {
            "level": self.kind,
            "file": self.file and shortened(self.file),
            "line": self.line,
            "column": self.column,
            "field": self._field(quoting=quoting) or None,
            "text": text or WRONG,
            "advice": advice or None,
            "message": self.message(quoting=quoting),
        }
        facts |= {"quoted": quoted, "reading": shortened(self.reading) or None} if quoting else {}
        return {name: visible(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}

    def without_quoted(self) -> "Problem":
        """Return the same without what was quoted, and without keys that somebody typed."""
        text, advice = self._filled(None)
        return replace(self, text=text, advice=advice, quoted=None, reading="", loc=self._own_loc)

    def warning(self) -> "Problem":
        """Return the same as a warning."""
        return replace(self, kind="warning")

    def _printed(self, *, quoting: bool) -> str:
        before = (self.place, self._field(quoting=quoting))
        return ": ".join([*map(visible, filter(None, before)), self.message(quoting=quoting)])

    @property
    def _shown(self) -> str | None:
        """As much of the quoted part as is printed."""
        return self.quoted and shortened(self.quoted)

    def _field(self, *, quoting: bool) -> str:
        """Return the field; without quoting, keys that somebody typed are left out."""
        loc = self.loc if quoting else self._own_loc
        return " ".join(filter(None, (self.option, ".".join(shortened(str(part)) for part in loc))))

    @property
    def _own_loc(self) -> tuple[str | int, ...]:
        return tuple(part if isinstance(part, int) or part in _WORDS else HIDDEN for part in self.loc)

    def _filled(self, quoted: str | None) -> tuple[str, str]:
        """Return text and advice with the slots filled; without a quoted part, both may hold `{}` of their own."""
        if self.quoted is None:
            return self.text, self.advice
        put = HIDDEN if quoted is None else quoted
        return self.text.replace(SLOT, f'"{put}"', 1), self.advice.replace(SLOT, put)

    def _says(self, quoted: str | None) -> str:
        says = "; ".join(filter(None, self._filled(quoted)))
        if quoted is None:
            return says
        says = says if SLOT in self.text or SLOT in self.advice else f'"{quoted}": {says}'
        return f"{says} ({shortened(self.reading)})" if self.reading else says


class PlannerError(Exception):
    """Something the user can mend. The message is printed as it stands; `exit_code` is the command's."""

    exit_code = 2

    def __init__(self, *problems: Problem | str) -> None:
        """Keep the problems in the order in which a reader meets them; a text is a problem without a place.

        Of many in one file, the first are kept and the others counted.
        """
        self.problems: tuple[Problem, ...] = first_of_each(problems)
        super().__init__(*self.problems)

    def __str__(self) -> str:
        """Return each problem on a line of its own."""
        return "\n".join(map(str, self.problems))


class InputError(PlannerError):
    """A file, a value or a combination of them is wrong: one line per problem, each with its place."""

    refused: Any = None
    """The document that could not be made, if it is one: its ids can be looked up all the same."""


class OutputError(PlannerError):
    """A file cannot be written. Nothing was left behind."""

    exit_code = 4


def first_of_each(problems: Iterable[Problem | str]) -> tuple[Problem, ...]:
    """Return the first problems of each file, and behind all of them how many more it has; texts are all kept."""
    kept: list[Problem] = []
    named: dict[str | None, int] = {}
    unnamed: dict[str | None, int] = {}
    for problem in problems:
        if isinstance(problem, str):
            kept.append(Problem(text=problem))
        elif problem.unnamed or named.get(problem.file, 0) == MOST:
            unnamed[problem.file] = unnamed.get(problem.file, 0) + (problem.unnamed or 1)
        else:
            named[problem.file] = named.get(problem.file, 0) + 1
            kept.append(problem)
    return (*kept, *(not_named(count, file) for file, count in unnamed.items()))


def not_named(count: int, file: str | None) -> Problem:
    """Return a problem that says how many more mistakes a file has."""
    text = f"has {count:,} more mistake{'' if count == 1 else 's'}, not named here"
    return Problem(file=file, text=text, advice="correct these first", unnamed=count)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: 1 warning, 2 warnings."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
