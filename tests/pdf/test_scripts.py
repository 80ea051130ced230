"""Words in other scripts: which fonts draw them, in which order they are read, and what comes back out of a file."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from outloud import check

from planner import load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.language import isolated
from planner.content.patient import Patient
from planner.content.resources import data
from planner.pdf.layout.family import Family
from planner.pdf.layout.lines import paragraph, parted, pieces
from planner.pdf.layout.theme import Style
from tests.pdf.structure import spoken

FONTS = data("fonts")
OTHERS = sorted((FONTS / "scripts").iterdir())
ENGLISH = Family([FONTS / "source-sans-3", *OTHERS])
ARABIC = Family([FONTS / "scripts" / "vazirmatn", FONTS / "source-sans-3", *OTHERS], "ar", rtl=True)
BODY = Style(14, 20)
NAMES = {
    "Arabic": ("مريم حسن", "Vazirmatn-Bold"),
    "Hebrew": ("רונית כהן", "NotoSansHebrew-Bold"),
    "Hindi": ("प्रिया क्षत्रिय", "NotoSansDevanagari-Bold"),
    "Bengali": ("রহিমা খাতুন", "NotoSansBengali-Bold"),
    "Punjabi": ("ਹਰਪ੍ਰੀਤ ਕੌਰ", "NotoSansGurmukhi-Bold"),
    "Urdu": ("پروین چوہدری", "Vazirmatn-Bold"),
    "Chinese": ("王小明", "NotoSansSC-Bold"),
    "Cantonese": ("陳麗華", "NotoSansSC-Bold"),
    "Japanese": ("山田はなこ", "NotoSansSC-Bold"),
    "Korean": ("김민수", "NotoSansKR-Bold"),
    "Yoruba": ("Ẹ̀ṣọ́ Adébáyọ̀", "SourceSans3-Bold"),
}
named = pytest.mark.parametrize(("name", "font"), NAMES.values(), ids=list(NAMES))


@pytest.fixture(scope="module")
def booklets():
    plan = load_plan("desk-day")
    clinic = Clinic(name="Riverside", phone="020 7946 0000")
    return {name: make_booklet(plan, Patient(name=name), clinic).data for name, _ in NAMES.values()}


@named
def test_a_name_is_drawn_by_a_font_that_has_its_letters(booklets, name, font):
    with pikepdf.open(BytesIO(booklets[name])) as pdf:
        assert f"/{font}" in pdf.pages[0].Resources.Font
    assert f'"{name}"' in spoken(booklets[name])


@named
def test_a_name_comes_back_from_the_file_as_it_is_written(booklets, name, font):
    pages = pypdfium2.PdfDocument(BytesIO(booklets[name]))
    assert name in pages[0].get_textpage().get_text_range()


@named
def test_a_booklet_with_a_name_in_another_script_conforms(booklets, tmp_path, name, font):
    path = tmp_path / "a.pdf"
    path.write_bytes(booklets[name])
    result = check(str(path), layers=["conformance"])
    assert not result.error
    assert result.errors == 0, result.findings


def test_the_pages_are_the_same_whatever_the_name_is_written_in(booklets):
    third = set()
    for booklet in booklets.values():
        with pikepdf.open(BytesIO(booklet)) as pdf:
            third.add(pdf.pages[2].Contents[1].read_raw_bytes())
    assert len(third) == 1


def test_letters_of_another_script_say_in_which_language_they_are_read():
    assert "/Lang(ar)" in paragraph("Dear مريم", BODY, 300, ENGLISH).painted[0]
    assert "/Lang(hi)" in paragraph("Dear प्रिया", BODY, 300, ENGLISH).painted[0]
    assert "/Lang" not in paragraph("مريم", BODY, 300, ARABIC).painted[0]


def test_lines_from_right_to_left_end_where_reading_starts():
    made = paragraph("مريم حسن الأحمد تمارين أسفل الظهر", BODY, 100, ARABIC)
    assert len(made.lines) > 1
    assert all(left + width == pytest.approx(100) for left, width in zip(made.lefts, made.widths, strict=True))
    first = made.lines[0][0]
    assert first.x + first.width == max(s.x + s.width for s in made.lines[0])


@pytest.mark.parametrize(
    ("family", "text"),
    [
        (ENGLISH, "To start, take two different coffee breaks after lifting"),
        (ARABIC, "مريم حسن الأحمد تمارين أسفل الظهر ثلاث مرات"),
    ],
)
def test_a_paragraph_in_two_is_the_same_lines(family, text):
    whole = paragraph(text, BODY, 100, family)
    two = parted(whole, 25)
    assert two
    head, rest = two
    assert head.lines + rest.lines == whole.lines
    assert head.lefts + rest.lefts == whole.lefts
    for down, stretch, alone in pieces(whole):
        assert alone.lefts[0] == pytest.approx(whole.lefts[round(down / 20)] + stretch.x)


@pytest.mark.parametrize("text", ["क्षत्रियकिताबप्रियाकौशल", "Ẹ̀ṣọ́Adébáyọ̀Ẹ̀ṣọ́"])
def test_no_line_starts_with_a_mark_of_the_letter_before(text):
    lines = ["".join(s.text for s in line) for line in paragraph(text, BODY, 30, ENGLISH).lines]
    assert len(lines) > 2
    assert [line for line in lines if line[0] in "\u0300\u0301\u093e\u093f\u094c\u094d"] == []


def test_a_name_does_not_move_what_stands_around_it():
    def order(text):
        [line] = paragraph(text, BODY, 500, ENGLISH).lines
        return [stretch.text.strip(" \u2068\u2069") for stretch in sorted(line, key=lambda stretch: stretch.x)]

    assert order(f"Dear {isolated('مريم')}, 3 a day") == ["Dear", "مريم", ", 3 a day"]
    assert order("Dear مريم, 3 a day") != order(f"Dear {isolated('مريم')}, 3 a day")


def test_the_clinics_phone_stands_behind_its_name():
    made = make_booklet(load_plan("desk-day"), Patient(), Clinic(name="عيادة", phone="020 7946 0000"))
    page = pypdfium2.PdfDocument(BytesIO(made.data))[1]
    text = page.get_textpage()
    name, phone = text.get_text_range().rindex("عيادة"), text.get_text_range().rindex("020 7946")
    assert text.get_charbox(name)[2] < text.get_charbox(phone)[0]


@pytest.mark.parametrize("width", range(15, 160, 8))
def test_no_line_of_chinese_starts_with_what_closes_or_ends_with_what_opens(width):
    text = "慢慢呼气\uff0c轻轻收紧腹部\uff08早晚各五次\uff09。不要屏住呼吸\uff01"
    lines = ["".join(s.text for s in line) for line in paragraph(text, BODY, width + 40, ENGLISH).lines]
    assert "".join(lines) == text
    assert [line for line in lines if line[0] in "\uff0c。\uff09\uff01" or line[-1] == "\uff08"] == []
