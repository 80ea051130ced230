"""Pages at every size, on every paper, in every theme: what can be measured on them without looking at them."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from functools import cache
from io import BytesIO
from itertools import pairwise, product

import pikepdf
import pypdfium2
import pytest

from planner import blocks as b
from planner import load_plan, make_booklet
from planner.booklet.looks import theme_of
from planner.booklet.press import Press
from planner.content.clinic import Clinic, Paper
from planner.content.library import Library
from planner.content.patient import Patient, Size
from planner.content.plan import Plan
from planner.content.theme import Theme
from planner.figure import CALM
from planner.pdf.layout.theme import LEFT, RIGHT
from planner.programme.prescribe import prescribe
from planner.programme.programme import PageNumbers
from planner.sections.edition import Edition
from planner.sections.registry import KINDS, chosen
from tests.pdf.shown import shown
from tests.pdf.structure import instructions

SIZES, PAPERS, THEMES = ("standard", "large", "xl"), ("A4", "Letter"), ("calm", "plain")
SECTIONS = tuple(KINDS)
EXERCISES = SECTIONS.index("exercises")
ANA = Patient(
    name="Ana Souza",
    start="2026-12-01",
    trainer="Sam Reyes",
    conditions=("knee-kneeling",),
    appointments=("2026-12-01 10:30", "2026-12-03 10:30"),
    videos={"bridge": "https://riverside.example/bridge"},
)
CLINIC = Clinic(
    name="Riverside Physiotherapy", phone="020 7946 0412", clinician="Maria Lee, PT", emergency_number="999"
)
LIBRARY = Library()


@cache
def plan() -> Plan:
    """Two weeks of all that the built-in plan has."""
    whole = load_plan("low-back-relief").model_dump(by_alias=True)
    for phase in whole["phases"]:
        phase["weeks"] = 1
    return Plan.model_validate({**whole, "weeks": 2, "sections": SECTIONS})


class Made:
    """A booklet, opened."""

    def __init__(self, size: Size, paper: Paper, theme: str) -> None:
        clinic = CLINIC.model_copy(update={"theme": Theme(base=theme)})
        self.data = make_booklet(plan(), ANA, clinic, library=LIBRARY, paper=paper, size=size).data
        self.theme = theme_of(LIBRARY.theme(theme), paper, size)
        self.pdf = pikepdf.open(BytesIO(self.data))
        self.ink = [rows_of_ink(page) for page in pypdfium2.PdfDocument(self.data)]
        self.texts = [list(texts(page)) for page in self.pdf.pages]
        with self.pdf.open_outline() as outline:
            numbers = {page.objgen: n for n, page in enumerate(self.pdf.pages)}
            self.starts = [numbers[item.destination[0].objgen] for item in outline.root]


SCALE = 0.5
"""Pixels per point."""


def rows_of_ink(page):
    """The first and last inked place of every row of pixels, in points from the left; None where a row is white."""
    picture = page.render(scale=SCALE, grayscale=True).to_pil().convert("L")
    dark = picture.tobytes().translate(bytes(value < 200 for value in range(256)))
    rows = [dark[n : n + picture.width] for n in range(0, len(dark), picture.width)]
    return [(row.find(1) / SCALE, row.rfind(1) / SCALE) if 1 in row else None for row in rows]


def texts(page):
    """Every line of text on a page: left, bottom, right, top, size, words."""
    size, track, x, y, start = 0.0, 0.0, 0.0, 0.0, 0.0
    words, from_x = "", 0.0
    for op in shown(page):
        name, operands = op.name, op.operands
        words += op.text
        if name == "BT":
            x = y = start = 0.0
        elif name in ("Td", "ET"):
            if words:
                yield (from_x, y - 0.2 * size, x, y + 0.66 * size, size, words)
            words = ""
            if name == "Td":
                start, y = start + float(operands[0]), y + float(operands[1])
                x = from_x = start
        elif name == "Tf":
            size = float(operands[1])
        elif name == "Tc":
            track = float(operands[0])
        elif name in ("Tj", "TJ"):
            x += op.width * size / 1000 + track * len(op.text)


@cache
def made(size, paper, theme):
    return Made(size, paper, theme)


every = pytest.mark.parametrize(
    ("size", "paper", "theme"), list(product(SIZES, PAPERS, THEMES)), ids=lambda value: value
)


@every
def test_no_ink_outside_the_live_area_the_header_and_the_footer(size, paper, theme):
    booklet = made(size, paper, theme)
    width, height = booklet.theme.page
    margins = booklet.theme.margins
    assert len(booklet.ink) > 10
    for n, rows in enumerate(booklet.ink):
        for k, ends in enumerate(rows):
            if ends is None:
                continue
            y = k / SCALE
            assert ends[0] >= LEFT - 6, f"page {n + 1}: {y:.0f} from the top"  # numerals stand out by 3
            assert ends[1] <= width - RIGHT + 4, f"page {n + 1}: {y:.0f} from the top"
            assert margins.header - 2 <= y <= height - 12, f"page {n + 1}: {y:.0f} from the top"
            foot = height - margins.live + 2 <= y <= height - margins.footer - 2
            assert n == 0 or not foot, f"page {n + 1}: ink between the live area and the footer"


@every
def test_nothing_is_printed_smaller_than_12_pt(size, paper, theme):
    booklet = made(size, paper, theme)
    sizes = {line[4] for lines in booklet.texts for line in lines}
    assert len(sizes) > 5
    assert min(sizes) >= 12
    for page in booklet.pdf.pages:  # and no matrix makes it smaller
        depth = 0
        for _, name in instructions(page):
            depth += {"BT": 1, "ET": -1}.get(name, 0)
            assert not (depth and name in ("cm", "Tm", "Tz"))
    body = booklet.theme.styles["body"].size
    steps = [
        line for lines in booklet.texts[booklet.starts[EXERCISES] : booklet.starts[EXERCISES + 1]] for line in lines
    ]
    assert sum(line[4] == body for line in steps) > 60


@every
def test_no_words_overlap(size, paper, theme):
    for n, lines in enumerate(made(size, paper, theme).texts):
        boxes = [(x0 + 0.5, y0 + 0.5, x1 - 0.5, y1 - 0.5, words) for x0, y0, x1, y1, _, words in lines if words.strip()]
        for k, one in enumerate(boxes):
            for other in boxes[:k]:
                apart = one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
                assert apart, f"page {n + 1}: {one[4]!r} and {other[4]!r}"


@every
def test_every_page_of_an_exercise_says_when_to_stop(size, paper, theme):
    booklet = made(size, paper, theme)
    pages = booklet.texts[booklet.starts[EXERCISES] : booklet.starts[EXERCISES + 1]]
    assert len(pages) >= 6
    for lines in pages:
        assert sum(line[5].startswith("Stop if pain") for line in lines) == 1


@every
def test_sections_start_on_pages_of_their_own_in_order(size, paper, theme):
    starts = made(size, paper, theme).starts
    assert len(starts) == len(SECTIONS)
    assert all(a < b for a, b in pairwise(starts))


UNSEEN = {
    b.Shown: ("alt", "caption"),  # left out in larger type; tests/pdf/test_help_fast.py holds it
    b.PictureSign: ("word", "short"),  # one of them
    b.Alert: ("more",),
    b.Signs: ("says",),
    b.Help: ("lead", "next"),
    b.Key: ("signs",),
    b.DayTicks: ("count", "says", "of"),
    b.CalendarWeek: ("partner", "again", "pain_says", "above", "longest", "hint", "others", "second", "alone"),
    b.Video: ("url", "alt"),
    b.Figure: ("drawing", "alt"),
    b.Run: ("strong", "link"),
    b.OverviewPhase: ("span",),
    b.Points: ("word",),
    b.Side: ("word",),
    b.Hatch: ("pattern", "word"),
    b.TickBoxes: ("says",),
    b.Outline: ("ringed",),
    b.Answer: ("says",),
    b.Asks: ("says", "tick"),
    b.Blank: ("says",),
    b.Chart: ("says", "weeks", "names", "corner"),
}
"""What a block says to who listens, or only if there is need."""


def words_of(value):  # noqa: C901 - a case for each kind of block
    """The words that a block wants printed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        if value and all(isinstance(part, b.Run) for part in value):
            yield "".join(run.text for run in value)
        else:
            for part in value:
                yield from words_of(part)
    elif isinstance(value, b.Card):
        yield from words_of_card(value)
    elif isinstance(value, b.Day):
        yield from (value.name, value.date, *value.at) if value.kind != "rest" else ()  # xl: no column for rest
    elif isinstance(value, b.Goal):
        yield from (value.numeral, value.words, *(label for label, _ in value.times))
    elif is_dataclass(value):
        if isinstance(value, b.Chart):
            full, short = (counted(words_of(names)) for names in (value.names, (value.corner, *value.weeks)))
            yield " ".join((full & short).elements())  # whichever of them is printed
        for field in fields(value):
            if field.name not in UNSEEN.get(type(value), ()) and field.name not in ("icon", "icons", "style", "anchor"):
                yield from words_of(getattr(value, field.name))


def words_of_card(card):
    """What is printed on whatever share of a page: no summary."""
    for field in fields(card):
        if field.name not in ("key", "lead"):
            yield from words_of(getattr(card, field.name))


def counted(strings):
    return Counter(word for text in strings for word in re.findall(r"\w+", str(text).replace("\u200b", "")))


@cache
def wanted(size):
    """The words of all blocks; in larger type without what a card need not say if it then has one page."""
    edition = Edition(LIBRARY, LIBRARY.language("en"), CALM)
    programme = prescribe(plan(), ANA, CLINIC, LIBRARY)
    if size == "xl":  # whose warning signs take two pages
        programme = replace(programme, pages=PageNumbers({"safety": 2, "safety:end": 3}))
    blocks = [s.kind.blocks(programme, edition, s.options) for s in chosen(plan())[0]]
    cards = [block for made in blocks for block in made if isinstance(block, b.Card) and size != "standard"]
    return counted(words_of(tuple(blocks))) - counted(word for card in cards for word in words_of((card.felt,)))


@every
def test_no_word_is_lost(size, paper, theme):
    booklet = made(size, paper, theme)
    printed: Counter[str] = Counter()
    for lines in booklet.texts:
        text = ""
        for x0, _, _, _, _, words in lines:
            text += words if words.endswith((" ", "-")) or x0 < 0 else words + " "
        printed += counted([text])
    assert sum(wanted(size).values()) > 800
    assert wanted(size) - printed == Counter()


def test_larger_words_take_more_pages():
    pages = [len(made(size, "A4", "calm").ink) for size in SIZES]
    assert pages == sorted(set(pages))


def test_a_size_that_is_asked_for_goes_before_the_patients():
    ana = ANA.model_copy(update={"size": "xl"})
    as_written = make_booklet(
        plan(), ana, CLINIC.model_copy(update={"theme": Theme(base="calm")}), library=LIBRARY, paper="A4"
    )
    asked = make_booklet(
        plan(), ana, CLINIC.model_copy(update={"theme": Theme(base="calm")}), library=LIBRARY, size="large"
    )
    assert as_written.data == made("xl", "A4", "calm").data
    assert asked.data == made("large", "A4", "calm").data


def test_plain_is_black_and_white_but_for_the_shorts():
    booklet = made("large", "A4", "plain")
    colours = set()
    for page in booklet.pdf.pages:
        streams = [page, *page.Resources.XObject.values()]
        for stream in streams:
            for operands, operator in instructions(stream):
                if operator in ("rg", "RG"):
                    colours.add(tuple(float(v) for v in operands))
    assert len(colours) > 2
    for colour in colours:
        assert max(colour) - min(colour) < 0.03, colour


def test_covers_share_all_but_the_names_that_take_as_much_room():
    def cover(name):
        laid = Press(Clinic(name="Riverside")).lay(load_plan("keep-well"), Patient(name=name))
        return laid.content.pages[0]

    ana, ben, long = cover("Ana Ruiz"), cover("Ben Okafor"), cover("Maria Magdalena de la Concepción Ruiz y Ortega")
    assert ana.rest is ben.rest
    assert ana.words != ben.words
    assert long.rest is not ana.rest
