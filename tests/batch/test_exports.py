"""Lists as other programs export them: separators, encodings, titles, names in two columns, lines that are nobody."""

import json

import pytest

from planner.batch.columns import FAMILY, GIVEN, meant, read_as, suggest_column
from planner.batch.run import make_batch
from planner.content.profile import Profile
from planner.problems import InputError, visible

LIST = "id,name,born\nA1,Ana Souza,1971-04-03\nA2,Jürgen Groß,1958-11-21\n"


@pytest.fixture
def refused(read, tmp_path):
    """The complaint about a file, without its folder."""

    def made(*args, **options) -> str:
        with pytest.raises(InputError) as caught:
            read(*args, **options)
        return str(caught.value).replace(f"{tmp_path}/", "")

    return made


# -- separators and encodings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["r.csv", "r.tsv", "r.txt"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_separators_and_marked_encodings_are_found(rows, name, separator, encoding):
    one, two = rows(LIST.replace(",", separator).encode(encoding), name)
    assert (one.id, one.patient.name, two.patient.name) == ("A1", "Ana Souza", "Jürgen Groß")
    assert (one.problems, two.problems) == ((), ())


def test_big_endian_text_with_a_mark_is_read(rows):
    assert [row.id for row in rows("\ufeff".encode("utf-16-be") + LIST.encode("utf-16-be"))] == ["A1", "A2"]


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_a_line_that_names_the_separator_is_not_a_row(rows, line):
    found = rows(line + LIST.replace(",", ";"))
    assert [(row.number, row.id) for row in found] == [(2, "A1"), (3, "A2")]  # spreadsheets do not show the line


def test_other_separators_in_names_and_values_do_not_separate(rows):
    [row] = rows('id;name;"goals"\nA1;Souza, Ana|jr.;"Sit, and\tread"\n')
    assert (row.patient.name, row.patient.goals) == ("Souza, Ana|jr.", ("Sit, and read",))


def test_the_failed_rows_of_a_list_with_tabs_have_tabs(batch, tmp_path):
    make_batch(batch("id\tsize\nA1\thuge\nA2\t\n"))
    assert (tmp_path / "out/failed.csv").read_bytes().decode("utf-8-sig").startswith("error\tid\tsize\r\n")


def test_utf_8_is_not_read_in_another_encoding(refused):
    assert (
        refused(LIST.encode(), encoding="cp1252")
        == "roster.csv: is UTF-8 text, not cp1252; leave out --encoding, or encoding in the profile"
    )


@pytest.mark.parametrize(
    "name",
    [
        "JÃ¼rgen GroÃŸ",
        "MÃœLLER",
        "GroÃŸe",
        "Oâ€™Brien",
        "JosÃ©",
        "J\ufffdrgen",
        "BjÃ¶rn",
        "Å\u0081ukasz",
        "Ð\u02dcÐ²Ð°Ð½",
    ],
)
@pytest.mark.parametrize("column", ["name", "Vorname"])
def test_letters_of_another_encoding_stop_their_row(rows, column, name):
    wrong, right = rows(f"id,{column}\n1,{name}\n2,Jürgen Großmüller\n")
    assert str(wrong.problems[0]).startswith(f'name: "{visible(name)}": its letters were read in a wrong encoding')
    assert right.problems == ()


@pytest.mark.parametrize("name", ["Élodie Ångström", "“IRMÔ", "Ã la Côte", "João Conceição", "SÃO JOÃO", "“IRMÔ."])
def test_letters_that_are_meant_are_read(rows, name):
    [row] = rows(f"id,name\n1,{name}\n")
    assert (row.problems, row.patient.name) == ((), name)


# -- titles, short rows, lines below the list ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title", ["Monday list\n\n", "Patients;;\n", "Riverside Physiotherapy, ward 2\nPrinted 1.12.\n"]
)
def test_titles_above_the_names_of_columns_are_passed_over_and_said(read, tmp_path, title):
    roster = read(title + LIST.replace(",", ";"))
    row = title.count("\n") + 1
    assert [found.number for found in roster] == [row + 1, row + 2]
    assert roster.notes == (
        f"{tmp_path}/roster.csv: the names of the columns are in row {row}; what is above is not read",
    )


def test_a_row_that_is_cut_off_has_a_warning(rows):
    one, two, three = rows("id,name,start,conditions\n1,Ann,2026-12-07,\n2,Bob,2026-12-07\n3,Cy\n")
    assert (one.notes, two.problems, three.problems) == ((), (), ())
    assert [str(note) for note in two.notes] == [
        "has 3 values for 4 columns; the missing ones are taken for empty; see whether the line was cut off"
    ]
    assert str(three.notes[0]).startswith("has 2 values for 4 columns")


@pytest.mark.parametrize(
    "last",
    [
        "Summe: 120 Patienten",
        "Total,2 patients,",
        "TOTAL: 2,,",
        "Anzahl,,",
        ",Total: 2,",
        "Page 1,,",
        "Gesamt,,2",
        "Count 2,,",
        ",Seite 1 von 3,",
        ",,Page 2/3",
    ],
)
def test_a_total_below_the_list_is_left_out_and_said(read, last):
    roster = read(f"{LIST}{last}\n")
    assert [row.problems for row in roster] == [(), ()]
    assert [note.partition(": ")[2] for note in roster.notes] == [
        "left out, as totals and the feet of pages are no patients: row 4"
    ]


def test_somebody_who_is_called_sum_is_a_patient(read):
    roster = read("name,id,born\nSum,7,\nTotal Recall,8,\n")
    assert [row.id for row in roster] == ["7", "8"]
    assert roster.notes == ()


@pytest.mark.parametrize(
    "last", [",Summe,", "Printed on Monday,,", "Ward B,,", "Tuesday,,", "Total,2 patients,2026-12-07"]
)
def test_a_line_below_the_list_is_no_patient(rows, last):
    one, two, below = rows(f"{LIST}{last}\n")
    assert (one.problems, two.problems, below.patient) == ((), (), None)
    assert str(below.problems[0]).startswith(
        "looks like a line between patients or below the list, not like a patient; delete this row"
    )


@pytest.mark.parametrize(
    "last",
    [
        "A3,Total,",
        "A4,Sum Yi,1980-01-01",
        "TOT-1,Ana,",
        "Summers-1,Bo,",
        ",Ana Lima,",
        "SUM-1,Bo,",
        ",Sum Kim,",
        ",Sum,1980-01-01",
        "MRN 7,,",
    ],
)
def test_a_patient_is_no_line_below_the_list(rows, last):
    assert rows(f"{LIST}{last}\n")[2].problems == ()


@pytest.mark.parametrize("born", ["26026", "26026.5", "9500", "46363,4"])
def test_a_date_as_spreadsheets_store_it_is_said_to_be_one(rows, born):
    [row] = rows(f"id;born\n1;{born}\n")
    assert "Excel stores dates as such numbers: give the cells a date format" in str(row.problems[0])


# -- nobody ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["id,name,size\n,,large\n,,xl\n", "size\nlarge\n", "name,plan\n ,\n ,safety\n,low-back-relief\n"]
)
def test_a_list_in_which_nobody_has_a_name_or_an_id_is_refused(batch, tmp_path, text):
    with pytest.raises(InputError, match="no row has an id or a name; see whether the columns id and name"):
        make_batch(batch(text))
    assert not (tmp_path / "out").exists()


def test_rows_without_are_listed(batch):
    assert batch("id,name,size\n1,Ana,\n,,large\n2,,\n").roster_warnings == [
        "row 3 without an id; others have one",
        "rows 3, 4 without a name; others have one",
    ]


@pytest.mark.parametrize("text", ["Kennung^Wer\n1^Ana\n", "Kennung\n1\n", "Kennung,Raum\n1,2\n"])
def test_the_only_columns_are_never_to_be_left_out(refused, text):
    complaint = refused(text)
    assert "roster.csv:1: row 1 has no name of a column that is known" in complaint
    assert "--ignore-column" not in complaint


# -- advice ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    ["PASSPORT", "State", "Notes", "Comments", "Appointment Notes", "Site", "Status", "Place", "Date", "Page", "Pain"],
)
def test_unlike_things_are_not_suggested(head):
    assert suggest_column(head, ["id", "name", head]).startswith("to leave it out: --ignore-column")


def test_columns_without_a_name_or_with_that_of_another_are_refused(refused):
    assert refused("id,,name\n1,,Ana\n") == "roster.csv:1: column 2 has no name; write one above it"
    assert refused("id,name,ID\n1,Ana,2\n") == 'roster.csv:1: there are two columns "ID"; rename one'


def test_for_many_unknown_columns_a_profile_is_named(refused):
    complaint = refused("id,name,Sex,City,Phone\n1,Ana,f,x,y\n")
    assert "planner roster" in complaint.splitlines()[-1]


def test_no_column_is_suggested_for_two(refused):
    complaint = refused("Patient-Nr,MRN,name\n1,2,Ana\n")
    assert "did you mean" not in complaint
    assert complaint.count('to "id", not both') == 2


@pytest.mark.parametrize("head", ["Notes", "notes", "Note for clinicians", "comment"])
def test_only_a_column_of_exactly_that_name_is_printed_as_a_note(refused, head):
    assert '"note"' not in refused(f"id,{head}\n1,Grumpy.\n")


# -- names in two columns, and who has died --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("First", "Last"),
        ("FIRST NAME", "LAST NAME"),
        ("given", "family"),
        ("Forename", "Surname"),
        ("first_name", "last_name"),
        ("Patient First Name", "Patient Last Name"),
        ("Vorname", "Nachname"),
        ("Vorname", "Familienname"),
        ("Prénom", "Nom"),
        ("Prénom", "Nom de famille"),
        ("Nombre", "Apellidos"),
    ],
)
def test_first_and_last_name_in_two_columns_are_one_name(rows, given, family):
    assert (read_as(given), read_as(family)) == (GIVEN, FAMILY)
    one, two = rows(f"id,{family},{given}\n1,Souza ,Ana\n2,Madonna,\n")
    assert (one.problems, one.patient.name, two.patient.name) == ((), "Ana Souza", "Madonna")


@pytest.mark.parametrize(
    ("heads", "cells", "name"),
    [
        ("name,Vorname", "Groß,Jürgen", "Jürgen Groß"),
        ("name,Vorname", "Jürgen Groß,Jürgen", "Jürgen Groß"),
        ("name,Apellidos", "Ana,Souza", "Ana Souza"),
        ("name,first,last", "Ana Souza,Ana,Souza", "Ana Souza"),
        ("name,first,last", ",Ana,Souza", "Ana Souza"),
        ("first,last", "小明,王", "王小明"),
        ("first,last", "さくら,佐々木", "佐々木さくら"),
        ("first,last", "민준,김", "김민준"),
        ("first,last", "Mei,王", "Mei 王"),
        ("first,last", "ジョン,スミス", "ジョン スミス"),
        ("name", "小明 王", "小明 王"),
    ],
)
def test_a_name_and_its_parts_are_one(rows, heads, cells, name):
    [row] = rows(f"id,{heads}\n1,{cells}\n")
    assert (row.problems, row.patient.name) == ((), name)


def test_a_name_that_is_not_that_of_its_parts_stops_the_row(rows):
    [row] = rows("id,name,first,last\n1,Bo Ek,Ana,Souza\n")
    assert str(row.problems[0]).startswith("name: the columns of the whole name and of its parts have different names")


def test_a_part_alone_is_said(read, tmp_path):
    note = f"{tmp_path}/roster.csv: no column holds the given names: only the family names are printed"
    assert read("id,Nachname\n1,Groß\n").notes == (note,)


@pytest.mark.parametrize(
    ("head", "alive", "died"),
    [
        ("DEATHDATE", "", "2017-11-24"),
        ("Deceased", "No", "Yes"),
        ("verstorben", "nein", "ja"),
        ("Décès", "", "1.2.2020"),
    ],
)
def test_who_has_died_is_left_out_and_listed(read, tmp_path, head, alive, died):
    roster = read(f"id,name,{head}\n1,Ana,{alive}\n2,Bo,{died}\n")
    assert [row.id for row in roster] == ["1"]
    assert roster.notes == (f"{tmp_path}/roster.csv: left out, as these people have died: row 3",)


@pytest.mark.parametrize(
    ("head", "used", "unused"), [("Archived", "", "Yes"), ("Active", "yes", "no"), ("Inaktiv", "0", "1")]
)
def test_records_that_are_not_in_use_are_left_out_and_listed(read, tmp_path, head, used, unused):
    roster = read(f"id,name,{head}\n1,Ana,{used}\n2,Bo,{unused}\n3,Cy,{unused}\n")
    assert [row.id for row in roster] == ["1"]
    assert roster.notes == (f"{tmp_path}/roster.csv: left out, as these records are not in use: rows 3, 4",)


def test_a_column_of_who_is_active_may_say_who_has_died(read):
    roster = read("id,Aktiv\n1,ja\n2,verstorben\n3,Entlassen (1.2.2026)\n4,\n")
    assert [row.id for row in roster] == ["1", "4"]


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("Diagnosen", "conditions"),
        ("Diagnose(n)", "conditions"),
        ("Diagnoses", "conditions"),
        ("Vorerkrankungen", "conditions"),
        ("Medical history", "conditions"),
        ("Antécédents", "conditions"),
        ("Diagnóstico", "conditions"),
        ("geboren am", "born"),
        ("Né(e) le", "born"),
        ("Termin(e)", "appointments"),
        ("Nächster Termin", "appointments"),
        ("Letzter Termin", None),
        ("Próxima cita", "appointments"),
    ],
)
def test_what_other_languages_call_a_column_is_known(head, column):
    assert meant(head) == column


@pytest.mark.parametrize(
    ("head", "column"),
    [("Paciente", "name"), ("F. nacimiento", "born"), ("Fecha nac.", "born"), ("Tage", "days"), ("Días", "days")],
)
def test_what_a_list_in_another_language_calls_them(head, column):
    assert meant(head) == column


def test_a_column_that_is_ignored_leaves_nobody_out(read):
    assert len([*read("id,Deceased\n1,Yes\n2,\n", ignore=["deceased"])]) == 2


def test_who_is_left_out_stands_in_the_report(batch, tmp_path):
    make_batch(batch("id,name,Deceased\n1,Ana,\n2,Bo,Yes\n"))
    assert "left out, as these people have died: row 3" in (tmp_path / "out/report.html").read_text("utf-8")


def test_a_row_of_json_has_a_name_in_two_parts_and_keeps_it_in_the_list_of_failed_rows(batch, tmp_path):
    make_batch(
        batch(
            '{"id": "1", "First": "Ana", "Last": "Souza", "size": "huge"}\n{"id": "2", "deceased": true}\n', "r.jsonl"
        )
    )
    assert "Ana Souza" in (tmp_path / "out/failed.csv").read_text("utf-8-sig")
    assert not (tmp_path / "out/2.pdf").exists()


# -- what systems and spreadsheets do to a list ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Patient;Patient;Dates\nid;Name;born\n1;Ana;1970-02-01\n",
        "Patient,,Plan\nid,name,start\n1,Ana,2026-12-07\n",
        "Patient data,,,\nPatient,,Notes,\nid,First name,Last name,born\n1,Ana,,\n",
    ],
)
def test_of_two_lines_of_names_the_lower_one_is_read(rows, text):
    [row] = rows(text)
    assert (row.id, row.patient.name) == ("1", "Ana")


@pytest.mark.parametrize("name", ["Plan", "Active", "Note"])
def test_a_first_patient_is_no_line_of_names(rows, name):
    assert [row.id for row in rows(f"id,name\n{name},Patient\n2,Bo\n")] == [name, "2"]


@pytest.mark.parametrize(
    "born", ["1970/02/01", "1970/2/1", "1970.02.01", "1970-2-1", "1970-02-01 00:00:00", "1970-02-01T00:00:00.000"]
)
@pytest.mark.parametrize("dates", ["ymd", "dmy"])
def test_days_that_begin_with_the_year_are_read_however_they_are_written(rows, born, dates):
    [row] = rows(f"id,born\n1,{born}\n", dates=dates)
    assert (row.problems, str(row.patient.born)) == ((), "1970-02-01")


@pytest.mark.parametrize("born", ["1970/13/01", "1970-02-01T00:00:00Z", "1970-02-01 09:30", "19700201"])
def test_what_is_no_day_is_not_taken_for_one(rows, born):
    [row] = rows(f"id,born\n1,{born}\n")
    assert row.problems


def test_an_appointment_keeps_its_time(rows):
    [row] = rows("id,appointments\n1,2026/12/7 10:30;2026-12-09 00:30\n")
    assert [str(moment) for moment in row.patient.appointments] == ["2026-12-07 10:30:00", "2026-12-09 00:30:00"]


def test_zeros_that_a_system_protects_from_spreadsheets_are_kept(rows):
    one, two = rows('id,name\n="00412","=""Ana"""\n="",Bo\n')
    assert (one.id, one.patient.name, two.id) == ("00412", "Ana", None)


@pytest.mark.parametrize("number", ["1.23E+11", "1,23E+11", "4E+5"])
def test_a_number_that_a_spreadsheet_has_shortened_is_no_id(rows, number):
    [row] = rows(f"id;name\n{number};Ana\n")
    assert str(row.problems[0]).startswith(f'id: "{number}": a spreadsheet has shortened this number; export the list')


def test_utf_16_without_a_mark_is_told_from_other_encodings(refused):
    says = "roster.csv: is not text, or is UTF-16; if it is, add --encoding utf-16-le"
    assert refused("id,name\n1,José\n".encode("utf-16-le")) == says


@pytest.mark.parametrize(
    "foot",
    [
        *("17 patients", "3 Patienten", "3 pacjentów", "Total de pacientes: 3", "合计 3", "المجموع"),
        *("Printed by MK 30/11/2026", "Confidential", "*** END ***", "--- page 2 ---", "End of list"),
    ],
)
def test_a_foot_in_the_column_of_the_names_is_no_patient(rows, foot):
    *patients, below = rows(f"id,name,born,start\n1,Ana,1971-04-03,\n2,Bo,1972-04-03,\n,{foot},,\n")
    assert all(row.patient for row in patients)
    assert below.patient is None
    assert "not like a patient" in below.problems[0].text


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Ann Total",
            "End",
            "Sum Wai Lee",
            "Total Recall",
            "Page Turner",
            "Page",
            "Stand Gil",
            "Suma Rao",
            "Count Basie",
        ),
        *("Patient Ngoma", "Grace Patience", "Razem Ali", "Persons Obi", "Confidence Eze", "合田 一", "李 计", "O'End"),
    ],
)
@pytest.mark.parametrize("cells", ["", "1971-04-03"])
def test_a_name_that_is_like_a_foot_is_one_without_an_id_too(rows, name, cells):
    *_, last = rows(f"id,name,born,start\n1,Ana,1971-04-03,\n,{name},{cells},\n")
    assert last.problems == ()
    assert last.patient.name == name


def test_a_remark_below_two_columns_is_no_patient(rows):
    *_, below = rows("id,name\n1,Ana\nPrinted 2026-12-01,\n")
    assert below.patient is None


@pytest.mark.parametrize(
    "text", ["#REF!", "#N/A", "#BEZUG!", "#¡REF!", "#NV", "Err:508", "#####", "=B2", "=SUM(A1:A9)"]
)
@pytest.mark.parametrize("column", ["id", "name", "conditions", "deceased", "Status", "note"])
def test_what_a_spreadsheet_has_in_place_of_a_value_stops_the_row(rows, column, text):
    profile = Profile(skip_if={"Status": ("left",)}, values={"conditions": {"#N/A": ""}})
    said = {"id": "1", "name": "Ana", "conditions": "", "deceased": "", "Status": "", "note": "", column: text}
    content = f"{','.join(said)}\n{','.join(said.values())}\n"
    for name, lines in {"r.csv": content, "r.jsonl": json.dumps(said)}.items():
        [row] = rows(lines, name, profile=profile)
        assert [problem.quoted for problem in row.problems] == [text]


@pytest.mark.parametrize("column", ["id", "name", "first name"])
@pytest.mark.parametrize("text", ["-", "—", ".", "#"])
def test_an_id_or_a_name_that_is_only_a_dash_stops_the_row(rows, column, text):
    [row] = rows(f"id,{column},days\n1,{text},\n" if column != "id" else f"name,id\nAna,{text}\n")
    assert [str(one) for one in row.problems] == [
        f'{column.split()[-1]}: "{text}": has neither a letter nor a digit; '
        "write it, or empty the cell if there is none"
    ]


@pytest.mark.parametrize("name", ["NULL", "n/a", "Unbekannt"])
def test_what_stands_where_there_is_no_name_is_a_warning(rows, name):
    [row] = rows(f"id,name\n1,{name}\n")
    assert ([note.text for note in row.notes], row.problems) == (["looks as if there was no name"], ())


@pytest.mark.parametrize("name", ["Nguyễn Thị", "محمد"])
def test_vietnamese_and_arabic_letters_in_another_encoding_are_said(rows, name):
    broken = name.encode().decode("cp1252", "replace").replace("\ufffd", "\u0081")
    [row] = rows(f"id,name\n1,{broken}\n")
    assert "its letters were read in a wrong encoding" in str(row.problems[0])
    assert not any(one.problems for one in rows("id,name\n2,«Mamá»\n3,OÙ Ølund\n"))


@pytest.mark.parametrize("cell", ["none", "N/A", "-", "keine"])
def test_who_has_no_condition_has_an_empty_cell(rows, cell):
    [row] = rows(f"id,conditions\n1,{cell}\n")
    assert str(row.problems[0]).startswith(f'conditions: "{cell}": leave the cell empty if there are none, or say')


NONE_OR_ASK = "it says that there is none, or that it is not sure: leave it out if there is none, and ask the clinician"


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        *((text, NONE_OR_ASK) for text in ("not pregnant", "Pregnant: no", "no osteoporosis", "osteoporosis?")),
        *((text, NONE_OR_ASK) for text in ("?osteoporosis", "not sciatica-acute", "kein Osteoporose", "sin ciática")),
        *((text, "write which condition it is") for text in ("yes", "x", "Ja")),
        *((text, "ask the clinician before you print") for text in ("cancer", "bone mets", "Brustkrebs", "stroke")),
    ],
)
def test_no_condition_is_guessed_from_what_says_no_or_names_none(rows, cell, says):
    [row] = rows(f"id,conditions\n1,sciatica; {cell}\n")
    [problem] = row.problems
    assert says in problem.advice
    assert "did you mean" not in problem.advice
    assert "values:" not in problem.advice


@pytest.mark.parametrize("cell", ["low back pain", "LBP", "chronic LBP", "M54.5", "NKDA", "Rückenschmerzen"])
def test_what_no_exercise_is_changed_for_means_none_in_a_profile(rows, cell):
    [row] = rows(f"id,conditions\n1,{cell}\n")
    [problem] = row.problems
    assert problem.advice.startswith("it is no condition of the program: leave it out, or say in a profile")
    assert problem.advice.endswith('values: {conditions: {WORD: ""}}')


def test_italian_heads_below_a_title_are_found(read):
    roster = read("Elenco pazienti,,\n,,\nN. cartella,Cognome,Nome\n1,Rossi,Ugo\n", ignore=["N. cartella"])
    assert [row.patient.name for row in roster] == ["Ugo Rossi"]
    heads = ("N. cartella", "Data di nascita", "Lingua", "Diagnosi", "N° dossier", "Né(e) le")
    assert [*map(meant, heads)] == ["id", "born", "language", "conditions", "id", "born"]


def test_below_a_title_the_row_that_may_hold_unknown_heads_is_named(refused):
    says = refused("Liste,,\n,,\nPatientenkode X,Achternaam,Roepnaam\n1,Rossi,Ugo\n")
    assert "if the names stand in row 3, write header_row: 3 in a profile" in says
