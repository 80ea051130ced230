"""Files with more mistakes than anybody reads, and numbers longer than Python turns into one."""

import pytest

from planner import Patient, load_library, load_plan, make_all, make_booklet, parse_yaml, read_roster
from planner.check import kind
from planner.content.plan import Plan
from planner.content.yaml import read
from planner.problems import MOST, InputError

DIGITS = "9" * 5000
HEAD = "title: A\nphases:\n  - {title: A, weeks: 2, exercises: [bridge]}\n"


def said(text, tmp_path) -> list[str]:
    path = tmp_path / "plan.yaml"
    path.write_text(text)
    with pytest.raises(InputError) as wrong:
        load_library().check(load_plan(path)) if "brige" in text else Plan.load(path)
    return str(wrong.value).splitlines()


def test_of_many_unknown_keys_the_first_are_named_and_the_others_counted(tmp_path):
    lines = said(HEAD + "".join(f"wrong{n}: 1\n" for n in range(MOST + 1234)), tmp_path)
    assert 'unknown key "wrong0"' in lines[0]
    assert len(lines) == MOST + 1
    assert lines[-1] == f"{tmp_path}/plan.yaml: has 1,234 more mistakes, not named here; correct these first"


def test_of_many_unknown_exercises_the_first_are_named_and_the_others_counted(tmp_path):
    lines = said("title: A\nexercises:\n" + "".join(f"- brige{n}\n" for n in range(MOST + 10)), tmp_path)
    assert 'no exercise "brige0"' in lines[0]
    assert len(lines) == MOST + 1
    assert "has 10 more mistakes" in lines[-1]


@pytest.mark.parametrize(
    "ask",
    [
        lambda keys: load_plan({"extends": "desk-day", "sections": keys}),
        lambda keys: load_plan(parse_yaml("extends: desk-day\ndays:\n" + "".join(f"  {key}: 1\n" for key in keys))),
        lambda keys: load_plan("desk-day", [f"topics.{key}=1" for key in keys]),
        lambda keys: make_booklet(load_plan("desk-day"), Patient(exercises={key: {} for key in keys})),
        lambda keys: make_all(load_plan("desk-day"), read_roster([{"id": "1"}]), "never-made", only=[*keys]),
        lambda keys: read_roster([], defaults=keys),
    ],
)
def test_of_many_mistakes_in_anything_the_first_are_named_and_the_others_counted(ask):
    with pytest.raises(InputError) as wrong:
        ask({f"k{n}": 1 for n in range(MOST + 234)})
    assert len(wrong.value.problems) == MOST + 1
    assert str(wrong.value).endswith("has 234 more mistakes, not named here; correct these first")


def test_of_many_warnings_the_first_are_named(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text("extends: desk-day\ngoals: x\n" + "".join(f"k{n}: Road #{n}\n" for n in range(MOST + 9)))
    assert len(read(path)[1].slips()) == MOST + 1


@pytest.mark.parametrize("text", [f"weeks: {DIGITS}\n", f"days: [{DIGITS}]\n", f"supervised_sessions: {DIGITS}\n"])
def test_a_number_of_5000_digits_is_an_error_with_its_place(text, tmp_path):
    assert said(HEAD + text, tmp_path)[0].startswith(f"{tmp_path}/plan.yaml:4:")


@pytest.mark.parametrize(
    "text", [f"weeks: {DIGITS}\n", f"phases:\n  {DIGITS}: {{weeks: 2}}\n", f"phases:\n  0: {{weeks: {DIGITS}}}\n"]
)
def test_a_number_of_5000_digits_in_a_plan_that_extends_another_is_an_error(text, tmp_path):
    assert said(f"extends: low-back-relief\n{text}", tmp_path)


def test_a_file_of_thousands_of_unknown_keys_is_guessed_by_its_first_ones(monkeypatch):
    looked: set[str] = set()

    def none_like(key: str, *_: object) -> list[str]:
        looked.add(key)
        return []

    monkeypatch.setattr(kind, "get_close_matches", none_like)
    assert kind.likeliest({f"wrong{n}": "" for n in range(50_000)}) is None
    assert 0 < len(looked) <= kind.LOOKED_AT
