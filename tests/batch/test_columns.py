"""What somebody may have meant by a column's name."""

import re

import pytest

from planner.batch.columns import COLUMNS, SYNONYMS, suggest_column


@pytest.mark.parametrize(
    ("column", "heads"),
    [
        (
            "id",
            "Patient-ID,patient id,PatientNo,MRN,NHS number,Pat.-Nr.,chart,Hospital No.,Patientennummer,Case_Number",
        ),
        ("born", "DOB,D.O.B.,birth date,Date of Birth,Geburtsdatum,Geb.-Datum,Date de naissance,Fecha de nacimiento"),
        ("name", "full name,Patient name,Nom et prénom"),
        ("language", "lang,Preferred language"),
        ("start", "Start date,Beginn,Date de début,Fecha de inicio"),
        ("conditions", "Diagnosis"),
    ],
)
def test_common_names_lead_to_their_column_and_are_not_to_be_left_out(column, heads):
    for head in heads.split(","):
        assert suggest_column(head) == f'did you mean "{column}"? Then rename it', head


def test_a_name_that_is_only_like_one_is_to_be_renamed_first():
    assert suggest_column("nmae") == 'did you mean "name"? Then rename it; if it is none of these: --ignore-column nmae'


@pytest.mark.parametrize("head", ["Room", "covid", "Phone", "sex", "casino"])
def test_others_lead_nowhere_and_can_be_left_out(head):
    assert suggest_column(head) == f"to leave it out: --ignore-column {head}"


def test_the_option_is_quoted_for_a_shell():
    assert suggest_column("Pat. status; it's").endswith("""--ignore-column 'Pat. status; it'"'"'s'""")


def test_the_column_of_files_is_said_to_be_one():
    assert "names a patient's file" in suggest_column("patiens")


def test_a_column_that_is_there_already_is_not_suggested():
    assert suggest_column("MRN", ["id", "MRN"]) == "to leave it out: --ignore-column MRN"


def test_every_column_that_is_meant_is_one_and_needs_no_other_name():
    assert set(SYNONYMS) <= set(COLUMNS)
    assert not [name for name in COLUMNS if any(re.fullmatch(pattern, name) for pattern in SYNONYMS.values())]
