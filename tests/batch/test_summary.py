"""What is said of a roster as a whole."""

import pytest

from planner.batch.ranges import MOST_NAMED, first_few, row_ranges
from planner.batch.run import make_batch
from planner.problems import InputError
from tests.batch.runs import NAMES


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,name\n1,Ana\n,Bo\n3,Cy\n", ["row 3 without an id; others have one"]),
        ("id,name\n1,Ana\n2,\n3,Cy\n4,\n", ["rows 3, 5 without a name; others have one"]),
        ("id,size\n1,\n,huge\n", []),
        ("name\nAna\nBo\n", []),
        ("id\n1\n2\n", []),
        (
            "id,name,born\n1,Ana Souza,1971-04-03\n2,Bo,1971-04-03\n3,ana  souza,1971-04-03\n4,Ana Souza,1972-04-03\n",
            [
                "rows 2, 4 have the same name and day of birth; is it the same person twice?",
                "rows 2, 4, 5 have the same name and not the same day of birth: their booklets look alike. "
                "A column print_id with yes prints the id too",
            ],
        ),
        (
            "id,name,born,conditions\n1,Ana,1971-04-03,\n2,Ana,1971-04-03,osteoporosis\n",
            ["rows 2, 3 have the same name and day of birth, with other conditions; is it the same person twice?"],
        ),
        (
            "id,name,born,conditions\n1,Ana,1971-04-03,osteopor\n2,Ana,1971-04-03,\n3,Bo,1971-04-03,x\n",
            [
                "rows 2, 3 have the same name and day of birth; is it the same person twice? "
                "Row 2 fails, and may name conditions that the others lack",
            ],
        ),
        ("id,name,born,print_id\n1,Ana,1971-04-03,yes\n2,Ana,1972-04-03,yes\n", []),
        ("id,name\n1,Ana\n2,Ana\n", []),
    ],
)
def test_what_of_a_list_may_be_a_mistake_is_said_once_and_without_names(batch, tmp_path, text, says):
    made = batch(text)
    assert made.roster_warnings == says
    assert not [name for name in NAMES for line in says if name in line]
    make_batch(made)
    page = (tmp_path / "out/report.html").read_text("utf-8")
    assert [line for line in says if line not in page] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,name\n4711,Ana\n4712,Bo\n", '"4713" (did you mean "4712"?)'),
        ("id,name\n4711,Ana\nH-2,Bo\n", '"Ana Lee" (ids look like 4711, H-2)'),
        ("name\nAna Lee\n", '"Ana Lee" (no row has an id)'),
    ],
)
def test_an_id_that_nobody_has_is_answered_with_ids(batch, text, says):
    wanted = says.split('"')[1]
    with pytest.raises(InputError) as caught:
        batch(text, only=(wanted,)).check()
    assert str(caught.value) == f"--only: no row has the id {says}"
    assert caught.value.problems[0].discreet == '--only: no row has the id "…"'


def test_rows_are_named_by_their_numbers():
    assert row_ranges([7]) == "row 7"
    assert row_ranges([2, 3, 4, 5, 9, 11, 12]) == "rows 2 to 5, 9, 11, 12"
    assert row_ranges([*range(0, 100, 2)]).endswith(", 38 and 30 more")


def test_of_many_the_first_are_named():
    assert first_few([str(n) for n in range(MOST_NAMED)]).endswith(f", {MOST_NAMED - 1}")
    assert first_few([str(n) for n in range(MOST_NAMED + 3)]).endswith(f", {MOST_NAMED - 1} and 3 more")
