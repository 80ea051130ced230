"""A batch from beginning to end."""

import csv
import gc
import os
import re
import stat
from dataclasses import replace
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path

import pikepdf
import pytest

from planner import load_plan
from planner.batch.delimited import csv_rows
from planner.batch.print_job import PrintJob
from planner.batch.report import failed_csv
from planner.batch.roster import read_roster
from planner.batch.run import make_batch
from planner.booklet.api import make_booklet
from planner.booklet.press import Press
from planner.content.patient import Patient
from planner.problems import InputError
from tests.batch.runs import NAMES, ROSTER, failed, reported, state

# -- every row ends somewhere ----------------------------------------------------------------------------------------


def test_every_row_is_made_or_made_with_warnings_or_failed(batch, tmp_path, short):
    done = make_batch(batch(ROSTER + "MRN-4,Di,,2026-01-01,\n"))
    assert [outcome.status for outcome in done] == ["made", "failed", "made", "warned"]
    out = tmp_path / "out"
    assert {path.name for path in out.iterdir()} == {
        "MRN-1.pdf", "MRN-3.pdf", "MRN-4.pdf", "report.jsonl", "report.html", "failed.csv",
    }  # fmt: skip
    for line in reported(out):
        assert (
            " ".join(line)
            == "planner row id status file sha256 pages also paper change stay sent person conditions_mark "
            "mended printed list_written warnings error failed_csv problems doubts"
        )
        if line["file"]:
            data = (out / line["file"]).read_bytes()
            assert line["sha256"] == sha256(data).hexdigest()
            with pikepdf.open(BytesIO(data)) as pdf:
                assert line["pages"] == len(pdf.pages)
    ana = Patient(name="Ana Souza", id="MRN-1", born="1971-04-03", start="2026-12-01")
    assert (out / "MRN-1.pdf").read_bytes() == make_booklet(short, ana).data
    wrong = reported(out)[1]
    assert (wrong["row"], wrong["id"], wrong["file"], wrong["sha256"]) == (3, "MRN-2", None, None)
    assert wrong["error"] == "born: there is no such day in the calendar"


def test_the_report_for_people_has_what_failed_first_and_escapes_all(batch, tmp_path):
    make_batch(batch("id,name,size\n1,Ana,\n2,Bo,<b>&\n"))
    page = (tmp_path / "out/report.html").read_text("utf-8")
    assert page.index("Failed: nothing was made (1)") < page.index("Made (1)")
    assert "size: write standard, large or xl" in page
    assert "<b>" not in page
    assert '<a href="1.pdf">1.pdf</a>' in page
    assert "2 rows: 1 made, 0 of them with warnings; 1 failed." in page


def test_the_failed_rows_can_be_mended_and_run_again(batch, tmp_path):
    text = 'ID;Born;note;days\r\n1;1971-04-03;"a ""b""; c\nd";daily\r\n2;3.4.1971;"é; ""x""\ny";mon;;\r\n;x;;\r\n'
    make_batch(batch(text))
    out = tmp_path / "out"
    assert [(row["id"], row["Born"], row["note"]) for row in failed(out, ";")] == [
        ("2", "3.4.1971", 'é; "x"\ny'),
        ("row-4", "x", ""),
    ]
    assert failed(out, ";")[0]["error"].startswith('born: "3.4.1971": write year-month-day')
    mended = (out / "failed.csv").read_bytes().decode().replace(";3.4.1971;", ";1971-04-03;").replace(";x;", ";;")
    again = make_batch(batch(mended, "mended.csv", existing="keep"))
    assert [outcome.file for outcome in again] == ["2.pdf", "row-4.pdf"]
    assert {path.name for path in out.iterdir()} == {"1.pdf", "2.pdf", "row-4.pdf", "report.jsonl", "report.html"}


def test_the_list_of_failed_rows_can_be_run_where_it_lies(batch, tmp_path):
    make_batch(batch())
    path = tmp_path / "out/failed.csv"
    text = path.read_bytes().decode().replace("02-30", "02-28")
    [made] = make_batch(batch(text, "out/failed.csv", existing="keep"))
    assert made.file == "MRN-2.pdf"
    assert not path.exists()


@pytest.mark.parametrize(
    ("head", "name", "options", "encoding"),
    [
        ('id;size;"a,b"', "Jürgen", {"encoding": "cp1252"}, "cp1252"),
        ("id;size;who", "Jürgen", {"encoding": "utf-16"}, "utf-16"),
        ("id;size;who", "Jürgen", {"encoding": "utf-8"}, "utf-8-sig"),
        ("id,size,who", "Jürgen", {}, "utf-8-sig"),
    ],
)
def test_the_list_of_failed_rows_is_written_as_the_roster_was_and_read_again(
    batch, tmp_path, library, head, name, options, encoding
):
    delimiter = head[2]
    path = tmp_path / "own.csv"
    path.write_bytes(f"{head}\n1{delimiter}huge{delimiter}{name}\n".encode(options.get("encoding", "utf-8")))

    def read(path):
        return read_roster(path, library=library, ignore=[head.split(delimiter)[2].strip('"')], **options)

    make_batch(replace(batch(), roster=read(path)))
    [row] = failed(tmp_path / "out", delimiter, encoding)
    assert [*row.values()][1:] == ["1", "huge", name]
    again = read(tmp_path / "out/failed.csv")
    assert [row.cells[3] for row in again] == [name]


def test_what_an_encoding_cannot_write_makes_the_list_utf_8(batch, tmp_path, library):
    (tmp_path / "own.csv").write_bytes(b"id;size\n1;huge\n")
    roster = read_roster(tmp_path / "own.csv", library=library, encoding="ascii")
    [(row, _)] = [(row, "") for row in roster]
    assert failed_csv(roster, [(row, "…")], {}).startswith(b"\xef\xbb\xbferror;id;")


def test_a_letter_outside_the_font_is_said_without_the_name_and_with_the_encoding(batch, tmp_path, library):
    path = tmp_path / "own.csv"
    path.write_bytes("id;name\n1;Jürgen Groß\n".encode("cp1252"))
    [done] = make_batch(replace(batch(), roster=read_roster(path, library=library, encoding="cp437")))
    assert done.error.startswith("name: the character '▀' (U+2580, upper half block) is in none of the fonts")
    assert done.error.endswith("; or is --encoding cp437 wrong?")
    [plain] = make_batch(batch("id,name\n1,ሰላም\n", existing="replace"))
    assert "ሰላም" not in plain.error
    assert "encoding" not in plain.error


@pytest.mark.parametrize("existing", ["keep", "replace"])
def test_a_row_with_anothers_id_leaves_the_others_booklet_alone_until_it_has_its_own(batch, tmp_path, existing):
    out = tmp_path / "out"
    make_batch(batch("id,name\nH-1,Ana Souza\nH-1,Tom Hill\n"))
    anas = (out / "H-1.pdf").read_bytes()
    [toms] = failed(out)
    says = 'id: "H-1": row 2 has this id already; give each patient an id of their own'
    assert (toms["id"], toms["name"], toms["refused"]) == ("H-1", "Tom Hill", says)
    as_it_is = (out / "failed.csv").read_bytes().decode()
    [again] = make_batch(batch(as_it_is, "out/failed.csv", existing=existing))
    assert again.error == "refused: this row was set aside; empty this cell once that is settled"
    assert [row["name"] for row in failed(out)] == ["Tom Hill"]
    assert (out / "H-1.pdf").read_bytes() == anas
    mended = "id,name,refused\nH-2,Tom Hill,\n"
    [made] = make_batch(batch(mended, "out/failed.csv", existing=existing))
    assert (made.file, (out / "H-1.pdf").read_bytes()) == ("H-2.pdf", anas)


@pytest.mark.parametrize("line", [",Total:,1", "Printed 3 Dec,,"])
def test_a_line_below_the_list_fails_in_failed_csv_too(batch, tmp_path, line):
    make_batch(batch(f"id,name,born\n1,Ana Souza,\n{line}\n"))
    as_it_is = (tmp_path / "out/failed.csv").read_bytes().decode("utf-8-sig")
    [again] = make_batch(batch(as_it_is, "out/failed.csv", existing="replace"))
    assert again.error.startswith("looks like a line between patients or below the list")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("r.jsonl", '{"id": "1", "nmae": "Ana"}\n{"id": "2"\n{"id": "3", "size": "huge"}\n{"id": "4", "keep": {}}\n'),
        ("r.ndjson", '{"resourceType": "Patient", "id": "1", "name": "Ana"}\n{"resourceType": "Bundle"}\n'),
    ],
)
def test_a_failed_row_that_nobody_mended_fails_again(batch, tmp_path, name, text):
    first = make_batch(batch(text, name))
    assert {outcome.status for outcome in first} == {"failed"}
    again = make_batch(batch((tmp_path / "out/failed.csv").read_bytes().decode(), "again.csv", existing="keep"))
    assert [outcome.status for outcome in again] == ["failed"] * len(first)
    assert not [*(tmp_path / "out").glob("*.pdf")]


def test_a_second_row_with_an_id_fails_and_the_first_is_made(batch, tmp_path):
    done = make_batch(batch("id,name\nX,Ana\nx,Bo\nX,Cy\ne\u0301,Di\n\xe9,Ed\nX,Ana\n"))
    first, second = (f"id: row {n} has this id already; give each patient an id of their own" for n in (2, 5))
    same = "this row is the same as row 2; delete one of the two"
    assert [outcome.error for outcome in done] == [None, None, first, None, second, same]
    assert len({outcome.file.casefold() for outcome in done if outcome.file}) == 3
    assert (tmp_path / "out/X.pdf").exists()


@pytest.mark.parametrize("identity", ["../up", "/etc/x", "CON", "aux.txt", "a\\b", "C:x", "x" * 200, "患" * 150, "-rf"])
def test_no_id_leads_out_of_the_folder(batch, tmp_path, identity):
    [made] = make_batch(batch(f"id\n{identity}\n"))
    assert made.error is None
    assert (tmp_path / "out" / made.file).read_bytes().startswith(b"%PDF")
    assert {path.name for path in tmp_path.iterdir()} == {"out", "roster.csv"}


def test_rows_without_an_id_have_files_too(batch):
    done = make_batch(batch("name,id\nAna,\nBo,row-2\nCy,\n"))
    assert len({outcome.file for outcome in done if outcome.file}) == 3
    assert [outcome.id for outcome in done] == [None, "row-2", None]


def test_files_are_named_after_the_name_only_when_asked(batch):
    named = make_batch(batch(file_names="name"))
    assert named[0].file == "Ana-Souza-MRN-1.pdf"


def test_rows_may_name_their_plan(batch, write):
    write("own.yaml", PLAN_OF_ROW)
    write("plans/below.yaml", PLAN_OF_ROW)
    done = make_batch(
        batch(
            "id,plan,size\n1,own.yaml,\n2,plans/below.yaml,\n3,low-back-releif,huge\n4,../own.yaml,\n5,no.yaml,\n6,\0,\n"
        )
    )
    assert [outcome.pages > 0 for outcome in done] == [True, True, False, False, False, False]
    assert (done[2].error or "").split("\n") == [
        "size: write standard, large or xl",
        'plan: there is no plan "…"; did you mean "low-back-relief"?',
    ]
    assert (
        done[3].error == 'plan: there is no plan "…"; write the name of a plan, or a file in the folder of the roster'
    )
    assert all("fault of the program" not in (outcome.error or "") for outcome in done)


@pytest.mark.parametrize("near", [True, False])
def test_a_row_may_name_a_plan_of_the_folder_near(batch, write, near):
    write("here/plans/ours.yaml", PLAN_OF_ROW)
    folder = write("here/low-back-relief.yaml", PLAN_OF_ROW).parent
    made = batch("id,plan\n1,ours\n2,low-back-relief\n3,keep-well\n", near=folder if near else None)
    ours, edited, built_in = (outcome.pages for outcome in made.outcomes(write=False))
    assert ((ours, edited) == (2, 2)) if near else (ours == 0 and edited > 2)
    assert built_in > 2
    says = f'"low-back-relief" is {folder}/low-back-relief.yaml here, which differs from the built-in plan of that name'
    assert made.ambiguous_plans == ([says] if near else [])


PLAN_OF_ROW = """\
title: Own
summary: Own.
version: "2"
for: Backs.
not_for: Legs.
weeks: 1
days: daily
phases: [{title: Settle, weeks: 1, aim: Calm., exercises: [walking]}]
sections: [safety]
"""


@pytest.mark.parametrize(("text", "says"), [("id,name\n", "has no rows"), ("id\n\n \n,\n", "has no rows")])
def test_a_roster_without_rows_is_an_error(batch, tmp_path, text, says):
    with pytest.raises(InputError, match=says):
        make_batch(batch(text))
    assert not (tmp_path / "out").exists()


def test_a_fault_of_the_program_stops_one_row_and_says_nothing_about_the_patient(batch, tmp_path, monkeypatch):
    lay = Press.lay

    def faulty(self, plan, patient, **options):
        if patient.name == "Ana Souza":
            raise KeyError(patient.name)
        return lay(self, plan, patient, **options)

    monkeypatch.setattr(Press, "lay", faulty)
    done = make_batch(batch())
    assert [outcome.status for outcome in done] == ["failed", "failed", "made"]
    assert re.fullmatch(
        r"a fault of the program \(KeyError in test_batch\.py:\d+\); please report it", done[0].error or ""
    )
    for name in ("report.jsonl", "report.html"):
        assert "Ana" not in (tmp_path / "out" / name).read_text("utf-8")


def test_a_file_that_was_just_begun_when_somebody_stops_the_run_is_swept_away(batch, tmp_path, monkeypatch):
    def stopped(self, plan, patient=None, **options):
        if patient is not None:
            (tmp_path / "out/.planner-begun.part").write_bytes(b"")
            raise KeyboardInterrupt
        return lay(self, plan, **options)

    lay = Press.lay
    monkeypatch.setattr(Press, "lay", stopped)
    with pytest.raises(KeyboardInterrupt):
        make_batch(batch())
    assert [path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")] == []


# -- private ---------------------------------------------------------------------------------------------------------


def test_everything_is_readable_by_its_owner_only(batch, tmp_path):
    make_batch(batch(print_job=PrintJob(tmp_path / "out/job.pdf")))
    out = tmp_path / "out"
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()}
    assert len(modes) == 7
    assert set(modes.values()) == {0o600}


def test_no_name_is_in_a_reports_or_a_files_name(batch, tmp_path):
    make_batch(batch())
    out = tmp_path / "out"
    said = "".join((out / name).read_text("utf-8") for name in ("report.jsonl", "report.html"))
    for word in NAMES:
        assert word not in said + " ".join(path.name for path in out.iterdir())


def test_what_is_not_finished_says_nothing_in_its_name(batch, monkeypatch):
    seen: list[str] = []
    move = Path.replace

    def moved(path, to):
        seen.append(path.name)
        return move(path, to)

    monkeypatch.setattr(Path, "replace", moved)
    make_batch(batch())
    assert len(seen) == 6
    assert not [name for name in seen if "MRN" in name or "Ana" in name]


# -- encryption ------------------------------------------------------------------------------------------------------


def opened(data: bytes, password: str) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data), password=password)


def test_encrypted_files_open_only_with_the_password(batch, tmp_path):
    make_batch(batch("id,password\n1,\n2,its own\n", password="secret wörd"))
    for name, password in (("1.pdf", "secret wörd"), ("2.pdf", "its own")):
        data = (tmp_path / "out" / name).read_bytes()
        for wrong in ("", "other"):
            with pytest.raises(pikepdf.PasswordError):
                opened(data, wrong)
        with opened(data, password) as pdf:
            assert (pdf.encryption.R, pdf.encryption.bits, str(pdf.encryption.stream_method)) == (
                6,
                256,
                "EncryptionMethod.aesv3",
            )
            assert pdf.allow.accessibility
            with pdf.open_metadata() as meta:
                assert "pdfaid:part" not in meta
                assert meta["pdfuaid:part"] == "1"
    assert reported(tmp_path / "out")[0]["sha256"] == sha256((tmp_path / "out/1.pdf").read_bytes()).hexdigest()


def test_rows_without_a_password_among_others_with_one_are_counted_and_have_no_warning(batch, tmp_path):
    todo = batch("id,password\n1,\n2,x\n")
    assert [outcome.warnings for outcome in make_batch(todo)] == [(), ()]
    assert todo.rows_without_password == 1
    said = "rows without a password: 1; their files are not encrypted, though those of others are"
    assert said in (tmp_path / "out/report.html").read_text("utf-8")
    assert batch("id,password\n1,\n2,x\n", password="all").rows_without_password == 0
    assert batch("id\n1\n2\n").rows_without_password == 0


def test_a_password_that_would_be_cut_off_fails_its_row_in_a_dry_run_too(batch):
    outcomes = [*batch(f"id,password\n1,{'x' * 128}\n").outcomes(write=False)]
    assert outcomes[0].error.startswith("password: is longer than 127 bytes")


def test_a_resumed_batch_keeps_encrypted_files_and_renews_those_with_another_password(batch, tmp_path):
    text = "id,password\n1,one\n2,two\n3,\n"
    make_batch(batch(text))
    before = state(tmp_path / "out")
    make_batch(batch(text.replace("two", "new").replace("3,", "3,now"), existing="keep"))
    after = state(tmp_path / "out")
    assert [before[f"{n}.pdf"] == after[f"{n}.pdf"] for n in (1, 2, 3)] == [True, False, False]
    opened(after["2.pdf"], "new").close()
    opened(after["3.pdf"], "now").close()
    make_batch(batch("id\n1\n2\n3\n", existing="replace"))
    assert all(b"/Encrypt" not in data for data in state(tmp_path / "out").values())


# -- some of them ----------------------------------------------------------------------------------------------------


def test_only_makes_some_and_what_was_said_of_the_others_holds(batch, tmp_path):
    out = tmp_path / "out"
    make_batch(batch())
    (out / "MRN-1.pdf").unlink()
    os.utime(out / "MRN-3.pdf", (1, 1))
    done = make_batch(batch(ROSTER.replace("Ana", "Anna"), only=("MRN-1",), existing="keep"))
    assert [outcome.id for outcome in done] == ["MRN-1"]
    assert (out / "MRN-3.pdf").stat().st_mtime == 1
    assert [line["id"] for line in reported(out)] == ["MRN-1", "MRN-2", "MRN-3"]
    assert [row["id"] for row in failed(out)] == ["MRN-2"]


def test_only_looks_at_no_other_file(batch, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/MRN-3.pdf").write_text("mine")
    [made] = make_batch(batch(only=("MRN-1",)))
    assert made.file == "MRN-1.pdf"
    assert (tmp_path / "out/MRN-3.pdf").read_text() == "mine"


def test_only_knows_the_ids(batch, tmp_path):
    with pytest.raises(InputError, match=r'--only: no row has the id "MRN-11" \(did you mean "MRN-1"\?\)'):
        make_batch(batch(only=("MRN-1", "MRN-11")))
    assert not (tmp_path / "out").exists()


# -- many of them ----------------------------------------------------------------------------------------------------


def test_nothing_piles_up_while_nobody_collects(batch, short, library, tmp_path):
    """A batch runs without the garbage collector: what refers to itself would stay until its end."""
    plan = load_plan("low-back-relief")
    piled = []
    for count in (10, 30):
        text = "id,name,conditions\n" + "".join(f"{n},P{n} of {count},osteoporosis\n" for n in range(count))
        todo = replace(batch(text, folder=tmp_path / str(count)), plan=plan)
        gc.collect()
        gc.disable()
        try:
            make_batch(todo)
            piled.append(gc.collect())
        finally:
            gc.enable()
    assert piled[1] < piled[0] + 200


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://a")', "@SUM(1)", "+cmd|' /C calc'!A0", "-1+A1", "'=1+1", "''=1"])
def test_a_formula_is_shown_in_failed_csv_and_read_back_as_it_was(tmp_path, evil):
    plain = ["-5", "+49 30 1234", "-", "'tis"]
    path = tmp_path / "roster.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "name", "a", "b", "c", "d", "e"], ["1", "Ana", evil, *plain]])
    # a quotation mark of the roster's own before a formula is taken for that of a spreadsheet
    meant = evil.removeprefix("'")
    roster = read_roster(path, ignore=["a", "b", "c", "d", "e"])
    out = failed_csv(roster, [(row, "wrong") for row in roster], {}).decode("utf-8-sig")
    assert [*csv.reader(StringIO(out))][1][-5:] == [f"'{meant}", *plain]
    assert [*csv_rows(out, ",")][1][1][-5:] == [meant, *plain]
