"""A list of patients who speak different languages: each has a booklet in their own, and one job holds them all."""

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from planner import load_library, load_plan
from planner.batch.api import make_all
from planner.batch.print_job import PrintJob
from planner.batch.roster import read_roster
from planner.content.plan import Plan
from tests.pdf import structure

PLAN = load_plan("low-back-relief")
LIBRARY = load_library()
SPOKEN = {"P1": "en", "P2": "es", "P3": "ar", "P4": "zh-Hans", "P5": "en"}
ROSTER = "id,name,start,language\n" + "".join(f"{key},Ana {key},2026-12-07,{SPOKEN[key]}\n" for key in list(SPOKEN)[:4])


SHORT = {"title": "t", "weeks": "1", "exercises": ["walking"], "sections": ["cover", "safety", "overview"]}
SHORT_PLAN = PLAN.model_copy(update={"sections": Plan.model_validate(SHORT).sections})


def made(roster: Path, folder: Path) -> dict[str, bytes]:
    """Make a booklet of each row, and a job; return the booklets by id."""
    rows = read_roster(roster, library=LIBRARY)
    done = make_all(SHORT_PLAN, rows, folder / "out", library=LIBRARY, print_job=PrintJob(folder / "job.pdf"))
    assert [outcome.problems for outcome in done if not outcome.file] == []
    return {path.stem: path.read_bytes() for path in (folder / "out").glob("*.pdf")}


def language(data: bytes) -> str:
    with pikepdf.open(BytesIO(data)) as pdf:
        return str(pdf.Root.Lang)


def title_in(code: str) -> str:
    return structure.letters(LIBRARY.spoken(code).worded("plan", PLAN.key, PLAN).title)


def test_a_roster_in_four_languages_and_one_print_job(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTER)
    booklets = made(roster, tmp_path)
    assert {key: language(data) for key, data in booklets.items()} == {key: SPOKEN[key] for key in booklets}
    for key, data in booklets.items():
        assert title_in(SPOKEN[key]) in structure.letters(structure.spoken(data))
    pages = pypdfium2.PdfDocument((tmp_path / "job.pdf").read_bytes())
    said = structure.letters("".join(page.get_textpage().get_text_bounded() for page in pages))
    starts = [said.find(title_in(SPOKEN[key])) for key in sorted(booklets)]
    assert starts == sorted(starts)
    assert -1 not in starts


def fhir(key: str, *spoken: tuple[str, bool]) -> str:
    return json.dumps({
        "resourceType": "Patient", "identifier": [{"value": key}], "name": [{"text": f"Ana {key}"}],
        "communication": [
            {"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": code}]}, "preferred": preferred}
            for code, preferred in spoken
        ],
    })  # fmt: skip


def test_an_export_says_which_language_is_preferred(tmp_path):
    export = tmp_path / "patients.ndjson"
    rows = [
        fhir("P1", ("es", False), ("en", True)),
        fhir("P2", ("en", False), ("es-MX", True)),
        fhir("P3", ("ar", False)),
        fhir("P4", ("zh-CN", True)),
        fhir("P5", ("zh-TW", True)),
    ]
    export.write_text("\n".join(rows) + "\n")
    booklets = made(export, tmp_path)
    assert {key: language(data) for key, data in booklets.items()} == SPOKEN
    reports = [path.read_text("utf-8") for path in (tmp_path / "out").iterdir() if path.suffix != ".pdf"]
    assert any("there are no booklets in" in text for text in reports)  # in Traditional Chinese


def test_a_language_that_is_not_there_is_the_rows_own_mistake(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTER + "P6,Bo,2026-12-07,zh-hans\nP7,Cy,2026-12-07,xx\nP8,Di,2026-12-07,zh\n")
    done = make_all(SHORT_PLAN, read_roster(roster, library=LIBRARY), tmp_path / "out", library=LIBRARY)
    wrong = [str(outcome.problems[0]) for outcome in done if not outcome.file]
    assert len(wrong) == 2  # in whatever case a code is written
    assert 'there is no language "xx"' in wrong[0]
    assert "zh-Hans" in wrong[1]


@pytest.mark.parametrize("code", ["es", "ar", "zh-Hans"])
def test_a_row_with_conditions_is_made_in_each(tmp_path, code):
    roster = tmp_path / "roster.csv"
    roster.write_text(f"id,name,start,language,conditions\nA,Ana,2026-12-07,{code},osteoporosis; balance\n")
    [data] = made(roster, tmp_path).values()
    assert language(data) == code
