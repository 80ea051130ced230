"""What a program makes of values: it stands in no folder, and opens none where the program happens to run."""

import sys
from typing import Any

import pytest
from PIL import Image

from planner import (
    Clinic,
    InputError,
    Patient,
    Plan,
    load_clinic,
    load_library,
    load_patient,
    load_plan,
    make_all,
    make_booklet,
    parse_yaml,
    read_roster,
)

PICTURE = "other/scan.png"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder in which another clinic's files lie."""
    (tmp_path / "other" / "Lato").mkdir(parents=True)
    Image.new("RGB", (60, 40), "red").save(tmp_path / PICTURE)
    (tmp_path / "other" / "plan.yaml").write_text("extends: low-back-relief\nweeks: 4\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def opened():
    """The files that are opened, as the interpreter sees it; a hook stays for good, so it is told when to listen."""
    names: list[str] = []
    listening = [True]

    def hook(event, arguments):
        if listening and event == "open" and isinstance(arguments[0], str):
            names.append(arguments[0])

    sys.addaudithook(hook)
    yield names
    listening.clear()


def text(picture):
    return [
        "cover",
        {"section": "text", "title": "Come in", "body": "Ring twice.", "picture": picture, "alt": "A door"},
    ]


def clinic(**values):
    return Clinic.model_validate({"name": "Riverside", **values})


MADE = {
    "logo": lambda name: make_booklet(load_plan("low-back-relief"), None, clinic(logo=name)),
    "letterhead": lambda name: make_booklet(load_plan("low-back-relief"), None, clinic(letterhead=name)),
    "cover_picture": lambda name: make_booklet(
        load_plan("low-back-relief"), None, load_clinic({"cover_picture": name, "cover_alt": "A door"})
    ),
    "theme.family": lambda name: make_booklet(load_plan("low-back-relief"), None, clinic(theme={"family": name})),
    "sections.1.picture": lambda name: make_booklet(load_plan({"extends": "low-back-relief", "sections": text(name)})),
    "sections.0.picture": lambda name: make_booklet(
        Plan.model_validate({**load_plan("low-back-relief").model_dump(mode="json"), "sections": text(name)[1:]})
    ),
}


@pytest.mark.parametrize("field", MADE)
@pytest.mark.parametrize("name", ["other/scan.png", "other/none.png", "other/Lato"])
def test_what_is_made_in_memory_opens_no_file(folder, opened, field, name):
    with pytest.raises(InputError) as error:
        MADE[field](name)
    [problem] = error.value.problems
    assert problem.field == field
    assert problem.quoted == name
    assert "there is no folder to read it from" in str(problem)  # the same whether it is there or not
    assert not [one for one in opened if "other" in one]


def test_a_clinic_is_loaded_only_with_pictures_that_can_be_printed(folder, tmp_path):
    near = folder / "other"
    for values, where in (
        ({"logo": "/etc/hostname"}, None),
        ({"logo": "none.png"}, near),
        ({"letterhead": "../x.png"}, near),
        ({"cover_picture": "x.txt", "cover_alt": "A door"}, near),
        ({"logo": b"PNG"}, near),
    ):
        with pytest.raises(InputError) as error:
            load_clinic(values, near=where)
        assert [problem.field for problem in error.value.problems] == [next(iter(values))]


def test_a_clinics_picture_that_is_gone_ends_a_batch_once(folder, tmp_path):
    near = folder / "other"
    clinic = load_clinic({"logo": "scan.png"}, near=near)
    (near / "scan.png").unlink()
    watched: list[object] = []
    with pytest.raises(InputError, match=r"^logo: .*cannot be read"):
        make_all(
            load_plan("keep-well"), read_roster([{"id": "1"}]), tmp_path / "out", clinic=clinic, watch=watched.append
        )
    assert not watched


def test_a_plan_in_memory_extends_no_file(folder):
    with pytest.raises(InputError, match="only a file can extend another one"):
        load_plan({"extends": "other/plan.yaml"})


def test_a_clinic_in_memory_with_a_folder_is_that_of_its_file(folder):
    values = {"name": "Riverside", "logo": "scan.png"}
    (folder / "other" / "clinic.yaml").write_text("name: Riverside\nlogo: scan.png\n")
    plan, near = load_plan("low-back-relief"), folder / "other"
    made = make_booklet(plan, None, load_clinic(values, near=near))
    assert made.data == make_booklet(plan, None, load_clinic(near / "clinic.yaml")).data
    (near / "library").mkdir()
    assert load_library(near=[load_clinic(values, near=near)]).folders[1:] == ((near / "library").resolve(),)


def test_two_clinics_of_the_same_words_have_each_their_own_folder(folder):
    Image.new("RGB", (60, 40), "blue").save(folder / "scan.png")
    values, plan = {"name": "Riverside", "logo": "scan.png"}, load_plan("low-back-relief")
    one, other = (make_booklet(plan, None, load_clinic(values, near=near)) for near in (folder, folder / "other"))
    assert one.data != other.data


def test_a_plan_in_memory_with_a_folder_has_pictures_and_may_extend(folder):
    near = folder / "other"
    assert make_booklet(load_plan({"extends": "low-back-relief", "sections": text("scan.png")}, near=near)).pages == 4
    assert load_plan({"extends": "plan.yaml"}, near=near).weeks == 4


def test_a_folder_does_not_lead_out_of_itself(folder):
    (folder / "here").mkdir()
    with pytest.raises(InputError, match="name a picture in the folder of this file"):
        make_booklet(
            load_plan("low-back-relief"), None, load_clinic({"logo": "../other/scan.png"}, near=folder / "here")
        )


def test_mistakes_of_a_clinic_in_memory_have_their_fields():
    with pytest.raises(InputError) as error:
        load_clinic({"nmae": "Riverside", "theme": {"accent": "red"}})
    assert [(one.field, one.file) for one in error.value.problems] == [("nmae", None), ("theme.colours.accent", None)]


TEXT = "extends: low-back-relief\nversion: 1.0\nsummary: no\nweeks: 4\n"


def test_the_text_of_a_file_is_read_as_the_file(folder):
    (folder / "mine.yaml").write_text(TEXT)
    plan = load_plan(parse_yaml(TEXT))
    assert plan.model_dump() == load_plan(folder / "mine.yaml").model_dump()
    assert (plan.version, plan.summary, plan.weeks) == ("1.0", "no", 4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("weeks: 4\ntitle: a: b", r"^2:9: a text with a colon in it"),
        ("a: 1\na: 2", r"^2:1: repeated key"),
        ("a: !!python/object:os.system x", r"^1:4: tags"),
        ("a: &x 1\nb: *x", r"^1:4: anchors"),
        ("[" * 60, r"^1:51: more than 50 lists"),
        ("- a", r"^text: write a map"),
        ("", r"^is empty"),
        ("a" * 1_000_001, r"^is too much"),
        ("a: \ud800", r"^has half a character"),
    ],
)
def test_what_is_wrong_with_a_text_has_its_line_and_column(text, says):
    with pytest.raises(InputError, match=says):
        parse_yaml(text)


SLIPS = "note: Start slow #1 rule is no pain\nname: “Ana”\n"


def test_what_was_probably_meant_otherwise_is_said_of_a_text_too(folder):
    (folder / "ana.yaml").write_text(SLIPS)
    typed = make_booklet(load_plan("keep-well"), Patient.model_validate(parse_yaml(SLIPS))).warnings
    assert [warning[:10] for warning in typed] == ["1:7: note:", "2:7: name:"]
    from_file = make_booklet(load_plan("keep-well"), load_patient(folder / "ana.yaml")).warnings
    assert typed == tuple(warning.removeprefix(f"{folder / 'ana.yaml'}:") for warning in from_file)


@pytest.mark.parametrize(
    ("make", "text", "says"),
    [
        (load_plan, "extends: keep-well\nsummary: Slow #1 rule\nweeks: 44x\n", r"^3:8: weeks: [^|]*2:10: summary"),
        (load_clinic, "name: Riverside #1 in town\npaper: A3\n", r"^2:8: paper: [^|]*1:7: name"),
        (Patient.model_validate, "name: Ana #1 of two\nsise: xl\n", r"^2:1: sise: [^|]*1:7: name"),
    ],
)
def test_mistakes_in_a_text_have_their_places_in_what_is_made_of_it(make, text, says):
    with pytest.raises(InputError, match=says):
        make(parse_yaml(text))


def test_a_text_that_a_program_has_changed_keeps_the_places_of_the_rest():
    values = parse_yaml("extends: low-back-relief\nsummary: Slow #1 rule\nweeks: 44\n")
    values["weeks"] = 6
    plan = load_plan(values)
    assert plan.weeks == 6
    assert [(slip.line, slip.field) for slip in plan.slips()] == [(2, "summary")]


def test_what_is_wrong_is_said_of_the_arguments_of_python():
    patient = Patient.model_validate({"exercises": {"bridge": {"phase": "Rest"}}})
    for ask, field in (
        (lambda: make_booklet(load_plan("low-back-relief"), patient), "exercises.bridge.phase"),
        (lambda: load_plan("low-back-relief", ["weeks=x"]), "overrides.weeks"),
    ):
        with pytest.raises(InputError) as error:
            ask()
        assert error.value.problems[0].field == field


def deep(levels):
    values: dict[str, Any] = {}
    inner = values
    for _ in range(levels):
        inner["a"] = inner = {}
    return values


@pytest.mark.parametrize(
    ("ask", "field"),
    [
        (lambda values: load_plan({"extends": "low-back-relief", "sections": [values]}), "sections"),
        (lambda values: load_clinic({"theme": values}), "theme"),
        (lambda values: Plan.model_validate({"sections": [{"section": "text", "title": values}]}), "sections"),
        (lambda values: Patient(exercises={"bridge": values}), "exercises"),
    ],
)
def test_values_are_no_deeper_and_no_more_than_those_of_a_file(ask, field):
    circle: dict[str, Any] = {}
    circle["a"] = circle
    for values, says in (
        (deep(500), "more than 50 lists and maps within each other"),
        (circle, "more than 50 lists and maps within each other"),
        ({"a": "x" * 1_000_001}, "is too much; a YAML file has at most 1,000,000 bytes"),
        ({"a": ["x"] * 1_000_001}, "is too much; a YAML file has at most 1,000,000 bytes"),
    ):
        with pytest.raises(InputError) as error:
            ask(values)
        assert str(error.value) == f"{field}: {says}"


def test_a_plan_is_not_changed_a_million_times():
    with pytest.raises(InputError, match="more than 1000 changes"):
        load_plan({"extends": "low-back-relief", "exercises": {f"x{n}": "leave out" for n in range(1001)}})
    with pytest.raises(InputError, match="write KEY=VALUE"):
        load_plan("low-back-relief", ["a." * 3000 + "b=1"])


def test_a_plan_as_it_is_printed_has_its_weeks_and_its_language():
    library = load_library()
    plans = [load_plan(name) for name in library.ids("plans")]
    assert any("{" in plan.title for plan in plans)
    for spoken in (library, library.spoken("es")):
        assert not [plan.title for plan in plans if "{" in plan.printed(spoken).title]
    plan = load_plan("low-back-relief")
    assert plan.printed(library.spoken("es")).title != plan.title
