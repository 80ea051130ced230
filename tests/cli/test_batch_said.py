"""What planner batch says: of rows, of files, of what to type next."""

import json
import re
import shlex

import pypdfium2
import pytest

from planner import load_plan
from planner.outputs.files import made_on
from tests.cli.written import GOOD, ROSTER, WORDS


def test_all_made_is_exit_0_with_the_files_on_standard_output(planner, good):
    result = planner(*WORDS, "--print-job", "job", "--start", "2026-12-07", "--today", "2026-12-01")
    assert (result.code, result.err) == (0, "2 rows: 2 made, 0 of them with warnings; 0 failed.\n")
    assert result.out.splitlines() == [str(good / "job.pdf"), str(good / "out/report.html")]
    assert {path.name for path in (good / "out").iterdir()} == {"1.pdf", "2.pdf", "report.html", "report.jsonl"}


def test_a_failed_row_is_exit_3_and_named_with_its_place(planner, listed):
    result = planner(*WORDS)
    assert result.code == 3
    assert result.err.splitlines() == [
        "roster.csv:3: born: there is no such day in the calendar",
        "roster.csv:4: warning: born: 11 years old; the exercises and their doses are for adults",
        "no row has a first day, so the booklets have no dates; --start 2026-12-07 gives one to all",
        "3 rows: 2 made, 1 of them with warnings; 1 failed.",
        "out/failed.csv holds the rows that failed, with the reasons",
        "correct them there, and in the system that it comes from, or the next list has them again, then run:",
        "  planner batch plan.yaml out/failed.csv -o out --resume",
    ]
    assert result.out == f"{listed / 'out/report.html'}\n"


@pytest.mark.parametrize(
    ("roster", "says"),
    [
        ("id,born\n1,1971-04-03\n2,x\n", "job.pdf holds 1 of 2 rows"),
        ("id,born\n1,x\n", "job.pdf was not written: there is nothing to print"),
    ],
)
def test_a_job_without_everybody_says_so(planner, listed, write, roster, says):
    write("roster.csv", roster)
    assert says in planner(*WORDS, "--print-job", "job.pdf").err.splitlines()


def test_what_to_type_next_has_the_options_that_were_given(planner, listed, write):
    text = "id;Kasse A;born\n1;x;3.4.1971\n2;x;31.2.1971\n"
    (listed / "the list.csv").write_text(text)
    words = ["batch", "plan.yaml", "the list.csv", "-o", "out", "--dates", "dmy", "--ignore-column", "Kasse A"]
    words += ["--set", "title=Our moves", "--jobs", "2", "--overwrite"]
    said = "--set 'title=Our moves' --dates dmy --ignore-column 'Kasse A'"
    err = planner(*words).err.splitlines()
    assert err[-1] == f"  planner batch plan.yaml out/failed.csv -o out {said} --jobs 2 --resume"
    mended = (listed / "out/failed.csv").read_bytes().replace(b"31.2.", b"28.2.")
    (listed / "out/failed.csv").write_bytes(mended)
    assert planner(*shlex.split(err[-1])[1:]).code == 0
    err = planner(*words, "--print-job", "job.pdf").err.splitlines()
    assert err[-2].startswith("correct these rows in the list.csv itself, and in the system that it comes from")
    assert err[-2].endswith("then run (for a job of those who are not in job.pdf):")
    says = f"  planner batch plan.yaml 'the list.csv' -o out {said} --print-job job-2.pdf --changed --jobs 2 --resume"
    assert err[-1] == says
    (listed / "the list.csv").write_text(text.replace("31.2.", "28.2."))
    result = planner(*shlex.split(err[-1])[1:])
    assert result.code == 0
    assert result.err.splitlines()[1:] == [
        "2 rows: 0 made, 2 kept as before, 0 of them with warnings; 0 failed.",
        "job-2.pdf holds what has changed: 2",
    ]


def test_rows_that_name_files_are_mended_where_the_files_are(planner, listed, write):
    write("roster.csv", "id,plan,size\n1,plan.yaml,huge\n")
    assert "correct these rows in roster.csv itself, and in the system" in planner(*WORDS).err


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_many_rows_that_fail_are_grouped_by_reason(planner, listed, write, dry):
    rows = [f"{n},{'huge' if n % 3 else ''},{'2026-13-01' if n == 7 else ''}" for n in range(1, 61)]
    write("roster.csv", "\n".join(["id,size,start", *rows]) + "\n")
    err = planner(*WORDS, *dry).err.splitlines()
    assert sum(line.startswith("roster.csv:") for line in err) == 21  # the first twenty rows, one with two reasons
    reasons = [line for line in err if " failed: " in line]
    assert [line.partition(": ")[0] for line in reasons] == ["40 rows failed", "1 row failed"]
    assert reasons[0].startswith("40 rows failed: size: write ")
    assert reasons[0].endswith("57, 59, 60)")
    write("roster.csv", "id,conditions\n" + "".join(f"{n},qqqq;wwww\n" for n in range(30)))
    err = planner(*WORDS, *dry, "--resume").err.splitlines()
    assert [line[:14] for line in err if " failed: " in line] == ["30 rows failed"]  # each row once


def test_a_message_about_a_spanish_patient_names_the_plan_as_the_clinic_knows_it(planner, listed, write):
    write("roster.csv", "id,language,conditions\n1,es,stenosis-extension-sensitive\n")
    err = planner("batch", "low-back-relief", "roster.csv", "-o", "out").err
    title = load_plan("low-back-relief").title.partition("{")[0]
    assert f'roster.csv:2: conditions: the plan "{title}' in err
    assert 'name it in a column "patient"' in err


def test_a_print_job_of_failed_rows_does_not_take_the_place_of_everybodys(planner, listed, write):
    write("roster.csv", "id,size\n1,\n2,huge\n")
    planner(*WORDS, "--print-job", "job.pdf")
    before = (listed / "job.pdf").read_bytes()
    words = ["batch", "plan.yaml", "out/failed.csv", "-o", "out", "--resume", "--print-job"]
    result = planner(*words, "job.pdf")
    assert (result.code, result.out) == (4, "")
    assert "correct the roster itself and run all of it with --resume" in result.err
    assert planner(*words, "other.pdf").err.splitlines()[-1] == (
        "for one other.pdf with everybody, correct these rows in the roster they come from, and run that again"
    )
    write("roster.csv", "id,size\n1,huge\n2,huge\n")
    result = planner(*WORDS, "--print-job", "job.pdf", "--resume")
    assert (
        "job.pdf is from an earlier run and stays as it was: there is nothing to print now" in result.err.splitlines()
    )
    assert (listed / "job.pdf").read_bytes() == before


def test_warnings_of_persons_are_said_the_young_first_and_those_of_files_once(planner, listed, write, easy_plan):
    write("plan.yaml", easy_plan.replace("days: daily", "days: [mon]"))
    rows = [f"{n},1981-01-01,2026-01-05,{'osteoporosis;pregnancy' if n == 30 else ''}" for n in range(40)]
    write("roster.csv", "\n".join(["id,born,start,conditions", *rows, "K,2015-05-05,2026-01-05,"]) + "\n")
    for words in (["--dry-run"], []):
        err = planner(*WORDS, "--today", "2026-12-01", *words).err.splitlines()
        assert err[0] == "warning: born: 10 years old; the exercises and their doses are for adults (in row 42)"
        assert err[1].startswith("warning: start: is in the past")
        assert err[1].endswith("(in rows 2 to 42: 41 rows)")
        shared = [line for line in err if line.startswith("warning: plan.yaml")]
        assert len(shared) == 1
        assert "plan.yaml:" in shared[0]
        assert shared[0].endswith("(in rows 2 to 42)")


def test_what_conditions_change_is_counted(planner, listed, write):
    write("roster.csv", "id,name,conditions\n1,Ana Souza,osteoporosis\n")
    result = planner("batch", "low-back-relief", "roster.csv", "-o", "out")
    changes = "roster.csv:2: warning: conditions: 5 changes to the plan; out/report.html names them"
    assert result.err.splitlines()[0] == changes
    assert "Souza" not in result.err


def test_conditions_that_contradict_fail_their_row(planner, listed, write):
    write("roster.csv", "id,conditions\n1,sciatica-flexion-sensitive;stenosis-extension-sensitive\n")
    result = planner("batch", "keep-well", "roster.csv", "-o", "out", "--dry-run")
    assert result.code == 3
    assert result.err.startswith("roster.csv:2: conditions: ")
    assert "contradict each other" in result.err


def test_rows_without_a_password_are_said_once(planner, listed, write):
    write("roster.csv", "id,password\n1,secret\n2,\n3,\n")
    result = planner(*WORDS)
    assert result.err.count("out a password") == 1
    assert "rows without a password: 2; their files are not encrypted" in result.err
    assert "0 of them with warnings" in result.err


def test_from_week_prints_the_weeks_that_are_left(planner, listed, write):
    write("roster.csv", "id,name,plan\n1,Ana,low-back-relief\n2,Bo,\n")
    planner("batch", "low-back-relief", "roster.csv", "-o", "whole")
    result = planner("batch", "low-back-relief", "roster.csv", "-o", "out", "--from-week", "3")
    assert result.code == 0, result.err
    assert planner("build", "low-back-relief", "--name", "Ana", "--from-week", "3", "-o", "one.pdf").code == 0
    whole, later, one = (len(pypdfium2.PdfDocument(listed / name)) for name in ("whole/1.pdf", "out/1.pdf", "one.pdf"))
    assert later == one < whole
    wrong = planner("batch", "low-back-relief", "roster.csv", "-o", "out", "--from-week", "9")
    assert (wrong.code, wrong.err) == (2, "--from-week: 9: the plan has weeks 1 to 6\n")


@pytest.mark.parametrize("at", ["planner.batch.roster.read_roster", "planner.batch.batch.Batch.count"])
def test_ctrl_c_while_the_roster_is_read_says_that_nothing_was_written(planner, good, monkeypatch, at):
    def stopped(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(at, property(stopped) if at.endswith("count") else stopped)
    result = planner(*WORDS)
    assert (result.code, result.out, result.err) == (130, "", "stopped; nothing was written\n")
    assert not (good / "out").exists()


def test_what_is_said_names_no_patient(planner, listed):
    (listed / "roster.csv").write_text(ROSTER + "MRN-4,Ana ሰላም Souza,\nMRN-5,Souza\u202e,\n", "utf-8")
    for words in ((), ("--json", "--overwrite"), ("--dry-run", "--overwrite"), ("--strict", "--overwrite")):
        result = planner(*WORDS, *words)
        assert result.err.count(": name: ") == 2
        for word in ("Ana", "Souza", "Quist", "Lind", "1971", "2015"):
            assert word not in result.out + result.err


def test_json_is_an_event_for_each_row_and_an_end(planner, listed):
    result = planner(*WORDS, "--json", "--print-job", "job.pdf")
    *rows, end = map(json.loads, result.out.splitlines())
    assert [(row["event"], row["row"], row["id"], row["file"]) for row in rows] == [
        ("row", 2, "MRN-1", "MRN-1.pdf"), ("row", 3, "MRN-2", None), ("row", 4, "MRN-3", "MRN-3.pdf"),
    ]  # fmt: skip
    report = [json.loads(line) for line in (listed / "out/report.jsonl").read_text().splitlines()]
    assert [line["id"] for line in report] == [row["id"] for row in rows]
    assert end == {
        "event": "end", "print_job": "job.pdf", "print_jobs": ["job.pdf"], "report": "out/report.html",
        "made": 1, "warned": 1, "failed": 1,
        "kept": 0, "replaced": 0, "removed": [], "stay": [],
    }  # fmt: skip


def test_what_becomes_of_files_of_an_earlier_run_is_said(planner, listed, write):
    write("roster.csv", GOOD + "3,Cy Lind\n")
    planner(*WORDS, "--print-job", "job.pdf")
    before = (listed / "job.pdf").read_bytes()
    write("roster.csv", "id,name,size\n1,Ana Souza,huge\n2,Bo Quist,large\n4,Di,\n")
    dry = planner(*WORDS, "--resume", "--remove", "--dry-run").err.splitlines()
    day = made_on(listed / "out/1.pdf")
    stays = f"warning: rows fail now; what was made on {day} is kept, and may be out of date: 1.pdf"
    assert dry[1:-1] == [
        "would be replaced because the roster, the plan, an option or the file itself has changed: 2.pdf",
        "would be removed, as no row in this roster is for them: 3.pdf",
        stays,
    ]
    said = planner(*WORDS, "--resume").err.splitlines()
    assert [*said[1:4], said[5]] == [
        "replaced because the roster, the plan, an option or the file itself has changed: 2.pdf",
        stays,
        "warning: left over from an earlier run; no row in this roster matches: 3.pdf",
        "3 rows: 1 made, 1 from an earlier run replaced, 0 of them with warnings; 1 failed.",
    ]
    write("roster.csv", "id,name,size\n1,Ana Souza,huge\n2,Bo Quist,large\n3,Cy Lind,\n")
    result = planner(*WORDS, "--resume", "--print-job", "job.pdf")
    says = "job.pdf stays as it was: it holds 3 booklets from an earlier run, and only 2 rows have one now"
    assert says in result.err.splitlines()
    assert result.out == f"{listed / 'out/report.html'}\n"
    assert (listed / "job.pdf").read_bytes() == before
    end = json.loads(planner(*WORDS, "--resume", "--json", "--print-job", "job.pdf").out.splitlines()[-1])
    assert (end["print_job"], end["kept"], end["replaced"], end["removed"]) == (None, 2, 0, [])


def test_files_that_are_called_after_patients_are_counted(planner, listed, write):
    words = [*WORDS, "--file-names", "name"]
    write("roster.csv", GOOD)
    planner(*words)
    write("roster.csv", "id,name,size\n1,Ana Souza,large\n")
    said = planner(*words, "--resume").err
    assert "the file itself has changed: 1 file\n" in said
    assert "no row in this roster matches: 1 file\n" in said
    assert "Souza" not in said
    assert "Quist" not in said


def test_what_is_odd_about_a_list_is_a_warning(planner, listed, write):
    write("roster.csv", GOOD + ",Cy Lind\n")
    assert planner(*WORDS).err.splitlines()[0] == "warning: roster.csv: row 4 without an id; others have one"
    result = planner(*WORDS, "--strict", "--overwrite")
    assert (result.code, result.err.splitlines()[0]) == (2, "roster.csv: warning: row 4 without an id; others have one")


def test_the_next_day_only_what_has_changed_is_printed_and_who_has_left_is_removed(planner, listed, write):
    write("roster.csv", GOOD + "3,Cy Lind\n")
    planner(*WORDS, "--print-job", "job.pdf")
    write("roster.csv", GOOD.replace("Bo Quist", "Bo Quist-Ek"))
    day = (*WORDS, "--resume", "--print-job", "today.pdf", "--changed", "--remove")
    told = planner(*day, "--dry-run").out.splitlines()
    assert [line.rpartition(", ")[2] for line in told[:2]] == ["kept", "replaced"]
    result = planner(*day, "--json")
    events = [json.loads(line) for line in result.out.splitlines()]
    assert [(event["event"], event.get("id"), event.get("change")) for event in events[:-1]] == [
        ("row", "1", "kept"), ("row", "2", "replaced"), ("removed", "3", "removed"),
    ]  # fmt: skip
    assert "removed, as no row in this roster is for them: 3.pdf" in result.err
    again = planner(*day)
    assert "today.pdf is from an earlier run and stays as it was: there is nothing to print now" in again.err
    assert "today.pdf" not in again.out


def test_what_is_to_be_typed_next_loses_no_print_and_removes_nobody(planner, listed, write):
    write("roster.csv", GOOD)
    planner(*WORDS)
    write("roster.csv", "id,name,size\n1,Ana Souza-Ek,\n2,Bo Quist,huge\n")
    day = (*WORDS, "--resume", "--remove")
    assert planner(*day).err.splitlines()[-1] == "  planner batch plan.yaml out/failed.csv -o out --resume"
    write("roster.csv", "id,name,size\n1,Ana Souza,\n2,Bo Quist,huge\n")
    *_, command = planner(*day, "--print-job", "today.pdf", "--changed").err.splitlines()
    assert command.endswith("--print-job today-2.pdf --changed --remove --resume")
    before = (listed / "today.pdf").read_bytes()
    write("roster.csv", "id,name,size\n1,Ana Souza,\n2,Bo Quist,large\n")
    assert planner(*day, "--print-job", "today.pdf", "--changed").code == 4
    assert planner(*shlex.split(command)[1:]).out.splitlines()[0] == str(listed / "today-2.pdf")
    assert (listed / "today.pdf").read_bytes() == before


def test_many_who_would_be_removed_are_named_before_they_are(planner, listed, write):
    write("roster.csv", "id\n" + "".join(f"{n}\n" for n in range(1, 10)))
    planner(*WORDS)
    write("roster.csv", "id\n1\n2\n3\n4\n")
    day = (*WORDS, "--resume", "--remove")
    says = "--remove: not in roster.csv, of what is in out: 5 of 9 patients (5.pdf, 6.pdf, 7.pdf, 8.pdf, 9.pdf); "
    assert any(line.startswith(f"warning: {says}") for line in planner(*day, "--dry-run").err.splitlines())
    result = planner(*day)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(says)
    assert (listed / "out/9.pdf").exists()
    option = re.search(r"--remove-up-to \d+", result.err)[0]
    assert planner(*WORDS, "--resume", *option.split()).code == 0
    assert not (listed / "out/5.pdf").exists()


def test_a_dry_run_asks_about_dates_in_the_other_order(planner, listed, write):
    write("roster.csv", "id,start\n1,12/13/2026\n2,12/07/2026\n")
    err = planner(*WORDS, "--dates", "dmy", "--dry-run").err
    assert "is the order of the dates in this list mdy? Then dates of rows that do not fail are wrong too" in err
    assert "list mdy?" not in planner(*WORDS, "--dates", "mdy", "--dry-run").err


def test_dates_in_the_other_order_are_asked_about(planner, listed, write):
    american = (
        "id,born,start\n1,04/13/1971,12/07/2030\n2,02/28/1972,12/07/2030\n3,01/30/1980,12/07/2030\n4,02/03/1980,\n"
    )
    says = "is the order of the dates in this list mdy? Then dates of rows that did not fail are wrong too"
    write("roster.csv", american)
    err = planner(*WORDS, "--dates", "dmy", "--print-job", "job.pdf").err
    assert says in err
    assert err.count("planner batch") == 1
    [command] = [line.strip() for line in err.splitlines() if "planner batch" in line]
    assert command.endswith("--dates mdy --print-job job.pdf --overwrite")
    assert planner(*shlex.split(command)[1:]).code == 0
    assert says not in planner(*WORDS, "--dates", "mdy", "--overwrite").err
    write("roster.csv", "id,born\n1,31/02/1971\n2,30/02/1972\n3,04/13/1980\n4,32/01/1980\n")
    assert "is the order of the dates" not in planner(*WORDS, "--dates", "dmy", "--overwrite").err


@pytest.mark.parametrize(
    ("born", "asks"),
    [
        ("13/04/1971 02/03/1972 01/02/1980", True),
        ("13/04/1971", True),
        ("13/04/1971 02/03/1972 04/28/1980", False),
        ("02/03/1972 30/30/1972", False),
    ],
)
def test_in_a_short_list_one_date_asks_about_the_order(planner, listed, write, born, asks):
    write("roster.csv", "id,born\n" + "".join(f"{n},{day}\n" for n, day in enumerate(born.split())))
    assert ("is the order of the dates in this list dmy?" in planner(*WORDS, "--dates", "mdy").err) == asks


@pytest.mark.parametrize("day", ["2026-12-07", "2026-12-14", "2026/12/14", "03/14/2026"])
def test_a_day_that_is_written_in_no_such_order_says_nothing_about_it(planner, listed, write, day):
    says = "is the order of the dates in this list dmy?"
    asks = day != "03/14/2026"
    write("roster.csv", f"id,born,start\n1,25/12/1950,\n2,03/04/1951,{day}\n")
    assert (says in planner(*WORDS, "--dates", "mdy").err) == asks
    write("roster.csv", "id,born\n1,25/12/1950\n2,03/04/1951\n")
    if asks and "/" not in day:
        assert says in planner(*WORDS, "--dates", "mdy", "--start", day, "--overwrite").err


def test_the_next_day_warnings_of_who_is_kept_are_counted_and_new_ones_printed(planner, listed, write):
    write("roster.csv", "id,name,born,days\n1,Ana,,mon;tue\n2,Bo,,mon;tue\n")
    said = planner(*WORDS).err.splitlines()
    assert sum("2 days a week" in line for line in said) == 2
    write("roster.csv", "id,name,born,days\n1,Ana,,mon;tue\n2,Bo,2015-01-01,mon;tue\n3,Cy,,mon;tue\n")
    said = planner(*WORDS, "--resume").err.splitlines()
    assert [line.partition(":")[0] for line in said if "2 days a week" in line] == ["roster.csv"]
    assert [line for line in said if line.startswith("roster.csv:4: warning: days")]
    assert [line for line in said if line.startswith("roster.csv:3: warning: born")]
    assert "2 rows kept as before with warnings that the last report has too; out/report.html names them" in said


def test_a_list_of_failed_rows_that_is_empty_is_nothing_to_do(planner, listed, write):
    row = "1,Ana\n"
    write("roster.csv", f"id,name\n{row}{row}")
    assert planner(*WORDS).code == 3
    listed_rows = (listed / "out/failed.csv").read_text("utf-8-sig").splitlines()
    (listed / "out/failed.csv").write_text(f"{listed_rows[0]}\n")
    (listed / "other.csv").write_text(f"{listed_rows[0]}\n")
    result = planner("batch", "plan.yaml", "other.csv", "-o", "out", "--resume", "--json")
    assert json.loads(result.out)["event"] == "end"
    result = planner("batch", "plan.yaml", "out/failed.csv", "-o", "out", "--resume")
    assert (result.code, result.err) == (0, "out/failed.csv: has no rows any more, so there is nothing to do\n")
    write("roster.csv", f"id,name\n{row}")
    assert planner(*WORDS, "--resume").code == 0


def test_options_about_an_earlier_run_need_one(planner, good):
    for option in ("--remove", "--changed"):
        result = planner(*WORDS, option, "--print-job", "job.pdf")
        assert (result.code, result.err) == (
            2, f"{option} is about what an earlier run has made; add --resume\n",
        )  # fmt: skip


def test_forms_are_named_and_calendar_files_are_made(planner, good, write):
    write("roster.csv", "id,start\n1,2026-12-07\n")
    assert planner(*WORDS, "--form", "one-pages").err.startswith('--form: "one-pages": did you mean "one-page"?')
    assert planner(*WORDS, "--form", "one-page", "--form", "booklet", "--calendar").code == 0
    assert {path.name for path in (good / "out").iterdir()} == {
        "1.pdf", "1-one-page.pdf", "1.ics", "report.html", "report.jsonl",
    }  # fmt: skip
