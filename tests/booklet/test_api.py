"""The public names: what is visible, what is typed, what the guide says of it."""

import inspect
import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from PIL import Image

import planner

GUIDE = (Path(__file__).parents[2] / "docs" / "python.md").read_text("utf-8")
FUNCTIONS = [name for name in planner.__all__ if inspect.isfunction(getattr(planner, name))]


def test_what_is_visible_is_what_is_public_and_what_the_guide_tells():
    tables = "\n".join(re.findall(r"^\| (.*?) \|", GUIDE, re.MULTILINE))
    told = re.findall(r"`(\w+)[(`]", tables)
    assert dir(planner) == sorted(planner.__all__) == sorted(told)
    assert len(set(told)) == len(told) > 15


def test_nothing_else_can_be_had():
    with pytest.raises(AttributeError, match="has no attribute 'make_coffee'"):
        _ = planner.make_coffee


@pytest.mark.parametrize("name", planner.__all__)
def test_every_name_says_what_it_is(name):
    assert inspect.getdoc(getattr(planner, name))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_guide_names_every_argument(name):
    [told] = re.findall(rf"`{name}\((.*)\)`", GUIDE)
    names = [part.strip(" *").split("=")[0] for part in told.split(",") if part.strip() not in ("", "*")]
    assert names == list(inspect.signature(getattr(planner, name)).parameters)


def inner(hint: object) -> list[object]:
    """A type and those of which it is made."""
    return [hint, *(part for one in get_args(hint) for part in inner(one))]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_type_that_comes_or_goes_is_public(name):
    hints = get_type_hints(getattr(planner, name))
    parts = [part for hint in hints.values() for part in inner(hint)]
    ours = {part.__name__ for part in parts if isinstance(part, type) and part.__module__.startswith("planner.")}
    assert ours - {"Document"} <= set(planner.__all__)  # a document is a plan, a patient or a clinic


def test_a_form_is_the_sheet_alone_and_a_page_is_a_picture():
    plan = planner.load_plan("low-back-relief")
    card = planner.make_booklet(plan, form="wallet-card")
    assert card.data == planner.make_booklet(plan.as_form("wallet-card")).data
    assert card.pages < planner.make_booklet(plan).pages
    with Image.open(BytesIO(card.picture(1))) as picture:
        assert (picture.format, picture.size) == ("PNG", (893, 1263))  # A4 at 108 dots an inch
    with pytest.raises(planner.InputError, match=r'^page: "9": give a number from 1 to '):
        card.picture(9)
    with pytest.raises(planner.InputError, match="asks for a password"):
        card.encrypted("secret").picture()


def test_threads_make_pictures_one_after_the_other():
    booklet = planner.make_booklet(planner.load_plan("low-back-relief"))
    with ThreadPoolExecutor(4) as threads:
        made = [*threads.map(booklet.picture, [1, 2] * 4)]
    assert made == [booklet.picture(1), booklet.picture(2)] * 4
