"""Built-in documents that come with the wheel are those that would be read; a file that has changed is read."""

from datetime import time
from shutil import copytree

import pytest

from planner import InputError, load_library, shipped
from planner.content import cldr, ready, resources
from planner.content.exercise import Exercise


@pytest.fixture
def plans(tmp_path, monkeypatch):
    """The built-in files, somewhere else where they can be changed."""
    copytree(resources.data("plans"), tmp_path / "plans")
    monkeypatch.setattr("planner.content.library.data", lambda name: tmp_path / name)
    monkeypatch.setattr(ready, "_built_in", lambda: f"{tmp_path / 'plans'}/")
    return tmp_path / "plans"


def said(language) -> list[str]:
    """Return what Babel makes of a number, a plural, a list, a weekday and a time."""
    weeks = language.say("overview.weeks", count=1200)
    return [
        weeks,
        language.series(["a", "b", "c"]),
        language.weekday(0),
        language.time(time(17, 30)),
        str(language.rtl),
    ]


@pytest.fixture
def wheel(plans, tmp_path, monkeypatch):
    """A file as it comes with the wheel, which holds what is made of some of them."""
    monkeypatch.setattr(shipped, "FILE", tmp_path / "shipped.bin")
    monkeypatch.setattr(shipped, "noted", {})
    shipped._read.cache_clear()
    library = load_library()
    found = library.exercise("bridge"), library.topic("posture"), library.conditions, library.language("en")
    said(found[-1])
    shipped.store(shipped.noted or {}, shipped.FILE)
    shipped._read.cache_clear()
    yield found
    shipped._read.cache_clear()


@pytest.fixture
def unread(monkeypatch):
    """No file is parsed or validated."""

    def never(*_: object, **__: object) -> None:
        pytest.fail("it has been read")

    monkeypatch.setattr("planner.content.yaml._compose", never)
    monkeypatch.setattr(Exercise, "parse", never)


def test_what_the_wheel_holds_is_what_would_be_read(wheel, unread):
    library = load_library()
    exercise, topic, conditions, language = wheel
    assert library.exercise("bridge").model_dump() == exercise.model_dump()
    assert library.topic("posture").model_dump() == topic.model_dump()
    assert library.conditions == conditions
    assert library.language("en").phrases == language.phrases


def test_a_document_of_the_wheel_knows_where_it_is_written(wheel, plans):
    exercise = load_library().exercise("bridge")
    assert exercise.key == "bridge"
    assert exercise == wheel[0]
    assert hash(exercise) == hash(wheel[0])
    problem = exercise.problem(("dose", "reps"), "is odd")
    lines = (plans / "library" / "exercises" / "bridge.yaml").read_text("utf-8").splitlines()
    assert lines[problem.line - 1][problem.column - 1 :].startswith("8, hold: 6 s")


def test_a_built_in_file_that_has_changed_is_read(wheel, plans):
    path = plans / "library" / "exercises" / "bridge.yaml"
    path.write_text(path.read_text("utf-8").replace("title: Bridge", "title: Arch"), "utf-8")
    assert load_library().exercise("bridge").title == "Arch"


def test_a_mistake_in_a_built_in_file_is_found(wheel, plans):
    path = plans / "library" / "exercises" / "bridge.yaml"
    path.write_text(path.read_text("utf-8") + "colour: red\n", "utf-8")
    with pytest.raises(InputError, match="colour"):
        load_library().exercise("bridge")


def test_the_same_file_in_a_folder_of_a_clinic_is_read(wheel, plans, tmp_path):
    own = tmp_path / "own" / "exercises" / "bridge.yaml"
    own.parent.mkdir(parents=True)
    own.write_text((plans / "library" / "exercises" / "bridge.yaml").read_text("utf-8"), "utf-8")
    document = load_library(tmp_path / "own").exercise("bridge")
    assert document.origin.path == own
    assert not document.origin.checked


def test_other_code_reads_anew(wheel, monkeypatch):
    monkeypatch.setattr(shipped, "code", lambda: b"another model".ljust(32))
    shipped._read.cache_clear()
    assert not load_library().exercise("bridge").origin.checked


def test_another_version_of_pydantic_reads_anew(wheel, monkeypatch):
    monkeypatch.setattr(ready, "READ_BY", "3.0")
    assert not load_library().exercise("bridge").origin.checked


def test_what_babel_says_comes_with_the_wheel(wheel, monkeypatch):
    asked: list[str] = []
    locale_of = cldr.locale_of

    def counted(code):
        asked.append(code)
        return locale_of(code)

    monkeypatch.setattr(cldr, "locale_of", counted)
    language = load_library().language("en")
    before = said(language)
    assert not asked
    monkeypatch.setattr(cldr, "version_of", lambda name: f"99.0 of {name}")
    assert said(load_library().language("en")) == before
    assert asked
    assert language.series(["a", "d"]) == "a and d"
