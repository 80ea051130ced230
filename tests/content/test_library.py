import os
import re
from itertools import chain

import pytest

from planner import load_library
from planner.content.pictures import scene_of
from planner.content.plan import Plan
from planner.content.resources import data
from planner.problems import InputError

LONGEST = 18
"""Words of a sentence."""
EXERCISES = load_library().ids("exercises")


def test_there_is_something_to_test(library):
    assert len(EXERCISES) >= 10
    assert len(library.conditions) >= 15


@pytest.mark.parametrize("key", EXERCISES)
def test_every_id_in_an_exercise_resolves(library, key):
    library.check(library.exercise(key))


def test_every_exercise_that_a_condition_names_is_neutral_by_the_clinical_notes(library):
    notes = {"walking", "pelvic-tilt", "abdominal-brace", "belly-breathing", "knee-rolls", "heel-slide"}
    assert set(library.conditions["sciatica"].only) == notes | {"legs-on-chair-rest"}
    assert [key for key, c in library.conditions.items() if c.only is not None] == ["sciatica"]


@pytest.mark.parametrize("way", ["easier", "harder"])
def test_every_chain_of_alternatives_ends(library, way):
    for key in EXERCISES:
        seen: list[str] = []
        while key is not None:
            assert key not in seen, f"{way}: {' > '.join([*seen, key])}"
            seen.append(key)
            key = getattr(library.exercise(key), way)  # noqa: PLW2901 - walking the chain


@pytest.mark.parametrize("path", sorted(data("plans").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_built_in_plan_loads_and_all_its_ids_are_known(library, path):
    library.check(Plan.load(path))


@pytest.mark.parametrize("kind", ["guidelines", "themes", "languages"])
def test_everything_else_in_the_library_loads(library, kind):
    keys = library.ids(kind)
    assert keys
    for key in keys:
        getattr(library, kind if kind == "guidelines" else kind.removesuffix("s"))(key)
    assert library.cover.pictures


@pytest.mark.parametrize("key", EXERCISES)
def test_every_exercise_and_every_change_of_it_is_posed_or_in_words_only(library, key):
    exercise = library.exercise(key)
    scene = scene_of(exercise, exercise.steps)
    assert (scene is None) == all(step.pose is None for step in exercise.steps)
    for p in exercise.precautions:
        assert (scene_of(exercise, p.steps) is None) == (p.pictures != "own")


def test_a_change_that_rewrites_the_steps_never_keeps_the_old_pictures(library):
    changes = [(e.key, p) for e in library.exercises() for p in e.precautions if p.steps]
    assert changes
    assert [(key, p.condition) for key, p in changes if p.pictures == "same"] == []


def texts(library):
    """Everything a patient reads, with where it stands."""
    for e in library.exercises():
        said = [e.summary, e.felt, *e.mistakes, *e.cautions, *(s.say for s in e.steps), *(x.note for x in e.levels)]
        for p in e.precautions:
            said += [p.why, p.change, *(s.say for s in p.steps)]
        yield from ((e.key, text) for text in said if text)
    for key in library.ids("guidelines"):
        page = library.guidelines(key)
        yield from (
            (key, text) for text in (page.title, page.lead, *chain(*((g.title, g.says) for g in page.guidelines)))
        )
    for key, condition in library.conditions.items():
        yield from ((key, text) for text in (condition.says, condition.why) if text)
    for key, phrase in library.language("en").phrases.items():
        forms = phrase.values() if isinstance(phrase, dict) else phrase if isinstance(phrase, tuple) else (phrase,)
        yield from ((key, text) for text in forms)


def test_every_sentence_is_short(library):
    said = list(texts(library))
    assert len(said) > 400
    sentences = [(where, s) for where, text in said for s in re.split(r"(?<=[.!?])[*]*\s+", text)]
    assert [(where, s) for where, s in sentences if len(s.split()) > LONGEST] == []


def test_a_folder_laid_over_the_library_wins_and_leaves_the_rest(write, library):
    built_in = (data("plans") / "library/exercises/bridge.yaml").read_text("utf-8")
    folder = write("exercises/bridge.yaml", built_in.replace("title: Bridge", "title: Our bridge")).parent.parent
    write("exercises/own-move.yaml", built_in.replace("title: Bridge", "title: Own move"))
    over = load_library(folder)
    assert over.exercise("bridge").title == "Our bridge"
    assert over.exercise("own-move").title == "Own move"
    assert over.exercise("walking").title == library.exercise("walking").title
    assert set(over.ids("exercises")) == {*EXERCISES, "own-move"}


@pytest.mark.parametrize("key", ["../sources", "../../low-back-relief", "bridge.yaml", "", ".."])
def test_ids_lead_nowhere_outside_the_library(library, key):
    for find in (library.exercise, library.guidelines, library.theme, library.language):
        with pytest.raises(InputError, match="there is no"):
            find(key)


@pytest.mark.parametrize("is_folder", [False, True])
def test_a_link_out_of_a_library_is_not_followed(tmp_path, is_folder):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/secret.yaml").write_text("name: Mine\n")
    own = tmp_path / "library"
    (own / "exercises").mkdir(parents=True)
    (own / "exercises/inside.yaml").symlink_to(own / "exercises/nothing.yaml")
    load_library(own)
    link = own / ("topics" if is_folder else "exercises/secret.yaml")
    link.symlink_to(tmp_path / ("mine" if is_folder else "mine/secret.yaml"))
    with pytest.raises(InputError, match="is a link to something outside the library"):
        load_library(own)


def test_a_folder_of_a_library_that_may_not_be_read_is_an_error(write, monkeypatch):
    """What its precautions say would not count, and nobody would know."""
    own = write("own/exercises/reach.yaml", "extends: bridge\n").parents[1]
    listed = os.scandir

    def refused(path):
        if str(path).endswith("exercises"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(InputError, match="exercises: cannot be read: Permission denied"):
        load_library(own)
