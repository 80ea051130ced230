"""A clinic's own fonts, footer, letterhead and photo on the cover."""

from io import BytesIO
from pathlib import Path
from shutil import copy

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from planner import load_clinic, load_library, load_plan, make_booklet
from planner.check import check
from planner.content.resources import data
from planner.problems import InputError
from tests.check.test_check import TODAY
from tests.pdf.structure import spoken

SERIF = data("fonts") / "source-serif-4"
PLAN = "title: T\nexercises: [walking]\nsections: [cover, safety]\n"
OWN = "name: River\ntheme: {base: calm, family: fonts/Ours}\n"
LICENCE, WEIGHT = 8, 4
"""Where fsType and the weight stand in the table OS/2."""


@pytest.fixture
def fonts(tmp_path) -> Path:
    """A folder of fonts beside the clinic's file."""
    folder = tmp_path / "fonts" / "Ours"
    folder.mkdir(parents=True)
    for weight in ("Regular", "Bold"):
        copy(SERIF / f"SourceSerif4-{weight}.ttf", folder / f"Ours-{weight}.ttf")
    return folder


def changed(path: Path, at: int, value: int, table: bytes = b"OS/2") -> None:
    """Write two bytes into a table of a font."""
    font = bytearray(path.read_bytes())
    record = next(n for n in range(12, 12 + 16 * 40, 16) if font[n : n + 4] == table)
    start = int.from_bytes(font[record + 8 : record + 12], "big") + at
    font[start : start + 2] = value.to_bytes(2, "big")
    path.write_bytes(bytes(font))


def booklet(write, clinic: str, plan: str = PLAN) -> bytes:
    return make_booklet(load_plan(write("plan.yaml", plan)), clinic=load_clinic(write("clinic.yaml", clinic))).data


def fonts_of(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as made:
        found = (one.get("/BaseFont") for one in made.objects if isinstance(one, pikepdf.Dictionary))
        return {str(name).removeprefix("/PLANNR+") for name in found if name}


def said(write, clinic: str) -> list[str]:
    """What building and checking say of a clinic: the same."""
    with pytest.raises(InputError) as caught:
        booklet(write, clinic)
    found = [str(problem) for problem in caught.value.problems]
    assert [str(p) for p in check([write("clinic.yaml", clinic)], (), TODAY)[1] if p.kind == "error"] == found
    return [line.rpartition("/")[2] if "clinic.yaml" in line else line for line in found]


def test_a_booklet_is_set_in_own_fonts_with_help_from_the_others(write, fonts):
    made = booklet(write, OWN.replace("River", "River Ωλ नमस्ते"))
    assert {"Ours-Regular", "Ours-Bold", "SourceSerif4-Regular"} - fonts_of(made) == {"SourceSerif4-Regular"}
    assert booklet(write, OWN) == booklet(write, OWN)
    assert "नमस्ते" in spoken(made)


def test_fonts_that_change_are_read_again(write, fonts):
    before = booklet(write, OWN)
    copy(data("fonts") / "source-sans-3" / "SourceSans3-Bold.ttf", fonts / "Ours-Bold.ttf")
    assert booklet(write, OWN) != before


def test_a_theme_of_the_library_has_fonts_in_its_library(write, fonts, tmp_path):
    write("library/themes/ours.yaml", "base: calm\nfamily: fonts/Ours\n")
    fonts.parent.rename(tmp_path / "library" / "fonts")
    plan = load_plan(write("plan.yaml", f"{PLAN}theme: ours\n"))
    assert "Ours-Bold" in fonts_of(make_booklet(plan, library=load_library(tmp_path / "library")).data)


@pytest.mark.parametrize(
    ("at", "value", "says"),
    [
        (LICENCE, 0x0002, "may not be embedded: its maker says so in the file (fsType)"),
        (LICENCE, 0x0104, "may be embedded only whole, its maker says (fsType)"),
        (WEIGHT, 400, "is called Bold, but its weight is 400 (of 600 to 900)"),
    ],
)
def test_what_a_font_says_of_itself_counts(write, fonts, at, value, says):
    changed(fonts / "Ours-Bold.ttf", at, value)
    [line] = said(write, OWN)
    assert line.startswith(f'clinic.yaml:2:29: theme.family: "Ours-Bold.ttf": {says}')


def test_letters_as_wide_as_a_line_are_damaged(write, fonts):
    changed(fonts / "Ours-Bold.ttf", 18, 16, b"head")  # 16 units are the type's height, and not 1,000
    assert '"Ours-Bold.ttf": is damaged: it has letters as wide as a line' in said(write, OWN)[0]


def test_a_licence_for_print_and_preview_is_enough(write, fonts):
    changed(fonts / "Ours-Bold.ttf", LICENCE, 0x0004)
    assert "Ours-Bold" in fonts_of(booklet(write, OWN))


def test_what_is_no_family_of_fonts(write, fonts):
    (fonts / "Ours-Bold.ttf").rename(fonts / "Ours[wght].ttf")
    [line] = said(write, OWN)
    assert (
        "has no file that ends in -Bold.ttf; a family has at least -Regular.ttf and -Bold.ttf; Ours[wght].ttf is a"
        in line
    )
    (fonts / "Ours[wght].ttf").rename(fonts / "Ours-Bold.ttf")
    (fonts / "Ours-Regular.ttf").rename(fonts / "Ours.ttf")
    assert "-Regular.ttf; if Ours.ttf is the upright one, rename it Ours-Regular.ttf" in said(write, OWN)[0]
    (fonts / "Ours.ttf").rename(fonts / "Ours-Regular.ttf")
    (fonts / "Ours-Bold.ttf").write_bytes(b"no font")
    assert "is not a whole TrueType font; take the TTF files of the family" in said(write, OWN)[0]
    font = bytearray((fonts / "Ours-Regular.ttf").read_bytes())
    font[15] = 0xFF  # in the name of a table
    (fonts / "Ours-Bold.ttf").write_bytes(bytes(font))
    assert "is not a whole TrueType font" in said(write, OWN)[0]
    for path in fonts.iterdir():
        path.rename(path.with_suffix(".otf"))
    assert (
        "holds no font file that ends in .ttf; take the TTF files of the family, not Ours-Bold.otf"
        in said(write, OWN)[0]
    )


@pytest.mark.parametrize("name", ["fonts/Theirs", "../fonts/Ours", "/fonts/Ours", "https://fonts.example/Ours"])
def test_a_folder_that_is_not_there_or_elsewhere(write, fonts, name):
    with pytest.raises(InputError, match=r"clinic.yaml:2:29: theme.family: .*(no such folder|name a folder beside)"):
        load_clinic(write("clinic.yaml", OWN.replace("fonts/Ours", f'"{name}"')))


def test_a_footer_stands_on_every_page_below_name_and_phone(write):
    pages = pypdfium2.PdfDocument(booklet(write, 'name: River\nphone: "123"\nfooter: Moving again\n'))
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert [" ".join(text.split()).count("River 123 Moving again") for text in texts] == [0, *[1] * (len(texts) - 1)]
    with pytest.raises(InputError, match="footer: is longer than 60 characters"):
        load_clinic(write("clinic.yaml", f"footer: {'a' * 61}\n"))


def test_a_photo_on_the_cover_takes_the_place_of_the_people(write, tmp_path):
    Image.new("RGB", (900, 600), "teal").save(tmp_path / "cover.jpg")
    heard = spoken(booklet(write, "name: River\ncover_picture: cover.jpg\ncover_alt: A quiet river\n"))
    assert "A quiet river" in heard
    assert heard.count("Figure [") == spoken(booklet(write, "name: River\n")).count("Figure [") - 3
    for text in ("cover_picture: cover.jpg", "cover_alt: A river"):
        with pytest.raises(InputError, match=r"cover_picture: needs cover_alt|cover_alt: belongs to cover_picture"):
            load_clinic(write("clinic.yaml", f"{text}\n"))
    assert "cover_picture: " in said(write, "cover_picture: gone.jpg\ncover_alt: A\n")[0]


TOPIC = """\
title: Ice
lead: Cold can help.
parts:
  - {picture: ice.jpg, alt: An ice pack}
  - {stages: [{say: Put it there., picture: ice.jpg, alt: A hand}]}
"""
GUIDELINES = "extends: five\nguidelines: {0: {picture: walk.jpg, alt: A long walk}}\n"
PAGES = """\
title: T
exercises: [walking]
topics: [ice]
sections:
  - guidelines
  - topics
  - {section: text, title: Pool, picture: pool.jpg, alt: Our pool, body: Come.}
"""


@pytest.fixture
def photos(write, tmp_path) -> Path:
    write("library/topics/ice.yaml", TOPIC)
    write("library/guidelines/five.yaml", GUIDELINES)
    for name in ("library/topics/ice.jpg", "library/guidelines/walk.jpg", "pool.jpg"):
        Image.new("RGB", (900, 600), "teal").save(tmp_path / name)
    return tmp_path


def test_photos_in_topics_guidelines_and_pages_of_text(write, photos):
    plan = load_plan(write("plan.yaml", PAGES))
    heard = spoken(make_booklet(plan, library=load_library(photos / "library")).data)
    for alt in ("An ice pack", "A hand", "A long walk", "Our pool"):
        assert f"Figure [{alt}]" in heard


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("library/topics/ice.yaml", ", alt: An ice pack", "", "4:5: parts.0: picture needs alt: what it shows"),
        (
            "library/topics/ice.yaml",
            "ice.jpg, alt: An",
            "gone.jpg, alt: An",
            'parts.0.picture: "gone.jpg": cannot be read',
        ),
        ("library/guidelines/five.yaml", "walk.jpg, alt: A long walk", "walk.jpg", "guidelines.0: picture needs alt"),
        ("library/guidelines/five.yaml", "walk", "../../pool", "name a picture in the folder of this file"),
        ("plan.yaml", ", alt: Our pool", "", "picture needs alt"),
        ("plan.yaml", "pool.jpg", "gone.jpg", 'sections.2.picture: "gone.jpg": cannot be read'),
    ],
)
def test_a_photo_without_words_or_without_a_file(write, photos, file, old, new, says):
    text = {"library/topics/ice.yaml": TOPIC, "library/guidelines/five.yaml": GUIDELINES, "plan.yaml": PAGES}[file]
    found = [str(p) for p in check([write(file, text.replace(old, new))], (), TODAY)[1] if p.kind == "error"]
    assert [line for line in found if says in line] == found[:1] != []


def test_a_link_in_a_folder_of_fonts_leads_nowhere_else(write, fonts, tmp_path):
    elsewhere = tmp_path / "elsewhere.ttf"
    (fonts / "Ours-Bold.ttf").rename(elsewhere)
    (fonts / "Ours-Bold.ttf").symlink_to(elsewhere)
    [line] = said(write, OWN)
    assert '"Ours-Bold.ttf": is a link to something outside this folder; put what it leads to in its place' in line
    (fonts / "Ours-Bold.ttf").unlink()
    elsewhere.rename(fonts / "ours.bin")
    (fonts / "Ours-Bold.ttf").symlink_to("ours.bin")
    assert "Ours-Bold" in fonts_of(booklet(write, OWN))
