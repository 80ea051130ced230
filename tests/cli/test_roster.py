"""planner roster, and what planner batch takes for a whole list."""

import json

import pytest

from planner import Profile, read_roster
from planner.content.scalars import WEEKDAYS
from tests.cli.written import WORDS

EXPORT = "Patient ID,First Name,Last Name,Date of Birth,Sex,City,Notes\n00412,Ana,Souza,13/04/1971,f,York,Private.\n"


def test_a_list_is_shown_and_a_profile_is_written_that_reads_it(planner, listed, write):
    write("export.csv", EXPORT)
    first = planner("roster", "export.csv")
    assert first.code == 3
    assert "1 row; separated by a comma; names in row 1" in first.out
    assert "  Patient ID     perhaps id    00412\n" in first.out
    assert "  First Name     given name    Ana\n" in first.out
    assert "not known: Sex, City, Notes" in first.out
    assert "Private." not in first.out
    assert planner("roster", "export.csv", "-o", "export.yaml").code == 0
    written = (listed / "export.yaml").read_text("utf-8")
    assert "Souza" not in written
    shown = planner("roster", "export.csv", "--profile", "export.yaml")
    says = 'export.csv: the column "Notes" is ignored, and has remarks in 1 row: conditions in them are not heeded\n'
    assert (shown.code, shown.err) == (0, says)
    assert "  First Name, Last Name  name  Ana Souza\n" in shown.out
    assert "  Date of Birth          born  13/04/1971\n" in shown.out
    assert "not read: Sex, City, Notes" in shown.out
    words = ("batch", "plan.yaml", "export.csv", "-o", "out", "--profile", "export.yaml")
    assert planner(*words).code == 0
    assert (listed / "out/00412.pdf").exists()


@pytest.mark.parametrize("heads", ["Pregnant,Osteoporosis (Y/N)", "Embarazada,Osteoporose", "is_pregnant,Osteoporoza"])
def test_columns_of_yes_and_no_that_are_called_after_conditions_are_read_as_the_draft_proposes(
    planner, listed, write, heads
):
    pregnant = heads.partition(",")[0]
    lines = ("1,Ana,Yes,,", "2,Bo,No,y,osteoporosis", "3,Cy,,n,hip-replacement")
    write("export.csv", "\n".join([f"id,name,{heads},Diagnosis", *lines]))
    write("other.yaml", "others: ignore\n")
    shown = planner("roster", "export.csv", "--profile", "other.yaml")
    assert f'the column "{pregnant}" is ignored, and looks like conditions; if it says who has that' in shown.err
    shown = planner("roster", "export.csv", "-o", "export.yaml")
    assert f"  {pregnant}: says yes or no about a condition: -o FILE.yaml proposes how to read it" in shown.out
    rows = [*read_roster(listed / "export.csv", profile=Profile.load(listed / "export.yaml"))]
    assert [row.problems for row in rows] == [()] * 3
    found = [row.patient.conditions for row in rows]
    assert found == [("pregnancy",), ("osteoporosis",), ("hip-replacement",)]
    write("export.csv", f"id,name,{heads},Diagnosis\n1,Ana,perhaps,,\n")
    [row] = read_roster(listed / "export.csv", profile=Profile.load(listed / "export.yaml"))
    assert [problem.loc for problem in row.problems] == [("conditions",)]


def test_a_column_about_a_caesarean_is_read_as_a_birth_and_surgery(planner, listed, write):
    write("export.csv", "id,name,Kaiserschnitt\n1,Ana,ja\n2,Bo,nein\n")
    planner("roster", "export.csv", "-o", "export.yaml")
    rows = read_roster(listed / "export.csv", profile=Profile.load(listed / "export.yaml"))
    assert [row.patient.conditions for row in rows] == [("after-birth", "post-surgery"), ()]


def test_columns_that_are_called_as_conditions_are_in_the_library_are_asked_about(planner, listed, write):
    write("export.csv", "id,name,Neck pain,knee_kneeling,Balance\n1,Ana,x,sometimes,12.00\n")
    write("other.yaml", "others: ignore\n")
    shown = planner("roster", "export.csv", "--profile", "other.yaml")
    assert [line.split('"')[1] for line in shown.err.splitlines() if "looks like conditions" in line] == [
        "Neck pain",
        "knee_kneeling",
    ]
    planner("roster", "export.csv", "-o", "export.yaml")
    written = (listed / "export.yaml").read_text("utf-8")
    assert 'conditions: {Neck pain: "", Neck pain x: neck-pain}' in written
    assert "# Is knee_kneeling about conditions?" in written


def test_a_column_that_holds_more_than_yes_or_no_is_asked_about(planner, listed, write):
    write("export.csv", "id,name,Surgery,Past history,GP Surgery,Balance\n1,Ana,L4 2019,asthma,Elm Road,20.00\n")
    planner("roster", "export.csv", "-o", "export.yaml")
    written = (listed / "export.yaml").read_text("utf-8")
    assert "# Is Surgery about conditions?" in written
    assert "# Is Past history about conditions?" in written
    assert written.count("about conditions?") == 2


def test_a_profile_is_not_replaced_unasked(planner, write):
    write("export.csv", EXPORT)
    mine = write("export.yaml", "others: ignore\n")
    assert planner("roster", "export.csv", "-o", "export.yaml").code == 4
    assert mine.read_text() == "others: ignore\n"


def test_dates_that_may_have_either_order_are_not_guessed(planner, listed, write):
    write("export.csv", EXPORT.replace("13/04", "03/04"))
    planner("roster", "export.csv", "-o", "export.yaml")
    assert "# dates: dmy   # or mdy" in (listed / "export.yaml").read_text("utf-8")
    shown = planner("roster", "export.csv", "--profile", "export.yaml")
    assert shown.code == 3
    assert "export.csv:2: born: write year-month-day, or add --dates dmy or --dates mdy" in shown.err


def test_a_profile_that_the_clinic_names_is_used(planner, listed, write):
    write("export.csv", EXPORT)
    planner("roster", "export.csv", "-o", "export.yaml")
    write("clinic.yaml", "name: Riverside\nroster: export.yaml\n")
    assert planner("batch", "plan.yaml", "export.csv", "-o", "out", "--clinic", "clinic.yaml").code == 0
    assert (listed / "out/00412.pdf").exists()
    assert planner("check", "export.yaml", "clinic.yaml").code == 0
    write("clinic.yaml", "name: Riverside\nroster: other.yaml\n")
    result = planner("batch", "plan.yaml", "export.csv", "-o", "out", "--clinic", "clinic.yaml")
    assert (result.code, "clinic.yaml:2:9: roster: " in result.err) == (2, True)


def test_what_the_command_says_fills_empty_cells_only(planner, listed, write):
    write("roster.csv", "id,start,size\n1,,\n2,2027-01-04,xl\n")
    result = planner(*WORDS, "--start", "2026-12-07", "--size", "large", "--days", "tue, fri,sat", "--json")
    assert result.code == 0
    start = {path: (listed / "out" / path).read_bytes() for path in ("1.pdf", "2.pdf")}
    write("roster.csv", "id,start,size,days\n1,2026-12-07,large,tue;fri;sat\n2,2027-01-04,xl,tue;fri;sat\n")
    planner(*WORDS, "--overwrite")
    assert {path: (listed / "out" / path).read_bytes() for path in start} == start


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--start", "7.12.2026", '--start: "7.12.2026": write a date as year-month-day'),
        ("--days", "mon,moonday", "--days"),
        ("--language", "xx", "--language"),
        ("--paper", "A3", "--paper"),
    ],
)
def test_a_wrong_value_for_all_rows_is_said_once(planner, good, option, value, says):
    result = planner(*WORDS, option, value)
    assert result.code == 2
    assert result.err.startswith(says)
    assert len(result.err.splitlines()) == 1
    assert not (good / "out").exists()


def test_a_wrong_value_in_a_profile_is_said_once_with_its_place(planner, good, write):
    write("p.yaml", "defaults: {conditions: [osteoporosiss]}\n")
    result = planner(*WORDS, "--profile", "p.yaml")
    assert result.code == 2
    assert result.err.startswith('p.yaml:1:25: defaults.conditions.0: there is no condition "osteoporosiss"; did you')
    assert not (good / "out").exists()


def test_a_fault_of_the_clinics_file_is_said_once(planner, good, write):
    write("clinic.yaml", "name: Riverside\nlogo: logo.png\n")
    result = planner(*WORDS, "--clinic", "clinic.yaml")
    assert result.code == 2
    assert result.err.startswith('clinic.yaml:2:7: logo: "logo.png": cannot be read')
    assert len(result.err.splitlines()) == 1
    assert not (good / "out").exists()


def test_lists_without_columns_show_their_patients_and_have_no_profile(planner, write):
    write("r.ndjson", json.dumps({"resourceType": "Patient", "id": "1", "name": [{"text": "Ana Souza"}]}) + "\n")
    shown = planner("roster", "r.ndjson")
    assert (shown.code, shown.out.splitlines()[1]) == (0, "  r.ndjson:1: 1 | Ana Souza |  | ")
    assert planner("roster", "r.ndjson", "-o", "p.yaml").err.startswith("r.ndjson: has no columns, and so no profile")


def test_a_fault_of_a_file_that_rows_share_is_said_once(planner, good, write):
    write("bad.yaml", "title: Odd\nexercises: [walkin]\n")
    write("roster.csv", "id,plan\n1,bad.yaml\n2,bad.yaml\n3,\n4,bad.yaml\n")
    result = planner(*WORDS)
    assert result.code == 3
    assert sum("walkin" in line for line in result.err.splitlines()) == 1
    assert "correct these files, then run:" in result.err
    assert (good / "out/report.jsonl").read_text("utf-8").count('"error": "') == 3


def test_the_plan_of_a_profile_is_said_and_looked_up_once(planner, good, write):
    write("roster.csv", "id,plan\n1,\n2,plan.yaml\n")
    write("p.yaml", "defaults: {plan: bones-and-balance}\n")
    result = planner(*WORDS, "--profile", "p.yaml", "--dry-run")
    assert result.code == 0
    assert 'rows that name no plan get "bones-and-balance", as the profile says, not "plan"\n' in result.err
    one, two, _ = result.out.splitlines()
    assert one.split(": ")[1] != two.split(": ")[1]
    write("p.yaml", "defaults: {plan: bones-and-balanse}\n")
    wrong = planner(*WORDS, "--profile", "p.yaml")
    assert wrong.code == 2
    assert wrong.err.splitlines()[-1].startswith("p.yaml:1:18: defaults.plan: ")


def test_words_that_are_not_understood_are_listed_once_with_their_rows(planner, listed, write):
    rows = [f"{n},{'hip op' if n % 2 else 'osteoporosis'},{'Klingon' if n < 3 else ''}" for n in range(60)]
    write("list.csv", "\n".join(["id,conditions,language", *rows]) + "\n")
    err = planner("roster", "list.csv").err.splitlines()
    assert [line.partition(": ")[0] for line in err if "row" in line] == ["30 rows", "3 rows"]
    assert '"hip op"' in err[0]
    assert '"Klingon"' in err[1]


STATES = "id,name,Status,Diagnose 1,Diagnose 2\n1,Ana,aktiv,,\n2,Bo,Verstorben,,M81\n3,Cy,discharged 1.2.2026,,\n"


def test_whoever_follows_the_advice_blindly_prints_nothing_for_who_has_died(planner, listed, write):
    write("list.csv", STATES)
    assert "Status: says discharged 1.2.2026, verstorben: skip_if" in planner("roster", "list.csv").out
    refused = planner("batch", "plan.yaml", "list.csv", "-o", "out", "--ignore-column", "Diagnose 1")
    assert (
        'unknown column "Status"; if it says who has died or left: planner roster list.csv -o profile.yaml'
        in refused.err
    )
    planner("roster", "list.csv", "-o", "draft.yaml")
    draft = (listed / "draft.yaml").read_text("utf-8")
    assert "skip_if:\n  Status: [" in draft
    assert "# Is Diagnose 2 about conditions?" in draft
    err = planner("batch", "plan.yaml", "list.csv", "-o", "out", "--profile", "draft.yaml").err
    assert {path.name for path in (listed / "out").glob("*.pdf")} == {"1.pdf"}
    assert 'left out, as "Status" says so (draft.yaml): rows 3, 4' in err
    assert 'the column "Diagnose 1" is ignored, and looks like conditions' in err
    assert 'the column "Diagnose 2" is ignored, and looks like conditions' in err


@pytest.mark.parametrize("words", [("--profile", "p.yaml"), ("--ignore-column", "Status")])
def test_a_column_that_says_who_has_died_is_not_ignored_in_silence(planner, listed, write, words):
    write("list.csv", "id,Status,Remark\n1,aktiv,\n2,verstorben,\n3,Entlassen,her husband has died\n")
    write("p.yaml", "others: ignore\nskip_if: {Status: entlassen}\n")
    more = () if "p.yaml" in words else ("--ignore-column", "Remark")
    err = planner("batch", "plan.yaml", "list.csv", "-o", "out", *words, *more).err
    says = "verstorben (row 3)" if "p.yaml" in words else "entlassen, verstorben (rows 3, 4)"
    assert f'warning: list.csv: the column "Status" says {says}; so that nothing is printed for them' in err
    skip = "[entlassen, verstorben]"
    stands = ", in place of what stands there" if "p.yaml" in words else ""
    assert f"write in the profile{stands}: skip_if: {{Status: {skip}}}" in err
    assert "husband" not in err
    assert err.count("so that nothing is printed") == 1


def test_remarks_are_one_line_on_the_screen_and_stand_with_every_row_in_the_report(planner, listed, write):
    rows = [f"{n},A{n},{'new hip' if n % 2 else 'rings'}" for n in range(1, 5)]
    write("list.csv", "\n".join(["id,name,Alerts", *rows]) + "\n")
    write("p.yaml", "others: ignore\n")
    out = planner("batch", "plan.yaml", "list.csv", "-o", "out", "--profile", "p.yaml")
    assert out.err.count("may name a condition") == 1
    assert "may name a condition (rows 2, 4); only known words were looked for: read all 4;" in out.err
    assert "2 of them with warnings" in out.err
    report = (listed / "out" / "report.html").read_text("utf-8")
    assert report.count("conditions: a column that is ignored may name one, and nobody has read it;") == 2
    lines = (listed / "out" / "report.jsonl").read_text("utf-8").splitlines()
    assert [len(json.loads(line)["warnings"]) for line in lines] == [1, 0, 1, 0]


def test_a_column_patient_with_names_in_it_is_the_name(planner, listed, write):
    write("list.csv", 'Pat.-Nr.,Patient\n1,"Müller, Anna"\n2,Bo Ek\n3,\n')
    shown = planner("roster", "list.csv", "-o", "draft.yaml")
    assert "Patient   perhaps name  Müller, Anna | Bo Ek" in shown.out
    assert "  name: Patient\n" in (listed / "draft.yaml").read_text("utf-8")
    again = planner("roster", "list.csv", "--profile", "draft.yaml")
    assert (again.code, again.err) == (0, "")
    write("list.csv", "id,patient\n1,ana.yaml\n")
    assert "patient  patient  ana.yaml" in planner("roster", "list.csv").out
    write("list.csv", "id,patient\n1,Bo Ek\n")
    err = planner("batch", "plan.yaml", "list.csv", "-o", "out").err
    assert "if it is the patient's own name, the column has to be called name" in err


def test_the_draft_asks_which_words_of_a_status_get_nothing(planner, listed, write):
    write("list.csv", "id,Status,Bemerkung\n1,aktiv,ruft an\n2,verstorben,tot\n3,ruhend,x\n4,Ruhend,\n5,storniert,\n")
    planner("roster", "list.csv", "-o", "draft.yaml")
    draft = (listed / "draft.yaml").read_text("utf-8")
    assert "skip_if:\n  Status: [verstorben]\n" in draft
    says = "# Status says, in so many rows: ruhend (2), aktiv (1), verstorben (1), storniert (1)\n"
    assert f"{says}#   Which of these get nothing? skip_if has to name them all.\n" in draft
    assert "ruft an" not in draft
    write("list.csv", "id,Status\n1,verstorben\n2,her husband has died\n3,aktiv\n")
    planner("roster", "list.csv", "-o", "draft.yaml", "--overwrite")
    assert "husband" not in (listed / "draft.yaml").read_text("utf-8")


def test_alta_beside_baja_is_a_question(planner, listed, write):
    write("list.csv", "id,Estado\n1,alta\n2,Baja\n3,alta\n")
    planner("roster", "list.csv", "-o", "draft.yaml")
    draft = (listed / "draft.yaml").read_text("utf-8")
    assert "\nskip_if" not in draft
    assert "# Do alta or baja get nothing? Ask," in draft
    out = ("batch", "plan.yaml", "list.csv", "-o", "out", "--dry-run", "--profile", "draft.yaml")
    err = planner(*out).err
    asked = "ask which, and write in the profile skip_if: {Estado: [alta]} or skip_if: {Estado: [baja]}"
    assert 'the column "Estado" says alta (rows 2, 4) and baja (row 3); one of them may say' in err
    assert asked in err
    write("draft.yaml", draft.replace("# skip_if: {Estado: baja}", "skip_if: {Estado: baja}"))
    err = planner(*out).err
    assert 'left out, as "Estado" says so (draft.yaml): row 3' in err
    assert "Estado" not in err.replace('left out, as "Estado"', "")


def test_alta_beside_words_of_death_stays_a_question(planner, listed, write):
    write("list.csv", "id,name,Estado\n1,A B,falecido\n2,B C,óbito\n3,C D,alta\n4,D E,internado\n")
    write("p.yaml", "others: ignore\n")
    err = planner("batch", "plan.yaml", "list.csv", "-o", "out", "--dry-run", "--profile", "p.yaml").err
    assert (
        'the column "Estado" says falecido, óbito (rows 2, 3); so that nothing is printed for them, write in the '
        "profile: skip_if: {Estado: [falecido, óbito]}; add there which of its other words get nothing, too: "
        "internado (1)\n"
    ) in err
    assert (
        'the column "Estado" says alta (row 4); it may say that somebody has left, or is a patient: ask, and if they '
        "have left, write in the profile skip_if: {Estado: [falecido, óbito, alta]}\n"
    ) in err
    planner("roster", "list.csv", "-o", "draft.yaml")
    draft = (listed / "draft.yaml").read_text("utf-8")
    assert "skip_if:\n  Estado: [falecido, óbito]\n" in draft
    assert "# Does alta get nothing? Ask, then put this in place of the line above:\n" in draft
    write("draft.yaml", draft.replace("  Estado: [falecido, óbito]\n", "").replace("#   Estado:", "  Estado:"))
    err = planner("batch", "plan.yaml", "list.csv", "-o", "out", "--profile", "draft.yaml").err
    assert 'left out, as "Estado" says so (draft.yaml): rows 2, 3, 4' in err
    assert {path.name for path in (listed / "out").glob("*.pdf")} == {"4.pdf"}


def test_in_a_column_of_who_is_active_alta_is_active(planner, listed, write):
    write("list.csv", "id,Activo\n1,alta\n2,baja\n3,alta\n")
    planner("batch", "plan.yaml", "list.csv", "-o", "out")
    assert {path.name for path in (listed / "out").glob("*.pdf")} == {"1.pdf", "3.pdf"}


def test_words_that_mean_no_condition_are_said_in_the_profile(planner, listed, write):
    write("list.csv", "id,conditions\n1,keine\n2,Hypertonie;k.A.\n3,Rheuma\n")
    err = planner("batch", "plan.yaml", "list.csv", "-o", "out", "--dry-run").err
    assert "list.csv:2: conditions: leave the cell empty if there are none, or say so in a profile: values:" in err
    assert "list.csv:4: conditions: there is no" in err or "list.csv:4: conditions: an id is" in err
    assert err.count("or say in a profile what it means: values: {conditions: {WORD: CONDITION}}, or for several") == 3
    write("p.yaml", 'values: {conditions: {keine: "", k.A.: [], Rheuma: , Hypertonie: hypertension}}\n')
    assert planner("check", "p.yaml").code == 0
    result = planner("batch", "plan.yaml", "list.csv", "-o", "out", "--profile", "p.yaml")
    assert result.code == 0, result.err
    assert planner("roster", "list.csv", "--profile", "p.yaml").code == 0


def test_a_word_may_mean_several_conditions_or_days(planner, listed, write):
    write(
        "list.csv",
        'id,conditions,days\n1,Fall mit Schwindel,täglich\n2,"Hyper, balance, Fall mit Schwindel",Mo/Mi/Fr\n',
    )
    err = planner("batch", "plan.yaml", "list.csv", "-o", "out").err
    assert "values: {conditions: {WORD: CONDITION}}, or for several {WORD: [CONDITION, CONDITION]}" in err
    assert err.count("values: {days: {WORD: mon}}, {WORD: [mon, wed, fri]} or {WORD: daily}") == 2
    profile = """\
values:
  conditions: {Fall mit Schwindel: [osteoporosis, balance], Hyper: hypertension}
  days: {täglich: daily, Mo/Mi/Fr: [mon, wed, fri]}
"""
    write("p.yaml", profile)
    assert planner("check", "p.yaml").code == 0
    assert planner("batch", "plan.yaml", "list.csv", "-o", "out", "--profile", "p.yaml", "--overwrite").code == 0
    one, two = read_roster(listed / "list.csv", profile=Profile.load(listed / "p.yaml"))
    assert (one.patient.conditions, one.patient.days) == (("osteoporosis", "balance"), WEEKDAYS)
    assert two.patient.conditions == ("hypertension", "balance", "osteoporosis")
    assert two.patient.days == ("mon", "wed", "fri")
    write("p.yaml", profile.replace("balance]", "blance]"))
    assert (
        'there is no condition "blance"; did you mean "balance"?'
        in planner("batch", "plan.yaml", "list.csv", "-o", "out", "--profile", "p.yaml").err
    )


@pytest.mark.parametrize("cell", ["osteoporosis/balance", "osteoporosis / Balance"])
def test_conditions_that_a_slash_joins_are_told_apart(planner, listed, write, cell):
    write("list.csv", f"id,conditions,days\n1,{cell},mon/wed\n")
    err = planner("batch", "plan.yaml", "list.csv", "-o", "out").err
    for column in ("conditions", "days"):
        says = "separate several values with semicolons; or say in a profile what separates them"
        assert f'{column}: {says}: lists: "/"' in err
    write("list.csv", "id,conditions\n1,osteoporosis; balance\n")
    assert planner("batch", "plan.yaml", "list.csv", "-o", "out", "--overwrite").code == 0


def test_a_column_that_looks_like_a_decision_is_not_ignored_in_silence(planner, listed, write):
    write("list.csv", "id,Condition(s),Next Appointment,Text Size,City\n1,osteoporosis,,xl,York\n")
    shown = planner("roster", "list.csv").out
    for line in ("Condition(s)      perhaps conditions", "Next Appointment  perhaps appointments", "perhaps size"):
        assert line in shown
    write("profile.yaml", "others: ignore\n")
    words = ("batch", "plan.yaml", "list.csv", "-o", "out", "--profile", "profile.yaml")
    err = planner(*words).err
    assert 'warning: list.csv: the column "Condition(s)" is ignored, and looks like conditions; if it is, add' in err
    assert err.count("is ignored, and looks like") == 3
    assert "Condition(s)" not in planner(*words, "--overwrite", "--ignore-column", "Condition(s)").err
