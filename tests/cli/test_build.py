import errno
import json
import os
import re
import stat
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import yaml

from planner import load_clinic, load_library, load_patient, load_plan, make_booklet
from planner.content.plan import Clinic, Patient, Plan
from planner.content.shipped import data as shipped

PLAN = """\
title: Easy moves
summary: A little each day.
version: "1.0"
for: Low back pain.
not_for: Leg pain.
weeks: 1
days: [mon, wed, fri]
phases: [{title: Settle, weeks: 1, aim: Calm the pain., exercises: [walking]}]
"""
PATIENT = """\
name: Ana Souza
id: MRN-00412
born: 1971-04-03
start: 2026-12-01
conditions: [balance]
appointments: ["2026-12-02 10:30"]
"""
CLINIC = """\
name: Riverside Physiotherapy
clinician: Maria Lee, PT
phone: "+44 20 7946 0000"
emergency_number: "144"
traffic_light: {green: 2, amber: 6}
week_starts: sunday
"""


def pages(data: bytes) -> list[str]:
    """What each page says, with single spaces."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def bare(text: str) -> str:
    """Without the white space that lines and pages put between letters."""
    return "".join(text.split())


def booklet(text: str = PLAN, **patient) -> bytes:
    return make_booklet(plan_from(text), Patient.model_validate(patient)).data


def plan_from(text: str) -> Plan:
    return Plan.model_validate(yaml.load(text, yaml.BaseLoader))


@pytest.fixture
def files(write) -> Path:
    """A folder with a plan, a patient and a clinic, and an empty one to write to."""
    write("plan.yaml", PLAN)
    write("patient.yaml", PATIENT)
    folder = write("clinic.yaml", CLINIC).parent
    (folder / "out").mkdir()
    return folder


# -- the commands of the guide ---------------------------------------------------------------------------------------


def test_a_built_in_plan_needs_nothing_else(planner, tmp_path):
    result = planner("build", "low-back-relief", "-o", "booklet.pdf")
    assert (result.code, result.out, result.err) == (0, f"{tmp_path / 'booklet.pdf'}\n", "")
    data = (tmp_path / "booklet.pdf").read_bytes()
    assert data == make_booklet(load_plan("low-back-relief")).data
    said = pages(data)
    assert "Low-back relief" in said[0]
    assert "emergency department" in said[1]
    assert f"Page {len(said)} of {len(said)}" in said[-1]


def test_a_name_and_a_start_can_be_typed(planner, files):
    planner("build", "plan.yaml", "--name", "A. Patient", "--start", "2026-12-01", "-o", "out/x.pdf")
    said = pages((files / "out/x.pdf").read_bytes())
    assert "A. Patient" in said[0]
    assert "1 December 2026" in said[0]
    assert all("A. Patient" in page for page in said)


def test_what_is_typed_beats_the_patients_file(planner, files):
    planner(
        "build", "plan.yaml", "--patient", "patient.yaml", "--name", "Bo", "--start", "2027-03-01", "-o", "out/x.pdf"
    )
    said = " ".join(pages((files / "out/x.pdf").read_bytes()))
    assert "Bo" in said
    assert "1 March 2027" in said
    assert "Ana" not in said
    assert "Changed for you, Bo." in said


def test_patient_clinic_and_paper_reach_the_page(planner, files):
    words = ["build", "plan.yaml", "--patient", "patient.yaml", "--clinic", "clinic.yaml", "--paper", "Letter"]
    result = planner(*words, "-o", "out/letter.pdf")
    assert result.code == 0, result.err
    data = (files / "out/letter.pdf").read_bytes()
    with pikepdf.open(BytesIO(data)) as pdf:
        assert {tuple(map(float, page.mediabox)) for page in pdf.pages} == {(0, 0, 612, 792)}
    said = " ".join(pages(data))
    for word in ("Ana Souza", "Riverside Physiotherapy", "Maria Lee, PT", "+44 20 7946 0000", "Call 144", "10:30"):
        assert word in said
    assert "Changed for you, Ana." in said
    assert "Stop if pain reaches 7," in said


def test_a4_is_the_paper_unless_the_clinic_says_otherwise(files):
    sizes = [{"paper": "A4"}, {"paper": "Letter"}]
    heights = []
    for clinic in sizes:
        with pikepdf.open(BytesIO(make_booklet(plan_from(PLAN), None, Clinic.model_validate(clinic)).data)) as pdf:
            heights.append(round(float(pdf.pages[0].mediabox[3])))
    assert heights == [842, 792]


def test_json_is_one_object_with_what_was_made(planner, files):
    result = planner("build", "plan.yaml", "-o", "out/x.pdf", "--json")
    made = json.loads(result.out)
    data = (files / "out/x.pdf").read_bytes()
    assert made["file"] == "out/x.pdf"
    assert made["pages"] == len(pages(data))
    assert made["sha256"] == sha256(data).hexdigest()
    assert made["warnings"] == []


def test_a_file_without_a_name_is_named_after_the_patients_id_or_the_plan(planner, files):
    assert planner("build", "plan.yaml").out == f"{files / 'plan.pdf'}\n"
    assert planner("build", "plan.yaml", "--patient", "patient.yaml").out == f"{files / 'MRN-00412.pdf'}\n"


@pytest.mark.parametrize("identity", ["../up", "/etc/x", "a/../../b", "..", ".hidden", "a:b*c?", "x" * 200])
def test_no_id_leads_out_of_the_folder(planner, files, write, identity):
    write("patient.yaml", f"id: '{identity}'\n")
    before = {*files.parent.iterdir()}
    result = planner("build", "plan.yaml", "--patient", "patient.yaml")
    assert result.code == 0
    made = Path(result.out.strip())
    assert made.parent == files
    assert not made.name.startswith(".")
    assert {*files.parent.iterdir()} == before


# -- warnings, errors and exit codes ---------------------------------------------------------------------------------


def test_warnings_go_to_standard_error_and_the_path_to_standard_output(planner, files, write):
    write("plan.yaml", PLAN.replace("[mon, wed, fri]", "[mon, fri]") + "sections: [cover]\n")
    result = planner("build", "plan.yaml", "-o", "out/x.pdf")
    assert (result.code, result.out) == (0, f"{files / 'out/x.pdf'}\n")
    first, second = result.err.splitlines()
    assert first.startswith("warning: plan.yaml:7:7: days: 2 days a week;")
    assert second.startswith("warning: plan.yaml:9:11: sections: safety is part of every booklet")
    assert planner("build", "plan.yaml", "-o", "out/y.pdf", "--json").out.count("days a week") == 1


def test_strict_makes_a_warning_an_error_and_writes_nothing(planner, files, write):
    write("plan.yaml", PLAN.replace("[mon, wed, fri]", "[mon, fri]"))
    result = planner("build", "plan.yaml", "-o", "out/x.pdf", "--strict")
    assert (result.code, result.out) == (2, "")
    assert "2 days a week" in result.err
    assert [*(files / "out").iterdir()] == []


BAD = {
    "unknown plan": (["low-back-releif"], 'there is no plan "low-back-releif": did you mean "low-back-relief"?'),
    "missing plan": (["no.yaml"], "no.yaml: no such file"),
    "folder as a plan": (["out"], "out: is a folder; name a YAML file"),
    "pdf as a plan": (["fake.yaml"], "fake.yaml: is a PDF"),
    "empty plan": (["empty.yaml"], "empty.yaml: is empty"),
    "not yaml": (["broken.yaml"], "broken.yaml:3:1: not YAML"),
    "list as a plan": (["list.yaml"], "list.yaml:1:1: "),
    "unknown exercise": (
        ["exercise.yaml"],
        'exercise.yaml:8:69: phases.0.exercises.0.exercise: there is no exercise "walkin"',
    ),
    "unknown section": (
        ["section.yaml"],
        'section.yaml:9:12: sections.0: there is no section "covr": did you mean "cover"?',
    ),
    "section option": (["option.yaml"], "option.yaml:9:48: sections.0.weeks_per_page: "),
    "missing patient": (["plan.yaml", "--patient", "no.yaml"], "no.yaml: no such file"),
    "missing clinic": (["plan.yaml", "--clinic", "no.yaml"], "no.yaml: no such file"),
    "forbidden": (
        ["bridge.yaml", "--patient", "surgery.yaml"],
        'surgery.yaml:1:13: conditions: the conditions leave nothing of the phase "Settle"; clear what you can answer '
        "for: bridge (post-surgery)",
    ),
    "unknown theme": (["plan.yaml", "--clinic", "theme.yaml"], 'theme.yaml:1:8: theme.base: there is no theme "clam"'),
    "unknown language": (
        ["plan.yaml", "--patient", "language.yaml"],
        'language.yaml:1:11: language: there is no language "xx"',
    ),
    "logo missing": (["plan.yaml", "--clinic", "logo.yaml"], 'logo.yaml:1:7: logo: "no.png": cannot be read'),
    "logo elsewhere": (
        ["plan.yaml", "--clinic", "outside.yaml"],
        'outside.yaml:1:7: logo: "../no.png": name a picture in',
    ),
    "logo no picture": (["plan.yaml", "--clinic", "text.yaml"], 'text.yaml:1:7: logo: "plan.yaml": '),
    "name": (["plan.yaml", "--name", ""], "is empty"),
    "long name": (["plan.yaml", "--name", "x" * 201], "is longer than 200 characters"),
    "control": (["plan.yaml", "--name", "A\x07"], '--name: "A\x07": holds the character U+0007'),
    "date": (["plan.yaml", "--start", "01/12/2026"], '--start: "01/12/2026": write a date as year-month-day'),
    "last day of the calendar": (["plan.yaml", "--start", "9999-12-31"], "9999-12-31"),
    "today": (["plan.yaml", "--today", "tomorrow"], '--today: "tomorrow": write a date as year-month-day'),
    "paper": (["plan.yaml", "--paper", "A3"], '--paper: "A3": write A4 or Letter'),
    "language": (["plan.yaml", "--language", "e"], 'there is no language "e"'),
    "library": (["plan.yaml", "--library", "nowhere"], "nowhere: "),
    "cannot print": (["plan.yaml", "--name", "日本"], "'日' (U+65E5)"),
    "no such option": (["plan.yaml", "--nmae", "Ana"], "--nmae"),
    "no plan": ([], "Missing argument"),
}
FILES = {
    "fake.yaml": "%PDF-1.7\n",
    "empty.yaml": "",
    "broken.yaml": "a: [1,\n  2\n",
    "list.yaml": "- a\n",
    "exercise.yaml": PLAN.replace("[walking]", "[walkin]"),
    "section.yaml": PLAN + "sections: [covr]\n",
    "option.yaml": PLAN + "sections: [{section: calendar, weeks_per_page: [2]}]\n",
    "bridge.yaml": PLAN.replace("[walking]", "[bridge]"),
    "surgery.yaml": "conditions: [post-surgery]\n",
    "theme.yaml": "theme: clam\n",
    "language.yaml": "language: xx\n",
    "logo.yaml": "logo: no.png\n",
    "outside.yaml": "logo: ../no.png\n",
    "text.yaml": "logo: plan.yaml\n",
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_exit_2_with_what_is_wrong_and_leaves_no_file(planner, files, write, case):
    for name, text in FILES.items():
        write(name, text)
    words, says = BAD[case]
    result = planner("build", *words, "-o", "out/x.pdf")
    assert (result.code, result.out) == (2, "")
    assert says in result.err
    assert "Traceback" not in result.err
    assert [*(files / "out").iterdir()] == []


@pytest.mark.parametrize(
    ("name", "char"), [("Ana 日本", "'日' (U+65E5)"), ("Ana 🙂", "'🙂' (U+1F642)"), ("علي", "(U+0639)")]
)
@pytest.mark.parametrize("whose", ["patient", "clinic", "plan"])
def test_a_character_that_the_font_lacks_is_named_with_its_place(planner, files, write, name, char, whose):
    text, place = {
        "patient": (f"id: x\nname: {name}\n", "2:7"),
        "clinic": (f"phone: x\nclinician: {name}\n", "2:12"),
        "plan": (PLAN.replace("Easy moves", name), "1:8"),
    }[whose]
    write(f"{whose}.yaml", text)
    result = planner("build", "plan.yaml", "--patient", "patient.yaml", "--clinic", "clinic.yaml", "-o", "out/x.pdf")
    assert result.code == 2
    assert result.err.startswith(f"{whose}.yaml:{place}: the character ")
    assert char in result.err
    assert [*(files / "out").iterdir()] == []


def test_a_character_in_an_own_exercise_has_its_place_too(planner, files, write):
    own = (shipped("plans") / "library/exercises/walking.yaml").read_text("utf-8")
    write("own/exercises/walking.yaml", own.replace("title: Walking", "title: 歩く"))
    result = planner("build", "plan.yaml", "--library", "own", "-o", "out/x.pdf")
    assert result.code == 2
    assert result.err.startswith("own/exercises/walking.yaml:2:8: the character '歩' (U+6B69)")


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(planner, files):
    target = files / "out/x.pdf"
    target.write_text("mine")
    result = planner("build", "plan.yaml", "-o", target)
    assert (result.code, result.out) == (4, "")
    assert result.err == f"{target}: is there already; add --overwrite to replace it\n"
    assert target.read_text() == "mine"
    assert planner("build", "plan.yaml", "-o", target, "--overwrite").code == 0
    assert target.read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize("target", ["no/x.pdf", "out", "plan.yaml/x.pdf", "out/" + "x" * 300 + ".pdf", "/proc/x.pdf"])
def test_a_target_that_cannot_be_written_is_exit_4(planner, files, target):
    result = planner("build", "plan.yaml", "-o", target, "--overwrite")
    assert (result.code, result.out) == (4, "")
    assert result.err.startswith(target)
    assert result.err.count("\n") == 1
    assert [*(files / "out").iterdir()] == []


def test_a_full_disk_is_exit_4_and_leaves_the_old_file(planner, files, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (files / "out/x.pdf").write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    result = planner("build", "plan.yaml", "-o", "out/x.pdf", "--overwrite")
    assert (result.code, result.err) == (4, "out/x.pdf: cannot be written: No space left on device\n")
    assert [path.name for path in (files / "out").iterdir()] == ["x.pdf"]
    assert (files / "out/x.pdf").read_text() == "old"


def test_a_booklet_is_readable_by_its_owner_only(planner, files):
    assert planner("build", "plan.yaml", "-o", "out/x.pdf").code == 0
    assert stat.S_IMODE((files / "out/x.pdf").stat().st_mode) == 0o600


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
    assert "Changed for you, Ana. Small curl-up is left out." in pages_said
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
    assert "2026-12-01 is in the past" in late.err
    assert (files / "out/x.pdf").read_bytes() == (files / "out/y.pdf").read_bytes()


def test_without_today_the_source_date_counts(planner, files, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert planner("build", "plan.yaml", "--start", "2026-12-01", "-o", "out/x.pdf").err == ""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4000000000")
    assert "in the past" in planner("build", "plan.yaml", "--start", "2026-12-01", "-o", "out/y.pdf").err
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert planner("build", "plan.yaml", "-o", "out/z.pdf").code == 2


def test_a_booklet_without_a_place_for_a_change_says_so(planner, files, write):
    write("plan.yaml", PLAN + "sections: [cover, safety, calendar]\n")
    write("patient.yaml", PATIENT)
    result = planner("build", "plan.yaml", "--patient", "patient.yaml", "-o", "out/x.pdf")
    assert "sections: what is changed for this patient is printed in the section exercises" in result.err


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
    clinic = Clinic(name=text, clinician=text, phone=text, emergency_number=text)
    data = make_booklet(plan, Patient(name=text, trainer=text), clinic).data
    said = pages(data)
    assert bare(said[0]).count(bare(text)) >= 4
    assert bare(f"Call {text} if you cannot get there") in bare(said[1])
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


# -- folded, and with a password -------------------------------------------------------------------------------------


def test_a_booklet_to_fold_has_two_pages_on_each_side(planner, files):
    result = planner("build", "plan.yaml", "--patient", "patient.yaml", "-o", "out/x.pdf", "--booklet", "--json")
    assert result.code == 0
    assert result.err.endswith("print it on both sides, flipped on the short edge, and fold the stack in the middle\n")
    count = json.loads(result.out)["pages"]
    with pikepdf.open(files / "out/x.pdf") as pdf:
        assert len(pdf.pages) == 2 * -(-count // 4)
        assert {tuple(round(float(v)) for v in page.mediabox) for page in pdf.pages} == {(0, 0, 842, 595)}
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:conformance"], "pdfuaid:part" in meta) == ("B", False)
    said = pages((files / "out/x.pdf").read_bytes())
    assert f"Page 2 of {count}" in said[1]
    assert "Ana Souza" in said[0]


def test_a_single_sheet_is_not_folded(planner, files):
    result = planner("build", "plan.yaml", "-o", "out/x.pdf", "--booklet", "--form", "wallet-card")
    assert (result.code, result.err) == (2, "--booklet and --form: a single sheet is not folded; leave one out\n")


def test_a_password_encrypts_the_booklet_and_the_sheet(planner, files, write):
    write("secret.txt", "opensesame\n")
    words = ["--clinician-sheet", "out/s.pdf", "--password-file", "secret.txt", "--json"]
    result = planner("build", "plan.yaml", "--name", "Ana", "-o", "out/x.pdf", *words)
    assert result.code == 0
    assert "encrypted: this is no PDF/A any more" in result.err
    assert "opensesame" not in result.err + result.out
    assert json.loads(result.out)["sha256"] == sha256((files / "out/x.pdf").read_bytes()).hexdigest()
    for name in ("x.pdf", "s.pdf"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(files / "out" / name)
        with pikepdf.open(files / "out" / name, password="opensesame") as pdf:
            assert pdf.encryption.R == 6
            with pdf.open_metadata() as meta:
                assert "pdfaid:part" not in meta


@pytest.mark.parametrize("text", ["", "\n", "one\ntwo\n", "x" * 128, b"\xff"])
def test_a_password_that_does_not_protect_is_refused(planner, files, text):
    (files / "secret.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    result = planner("build", "plan.yaml", "-o", "out/x.pdf", "--password-file", "secret.txt")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("secret.txt: ")
    assert [*(files / "out").iterdir()] == []


def test_a_device_is_not_replaced_by_a_file(planner, files):
    os.mkfifo(files / "out/pipe")
    result = planner("build", "plan.yaml", "-o", "out/pipe", "--overwrite")
    assert (result.code, result.err) == (4, "out/pipe: is not a file\n")


def test_a_booklet_goes_on_from_a_later_week(planner, tmp_path):
    args = ("build", "low-back-relief", "--start", "2026-12-01")
    whole = planner(*args, "-o", "whole.pdf", "--json")
    later = planner(*args, "--from-week", "3", "-o", "later.pdf", "--json")
    assert (whole.code, later.code) == (0, 0)
    assert json.loads(later.out)["pages"] < json.loads(whole.out)["pages"]
    wrong = planner(*args, "--from-week", "7")
    assert (wrong.code, wrong.err) == (2, "--from-week: 7: the plan has the weeks 1 to 6\n")


def test_a_calendar_file_is_written_beside_the_booklet(planner, tmp_path):
    args = ("build", "low-back-relief", "-o", "a.pdf", "--calendar", "a.ics")
    wrong = planner(*args)
    assert (wrong.code, list(tmp_path.iterdir())) == (2, [])
    assert wrong.err.startswith("start: a calendar file needs the first day")
    done = planner(*args, "--start", "2026-12-01", "--json")
    assert json.loads(done.out)["calendar"] == "a.ics"
    assert (tmp_path / "a.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    again = planner(*args, "--start", "2026-12-01")
    assert (again.code, "already" in again.err) == (4, True)
    same = planner("build", "low-back-relief", "--start", "2026-12-01", "-o", "b.ics", "--calendar", "b.ics")
    assert (same.code, same.err) == (2, "--calendar: name another file than the booklet's\n")
