"""A clinic's own export, read as its profile says."""

import csv
import shlex
from io import StringIO

import pytest

from planner.batch.batch import Batch
from planner.batch.foreign import days_meant
from planner.batch.reading import Reading
from planner.batch.roster import open_roster, read_roster
from planner.batch.run import make_batch
from planner.batch.states import is_gone
from planner.batch.survey import proposal, survey
from planner.batch.tables import RosterFile
from planner.booklet.press import Press
from planner.content.library import Library
from planner.content.profile import DateOrder, Profile
from planner.problems import InputError
from tests.batch.test_tables import sheet

EXPORT = """\
Patient-Nr;Nachname;Vorname;Geb.-Datum;Status;Notiz
00412;Groß;Jürgen;13.02.1970;aktiv;Mag keine Katzen
00413;Ek;Mia;1.1.1980;Entlassen;
00414;;;5.6.1990;aktiv;
"""
PROFILE = """\
columns:
  id: Patient-Nr
  name: "{Vorname} {Nachname}"
  born: Geb.-Datum
others: ignore
skip_if: {Status: [entlassen, verzogen]}
dates: dmy
defaults: {start: 2026-12-07, size: large, paper: Letter, plan: low-back-relief, days: [mon, wed, fri]}
"""


@pytest.fixture
def profile(write):
    return lambda text=PROFILE: Profile.load(write("profile.yaml", text))


def test_columns_are_joined_mapped_and_filled(read, profile):
    one, three = read(EXPORT, profile=profile())
    assert (one.id, one.patient.name, str(one.patient.born), str(one.patient.start)) == (
        "00412",
        "Jürgen Groß",
        "1970-02-13",
        "2026-12-07",
    )
    assert (one.patient.size, one.patient.days, one.paper, one.plan) == (
        "large",
        ("mon", "wed", "fri"),
        "Letter",
        "low-back-relief",
    )
    assert one.patient.note is None
    assert (three.id, three.patient.name, three.problems) == ("00414", None, ())


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("{Vorname} {Nachname}", ["王小明", "Béla Nagy"]),
        ("{Nachname} {Vorname}", ["王小明", "Nagy Béla"]),
        ("{Nachname}, {Vorname}", ["王, 小明", "Nagy, Béla"]),
    ],
)
def test_parts_in_chinese_letters_are_joined_family_name_first(read, profile, template, names):
    how = profile(f'columns: {{name: "{template}"}}\n')
    assert [row.patient.name for row in read("id;Vorname;Nachname\n1;小明;王\n2;Béla;Nagy\n", profile=how)] == names


def test_rows_that_the_profile_passes_over_are_listed(read, profile):
    roster = read(EXPORT, profile=profile())
    remarks, note = roster.notes
    assert remarks.endswith('"Notiz" is ignored, and has remarks in 1 row: conditions in them are not heeded')
    assert note.endswith("profile.yaml): row 3")
    assert "Mia" not in note


def test_a_cell_wins_over_what_fills_empty_ones(read, profile):
    text = "id,name,size,start,paper\n1,Ana,xl,2027-01-04,A4\n2,Bo,,,\n"
    one, two = read(text, profile=profile("defaults: {size: large, start: 2026-12-07, paper: Letter}"))
    assert (one.patient.size, str(one.patient.start), one.paper) == ("xl", "2027-01-04", "A4")
    assert (two.patient.size, str(two.patient.start), two.paper) == ("large", "2026-12-07", "Letter")


def test_a_patients_file_wins_over_what_fills_empty_cells(read, write, profile):
    write("ana.yaml", "name: Ana\nsize: xl\n")
    [row] = read("id,patient\n1,ana.yaml\n", profile=profile("defaults: {size: large}"))
    assert row.patient.size == "xl"


def test_what_is_said_to_the_command_wins_over_the_profile(read, profile):
    order: DateOrder = "mdy"
    [row] = read("id;born\n1;02/03/1970\n", profile=profile("dates: dmy"), dates=order)
    assert str(row.patient.born) == "1970-02-03"


def test_without_others_a_column_that_is_not_known_is_refused(read, profile):
    with pytest.raises(InputError) as caught:
        read("Nr,name,Room\n1,Ana,2\n", profile=profile("columns: {id: Nr}"))
    assert 'unknown column "Room"' in str(caught.value)
    assert "Nr" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("columns: {id: Patent-Nr}\n", "1:15", "columns.id: the list has no column"),
        ('columns:\n  name: "{Vorname} {Name}"\n', "2:9", "columns.name: the list has no column"),
        ("skip_if: {Aktiv: nein}\n", "1:18", "skip_if.Aktiv: the list has no column"),
    ],
)
def test_a_column_that_the_list_lacks_is_said_with_its_place_in_the_profile(read, profile, text, place, says):
    with pytest.raises(InputError) as caught:
        read(EXPORT, profile=profile(f"{text}others: ignore\n"))
    assert f"profile.yaml:{place}: {says}" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("column: {id: Nr}", 'unknown key "column"; did you mean "columns"?'),
        ("columns: {ids: Nr}", 'unknown key "ids"; did you mean "id"?'),
        ("defaults: {id: '1'}", 'unknown key "id"'),
        ("dates: dym", "dates"),
        (
            "columns:\n  name: {Vorname} {Nachname}\n",
            'profile.yaml:2:9: a text that begins with { needs quotation marks: "{Vorname} {Nachname}"',
        ),
        ("columns:\n  name: {Vorname}\n", "columns.name: is a list or a map; write one text"),
        ("header_row: 0", "header_row"),
        ("defaults: {size: huge}", "size"),
    ],
)
def test_what_is_wrong_with_a_profile_is_said(profile, text, says):
    with pytest.raises(InputError) as caught:
        profile(text)
    assert says in str(caught.value)


def test_a_column_of_that_name_is_not_read_where_the_profile_names_another(read, profile):
    [row] = read("id,MRN,Name\n77,A1,Ana\n", profile=profile("columns: {id: MRN}\nothers: ignore"))
    assert row.id == "A1"
    with pytest.raises(InputError, match='column "id" is not read, as the profile names others for it'):
        read("id,MRN,Name\n77,A1,Ana\n", profile=profile("columns: {id: MRN}"))


def test_who_has_died_is_left_out_whatever_the_profile_ignores(read, profile):
    roster = read("Nr,name,Deceased\n1,Ana,\n2,Bo,2020-01-01\n", profile=profile("columns: {id: Nr}\nothers: ignore"))
    assert [row.id for row in roster] == ["1"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_names_in_a_profile_tell_the_separator_and_the_row_of_the_names(rows, profile, separator):
    text = "Liste vom Montag\n\nKennung,Wer\n1,Ana\n".replace(",", separator)
    [row] = rows(text, profile=profile("columns: {id: Kennung, name: Wer}"))
    assert (row.number, row.id, row.patient.name) == (4, "1", "Ana")


def test_the_row_of_the_names_can_be_said(rows, profile):
    text = "id,name\nold,list\nNr,Wer\n1,Ana\n"
    [row] = rows(text, profile=profile("columns: {id: Nr, name: Wer}\nheader_row: 3"))
    assert (row.id, row.patient.name) == ("1", "Ana")


def test_a_row_of_names_that_is_empty_is_said(read, profile):
    with pytest.raises(InputError, match=r"roster.csv:2: is an empty row; see which row has the names"):
        read("id,name\n\n1,Ana\n", profile=profile("header_row: 2"))


def test_columns_that_stand_twice_or_have_no_name_may_be_ignored(rows, profile):
    text = "Nr,Notes,,Notes,name\n1,a,b,c,Ana\n"
    [row] = rows(text, profile=profile("columns: {id: Nr}\nothers: ignore"))
    assert (row.id, row.patient.name) == ("1", "Ana")


def test_a_column_that_is_read_must_not_stand_twice(read, profile):
    with pytest.raises(InputError, match='there are two columns "Nr"; rename one'):
        read("Nr,Nr,name\n1,2,Ana\n", profile=profile("columns: {id: Nr}\nothers: ignore"))


def test_a_sheet_and_the_format_of_ids_in_it(tmp_path, library, profile):
    path = tmp_path / "r.xlsx"
    path.write_bytes(sheet(["Kennung", "Wer"], ["3-4", "Ana"]))
    [row] = read_roster(path, library=library, profile=profile("columns: {id: Kennung, name: Wer}"))
    assert (row.id, row.patient.name, row.letters["id"], row.letters["name"]) == ("3-4", "Ana", "A", "B")


def test_failed_rows_are_corrected_and_run_with_the_same_profile(tmp_path, library, short, profile):
    text = "Montag\nNr;Vorname;Nachname;Geb.\nA1;Ana;Souza;1.2.1970\nA2;Bo;Ek;40.2.1970\n;Cy;Lee;x\n"
    of = profile('columns: {id: Nr, name: "{Vorname} {Nachname}", born: Geb.}\ndates: dmy\nheader_row: 2')
    path = tmp_path / "roster.csv"
    path.write_text(text, "utf-8")

    def run(roster, **options):
        out = Batch(short, read_roster(roster, library=library, profile=of), tmp_path / "out", Press(library=library))
        return make_batch(Batch(**{**out.__dict__, **options}))

    assert [outcome.status == "failed" for outcome in run(path)] == [False, True, True]
    failed = tmp_path / "out/failed.csv"
    table = [*csv.reader(StringIO(failed.read_text("utf-8-sig"), newline=""), delimiter=";")]
    assert table[0] == ["error", "Nr", "Vorname", "Nachname", "Geb."]
    assert [row[1:] for row in table[1:]] == [["A2", "Bo", "Ek", "40.2.1970"], ["row-5", "Cy", "Lee", "x"]]
    failed.write_text(failed.read_text("utf-8-sig").replace("40.2", "4.2").replace(";x", ";1.1.1980"), "utf-8-sig")
    assert [outcome.file for outcome in run(failed, existing="keep")] == ["A2.pdf", "row-5.pdf"]


CELLS = "id;Sprache;Diagnosen\n1;zh;Hip  Replacement, osteoporosis\n" + "".join(
    f"{n};{said};\n" for n, said in enumerate(("SPANISH", "español", "es-MX", "ZH-HANS", "zh-CN"), 2)
)
MEANT = """\
columns: {language: Sprache, conditions: Diagnosen}
values:
  language: {zh: zh-Hans}
  conditions: {hip replacement: hip-replacement}
lists: ","
"""


def test_texts_in_cells_mean_what_the_profile_says_and_languages_have_names(rows, write):
    found = rows(CELLS, profile=Profile.load(write("profile.yaml", MEANT)))
    assert [row.patient and row.patient.language for row in found] == ["zh-Hans", "es", "es", "es", "zh-Hans", None]
    assert found[0].patient.conditions == ("hip-replacement", "osteoporosis")
    assert [[note.discreet for note in row.notes] for row in found[3:5]] == [
        ["language: there are no words for this region, so the booklet is in es"],
        [],
    ]
    assert str(found[5].problems[0]).endswith('did you mean "zh-Hans"?')


def test_the_draft_proposes_what_days_and_languages_mean(write, library):
    path = write("list.csv", "Sprache;Wochentage\nPolnisch;Mo, Do\nEnglish;Mi\n")
    file = open_roster(path, profile=Profile())
    found = survey(file, Reading(Profile(), ()), library)
    assert found.words == {"language": {"Polnisch": "pl"}, "days": {"Mo": "mon", "Mi": "wed", "Do": "thu"}}
    draft = write("profile.yaml", proposal(found, file, Reading(Profile(), ()), None, None))
    rows = [row.patient for row in read_roster(path, profile=Profile.load(draft))]
    assert [(one.language, one.days) for one in rows] == [("pl", ("mon", "thu")), ("en", ("wed",))]


def test_a_day_that_two_languages_have_is_not_proposed():
    assert days_meant(["Do"]) == {}  # Thursday in German, Sunday in Spanish
    assert days_meant(["lun", "mié"]) == {"lun": "mon", "mié": "wed"}


def test_a_value_that_there_is_not_is_an_error_with_its_place(write, library):
    from planner.cli.rosters import chosen_profile

    path = write("profile.yaml", MEANT.replace(": hip-replacement", ": hip-replacment").replace("zh-Hans", "xx"))
    with pytest.raises(InputError) as caught:
        chosen_profile(path, None, library)
    assert [(one.line, one.field) for one in caught.value.problems] == [
        (3, "values.language.zh"),
        (4, "values.conditions.hip replacement"),
    ]
    with pytest.raises(InputError, match=r"profile\.yaml:3:3: values\.tongue: .*"):
        Profile.load(write("profile.yaml", MEANT.replace("  language:", "  tongue:")))


@pytest.mark.parametrize("text", ["†", "† 3.4.2026", "†verstorben", "Ex", "ex 3.4.2026", "Ex-Patientin", "exitus"])
def test_who_is_marked_as_gone_by_a_sign_is_gone(text):
    assert is_gone(text)


@pytest.mark.parametrize("text", ["Ex-Raucher", "Export", "ex. Bandscheibe L5", "Tochter †"])
def test_a_remark_is_no_such_mark(text):
    assert not is_gone(text)


def test_an_ignored_column_that_names_a_condition_is_said(read, profile):
    text = (
        "id,Bemerkung,Raum,Arzt\n1,schwanger 24. SSW,2,Dr. Tepe\n2,ruft an,3,\n3,Osteoporosis,4,\n"
        "4,High blood pressure or heart disease,,\n5,OSTEOPOROSE bekannt,,\n6,verstorben,,Hüft-TEP\n"
    )
    of = profile("others: ignore\nskip_if: {Bemerkung: verstorben}\n")
    assert sum("may name" in note for note in read(text, profile=of).notes) == 1  # what skips is no condition
    roster = read(text, profile=profile("others: ignore\n"))
    said = [note for note in roster.notes if "may name" in note]
    advice = "if the patient has it, it has to stand in a column that is read as conditions; if not: --ignore-column"
    assert said == [
        f'warning: {roster.path}: the column "Bemerkung" is ignored, and may name a condition (rows 2, 4 to 6); only '
        f"known words were looked for: read all 6; {advice} Bemerkung",
        f'warning: {roster.path}: the column "Arzt" is ignored, and may name a condition (row 7); only known words '
        f"were looked for: read all 2; {advice} Arzt",
    ]
    assert not any("may name" in note for note in read(text, profile=of, ignore=["Bemerkung", "Arzt"]).notes)


@pytest.mark.parametrize(
    ("head", "cells", "line"),
    [
        ("Language spoken", ("Arabic", ""), "language: Language spoken"),
        ("Speaks", ("arabisch", "Türkisch", "Englisch"), "language: Speaks"),
        ("Preferred days", ("Mon/Wed", "Fri"), "days: Preferred days"),
        ("Sessions", ("Mon Wed Fri", "tue"), "days: Sessions"),
        ("Tage: welche", ("Mo, Mi", "Do"), 'days: "Tage: welche"'),
        ("Start date", ("2026-12-07", ""), "start: Start date"),
        ("First appt", ("2026-12-07", ""), "appointments: First appt"),
    ],
)
def test_an_ignored_column_of_language_days_or_start_is_said(read, profile, head, cells, line):
    text = f"id,name,{head}\n" + "".join(f'{n},A,"{cell}"\n' for n, cell in enumerate(cells))
    roster = read(text, profile=profile("others: ignore\n"))
    column = line.partition(":")[0]
    assert roster.notes == (
        f'warning: {roster.path}: the column "{head}" is ignored, and looks like {column}; if it is, add {line} '
        f"to the profile's columns; if not: --ignore-column {shlex.quote(head)}",
    )
    assert read(text, profile=profile(f"columns: {{{line}}}\nothers: ignore\n")).notes == ()
    assert read(text, profile=profile("others: ignore\n"), ignore=[head]).notes == ()


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Nationality", ("Polish", "Spanish")),
        ("Language", ("",)),
        ("State", ("AR", "PL")),
        ("Doctor", ("Sun", "Dr Wed")),
        ("Clinic day", ("Mon", "Tue")),
        ("Town", ("Bath", "Ely")),
        ("Speaks", ("English", "english")),
    ],
)
def test_a_column_that_holds_no_such_words_is_left_alone(read, profile, head, cells):
    text = f"id,name,{head}\n" + "".join(f'{n},A,"{cell}"\n' for n, cell in enumerate(cells))
    assert read(text, profile=profile("others: ignore\n" if head != "Language" else "{}")).notes == ()


def test_days_that_are_given_for_all_need_no_column(read, profile):
    given = profile("others: ignore\ndefaults: {days: [mon], start: 2026-12-07}\n")
    assert read("id,name,Sessions,Start date\n1,A,tue,2026-12-08\n", profile=given).notes == ()


@pytest.mark.parametrize(
    "said",
    [
        "HTN",
        "L4/5 fusion 2019",
        "spinal surgery",
        "had an operation",
        "fell twice",
        "C-section in May",
        "caesarean",
        "LWS-OP 2020",
        "operada en 2019",
        "opérée du dos",
        "enceinte",
        "w ciąży",
        "nadciśnienie",
        "upadki",
        "upadł w domu",
        *("New hip R, posterior approach", "thin bones", "unsteady on feet", "neck pain", "pelvic girdle pain"),
        *("T12 fracture last year", "vertebral fracture", "L THR 2024", "#NOF 2023", "TKR left", "hip replacement"),
        *("hemiarthroplasty", "wheelchair user", "bed bound", "can't get on floor", "EDD 03/03/2027", "28/40"),
        *(
            "expecting twins",
            *("expecting her first baby", "she fell", "fell in May", "Fell", "cardiac failure"),
            "angina",
            "BP 180/110",
            "hypertension",
            "on alendronate",
            "DEXA 2025",
            "osteopenia",
        ),
        *("microdiscectomy Oct 2026", "laminectomy", "spondy L5", "frozen shoulder", "leg pain", "foot drop"),
        *(
            "uses a stick",
            "walks with a frame",
            "needs a walking aid",
            "incinta",
            "protesi anca",
            "protesi d\u2019anca",
        ),
        *("prothèse de hanche", "Oberschenkelhalsbruch", "Rollator", "złamanie kręgu", "silla de ruedas", "fratura L1"),
        *("Cannot kneel", "heart disease", "sore wrist", "骨折", "كسر"),
        *("C/S 3 weeks ago", "emcs last month", "wedge # L1", "expecting in March", "MI 2024", "怀孕20周", "беременна"),
        *("остеопороз", "hamile, 5 ay"),
    ],
)
def test_remarks_of_conditions_are_known_in_five_languages(read, profile, said):
    text = f'id,name,Info\n1,Ana,"{said}"\n2,Bo,asked for Friday\n'
    [note] = read(text, profile=profile("others: ignore\n")).notes
    assert "may name a condition (row 2); only known words were looked for: read all 2;" in note


@pytest.mark.parametrize(
    "said",
    [
        *("bone metastases spine", "prostate cancer with bone mets", "metastatic disease", "Brustkrebs, Metastasen"),
        *("cáncer de mama", "rak piersi", "cancro al seno", "saddle numbness", "cauda equina?", "stroke", "肺癌术后"),
    ],
)
def test_what_no_condition_fits_is_for_the_clinician(read, profile, said):
    text = f'id,name,Info\n1,Ana,"{said}"\n2,Bo,asked for Friday\n'
    [note] = read(text, profile=profile("others: ignore\n")).notes
    assert "may name a condition (row 2)" in note
    assert "no condition of the program fits some (row 2): ask the clinician before you print" in note


@pytest.mark.parametrize(
    "said",
    [
        *(
            "with Walker",
            "Dr Cane",
            "expecting a call",
            "expecting MRI results",
            "CHF 80",
            *("works as a midwife", "cardiac nurse", "Dr Fell", "ann@fell-op.org"),
            "cannot come on Friday",
            "can't get here by 9",
            "Zimmer 3",
        ),
        *(
            "Dr. Bruch",
            "new patient",
            "new phone",
            "Mi Young",
            "Dr Krebs",
            "learns breast stroke",
            "ref 128/401",
            "Edd Ek",
            "Stan",
            "ruft an",
        ),
    ],
)
def test_other_remarks_are_only_counted(read, profile, said):
    found = read(f"id,name,Info\n1,Ana,{said}\n2,Bo,\n", profile=profile("others: ignore\n"))
    assert [note.rpartition("csv: ")[2] for note in found.notes] == [
        'the column "Info" is ignored, and has remarks in 1 row: conditions in them are not heeded'
    ]
    assert not any(row.notes for row in found)
    quiet = read(f"id,name,Ort\n1,Ana,{said}\n2,Bo,3\n", profile=profile("others: ignore\n"))
    assert quiet.notes == ()


def test_each_row_whose_remark_may_name_a_condition_says_so(read, profile):
    text = "id,name,Alerts\n" + "".join(f"{n},A{n},{'Pregnant' if n % 2 else ''}\n" for n in range(1, 61))
    roster = read(text, profile=profile("others: ignore\n"))
    [note] = roster.notes
    assert "and 10 more" in note
    warned = [row.number for row in roster if row.notes]
    assert warned == [*range(2, 62, 2)]
    says = "conditions: a column that is ignored may name one, and nobody has read it"
    assert {str(problem).partition(";")[0] for row in roster for problem in row.notes} == {says}


def test_a_word_of_skip_if_among_others_is_asked_about(read, profile):
    own = profile("others: ignore\nskip_if: {Estado: baja}\n")
    text = "id,name,Estado\n1,A,baja\n2,B,Baja (traslado)\n3,C,baja voluntaria\n4,D,rebaja\n5,E,alta\n"
    roster = read(text, profile=own)
    [said] = [note for note in roster.notes if "among others" in note]
    assert said == (
        f'warning: {roster.path}: the column "Estado" has a word of skip_if among others (baja (traslado), baja '
        "voluntaria), and these are made (rows 3, 4); if nothing is to be printed for them, write in the profile "
        "skip_if: {Estado: [baja, baja (traslado), baja voluntaria]}"
    )


@pytest.mark.parametrize(
    "word",
    [
        *("deceduta", "dimesso", "zmarł", "Zmarła", "wypisany 3.4.2026", "overleden", "ontslagen", "falecido", "óbito"),
        *("avliden", "utskriven", "décédé", "sortie", "passed away", "RIP", "left practice", "do not contact", "død"),
    ],
)
def test_who_has_died_or_left_is_known_in_the_languages_of_patients(read, profile, word):
    roster = read(f"id,name,Stato\n1,A,attivo\n2,B,{word}\n", profile=profile("others: ignore\n"))
    [said] = roster.notes
    assert f'the column "Stato" says {word.lower()} (row 3); so that nothing is printed for them' in said
    assert said.endswith("; add there which of its other words get nothing, too: attivo (1)")


@pytest.mark.parametrize("word", ["rip", "internado", "attivo", "in cura", "aktywny", "open", "Sorting", "left knee"])
def test_other_words_say_no_such_thing(read, profile, word):
    roster = read(f"id,name,Stato\n1,A,attivo\n2,B,{word}\n", profile=profile("others: ignore\n"))
    assert roster.notes == ()


@pytest.mark.parametrize(
    "head", ["RIP", "Deceased", "Deceduto", "Zmarł/a", "Data zgonu", "Overleden", "Óbito", "Avliden"]
)
def test_a_column_of_who_has_died_is_known_by_its_head(read, profile, head):
    roster = read(f"id,name,{head}\n1,A,\n2,B,yes\n3,C,nie\n", profile=profile("others: ignore\n"))
    assert [row.id for row in roster] == ["1", "3"]
    assert "these people have died: row 3" in " ".join(roster.notes)


@pytest.mark.parametrize("word", ["gekündigt", "Behandlung beendet", "Therapie abgeschlossen am 3.4.2026"])
def test_who_has_ended_the_treatment_is_gone(word):
    assert is_gone(word)


def test_a_profile_without_a_name_is_said_once(read, profile):
    notes = read("Nr,Wer\n1,Ana\n2,Bo\n", profile=profile("columns: {id: Nr}\nothers: ignore\n")).notes
    assert [note.rpartition("csv: ")[2] for note in notes] == [
        "no column is read as the name, so booklets have a blank line for it; write in the profile's columns which one "
        "it is, as in name: HEAD"
    ]


def test_the_advice_on_skip_if_holds_all_that_the_profile_has(read, profile):
    own = profile("others: ignore\nskip_if: {Status: [entlassen, weg], Ort: X}\n")
    roster = read("id,Status,Ort,Info\n1,Gestorben,A,\n2,weg,A,\n3,aktiv,A,† 2025\n", profile=own)
    skip = 'skip_if: {Status: [entlassen, weg, gestorben], Ort: [X], Info: ["† 2025"]}'
    warned = [note for note in roster.notes if "so that nothing is printed" in note]
    ask = "; add there which of its other words get nothing, too: aktiv (1)"
    assert [note.rpartition("stands there: ")[2] for note in warned] == [f"{skip}{ask}", skip]


@pytest.mark.parametrize("name", ["note", "goals", "trainer", "plan", "patient"])
def test_a_practice_s_own_column_is_not_printed_where_a_profile_ignores_others(read, name):
    profile = Profile(columns={"id": "Pat ID", "name": "name"}, others="ignore")
    for head in (name.title(), name.upper()):
        roster = read(f"Pat ID,name,{head}\n1,Ann,Osteoporosis\n", profile=profile)
        [row] = roster
        assert (row.problems, row.plan) == ((), None)
        assert not any(getattr(row.patient, field, None) for field in ("note", "goals", "trainer"))
        says = "looks like plan" if name == "plan" else "may name a condition"
        assert any(f'the column "{head}" is ignored, and {says}' in note for note in roster.notes)
        file = RosterFile(roster.path)
        found = survey(file, Reading(None, ()), roster._library)
        assert f"# not read: {head}" in proposal(found, file, Reading(None, ()), None, None)
    [row] = read(f"Pat ID,name,{name}\n1,Ann,walk.yaml\n", profile=profile)
    if name == "patient":
        assert row.problems
    else:
        assert "walk.yaml" in str((row.plan, row.patient))


def test_a_column_note_in_capitals_is_no_note_without_a_profile_too(read):
    with pytest.raises(InputError, match='unknown column "Note"; if patients are to read it, call it "note"; if not: '):
        read("id,name,Note\n1,Ann,x\n")


def test_a_note_in_json_that_is_not_read_does_not_come_back_by_failed_csv(read):
    [row] = read('{"id": "1", "born": "x", "Note": "HIV"}\n', "r.jsonl", profile=Profile(others="ignore"))
    assert row.problems
    assert "HIV" not in row.cells


@pytest.mark.parametrize("word", ["osteoporosis", "Hip replacement", "pregnancy"])
def test_a_condition_cannot_mean_none(read, word):
    profile = Profile(values={"conditions": {word: "", "keine": ""}})
    with pytest.raises(InputError, match="is the name of a condition: patients who have it would be printed for"):
        read("id,conditions\n1,\n", profile=profile)
    assert read("id,conditions\n1,\n", profile=Profile(values={"conditions": {"keine": "", "no falls": ""}}))


@pytest.mark.parametrize(("word", "lost"), [("pregnancy", "pregnancy"), ("Hip replacement", "hip-replacement")])
def test_a_condition_cannot_mean_another(read, word, lost):
    profile = Profile(values={"conditions": {word: "osteoporosis"}})
    says = rf"is the name of a condition: patients who have it would be printed for without {lost}; write {lost} too"
    with pytest.raises(InputError, match=says):
        read("id,conditions\n1,\n", profile=profile)
    assert read("id,conditions\n1,\n", profile=Profile(values={"conditions": {word: [lost, "osteoporosis"]}}))


def test_a_draft_loses_no_condition_where_a_yes_no_column_stands_beside_one_of_conditions(read, library):
    text = "id,name,Diagnose,Osteoporosis\n1,Ana,osteoporosis,\n2,Bo,balance,yes\n3,Cy,,no\n"
    file = RosterFile(read("id\n1\n").path)
    file.path.write_text(text)
    file = RosterFile(file.path)
    draft = proposal(survey(file, Reading(None, ()), library), file, Reading(None, ()), None, None)
    path = file.path.with_name("draft.yaml")
    path.write_text(draft)
    rows = [*read(text, profile=Profile.load(path))]
    assert [row.patient.conditions for row in rows] == [("osteoporosis",), ("balance", "osteoporosis"), ()]


def draft(read, text: str) -> str:
    path = read("id\n1\n").path
    path.write_text(text)
    file = RosterFile(path)
    return proposal(survey(file, Reading(None, ()), Library()), file, Reading(None, ()), None, None)


def test_a_draft_proposes_the_practice_s_own_number_and_says_what_follows_without_an_id(read):
    assert "  id: Patient No.\n" in draft(read, "Patient No.,NHS Number,Forename\n1,2,Ana\n")
    assert "  id: NHS Number\n" in draft(read, "NHS Number,Forename\n2,Ana\n")
    said = draft(read, "Patient No.,Chart No,Case,name\n1,2,3,Ana\n")
    assert "# No column is the id: booklets are named by their rows" in said
    assert "#   id: Patient No. or Chart No " in said


def test_a_list_without_an_id_is_warned_of_where_a_profile_reads_it(read):
    profile = Profile(columns={"name": "Forename"}, others="ignore")
    [note] = [one for one in read("Patient No.,Forename\n1,Ana\n", profile=profile).notes if "the id" in one]
    assert note.startswith("warning: ")
    assert note.endswith("as in id: Patient No.")
