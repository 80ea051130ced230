import errno
import json
import os
import re
import stat
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from planner import __version__, load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.resources import data as shipped
from tests.cli.written import PLAN, pages, plan_from
from tests.pdf.structure import spoken

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
    assert "Wednesday 2 December 2026" in said[0]
    assert all("A. Patient" in page for page in said)


def test_what_is_typed_beats_the_patients_file(planner, files):
    planner(
        "build", "plan.yaml", "--patient", "patient.yaml", "--name", "Bo", "--start", "2027-03-01", "-o", "out/x.pdf"
    )
    said = " ".join(pages((files / "out/x.pdf").read_bytes()))
    assert "Bo" in said
    assert "1 March 2027" in said
    assert "Ana" not in said
    assert "Changed for you, Bo" in said


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
    assert "Changed for you, Ana" in said
    assert "Stop if pain reaches 5," in said


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
    made = json.loads(planner("build", "plan.yaml", "-o", "out/y.pdf", "--json").out)
    assert [f"warning: {line}" for line in made["warnings"]] == [first, second]
    assert [(problem["line"], problem["field"]) for problem in made["problems"]] == [(7, "days"), (9, "sections")]


def test_strict_makes_a_warning_an_error_and_writes_nothing(planner, files, write):
    write("plan.yaml", PLAN.replace("[mon, wed, fri]", "[mon, fri]"))
    result = planner("build", "plan.yaml", "-o", "out/x.pdf", "--strict")
    assert (result.code, result.out) == (2, "")
    assert "2 days a week" in result.err
    assert [*(files / "out").iterdir()] == []


BAD = {
    "a plan's name in words": (
        ["bones", "and", "balance"],
        'a plan\'s name has hyphens; did you mean "bones-and-balance"?',
    ),
    "unknown plan": (["low-back-releif"], 'there is no plan "low-back-releif"; did you mean "low-back-relief"?'),
    "missing plan": (["no.yaml"], "no.yaml: no such file"),
    "folder as a plan": (["out"], "out: is a folder; name a YAML file"),
    "pdf as a plan": (["fake.yaml"], "fake.yaml: is a PDF"),
    "empty plan": (["empty.yaml"], "empty.yaml: is empty"),
    "not yaml": (["broken.yaml"], "broken.yaml:1:4: this [ is not closed"),
    "list as a plan": (["list.yaml"], "list.yaml:1:1: "),
    "unknown exercise": (
        ["exercise.yaml"],
        'exercise.yaml:8:69: phases.0.exercises.0.exercise: there is no exercise "walkin"',
    ),
    "unknown section": (
        ["section.yaml"],
        'section.yaml:9:12: sections.0: there is no section "covr"; did you mean "cover"?',
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
    "control": (["plan.yaml", "--name", "A\x07"], '--name: "A\\x07": holds the character U+0007'),
    "date": (["plan.yaml", "--start", "01/12/2026"], '--start: "01/12/2026": write a date as year-month-day'),
    "last day of the calendar": (["plan.yaml", "--start", "9999-12-31"], "9999-12-31"),
    "today": (["plan.yaml", "--today", "tomorrow"], '--today: "tomorrow": write a date as year-month-day'),
    "paper": (["plan.yaml", "--paper", "A3"], '--paper: "A3": write A4 or Letter'),
    "language": (["plan.yaml", "--language", "e"], 'there is no language "e"'),
    "library": (["plan.yaml", "--library", "nowhere"], "nowhere: "),
    "cannot print": (["plan.yaml", "--name", "ሰላም"], "(U+1230, ethiopic syllable sa)"),
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
    ("name", "char"),
    [("Ana ሰላም", "'ሰ' (U+1230, ethiopic syllable sa)"), ("Ana 🙂", "'🙂' (U+1F642, slightly smiling face)")],
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
    assert result.err.startswith(f'{whose}.yaml:{place}: "')
    assert ": the character " in result.err
    assert char in result.err
    assert [*(files / "out").iterdir()] == []


def test_a_character_in_an_own_exercise_has_its_place_too(planner, files, write):
    own = (shipped("plans") / "library/exercises/walking.yaml").read_text("utf-8")
    write("own/exercises/walking.yaml", own.replace("title: Walking", "title: ሰላም"))
    result = planner("build", "plan.yaml", "--library", "own", "-o", "out/x.pdf")
    assert result.code == 2
    assert result.err.startswith("own/exercises/walking.yaml:2:8: \"ሰላም\xa0\": the character 'ሰ' (U+1230,")


EARLIER = "%PDF-1.7 <pdf:Producer>planner</pdf:Producer>"


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(planner, files):
    target = files / "out/x.pdf"
    target.write_text(EARLIER)
    result = planner("build", "plan.yaml", "-o", target)
    assert (result.code, result.out) == (4, "")
    assert result.err == f"{target}: is there already; name another file, or add --overwrite to replace it\n"
    assert target.read_text() == EARLIER
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

    (files / "out/x.pdf").write_text(EARLIER)
    monkeypatch.setattr(os, "fsync", full)
    result = planner("build", "plan.yaml", "-o", "out/x.pdf", "--overwrite")
    assert (result.code, result.err) == (4, "out/x.pdf: cannot be written: No space left on device\n")
    assert [path.name for path in (files / "out").iterdir()] == ["x.pdf"]
    assert (files / "out/x.pdf").read_text() == EARLIER


def test_a_booklet_is_readable_by_its_owner_only(planner, files):
    assert planner("build", "plan.yaml", "-o", "out/x.pdf").code == 0
    assert stat.S_IMODE((files / "out/x.pdf").stat().st_mode) == 0o600


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


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_type_in_a_booklet_to_fold_is_printed_smaller_than_12_pt(planner, files, paper):
    assert planner("build", "plan.yaml", "-o", "out/x.pdf", "--booklet", "--paper", paper).code == 0
    sizes = set()
    with pikepdf.open(files / "out/x.pdf") as pdf:
        for page in pdf.pages:
            [scale] = {float(s) for s in re.findall(rb"q ([.\d]+) 0 0 \1 ", page.Contents.read_bytes())}
            for form in page.Resources.XObject.values():
                sizes |= {float(size) * scale for size in re.findall(rb"/[\w-]+ ([.\d]+) Tf", form.read_bytes())}
    assert len(sizes) > 4
    assert min(sizes) > 11.99


def test_only_the_whole_booklet_is_folded(planner, files):
    result = planner("build", "plan.yaml", "-o", "out/x.pdf", "--booklet", "--form", "wallet-card")
    assert (result.code, result.err) == (2, "--booklet and --form: only the whole booklet is folded; leave one out\n")


def test_a_password_encrypts_the_booklet_and_the_sheet(planner, files, write):
    write("secret.txt", "opensesame\n")
    words = ["--clinician-sheet", "out/s.pdf", "--password-file", "secret.txt", "--json"]
    result = planner("build", "plan.yaml", "--name", "Ana", "-o", "out/x.pdf", *words)
    assert result.code == 0
    assert "a PDF with a password is not PDF/A, which archives ask for" in result.err
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


def test_a_file_given_in_the_place_of_another_kind_is_one_error(planner, files, write):
    patient = write("ana.yaml", "name: Ana\nstart: 2026-12-07\nnote: Ice after walking.\ndays: [mon]\n")
    result = planner("build", "low-back-relief", "--clinic", patient, "-o", files / "x.pdf")
    assert result.err == f"{patient}:1:1: is a patient, by its keys, and not a clinic; give a clinic here\n"
    result = planner("build", patient, "-o", files / "x.pdf", "--json")
    assert result.err == f"{patient}:1:1: is a patient, by its keys, and not a plan; give a plan here\n"


def test_a_text_in_place_of_what_differs_is_one_error(planner, files, write):
    patient = write("ana.yaml", "exercises: {bridge: left out}\n")
    result = planner("build", "low-back-relief", "--patient", patient, "-o", files / "x.pdf")
    assert result.err.count("\n") == 1
    assert 'write "leave out"' in result.err


def test_a_folder_that_is_not_there_is_named(planner, files):
    result = planner("build", "low-back-relief", "-o", files / "new" / "x.pdf")
    assert result.err.endswith(f"cannot be written: there is no folder {files / 'new'}; make it first\n")


def test_a_name_without_quotation_marks_is_answered(planner):
    assert "in quotation marks" in planner("build", "low-back-relief", "--name", "Tom", "Brooks").err


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
    assert (wrong.code, wrong.err) == (2, "--from-week: 7: the plan has weeks 1 to 6\n")


def test_a_later_printing_leaves_out_what_the_patient_has_already(planner, tmp_path, monkeypatch):
    args = ("build", "low-back-relief", "--name", "Ana", "--start", "2026-12-07", "--from-week", "4")
    later = planner(*args, "-o", "later.pdf", "--clinician-sheet", "sheet.pdf")
    assert "guidelines, topics and checklist" in later.err
    every = planner(*args, "-o", "all.pdf", "--all-pages")
    assert "--all-pages" not in every.err
    heard, more = (spoken((tmp_path / name).read_bytes()) for name in ("later.pdf", "all.pdf"))
    for words in ("When to get help fast", "Week 4: Build", "Your plan at a glance", "From week 4 to week 6"):
        assert words in heard
    assert "Five things to keep in mind" in more
    assert "Five things to keep in mind" not in heard
    assert len(more) > len(heard)
    assert "Six weeks" not in heard  # what the cover says to a beginner
    sheet = spoken((tmp_path / "sheet.pdf").read_bytes())
    assert "7 December 2026; this is from week 4, 28 December 2026" in sheet
    assert "first with" not in sheet


def test_an_earlier_calendar_needs_a_new_one_and_must_be_there(planner, tmp_path):
    alone = planner("build", "keep-well", "--calendar-before", "old.ics", "-o", "a.pdf")
    assert (alone.code, alone.err) == (2, "--calendar-before: also name the new file, with --calendar\n")
    args = ("build", "keep-well", "--start", "2026-12-07", "-o", "a.pdf", "--calendar", "a.ics")
    gone = planner(*args, "--calendar-before", "old.ics")
    assert (gone.code, gone.err) == (2, "--calendar-before: old.ics: no such file\n")


def test_a_later_calendar_without_the_earlier_one_says_what_stays(planner):
    args = ("build", "low-back-relief", "--name", "Ana", "--start", "2026-12-07", "--all-pages")
    first = planner(*args, "-o", "a.pdf", "--calendar", "a.ics")
    alone = planner(*args, "-o", "b.pdf", "--from-week", "4", "--calendar", "b.ics")
    after = planner(*args, "-o", "c.pdf", "--from-week", "4", "--calendar", "c.ics", "--calendar-before", "a.ics")
    assert ["--calendar-before" in run.err for run in (first, alone, after)] == [False, True, False]


@pytest.mark.parametrize("name", ["patient.yaml", "password.txt", "paper.pdf", "list.csv"])
def test_overwrite_takes_no_file_that_the_program_did_not_make(planner, tmp_path, name):
    kept = {
        "patient.yaml": "name: Ana\n",
        "password.txt": "secret",
        "paper.pdf": "%PDF-1.7 a letterhead",
        "list.csv": "name\n",
    }
    (tmp_path / name).write_text(kept[name])
    for option in (("-o", name), ("-o", "a.pdf", "--clinician-sheet", name)):
        run = planner("build", "keep-well", *option, "--overwrite")
        assert (run.code, (tmp_path / name).read_text()) == (4, kept[name])
        assert run.err == f"{name}: stays as it is, as planner did not make it; name another file, or remove this one\n"
    run = planner("show", "bridge", "-o", "b.svg")
    assert planner("show", "bridge", "-o", "b.svg", "--overwrite").code == run.code == 0


def test_a_calendar_written_over_revises_the_one_that_was_there(planner, tmp_path):
    def written(*more: str) -> tuple[str, str]:
        args = ("build", "keep-well", "-o", "a.pdf", "--calendar", "a.ics", "--overwrite")
        run = planner(*args, *more)
        assert run.code == 0
        return run.err, (tmp_path / "a.ics").read_text()

    ana = ("--name", "Ana", "--start")
    first, was = written(*ana, "2026-12-07")
    again, same = written(*ana, "2026-12-07")
    later, revised = written(*ana, "2026-12-14")
    other, ben = written("--name", "Ben", "--start", "2026-12-14")
    assert ["a.ics revises the one that was there" in err for err in (first, again, later, other)] == [
        False,
        True,
        True,
        False,
    ]
    assert same == was
    assert "STATUS:CANCELLED" in revised
    assert "SEQUENCE:1" in revised
    assert "STATUS:CANCELLED" not in ben


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
    assert (same.code, same.err) == (2, "--calendar: b.ics would be written twice; name another file\n")


def test_what_a_killed_run_has_left_is_swept_away_by_the_next(planner, tmp_path):
    left = tmp_path / ".planner-k2h4.part"
    left.write_bytes(b"%PDF-1.7 Ana Souza")
    mine = tmp_path / ".planner-notes"
    mine.write_text("mine")
    assert planner("build", "keep-well", "-o", "b.pdf").code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"b.pdf", ".planner-notes"}


def test_a_booklet_says_which_version_made_it(planner, tmp_path):
    assert planner("build", "keep-well", "-o", "b.pdf").code == 0
    with pikepdf.open(tmp_path / "b.pdf") as pdf, pdf.open_metadata() as meta:
        assert {str(pdf.docinfo["/Producer"]), meta["pdf:Producer"], meta["xmp:CreatorTool"]} == {
            f"planner {__version__}"
        }
