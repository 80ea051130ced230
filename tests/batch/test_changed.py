"""What has changed since the last run; who has left; one job for each paper; other forms and calendar files."""

import csv
import json
from hashlib import sha256
from io import StringIO

import pikepdf
import pytest

from planner import __version__
from planner.batch.persons import conditions_mark, has_conditions
from planner.batch.previous import previous_run
from planner.batch.print_job import PrintJob, fresh
from planner.batch.run import make_batch
from planner.problems import InputError, OutputError
from tests.batch.runs import pdfs, reported, state

LIST = "id,name,start\n1,Ana,2026-12-07\n2,Bo,2026-12-07\n3,Cy,2026-12-07\n"


def changes(folder) -> dict[str, str]:
    return {line["id"]: line["change"] for line in reported(folder)}


def labels(path) -> tuple[str, ...]:
    return previous_run(path.parent / "nowhere", PrintJob(path)).printed_labels


def table(path) -> list[dict[str, str]]:
    return [*csv.DictReader(StringIO(path.read_text("utf-8-sig"), newline=""))]


# -- what has changed ------------------------------------------------------------------------------------------------


def test_the_report_says_what_was_made_kept_and_replaced(batch, tmp_path):
    out = tmp_path / "out"
    make_batch(batch(LIST))
    assert changes(out) == dict.fromkeys("123", "made")
    make_batch(batch(LIST.replace("Bo", "Bob").replace("3,Cy,2026-12-07", "3,Cy,huh") + "4,Di,\n", existing="keep"))
    assert changes(out) == {"1": "kept", "2": "replaced", "3": "kept", "4": "made"}
    sums = {name: sha256(data).hexdigest() for name, data in pdfs(out).items()}
    assert [line["stay"] for line in reported(out)] == [{}, {}, {"3.pdf": sums["3.pdf"]}, {}]
    page = (out / "report.html").read_text("utf-8")
    assert "<td>replaced</td>" in page
    assert page.count("<td>kept</td>") == 2
    assert "Since the last run: 1 made, 2 kept, 1 replaced." in page


def test_only_what_has_changed_is_printed(batch, tmp_path):
    make_batch(batch(LIST, print_job=PrintJob(tmp_path / "job.pdf")))
    today = PrintJob(tmp_path / "today.pdf")
    text = LIST.replace("Bo", "Bob") + "4,Di,\n"
    make_batch(batch(text, print_job=today, existing="keep", prints_changed_only=True))
    assert labels(today.path) == ("2", "4")
    assert [row["id"] for row in table(tmp_path / "today.csv")] == ["2", "4"]
    assert labels(tmp_path / "job.pdf") == ("1", "2", "3")


def test_what_a_run_without_a_print_job_has_changed_is_in_the_next_one(batch, tmp_path):
    make_batch(batch(LIST.replace("3,Cy,2026", "3,Cy,huh"), print_job=PrintJob(tmp_path / "job.pdf")))
    listed = (tmp_path / "out/failed.csv").read_bytes().decode("utf-8-sig").replace("huh-", "2026-")
    make_batch(batch(listed, "out/failed.csv", existing="keep"))
    text, today = LIST.replace("Bo", "Bob") + "4,Di,\n", PrintJob(tmp_path / "today.pdf")
    make_batch(batch(text, existing="keep"))
    make_batch(batch(text, print_job=today, existing="keep", prints_changed_only=True))
    assert changes(tmp_path / "out") == dict.fromkeys("1234", "kept")
    assert labels(today.path) == ("2", "3", "4")
    later = PrintJob(tmp_path / "later.pdf")
    make_batch(batch(text, print_job=later, existing="keep", prints_changed_only=True))
    assert not later.path.exists()


def test_who_was_given_a_handout_is_not_given_the_booklet_again(batch, tmp_path):
    options = {"existing": "keep", "prints_changed_only": True}
    make_batch(batch(LIST, print_job=PrintJob(tmp_path / "job.pdf")))
    hand = PrintJob(tmp_path / "hand.pdf")
    make_batch(batch(LIST, print_job=hand, forms=("handout",), only=("1", "2"), **options))
    assert labels(hand.path) == ("1", "2")
    today = PrintJob(tmp_path / "today.pdf")
    make_batch(batch(LIST.replace("Cy", "Cyd"), print_job=today, **options))
    assert changes(tmp_path / "out") == {"1": "kept", "2": "kept", "3": "replaced"}
    assert labels(today.path) == ("3",)


def test_what_stood_in_no_job_as_an_older_one_stayed_is_printed_later(batch, tmp_path):
    job, today = PrintJob(tmp_path / "job.pdf"), PrintJob(tmp_path / "today.pdf")
    make_batch(batch(LIST, print_job=job))
    text = LIST.replace("Ana", "Anna").replace("3,Cy,2026", "3,Cy,huh")
    make_batch(batch(text, print_job=job, existing="keep"))  # it would lack row 3, so the job stays
    make_batch(batch(text, print_job=today, existing="keep", prints_changed_only=True))
    assert labels(today.path) == ("1",)


def test_after_a_report_that_does_not_say_what_was_printed_all_that_stands_in_it_was(batch, tmp_path):
    make_batch(batch(LIST))
    path = tmp_path / "out/report.jsonl"
    lines = [{key: value for key, value in line.items() if key != "printed"} for line in reported(tmp_path / "out")]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    today = PrintJob(tmp_path / "today.pdf")
    make_batch(batch(LIST.replace("Cy", "Cyd"), print_job=today, existing="keep", prints_changed_only=True))
    assert labels(today.path) == ("3",)


def test_where_nothing_has_changed_nothing_is_printed_and_the_job_of_yesterday_stays(batch, tmp_path):
    today = PrintJob(tmp_path / "today.pdf")
    make_batch(batch(LIST, print_job=today))
    before = today.path.read_bytes()
    done = make_batch(batch(LIST, print_job=today, existing="keep", prints_changed_only=True))
    assert [outcome.sheets for outcome in done] == [0, 0, 0]
    assert today.path.read_bytes() == before


@pytest.mark.parametrize("existing", ["keep", "replace"])
def test_a_job_of_what_has_changed_takes_the_place_of_no_other_one(batch, tmp_path, existing):
    options = {"existing": existing, "prints_changed_only": True}
    today = PrintJob(tmp_path / "today.pdf")
    make_batch(batch(LIST.replace("3,Cy,2026", "3,Cy,huh"), print_job=today, **options))
    before, said = state(tmp_path), r"others than this run would print: 1, 2; .*--print-job .*today-2\.pdf"
    with pytest.raises(OutputError, match=said):
        [*batch(LIST, print_job=today, **options).outcomes(write=False)]
    with pytest.raises(OutputError, match=said):
        make_batch(batch(LIST, print_job=today, **options))
    assert state(tmp_path)["today.pdf"] == before["today.pdf"]
    make_batch(batch(LIST, print_job=PrintJob(tmp_path / "today-2.pdf"), **options))
    assert (labels(today.path), labels(tmp_path / "today-2.pdf")) == (("1", "2"), ("3",))


@pytest.mark.parametrize(
    ("there", "says"),
    [
        (["job.pdf"], "job-2.pdf"),
        (["job.pdf", "job-2.pdf", "job-3.csv"], "job-4.pdf"),
        (["2026-12-07.pdf"], "2026-12-07-2.pdf"),
    ],
)
def test_the_next_job_has_a_name_that_no_file_has(tmp_path, there, says):
    for name in there:
        (tmp_path / name).touch()
    assert fresh(tmp_path / there[0]).name == says
    if len(there) > 1:
        assert fresh(tmp_path / there[1]).name == says


def test_a_second_row_with_the_same_id_changes_nothing_on_the_next_day(batch, tmp_path):
    text = LIST + "2,Bo,2026-12-07\n"
    options = {"print_job": PrintJob(tmp_path / "today.pdf"), "existing": "keep", "prints_changed_only": True}
    first = make_batch(batch(text, **options))
    assert [outcome.status for outcome in first] == ["made", "made", "made", "failed"]
    for _ in range(2):
        done = make_batch(batch(text, **options))
        assert [(outcome.change, outcome.sheets) for outcome in done] == [*[("kept", 0)] * 3, (None, 0)]
    listed = (tmp_path / "out/failed.csv").read_bytes().decode("utf-8-sig")
    make_batch(batch(listed, "out/failed.csv", existing="keep"))
    done = make_batch(batch(text, **options))
    assert [outcome.change for outcome in done] == ["kept", "kept", "kept", None]


def test_a_second_row_with_the_same_id_does_not_hold_up_the_print_job(batch, tmp_path):
    text, job = LIST + "2,Bo,2026-12-07\n", PrintJob(tmp_path / "job.pdf")
    make_batch(batch(text, print_job=job))
    before = job.path.read_bytes()
    make_batch(batch(text.replace("Ana", "Anna"), print_job=job, existing="keep"))
    assert job.path.read_bytes() != before


def test_after_an_interruption_the_same_is_printed_as_without(batch, tmp_path):
    make_batch(batch(LIST, print_job=PrintJob(tmp_path / "job.pdf")))
    text, today = LIST.replace("Ana", "Anna").replace("Cy", "Cyd"), PrintJob(tmp_path / "today.pdf")

    def stop(_outcome):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_batch(batch(text, print_job=today, existing="keep", prints_changed_only=True), stop)
    make_batch(batch(text, print_job=today, existing="keep", prints_changed_only=True))
    assert labels(today.path) == ("1", "3")
    assert changes(tmp_path / "out") == {"1": "replaced", "2": "kept", "3": "replaced"}


def test_the_list_of_failed_rows_leaves_the_others_in_the_report(batch, tmp_path):
    out = tmp_path / "out"
    make_batch(batch(LIST.replace("2,Bo,2026-12-07", "2,Bo,7.12.2026")))
    mended = (out / "failed.csv").read_bytes().decode("utf-8-sig").replace("7.12.2026", "2026-12-07")
    make_batch(batch(mended, "out/failed.csv", existing="keep"))
    assert changes(out) == {"1": "kept", "2": "made", "3": "kept"}
    assert not (out / "failed.csv").exists()
    make_batch(batch(LIST, existing="keep"))
    assert changes(out) == dict.fromkeys("123", "kept")


# -- who has left ----------------------------------------------------------------------------------------------------


def test_who_has_left_is_removed_and_the_others_are_kept(batch, tmp_path):
    out, job = tmp_path / "out", PrintJob(tmp_path / "job.pdf")
    make_batch(batch(LIST, print_job=job, calendars=True))
    kept = (out / "1.pdf").stat().st_mtime_ns
    shorter = LIST.replace("2,Bo,2026-12-07\n", "")
    with pytest.raises(OutputError, match="if they were left out on purpose, add --remove"):
        make_batch(batch(shorter, print_job=job, existing="keep", calendars=True))
    make_batch(batch(shorter, print_job=job, existing="keep", calendars=True, removes=True))
    assert {path.name for path in out.glob("[123].*")} == {"1.pdf", "1.ics", "3.pdf", "3.ics"}
    assert (out / "1.pdf").stat().st_mtime_ns == kept
    assert labels(job.path) == ("1", "3")
    *_, last = reported(out)
    gone = {"row": None, "id": "2", "file": None, "change": "removed", "files": ["2.pdf", "2.ics"]}
    assert last == {"planner": __version__, **gone}
    assert "removed, as no row in this roster is for them: 2" in (out / "report.html").read_text("utf-8")
    make_batch(batch(shorter, print_job=job, existing="keep", removes=True))
    assert changes(out) == {"1": "kept", "3": "kept"}


def test_a_roster_of_others_removes_nobody(batch, tmp_path):
    make_batch(batch(LIST))
    before = pdfs(tmp_path / "out")
    with pytest.raises(InputError, match=r"none of the 3 patients in .* is it the right roster"):
        make_batch(batch("id\n7\n8\n", existing="keep", removes=True))
    assert pdfs(tmp_path / "out") == before


def test_a_list_of_failed_rows_removes_nobody_whatever_it_is_called(batch, tmp_path):
    out = tmp_path / "out"
    make_batch(batch(LIST.replace("3,Cy,2026", "3,Cy,huh")))
    mended = (out / "failed.csv").read_bytes().decode("utf-8-sig").replace("huh-", "2026-")
    with pytest.raises(InputError, match=r"mended\.csv is a list of rows that failed"):
        make_batch(batch(mended, "mended.csv", existing="keep", removes=True))
    make_batch(batch(mended, "mended.csv", existing="keep"))
    assert changes(out) == {"1": "kept", "2": "kept", "3": "made"}
    assert {*pdfs(out)} == {"1.pdf", "2.pdf", "3.pdf"}


def test_nothing_outside_the_folder_is_removed_whatever_a_report_says(batch, tmp_path):
    out = tmp_path / "out"
    make_batch(batch(LIST))
    mine = tmp_path / "mine.pdf"
    mine.write_text("mine")
    report = out / "report.jsonl"
    report.write_text(report.read_text("utf-8").replace('"2.pdf"', '"../mine.pdf"'), "utf-8")
    make_batch(batch(LIST.replace("2,Bo,2026-12-07\n", ""), existing="keep", removes=True))
    assert mine.read_text() == "mine"


def test_an_id_that_ends_as_a_form_is_called_has_not_left(batch, tmp_path):
    text = "id\nkim-handout\n2\n"
    make_batch(batch(text))
    make_batch(batch(text, existing="keep", removes=True))
    assert {*pdfs(tmp_path / "out")} == {"kim-handout.pdf", "2.pdf"}
    make_batch(batch(text + "kim\n", existing="keep"))
    assert changes(tmp_path / "out") == {"kim-handout": "kept", "2": "kept", "kim": "made"}
    assert {*pdfs(tmp_path / "out")} == {"kim-handout.pdf", "2.pdf", "kim.pdf"}


def test_files_of_who_has_left_are_known_after_a_run_without_remove(batch, tmp_path):
    make_batch(batch(LIST, calendars=True))
    shorter = LIST.replace("2,Bo,2026-12-07\n", "")
    for _ in range(2):
        make_batch(batch(shorter, existing="keep"))
        *_, left = reported(tmp_path / "out")
        assert (left["row"], left["id"], [*left["stay"]], left["change"]) == (None, "2", ["2.pdf", "2.ics"], "kept")
        assert "no row in this roster matches: 2.pdf, 2.ics" in (tmp_path / "out/report.html").read_text("utf-8")
    make_batch(batch(shorter, existing="keep", removes=True))
    assert {*pdfs(tmp_path / "out")} == {"1.pdf", "3.pdf"}


@pytest.mark.parametrize("wrong", ["id,name,start\n8,Xo,huh\n9,Yo,huh\n", LIST.replace("2026", "huh")])
def test_after_a_wrong_list_nobody_is_printed_again(batch, tmp_path, wrong):
    make_batch(batch(LIST, print_job=PrintJob(tmp_path / "job.pdf")))
    make_batch(batch(wrong, existing="keep"))
    today = PrintJob(tmp_path / "today.pdf")
    make_batch(batch(LIST, print_job=today, existing="keep", prints_changed_only=True))
    assert changes(tmp_path / "out") == dict.fromkeys("123", "kept")
    assert not today.path.exists()


def test_half_a_list_removes_nobody_unless_it_is_said_how_many(batch, tmp_path):
    out = tmp_path / "out"
    text = "id\n" + "".join(f"{n}\n" for n in range(1, 19))
    make_batch(batch(text))
    half = text[: text.index("14\n")]
    before = state(out)
    for most in (None, 4):
        todo = batch(half, existing="keep", removes=True, removes_up_to=most)
        with pytest.raises(InputError, match=r"out: 5 of 18 patients \(14.pdf, 15.pdf, .*--remove-up-to 5"):
            make_batch(todo)
    assert state(out) == before
    make_batch(batch(text.replace("18\n", ""), existing="keep", removes=True))
    make_batch(batch(half, existing="keep", removes=True))  # four more of seventeen
    assert len(pdfs(out)) == 13
    make_batch(batch(text[: text.index("9\n")], existing="keep", removes=True, removes_up_to=5))
    assert len(pdfs(out)) == 8


def test_a_booklet_that_got_its_id_in_the_list_of_failed_rows_outlives_the_next_export(batch, tmp_path):
    out, text = tmp_path / "out", LIST + "2,Di,2026-12-07\n"
    make_batch(batch(text))
    listed = (out / "failed.csv").read_bytes().decode("utf-8-sig").splitlines()
    mended = f"{listed[0]}\r\n,4,,Di,2026-12-07\r\n"
    make_batch(batch(mended, "out/failed.csv", existing="keep"))
    for _ in range(2):
        make_batch(batch(text, existing="keep", removes=True))
        assert {*pdfs(out)} == {"1.pdf", "2.pdf", "3.pdf", "4.pdf"}
        assert "no row in this roster matches: 4.pdf" in (out / "report.html").read_text("utf-8")
    make_batch(batch(LIST, existing="keep", removes=True))
    assert {*pdfs(out)} == {"1.pdf", "2.pdf", "3.pdf"}


# -- whose an id is ---------------------------------------------------------------------------------------------------

PEOPLE = ("Ana Souza", "Bo Quist", "Cy Lind", "Di Ek", "Ed Roth")


def people(*names: str, born: str = "1970-01-01") -> str:
    rows = [f"{n},{name},{born}\n" for n, name in enumerate(names, 1)]
    return "id,name,born\n" + "".join(rows)


def test_another_list_replaces_nobodys_booklet(batch, tmp_path):
    make_batch(batch(people(*PEOPLE)))
    before = state(tmp_path / "out")
    slipped = people(*PEOPLE[1:], PEOPLE[0])
    with pytest.raises(
        InputError, match=r"5 of 5 ids have another name or day of birth .*\(rows 2 to 6\); .*right list"
    ):
        make_batch(batch(slipped, existing="keep"))
    assert state(tmp_path / "out") == before
    make_batch(batch(slipped, existing="replace"))
    assert state(tmp_path / "out")["1.pdf"] != before["1.pdf"]


def test_another_person_under_an_id_is_a_warning_until_that_row_changes_again(batch, tmp_path):
    make_batch(batch(people(*PEOPLE)))
    says = "id: the last run had another name or day of birth under this id; is it another patient?"
    second = people("Ana Souza", "Xi Wong", *PEOPLE[2:])
    job = {"print_job": PrintJob(tmp_path / "today.pdf"), "prints_changed_only": True}
    for options in ({}, job, {}):
        done = make_batch(batch(second, existing="keep", **options))
        assert [outcome.warnings for outcome in done] == [(), (says,), (), (), ()]
        assert says in (tmp_path / "out/report.html").read_text("utf-8")
    make_batch(batch(second.replace("2,Xi Wong,1970-01-01", "2,Xi Wong,huh"), existing="keep"))
    make_batch(batch(second.replace("5,Ed Roth,1970-01-01\n", ""), existing="keep"))
    corrected = second.replace("Cy Lind", "Cyd Lind")
    done = make_batch(batch(corrected, existing="keep"))
    assert [outcome.warnings for outcome in done] == [(), (says,), (says,), (), ()]
    assert [[one["message"] for one in line["doubts"]] for line in reported(tmp_path / "out")][1] == [says[4:]]
    again = make_batch(batch(corrected.replace("Xi Wong,1970", "Xi Wong,1971"), existing="keep", only=("2",)))
    assert [outcome.warnings for outcome in again] == [(says,)]


@pytest.mark.parametrize("same", [("Souza, Ana", "quist  bo"), ("ANA SOUZÁ", "Bo Quist")])
def test_a_name_that_is_written_in_another_way_is_the_same_person(batch, tmp_path, same):
    make_batch(batch(people(*PEOPLE).replace("1970-01-01", "")))
    done = make_batch(batch(people(*same, *PEOPLE[2:]), existing="keep"))
    assert not any(outcome.warnings for outcome in done)


CONDITIONS = ("osteoporosis", "", "balance", "", "hypertension")


def with_conditions(*conditions: str) -> str:
    pairs = zip(people(*PEOPLE).splitlines(), ("conditions", *conditions), strict=True)
    return "".join(f"{line},{one}\n" for line, one in pairs)


def test_a_column_of_conditions_that_was_sorted_by_itself_replaces_nobodys_booklet(batch, tmp_path):
    make_batch(batch(with_conditions(*CONDITIONS)))
    before = state(tmp_path / "out")
    says = r"[345] of 5 ids have other conditions than in the last run \(rows .*\); .*columns in order"
    with pytest.raises(InputError, match=says):
        make_batch(batch(with_conditions(*sorted(CONDITIONS)), existing="keep"))
    assert state(tmp_path / "out") == before
    make_batch(batch(with_conditions("balance", *CONDITIONS[1:]), existing="keep"))
    make_batch(batch(with_conditions(*sorted(CONDITIONS)), existing="replace"))
    make_batch(batch(with_conditions(*sorted(CONDITIONS)), existing="keep"))


def test_a_report_holds_too_little_to_look_for_a_condition(batch, tmp_path):
    make_batch(batch(with_conditions(*CONDITIONS)))
    found = [line["conditions_mark"] for line in reported(tmp_path / "out")]
    assert [len(one) for one in found] == [2, 1, 2, 1, 2]
    assert len({conditions_mark(str(n), "Ana", None, ["balance"]) for n in range(9)}) > 1  # not one for a condition


def test_the_loss_of_all_conditions_is_seen_of_everybody():
    for n in map(str, range(100)):
        some, none = (str(conditions_mark(n, "Ana", None, which)) for which in (["balance"], []))
        assert not has_conditions(n, "Ana", None, (), some)
        assert has_conditions(n, "Ana", None, ("balance",), some)
        assert has_conditions(n, "Ana", None, ("balance",), some[1:])  # as earlier reports have it
        assert has_conditions(n, "Ana", None, (), none)
        assert not has_conditions(n, "Ana", None, ("balance",), none)


def test_a_report_holds_no_name_and_too_little_to_look_for_one(batch, tmp_path):
    make_batch(batch(people(*PEOPLE)))
    found = [line["person"] for line in reported(tmp_path / "out")]
    assert len({*found}) == 5
    assert {len(one) for one in found} == {4}


def test_most_booklets_are_not_replaced_for_an_option_that_was_forgotten(batch, tmp_path):
    text = "id,name,start\n" + "".join(f"{n},Ana,2026-12-07\n" for n in range(1, 31))
    make_batch(batch(text))
    before = state(tmp_path)
    says = r"out: 15 of 15 that were looked at, of 30, booklets would be replaced; is all typed .*--overwrite"
    with pytest.raises(InputError, match=says):
        make_batch(batch(text.replace("2026-12-07", ""), existing="keep"))
    before["roster.csv"] = (tmp_path / "roster.csv").read_bytes()
    assert state(tmp_path) == before
    few = text.replace("2026-12-07", "2026-12-08", 12)
    assert sum(outcome.replaced for outcome in make_batch(batch(few, existing="keep"))) == 12
    make_batch(batch(text.replace("2026-12-07", ""), existing="replace"))
    make_batch(batch(text.replace("2026-12-07", ""), existing="keep"))


def test_after_a_new_version_it_is_said_what_to_type(batch, tmp_path):
    text = "id,name\n" + "".join(f"{n},Ana\n" for n in range(10))
    make_batch(batch(text))
    path = tmp_path / "out/report.jsonl"
    path.write_text(path.read_text("utf-8").replace(f'"planner": "{__version__}"', '"planner": "1.9"'), "utf-8")
    says = (
        "10 of 10 booklets would be replaced; the last run was made by planner 1.9, .* --overwrite instead of --resume"
    )
    with pytest.raises(InputError, match=says):
        make_batch(batch(text.replace("Ana", "ana"), existing="keep"))


# -- names of files --------------------------------------------------------------------------------------------------


def test_a_patient_keeps_the_file_whoever_else_is_in_the_list(batch, tmp_path):
    first = make_batch(batch("id,name\nA1,Ana\na1,Bo\n"))
    names = {outcome.id: outcome.file for outcome in first}
    assert len({name.lower() for name in names.values()}) == 2
    before = pdfs(tmp_path / "out")
    [alone] = make_batch(batch("id,name\na1,Bo\n", existing="keep"))
    assert alone.file == names["a1"]
    assert pdfs(tmp_path / "out") == before
    turned = make_batch(batch("id,name\na1,Bo\nA1,Ana\n", existing="keep"))
    assert {outcome.id: outcome.file for outcome in turned} == names


def test_files_that_were_named_otherwise_are_no_example(batch):
    make_batch(batch("id,name\nA1,Ana\n", file_names="name"))
    assert [outcome.file for outcome in make_batch(batch("id,name\nA1,Ana\n", existing="keep"))] == ["A1.pdf"]


# -- the table of the print job, and papers --------------------------------------------------------------------------


def test_the_table_says_whose_pages_are_where(batch, tmp_path):
    job = PrintJob(tmp_path / "job.pdf", duplex=True, separators=True)
    done = make_batch(batch(LIST, print_job=job))
    rows = table(tmp_path / "job.csv")
    assert [(row["row"], row["id"], row["file"], row["paper"]) for row in rows] == [
        ("2", "1", "1.pdf", "A4"),
        ("3", "2", "2.pdf", "A4"),
        ("4", "3", "3.pdf", "A4"),
    ]
    ends = [0, *(int(row["last_page"]) for row in rows)]
    assert [int(row["first_page"]) for row in rows] == [end + 1 for end in ends[:-1]]
    assert [int(row["sheets"]) for row in rows] == [outcome.sheets for outcome in done]
    with pikepdf.open(tmp_path / "job.pdf") as pdf:
        assert len(pdf.pages) == ends[-1] == 2 * sum(outcome.sheets for outcome in done)


@pytest.mark.parametrize("name", ["job.csv", "lists/monday.csv"])
def test_no_list_of_the_clinics_own_is_replaced_by_a_table(batch, tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("id,name\n1,mine\n")
    with pytest.raises(InputError, match="the table of the print job needs it"):
        make_batch(batch(LIST, print_job=PrintJob(path.with_suffix(".pdf")), existing="replace"))
    assert path.read_text() == "id,name\n1,mine\n"


def test_each_paper_has_a_job_of_its_own(batch, tmp_path):
    text = "id,paper,size\n1,,xl\n2,letter,\n3,A4,\n4,Letter,\n5,A5,\n"
    job = PrintJob(tmp_path / "job.pdf")
    done = make_batch(batch(text, print_job=job))
    assert labels(tmp_path / "job.pdf") == ("1", "3", "2", "4")
    assert [(row["id"], row["language"], row["size"]) for row in table(tmp_path / "job.csv")] == [
        ("1", "en", "xl"),
        ("3", "en", "standard"),
    ]
    assert [(row["id"], row["paper"]) for row in table(tmp_path / "job-Letter.csv")] == [
        ("2", "Letter"),
        ("4", "Letter"),
    ]
    for name, width in (("out/1.pdf", 595), ("out/2.pdf", 612), ("job.pdf", 595), ("job-Letter.pdf", 612)):
        with pikepdf.open(tmp_path / name) as pdf:
            assert {round(float(page.mediabox[2])) for page in pdf.pages} == {width}
    assert done[4].error == "paper: write A4 or Letter"


def test_two_batches_that_name_one_print_job_do_not_lose_one(batch, tmp_path):
    job = PrintJob(tmp_path / "job.pdf")

    def second(_outcome):
        with pytest.raises(OutputError, match="another batch is writing this print job"):
            make_batch(batch("id\n9\n", "other.csv", folder=tmp_path / "other", print_job=job))

    make_batch(batch(LIST, print_job=job), second)
    assert labels(job.path) == ("1", "2", "3")
    with pytest.raises(OutputError, match="is there already"):
        make_batch(batch("id\n9\n", "other.csv", folder=tmp_path / "other", print_job=job))
    assert labels(job.path) == ("1", "2", "3")
    assert not [name for name in state(tmp_path) if ".planner" in name]


# -- other forms, and calendar files ---------------------------------------------------------------------------------


def test_several_forms_of_each_patient_are_printed_behind_each_other(batch, tmp_path):
    job = PrintJob(tmp_path / "job.pdf", duplex=True)
    done = make_batch(batch(LIST, print_job=job, forms=("booklet", "one-page")))
    assert [*done[0].files] == ["1.pdf", "1-one-page.pdf"]
    line = reported(tmp_path / "out")[0]
    assert [(one["what"], one["file"], one["pages"]) for one in line["also"]] == [("one-page", "1-one-page.pdf", 2)]
    assert labels(job.path) == ("1", "2", "3")
    with pikepdf.open(tmp_path / "out/1.pdf") as whole, pikepdf.open(tmp_path / "job.pdf") as pdf:
        each = len(whole.pages) + len(whole.pages) % 2 + 2
        assert len(pdf.pages) == 3 * each
    assert [int(row["first_page"]) for row in table(tmp_path / "job.csv")] == [1, 1 + each, 1 + 2 * each]


def test_a_form_alone_has_no_booklet(batch, tmp_path):
    done = make_batch(batch(LIST, forms=("one-page",)))
    assert [outcome.file for outcome in done] == ["1-one-page.pdf", "2-one-page.pdf", "3-one-page.pdf"]
    assert len(pdfs(tmp_path / "out")) == 3


def test_a_row_that_fails_keeps_all_of_its_forms_and_says_so(batch, tmp_path):
    make_batch(batch(LIST, forms=("booklet", "one-page"), calendars=True))
    done = make_batch(batch(LIST.replace("2,Bo,2026-12-07", "2,Bo,huh"), existing="keep"))
    assert {*done[1].stay} == {path.name for path in (tmp_path / "out").glob("2*")}
    assert len(done[1].stay) == 3


def test_two_rows_never_have_the_same_file(batch):
    with pytest.raises(InputError, match=r"two rows would have the file 1-one-page\.pdf"):
        make_batch(batch("id\n1\n1-one-page\n", forms=("booklet", "one-page")))


def test_sheets_to_fold_hold_the_booklet_only(batch, tmp_path):
    job = PrintJob(tmp_path / "job.pdf", duplex=True, folded=True)
    with pytest.raises(InputError, match="only the whole booklet is folded"):
        make_batch(batch(LIST, print_job=job, forms=("booklet", "one-page")))


def test_who_has_a_first_day_gets_a_calendar_file(batch, tmp_path):
    done = make_batch(batch("id,start\n1,2026-12-07\n2,\n", calendars=True))
    assert {path.name for path in (tmp_path / "out").glob("*.ics")} == {"1.ics"}
    assert [outcome.status for outcome in done] == ["made", "warned"]
    assert done[1].warnings == ("start: no calendar file, as there is no first day",)


def test_a_calendar_file_that_changes_says_so_to_the_patients_calendar(batch, tmp_path):
    make_batch(batch("id,start\n1,2026-12-07\n", calendars=True))
    first = (tmp_path / "out/1.ics").read_bytes()
    make_batch(batch("id,start\n1,2026-12-07\n", calendars=True, existing="keep"))
    assert (tmp_path / "out/1.ics").read_bytes() == first
    make_batch(batch("id,start,days\n1,2026-12-07,mon;wed;fri\n", calendars=True, existing="keep"))
    second = (tmp_path / "out/1.ics").read_bytes()
    assert second.count(b"STATUS:CANCELLED") == 4
    make_batch(batch("id,start,days\n1,2026-12-07,mon;wed;fri\n", calendars=True, existing="keep"))
    assert (tmp_path / "out/1.ics").read_bytes() == second


def test_processes_make_the_same_forms_and_papers(batch, tmp_path):
    from planner.batch.workers import processes

    text = "id,start,paper\n" + "".join(f"{n},2026-12-07,{'Letter' if n % 3 else ''}\n" for n in range(30))
    options = {"forms": ("booklet", "wallet-card"), "calendars": True}
    make_batch(batch(text, folder=tmp_path / "one", print_job=PrintJob(tmp_path / "one.pdf"), **options))
    with processes(2) as workers:
        two = batch(text, folder=tmp_path / "two", print_job=PrintJob(tmp_path / "two.pdf"), **options)
        make_batch(two, workers=workers)
    assert state(tmp_path / "one") == state(tmp_path / "two")
    assert (tmp_path / "one-Letter.pdf").read_bytes() == (tmp_path / "two-Letter.pdf").read_bytes()
