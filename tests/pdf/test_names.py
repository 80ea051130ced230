"""Names from many countries, wherever they stand: no word is torn while a smaller size would hold it."""

import re
from io import BytesIO
from itertools import islice, product

import pikepdf
import pytest

from planner import load_plan
from planner.batch.print_job import _separator
from planner.booklet.press import Laid, Press
from planner.content.clinic import Clinic
from planner.content.patient import Patient, Size
from planner.content.plan import Plan
from planner.pdf.layout.lines import paragraph
from planner.pdf.layout.theme import Style
from tests.pdf.shown import shown
from tests.pdf.test_text import FAMILY

SURNAMES = """
Okonkwo-Eze Wolfeschlegelstein Papadopoulou Featherstonehaugh Hadjikyriacou Venkataraman Raghunathapuram Weerawardhana
Chattopadhyay Thirunavukkarasu Kowalczykiewicz Brzęczyszczykiewicz Grzegorzewska Szczepańska Aufderheide-Müller
Leutheusser-Schnarrenberger Schwarzenegger Bartholomäussen Guðmundsdóttir Þorvaldsdóttir Jóhannesdóttir Hämäläinen
Kuusisto-Virtanen Kristoffersen Villavicencio Echeverría-Zubizarreta Etxeberria Montmorency-Laval Vandenberghe
Oluwaseun-Adébáyọ̀ Oluwafunmilayo Ramanantsoanavelo Andriamanantena Rasoanaivo-Randria Hatzigeorgiadis
Παπακωνσταντίνου Χατζηγεωργίου Кржижановская Преображенская Рождественский-Белов Нигматуллина Shevchenko-Kovalenko
Wickramasinghe Subramaniam Nguyễn-Phương Kahananui-Kealoha Kealiikanakaoleohaililani MacGillivray-Urquhart
Fotheringham-Smythe Cholmondeley-Warner
""".split()  # noqa: SIM905 - a list of words is read more easily without quotes
FIRST = ("Ana", "Maximiliano", "Ẹ̀ṣọ́", "Алевтина")
NAMES = list(islice((f"{first} {last}" for first, last in product(FIRST, SURNAMES)), 200))
SIZES: tuple[Size, ...] = ("standard", "large", "xl")


def plan(*sections: str) -> Plan:
    values = load_plan("desk-day").model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    return Plan.model_validate({**values, "sections": sections})


def torn(laid: Laid, name: str) -> list[str]:
    """The pages on which a part of a name does not stand in one line, or a line starts with its hyphen."""
    bad = []
    with pikepdf.open(BytesIO(laid.booklet().data)) as pdf:
        for n, page in enumerate(pdf.pages[:2], 1):
            lines = [""]
            for op in shown(page):
                lines += [""] * (op.name in ("Td", "BT"))
                lines[-1] += op.text
            parts = re.findall(r"[^ -]+", name)
            if any(line.startswith("-") for line in lines) or not all(any(p in line for line in lines) for p in parts):
                bad.append(f"{n}: {name}: {[line for line in lines if line[:3] in name]}")
    return bad


@pytest.mark.parametrize("size", SIZES)
def test_on_a_cover_and_in_a_header(size):
    press = Press(Clinic(), size=size)
    cover = plan("cover", "safety")
    assert [bad for name in NAMES for bad in torn(press.lay(cover, Patient(name=name, trainer=name)), name)] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_long_name_is_whole_at_the_head_of_every_page(size, paper):
    """By it two patients are told apart whose names begin alike."""
    name = "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior of Philadelphia"
    laid = Press(Clinic(paper=paper), size=size).lay(plan("cover", "safety"), Patient(name=name))
    with pikepdf.open(BytesIO(laid.booklet().data)) as pdf:
        said = ["".join(op.text for op in shown(page)) for page in pdf.pages[1:]]
    assert len(said) > 1
    assert all("".join(name.split()) in "".join(text.split()) for text in said)


def test_on_a_card_and_on_a_separator():
    press = Press(Clinic(name="c", phone="1", emergency_number="999"))
    card = plan("wallet-card")
    laid = [(press.lay(card, Patient(name=name)), name) for name in NAMES]
    laid += [
        (_separator(press, 1, card, Patient(name=name), press.lay(card), pages=1, sheets=1), name) for name in NAMES
    ]
    assert [bad for each, name in laid for bad in torn(each, name)] == []


@pytest.mark.parametrize("width", range(60, 200, 7))
def test_a_line_never_starts_with_the_hyphen_of_a_name(width):
    made = paragraph("Oluwafunmilayo-Adébáyọ̀-Okonkwo", Style(14, 20), width, FAMILY)
    assert not [line for line in made.lines if line[0].text.startswith("-")]
