"""Pictures that come with the wheel are those that would be drawn; whatever has changed is drawn anew."""

from dataclasses import fields, replace
from pathlib import Path
from shutil import copytree

import pytest

from planner import shipped
from planner.figure import CALM, PLAIN, WORDS, Drawing, Shape, describe, draw, kept, picture, thumbnail
from planner.pdf.layout import forms
from planner.pdf.layout.forms import form_of
from tests.figure.scenes import SCENES

SCENE = next(iter(SCENES.values()))
SAME = {name: name for name in WORDS}


@pytest.fixture
def forgotten():
    """Nothing is kept of what was drawn, before and after."""

    def forget() -> None:
        kept._draw.cache_clear()
        kept.thumbnail.cache_clear()
        form_of.cache_clear()

    forget()
    yield forget
    forget()


@pytest.fixture
def wheel(tmp_path, forgotten, monkeypatch):
    """A file as it comes with the wheel, which holds two pictures."""
    monkeypatch.setattr(shipped, "FILE", tmp_path / "shipped.bin")
    monkeypatch.setattr(shipped, "noted", {})
    drawings = [draw(SCENE, 0), thumbnail(SCENE, 0)]
    describe(SCENE, 0, SAME)
    form_of(drawings[0], 0.5, 1.0)
    shipped.store(shipped.noted or {}, shipped.FILE)
    shipped._read.cache_clear()
    forgotten()
    return drawings


def never(*_: object) -> None:
    pytest.fail("it has been drawn")


def same(one: Drawing, other: Drawing) -> bool:
    return all(getattr(one, of.name) == getattr(other, of.name) for of in fields(Drawing))


def test_a_picture_of_the_wheel_is_the_one_that_would_be_drawn(wheel, monkeypatch):
    monkeypatch.setattr(picture, "_shapes", never)
    assert same(draw(SCENE, 0), wheel[0])
    assert same(thumbnail(SCENE, 0), wheel[1])
    more = replace(draw(SCENE, 0), shapes=(Shape(()),), key="more")
    assert (more.shapes, more.width) == ((Shape(()),), wheel[0].width)


def test_what_a_picture_is_on_paper_and_in_words_comes_with_it(wheel, monkeypatch):
    written, said = form_of(wheel[0], 0.5, 1.0), describe(SCENE, 0, SAME)
    monkeypatch.setattr(forms, "_paths", never)
    monkeypatch.setattr("planner.figure.words.solved", never)
    form_of.cache_clear()
    assert form_of(draw(SCENE, 0), 0.5, 1.0) == written
    assert describe(SCENE, 0, SAME) == said


def test_another_scale_is_written_anew(wheel):
    written = [form_of(draw(SCENE, 0), scale, 1.0) for scale in (0.5, 0.6)]
    assert [form.data for _, form in written] == [forms._made(wheel[0], scale, 1.0)[1].data for scale in (0.5, 0.6)]
    assert written[0] != written[1]


def test_what_is_added_to_a_picture_is_not_taken_for_it(wheel):
    more = replace(draw(SCENE, 0), shapes=(), key=f"less of {wheel[0].key}")
    assert form_of(more, 0.5, 1.0) != form_of(wheel[0], 0.5, 1.0)


def test_another_pose_or_person_is_drawn(wheel, monkeypatch):
    drawn, make = [], picture._drawing

    def counted(*of) -> Drawing:
        drawn.append(make(*of))
        return drawn[-1]

    monkeypatch.setattr(picture, "_drawing", counted)
    others = [draw(SCENE, 0, PLAIN), draw(SCENE, 0, marks=False), *(draw(scene, 0) for scene in SCENES.values())]
    assert {each.key for each in drawn} == {each.key for each in others} - {each.key for each in wheel}


@pytest.mark.parametrize(
    "name",
    ["figure/paint.py", "figure/look.py", "content/exercise.py", "pdf/layout/forms.py", "blocks/base.py", "shipped.py"],
)
def test_any_line_of_the_code_counts(tmp_path, name):
    folder = copytree(Path(shipped.__file__).parent, tmp_path / "planner")
    assert shipped.code(folder) == shipped.code()
    with (folder / name).open("a") as file:
        file.write("# changed\n")
    shipped.code.cache_clear()
    assert shipped.code(folder) != shipped.code()


def test_a_changed_engine_shows_no_old_picture(wheel, monkeypatch):
    monkeypatch.setattr(shipped, "code", lambda: b"another engine".ljust(32))
    shipped._read.cache_clear()
    assert all(shipped.shipped(drawing.key, lambda: "drawn anew") == "drawn anew" for drawing in wheel)
    assert draw(SCENE, 0, CALM).key == wheel[0].key
    shipped._read.cache_clear()
