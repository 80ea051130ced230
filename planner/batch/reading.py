"""What each column of a file is read as: by its own name, or as a profile says."""

import re
import shlex
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from planner.batch.cells import are_written_together, as_text, in_order
from planner.batch.columns import (
    AS_CALLED,
    FAMILY,
    GIVEN,
    LONGEST_HEAD,
    ignoring,
    known_as,
    like_a_state,
    like_conditions,
    like_gone,
    meant,
    nearest_column,
    read_as,
    reads_as_conditions,
    suggest_column,
)
from planner.batch.condition_words import condition_named
from planner.content.profile import FILE_FIELDS, Profile
from planner.content.suggest import did_you_mean
from planner.problems import Problem, by_reader

TELLING = ("conditions", "appointments", "size", "language", "plan", "start", "days")
"""Columns that decide what is printed: one of them that is ignored is said."""
MOST_UNKNOWN = 2
"""Unknown columns that are left out one by one; for more, a profile is less work."""


class Reading:
    """How the columns of a file become those of a roster."""

    def __init__(self, profile: Profile | None, ignored: Iterable[str]) -> None:
        """Take what a profile says, and the columns that are not to be read."""
        self.profile: Profile = profile or Profile()
        self._ignored = {folded(name) for name in ignored}
        self.sources: dict[str, tuple[str, tuple[str, ...]]] = {
            column: (text, tuple(map(folded, heads))) for column, (text, heads) in self.profile.sources.items()
        }
        """By column, what the profile says, and the heads in it."""
        self._of = {head: column for column, (_, heads) in self.sources.items() for head in heads}
        self._skips = {folded(head): [*map(folded, texts)] for head, texts in self.profile.skip_if.items()}
        said = self.profile.values.model_dump()
        self._meanings = {
            (column, folded(text)): value if isinstance(value, str) else self.profile.lists.join(value or ())
            for column in said
            for text, value in said[column].items()
        }
        self._roles: dict[str, str | None] = {}
        self._used = {head for _, heads in self.sources.values() for head in heads} | set(self._skips)

    def role(self, head: str) -> str | None:
        """Return what a head is read as by its own name; None if it is not, or only as the profile says."""
        if head not in self._roles:
            self._roles[head] = self._found_role(head)
        return self._roles[head]

    def _found_role(self, head: str) -> str | None:
        name = folded(head)
        if name in self._ignored or name in self._used:
            return None
        role = read_as(head)
        taken = role in self.sources or (role in (GIVEN, FAMILY) and "name" in self.sources)
        return None if taken or (role in AS_CALLED and self.is_own(head, role)) else role

    def is_own(self, head: str, role: str) -> bool:
        """Return whether a head that is not written as ours is may be the practice's own: `Note`, or `Plan`."""
        return head.strip() != role and (role == "note" or self.profile.others == "ignore")

    def roles(self, heads: Iterable[str]) -> dict[str, list[str]]:
        """Return, by column of a roster or role, the heads that it is read from."""
        found: dict[str, list[str]] = {}
        there = {folded(head): head for head in heads}
        for column, (_, wanted) in self.sources.items():
            found[column] = [there[head] for head in wanted if head in there]
        for head in there.values():
            if role := self.role(head):
                found.setdefault(role, []).append(head)
        return {role: heads for role, heads in found.items() if heads}

    def is_read(self, head: str) -> bool:
        """Return whether anything is read from a head."""
        return folded(head) in self._used or self.role(head) is not None

    def is_passed_over(self, head: str) -> bool:
        """Return whether a head may be there though nothing is read from it."""
        return folded(head) in self._ignored or self.profile.others == "ignore"

    def is_ignored(self, head: str) -> bool:
        """Return whether a column is left out by its name."""
        return folded(head) in self._ignored and folded(head) not in self._used

    def is_left_over(self, head: str) -> bool:
        """Return whether nothing in a column is printed, and nobody has ignored it by its name."""
        is_printed = folded(head) in self._of or self.role(head) is not None
        return bool(head) and not is_printed and folded(head) not in self._ignored

    def overlooked(self, heads: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield each head that `others: ignore` passes over, with the column that it looks like and that nothing is.

        Conditions may stand in several columns.
        """
        heads = [*heads]
        roles = self.roles(heads)
        for head in heads:
            column = "conditions" if like_conditions(head) else meant(head)
            if (
                column in TELLING
                and (column not in roles or column == "conditions")
                and not self.is_read(head)
                and folded(head) not in self._ignored
            ):
                yield head, column

    def joined(self, column: str, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON has any type
        """Return the value of a column that the profile names: as it stands, or the texts of several heads joined."""
        text, heads = self.sources[column]
        there = {folded(head): value for head, value in values.items()}
        if "{" not in text:
            return there.get(heads[0], "")
        if parts := re.fullmatch(r"\{([^{}]+)\} \{([^{}]+)\}", text):
            names = {read_as(head): as_text(there.get(folded(head), "")).strip() for head in parts.groups()}
            if {GIVEN, FAMILY} == {*names} and are_written_together(names[GIVEN], names[FAMILY]):
                return in_order(names[GIVEN], names[FAMILY])
        filled = re.sub(r"\{([^{}]+)\}", lambda found: as_text(there.get(folded(found[1]), "")), text)
        if not any(as_text(there.get(head, "")).strip() for head in heads):
            return ""
        return " ".join(filled.split()).strip(" ,;")

    def meaning(self, column: str, text: str) -> str | None:
        """Return what the profile says that a cell's text means; None if it says nothing.

        Several values are separated as the profile says.
        """
        return self._meanings.get((column, folded(text)))

    def skipped(self, values: Mapping[str, Any]) -> str | None:
        """Return why the profile passes a row over; None for the others."""
        for head, value in values.items():
            texts = self._skips.get(folded(head))
            if texts and folded(as_text(value)) in texts:
                return f'"{head}" says so ({self._file})'
        return None

    def skips_for(self, head: str) -> bool:
        """Return whether the profile passes rows over for what stands in a column."""
        return folded(head) in self._skips

    def skips_with(self, words: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
        """Return all that skip_if is to hold: what the profile says, and other words, by column."""
        found = {head: [*texts] for head, texts in self.profile.skip_if.items()}
        called = {folded(head): head for head in found}
        for head, more in words.items():
            found.setdefault(called.get(folded(head), head), []).extend(more)
        return found

    @property
    def skips(self) -> bool:
        """Return whether the profile passes rows over."""
        return bool(self._skips)

    @property
    def _file(self) -> str:
        return str(self.profile.origin.path) if self.profile.origin else "as the profile says"

    def problems(
        self,
        heads: Sequence[str],
        place: str,
        row: int,
        twice: Sequence[str],
        widest: int,
        about: Mapping[str, str] = MappingProxyType({}),
    ) -> Iterator[Problem]:
        """Yield what is wrong with the heads of a table, which stand in this row at this place.

        twice: heads that stand there before. widest: the first row that has the most texts. about: by head that is not
        known, the rows in which it names conditions.
        """
        faults = [*self.faults(heads, place, row, twice, widest)]
        yield from faults
        if not self._is_strange(heads):
            yield from self._unknown_ones(self.unknown(heads, twice), heads, place, about)

    def faults(
        self, heads: Sequence[str], place: str, row: int, twice: Sequence[str], widest: int
    ) -> Iterator[Problem]:
        """Yield what is wrong with the heads of a table, but for those that are not known."""
        yield from self._missing(heads)
        yield from self._not_ignored(heads)
        if self._is_strange(heads):
            advice = "write id and name above the columns that hold them"
            if widest > row:
                advice = (
                    f"if the names stand in row {widest}, write header_row: {widest} in a profile, and in its columns "
                    f"which one is what; if not, {advice}"
                )
            elif len(heads) == 1:
                advice += "; separate the values by commas, semicolons or tabs"
            yield Problem(file=place, text=f"row {row} has no name of a column that is known", advice=advice)
            return
        for head in twice:
            if self.is_read(head) or not self.is_passed_over(head):
                yield Problem(file=place, text="there are two columns {}", advice="rename one", quoted=head)
        for n, head in enumerate(heads, 1):
            if not head and not self.is_passed_over(head):
                yield Problem(file=place, text=f"column {n} has no name", advice="write one above it")

    def unknown(self, heads: Sequence[str], twice: Sequence[str]) -> list[str]:
        """Return the heads that are neither read nor passed over; twice: heads that stand there before."""
        return [
            head
            for head in heads
            if head and head not in twice and not self.is_read(head) and not self.is_passed_over(head)
        ]

    def unread(self, values: Mapping[str, Any]) -> Iterator[Problem]:
        """Yield what is wrong with the keys of a row that a program has, or of JSON: unknown, or there twice."""
        seen: set[str] = set()
        for head in values:
            name = folded(unicodedata.normalize("NFKC", head))
            if name in seen and (self.is_read(head) or not self.is_passed_over(head)):
                yield Problem(text="there are two keys {}", quoted=head, advice="write it once")
            elif not self.is_read(head) and not self.is_passed_over(head):
                advice = suggest_column(head, values, is_quoted=True)
                yield Problem(text="unknown key {}", quoted=head, advice=advice)
            seen.add(name)

    def _is_strange(self, heads: Sequence[str]) -> bool:
        """Return whether no head is like any that is known: the row may be none of heads."""
        read = [head for head in heads if folded(head) not in self._ignored]
        return not self._used and not any(known_as(head) or nearest_column(head) for head in read)

    def _unknown_ones(
        self, unknown: Sequence[str], heads: Sequence[str], place: str, about: Mapping[str, str]
    ) -> Iterator[Problem]:
        """Yield a problem for each unknown head; of many, one for all that are like none of ours."""
        few = len(unknown) <= MOST_UNKNOWN
        plain = [] if few else [head for head in unknown if not read_as(head) and nearest_column(head, heads) is None]
        yield from (self._unknown(head, heads, place, about.get(head, "")) for head in unknown if head not in plain)
        if not few:
            named = ", ".join(f'"{head}"' for head in plain if len(head) <= LONGEST_HEAD)
            text = f"columns that are not known: {named}" if named else f"{len(unknown)} columns are not known"
            command = shlex.join(["planner", "roster", place.rpartition(":")[0], "-o", "profile.yaml"])
            advice = f"{command} writes a profile, which reads this list and ignores them"
            yield Problem(file=place, text=text, advice=advice)

    def _unknown(self, head: str, heads: Sequence[str], place: str, about: str) -> Problem:
        name, role = folded(head), read_as(head)
        command = shlex.join(["planner", "roster", place.rpartition(":")[0], "-o", "profile.yaml"])
        if condition_named(head):
            advice = f"if it says who has that: {command} proposes how to read it; if not: {ignoring(head)}"
            return Problem(file=place, text=f'unknown column "{head}", which may be about conditions', advice=advice)
        if like_a_state(head):
            advice = f"if it says who has died or left: {command} writes a profile that passes them over"
            return Problem(file=place, text=f'unknown column "{head}"', advice=f"{advice}; if not: {ignoring(head)}")
        if like_gone(head):
            advice = 'if it says who has died or left, call it "archived": who has anything in it but no is left out'
            return Problem(file=place, text=f'unknown column "{head}"', advice=f"{advice}; if not: {ignoring(head)}")
        if role == "note" and role not in self.sources:
            advice = f'if patients are to read it, call it "note"; if not: {ignoring(head)}'
            return Problem(file=place, text=f'unknown column "{head}"', advice=advice)
        if role:
            text = f'column "{head}" is not read, as the profile names others for it'
            return Problem(file=place, text=text, advice=f"to leave it out: {ignoring(head)}")
        if name in FILE_FIELDS:
            advice = 'write it in a patient\'s file, and name that in a column "patient"'
            return Problem(file=place, text=f'"{name}" cannot be a column', advice=advice)
        advice = suggest_column(head, heads)
        if about and nearest_column(head, heads) is None and not like_conditions(head):
            advice = f"{reads_as_conditions(head, heads)}; only if it names none: {ignoring(head)}"
        names = f", which may name conditions ({about})" if about else ""
        return Problem(file=place, text=f'unknown column "{head}"{names}', advice=advice)

    def _missing(self, heads: Sequence[str]) -> Iterator[Problem]:
        """Yield a problem for each head that the profile names and the file lacks."""
        there = {folded(head) for head in heads}
        named = [(("columns", column), head) for column, (_, of) in self.profile.sources.items() for head in of]
        named += [(("skip_if", head), head) for head in self.profile.skip_if]
        for loc, head in named:
            if folded(head) not in there:
                hint = did_you_mean(head, heads)
                advice = hint or "write the column's name as it stands in the list"
                problem = Problem(text="the list has no column {}", quoted=head, advice=advice)
                yield self.profile.problem(loc, problem)

    def _not_ignored(self, heads: Sequence[str]) -> Iterator[Problem]:
        """Yield a problem for each column that is to be ignored and is not there."""
        there = [folded(head) for head in heads]
        for name in sorted(self._ignored - set(there)):
            hint = did_you_mean(name, there)
            yield Problem(
                option=by_reader("--ignore-column", "ignore"), text="there is no column {}", quoted=name, advice=hint
            )

    def ignores_conditions(self) -> Problem | None:
        """Return why the column of conditions cannot be ignored; None if it is not, or if the profile names another."""
        if "conditions" not in self._ignored or "conditions" in self.sources:
            return None
        text = "{} cannot be left out: whoever has one would get what is meant for those who have none"
        advice = "where it holds something else, give it another name in the list; where it is wrong, empty its cells"
        option = by_reader("--ignore-column", "ignore")
        return Problem(option=option, text=text, quoted="conditions", advice=advice)

    def by_role(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return the filled cells of a row as texts, by what they are read as, else by their heads in small letters."""
        named = (
            (self._of.get(folded(head)) or self.role(head) or folded(head), value) for head, value in values.items()
        )
        found: dict[str, str] = {}
        for name, value in named:
            if name != "error" and (text := as_text(value).strip()):
                found.setdefault(name, text)
        return found


@lru_cache(maxsize=1000)
def folded(head: str) -> str:
    """Return a head as it is compared: in small letters, with single spaces."""
    return " ".join(head.lower().split())
