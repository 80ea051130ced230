"""The cover, read back from the finished file."""

import re
from functools import cache
from io import BytesIO
from itertools import pairwise, product

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from planner import load_clinic, load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.pdf.layout.theme import LEFT, MM
from tests.pdf.structure import spoken
from tests.pdf.test_pages import texts

LIBRARY = Library()
GROUND = {"A4": 196, "Letter": 184}
"""From the upper edge to the line on which the people stand, in millimetres."""
every = pytest.mark.parametrize(("size", "paper"), list(product(("standard", "large", "xl"), ("A4", "Letter"))))
EIGHT = (
    "bones-and-balance", "chair-and-bed", "desk-day", "keep-well", "low-back-relief", "pregnancy",
    "sciatica-worse-bending", "sciatica-worse-standing",
)  # fmt: skip


@cache
def booklet(plan="low-back-relief", size="standard", paper="A4", name="Ana Souza"):
    patient = Patient(name=name, start="2026-12-07", trainer="Sam Reyes")
    clinic = Clinic(name="Riverside Physiotherapy", phone="+44 20 7946 0000", clinician="Maria Lee, PT")
    return make_booklet(load_plan(plan), patient, clinic, library=LIBRARY, size=size, paper=paper).data


def operators(data):
    with pikepdf.open(BytesIO(data)) as pdf:
        height = float(pdf.pages[0].mediabox[3])
        return height, [
            (str(one.operator), [float(v) for v in one.operands if not isinstance(v, pikepdf.Object)])
            for one in pikepdf.parse_content_stream(pdf.pages[0])
        ]


@pytest.mark.parametrize(("plan", "paper"), list(product(EIGHT, ("A4", "Letter"))))
def test_people_stand_on_one_line_in_one_size_on_every_cover(plan, paper):
    height, found = operators(booklet(plan, paper=paper))
    placed = [values for name, values in found if name == "cm" and values[0] == values[3] != 1]
    assert len(placed) == 4
    assert {values[0] for values in placed} == {0.95}
    line = next(values for name, values in found if name == "m" and values[0] == round(LEFT, 2))
    assert (height - line[1]) / MM == pytest.approx(GROUND[paper], abs=0.1)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("plan", ["desk-day", "walk-more"])
def test_people_are_smaller_rather_than_away_where_the_words_of_the_cover_are_long(plan, paper):
    patient = Patient(name="Begoña Iturralde", start="2026-12-07", language="es")
    clinic = Clinic(name="Riverside Physiotherapy", phone="+44 20 7946 0000", clinician="Maria Lee, PT")
    data = make_booklet(load_plan(plan), patient, clinic, library=LIBRARY, size="xl", paper=paper).data
    placed = [values for name, values in operators(data)[1] if name == "cm" and values[0] == values[3] != 1]
    assert len(placed) == 4
    assert len({values[0] for values in placed}) == 1
    assert 0.5 < placed[0][0] < 0.95


@pytest.mark.parametrize(
    ("conditions", "never", "shown"),
    [
        ((), "chair", ["lying on the back", "hands and knees"]),
        (("pregnancy",), "lying", ["chair"]),
        (("balance",), "hands and knees", ["chair"]),
    ],
)
def test_nobody_on_the_cover_does_what_the_reader_must_not(conditions, never, shown):
    """For who could fall somebody holds on to something; for the pregnant nobody lies flat."""
    patient = Patient(conditions=conditions)
    said = spoken(make_booklet(load_plan("keep-well"), patient, library=LIBRARY).data)
    cover = said[: said.index("When to get help fast")].lower()
    assert never not in cover
    assert all(words in cover for words in shown)


@pytest.mark.parametrize(("width", "height"), [(80, 200), (400, 100), (1200, 90)])
def test_a_logo_stands_above_the_clinics_name_and_is_no_higher_than_14_mm(tmp_path, width, height):
    Image.new("RGB", (width, height), "navy").save(tmp_path / "logo.png")
    (tmp_path / "clinic.yaml").write_text('name: Riverside\nphone: "020 7946 0412"\nlogo: logo.png\n')
    clinic = load_clinic(tmp_path / "clinic.yaml")
    data = make_booklet(load_plan("low-back-relief"), clinic=clinic, library=LIBRARY).data
    words = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "020 7946 0412" in words
    with pikepdf.open(BytesIO(data)) as pdf:
        [name] = [top for *_, top, _, said in texts(pdf.pages[0]) if said.strip() == "Riverside"]
    _, found = operators(data)
    [(wide, high, low)] = [(v[0], v[3], v[5]) for of, v in found if of == "cm" and v[0] != v[3]]
    assert name < low
    assert high <= 14 * MM + 0.1
    assert wide / high == pytest.approx(width / height, rel=0.01)


@every
def test_the_cover_names_the_page_with_the_warning_signs(size, paper):
    document = pypdfium2.PdfDocument(booklet(size=size, paper=paper))
    words = " ".join(document[0].get_textpage().get_text_range().split())
    found = re.search(r"Page (\d+) says when to get help fast|Pages (\d+)\u20133 say when to get help fast", words)
    assert found
    assert "Chest pain." in document[int(found[1] or found[2]) - 1].get_textpage().get_text_range()


@every
def test_a_name_breaks_behind_its_hyphens(size, paper):
    data = booklet(size=size, paper=paper, name="Bartholomew Thistlethwaite-Okonkwo-Featherstone")
    with pikepdf.open(BytesIO(data)) as pdf:
        lines = [words.strip() for *_, words in texts(pdf.pages[0])]
    assert not any(line.startswith("-") for line in lines)
    assert any(line.endswith("Thistlethwaite-") for line in lines)


@pytest.mark.parametrize("plan", EIGHT)
def test_the_last_line_of_a_title_is_not_one_short_word(plan):
    with pikepdf.open(BytesIO(booklet(plan))) as pdf:
        title = [words.strip() for *_, size, words in texts(pdf.pages[0]) if size >= 40]
    assert " ".join(title).replace("- ", "-") == load_plan(plan).title
    assert len(title) < 2 or len(title[-1]) * 2 >= len(title[0])


@every
def test_one_line_stands_at_the_foot_and_nothing_is_smaller_than_the_words(size, paper):
    data = booklet(size=size, paper=paper)
    _, found = operators(data)
    ends = [values for name, values in found if name in ("m", "l")]
    long = [a[1] for a, b in pairwise(ends) if a[1] == b[1] and b[0] - a[0] > 400]
    people, foot = long  # the line on which they stand, and one more
    assert people > foot
    with pikepdf.open(BytesIO(data)) as pdf:
        labels = {words.strip(): size for *_, size, words in texts(pdf.pages[0])}
    assert {labels["Made for"], labels["Starts"], labels["With"]} == {{"standard": 14, "large": 18, "xl": 24}[size]}


def test_the_summary_stands_clear_of_the_dots_below_an_arabic_title():
    def lead(title):
        """How far the summary is below the title."""
        plan = load_plan("pregnancy").model_copy(update={"title": title})
        data = make_booklet(plan, Patient(name="Ana", language="ar"), library=LIBRARY, size="large").data
        with pikepdf.open(BytesIO(data)) as pdf:
            lines = list(texts(pdf.pages[0]))
        title_y = next(y for _, y, _, _, size, _ in lines if size == 72)
        return title_y - next(y for _, y, _, _, size, _ in lines if size == 22)

    assert lead("\u0645\u0634\u064a") == pytest.approx(lead("\u0645\u0634\u0649") + 0.18 * 72)
