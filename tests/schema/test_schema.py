"""The schemas are fresh, every file names its own, and they are true to how people write."""

import re

import pytest
import yaml
from jsonschema import Draft7Validator

from planner.content.kinds import NAMES
from planner.content.resources import data
from planner.schema import as_json, line, schema

PLANS = data("plans")
FILES = sorted(PLANS.rglob("*.yaml"))


class Core(yaml.CSafeLoader):
    """YAML 1.2 as the language server reads it: dates and yes are text."""


Core.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if not tag.endswith((":timestamp", ":bool"))]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), "tf")


def faults(name: str, text: str) -> list[str]:
    return [
        ".".join(map(str, error.absolute_path)) or error.message
        for error in Draft7Validator(schema(name)).iter_errors(yaml.load(text, Core))
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_schemas_beside_the_plans_are_fresh(name):
    Draft7Validator.check_schema(schema(name))
    assert (PLANS / "schemas" / f"{name}.json").read_text("utf-8") == as_json(name), "run scripts/schemas"


def test_there_is_a_schema_for_each_kind_and_no_other():
    assert {path.name for path in (PLANS / "schemas").iterdir()} == {f"{name}.json" for name in NAMES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PLANS)))
def test_every_file_names_its_schema_in_its_first_line_and_fits_it(path):
    text = path.read_text("utf-8")
    first = text.partition("\n")[0]
    assert first == line(path, PLANS), "run scripts/schemas"
    found = (path.parent / first.partition("=")[2]).resolve()
    assert found.parent == (PLANS / "schemas").resolve()
    assert faults(found.stem, text) == []


def test_there_are_files():
    assert len(FILES) > 50


@pytest.mark.parametrize("name", NAMES)
def test_every_key_says_what_it_is(name):
    whole = schema(name)
    parts = {name: whole, **whole.get("definitions", {})}
    silent = [f"{k}.{key}" for k, part in parts.items() for key, p in part.get("properties", {}).items()
              if not p.get("description")]  # fmt: skip
    assert (silent, bool(whole.get("description"))) == ([], True)


PLAN = """\
title: Easy
summary: Easy.
version: 1.10
for: Pain.
not_for: Leg pain.
weeks: 2
days: daily
phases:
  - {title: One, weeks: 2, aim: Calm., exercises: [bridge, {exercise: walking, time: 10 min, days: [mon]}]}
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan", PLAN + "sections: [cover, {section: calendar, weeks_per_page: 2}]\n"),
        ("plan", "extends: low-back-relief\ntitle: Ours\nchecklist:\n"),
        ("plan", "extends: base.yaml\nphases: {Build: {level: 2, exercises: {bridge: {reps: 5}, walking: }}, 0: }\n"),
        ("plan", "extends: base.yaml\nsections: {calendar: {weeks_per_page: 2}}\n"),
        ("patient", "name: No\nborn: 1971-04-03\nid: 0012\nprint_id: no\nappointments: [2026-12-01 10:30]\n"),
        ("patient", "name:\nkeep: [{exercise: bridge, by: Lee, reason: '5'}]\nvideos: {bridge: 'https://x.example'}\n"),
        ("clinic", "phone: 999\nemergency_number: 112\ntraffic_light: {green: 2}\nsession_times: ['08:00']\n"),
        ("theme", 'base: calm\ntitle: Ours\ncolours: {accent: "#0b6e4f"}\n'),
        ("theme", 'base: calm\naccent: "#0b6e4f"\n'),
        ("clinic", "theme: calm\n"),
        ("clinic", 'theme: {base: calm, accent: "#0b6e4f"}\n'),
        ("language", "name: Moves\nstart: Go\n"),
        ("exercise", "extends: bridge\ndose: {reps: 6}\nsteps: {0: {say: Go.}}\nprecautions: {balance: leave out}\n"),
        ("exercise", "extends: bridge\nprecautions: [{condition: balance, action: ask, why: So.}]\nsteps: {5: }\n"),
        ("topic", "extends: posture\nparts: {0: {title: Ours}, 1: {pairs: {0: {good: {say: So.}}}}}\n"),
        ("guidelines", "extends: five\nguidelines: {Keep moving: {says: Move.}}\n"),
        ("checklist", "extends: doctor-visit\npages: {0: {parts: {0: {ask: [When?]}}}}\n"),
        ("conditions", "balance: {extends: balance, today_signs: [A fall.]}\n"),
    ],
)
def test_what_people_write_is_right(name, text):
    assert faults(name, text) == []


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("plan", PLAN.replace("weeks: 2\ndays", "weeks: 60\ndays"), "weeks"),
        ("plan", PLAN.replace("daily", "[mon, wensday]"), "days"),
        ("plan", PLAN.replace("10 min", "10 minutes"), "phases"),
        ("plan", PLAN.replace("title: Easy\n", ""), "'title' is a required property"),
        ("plan", "extends: x\nphases: {Build: {levle: 2}}\n", "phases"),
        ("patient", "start: tomorrow\n", "start"),
        ("patient", "naem: Ana\n", "Additional properties are not allowed ('naem' was unexpected)"),
        ("clinic", "paper: A5\n", "paper"),
        ("theme", "base: calm\ncolours: {accent: green}\n", "colours.accent"),
        ("language", "nmae: Moves\n", "Additional properties are not allowed ('nmae' was unexpected)"),
        ("exercise", "extends: bridge\nsteps: {0: {sya: Go.}}", "steps"),
        (
            "exercise",
            "extends: bridge\ndoes: {reps: 6}",
            "Additional properties are not allowed ('does' was unexpected)",
        ),
        ("conditions", "balance: {title: Balance}", "balance"),
        ("exercise", "steps: [{say: Go., pose: {hipp: 40}}]", "steps.0.pose"),
        ("exercise", "steps: [{say: Go., pose: {hip: 900}}]", "steps.0.pose.hip"),
    ],
)
def test_what_is_wrong_is_seen_in_the_editor(name, text, wrong):
    assert wrong in faults(name, text)
