import json

import pytest

from planner.cli.listing import WORDS
from planner.content.resources import built_in_plans, data
from planner.sections.registry import names


@pytest.mark.parametrize("what", WORDS)
def test_json_is_one_object_a_line_with_its_id_and_the_text_has_the_same_ids(planner, what):
    result = planner("list", what, "--json")
    entries = [json.loads(line) for line in result.out.splitlines()]
    assert result.code == 0
    assert entries
    assert all(isinstance(value, str) for entry in entries for value in entry.values())
    plain = [line for line in planner("list", what).out.splitlines() if not line.startswith(" ")]
    assert [line.split()[0] for line in plain] == [entry["id"] for entry in entries]
    assert all(entry.get("title", "") in line for entry, line in zip(entries, plain, strict=True))


def test_what_is_listed_is_what_there_is(planner, library):
    def ids(what):
        return [json.loads(line)["id"] for line in planner("list", what, "--json").out.splitlines()]

    assert ids("plans") == list(built_in_plans()) != []
    assert ids("exercises") == library.ids("exercises")
    assert ids("conditions") == sorted(library.conditions)
    assert ids("sections") == [*names()]
    assert "en" in ids("languages")


def test_a_plan_says_whom_it_is_for_and_whom_not(planner):
    told = planner("list", "plans").out.splitlines()
    plans = [json.loads(line) for line in planner("list", "plans", "--json").out.splitlines()]
    assert len(plans) == 12
    for plan in plans:
        at = next(n for n, line in enumerate(told) if line.startswith(plan["id"]))
        says = [line.strip() for line in told[at + 1 : at + 3]]
        assert says == [f"for: {plan['for']}", f"not for: {plan['not_for']}"]


def test_own_exercises_are_listed_with_their_folder(planner, write):
    write("own/exercises/my-walk.yaml", (data("plans") / "library/exercises/walking.yaml").read_text("utf-8"))
    assert "my-walk" not in planner("list", "exercises").out
    assert "my-walk" in planner("list", "exercises", "--library", "own").out
    write("library/exercises/here.yaml", (data("plans") / "library/exercises/walking.yaml").read_text("utf-8"))
    assert "\nhere " in planner("list", "exercises").out


def test_the_list_of_sections_says_which_options_they_have(planner):
    lines = {line.split()[0]: line for line in planner("list", "sections").out.splitlines()}
    assert "options: weeks_per_page" in lines["calendar"]
    assert "options: title, lead, picture, alt, body" in lines["text"]
    assert "options" not in lines["safety"]
