"""Booklets that are read from right to left: pages are mirrored, what they picture is not."""

import re
import shutil
import subprocess
import unicodedata
import zlib
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from outloud import check

from planner import load_plan, make_booklet
from planner.booklet.press import Press
from planner.content.patient import Patient
from planner.figure.drawing import Drawing, Shape
from planner.pdf.document import SHIFT, PdfDocument
from planner.pdf.file.fold import fold
from planner.pdf.file.tags import Elem
from planner.pdf.layout.family import Family
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.theme import Style
from tests import arabic
from tests.pdf.structure import instructions, spoken
from tests.pdf.test_scripts import ARABIC, ENGLISH, FONTS

WIDE = 600.0
MIRRORED = Family([FONTS / "source-sans-3"], "ar", rtl=True)
INK = (0.0, 0.0, 0.0)
SQUARE = Drawing(
    10.0, 10.0, 0.0, (Shape(((((0.0, 0.0)), (10.0, 0.0)),), stroke=INK, width=1.0, closed=False),), "square"
)


def both(draw) -> tuple[str, str]:
    """The operators of a page, and of the same page mirrored."""
    pens = Pen(), Pen(mirrored=WIDE)
    for pen in pens:
        draw(pen)
    plain, mirrored = (pen.bytes().decode() for pen in pens)
    return plain, mirrored


def numbers(ops: str, operator: str) -> list[list[float]]:
    """What each line that ends with an operator begins with."""
    lines = [line for line in ops.splitlines() if line.endswith(operator)]
    return [[float(n) for n in re.findall(r"-?\d+\.?\d*(?= )", line)] for line in lines]


def test_lines_boxes_and_frames_lie_mirrored():
    def draw(pen: Pen) -> None:
        pen.line(10, 5, 110, 5, INK, 1)
        pen.fill((10, 5, 60, 25), INK)
        pen.frames([(10, 5, 60, 25)], INK, 1)

    plain, mirrored = both(draw)
    assert numbers(plain, "l S") == [[10, 5, 110, 5]]
    assert numbers(mirrored, "l S") == [[590, 5, 490, 5]]
    assert numbers(mirrored, "re f") == [[540, 5, 50, 20]]
    assert numbers(mirrored, "re S") == [[540, 5, 50, 20]]


def test_pictures_are_moved_and_never_flipped():
    plain, mirrored = both(lambda pen: pen.draw(SQUARE, 10, 20, 3.0))
    assert "q 3.0000 0 0 3.0000 10.00 20.00 cm" in plain
    assert "q 3.0000 0 0 3.0000 560.00 20.00 cm" in mirrored


def test_stairs_climb_the_way_that_is_read():
    def drawn(name: str, *, mirrored: float | None) -> list[tuple[float, float]]:
        """The corners of the icon, in a square of 20 points."""
        pen = Pen(mirrored=mirrored)
        pen.draw(icon(name, 20, INK), 0, 0, 1.0)
        [form] = pen.forms.values()
        corners = re.findall(r"([\d.]+) ([\d.]+) (?=[ml])", zlib.decompress(form.data).decode())
        return sorted((round(float(x), 1), round(float(y), 1)) for x, y in corners)

    turned = sorted((round(20 - x, 1), y) for x, y in drawn("harder", mirrored=None))
    assert drawn("harder", mirrored=WIDE) == turned
    assert drawn("stop", mirrored=WIDE) == drawn("stop", mirrored=None)


def test_the_squares_of_a_code_keep_their_places_to_each_other():
    code = [(10.0, 0.0, 1.0, 1.0), (12.0, 0.0, 2.0, 1.0), (19.0, 5.0, 1.0, 1.0)]
    _, mirrored = both(lambda pen: pen.squares(code, INK))
    [shown] = numbers(mirrored, "re f")
    assert shown[::4] == [580, 582, 589]


def test_words_end_where_they_began():
    words = paragraph("تمارين أسفل الظهر", Style(14, 20), 300, ARABIC)
    pen = Pen(mirrored=WIDE)
    pen.text(words, 40, 700)
    [left] = re.findall(r"BT ([\d.]+)", pen.bytes().decode())
    assert float(left) + words.width == pytest.approx(WIDE - 40, abs=0.01)
    assert pen.around(words, 40, 700)[0] == pytest.approx(40)


@pytest.mark.parametrize("align", ["left", "centre", "right"])
def test_words_of_a_picture_stand_where_they_stand_in_english(align):
    """Beside a hand of a body that is not mirrored."""
    style, box = Style(14, 20, align=align), (100.0, 0.0, 300.0, 500.0)

    def left(words: str, family: Family, pen: Pen) -> float:
        with pen.upright(box):
            pen.text(paragraph(words, style, 50, family), 120, 400)
        [found] = re.findall(r"BT ([\d.]+)", pen.bytes().decode())
        return float(found)

    assert left("L", MIRRORED, Pen(mirrored=WIDE)) - (WIDE - 300) == pytest.approx(
        left("L", ENGLISH, Pen()) - 100, abs=0.01
    )


def test_bounds_and_links_are_where_the_picture_is():
    elem, pen = Elem("Figure"), Pen(mirrored=WIDE)
    pen.bounds(elem, (10, 20, 40, 50))
    pen.link(elem, "https://a.example", "a", (10, 20, 40, 50))
    assert elem.box == (560.0, 20.0, 590.0, 50.0)
    assert "/Rect[560.00 20.00 590.00 50.00]" in pen.annots[0].dictionary


@pytest.fixture(scope="module")
def pdf():
    with pikepdf.open(BytesIO(arabic.booklet().data)) as opened:
        yield opened


@pytest.fixture(scope="module")
def english():
    with pikepdf.open(BytesIO(arabic.in_english().data)) as opened:
        yield opened


def test_no_page_turns_anything_round(pdf):
    for page in pdf.pages:
        for operands, operator in instructions(page):
            if operator == "cm":
                a, b, c, d, *_ = map(float, operands)
                assert a > 0
                assert b == c == 0
                assert d > 0


def test_bounds_of_figures_hold_the_drawing(pdf):
    """They are mirrored in another place of the program than what is painted."""
    for n, page in enumerate(pdf.pages):
        drawn = [
            (float(ops[4]), float(ops[5])) for ops, operator in instructions(page) if operator == "cm" and ops[0] != 1
        ]
        for box in boxes(pdf, page):
            left, bottom, right, top = box
            assert 0 <= left < right <= page.MediaBox[2]
            assert any(left - 0.1 <= x <= right and bottom - 0.1 <= y <= top for x, y in drawn) or n == code_page(pdf)


def boxes(pdf, page) -> list[tuple[float, ...]]:
    found = []
    todo = [pdf.Root.StructTreeRoot.K]
    while todo:
        elem = todo.pop()
        kids = elem.get("/K", [])
        todo += [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        if elem.S == "/Figure" and elem.get("/Pg") == page:
            found.append(tuple(float(n) for n in elem.A.BBox))
    return found


def code_page(pdf) -> int:
    [page] = [n for n, page in enumerate(pdf.pages) if "/Annots" in page]
    return page


def test_a_code_has_the_same_pattern_in_any_direction(pdf, english):
    def pattern(document: pikepdf.Pdf) -> list[tuple[float, float]]:
        page = document.pages[code_page(document)]
        squares = [[float(n) for n in ops] for ops, operator in instructions(page) if operator == "re"]
        small = [(x, y) for x, y, w, h in squares if h < 3]
        start = min(x for x, _ in small)
        return [(round(x - start, 1), round(y, 1)) for x, y in small]

    shown = pattern(pdf)
    assert len(shown) > 100
    assert [x for x, _ in shown] == pytest.approx([x for x, _ in pattern(english)], abs=0.11)


def at(data: bytes, page: int, word: str) -> float:
    """The left edge of the first time a word is on a page."""
    text = pypdfium2.PdfDocument(BytesIO(data))[page].get_textpage()
    return text.get_charbox(text.get_text_range().index(word))[0]


def page_of(data: bytes, word: str) -> int:
    for n, page in enumerate(pypdfium2.PdfDocument(BytesIO(data))):
        if word in page.get_textpage().get_text_range():
            return n
    raise AssertionError(word)


def test_days_run_from_right_to_left():
    data = arabic.booklet().data
    page = page_of(data, "الألم اليوم")
    text = pypdfium2.PdfDocument(BytesIO(data))[page].get_textpage()
    words = text.get_text_range()
    found = [text.get_charbox(words.index(day))[0] for day in ("أربعاء", "جمعة", "إثنين")]
    assert found == sorted(found, reverse=True)


def test_header_and_footer_change_sides():
    data = arabic.booklet().data
    assert at(data, 1, "مريم") > 400
    assert at(data, 1, "صفحة") < 200
    assert at(data, 1, "عيادة") > 400


def test_phone_numbers_run_from_left_to_right():
    data = arabic.booklet().data
    text = pypdfium2.PdfDocument(BytesIO(data))[1].get_textpage()
    words = text.get_text_range()
    start = words.index("+44\u00a020\u00a07946\u00a00000")
    parts = [text.get_charbox(n)[0] for n in range(start, start + 16)]
    assert parts == sorted(parts)


COMES_BACK = (
    "مريم حسن", "ليلى منصور", "عيادة النهر", "+44 20 7946 0000", "خطتك في نظرة واحدة", "من 2 إلى 8 ديسمبر",
    "ثوان ثبات", "مرات في اليوم", "الأربعاء 2 ديسمبر 2026", "اكتب من 0 إلى 10",
    "مرة في الأسبوع ارسم نقطة في كل مخطط ثم صل بين النقاط", "صفحة 1 من",
)  # fmt: skip
"""Names, numbers, doses and sentences as they are written."""


def plain(text: str) -> str:
    """Text without what only says how it runs, with letters by themselves and a space between words."""
    text = unicodedata.normalize("NFKC", re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text))
    return " ".join(re.sub("[\u064b-\u0652]", "", text).split())


@pytest.mark.parametrize("text", COMES_BACK)
def test_words_come_back_as_they_are_read(text, tmp_path):
    data = arabic.booklet().data
    heard = plain(spoken(data))
    assert text in heard or text.startswith("صفحة")  # page numbers are not read out
    pages = pypdfium2.PdfDocument(BytesIO(data))
    assert text in plain(" ".join(page.get_textpage().get_text_range() for page in pages))


@pytest.mark.parametrize("text", COMES_BACK)
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
def test_words_come_back_from_poppler(text, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(arabic.booklet().data)
    found = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    # the space between a word and a number comes back on the number's other side
    assert text.replace(" ", "") in plain(found.stdout.decode()).replace(" ", "")


def test_words_in_another_language_say_so():
    data = arabic.booklet().data
    with pikepdf.open(BytesIO(data)) as opened:
        page = opened.pages[page_of(data, "Pelvic")]
        spans = [ops[1].get("/Lang") for ops, operator in instructions(page) if operator == "BDC"]
    assert {str(lang) for lang in spans if lang is not None} == {"en"}


@pytest.mark.parametrize("name", ["प्रिया क्षत्रिय", "王小明", "רונית כהן", "Łucja Żółć-Święch"])
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
def test_a_name_in_another_script_comes_back(name, tmp_path):
    """From the tags and from poppler; PDFium turns the words of a line from left to right round in such a file."""
    plan, patient, clinic = arabic.files()
    data = make_booklet(plan, patient.model_copy(update={"name": name}), clinic, library=arabic.library()).data
    assert f'"{name}"' in spoken(data)
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    found = subprocess.run(["pdftotext", "-f", "2", "-l", "2", path, "-"], capture_output=True, check=True)
    assert plain(name) in plain(found.stdout.decode())


def test_a_mirrored_booklet_conforms(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(arabic.booklet().data)
    result = check(str(path), layers=["conformance"])
    assert not result.error
    assert result.errors == 0, result.findings


def test_viewers_are_told(pdf, english):
    assert pdf.Root.ViewerPreferences.Direction == "/R2L"
    assert "/Direction" not in english.Root.ViewerPreferences


def job(*languages: str, **how) -> pikepdf.Pdf:
    plan, patient, clinic = arabic.files()
    press = Press(clinic, library=arabic.library())
    parts: list[bytes] = []
    document = PdfDocument(parts.append, **how)
    for language in languages:
        laid = press.lay(plan, patient.model_copy(update={"language": language}))
        document.add(laid.content, laid.theme, name=language, label=f"{language} ")
    document.close(laid.content.meta)
    return pikepdf.open(BytesIO(b"".join(parts)))


def test_sheets_are_bound_at_the_right():
    """Fronts have the wide margin at the right; on the backs all is moved to the right."""
    with job("ar-EG", tagged=False, duplex=True) as printed:
        assert printed.Root.ViewerPreferences.Direction == "/R2L"
        assert len(printed.pages) % 2 == 0
        left = [float(page.MediaBox[0]) for page in printed.pages if "/Contents" in page]
    assert left == pytest.approx([0.0 if n % 2 == 0 else -SHIFT for n in range(len(left))], abs=0.001)


def test_in_one_job_each_booklet_is_bound_on_its_own_side():
    with job("en", "ar-EG", tagged=False, duplex=True) as printed:
        assert "/Direction" not in printed.Root.ViewerPreferences
        left = [round(float(page.MediaBox[0]), 2) for page in printed.pages if "/Contents" in page]
    own = arabic.in_english().pages
    assert left[:2] == [0.0, round(SHIFT, 2)]
    assert left[own : own + 2] == [0.0, round(-SHIFT, 2)]


def test_a_folded_booklet_opens_on_the_other_side():
    _, sides = fold([(n,) for n in range(8)], (600, 800), 20.0, rtl=True)
    assert [forms for _, forms in sides] == [[0, 7], [6, 1], [2, 5], [4, 3]]
    _, plain = fold([(n,) for n in range(8)], (600, 800), 20.0)
    assert [forms for _, forms in plain] == [[7, 0], [1, 6], [5, 2], [3, 4]]

    def places(drawing: bytes) -> list[float]:
        return [float(x) for x in re.findall(rb"([\d.]+) [\d.]+ cm", drawing)]

    scale = float(re.findall(rb"q ([\d.]+)", sides[0][0])[0])
    left, right = places(sides[0][0])
    assert right - left == pytest.approx(400 + 20 * scale, abs=0.01)  # away from the fold
    assert places(plain[0][0])[1] == pytest.approx(left + 400, abs=0.01)


def test_an_english_page_is_as_it_was_beside_one_from_right_to_left():
    plan = load_plan("desk-day")
    before = make_booklet(plan, Patient(), library=arabic.library())
    make_booklet(plan, Patient(language="ar-EG"), library=arabic.library())
    assert make_booklet(plan, Patient(), library=arabic.library()).data == before.data
