"""A clinic's folder over the built-in library: whatever it holds wins, whatever it leaves out stays."""

from collections.abc import Callable
from shutil import copytree
from typing import Any

import pytest
import yaml

from planner import load_library, load_plan, make_booklet
from planner.content.language import PROTECTED, read_language
from planner.content.library import Library
from planner.content.resources import data
from planner.problems import InputError
from tests.pdf.structure import spoken

PLAN = """\
title: t
summary: s
version: "1"
for: f
not_for: n
weeks: 1
days: [mon, wed, fri]
phases: [{title: p, weeks: 1, aim: a, exercises: [walking]}]
topics: [pool]
guidelines: three
checklist: first-visit
sections: [cover, safety, guidelines, topics, checklist]
"""
OWN = {
    "guidelines/three.yaml": "title: Three things\nlead: x\nguidelines: [{title: Swim, says: Twice a week.}]\n",
    "topics/pool.yaml": "title: The pool\nlead: It is warm.\nparts: [{text: Ask for **a float**.}]\n",
    "checklists/first-visit.yaml": (
        "title: First visit\npages: [{title: Bring this, lead: To us., parts: [{ask: [Is parking free?]}]}]\n"
    ),
}
KINDS = ("guidelines", "topics", "checklists")


@pytest.fixture
def clinic(write, tmp_path) -> Library:
    for name, text in OWN.items():
        write(name, text)
    return load_library(tmp_path)


def test_own_guidelines_topics_and_checklists_are_printed(write, clinic):
    heard = spoken(make_booklet(load_plan(write("plan.yaml", PLAN)), library=clinic).data)
    for words in ("Three things", "Twice a week.", "The pool", "Ask for a float.", "Bring this", "Is parking free?"):
        assert words in heard


@pytest.mark.parametrize("kind", KINDS)
def test_they_stand_beside_the_built_in_ones(clinic, library, kind):
    own = {name.removeprefix(f"{kind}/").removesuffix(".yaml") for name in OWN if name.startswith(kind)}
    assert set(clinic.ids(kind)) == set(library.ids(kind)) | own


@pytest.mark.parametrize("kind", KINDS)
def test_one_of_the_same_name_takes_the_built_in_ones_place(write, tmp_path, library, kind):
    name = library.ids(kind)[0]
    own = next(text for file, text in OWN.items() if file.startswith(kind))
    write(f"{kind}/{name}.yaml", own)
    readers: dict[str, Callable[[Library, str], Any]] = {
        "guidelines": Library.guidelines,
        "topics": Library.topic,
        "checklists": Library.checklist,
    }
    read = readers[kind]
    assert read(load_library(tmp_path), name).title == own.splitlines()[0].removeprefix("title: ")
    assert read(library, name).title != own.splitlines()[0].removeprefix("title: ")


@pytest.mark.parametrize(
    ("file", "field", "says"),
    [
        ("guidelines/three.yaml", "says: Twice a week.", "says: {a: b}"),
        ("topics/pool.yaml", "text: Ask", "txt: Ask"),
        ("checklists/first-visit.yaml", "ask: [Is", "ask: [[Is"),
        ("topics/pool.yaml", "{text: Ask for **a float**.}", "{stages: [{say: a, picture: {pose: {base: supin}}}]}"),
        ("guidelines/three.yaml", "says: Twice a week.", "says: a, picture: {pose: {base: supin}}"),
    ],
)
def test_what_is_wrong_in_them_has_its_place(write, tmp_path, file, field, says, clinic):
    assert field in OWN[file]
    path = write(file, OWN[file].replace(field, says))
    plan = load_plan(write("plan.yaml", PLAN))
    with pytest.raises(InputError) as caught:
        make_booklet(plan, library=load_library(tmp_path))
    assert str(caught.value).startswith(f"{path}:")


def marked(phrase):
    """The phrase, each of its texts with a mark before it."""
    if isinstance(phrase, str):
        return f"~{phrase}"
    if isinstance(phrase, tuple):
        return [f"~{text}" for text in phrase]
    return {form: f"~{text}" for form, text in phrase.items()}


def test_the_program_without_its_warning_signs_says_so(tmp_path):
    """What a clone is installed from after the signs were taken out."""
    copytree(data("plans") / "library/languages", tmp_path / "languages")
    path = tmp_path / "languages/en/safety.yaml"
    values = yaml.safe_load(path.read_text("utf-8"))
    del values["emergency_signs"]
    path.write_text(yaml.safe_dump(values), "utf-8")
    with pytest.raises(InputError, match=r"safety\.yaml: emergency_signs: the warning signs are missing"):
        read_language("en", (tmp_path,))


def test_any_printed_phrase_can_be_said_otherwise(write, library, tmp_path):
    phrases = library.language("en").phrases
    free = [key for key in phrases if key not in PROTECTED and not key.startswith("dates.")]  # dates are patterns
    files: dict[str, dict] = {}
    for key in free:
        name, _, short = key.partition(".")
        files.setdefault(name, {})[short] = marked(phrases[key])
    for name, values in files.items():
        write(f"languages/en/{name}.yaml", yaml.safe_dump(values, allow_unicode=True, width=1000))
    over = load_library(tmp_path)
    said = over.language("en").phrases
    assert len(free) > 250
    assert [key for key in free if str(said[key]).count("~") == str(phrases[key]).count("~")] == []
    heard = spoken(make_booklet(load_plan("low-back-relief"), library=over).data)
    assert "~Your plan at a glance" in heard
