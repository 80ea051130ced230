"""What planner build prints: what is changed for a patient, always the same, and text as text."""

import json
import os
import re
import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest

from planner import load_clinic, load_library, load_patient, load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from tests.cli.written import PATIENT, PLAN, bare, booklet, pages, plan_from

# -- what is changed for a patient -----------------------------------------------------------------------------------

ASKING = "name: Ana\nconditions: [osteoporosis]\n"


def test_every_change_is_a_warning_and_in_the_json(planner, files, write):
    write("plan.yaml", PLAN.replace("[walking]", "[walking, curl-up, cat-camel]"))
    write("patient.yaml", ASKING)
    result = planner("build", "plan.yaml", "--patient", "patient.yaml", "-o", "out/x.pdf", "--json")
    curl, cat = (
        next(p for p in load_library().exercise(key).precautions if p.condition == "osteoporosis")
        for key in ("curl-up", "cat-camel")
    )
    assert result.err.splitlines() == [
        'warning: patient.yaml:2:14: conditions.0: "curl-up" is left out of the plan for "osteoporosis"; '
        f'"abdominal-brace" takes its place: {curl.why}',
        f'warning: patient.yaml:2:14: conditions.0: "cat-camel" is changed for "osteoporosis": {cat.change} {cat.why}',
    ]
    said = json.loads(result.out)
    assert [f"warning: {line}" for line in said["warnings"]] == result.err.splitlines()
    assert [(d["kind"], d["exercise"], d["instead"]) for d in said["decisions"]] == [
        ("swapped", "curl-up", "abdominal-brace"),
        ("changed", "cat-camel", ""),
    ]
    pages_said = " ".join(pages((files / "out/x.pdf").read_bytes()))
    assert "Changed for you, Ana Small curl-up is left out." in pages_said
    assert "Do this one instead." in pages_said


def test_the_clinicians_sheet_is_written_too(planner, files, write):
    write("patient.yaml", ASKING)
    words = ["build", "plan.yaml", "--patient", "patient.yaml", "-o", "out/x.pdf", "--clinician-sheet", "out/s.pdf"]
    result = planner(*words, "--json")
    assert json.loads(result.out)["clinician_sheet"] == "out/s.pdf"
    said = pages((files / "out/s.pdf").read_bytes())
    assert "Clinician\u2019s sheet" in said[0]
    assert f"Page 1 of {len(said)}" in said[0]
    assert planner("build", "plan.yaml", "-o", "out/s.pdf", "--clinician-sheet", "out/s.pdf").code == 2


@pytest.mark.parametrize("there", ["x.pdf", "s.pdf"])
def test_both_files_are_written_or_none(planner, files, there):
    (files / "out" / there).write_text("mine")
    result = planner("build", "plan.yaml", "-o", "out/x.pdf", "--clinician-sheet", "out/s.pdf")
    assert (result.code, result.out) == (4, "")
    assert [path.name for path in (files / "out").iterdir()] == [there]


def test_today_bears_on_warnings_and_on_no_byte(planner, files):
    words = ["build", "plan.yaml", "--start", "2026-12-01"]
    early = planner(*words, "-o", "out/x.pdf", "--today", "2026-12-01")
    late = planner(*words, "-o", "out/y.pdf", "--today", "2026-12-02")
    assert early.err == ""
    assert '"2026-12-01": is in the past' in late.err
    assert (files / "out/x.pdf").read_bytes() == (files / "out/y.pdf").read_bytes()


def test_an_appointment_in_a_week_that_is_not_printed_is_said(planner, files, write):
    """Of an appointment that is still to come in a week that is over on paper nobody would be told."""
    patient = write("ana.yaml", 'start: 2026-12-07\ndays: [tue, sat]\nappointments: ["2026-12-27 10:30"]\n')
    words = ("build", "low-back-relief", "--patient", patient, "-o", files / "x.pdf", "--overwrite", "--from-week", "4")
    assert "is in week 3, which is not printed" in planner(*words, "--today", "2026-12-27").err
    assert "is not printed" not in planner(*words, "--today", "2026-12-28").err


def test_without_today_the_source_date_counts(planner, files, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")  # some days before the start
    assert planner("build", "plan.yaml", "--start", "2026-12-01", "-o", "out/x.pdf").err == ""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4000000000")
    assert "in the past" in planner("build", "plan.yaml", "--start", "2026-12-01", "-o", "out/y.pdf").err
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert planner("build", "plan.yaml", "-o", "out/z.pdf").code == 2


def test_a_booklet_without_a_place_for_a_change_says_so(planner, files, write):
    write("plan.yaml", PLAN + "sections: [cover, safety, calendar]\n")
    write("patient.yaml", PATIENT)
    result = planner("build", "plan.yaml", "--patient", "patient.yaml", "-o", "out/x.pdf")
    assert (
        "what is changed for this patient is not printed here; the cards of the section exercises say it" in result.err
    )


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (
            "one-page",
            "note, goals, exercises that you leave out (cat-camel) and notes on exercises (bridge) "
            "are not on the one-page sheet",
        ),
        ("wallet-card", "note and goals are not on the wallet-card sheet"),
        ("doctor-visit", "note and goals are not on the doctor-visit sheet"),
        ("handout", "goals are not on the handout sheet"),
        ("booklet", ""),
    ],
)
def test_what_the_patients_file_says_and_a_sheet_has_not_is_a_warning(planner, files, write, form, says):
    own = "name: Ana\nnote: Call me.\ngoals: [Dance]\nexercises: {cat-camel: leave out, bridge: {note: Slow}}\n"
    write("patient.yaml", own)
    form_of = () if form == "booklet" else ("--form", form)
    result = planner("build", "low-back-relief", "--patient", "patient.yaml", *form_of, "-o", "out/x.pdf")
    lines = [line for line in result.err.splitlines() if " not on the " in line or "printed here" in line]
    assert lines == ([f"warning: {says}; a whole booklet has them"] if says else [])


# -- the same bytes --------------------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes_in_any_process_on_any_day(files):
    words = [
        sys.executable,
        "-m",
        "planner",
        "build",
        "plan.yaml",
        "--patient",
        "patient.yaml",
        "--clinic",
        "clinic.yaml",
    ]
    for n, env in enumerate(
        (
            {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "0", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "77", "TZ": "America/Lima", "SOURCE_DATE_EPOCH": "4000000000", "LANG": "de_DE.UTF-8"},
        )
    ):
        done = subprocess.run(
            [*words, "-o", f"out/{n}.pdf"], cwd=files, env=os.environ | env, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.decode() == f"{files / f'out/{n}.pdf'}\n"
    here = make_booklet(
        load_plan(files / "plan.yaml"), load_patient(files / "patient.yaml"), load_clinic(files / "clinic.yaml")
    )
    assert {(files / f"out/{n}.pdf").read_bytes() for n in range(2)} == {here.data}


def test_another_patient_made_before_changes_nothing():
    first = booklet(name="Ana", start="2026-12-01")
    booklet(name="Bo", start="2027-01-01", conditions=["balance"])
    assert booklet(name="Ana", start="2026-12-01") == first


# -- text from outside is data ---------------------------------------------------------------------------------------

OUTSIDE = [
    "O'Brien <b>&amp; Söhne</b>",
    "{{x}} {name} **strong**",
    "%d %s %(x)s",
    "(a\\b) \\) endstream",
    ("Łukasz Ñ " * 23)[:200],
]


@pytest.mark.parametrize("text", OUTSIDE, ids=["markup", "slots", "formats", "strings of PDF", "200 characters"])
def test_text_from_outside_is_printed_as_it_stands(text):
    text = text.strip()
    plan = plan_from(PLAN).model_copy(update={"title": text, "summary": text})
    clinic = Clinic(name=text, clinician=text, phone=text, emergency_number="999")
    data = make_booklet(plan, Patient(name=text, trainer=text), clinic).data
    said = pages(data)
    assert bare(said[0]).count(bare(text)) >= 4
    assert bare("Call 999 for the first line below, or if you cannot get there") in bare(said[1])
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == text
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == text
            assert metadata["dc:creator"] == [text]


def test_a_line_break_in_a_name_is_a_space(planner, files, write):
    write("patient.yaml", 'name: "Ana\\nSouza"\n')
    planner("build", "plan.yaml", "--patient", "patient.yaml", "-o", "out/x.pdf")
    assert "Ana Souza" in pages((files / "out/x.pdf").read_bytes())[0]


def test_a_name_of_one_long_word_is_printed_whole_on_the_cover():
    word = "Wolfeschlegelsteinhausenbergerdorff" * 5
    assert word in bare(pages(booklet(name=word))[0])


def test_metadata_never_holds_who_the_patient_is(planner, files):
    words = ["--patient", "patient.yaml", "--clinic", "clinic.yaml", "-o", "out/x.pdf"]
    assert planner("build", "plan.yaml", *words).code == 0
    data = (files / "out/x.pdf").read_bytes()
    secrets = re.compile("Ana|Souza|MRN|00412|1971|04-03|3 April", re.IGNORECASE)
    with pikepdf.open(BytesIO(data)) as pdf:
        facts = " ".join(f"{key}={value}" for key, value in pdf.docinfo.items())
        xmp = pdf.Root.Metadata.read_bytes().decode()
    assert "Easy moves" in facts
    assert "Riverside Physiotherapy" in xmp
    assert not secrets.search(facts)
    assert not secrets.search(re.sub(r"<xmpMM:\w+>[^<]*", "", xmp))
    assert b"MRN" not in data
    said = " ".join(pages(data))
    assert "Ana Souza" in said
    assert not re.search("MRN-00412|1971", said)


def test_the_id_is_printed_only_if_the_clinic_asks():
    assert "MRN-7" in pages(booklet(id="MRN-7", print_id="true"))[0]
    assert "MRN-7" not in "".join(pages(booklet(id="MRN-7", name="Ana")))


def test_fields_of_the_plan_can_be_typed(planner):
    assert planner("build", "low-back-relief", "--set", "weeks=2", "--set", "phases=[]", "-o", "x.pdf").code == 2
    made = planner("build", "low-back-relief", "--set", "title=Two steps", "--set", "weeks=3", "-o", "x.pdf")
    assert (made.code, made.err) == (0, "")


def test_a_library_beside_the_plan_is_found(planner, write):
    write("riverside/library/themes/ours.yaml", "base: plain\ntitle: Ours\n")
    path = write("riverside/plan.yaml", "extends: low-back-relief\ntitle: Ours\ntheme: ours\n")
    assert planner("build", path, "-o", "x.pdf").code == 0


@pytest.mark.parametrize("command", ["build", "check"])
def test_unknown_ids_are_said_together_with_unknown_and_missing_keys(planner, write, command):
    write(
        "bad.yaml",
        "title: Going\ntopics: [postur]\nwekks: 4\nphases:\n"
        "  - {title: One, weeks: 2, exercises: [bridg, {exercise: walkin, repz: 3}]}\n"
        "  - {title: Two, exercises: [bridge]}\n",
    )
    done = planner(command, "bad.yaml")
    assert done.code == 2
    for words in ('"wekks"', '"repz"', "phases.1.weeks: is missing", '"bridg"', '"walkin"', '"postur"'):
        assert words in done.err + done.out, words


def test_unknown_ids_of_a_plan_of_two_lines_have_their_places(planner, write):
    write("two.yaml", "title: Going\nexercises: [bridge, bridg]\nwekks: 4\n")
    assert 'two.yaml:2:21: exercises.1.exercise: there is no exercise "bridg"' in planner("build", "two.yaml").err
