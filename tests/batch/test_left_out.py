"""What is said of columns that are left out by their names, and of those that may say who has died or left."""

import pytest

from planner import Profile
from planner.batch.states import is_gone
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


@pytest.mark.parametrize("head", ["Cancer", "Red flags", "EDD", "Gestation", "Trimester", "Leg pain"])
def test_a_column_called_after_what_an_exercise_may_be_wrong_for_is_said_with_its_rows(read, head):
    text = f"id,name,{head}\n1,Ana,yes\n2,Bo,no\n3,Cy,\n"
    [note] = read(text, profile=Profile(others="ignore")).notes
    assert f'the column "{head}" is ignored, and may name a condition (row 2)' in note
    assert ("ask the clinician" in note) is (head == "Cancer")


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


DEATH = "Date deceased,Date of passing,Dt of death,deceasedDateTime,Passed away,Fallecimiento,Data di decesso"


@pytest.mark.parametrize("head", [*DEATH.split(","), "تاريخ الوفاة", "死亡日期"])
def test_a_column_of_the_day_of_a_death_is_read(read, head):
    roster = read(f"id,{head}\n1,\n2,2026-11-02\n3,Living\n")
    assert [row.id for row in roster] == ["1", "3"]


@pytest.mark.parametrize("head", ["Alive", "Living", "Is alive"])
def test_a_column_of_who_is_alive_says_who_is_not(read, head):
    roster = read(f"id,{head}\n1,\n2,No\n3,yes\n4,deceased\n5,alive\n6,alone\n")
    assert [row.id for row in roster] == ["1", "3", "5", "6"]
    assert roster.notes == (f"{roster.path}: left out, as these people have died: rows 3, 5",)


@pytest.mark.parametrize("head", ["Inactive date", "Archived on", "Deleted", "Deregistered"])
def test_a_column_of_who_was_archived_is_read(read, head):
    assert [row.id for row in read(f"id,{head}\n1,\n2,2026-11-02\n3,no\n")] == ["1", "3"]


@pytest.mark.parametrize("head", ["Discharged", "Do not contact", "Cause of death"])
def test_a_column_that_may_say_who_has_left_is_said_and_leaves_nobody_out(read, refused, head):
    text = f"id,name,{head}\n1,A,\n2,B,2026-11-02\n3,C,no\n4,D,Yes\n"
    says = (
        f'the column "{head}" is not read, and may say who has died or left (rows 3, 5); if it does, call it "archived"'
    )
    ignoring = read(text, profile=Profile(others="ignore"))
    assert [says in note for note in ignoring.notes] == [True]
    assert len([*ignoring]) == 4
    assert 'if it says who has died or left, call it "archived"' in refused(text)
    assert [says in note for note in read(text, ignore=[head]).notes] == [True]
    assert read(text, profile=Profile(others="ignore"), ignore=[head]).notes == ()


GONE = (
    "patient died,Patient has died 2/11,falleció,falleció 2/11,died in hospital,dead - do not print,RIP 2/11,"
    "już nie żyje,ölmüş,deceased (see letter),verstorben im Krankenhaus"
)


@pytest.mark.parametrize("text", GONE.split(","))
def test_a_word_of_a_death_is_heeded_whatever_stands_behind_it(text):
    assert is_gone(text)


@pytest.mark.parametrize(
    "text",
    ["dead-lift", "died: husband", "Falleció su marido", "deceased: no", "her husband died", "dead bug", "olmuş"],
)
def test_a_remark_about_something_else_is_no_death(text):
    assert not is_gone(text)


def test_all_such_words_of_a_column_are_proposed(read):
    text = "id,Status\n1,active\n2,patient died\n3,falleció 2/11\n4,RIP 2/11\n5,active\n"
    [note] = read(text, ignore=["Status"]).notes
    assert "skip_if: {Status: [falleció 2/11, patient died, rip 2/11]}" in note.replace('"', "")


@pytest.mark.parametrize(
    "name",
    [
        "李明\uff08已故\uff09",
        "李明已故",
        "أحمد متوفى",
        "Fay Lee - falleció 2/11",
        "The late Eve Lee",
        "Est. of Fay Lee",
    ],
)
def test_a_name_that_says_so_fails(rows, name):
    [row] = rows(f"id,name\n1,{name}\n")
    assert [problem.loc for problem in row.problems] == [("name",)]


@pytest.mark.parametrize("name", ["Late Eve", "Eve Late", "Estela Of", "Reva Died"])
def test_names_that_are_like_such_words_do_not(rows, name):
    [row] = rows(f"id,name\n1,{name}\n")
    assert row.problems == ()
