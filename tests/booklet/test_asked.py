"""What programs ask for: a wrong value is one kind of error everywhere, with the argument's name."""

import csv
import io
import json
import pickle
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from planner import (
    Clinic,
    InputError,
    Library,
    OutputError,
    Patient,
    PlannerError,
    PrintJob,
    Profile,
    load_clinic,
    load_library,
    load_patient,
    load_plan,
    make_all,
    make_booklet,
    make_calendar,
    make_clinician_sheet,
    parse_yaml,
    read_roster,
)
from planner.content import suggest
from planner.content.plan import Form
from planner.problems import for_commands

PLAN = load_plan("keep-well")
ROWS = read_roster([{"id": "1", "start": "2026-12-07"}])
WRONG = {
    "size": ["huge", "Large", 3],
    "today": ["2026-12-01", datetime(2026, 12, 1), 20261201],
    "paper": ["A3", "a4", 4],
    "language": [5, ["en"]],
    "from_week": ["2", 1.5, True],
    "all_pages": ["no", 1],
    "library": ["library", Path("library")],
    "clinic": ["clinic.yaml", {"name": "x"}],
}
OF_ONE = {"plan": ["keep-well", Path("x.yaml"), None], "patient": ["Ana", {"name": "Ana"}, Path("ana.yaml")]}
OF_ALL = {
    "print_job": ["job.pdf", Path("job.pdf")],
    "password": [5],
    "only": ["MRN-1", [1], 1],
    "forms": ["booklet", ["booklets"], [None]],
    "calendars": ["no"],
    "file_names": ["names"],
    "existing": ["overwrite", True],
    "near": ["plans"],
    "jobs": ["2", 0, -1],
    "executor": [8786],
    "watch": ["print", 1],
}
OF_SHEETS = WRONG.keys() - {"size", "all_pages"}
ALL = {"plan": PLAN, "roster": ROWS, "folder": "never-made"}


def wrong(function, first, options):
    """Each option with each wrong value."""
    return [(function, first, name, value) for name, values in options.items() for value in values]


@pytest.mark.parametrize(
    ("function", "first", "name", "value"),
    [
        *wrong(make_booklet, {"plan": PLAN}, WRONG | OF_ONE),
        *wrong(make_clinician_sheet, {"plan": PLAN}, {k: v for k, v in WRONG.items() if k in OF_SHEETS}),
        *wrong(make_calendar, {"plan": PLAN, "patient": Patient()}, OF_ONE | {"patient": [None], "before": ["x", 1]}),
        *wrong(make_all, ALL, WRONG | OF_ALL | {"folder": [None, 3], "roster": ["r.csv", [{"id": "1"}]]}),
        *wrong(load_plan, {"plan": "keep-well"}, {"plan": [None, 5], "overrides": ["weeks=4", [4]], "near": ["plans"]}),
        *wrong(load_patient, {}, {"path": [None, 5, b"x"]}),
        *wrong(load_clinic, {"path": {}}, {"path": [None, []], "near": ["clinic"]}),
        *wrong(load_library, {}, {"near": [PLAN, "here", ["here"]]}),
        *wrong(Profile.load, {}, {"path": [5, None]}),
        *wrong(PrintJob, {}, {"path": [b"job.pdf", 5]}),
        *wrong(load_library().spoken, {}, {"code": [["es"], 10**400, b"x", ("a",), None]}),
        *wrong(load_library().check, {}, {"document": [3, None, "keep-well"]}),
        *wrong(PrintJob, {"path": None}, {"duplex": ["yes"], "password": [5]}),
        *wrong(PLAN.as_form, {}, {"form": ["hand-out", 1]}),
        *wrong(Patient, {}, {"size": ["huge"], "start": ["tomorrow", 5], "person": [5], "conditions": ["sciatica"]}),
        *wrong(Clinic, {}, {"paper": ["A3"], "name": [["x"]]}),
        *wrong(
            read_roster,
            {"path": []},
            {
                "path": [None, 5, {"id": "1"}],
                "dates": ["dym"],
                "ignore": ["Room"],
                "profile": ["p.yaml"],
                "defaults": [[], {"sizes": "xl"}, {"size": "huge"}],
            },
        ),
    ],
)  # fmt: skip
def test_a_wrong_value_names_its_argument(function, first, name, value):
    with pytest.raises(InputError) as caught:
        function(**{**first, name: value})
    [problem] = caught.value.problems
    assert problem.field.split(".")[0] == name
    assert problem.advice
    assert not Path("never-made").exists()


def test_several_wrong_values_are_all_named():
    options: dict[str, Any] = {"size": "huge", "paper": "A3"}
    with pytest.raises(InputError) as caught:
        make_booklet(PLAN, **options)
    assert [problem.field for problem in caught.value.problems] == ["paper", "size"]
    assert str(caught.value) == 'paper: "A3": write A4 or Letter\nsize: "huge": write standard, large or xl'


def test_an_empty_password_is_refused_and_not_taken_for_none(tmp_path):
    for ask in (
        lambda: make_all(PLAN, ROWS, tmp_path / "out", password=""),
        lambda: PrintJob(None, password=""),
        lambda: make_booklet(PLAN).encrypted(""),
    ):
        with pytest.raises(InputError, match="password"):
            ask()
    assert not (tmp_path / "out").exists()


def test_what_is_encrypted_is_not_encrypted_again():
    booklet = make_booklet(PLAN, form="wallet-card").encrypted("a")
    with pytest.raises(InputError, match=r"^asks for a password already"):
        booklet.encrypted("b")


def test_a_password_is_never_quoted():
    options: dict[str, Any] = {"password": b"correct horse"}
    with pytest.raises(InputError) as caught:
        make_all(PLAN, ROWS, "never-made", **options)
    assert "correct" not in str(caught.value)


def test_what_is_right_is_taken_in_any_of_its_forms(tmp_path):
    forms: Iterator[Form] = iter(("wallet-card", "booklet"))
    [made] = make_all(PLAN, ROWS, str(tmp_path / "out"), forms=forms, today=date(2026, 12, 1))
    assert [made.file, *(other.file for other in made.others)] == ["1.pdf", "1-wallet-card.pdf"]
    assert load_library(str(Path(__file__).parents[1] / "arabic"), near=iter([PLAN, None])).folders
    assert PrintJob(str(tmp_path / "job.pdf")) == PrintJob(tmp_path / "job.pdf")
    (tmp_path / "profile.yaml").write_text("{columns: {id: Nr}}")
    assert Profile.load(str(tmp_path / "profile.yaml")) == Profile.load(tmp_path / "profile.yaml")
    make_booklet(PLAN).save(str(tmp_path / "b.pdf"))
    assert (tmp_path / "b.pdf").stat().st_size


# -- a text opens no path --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["{}", "./{}", "../here/{}", "{}.yaml", "C:{}", "{}\0", "", ".", "..", "/etc/passwd"])
def test_a_name_opens_no_path(form, tmp_path, monkeypatch):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for name in ("secret", "secret.yaml"):
        (here / name).write_text("db_password: hunter2\n")
    with pytest.raises(InputError) as caught:
        load_plan(form.format("secret"))
    assert "no plan" in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert "db_password" not in str(caught.value)


def test_a_name_stays_in_the_folder_that_is_named(write, tmp_path):
    write("plans/ours.yaml", "extends: keep-well\ntitle: Ours\n")
    write("outside.yaml", "extends: keep-well\ntitle: Outside\n")
    assert load_plan("ours", near=tmp_path).title == "Ours"
    for name in ("../outside", "..\\outside", str(tmp_path / "outside")):
        with pytest.raises(InputError, match="no plan"):
            load_plan(name, near=tmp_path / "plans")


# -- nothing from a file ---------------------------------------------------------------------------------------------


def test_a_plan_from_memory_is_the_one_from_a_file(write):
    values = {"extends": "low-back-relief", "title": "Ours", "exercises": {"bridge": {"reps": 4}}, "weeks": 4}
    path = write("ours.yaml", "extends: low-back-relief\ntitle: Ours\nexercises: {bridge: {reps: 4}}\nweeks: 4\n")
    made, read = load_plan(values, ["version=2"]), load_plan(path, ["version=2"])
    assert made.model_dump() == read.model_dump()
    patient = Patient(name="Ana", start="2026-12-07", conditions=["osteoporosis"])
    assert make_booklet(made, patient).data == make_booklet(read, patient).data
    sheets = [make_clinician_sheet(plan, patient, today=date(2026, 12, 1)).data for plan in (made, read)]
    assert sheets[0] == sheets[1]  # it says how the plan differs from the one that it extends
    assert load_library(near=[made]) == load_library()  # it stands beside nothing


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"extends": "beside.yaml"}, 'extends: "beside.yaml": only a file can extend another one'),
        ({"extends": "low-back-relef"}, 'extends: there is no plan "low-back-relef"; did you mean "low-back-relief"?'),
        ({"extends": "keep-well", "phases": {"Nope": {"level": 1}}}, 'phases.Nope: there is no "Nope" in phases'),
        ({"extends": "keep-well", "weeks": "many"}, 'weeks: "many": write a whole number'),
        ({"title": "x"}, "phases: is missing"),
        ({"extends": "keep-well", "exercises": {"bridge": {"rep": 3}}}, 'unknown key "rep"'),
    ],
)
def test_what_is_wrong_in_a_plan_from_memory_has_its_field(values, says):
    with pytest.raises(InputError) as caught:
        load_plan(values)
    assert says in str(caught.value)


def test_rows_from_memory_are_those_of_a_file(write, tmp_path):
    text = "id,name,start,days,conditions\nA-1,Ana,2026-12-07,mon;fri,osteoporosis\n,Bo,7.12.2026,,\nA-3,C,,,,more\n"
    read = read_roster(write("r.csv", text))
    made = read_roster(csv.DictReader(io.StringIO(text)))
    assert [(row.id, row.patient) for row in made][:2] == [(row.id, row.patient) for row in read][:2]
    kinds = [[one.status for one in make_all(PLAN, rows, tmp_path / name)] for name, rows in (("a", made), ("b", read))]
    assert kinds[0] == kinds[1] == ["warned", "failed", "failed"]
    assert "7.12.2026" in (tmp_path / "a" / "failed.csv").read_text("utf-8-sig")
    values = {"id": 5, "name": "Ana", "start": date(2026, 12, 7), "days": ("mon", "fri"), "print_id": True}
    [row] = read_roster([values])
    assert row.patient == Patient(id="5", name="Ana", start="2026-12-07", days=["mon", "fri"], print_id=True)


def test_rows_from_memory_name_no_file(write, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("ana.yaml", "name: Ana\n")
    write("plan.yaml", "extends: keep-well\n")
    done = make_all(PLAN, read_roster([{"id": "1", "patient": "ana.yaml"}, {"id": "2", "plan": "plan.yaml"}]), "out")
    assert [one.status for one in done] == ["failed", "failed"]
    assert "there is no folder with files" in done[0].error
    assert "there is no plan" in done[1].error


@pytest.mark.parametrize("given", [None, 5, [], {}])
@pytest.mark.parametrize(
    ("ask", "field"),
    [
        (Library.ids, "plural"),
        (Library.exercise, "key"),
        (Library.topic, "key"),
        (Library.language, "code"),
        (Library.theme, "named"),
    ],
)
def test_a_library_is_asked_with_a_text(library, ask, field, given):
    with pytest.raises(InputError, match=f"^{field}: is an? .*; give a "):
        ask(library, given)


def test_a_library_tells_the_ids_of_every_kind_and_refuses_other_words(library):
    assert "low-back-relief" in library.ids("plans")
    assert "bridge" in library.ids("exercises")
    with pytest.raises(InputError, match=r'^plural: "nonsense": is no kind; there are checklists, .*, plans, '):
        library.ids("nonsense")
    with pytest.raises(InputError, match='did you mean "plans"'):
        library.ids("plan")


@pytest.mark.parametrize("name", ["A" * 100_000, "a\0b", "nowhere"])
def test_a_library_that_is_not_there(name):
    with pytest.raises(InputError, match="there is no such folder"):
        load_library(name)


def test_a_folder_that_is_no_library_is_not_taken_for_an_empty_one(tmp_path):
    (tmp_path / "riverside" / "library" / "exercises").mkdir(parents=True)
    (tmp_path / "own" / "excercises").mkdir(parents=True)
    with pytest.raises(InputError, match=r"riverside: is no library; did you mean .*riverside/library\?"):
        load_library(tmp_path / "riverside")
    for name in ("own", "own/excercises"):
        with pytest.raises(InputError, match=r"is no library; a library has exercises, .* or cover\.yaml"):
            load_library(tmp_path / name)


def test_what_a_library_hands_out_changes_no_other_library(library):
    with pytest.raises(AttributeError):
        library.conditions.pop("pregnancy")
    with pytest.raises(TypeError):
        del library.sources["nhs-back-pain"]
    library.ids("conditions").remove("pregnancy")
    library.glossary.clear()
    assert "pregnancy" in library.ids("conditions")
    assert library.glossary
    assert pickle.loads(pickle.dumps(library)).conditions == library.conditions


@pytest.mark.parametrize("ask", [load_library().exercise, load_plan, lambda name: Patient(conditions=[name])])
def test_what_nobody_has_typed_is_compared_with_nothing_and_not_repeated(ask, monkeypatch):
    def never(*_):
        raise AssertionError("compared")

    monkeypatch.setattr(suggest, "_likeness", never)
    monkeypatch.setattr(suggest, "get_close_matches", lambda _word, words, *_: never() if words else [])
    with pytest.raises(InputError) as error:
        ask("Ab" * 10_000)
    assert len(str(error.value)) < 300


@pytest.mark.parametrize("password", ["a\0b", "\ud800"])
def test_a_password_that_nobody_can_type(password):
    with pytest.raises(InputError, match=r"^password: holds a character that nobody can type$"):
        make_booklet(PLAN).encrypted(password)


def test_a_calendar_with_a_zone_cannot_begin_before_the_first_day():
    clinic = Clinic(time_zone="Europe/London", session_times=["08:00"])
    with pytest.raises(InputError, match=r"^start: "):
        make_calendar(PLAN, Patient(start="0001-01-01"), clinic)


@pytest.mark.parametrize(
    ("ask", "field"),
    [
        (lambda: make_booklet(PLAN, language="xx"), "language"),
        (lambda: make_clinician_sheet(PLAN, language="xx"), "language"),
        (lambda: make_calendar(PLAN, Patient(start="2026-12-07"), language="xx"), "language"),
        (lambda: load_plan("nope"), "plan"),
        (lambda: load_plan("../nope.yaml"), "plan"),
    ],
)
def test_a_name_that_is_not_there_names_its_argument(ask, field):
    with pytest.raises(InputError) as error:
        ask()
    assert [problem.field for problem in error.value.problems] == [field]


@pytest.mark.parametrize(
    "values", [{"born": "soon"}, {"start": "soon"}, {"size": "huge"}, {"nmae": "Ana"}, {"side": 5}]
)
def test_the_parts_of_a_problem_are_finished_texts(values):
    with pytest.raises(InputError) as error:
        Patient.model_validate(values)
    [problem] = error.value.problems
    assert problem.facts()["text"]
    assert "{}" not in str(problem.facts())
    assert str(problem) == f"{problem.field}: {problem.message()}"
    assert problem.facts()["advice"]


@pytest.mark.parametrize(
    "text",
    [
        "goals:\n  Lift Tom Souza: again\n",
        "conditions: {Tom Souza: yes}\n",
        "conditions: Tom-Souza\n",
        "Tom Souza: yes\n",
        "exercises: {Tom Souza: {reps: 3}}\n",
        "exercises: {tom-souza: {reps: x, Tom Souza: 3}}\n",
        "videos: {tom-souza: x}\n",
        "cleared: [{Tom Souza: x}]\n",
        "accept_plan: {by: Jo, Tom Souza: x}\n",
        "note: {a: After, not before Tom Souza, Tom Souza}\n",
        "goals: [{Tom: 1 Souza: 2}]\n",
        "exercises: [Tom Souza]\n",
        "exercises: [{exercise: Tom Souza, reps: 8}]\n",
        "exercises: [{Tom Souza: {reps: 8}}, {Tom Souza: leave out}]\n",
    ],
)
def test_keys_that_somebody_typed_are_as_private_as_values(text):
    with pytest.raises(InputError) as caught:
        Patient.model_validate(parse_yaml(text))
    assert "ouza" in str(caught.value) or "note" in text
    for problem in caught.value.problems:
        said = f"{problem.discreet} {problem.facts(quoting=False)}"
        assert not re.search("tom|souza", said, re.IGNORECASE)


@pytest.mark.parametrize("key", ["Tom Souza 1971", "conditoins", "it's Souza's", "Souza {}", "Pregnant"])
def test_so_are_the_keys_of_a_row(key):
    [row] = read_roster([{"id": "1", key: "x"}])
    [problem] = row.problems
    assert key in str(problem)
    assert key not in f"{problem.discreet} {problem.facts(quoting=False)}"


@pytest.mark.parametrize(
    "ask",
    [
        lambda text: Patient(conditions=text),
        lambda text: Patient.model_validate({text: 1}),
        lambda text: Patient(exercises={text: {"reps": "x"}}),
        load_clinic,
        load_patient,
        read_roster,
        lambda text: make_booklet(PLAN).save(text),
    ],
)
def test_a_message_is_no_longer_for_what_nobody_has_typed(ask):
    with pytest.raises(PlannerError) as caught:
        ask("W" * 100_000)
    assert len(f"{caught.value}{caught.value.problems[0].facts()}") < 5000


@pytest.mark.parametrize("name", ["a\0.pdf", "\ud800.pdf", "-"])
def test_what_can_be_no_name_of_a_file_is_said(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    booklet = make_booklet(PLAN, form="wallet-card")
    for ask in (booklet.save, PrintJob, lambda folder: make_all(PLAN, read_roster([{"id": "1"}]), folder)):
        with pytest.raises(OutputError, match=r"no name can have|standard output takes no files"):
            ask(name)
    assert not [*tmp_path.iterdir()]


def test_what_cannot_be_written_has_parts(tmp_path):
    (tmp_path / "b.pdf").touch()
    with pytest.raises(OutputError) as caught:
        make_booklet(PLAN).save(tmp_path / "b.pdf")
    [problem] = caught.value.problems
    assert (problem.file, problem.text) == (str(tmp_path / "b.pdf"), "is there already")
    assert problem.advice


def test_a_program_is_told_of_arguments_and_a_command_of_options(tmp_path):
    def said() -> str:
        with pytest.raises(OutputError) as caught:
            make_booklet(PLAN).save(tmp_path / "b.pdf")
        with pytest.raises(OutputError) as all_of_them:
            make_all(PLAN, ROWS, tmp_path)
        with pytest.raises(InputError) as plan:
            load_plan("nothing-like-it")
        roster = tmp_path / "roster.csv"
        roster.write_text("id,name,Room\n1,Ana,3\n")
        with pytest.raises(InputError) as column:
            read_roster(roster)
        [row] = read_roster([{"id": "1", "start": "3.4.2027"}])
        return "\n".join(map(str, (caught.value, all_of_them.value, plan.value, column.value, *row.problems)))

    for name in ("b.pdf", "1.pdf"):
        (tmp_path / name).touch()
    assert not re.search("--|planner list", said())
    assert 'existing="keep"' in said()
    with for_commands():
        assert said().count("--") == 6
        assert "planner list plans" in said()


def test_the_words_of_the_program_are_not_hidden():
    options: dict[str, Any] = {"size": "huge"}
    for ask in (lambda: Patient(**options), lambda: make_booklet(PLAN, **options)):
        with pytest.raises(InputError) as caught:
            ask()
        assert caught.value.problems[0].discreet == "size: write standard, large or xl"
    with pytest.raises(InputError) as caught:
        Patient.model_validate({"exercises": {"bridge": {"days": "x"}}})
    assert caught.value.problems[0].facts(quoting=False)["field"] == "exercises.….days"


BIG = 10**5000


@pytest.mark.parametrize(
    ("ask", "field"),
    [
        *(
            (lambda name=name: Patient.model_validate({name: BIG}), name)
            for name in ("side", "size", "start", "print_id")
        ),
        *((lambda name=name: Clinic.model_validate({name: BIG}), name) for name in ("paper", "week_starts")),
        (lambda: load_plan({"extends": "keep-well", "weeks": BIG}), "weeks"),
        (lambda: make_booklet(PLAN, from_week=BIG), "from_week"),
        (lambda: make_booklet(PLAN).picture(BIG), "page"),
        *((lambda name=name: Patient.model_validate({name: "\ud800"}), name) for name in ("side", "size", "print_id")),
    ],
)
def test_numbers_and_letters_of_no_file_are_mistakes_in_plain_words(ask, field):
    with pytest.raises(InputError) as caught:
        ask()
    assert caught.value.problems[0].field == field
    assert not re.search("[Ii]nput should|sys", str(caught.value))


def test_what_nobody_sees_is_written_out_in_a_message():
    with pytest.raises(InputError) as caught:
        Patient.model_validate({"name": "a\ud800\x1b\u202eb"})
    (problem,) = caught.value.problems
    assert problem.message() == (
        '"a\\ud800\\x1b\\u202eb": holds the character U+D800, which cannot be printed; take it out'
    )
    assert json.dumps(problem.facts(), ensure_ascii=False).encode()


def test_ids_of_other_patients_are_a_part_of_what_is_quoted():
    with pytest.raises(InputError) as caught:
        make_all(PLAN, read_roster([{"id": "SECRET3"}]), "never-made", only=["SECRET2"])
    (problem,) = caught.value.problems
    assert str(problem) == 'only: no row has the id "SECRET2" (did you mean "SECRET3"?)'
    assert "SECRET" not in f"{problem.discreet} {problem.facts(quoting=False)}"
