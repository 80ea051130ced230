"""What is said of columns that are left out by their names, and of those that may say who has died or left."""

import pytest

from planner import Profile
from planner.problems import InputError


@pytest.fixture
def refused(read):
    def made(text: str, **options) -> str:
        with pytest.raises(InputError) as caught:
            read(text, **options)
        return str(caught.value)

    return made


# -- conditions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Precautions", ("osteoporosis", "", "no")),
        ("Conditions 2", ("osteoporosis", "-", "")),
        ("PMH", ("T2DM", "", "")),
        ("Pregnant", ("Yes", "No", "")),
        ("Remark", ("24/40 pregnant", "rings", "")),
        ("Note", ("new hip", "rings", "")),
        ("B", ("osteoporosis", "rings", "")),
    ],
)
def test_a_column_that_is_left_out_and_may_name_conditions_is_said_with_its_rows(read, head, cells):
    text = f"id,conditions,{head}\n" + "".join(f"{n},,{cell}\n" for n, cell in enumerate(cells))
    roster = read(text, ignore=[head])
    [note] = roster.notes
    assert note.startswith(f'warning: {roster.path}: the column "{head}" is ignored, and may name a condition (row 2)')
    assert [[one.text[:30] for one in row.notes] for row in roster] == [["a column that is ignored may n"], [], []]


def test_so_it_is_of_a_key_of_json(read):
    roster = read('{"id": "1", "Precautions": "osteoporosis"}\n', "list.jsonl", ignore=["precautions"])
    assert ["may name a condition (row 1)" in note for note in roster.notes] == [True]


@pytest.mark.parametrize(
    ("heads", "cells", "says"),
    [
        (
            "id,conditions,Precautions",
            ",osteoporosis",
            'unknown column "Precautions", which may name conditions (row 2); a profile reads all columns of '
            'conditions: columns: {conditions: "{conditions}; {Precautions}"}; only if it names none: --ignore-column',
        ),
        (
            "id,Diagnosis,PMH",
            "LBP,",
            'unknown column "PMH"; a profile reads all columns of conditions: columns: {conditions: '
            '"{Diagnosis}; {PMH}"}; only if this one names none: --ignore-column PMH',
        ),
        (
            "id,conditions,Alerts",
            ",new hip",
            'unknown column "Alerts", which may name conditions (row 2); write the conditions that it names into the '
            "column conditions; only if it names none: --ignore-column Alerts",
        ),
    ],
)
def test_an_unknown_column_of_conditions_is_to_be_read_first(refused, heads, cells, says):
    assert says in refused(f"{heads}\n1,{cells}\n")


def test_all_columns_of_conditions_are_read_as_is_advised(read, write):
    profile = Profile.load(write("p.yaml", 'columns: {conditions: "{conditions}; {Precautions}"}\n'))
    text = "id,conditions,Precautions\n1,,osteoporosis\n2,balance,\n3,balance,pregnancy\n"
    found = [row.patient.conditions for row in read(text, profile=profile)]
    assert found == [("osteoporosis",), ("balance",), ("balance", "pregnancy")]


def test_the_column_of_conditions_cannot_be_left_out(refused):
    assert '--ignore-column: "conditions" cannot be left out' in refused("id,Conditions\n1,\n", ignore=["CONDITIONS"])


# -- who has died or left --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "cells"),
    [("Deceased", ("Yes", "no")), ("Archived", ("1.2.2026", "")), ("Active", ("no", "yes"))],
)
def test_a_column_that_is_left_out_and_says_who_has_died_or_left_is_said_with_its_rows(read, head, cells):
    roster = read(f"id,{head}\n1,{cells[0]}\n2,{cells[1]}\n", ignore=[head])
    says = f'the column "{head}" is ignored, and says that nothing is to be printed (row 2); read it, or take out'
    assert [note.partition(".csv: ")[2][: len(says)] for note in roster.notes] == [says]
