"""An earlier calendar file of the same patient: what of it is changed, and what falls away (RFC 5545, 3.8.7.4)."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from planner.values import frozen

STAMP = "%Y%m%dT%H%M%SZ"
_START = re.compile(r"DTSTART(?:;[^:]*)?:(\d{8})(?:T(\d{6}))?")
_REVISIONS = ("DTSTAMP:", "SEQUENCE:")


@frozen
class Earlier:
    """An event of an earlier file."""

    uid: str
    day: date
    at: time | None
    lines: tuple[str, ...]
    """All of it, unfolded."""
    sequence: int
    stamp: datetime

    @property
    def cancelled(self) -> bool:
        """Return whether it was cancelled already."""
        return "STATUS:CANCELLED" in self.lines

    def says(self, lines: list[str]) -> bool:
        """Return whether it says the same as an event with these lines."""
        return _content(self.lines) == _content(lines)


def read_events(data: bytes) -> dict[str, Earlier]:
    """Return the events of a calendar file by their UID; those without a UID or a day are passed over."""
    text = re.sub(r"\r?\n[ \t]", "", data.decode("utf-8", "replace"))
    found: dict[str, Earlier] = {}
    for body in re.findall(r"^BEGIN:VEVENT\r?\n(.*?)^END:VEVENT", text, re.DOTALL | re.MULTILINE):
        event = _event(("BEGIN:VEVENT", *body.splitlines(), "END:VEVENT"))
        if event:
            found[event.uid] = event
    return found


def revision(lines: list[str], earlier: Earlier | None, first: datetime) -> list[str]:
    """Return an event's lines with the next SEQUENCE and DTSTAMP if they differ from the earlier ones, else the same.

    The clock is not asked: an event is stamped with the start of the programme, and a second later for each revision.
    """
    if earlier is None:
        return _stamped(lines, 0, first)
    if earlier.says(lines):
        return _stamped(lines, earlier.sequence, earlier.stamp)
    return _stamped(lines, earlier.sequence + 1, max(earlier.stamp + timedelta(seconds=1), first))


def fallen(own: dict[str, Earlier], kept: set[str], since: date | None) -> Iterator[Earlier]:
    """Return the patient's own events, from a day on, that are no longer in the calendar, by day."""
    gone = (event for uid, event in own.items() if uid not in kept)
    yield from sorted(
        (event for event in gone if since is None or event.day >= since),
        key=lambda event: (event.day, event.at or time(), event.uid),
    )


def _stamped(lines: list[str], sequence: int, stamp: datetime) -> list[str]:
    head, uid, *rest = lines
    return [head, uid, f"DTSTAMP:{stamp.strftime(STAMP)}", f"SEQUENCE:{sequence}", *rest]


def _content(lines: tuple[str, ...] | list[str]) -> list[str]:
    return [line for line in lines if not line.startswith(_REVISIONS)]


def _event(lines: tuple[str, ...]) -> Earlier | None:
    values = {name: value for name, _, value in (line.partition(":") for line in reversed(lines))}
    start = next((match for line in lines if (match := _START.match(line))), None)
    if not start or not values.get("UID"):
        return None
    try:
        day = datetime.strptime(start[1], "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
        at = time.fromisoformat(start[2]) if start[2] else None
        stamp = datetime.strptime(values.get("DTSTAMP", ""), STAMP)  # noqa: DTZ007 - compared with its like only
    except ValueError:
        return None
    sequence = values.get("SEQUENCE", "0")
    return Earlier(
        uid=values["UID"],
        day=day,
        at=at,
        lines=lines,
        sequence=int(sequence) if sequence.isdecimal() and len(sequence) < 10 else 0,
        stamp=stamp,
    )
