"""Rows to patients, or to the reasons why not."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from planner import read_roster
from planner.batch.columns import COLUMNS
from planner.batch.row import Row
from planner.batch.run import make_batch
from planner.problems import InputError

ANA = {
    "resourceType": "Patient",
    "id": "f1",
    "name": [{"use": "official", "given": ["Ana", "Lúcia"], "family": "Souza"}],
    "birthDate": "1971-04-03",
    "identifier": [{"value": "SSN-9"}, {"use": "usual", "type": {"coding": [{"code": "MR"}]}, "value": "MRN-00412"}],
    "communication": [{"language": {"coding": [{"code": "en-GB"}]}}],
}


def problems(rows: list[Row]) -> Iterator[str]:
    """What is wrong, each with its place after the folder."""
    for row in rows:
        yield from (f"{Path(row.place).name}: {line}" for line in row.problems)


def test_every_simple_field_is_a_column(rows):
    heads = "id,name,born,start,days,conditions,side,language,size,goals,trainer,appointments,note,print_id,plan"
    cells = (
        "MRN-1,Ana Souza,1971-04-03,2026-12-01,tue;thu ; sat,osteoporosis;balance,left,en,large,Sit;Walk,Sam,"
        "2026-12-01 10:30;2026-12-03 10:30,From bed.,true,short"
    )
    [row] = rows(f"{heads}\n{cells}\n")
    assert row.problems == ()
    assert (row.id, row.plan, row.patient.name) == ("MRN-1", "short", "Ana Souza")
    assert (row.patient.born, row.patient.start) == (date(1971, 4, 3), date(2026, 12, 1))
    assert row.patient.days == ("tue", "thu", "sat")
    assert row.patient.conditions == ("osteoporosis", "balance")
    assert row.patient.goals == ("Sit", "Walk")
    assert row.patient.appointments == (datetime(2026, 12, 1, 10, 30), datetime(2026, 12, 3, 10, 30))
    assert (row.patient.side, row.patient.size, row.patient.print_id) == ("left", "large", True)


def test_columns_stand_in_any_order_and_case(rows):
    [row] = rows(" Days ;NAME;Id\ndaily;Ana;1\n")
    assert (row.id, row.patient.name, len(row.patient.days)) == ("1", "Ana", 7)


def test_an_empty_cell_is_left_to_the_defaults(rows):
    [row] = rows("id,name,born,days,size,conditions\n1,, ,,,;\n")
    assert row.problems == ()
    assert (row.patient.name, row.patient.born, row.patient.days, row.patient.size) == (None, None, None, "standard")


def test_all_that_is_wrong_with_a_row_is_said_at_once(rows):
    text = (
        "id,born,start,size,language,conditions,days,side,appointments\n"
        "1,3.4.1971,2026-13-01,huge,xx,osteoporsis,Tues,up,tomorrow\n2,1990-01-01,1980-01-01,,,,,,\n"
    )
    assert [*problems(rows(text))] == [
        'roster.csv:2: born: "3.4.1971": write year-month-day, or add --dates dmy or --dates mdy for the order in this '
        "roster (3 April is 1971-04-03, 4 March is 1971-03-04)",
        'roster.csv:2: start: "2026-13-01": there is no such day in the calendar'
        " (there is no month 13; 13 January is 2026-01-13)",
        'roster.csv:2: days: "Tues" is not a day; did you mean tue?',
        'roster.csv:2: side: "up": write left or right',
        'roster.csv:2: size: "huge": write standard, large or xl',
        'roster.csv:2: appointments: "tomorrow": write day and time as "2026-12-01 10:30"',
        'roster.csv:2: conditions: there is no condition "osteoporsis"; did you mean "osteoporosis"?',
        'roster.csv:2: language: there is no language "xx"; planner list languages shows them all; '
        "or say in a profile what it means: values: {language: {WORD: CODE}}",
        'roster.csv:3: born: "1990-01-01": is after the start (1980-01-01)',
    ]


@pytest.mark.parametrize("cell", ["Mon-Fri", "mon \u2013 fri", "Monday to Friday"])
def test_a_range_of_days_is_told_with_all_that_it_means(rows, cell):
    [row] = rows(f"id,days\n1,{cell}\n")
    assert "did you mean mon, tue, wed, thu, fri?" in row.problems[0].advice


@pytest.mark.parametrize("word", ["none", "N/A"])
def test_a_word_for_no_condition_in_a_list_is_to_be_left_out_of_it(rows, word):
    from_json = rows(json.dumps({"id": "1", "conditions": [word]}), "r.jsonl")
    from_cell = rows(f"id,conditions\n1,osteoporosis; {word}\n")
    for [row] in (from_json, from_cell):
        assert row.problems[0].advice.startswith("leave it out if there are none; or say in a profile")


def test_a_date_of_zeros_fails_its_row_alone(rows):
    wrong, right = rows("id,born,start\n1,0000-00-00,00.00.2026\n2,1971-04-03,2026-12-01\n")
    assert [problem.loc for problem in wrong.problems] == [("start",), ("born",)]
    assert right.problems == ()


def test_capitals_of_a_spreadsheet_are_read(rows):
    heads = "days,conditions,size,side,goals"
    one, two = rows(f"{heads}\nMon;WED,Osteoporosis; Balance,Large,Left,Sit;Walk\nDaily,,XL,,\n")
    assert (one.problems, two.problems) == ((), ())
    assert (one.patient.days, one.patient.conditions) == (("mon", "wed"), ("osteoporosis", "balance"))
    assert (one.patient.size, one.patient.side, one.patient.goals) == ("large", "left", ("Sit", "Walk"))
    assert (len(two.patient.days), two.patient.size) == (7, "xl")


@pytest.mark.parametrize(
    ("column", "written", "says"),
    [
        ("conditions", "osteoporosis, weak bones", "osteoporosis; weak bones"),
        ("days", "mon,we;fri", "mon; we; fri"),
        ("appointments", "2026-12-01 10:30, 2026-12-03 10:30", "2026-12-01 10:30; 2026-12-03 10:30"),
    ],
)
def test_a_comma_in_a_list_is_said_to_separate_nothing(rows, column, written, says):
    [row] = rows(f'{column}\n"{written}"\n')
    profile = "" if column == "appointments" else '; or say in a profile what separates them: lists: ","'
    assert tuple(map(str, row.problems)) == (
        f'{column}: "{written}": separate several values with semicolons{profile} ({says})',
    )


def test_a_comma_between_words_that_are_known_separates_them(rows):
    [row] = rows('conditions,days\n"Osteoporosis, balance","Monday, wed;viernes"\n')
    assert (row.patient.conditions, row.patient.days) == (("osteoporosis", "balance"), ("mon", "wed", "fri"))


def test_a_name_without_letters_or_of_somebody_who_has_died_is_an_error(rows):
    found = [*problems(rows("name\n?? ?\nH. Bauer (verst.)\nZoë (Zo) Lee\n"))]
    assert found == [
        'roster.csv:2: name: "?? ?": has lost all of its letters; export the list again as UTF-8 or as an Excel '
        "workbook, or write the name anew",
        'roster.csv:3: name: "H. Bauer (verst.)": says that this patient may have died or left, or that nothing is to '
        "be printed from this row; if that is so, take the row out; only if not, write the name without this",
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("Mrs Smith DECEASED 2024", "SMITH - DECEASED", "smith, deceased", "RIP Jones", "Jones R.I.P.", "Dec'd Smith"),
        *(
            "Jones died 2026",
            "Jones d. 3/2026",
            "Lee [has died]",
            "Müller verstorben",
            "Dupont décédé",
            "Dupont, Décédée",
            "Rossi deceduta",
        ),
        *("Ruiz fallecido", "Silva falecida", "Nowak zmarł", "Nowak ZMARŁA", "Jansen overleden", "Ek avliden", "Ek ✝"),
        *(
            "ZZ Jones",
            "ZZJONES Ann",
            "zzz Ann",
            "Jones DO NOT USE",
            "Jones (duplicate)",
            "Duplicate record - see 00413",
        ),
        *("Bauer - tot", "Jones - discharged", "ś.p. Jan Nowak"),
    ],
)
def test_a_name_that_says_that_nothing_is_to_be_printed_fails(rows, name):
    [said] = problems(rows(f'id,name\n1,"{name}"\n'))
    assert "says that this patient may have died or left" in said
    [said] = problems(rows(f'id,Surname,First name\n1,"{name}",Ann\n'))
    assert "says that this patient may have died or left" in said


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Rip Torn",
            "Torn, Rip",
            "Ripley Rip-Smith",
            "Dede Deceaseda",
            "Jan Died",
            "Mort Sahl",
            "Ana Muerta",
            "GRIP Ann",
        ),
        *("Dec Donnelly (Dec)", "Zzyzx Lee", "S.P. Singh", "Jan Zmarzły", "Tot, Anna", "Anna Sorti-Lee", "Izzy Pizzi"),
        *("D. 't Hart", "R. I. Patel", "Anna D. 2", "Ann Lee-Ex", "Dod Ann"),
    ],
)
def test_a_real_name_that_is_like_such_a_word_is_one(rows, name):
    assert not [*problems(rows(f'id,name\n1,"{name}"\n'))]


def test_a_comma_in_a_goal_is_one(rows):
    [row] = rows('goals\n"Sit, and read;Walk"\n')
    assert row.patient.goals == ("Sit, and read", "Walk")


@pytest.mark.parametrize("dates", ["ymd", "dmy"])
def test_a_year_of_two_digits_is_to_be_written_with_four(rows, dates):
    [row] = rows("born\n13.02.66\n", dates=dates)
    assert tuple(map(str, row.problems)) == ('born: "13.02.66": write the year with four digits',)


def test_a_row_with_a_value_too_many_says_only_that(rows):
    wrong, right = rows("id,name,size\n1,Souza, Ana,large\n2,Bo,large\n")
    assert len(wrong.problems) == 1
    assert (wrong.id, wrong.patient) == ("1", None)
    assert right.patient.size == "large"


@pytest.mark.parametrize("name", ["\0", "A\0na", "A\u202ena", "x" * 201, "\x1b[31m"])
def test_what_cannot_be_printed_is_a_problem_of_its_row(rows, name):
    wrong, right = rows(f'id,name\n1,"{name}"\n2,Bo\n')
    assert [str(line)[:6] for line in wrong.problems] == ["name: "]
    assert right.problems == ()


@pytest.mark.parametrize(
    ("order", "written", "day"),
    [
        ("dmy", "3.4.1971", date(1971, 4, 3)),
        ("dmy", "03/04/1971", date(1971, 4, 3)),
        ("mdy", "04-03-1971", date(1971, 4, 3)),
        ("dmy", "1971-04-03", date(1971, 4, 3)),
        ("mdy", "1971-04-03", date(1971, 4, 3)),
    ],
)
def test_local_dates_are_read_in_the_order_that_is_said(rows, order, written, day):
    [row] = rows(f"born,appointments\n{written},{written} 10:30\n", dates=order)
    assert (row.patient.born, row.patient.appointments[0].date()) == (day, day)


@pytest.mark.parametrize("written", ["31.02.1971", "4.13.1971", "3.4.71", "3/4-1971", "19710403", "03041971", "12345"])
def test_what_is_no_date_in_that_order_is_never_guessed(rows, written):
    [row] = rows(f"born\n{written}\n", dates="dmy")
    assert [str(line)[:6] for line in row.problems] == ["born: "]


@pytest.mark.parametrize(
    ("head", "options", "says"),
    [
        (
            "id,nmae",
            {},
            'roster.csv:1: unknown column "nmae"; did you mean "name"? Then rename it; if it is none of these: '
            "--ignore-column nmae",
        ),
        ("id,Insurance", {}, 'roster.csv:1: unknown column "Insurance"; to leave it out: --ignore-column Insurance'),
        (
            "id,keep",
            {},
            'roster.csv:1: "keep" cannot be a column; write it in a patient\'s file, '
            'and name that in a column "patient"',
        ),
        ("id,name", {"ignore": ["Nmae"]}, '--ignore-column: there is no column "nmae"; did you mean "name"?'),
    ],
)
def test_a_column_that_nobody_knows_is_an_error_of_the_file(read, tmp_path, head, options, says):
    with pytest.raises(InputError) as caught:
        read(f"{head}\n1,2\n", **options)
    assert str(caught.value).replace(f"{tmp_path}/", "") == says


@pytest.mark.parametrize(
    ("written", "dates", "says"),
    [
        (
            "31.02.1970",
            "dmy",
            '"31.02.1970": there is no such day in the calendar (taken as day 31, month 2, year 1970)',
        ),
        (
            "30/11/1970",
            "mdy",
            '"30/11/1970": there is no such day in the calendar (taken as day 11, month 30, year 1970)',
        ),
        ("24.12.2030", "dmy", '"24.12.2030": is after the start (01.12.2026)'),
    ],
)
def test_a_wrong_date_is_quoted_as_it_was_typed(rows, written, dates, says):
    start = "01.12.2026" if dates == "dmy" else "12.01.2026"
    [row] = rows(f"born,start\n{written},{start}\n", dates=dates)
    assert tuple(map(str, row.problems)) == (f"born: {says}",)


def test_what_is_wrong_with_a_name_does_not_repeat_it(rows):
    [row] = rows('id,name\n1,"Ana\u202eSouza"\n')
    assert str(row.problems[0]).startswith("name: ")
    assert "Ana" not in row.problems[0].discreet


def test_ignored_columns_are_not_read_and_not_lost(rows):
    [row] = rows("id,Insurance,size\n1,AOK,huge\n", ignore=["insurance", "SIZE"])
    assert (row.problems, row.patient.size, row.cells) == ((), "standard", ("1", "AOK", "huge"))


def test_what_an_earlier_run_said_is_not_read_but_a_refusal_is(rows):
    told, refused = rows("error,id,refused\nborn: bad,1,\n,2,deceased: no booklet is made\n")
    assert told.problems == ()
    assert tuple(map(str, refused.problems)) == (
        'refused: "deceased: no booklet is made": this row was set aside; empty this cell once that is settled',
    )


# -- a patient's own file --------------------------------------------------------------------------------------------


def test_a_patients_file_gives_what_the_row_does_not(rows, write):
    write("files/ana.yaml", "name: Ana\nid: MRN-1\nsize: xl\nkeep: [{exercise: bridge, by: Dr Lee, reason: asked}]\n")
    [row] = rows("patient,size\nfiles/ana.yaml,large\n")
    assert (row.id, row.patient.name, row.patient.size) == ("MRN-1", "Ana", "large")
    assert row.patient.keep[0].by == "Dr Lee"


def test_conditions_of_a_patients_file_that_the_row_replaces_are_named(rows, write):
    write("ana.yaml", "name: Ana\nconditions: [pregnancy, balance]\n")
    lost, kept, same = rows(
        "id,patient,conditions\n1,ana.yaml,osteoporosis; balance\n2,ana.yaml,\n3,ana.yaml,balance; pregnancy\n"
    )
    [says, *_] = map(str, lost.notes)
    assert says.startswith("conditions: in the patient's file there is pregnancy too, and the row's conditions replace")
    assert not [note for row in (kept, same) for note in row.notes if note.loc == ("conditions",)]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("MRN-2,Ana,1971-04-03", "id: is another in the patient's file"),
        ("MRN-1,Ana Li,1971-04-03", "name: is another in the patient's file"),
        ("MRN-1,Ana,1971-04-30", "born: is another in the patient's file"),
        ("MRN-1, ana ,1971-04-03", None),
        (",,", None),
    ],
)
def test_a_patients_file_that_may_be_anothers_is_warned_of(rows, write, row, says):
    write("ana.yaml", "id: MRN-1\nname: Ana\nborn: 1971-04-03\n")
    [made] = rows(f"id,name,born,patient\n{row},ana.yaml\n")
    assert made.problems == ()
    assert [str(note).startswith(says) for note in made.notes] == ([True] if says else [])


def test_a_patients_file_that_is_anothers_is_refused(rows, write):
    write("ana.yaml", "id: MRN-1\nname: Ana\nborn: 1971-04-03\n")
    [row] = rows("id,name,born,patient\nMRN-2,Bo,1971-04-03,ana.yaml\n")
    says = "patient: is the file of another patient: id and name in it differ from those of the row; "
    assert str(row.problems[0]).startswith(says)


def test_one_patients_file_in_two_rows_is_warned_of_unless_it_is_about_nobody(read, write):
    write("ana.yaml", "name: Ana\n")
    write("knees.yaml", "size: xl\n")
    roster = read("id,patient\n1,ana.yaml\n2,ana.yaml\n3,knees.yaml\n4,knees.yaml\n")
    for _ in range(2):  # it is read more than once
        notes = [[*map(str, row.notes)] for row in roster]
        assert notes[0] == notes[2] == notes[3] == []
        assert notes[1] == [
            "patient: is the file of one patient, and row 2 names it too; give each patient a file of their own"
        ]


HAS_NOT = "may name a condition that this row does not have"


@pytest.mark.parametrize(
    ("note", "says"),
    [
        *((text, HAS_NOT) for text in ("pregnant 24/40", "has osteoporosis", "embarazada", "after the THR")),
        *((text, "may say that the patient has died or left") for text in ("deceased 1/11", "pt died", "RIP")),
        ("DNA x2 - discharged", "may say that the patient has died or left"),
        ("do not tell pt", "may be meant for colleagues"),
        ("DNA x2", "may be meant for colleagues"),
        ("NB bone mets", "ask the clinician before you print"),
        *((text, "looks as if there was nothing") for text in ("NULL", "none", "n/a", "?", "TBC")),
    ],
)
def test_a_note_that_may_not_be_for_the_patient_is_warned_of(rows, note, says):
    [row] = rows(f"id,conditions,note\n1,balance,{note}\n")
    assert row.problems == ()
    assert any(says in str(problem) and problem.loc == ("note",) for problem in row.notes), row.notes
    assert all("printed" in str(problem) for problem in row.notes)


@pytest.mark.parametrize(
    "note",
    [
        "Start 14/12 and do one set.",
        "Use a stick on the stairs.",
        "Do not use a cushion. Do not book twice.",
        "Call us if you are not sure.",
        "Well done, from bed.",
    ],
)
def test_a_note_for_the_patient_is_printed_without_a_word(rows, note):
    [row] = rows(f"id,conditions,note\n1,balance,{note}\n")
    assert row.notes == ()


@pytest.mark.parametrize("column", ["goals", "trainer"])
@pytest.mark.parametrize("word", ["NULL", "none", "n/a", "?", "TBC", "-"])
def test_a_word_for_nothing_that_is_printed_is_warned_of(rows, column, word):
    [row] = rows(f"id,{column}\n1,{word}\n")
    [note] = row.notes
    assert str(note).startswith(f'{column}: "{word}": looks as if there was nothing; empty the cell if so')


@pytest.mark.parametrize(
    "name", ["../ana.yaml", "/etc/passwd", "link.yaml", "a/../../x", "\0", "x/" * 3000, "loop/x", "..\\ana.yaml"]
)
def test_no_patients_file_is_read_from_elsewhere(rows, write, tmp_path, name):
    write("ana.yaml", "name: Secret\n")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/link.yaml").symlink_to(tmp_path / "ana.yaml")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in/loop")
    wrong, right = rows(f'id,patient\n1,"{name}"\n2,\n', "in/roster.csv")
    assert len(wrong.problems) == 1
    assert wrong.patient is None
    assert right.problems == ()


def test_what_is_wrong_in_a_patients_file_has_its_place_there(rows, write):
    path = write("ana.yaml", "name: Ana\nsize: huge\n")
    [row] = rows("patient,side\nana.yaml,up\n")
    assert str(row.problems[0]).startswith(f"{path}:2:7: size: ")
    assert str(row.problems[1]).startswith("side: ")


def test_what_a_patients_file_is_warned_of_is_said_of_its_row(batch, write):
    path = write("ana.yaml", "name: 12345\nsize:\nside:\nexercises: {walking: }\n")
    [made] = make_batch(batch("id,patient,side\n1,ana.yaml,left\n"))
    assert (made.status, len(made.warnings)) == ("warned", 3)
    size, exercise, name = sorted(made.warnings, key=lambda line: f"{path}:1:" in line)
    assert size.startswith(f"{path}:2:6: size: is empty")
    assert exercise.startswith(f"{path}:4:22: exercises.…: is empty, so this exercise is left out; ")
    assert name.startswith(f"{path}:1:7: name: is a number or a date")


def test_what_booklets_make_of_a_patients_file_has_its_place_there(batch, write):
    write("ana.yaml", "name: Ana\nborn: 1950\nexercises:\n  walking: {time: 45 min}\n")
    write("bo.yaml", "name: Bo\nexercises:\n  bird-dog:\n    hold: 5 h\n")
    write("cy.yaml", "name: Cy\nconditions:\n  - sciatica\n  - leprosy\n")
    text = "id,patient,born,conditions\n1,ana.yaml,1890,\n2,bo.yaml,,\n3,cy.yaml,,\n4,cy.yaml,,leprosy\n"
    made = make_batch(batch(text, "people.csv"))
    said = [{(Path(of.file or "").name, of.line, of.field) for of in one.problems} for one in made]
    assert said == [
        {("", None, "born"), ("ana.yaml", 4, "exercises.walking.time")},
        {("bo.yaml", 4, "exercises.bird-dog.hold")},
        {("cy.yaml", 4, "conditions.1")},
        {("", None, "conditions")},
    ]


# -- JSON and FHIR ---------------------------------------------------------------------------------------------------


def test_json_has_lists_numbers_and_nothing(rows):
    line = {"ID": 412, "days": ["mon", "wed"], "print_id": True, "conditions": "balance;osteoporosis", "note": None}
    [row] = rows(json.dumps(line), "r.jsonl")
    assert row.problems == ()
    assert (row.id, row.patient.days, row.patient.print_id) == ("412", ("mon", "wed"), True)
    assert row.patient.conditions == ("balance", "osteoporosis")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (
            {"nmae": "Ana"},
            'unknown key "nmae"; did you mean "name"? Then rename it; if it is none of these: --ignore-column nmae',
        ),
        ({"name": ["Ana"]}, "name: write a single text"),
        ({"days": [["mon"]]}, "days: write a single text"),
        ({"name": {"family": "Souza"}}, "name: write a single text"),
        ({"keep": []}, 'unknown key "keep"; to leave it out: --ignore-column keep'),
    ],
)
def test_what_json_cannot_be_read_as_is_a_problem_of_its_row(rows, values, says):
    wrong, right = rows(json.dumps({"id": "1", **values}) + '\n{"id": "2"}\n', "r.jsonl")
    assert (wrong.id, [*map(str, wrong.problems)]) == ("1", [says])
    assert right.problems == ()


@pytest.mark.parametrize("twice", [("conditions", "Conditions"), ("id", "ID "), ("start", " start"), ("odd", "Odd")])
def test_a_key_that_is_there_twice_but_for_capitals_and_spaces_fails_its_row(rows, twice):
    values = {"name": "Ana", **dict(zip(twice, ("osteoporosis", "balance"), strict=True))}
    for row in (*read_roster([values]), *rows(json.dumps(values) + "\n", "r.jsonl")):
        assert f'there are two keys "{twice[1]}"; write it once' in [*map(str, row.problems)]
        assert "there are two keys" in row.cells[COLUMNS.index("refused")]
    [row] = read_roster([values], ignore=["odd"])
    assert bool(row.problems) == (twice[0] != "odd")


def test_an_id_with_a_point_is_the_same_in_a_row_a_line_and_a_patient(rows):
    read = (*rows('{"id": 412.0}\n', "r.jsonl"), *rows('[{"id": 412.0}]', "r.json"), *read_roster([{"id": 412.0}]))
    assert {row.id for row in read} == {"412"}


def test_json_nested_beyond_all_sense_stops_no_other(rows):
    deep = "[" * 900 + "]" * 900
    wrong, right = rows(f'{{"id": "1", "days": {deep}}}\n{{"id": "2"}}\n', "r.jsonl")
    assert wrong.problems
    assert right.problems == ()


@pytest.mark.parametrize("name", ["r.ndjson", "r.json"])
def test_a_fhir_patient_is_a_row(rows, name):
    [row] = rows(json.dumps(ANA), name)
    assert (row.problems, row.notes) == ((), ())
    assert (row.id, row.patient.name, row.patient.born) == ("MRN-00412", "Ana Lúcia Souza", date(1971, 4, 3))
    assert row.patient.language == "en"


def fhir(rows, **values):
    [row] = rows(json.dumps({**ANA, **values}), "r.ndjson")
    return row


def test_a_fhir_name_that_says_that_somebody_has_died_fails_with_its_id(rows):
    row = fhir(rows, name=[{"text": "SOUZA - DECEASED"}])
    assert row.id == "MRN-00412"
    assert "may have died or left" in str(row.problems[0])


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"deceasedBoolean": True}, "these people have died"),
        ({"deceasedDateTime": "2026-01-01"}, "these people have died"),
        ({"deceasedBoolean": "true"}, "these people have died"),
        ({"active": False}, "these records are not in use"),
        ({"active": "false"}, "these records are not in use"),
        ({"link": [{"type": "replaced-by"}]}, "these records are replaced by others"),
    ],
)
@pytest.mark.parametrize(("name", "place"), [("r.ndjson", "line 2"), ("r.json", "entry 2")])
def test_who_has_died_or_is_not_in_use_is_passed_over_and_listed(read, tmp_path, name, place, values, says):
    two = [{"resourceType": "Patient", "id": "1"}, {**ANA, **values}]
    text = json.dumps(two) if name == "r.json" else "\n".join(map(json.dumps, two))
    roster = read(text, name)
    assert [row.id for row in roster] == ["1"]
    assert roster.notes == (f"{tmp_path / name}: left out, as {says}: {place}",)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"resourceType": None}, "is a resource without a type, not a Patient"),
        ({"resourceType": "Bundle"}, "is a Bundle; save it as a file of its own that ends in .json"),
        ({"name": "Ana"}, "name: write a list of objects"),
        ({"identifier": [1]}, "identifier: write a list of objects"),
    ],
)
def test_what_cannot_be_read_as_a_patient_is_a_problem_of_its_row(rows, values, says):
    row = fhir(rows, **values)
    assert (row.patient, [*map(str, row.problems)]) == (None, [says])
    assert says in row.cells  # or a list of failed rows would be printed by mistake


@pytest.mark.parametrize("name", ["r.ndjson", "r.json"])
def test_other_resources_are_passed_over_and_counted_in_every_kind_of_file(read, tmp_path, name):
    three = [{"resourceType": "Encounter", "id": "e1"}, ANA, {"resourceType": "Condition", "id": "c1"}]
    roster = read(json.dumps(three) if name == "r.json" else "\n".join(map(json.dumps, three)), name)
    assert [row.id for row in roster] == ["MRN-00412"]
    assert roster.notes == (
        f"{tmp_path / name}: 2 entries are not Patients and are left out",
        f"{tmp_path / name}: diagnoses in it: 1; none is heeded; 1 is of nobody who gets a booklet from this list",
    )


def test_those_alive_and_in_use_are_printed(rows):
    assert fhir(rows, deceasedBoolean="false", active=None).problems == ()
    row = fhir(rows, deceasedBoolean=False, active=True, link=[{"type": "replaces"}, {"type": "seealso"}])
    assert row.problems == ()


def test_a_year_of_birth_is_kept_and_a_month_without_a_day_is_said(rows):
    row = fhir(rows, birthDate="1971")
    assert (row.problems, row.patient.born, row.notes) == ((), 1971, ())
    row = fhir(rows, birthDate="1971-04")
    assert (row.problems, row.patient.born) == ((), 1971)
    assert [*map(str, row.notes)] == ['born: "1971-04": is not a full date; only the year is used']


def test_a_date_that_is_wrong_is_a_problem(rows):
    assert fhir(rows, birthDate="1971-13-01").problems[0].loc == ("born",)


@pytest.mark.parametrize(
    ("spoken", "language", "notes"),
    [
        ([("de", False), ("en-US", True)], "en", 0),
        ([("en", False), ("xx", True)], None, 1),
        ([("xx", False)], None, 1),
        ([], None, 0),
    ],
)
def test_the_language_is_the_preferred_one_if_there_is_such_a_booklet(rows, spoken, language, notes):
    row = fhir(
        rows,
        communication=[{"language": {"coding": [{"code": code}]}, "preferred": first} for code, first in spoken],
    )
    assert (row.patient.language, len(row.notes)) == (language, notes)


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        ([{"text": "Ana S."}], "Ana S."),
        ([{"use": "maiden", "family": "Lima"}, {"family": "Souza"}], "Souza"),
        ([{"use": "official", "family": "Souza"}, {"use": "usual", "text": "Ana"}], "Ana"),
        ([{"use": "old", "text": "X"}], None),
        ([{"given": ["Ana"], "family": "Souza", "suffix": ["jr."]}], "Ana Souza jr."),
        ([{"given": [None, "", "Ana"]}], "Ana"),
        (
            [{"use": "official", "given": ["Owen"], "family": "Hartley"}, {"use": "usual", "given": ["Oz"]}],
            "Owen Hartley",
        ),
        ([{"use": "nickname", "text": "Mimi Lo"}, {"given": ["Maria"], "family": "Lo"}], "Maria Lo"),
        (
            [
                {"use": "official", "text": "Ada Okoro", "period": {"end": "2020-07-22"}},
                {"use": "official", "text": "Ada Lindqvist", "period": {"start": "2020-07-22"}},
            ],
            "Ada Lindqvist",
        ),
        ([{"use": "usual", "text": "Ada Ek", "period": {"end": "9999-12-31"}}, {"text": "A Ek"}], "Ada Ek"),
        ([], None),
    ],
)
def test_the_name_is_the_one_in_use(rows, names, printed):
    assert fhir(rows, name=names).patient.name == printed


@pytest.mark.parametrize(
    ("identifiers", "identity"),
    [
        ([{"value": "A"}, {"use": "official", "value": "B"}], "B"),
        ([{"use": "old", "value": "A"}, {"value": "B"}], "B"),
        ([{"use": "usual", "value": "A", "period": {"end": "2015-01-01"}}, {"value": "B"}], "B"),
        ([{"type": {"coding": [{"code": "SS"}]}, "value": "A"}, {"value": "B"}], "B"),
        ([{"use": "official", "type": {"coding": [{"code": "DL"}]}, "value": "A"}], "f1"),
        ([{"type": {"coding": [{"code": "PPN"}]}, "value": "A"}, {"use": "secondary", "value": "B"}], "B"),
        ([{"system": "http://hl7.org/fhir/sid/us-ssn", "value": "A"}], "f1"),
        ([{"system": "urn:oid:2.16.840.1.113883.4.3.25", "value": "A"}], "f1"),
        ([{"system": "http://hl7.org/fhir/sid/passport-GBR", "value": "A"}], "f1"),
        ([{"type": {"text": "Driver's License"}, "value": "A"}, {"type": {"text": "Chart"}, "value": "B"}], "B"),
        ([{"type": {"text": "Social Security Number"}, "value": "A"}], "f1"),
        ([{"value": "999-47-0001"}], "f1"),
        ([{"system": "x"}], "f1"),
        ([], "f1"),
    ],
)
def test_the_id_is_the_number_that_the_clinic_uses(rows, identifiers, identity):
    assert fhir(rows, identifier=identifiers).id == identity


def test_a_name_that_has_ended_is_printed_with_a_warning_if_there_is_no_other(rows):
    row = fhir(rows, name=[{"text": "Ana Lima", "period": {"end": "2015"}}])
    assert row.patient.name == "Ana Lima"
    assert [*map(str, row.notes)] == ["name: the only name has ended; see which one is right"]


@pytest.mark.parametrize("text", ["NULL", "n/a", "unknown", "TBC", "new", "None"])
def test_what_means_no_id_is_none(rows, text):
    [row] = rows(f"id,name\n{text},Ana\n")
    assert [(problem.loc, problem.text) for problem in row.problems] == [(("id",), "says that there is no id")]
