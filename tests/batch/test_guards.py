"""Lists that do not go with what the last run left: nothing is replaced or printed that nobody can mean."""

from dataclasses import replace

import pytest

from planner.batch.print_job import PrintJob
from planner.batch.run import make_batch
from planner.content.profile import Profile
from planner.problems import InputError, PlannerError
from tests.batch.runs import pdfs, state

NAMES = ("Ana Souza", "Bo Quist", "Cy Lind", "Di Ek", "Ed Roth", "Flo Marsh")


def people(*names: str, first: int = 1, born: str = "1970-01-01") -> str:
    return "id,name,born\n" + "".join(f"{n},{name},{born}\n" for n, name in enumerate(names, first))


@pytest.mark.parametrize("existing", ["keep", "replace"])
def test_a_failed_row_with_anothers_id_stays_refused_when_only_its_cell_is_emptied(batch, tmp_path, existing):
    make_batch(batch(people(*NAMES) + "2,Gil Moreno,1980-01-01\n"))
    before = pdfs(tmp_path / "out")
    for identity, status in (("2", "failed"), ("7", "made")):
        rows = (tmp_path / "out/failed.csv").read_bytes().decode("utf-8-sig").splitlines()
        emptied = f"{rows[0]}\r\n,{identity},,Gil Moreno,1980-01-01\r\n"
        [done] = make_batch(batch(emptied, "out/failed.csv", existing=existing))
        assert done.status == status, done.error
        assert {*before.items()} <= {*pdfs(tmp_path / "out").items()}
    assert {*pdfs(tmp_path / "out")} == {*before, "7.pdf"}


def test_in_a_few_rows_an_id_of_another_patient_is_refused(batch, tmp_path):
    make_batch(batch(people(*NAMES)))
    before = pdfs(tmp_path / "out")
    done = make_batch(batch(people("Gil Moreno", "Bo Quist"), existing="keep"))
    assert [outcome.status for outcome in done] == ["failed", "made"]
    assert "the last run had another name or day of birth under this id; give this patient an id" in done[0].error
    assert pdfs(tmp_path / "out") == before


def with_conditions(*conditions: str) -> str:
    lines = people(*NAMES).splitlines()
    return "".join(f"{line},{one}\n" for line, one in zip(lines, ("conditions", *conditions), strict=True))


HAD = ("osteoporosis", "", "hip-replacement", "", "", "")


def test_nobody_loses_conditions_to_a_column_that_slipped(batch, tmp_path):
    make_batch(batch(with_conditions(*HAD)))
    before = pdfs(tmp_path / "out")
    none = with_conditions(*[""] * 6)
    with pytest.raises(
        InputError, match=r"2 of 2 patients who had conditions .* have none now \(1, 3\), .*--overwrite"
    ):
        make_batch(batch(none, existing="keep"))
    assert pdfs(tmp_path / "out") == before
    says = "conditions: no conditions now, and some in the last run; is that right?"
    for _ in range(2):  # whoever runs it once more sees it too
        done = make_batch(batch(with_conditions("", *HAD[1:]), existing="keep"))
        assert [says in outcome.warnings for outcome in done] == [True, *[False] * 5]
    assert pdfs(tmp_path / "out")["1.pdf"] != before["1.pdf"]


def test_where_a_column_that_looks_like_conditions_is_ignored_nobody_loses_any(batch, tmp_path, read):
    make_batch(batch(with_conditions(*HAD)))
    before = pdfs(tmp_path / "out")
    slipped = with_conditions("", *HAD[1:]).replace("conditions", "Bemerkung").replace("\n", ",\n")
    slipped = slipped.replace(",\n", ",Diagnosen\n", 1)
    columns = {"id": "id", "name": "name", "born": "born", "conditions": "Bemerkung"}
    roster = read(slipped, profile=Profile.model_validate({"columns": columns, "others": "ignore"}))
    with pytest.raises(
        InputError, match=r'1 of 2 .*\(1\).*the column "Diagnosen" is ignored, and looks like conditions'
    ):
        make_batch(replace(batch(existing="keep"), roster=roster))
    assert pdfs(tmp_path / "out") == before


def test_nobody_is_made_a_second_time_under_a_phone_number(batch, tmp_path):
    make_batch(batch(people(*NAMES)))
    before = pdfs(tmp_path / "out")
    phones = people("Xi Wong", *NAMES[:4], first=555_01)
    with pytest.raises(InputError, match=r"4 of 5 rows with a new id .* had another id in the last run, and would be"):
        make_batch(batch(phones, existing="keep"))
    assert pdfs(tmp_path / "out") == before
    make_batch(batch(people(*NAMES, "Xi Wong"), existing="keep"))
    make_batch(batch(phones, existing="replace"))
    assert "55502.pdf" in pdfs(tmp_path / "out")


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (
            "",
            "id: 91 has the name and day of birth of 1 of the last run, who had conditions; this row has none: is that",
        ),
        (
            "balance",
            "id: 91 has the name and day of birth of 1 of the last run, who had other conditions: is that right?",
        ),
        ("osteoporosis", "id: 91 has the name and day of birth of 1 of the last run: is it the same person? Under the"),
    ],
)
def test_a_new_id_hides_no_condition_that_is_lost(batch, tmp_path, now, says):
    make_batch(batch(with_conditions(*HAD)))
    second = with_conditions(now, *HAD[1:]).replace("\n1,", "\n91,", 1)
    job = {"print_job": PrintJob(tmp_path / "today.pdf"), "prints_changed_only": True}
    for options in (job, {}):
        done = make_batch(batch(second, existing="keep", removes=True, **options))
        assert sum(warning.startswith(says) for warning in done[0].warnings) == 1
        assert not any("last run" in warning for outcome in done[1:] for warning in outcome.warnings)
    assert says in (tmp_path / "out/report.html").read_text("utf-8")


@pytest.mark.parametrize("own", [False, True])
def test_a_booklet_with_a_password_is_not_replaced_by_an_open_one(batch, tmp_path, own):
    text = people(*NAMES)
    if own:
        make_batch(
            batch(text.replace("born", "born,password").replace("2,Bo Quist,1970-01-01", "2,Bo Quist,,long pass"))
        )
    else:
        make_batch(batch(text, password="long pass"))
    before = pdfs(tmp_path / "out")
    with pytest.raises(InputError, match=r"for a password and would be replaced .*\(.*2\.pdf.*\); add --password-file"):
        make_batch(batch(text, existing="keep"))
    assert pdfs(tmp_path / "out") == before
    make_batch(batch(text, existing="replace"))
    make_batch(batch(text, existing="keep"))


@pytest.mark.parametrize("removes", [False, True])
def test_yesterdays_list_turns_nothing_back(batch, tmp_path, removes):
    monday, tuesday = people(*NAMES), people(*NAMES[:5], "Gil Moreno").replace("Gil", "Flo")
    first, later = 1_780_000_000, 1_780_086_400
    make_batch(batch(monday, at=first))
    make_batch(batch(tuesday, at=later, existing="keep"))
    before = state(tmp_path / "out")
    gone = people(*NAMES[:5])
    with pytest.raises(PlannerError, match=r"this list was written at .*, and that of the last run at .*--overwrite"):
        make_batch(batch(gone if removes else monday, at=first, existing="keep", removes=removes))
    assert state(tmp_path / "out") == before
    make_batch(batch(tuesday, at=first, existing="keep"))  # nothing would change
    make_batch(batch(monday, at=first, existing="replace"))


def test_who_has_no_id_is_not_printed_again_when_the_rows_move(batch, tmp_path):
    first = PrintJob(tmp_path / "first.pdf")
    make_batch(batch("id,name\n1,Ana\n2,Bo\n,Cy\n", print_job=first))
    moved = "id,name\n1,Ana\n,Cy\n4,Di\n"
    for n, printed in enumerate((["4"], [])):
        job = PrintJob(tmp_path / f"{n}.pdf")
        done = make_batch(batch(moved, existing="keep", removes=True, print_job=job, prints_changed_only=True))
        assert [outcome.id for outcome in done if outcome.sheets] == printed
