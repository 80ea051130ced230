"""A booklet that is read from right to left, in a variety of Arabic whose words are in this folder alone."""

from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp

from planner import Booklet, load_clinic, load_patient, load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Plan
from tests.words import with_needed

HERE = Path(__file__).parent


@cache
def library() -> Library:
    """The words of this folder; those that no language may lack are in English where it has none."""
    folder = Path(mkdtemp())
    copytree(HERE / "languages", folder / "languages")
    return with_needed(folder, "ar-EG")


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
