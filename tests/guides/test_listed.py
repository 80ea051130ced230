"""What the guides list is all that there is."""

import re
import tomllib
from typing import get_args

from planner import load_library
from planner.batch.columns import COLUMNS
from planner.content.clinic import Clinic
from planner.content.exercise import DoseChange
from planner.content.plan import Entry, Phase, Plan
from planner.content.resources import built_in_plans
from planner.content.theme import Colours, FigureLook, Theme
from planner.content.yaml import read
from planner.figure import vocabulary
from planner.figure.contacts import contacts
from planner.figure.props import OPTIONS, USUAL, WORDED, WORDS
from tests.guides.guides import DOCS, ROOT, blocks, script


def test_the_layers_are_those_that_are_held():
    [contract] = [
        contract
        for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
        if contract["name"] == "Imports go one way"
    ]
    table = (DOCS / "architecture.md").read_text("utf-8").partition("| layer |")[2].partition("\n\n")[0]
    rows = [re.findall(r"`(\w+)`", row.split("|")[1]) for row in table.splitlines()[2:]]
    assert rows == [layer.split(" | ") for layer in contract["layers"]]


def test_paths_in_the_architecture_are_there():
    text = (DOCS / "architecture.md").read_text("utf-8")
    paths = [path for path in re.findall(r"`([\w./-]+/[\w./-]*|\w+\.py)`", text) if path != "file:line:column"]
    assert len(paths) > 20
    assert [path for path in paths if not any((root / path).exists() for root in (ROOT, ROOT / "planner"))] == []


def test_the_guide_to_plans_names_every_field():
    text = (DOCS / "write-a-plan.md").read_text("utf-8")
    fields = [*Plan.model_fields.items(), *Phase.model_fields.items(), *Entry.model_fields.items()]
    names = {field.alias or name for name, field in fields} | set(DoseChange.model_fields)
    assert {name for name in names if f"`{name}`" not in text and f"{name}: " not in text} == set()


def test_the_guide_to_batches_names_every_column():
    text = (DOCS / "batch.md").read_text("utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in text and f"{name}," not in text] == []


def test_the_guide_to_exercises_names_every_word_of_a_pose():
    text = (DOCS / "write-an-exercise.md").read_text("utf-8")
    v = vocabulary
    for name, (low, high) in (v.PAIRED_ANGLES | v.SINGLE_ANGLES | v.TILTS | v.MEASURES).items():
        assert re.search(rf"`{name}`(, `\w+`)* {low:g} to {high:g}", text), name
    words = (*v.BASES, *v.VIEWS, *v.GROUND_SETS, *v.GROUND_PAIRS, *v.PAIRED_PLACES, *v.SINGLE_PLACES, *v.PAIRED_WAYS)
    words = (*words, *v.HOLDS, *v.REGIONS_SINGLE, *(f"{name}_r" for name in v.REGIONS_PAIRED))
    assert [word for word in words if f"`{word}`" not in text] == []


def test_the_guide_to_exercises_names_every_place_of_the_body():
    table = (DOCS / "write-an-exercise.md").read_text("utf-8").partition("| where | names |")[2].partition("\n\n")[0]
    named = re.findall(r"`(\w+)`", table)
    assert sorted(named) == sorted((*vocabulary.SINGLE_LANDMARKS, *vocabulary.PAIRED_LANDMARKS))


def test_the_positions_in_the_guide_are_all_and_they_hold():
    made = script("pictures")
    rows = re.findall(made.BASES, (DOCS / "write-an-exercise.md").read_text("utf-8"), re.MULTILINE)
    assert [name for name, _, _ in rows] == list(vocabulary.BASES)
    for name, pose, props in rows:
        scene = made.posed(pose, props)
        assert scene.pictures[0].pose.base == name
        assert contacts(scene, 0) == []


def test_the_guide_to_exercises_has_every_thing_with_its_measures():
    table = (DOCS / "write-an-exercise.md").read_text("utf-8").partition("| thing | measures |")[2].partition("\n\n")[0]
    rows = {row.split("|")[1].strip(" `"): row.split("|")[2] for row in table.splitlines()[2:]}
    assert [*rows] == [*OPTIONS]
    for name, says in rows.items():
        measures = OPTIONS[name]
        ranges = re.findall(r"`(\w+)` (-?\d+) to (-?\d+) \((-?\d+)?", says)
        assert {key: (float(low), float(high)) for key, low, high, _ in ranges} == measures, name
        assert {key: float(usual) for key, *_, usual in ranges if usual} == USUAL.get(name, {}), name
        for key in WORDED.get(name, ()):
            assert f"`{key}`" in says, name
            assert name == "towel" or all(f"`{word}`" in says for word in WORDS[key]), name


def test_the_guide_to_looks_names_every_field_and_every_word(library):
    text = (DOCS / "looks.md").read_text("utf-8")
    rows = set(re.findall(r"`([a-z_]+)`", "".join(re.findall(r"^\| (.*?) \|", text, re.MULTILINE))))
    assert rows == {*Theme.model_fields, *Colours.model_fields} - {"colours"}
    for field in ("density", "headings", "numerals", "corners", "rules"):
        allowed = get_args(Theme.model_fields[field].annotation)
        assert f"| `{field}` | {', '.join(f'`{word}`' for word in allowed)} |" in text
    assert all(f"`{field}`" in text for field in FigureLook.model_fields)
    assert all(key in text for key in library.ids("themes"))


def test_the_looks_in_the_guide_can_be_had(write):
    library = load_library()
    clinic, theme = [
        read(write(f"{n}.yaml", block.text))[0] for n, block in enumerate(blocks("looks.md")) if block.name
    ]
    own = Clinic.model_validate(clinic).theme
    assert own
    assert library.theme(own).colours.accent == "#0b6e4f"
    assert library.theme(Theme.model_validate(theme)).title == "Riverside"


def test_the_readme_counts_right(library):
    numbers = {12: "twelve", 17: "seventeen", 39: "thirty-nine"}
    text = " ".join((ROOT / "README.md").read_text("utf-8").split())
    plans, exercises = numbers[len(built_in_plans())], numbers[len(list(library.exercises()))]
    assert f"There are {plans} plans and {exercises} exercises" in text
    assert f"precautions for {numbers[len(library.conditions)]} conditions" in text
