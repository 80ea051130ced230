"""A booklet that is read from right to left, in a language whose words are in this folder."""

import json
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp

from planner import Booklet, load_clinic, load_library, load_patient, load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.language import NEEDED
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Plan

HERE = Path(__file__).parent


@cache
def library() -> Library:
    """The words of this folder; those that no language may lack are in English where it has none."""
    folder = Path(mkdtemp())
    copytree(HERE / "languages", folder / "languages")
    words = load_library(HERE).language("ar")
    for name in sorted(words.untranslated):
        if name.startswith(NEEDED):
            file, _, key = name.partition(".")
            with (folder / f"languages/ar/{file}.yaml").open("a", encoding="utf-8") as out:
                out.write(f"{key}: {json.dumps(words.phrases[name], ensure_ascii=False)}\n")
    return load_library(folder)


@cache
def files() -> tuple[Plan, Patient, Clinic]:
    return load_plan(HERE / "plan.yaml"), load_patient(HERE / "patient.yaml"), load_clinic(HERE / "clinic.yaml")


@cache
def booklet() -> Booklet:
    return make_booklet(*files(), library=library())


@cache
def in_english() -> Booklet:
    """The same booklet with the words of the program around the plan's."""
    return make_booklet(*files(), library=library(), language="en")
