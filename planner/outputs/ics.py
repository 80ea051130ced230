"""A programme as a calendar file (RFC 5545): an event for each session, and for each appointment.

Written by hand, for it is little: events without rules, and the time zone's changes between the first and the last day.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.outputs.revised import Earlier, fallen, read_events, revision
from planner.problems import InputError, Problem
from planner.programme.dose import about, seconds
from planner.programme.programme import DayPlan, Programme, Row
from planner.sections import doses
from planner.sections.edition import Edition
from planner.values import frozen

NAMES = UUID("5d0f3c5e-6a0b-5c58-9a56-0d5a2f4f7c11")
"""In which the names of events are made."""
WIDTH = 75
"""Octets in a line (RFC 5545, 3.1)."""
MORNING = "PT9H"
"""When an event that has no time reminds: hours after midnight."""
BEFORE = "-PT1H"
"""An appointment reminds before it starts, a session when it starts."""
VISITS = "visit"
"""The key of a day's first appointment; others have their number behind it."""
MOST_VISITS = 24
"""On a day: more than anybody has."""
VISIT = 60
"""Minutes: how long an appointment takes, as nobody writes it."""
MOST_SESSIONS = 24
"""On a day: more than any clinic names times for."""
ASKED_AS = "--calendar-before"
"""The option under which the command takes the earlier file."""
NO_SESSION = "the earlier calendar file has no session of this patient; name the one that was written for them before"
CUT_OFF = "the earlier calendar file is cut off: it does not end with END:VCALENDAR; name the whole file"


@frozen
class Event:
    """An entry of the calendar: at a time, or on a whole day."""

    key: str
    """Tells it from the others of its day."""
    day: date
    at: time | None
    minutes: int
    """How long it takes."""
    title: str
    text: str
    place: str
    alarm: str


def calendar_file(programme: Programme, edition: Edition, before: bytes | None = None) -> bytes:
    """Return the whole calendar file. The same programme gives the same bytes: its time stamp is the start, not today.

    Times are the clinic's, in its time zone; without one they are those of whatever clock shows the calendar. Without
    session times a session is a whole day's. No patient is named: calendars are shared, and stored elsewhere. A session
    keeps its UID as long as it is the same patient's on the same day. With the file of before, what differs from it has
    the next SEQUENCE, and what has fallen away is cancelled: from a later week on, only what would be in those weeks.

    Raise InputError without a start.
    """
    patient, clinic = programme.patient, programme.clinic
    if patient.start is None:
        raise InputError(
            patient.problem(
                ("start",),
                Problem(
                    text="a calendar file needs the first day", advice="write start: 2026-12-01, or --start 2026-12-01"
                ),
            )
        )
    events = list(_events(programme, edition))
    who = _who(programme.plan, patient)
    kept = {_uid(who, event) for event in events} | set(_visits_kept(who, patient))
    earlier = read_events(before or b"")
    own = {uid: event for uid, event in earlier.items() if uid in _uids(who, event.day)}
    first = datetime.combine(patient.start, time())
    gone = list(fallen(own, kept, _since(programme, own.values())))
    if before is not None and not has_sessions(before, programme.plan, patient):
        raise InputError(Problem(text=NO_SESSION, option=ASKED_AS))
    if before is not None and not before.rstrip().endswith(b"END:VCALENDAR"):
        raise InputError(Problem(text=CUT_OFF, option=ASKED_AS))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//planner//planner//EN", "CALSCALE:GREGORIAN"]
    lines.append("X-WR-CALNAME:" + _text(programme.plan.title))
    days = sorted([*(event.day for event in events), *(event.day for event in gone)])
    if clinic.time_zone and any([*(event.at for event in events), *(event.at for event in gone)]):
        try:
            lines += _vtimezone(clinic.time_zone, days[0], days[-1])
        except OverflowError:
            text = (
                "a calendar with a time zone begins after the first day of the year 1, and ends before the last of 9999"
            )
            raise InputError(patient.problem(("start",), text)) from None
    for event in events:
        uid = _uid(who, event)
        lines += revision(_vevent(event, uid, clinic.time_zone), earlier.get(uid), first)
    for was in gone:
        lines += revision(_cancelled(was, clinic.time_zone), was, first)
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def has_sessions(data: bytes, plan: Plan, patient: Patient) -> bool:
    """Return whether a calendar file has a session or an appointment of this patient."""
    who = _who(plan, patient)
    return any(event.uid in _uids(who, event.day) for event in read_events(data).values())


def _who(plan: Plan, patient: Patient) -> str:
    """Return what tells the patient's sessions from those of others."""
    return patient.id or patient.name or plan.key


def _since(programme: Programme, earlier: Iterable[Earlier]) -> date | None:
    """Return from which day on what fell away is cancelled: where the first printed week begins, or began before.

    With other days a week may begin later than in the earlier file; its first session is no longer one.
    """
    week, start = programme.weeks[0], programme.patient.start
    if week.number == 1 or start is None or week.days[0].date is None:
        return None
    now, earliest = week.days[0].date, start + timedelta(7 * (week.number - 1))
    began = min((event.day for event in earlier if not event.cancelled), default=now)
    return min(now, earliest + timedelta((began - earliest).days % 7))


def _uid(who: str, event: Event) -> str:
    """Return an event's UID. It is one way: the patient's name cannot be read from it."""
    return _name(who, event.day, event.key)


def _name(who: str, day: date, key: str) -> str:
    return str(uuid5(NAMES, f"{who}\n{day}\n{key}"))


def _visit_key(n: int) -> str:
    """Return the key of a day's appointment, counted from 0."""
    return f"{VISITS} {n + 1}" if n else VISITS


def _visits_kept(who: str, patient: Patient) -> Iterator[str]:
    """Yield the UIDs of all appointments, of weeks that are not printed too."""
    seen: dict[date, int] = {}
    for moment in sorted(set(patient.appointments)):
        n = seen.get(moment.date(), 0)
        seen[moment.date()] = n + 1
        yield _name(who, moment.date(), _visit_key(n))


def _uids(who: str, day: date) -> set[str]:
    """Return all UIDs that a patient's events of a day can have."""
    return {
        _name(who, day, key)
        for key in (*map(_visit_key, range(MOST_VISITS)), *(f"session {n}" for n in range(1, MOST_SESSIONS + 1)))
    }


# -- what is on a day ------------------------------------------------------------------------------------------------


def _events(programme: Programme, edition: Edition) -> Iterator[Event]:
    """Yield the events in the order of the days."""
    for week in programme.weeks:
        for n, day in enumerate(week.days):
            if day.date:
                rows = [row for row in week.rows if row.times[n]]
                yield from _of_day(day, day.date, rows, programme, edition)


def _of_day(day: DayPlan, on: date, rows: list[Row], programme: Programme, edition: Edition) -> Iterator[Event]:
    """Yield a day's sessions and appointments, each of which takes the place of the session nearest in time.

    What is done twice a day is in two sessions, if the clinic names two times; what is done more often than that says
    so.
    """
    most = max((row.prescription.dose.per_day for row in rows), default=0)
    times = [time.fromisoformat(text) for text in programme.clinic.session_times[:most]]
    visits = day.supervised.times if day.supervised else ()
    instead: dict[time, time] = {}
    for visit in visits if times else ():
        instead.setdefault(_nearest(visit, times), visit)
    say = edition.say
    for n, at in enumerate(times or [None] * min(most, 1)):
        mine = [row for row in rows if row.prescription.dose.per_day > n]
        if at in instead:
            continue
        minutes = _minutes(mine)
        title = say(
            "calendar-file.session",
            title=programme.plan.title,
            exercises=say("overview.exercises", count=len(mine)),
            minutes=say("overview.minutes", count=minutes),
        )
        text = _described(mine, len(times), programme, edition)
        yield Event(
            key=f"session {n + 1}",
            day=on,
            at=at,
            minutes=minutes,
            title=title,
            text=text,
            place="",
            alarm="PT0S" if at else MORNING,
        )
    for n, visit in enumerate(visits):
        taken = next((at for at, by in instead.items() if by == visit), None)
        mine = [row for row in rows if taken and row.prescription.dose.per_day > times.index(taken)]
        trainer = programme.helper or say("calendar.with_trainer_long")
        text = _described(mine, len(times), programme, edition) if mine else ""
        title, place = say("calendar-file.visit", trainer=trainer), programme.clinic.address or ""
        key = _visit_key(n)
        yield Event(key=key, day=on, at=visit, minutes=VISIT, title=title, text=text, place=place, alarm=BEFORE)


def _nearest(visit: time, times: list[time]) -> time:
    """Return the session's time that is nearest to an appointment's."""
    return min(times, key=lambda at: abs(_minute(at) - _minute(visit)))


def _minute(at: time) -> int:
    return 60 * at.hour + at.minute


def _minutes(rows: list[Row]) -> int:
    """Return the minutes that a session takes, as the booklet says them."""
    return about(sum(seconds(row.prescription.dose, row.item.exercise) for row in rows))


def _described(rows: list[Row], times: int, programme: Programme, edition: Edition) -> str:
    """Describe the exercises with their doses, and when to stop; how often a day, if the events do not show it."""
    say = edition.say
    lines = []
    for row in rows:
        item, now = row.item, row.prescription
        dose = doses.in_words(item, now.dose, edition, per_day=now.dose.per_day > max(times, 1))
        line = say("calendar-file.line", number=item.number, exercise=item.exercise.title, dose=dose)
        more = [now.note or "", say("calendar-file.changed") if item.changes or item.replaces else ""]
        lines.append(edition.language.joined(filter(None, [line, *more])))
    stop = edition.language.say("exercises.stop", red=programme.clinic.traffic_light.amber + 1)
    return "\n".join([*lines, "", stop, say("calendar-file.booklet")]).replace("\u00a0", " ")


# -- as the standard writes it ---------------------------------------------------------------------------------------


def _vevent(event: Event, uid: str, zone: str | None) -> list[str]:
    """Return an event's lines without its revision."""
    lines = ["BEGIN:VEVENT", f"UID:{uid}", *_when(event.day, event.at, zone)]
    if event.at is None:
        lines.append(f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}")
        lines.append("TRANSP:TRANSPARENT")  # the day is not taken
    elif event.minutes:
        lines.append(f"DURATION:PT{event.minutes}M")
    lines.append("SUMMARY:" + _text(event.title))
    lines += [
        f"{name}:{_text(text)}" for name, text in (("DESCRIPTION", event.text), ("LOCATION", event.place)) if text
    ]
    lines.append("CLASS:PRIVATE")
    alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:" + _text(event.title), "TRIGGER:" + event.alarm]
    return [*lines, *alarm, "END:VALARM", "END:VEVENT"]


def _when(day: date, at: time | None, zone: str | None) -> list[str]:
    if at is None:
        return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}"]
    return [f"DTSTART{f';TZID={zone}' if zone else ''}:{datetime.combine(day, at):%Y%m%dT%H%M%S}"]


def _cancelled(event: Earlier, zone: str | None) -> list[str]:
    """Return the lines that take an event of the earlier file out of a calendar; nothing of it reminds."""
    summary = next((line for line in event.lines if line.startswith("SUMMARY")), "SUMMARY:")
    when = _when(event.day, event.at, zone)
    return ["BEGIN:VEVENT", f"UID:{event.uid}", *when, summary, "STATUS:CANCELLED", "CLASS:PRIVATE", "END:VEVENT"]


def _vtimezone(name: str, first: date, last: date) -> list[str]:
    """Return the zone's offset on the first day, and each change of it up to the day after the last."""
    zone, step = ZoneInfo(name), timedelta(minutes=30)  # zones change on the hour or half past
    begin = moment = datetime.combine(first, time(), UTC) - timedelta(days=1)
    end = datetime.combine(last, time(), UTC) + timedelta(days=2)
    moments = [begin]
    while (moment := moment + step) < end:
        if moment.astimezone(zone).utcoffset() != (moment - step).astimezone(zone).utcoffset():
            moments.append(moment)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    before = begin.astimezone(zone).utcoffset()
    for moment in moments:
        local = moment.astimezone(zone)
        kind = "DAYLIGHT" if local.dst() else "STANDARD"
        starts = (moment + (before or timedelta())).replace(tzinfo=None)  # in the time that was
        lines += [f"BEGIN:{kind}", f"DTSTART:{starts:%Y%m%dT%H%M%S}", f"TZOFFSETFROM:{_offset(before)}"]
        lines += [f"TZOFFSETTO:{_offset(local.utcoffset())}", f"TZNAME:{local.tzname()}", f"END:{kind}"]
        before = local.utcoffset()
    return [*lines, "END:VTIMEZONE"]


def _offset(of: timedelta | None) -> str:
    minutes = int((of or timedelta()).total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _text(value: str) -> str:
    """Return a text as a value, with the standard's special characters escaped."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold a line at 75 bytes, as the standard asks, never inside a character."""
    out, room = [""], WIDTH
    for char in line:
        size = len(char.encode())
        if size > room:
            out.append("")
            room = WIDTH - 1
        out[-1] += char
        room -= size
    return "\r\n ".join(out)
