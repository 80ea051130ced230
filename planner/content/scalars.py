"""Small values as people write them: days, durations, dates, times, ids."""

import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime, time
from math import isfinite
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, PlainSerializer, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from planner.content.dates import no_such_day, readings
from planner.content.meant import LAST_HOUR, clock_meant, day_names, days_meant, duration_meant, minutes_meant
from planner.content.suggest import NO_ID, not_a_condition, not_an_exercise
from planner.problems import Problem
from planner.values import frozen

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_OTHER = "every other day"
"""Written in place of weekdays; it continues across the ends of weeks."""

EXACT = 2**53
"""From here on, a number with a decimal point has lost digits."""
LONGEST_NUMBER = 600
"""Bits of a number that somebody may have meant as a text: it would fill a line."""
_DURATION = re.compile(r"(\d{1,4}) ?(s|min)")
_UNITS = {"s": 1, "min": 60}
LONGEST = 7200
"""Seconds of what is held, rested or done for a time."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"[12]\d{3}")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2})")
_TWELVE_HOURS = re.compile(r"(\d{4}-\d{2}-\d{2})[ t,]+(\d{1,2})(?:[:.h]([0-5]\d)(?::00)?)? ?(?:([ap])\.?m\.?)?")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BYTE_ORDER_MARK = "\ufeff"
"""Left in cells by exports. Nobody typed it, it has no width, and PDF/A-2 and PDF/UA-1 forbid it in any text."""
_UNSEEN = " \u200b\u200c\u200d\u2060"
"""What leaves no mark on paper: a text of nothing else is empty."""
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _whole(value: Any) -> Any:  # noqa: ANN401 - validators see whatever was written
    """Return a number to be counted with; what a file could not say as one is refused: true, or `1_0`."""
    if isinstance(value, bool | bytes | bytearray) or (isinstance(value, str) and "_" in value):
        raise ValueError(Problem(advice="write a whole number"))
    return value


def _seconds(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    match = _DURATION.fullmatch(str(value))
    if not match:
        minutes = minutes_meant(str(value))
        if minutes * 60 > LONGEST:
            raise ValueError(_too_long("min", f": it is {minutes} min"))
        raise ValueError(Problem(advice=duration_meant(str(value))))
    unit = _UNITS[match[2]]
    if int(match[1]) * unit > LONGEST:
        raise ValueError(_too_long(match[2]))
    return int(match[1]) * unit


def _too_long(unit: str, says: str = "") -> Problem:
    return Problem(text=f"is longer than {LONGEST // _UNITS[unit]} {unit}{says}", advice="write a shorter time")


def _date(value: Any) -> Any:  # noqa: ANN401
    _refuse_zone(value, "day", "2026-12-08")
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise ValueError(_no_date(value, "such as 2026-12-01"))
    try:
        return date.fromisoformat(value)
    except ValueError:
        problem = Problem(text="there is no such day in the calendar", reading=no_such_day(value))
        raise ValueError(problem) from None


def _refuse_zone(value: object, what: str, example: str) -> None:
    """Raise ValueError for a time with a zone: the day and the hour are others in the clinic's own."""
    if isinstance(value, datetime) and value.tzinfo:
        advice = f"write the clinic's own {what}, without a zone: {example}"
        raise ValueError(Problem(text="has a time zone", advice=advice))


def _no_date(value: Any, otherwise: str) -> Problem:  # noqa: ANN401
    """Return what to write: with the days that are meant, as far as they can be read, or else an example."""
    meant = readings(value.strip()) if isinstance(value, str) else ""
    return Problem(advice=f"write a date as year-month-day{'' if meant else f', {otherwise}'}", reading=meant)


def _born(value: Any) -> Any:  # noqa: ANN401
    value = as_written(value)  # a number is a year, as in a file, and never seconds since 1970
    if isinstance(value, str) and _YEAR.fullmatch(value):
        return int(value)
    if not isinstance(value, date) and not (isinstance(value, str) and _DATE.fullmatch(value)):
        raise ValueError(_no_date(value, "such as 1948-04-03, or the year alone"))
    return _date(value)


def _moment(value: Any) -> Any:  # noqa: ANN401
    _refuse_zone(value, "day and time", "2026-12-08 10:30")
    if isinstance(value, datetime) and not (value.second or value.microsecond):
        return value
    found = _MOMENT.fullmatch(str(value))
    if not found:
        if meant := _in_24_hours(str(value)):
            raise ValueError(Problem(advice="write day and time in 24 hours", reading=f'"{meant}"'))
        meant = readings(value.strip().partition(" ")[0]) if isinstance(value, str) else ""
        raise ValueError(Problem(advice='write day and time as "2026-12-01 10:30"', reading=meant))
    try:
        _date(found[1])
        return datetime.fromisoformat(f"{found[1]} {found[2]:0>5}")
    except ValueError as error:
        limit = "a day has 24 hours" if int(found[2].partition(":")[0]) >= LAST_HOUR else "minutes go to 59"
        told = error.args[0] if isinstance(error.args[0], Problem) else Problem(reading=limit)
        raise ValueError(replace(told, text="there is no such day or time")) from None


def _in_24_hours(written: str) -> str:
    """Return a day and a time as they are to be written: `10:30 pm` is 22:30. Nothing if they cannot be read."""
    found = _TWELVE_HOURS.fullmatch(written.strip().lower())
    hour = int(found[2]) if found else 0
    if not found or not (1 <= hour <= 12 or not found[4]):
        return ""
    if found[4]:
        hour = hour % 12 + (12 if found[4] == "p" else 0)
    return f"{found[1]} {hour:02}:{found[3] or '00'}" if hour < 24 and (found[3] or found[4]) else ""


def _days(value: Any) -> Any:  # noqa: ANN401
    if value == "daily":
        return WEEKDAYS
    if value in (EVERY_OTHER, [EVERY_OTHER], (EVERY_OTHER,)):  # a roster's cell is a list of one
        return (EVERY_OTHER,)
    if not isinstance(value, list | tuple):
        raise ValueError(Problem(advice=days_meant(str(value or ""), WEEKDAYS)))  # noqa: TRY004 - what pydantic reports
    unknown = [str(v) for v in value if v not in WEEKDAYS]
    if unknown:
        meant = day_names(" ".join(map(str, value)), WEEKDAYS)  # without commas, with capitals, or in full
        the_days = f"did you mean {', '.join(meant)}?" if meant else f"the days are {', '.join(WEEKDAYS)}"
        raise ValueError(Problem(text="{} is not a day", quoted=unknown[0], advice=the_days))
    if not value:
        raise ValueError(Problem(advice="name at least one day, or write daily"))
    if len(set(value)) < len(value):
        raise ValueError("names a day twice")
    return tuple(d for d in WEEKDAYS if d in value)


def refuse_no_text(value: object) -> None:
    """Raise ValueError for bytes, which pydantic takes for a text, and for True and False: they answer no question."""
    if isinstance(value, bytes | bytearray | bool):
        raise ValueError(Problem(text="is not a text", advice="write one text"))  # noqa: TRY004 - what pydantic reports


def as_written(value: Any) -> Any:  # noqa: ANN401
    """Return a number as the text that it is in a file; what no file could hold stays as it is."""
    refuse_no_text(value)
    if isinstance(value, int):
        return str(value) if value.bit_length() < LONGEST_NUMBER else value
    return str(value) if isinstance(value, float) and isfinite(value) else value


def _line(value: Any) -> Any:  # noqa: ANN401
    """Return one line of text: any white space becomes one space; unprintable characters are refused."""
    value = as_written(value)
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", " ".join(value.replace(_BYTE_ORDER_MARK, "").split()))
    refuse_unprintable(text)
    return text if text.strip(_UNSEEN) else ""


def _prose(value: Any) -> Any:  # noqa: ANN401
    """Return paragraphs of text: a line break in the file is a space, an empty line starts a new paragraph."""
    value = as_written(value)
    if not isinstance(value, str):
        return value
    paragraphs = re.split(r"\n[ \t]*\n", value.replace(_BYTE_ORDER_MARK, "").replace("\r\n", "\n"))
    text = unicodedata.normalize("NFC", "\n".join(" ".join(p.split()) for p in paragraphs if p.strip()))
    refuse_unprintable(text.replace("\n", ""))
    return text if text.strip(f"{_UNSEEN}\n") else ""


def _markdown(value: Any) -> Any:  # noqa: ANN401
    """Return text unchanged, with its line breaks."""
    value = as_written(value)
    if not isinstance(value, str):
        return value
    text = value.replace(_BYTE_ORDER_MARK, "").replace("\r\n", "\n").expandtabs(4)
    text = unicodedata.normalize("NFC", text)
    refuse_unprintable(text.replace("\n", ""))
    return text


def refuse_unprintable(text: str) -> None:
    """Raise ValueError for a character that cannot be printed, or turns the order of others round."""
    for c in text:
        if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") or c in _BIDI or "\ufff9" <= c <= "\ufffb":
            text = f"holds the character U+{ord(c):04X}, which cannot be printed"
            raise ValueError(Problem(text=text, advice="take it out"))


def _id(value: Any) -> Any:  # noqa: ANN401
    refuse_no_text(value)
    if isinstance(value, str) and not _ID.fullmatch(value):
        raise ValueError(Problem(advice=NO_ID))
    return value


def _family(value: Any) -> Any:  # noqa: ANN401
    """Return an id, or a folder beside the file: with a slash, and never up or away."""
    refuse_no_text(value)
    if not isinstance(value, str) or _ID.fullmatch(value):
        return value
    if "/" not in value:
        advice = "a folder of your own has a slash: fonts/Lato"
        raise ValueError(Problem(text="is none of the built-in families", advice=advice))
    text = value.strip().rstrip("/")
    if text.startswith(("/", "~")) or ":" in text or "\\" in text or ".." in text.split("/"):
        raise ValueError(Problem(advice="name a folder beside this file, such as fonts/Lato"))
    return text


def _condition(value: Any) -> Any:  # noqa: ANN401
    refuse_no_text(value)
    if isinstance(value, str) and not _ID.fullmatch(value):
        raise ValueError(not_a_condition(value))
    return value


def _exercise(value: Any) -> Any:  # noqa: ANN401
    refuse_no_text(value)
    if isinstance(value, str) and not _ID.fullmatch(value):
        raise ValueError(not_an_exercise(value))
    return value


def _signed(value: str) -> str:
    """Return it, if it says something: the dots of an example, copied, are nobody's name."""
    if not any(char.isalpha() for char in value):
        raise ValueError(Problem(text="is not filled in", advice="write it in words"))
    return value


def _clock(value: Any) -> Any:  # noqa: ANN401
    if not _CLOCK.fullmatch(str(value)):
        raise ValueError(Problem(advice=clock_meant(str(value))))
    return f"{value:0>5}"


def _address(value: Any) -> Any:  # noqa: ANN401
    """Return a web address as it was typed; what no camera would open is refused."""
    text = str(as_written(value))
    refuse_unprintable(text)
    try:
        parts = urlsplit(text)
        encoded(text)
        there = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        there = None
    if not there or "@" in parts.netloc or any(c.isspace() or c in '<>"\\' for c in text):
        advice = "write a web address that starts with https://, such as https://clinic.example/bridge"
        if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>\"\\\\@]*)?", text):
            advice = "write https://{}"
        raise ValueError(Problem(advice=advice))
    return value


def encoded(address: str) -> str:
    """Return a web address in the characters that every scanner reads. Raise ValueError for a host that cannot be."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    port = f":{parts.port}" if parts.port else ""
    rest = (quote(part, safe="%/:@!$&'()*+,;=?~") for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, f"{host}{port}", *rest))


def _zone(value: Any) -> Any:  # noqa: ANN401
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(Problem(text="there is no such time zone", advice="write one such as Europe/London")) from None
    return value


_TEXT = ["string", "number", "boolean"]
"""Every plain value of a file is read as text."""


def _written(pattern: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^({pattern})$", "examples": list(examples)})


Seconds = Annotated[
    int,
    BeforeValidator(_seconds),
    Field(ge=0, le=LONGEST),
    PlainSerializer(lambda seconds: f"{seconds} s", when_used="json"),
    _written(_DURATION.pattern, "10 s", "30 s", "10 min"),
]
"""A duration, written `10 s` or `10 min`."""
Date = Annotated[date, BeforeValidator(_date), _written(_DATE.pattern, "2026-12-01")]
Born = Annotated[
    date | int,
    BeforeValidator(_born),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": f"^({_DATE.pattern}|{_YEAR.pattern})$",
            "examples": ["1948-04-03", 1948],
        }
    ),
]
"""A date of birth, or the year alone as an int."""
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    PlainSerializer(lambda moment: f"{moment:%Y-%m-%d %H:%M}", when_used="json"),
    _written(_MOMENT.pattern, "2026-12-01 10:30"),
]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun", "every other day"]
Days = Annotated[
    tuple[Weekday, ...],
    BeforeValidator(_days),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "enum": ["daily", EVERY_OTHER]},
                {"type": "array", "items": {"enum": list(WEEKDAYS)}, "minItems": 1, "uniqueItems": True},
            ]
        }
    ),
]
"""Days of the week in order: `daily` or a list; or `every other day` by itself."""
Line = Annotated[
    str, BeforeValidator(_line), Field(min_length=1, max_length=200), WithJsonSchema({"type": _TEXT, "minLength": 1})
]
"""One line of text."""
Signed = Annotated[Line, AfterValidator(_signed)]
"""One line that a clinician answers with: who, or why."""
WebAddress = Annotated[
    str,
    BeforeValidator(_address),
    Field(max_length=200),
    WithJsonSchema({"type": "string", "pattern": "^https?://[^\\s@]+$", "examples": ["https://clinic.example/bridge"]}),
]
"""A web address with http or https and a host, as it was typed."""
Prose = Annotated[
    str,
    BeforeValidator(_prose),
    Field(min_length=1, max_length=4000),
    PlainSerializer(lambda text: text.replace("\n", "\n\n"), when_used="json"),
    WithJsonSchema({"type": _TEXT, "minLength": 1}),
]
"""Paragraphs of text, separated by line breaks."""


def _number(value: Any) -> Any:  # noqa: ANN401
    """Return a number in a register without the point that a table gives it where another one is missing."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < EXACT else value


Number = Annotated[Line, BeforeValidator(_number)]
"""A number in a register: 412.0 is 412."""


@frozen
class Printed:
    """Marks a text that patients read: it is translated, and its words are graded."""


PrintedLine = Annotated[Line, Printed()]
"""One line of text that patients read."""
PrintedProse = Annotated[Prose, Printed()]
"""Paragraphs of text that patients read."""
Id = Annotated[
    str,
    BeforeValidator(_id),
    Field(min_length=1, max_length=80),
    WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$", "maxLength": 80}),
]


@frozen
class Names:
    """Marks a text as the name of something that must be there: an exercise, a condition, a person who can be drawn."""

    kind: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of the text, with the kind under the key `names`."""
        return {**handler(schema), "names": self.kind}


ExerciseId = Annotated[
    str,
    BeforeValidator(_exercise),
    Field(min_length=1, max_length=80),
    WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$", "maxLength": 80}),
    Names("exercise"),
]
"""The id of an exercise; for a title or plain words, the error suggests the id that was meant."""
ConditionId = Annotated[
    str,
    BeforeValidator(_condition),
    Field(min_length=1, max_length=80),
    WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$", "maxLength": 80}),
    Names("condition"),
]
"""The id of a condition; for a title or plain words, the error suggests the id that was meant."""
TopicId = Annotated[Id, Names("topic")]
GuidelinesId = Annotated[Id, Names("guidelines")]
ChecklistId = Annotated[Id, Names("checklist")]
ThemeId = Annotated[Id, Names("theme")]
SourceId = Annotated[Id, Names("source")]
LanguageCode = Annotated[Line, Names("language")]
PersonName = Annotated[Id, Names("person")]
FamilyName = Annotated[
    str,
    BeforeValidator(_family),
    Field(min_length=1, max_length=200),
    WithJsonSchema({"type": "string", "maxLength": 200}),
    Names("family"),
]
"""A family that comes with the program, or a folder of fonts: fonts/Lato."""
SectionName = Annotated[Id, Names("section")]
PlanName = Annotated[Line, Names("plan")]
"""A built-in plan, or a file."""
Clock = Annotated[str, BeforeValidator(_clock), _written(_CLOCK.pattern, "08:00")]
Zone = Annotated[str, BeforeValidator(_zone)]
"""A time zone of the IANA data base, such as Europe/London."""
Markdown = Annotated[str, BeforeValidator(_markdown), Field(min_length=1, max_length=20_000)]
"""Text in which line breaks, empty lines and asterisks have a meaning."""
PrintedMarkdown = Annotated[Markdown, Printed()]
"""Such a text that patients read."""
WHOLE = BeforeValidator(_whole)
"""Marks a whole number; it stands behind its limits."""
Count = Annotated[int, Field(ge=1, le=200), WHOLE]
