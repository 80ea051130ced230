"""Plans, patients, clinics, exercises, rosters and pictures, spoiled by chance: the same chance, the same damage."""

import csv
import io
import json
from copy import deepcopy
from datetime import date
from functools import cache
from random import Random
from typing import Any

import openpyxl
import yaml
from PIL import Image, ImageDraw
from pydantic import BaseModel

from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.plan import Entry, Phase, Plan
from planner.content.resources import data
from planner.sections.registry import KINDS, OWN

PLAN = """\
title: Some weeks
summary: A few moves.
version: "1.0"
for: Low back pain.
not_for: A fall.
weeks: 3
days: [mon, wed, fri]
supervised_sessions: 1
phases:
  - title: Settle
    weeks: 1
    aim: Calm the pain.
    level: 1
    exercises: [pelvic-tilt, {exercise: bridge, reps: 8, hold: 5 s, note: Slowly.}]
  - title: Build
    weeks: 2
    aim: Get stronger.
    exercises: [{exercise: bird-dog, level: 1, days: [tue]}, walking]
topics: [posture]
checklist: doctor-visit
sections: [cover, safety, overview, calendar, {section: exercises}, {section: text, title: Pool, body: "- a towel"}]
theme: calm
"""
PATIENT = """\
name: Ana Petrović
id: MRN-1
born: 1980-02-29
start: 2026-12-01
days: [tue, thu]
conditions: [sciatica, osteoporosis]
side: left
size: large
goals: [Carry my shopping, Sleep through]
trainer: T. Rainer
appointments: ["2026-12-01 10:30"]
note: "Take **care** of [your back](https://example.org)."
keep: [{exercise: bridge, by: Dr. A, reason: It helps}]
cleared: [{exercise: walking, condition: sciatica, by: Dr. B}]
videos: {bridge: "https://example.org/b"}
"""
CLINIC = """\
name: Riverside Physiotherapy
clinician: T. Rainer
phone: 020 7946 0000
hours: Mon to Fri
address: 1 High Street
emergency_number: "999"
paper: Letter
week_starts: sunday
time_zone: Europe/London
session_times: ["09:00"]
traffic_light: {green: 2, amber: 5}
theme: {base: warm, accent: "#0b6e4f"}
reviewed_by: {name: Dr. A, on: 2026-01-01, review_again: 2027-01-01}
"""
EXERCISES = ("bridge", "bird-dog", "sciatic-slider-seated", "walking", "side-plank-knees")

COLUMNS = ("id", "name", "born", "start", "conditions", "days", "goals", "size", "language", "plan", "side", "note")
ROWS = (
    ("M-1", "Ana", "1980-02-29", "2026-12-01", "sciatica;osteoporosis", "daily", "Walk; Sleep", "xl", "en", "", "left"),
    ("M-2", "Bo", "", "2026-12-02", "", "mon;fri", "", "", "", "low-back-relief", "", "Go on."),
    ("M-3", "Çelik, Ömer", "3.4.1990", "", "balance", "", "", "standard", "", "", "", ""),
)
FHIR = {
    "resourceType": "Patient",
    "id": "p1",
    "active": True,
    "birthDate": "1980-02-29",
    "identifier": [{"use": "usual", "type": {"coding": [{"code": "MR"}]}, "value": "MRN-9"}],
    "name": [{"use": "official", "family": "Petrović", "given": ["Ana", "M."], "suffix": ["PhD"]}],
    "communication": [{"language": {"coding": [{"code": "en-GB"}]}, "preferred": True}],
    "link": [{"type": "seealso"}],
}

NASTY: tuple[Any, ...] = (
    *("", " ", None, "null", "~", "no", "0", "-1", "1", "3", "12", "99999999999999999999", "1e999", "NaN", "1.5", "٣"),
    *("2026-12-01", "0001-01-01", "9999-12-31", "2026-02-30", "2026-12-01T10:00", "9999-12-31 23:59", "24:00"),
    *("10 s", "5 min", "8-12", "daily", "mon", "mon;mon", "left", "xl", "A4", "en", "de-DE", "calm", "none"),
    *("word " * 300, "w" * 3000, "ﷺ", "שלום", "日本語", "🦴", "e\u0301" * 40, "a\u200bb", "\u00ad" * 50, "\u202e abc"),
    *("\n", "a\nb\n\nc", "\t", "\u2028", "\x07", "\x85", "\ud7ff", "\ufffe", "A\u00a0B" * 40),
    *(
        "**b** *i* [x](y) `c`",
        "# h\n\n- a\n  - b\n",
        "> q\n\n| a | b |\n|---|---|\n",
        "<b>&amp;</b>",
        "[x](javascript:a)",
        "- a towel\n-",
        "1.",
        "> " * 20 + "x",
        "&#x202e;x",
    ),
    *("{name}", "{", "%s %d", "{0}", "$(id)", "../../etc/passwd", "/dev/zero", "a/b", "con", ".", "..", "\\"),
    *([], {}, [[]], [None], ["a", "a"], {"a": "b"}, [{}], {"": ""}),
    *("supine", "standing", "side", "90", "-720", "#fff", "red", "floor", "chair", "both", "Other side"),
)
RAW = (b"\xff", b"\0", b"\0" * 9, b"- ", b": ", b"&a ", b"*a", b"!!python/object:os.system ", b"{", b"[" * 60, b"\r")
INTO_PICTURES = (*RAW, b"99999999", b"-1", b"1e9", b"NaN", b"<use xlink:href='#a'/>", b"\xff\xd8\xff")

Files = dict[str, bytes]
"""What a case is made of, by the names of its files."""


@cache
def words() -> tuple[Any, ...]:
    """What may stand somewhere: ids and keys that are known, so that some of the damage makes sense."""
    library = data("plans") / "library"
    ids = [path.stem for path in sorted(library.rglob("*.yaml"))]
    ids += sorted(yaml.safe_load((library / "conditions.yaml").read_text("utf-8")))
    return (*NASTY, *NASTY, *ids, *KINDS, *OWN)


@cache
def keys() -> tuple[str, ...]:
    """Keys of all files."""
    sections = [kind.options for kind in KINDS.values()]
    models: tuple[type[BaseModel], ...] = (Plan, Patient, Clinic, Phase, Entry, *sections)
    return (*sorted({key for model in models for key in model.model_fields}), "steps", "pose", "say", "view", "props")


def spoiled(chance: Random, values: Any) -> Any:
    """The values with one to three of them changed, doubled, moved, or taken away."""
    top = [deepcopy(values)]
    for _ in range(chance.choice((1, 1, 2, 3))):
        into, key = chance.choice(list(_slots(top)))
        kind = chance.random()
        if kind < 0.3 and isinstance(into[key], str):
            into[key] = _like(chance, into[key])
        elif kind < 0.5:
            into[key] = deepcopy(chance.choice(words()))
        elif kind < 0.62:
            other, its = chance.choice(list(_slots(top)))
            into[key] = deepcopy(other[its])
        elif kind < 0.74:
            if into is not top:
                del into[key]
        elif kind < 0.86 and isinstance(into, dict):
            into[chance.choice(keys())] = deepcopy(chance.choice(words()))
        elif isinstance(into, list) and into is not top:
            into += [deepcopy(into[key])] * chance.choice((1, 1, 2, 40))
    return top[0]


def _like(chance: Random, text: str) -> str:
    """A text that may well be taken in place of this one."""
    if text.isdigit():
        return str(chance.choice((0, 1, 2, 4, 7, 12, 26, 52, 99)))
    if text[:4].isdigit():
        return date.fromordinal(chance.randrange(1, date.max.toordinal() + 1)).isoformat()
    if " " in text:
        return chance.choice([word for word in NASTY if isinstance(word, str)])
    return chance.choice([word for word in words() if isinstance(word, str)])


def _slots(value: Any) -> Any:
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _slots(inner)


def torn(chance: Random, raw: bytes, pieces: tuple[bytes, ...] = RAW) -> bytes:
    """The bytes with some of them changed, cut out, doubled, or others put in."""
    spoilt = bytearray(raw)
    for _ in range(chance.randint(1, 6)):
        at, kind = chance.randrange(len(spoilt) + 1), chance.random()
        if kind < 0.3 and at < len(spoilt):
            spoilt[at] = chance.randrange(256)
        elif kind < 0.5:
            del spoilt[at : at + chance.choice((1, 2, 9, 80))]
        elif kind < 0.7:
            start = chance.randrange(len(spoilt) + 1)
            spoilt[at:at] = spoilt[start : start + chance.choice((1, 9, 80))]
        else:
            spoilt[at:at] = chance.choice(pieces)
    return bytes(spoilt)


def document(chance: Random, text: str) -> bytes:
    """A YAML file that is wrong in what it says, or in how it is written."""
    if chance.random() < 0.25:
        return torn(chance, text.encode())
    value = spoiled(chance, yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader)))
    return yaml.safe_dump(value, allow_unicode=chance.random() < 0.8, sort_keys=False).encode("utf-8", "replace")


def exercise(chance: Random) -> bytes:
    """An exercise with its poses."""
    name = chance.choice(EXERCISES)
    return document(chance, (data("plans") / "library" / "exercises" / f"{name}.yaml").read_text("utf-8"))


def roster(chance: Random) -> tuple[str, bytes]:
    """A roster of some kind: its name and its bytes."""
    kind = chance.choice(("csv", "csv", "xlsx", "jsonl", "ndjson", "json"))
    if kind in ("csv", "xlsx"):
        table = [list(COLUMNS), *([*row, *[""] * (len(COLUMNS) - len(row))] for row in ROWS)]
        rows = spoiled(chance, table)
        rows = [row if isinstance(row, list) else [row] for row in rows] if isinstance(rows, list) else [[rows]]
        raw = _xlsx(chance, rows) if kind == "xlsx" else _csv(chance, rows)
    else:
        people = [dict(zip(COLUMNS, row, strict=False)) for row in ROWS]
        found: Any = spoiled(chance, people if kind == "jsonl" else [FHIR, FHIR | {"id": "p2"}])
        values: Any = found if isinstance(found, list) else [found]
        if kind == "json":
            values = {"resourceType": "Bundle", "entry": [{"resource": v} for v in values]}
            raw = json.dumps(spoiled(chance, values)).encode()
        else:
            raw = "\n".join(json.dumps(value) for value in values).encode()
    return f"roster.{kind}", torn(chance, raw) if chance.random() < 0.2 else raw


def _csv(chance: Random, rows: list[list[Any]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=chance.choice(",;")).writerows(rows)
    return out.getvalue().encode(chance.choice(("utf-8", "utf-8-sig", "utf-8", "utf-16")), "replace")


def _xlsx(chance: Random, rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        cells = [chance.choice((date(2026, 12, 1), 1.5, 3, True)) if chance.random() < 0.05 else cell for cell in row]
        typed = [_printable(cell) if isinstance(cell, str) else cell for cell in cells]
        book.active.append([cell if isinstance(cell, str | date | float | int) else None for cell in typed])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _printable(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(c for c in text if c >= " " and c not in "\ufffe\uffff")


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 80"'
    b' width="100" height="80"><defs><g id="a"><path d="M0 0 L10 10 C 1 2 3 4 5 6 Z" fill="#c00"'
    b' transform="rotate(20)"/></g></defs><use xlink:href="#a"/><rect width="30" height="20" style="fill:url(#x)"'
    b' rx="3"/><text x="3" y="9" font-size="8">Hi</text><circle cx="9" cy="9" r="4"/></svg>'
)


@cache
def _pictures() -> tuple[tuple[str, bytes], ...]:
    """Sound ones: names and bytes."""

    def drawn(form: str, mode: str, **more: Any) -> bytes:
        image = Image.new("RGB", (160, 120), (200, 40, 40))
        ImageDraw.Draw(image).ellipse((20, 20, 90, 110), fill=(20, 120, 60))
        out = io.BytesIO()
        image.convert(mode).save(out, form, **more)
        return out.getvalue()

    exif = Image.Exif()
    exif[274] = 6
    jpegs = [drawn("JPEG", "RGB", exif=exif), drawn("JPEG", "CMYK"), drawn("JPEG", "L", progressive=True)]
    pngs = [drawn("PNG", mode) for mode in ("RGB", "RGBA", "P", "1", "L")]
    return (
        *(("p.jpg", raw) for raw in jpegs),
        *(("p.png", raw) for raw in pngs),
        *[("p.svg", SVG)] * 4,
        ("p.pdf", drawn("PDF", "RGB")),
    )


def picture(chance: Random) -> tuple[str, bytes]:
    """A picture's name and its bytes."""
    name, raw = chance.choice(_pictures())
    return name, torn(chance, raw, INTO_PICTURES)
