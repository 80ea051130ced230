"""An exercise with the clinic's own pictures, from its folder to the page."""

import os
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from planner import load_library, load_plan, make_booklet
from planner.booklet.gallery import as_pdf, as_png, as_svg
from planner.booklet.looks import photograph
from planner.content.exercise import Exercise, Step
from planner.pdf.layout.theme import MM
from planner.problems import InputError
from tests.pdf.structure import instructions

EXERCISE = """\
title: Ball squeeze
summary: It wakes up your inner thighs.
aim: strengthen
position: supine
dose: {reps: 8}
steps:
  - {say: Lie down., picture: start.jpg, alt: "Lying on the back, a ball between the knees"}
  - {say: Breathe out.}
  - {say: Press., label: Press, picture: press.png, alt: The knees press the ball}
felt: Inner thighs.
mistakes: [Hold your breath]
cautions: [Stop if it hurts.]
sources: [mayo]
"""
PLAN = """\
title: t
summary: s
version: "1"
for: f
not_for: n
weeks: 1
days: [mon, wed, fri]
phases: [{title: p, weeks: 1, aim: a, exercises: [ball-squeeze, walking]}]
"""
SIZE = (1200, 900)


def photo(form="JPEG", size=SIZE, mode="RGB", **more) -> bytes:
    """A picture with a red sky and a green floor."""
    image = Image.new(mode, size, (200, 40, 40) if mode == "RGB" else "white")
    ImageDraw.Draw(image).rectangle((0, size[1] // 2, *size), fill=(20, 120, 60) if mode == "RGB" else "grey")
    out = BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


@pytest.fixture
def clinic(write, tmp_path) -> Path:
    """A clinic's folder with an exercise and its two pictures."""
    write("exercises/ball-squeeze.yaml", EXERCISE)
    write("plan.yaml", PLAN)
    (tmp_path / "exercises" / "start.jpg").write_bytes(photo())
    (tmp_path / "press.png").write_bytes(photo("PNG"))  # in the library's folder, not beside the exercise
    return tmp_path


def booklet(folder: Path, **more):
    return make_booklet(load_plan(folder / "plan.yaml"), library=load_library(folder), **more)


def images(pdf: pikepdf.Pdf, page: int) -> list[tuple[float, float, int, int]]:
    """The pictures of a page: width and height on paper (mm), then in pixels."""
    forms = pdf.pages[page].Resources.XObject
    found = []
    for operands, operator in instructions(pdf.pages[page].Contents[1]):
        if operator == "cm":
            matrix = [float(v) for v in operands]
        elif operator == "Do" and (form := forms[str(operands[0])]).Subtype == "/Image":
            found.append((matrix[0] / MM, matrix[3] / MM, int(form.Width), int(form.Height)))
    return found


@pytest.mark.parametrize("size", ["standard", "large", "xl"])
def test_a_picture_stands_on_its_card_large_enough_to_see(clinic, size):
    with pikepdf.open(BytesIO(booklet(clinic, size=size).data)) as pdf:
        pages = [images(pdf, n) for n in range(len(pdf.pages))]
        [card] = [page for page in pages if len(page) == 2]
    for width, height, wide, high in card:
        assert height >= 38 or width >= 70
        assert width / height == pytest.approx(4 / 3, rel=0.01)
        assert 290 <= wide / width * 25.4 <= 330 or wide == SIZE[0]
        assert wide / high == pytest.approx(4 / 3, rel=0.01)


def test_small_pictures_are_small_in_the_file_too(clinic):
    with pikepdf.open(BytesIO(booklet(clinic).data)) as pdf:
        found = [image for n in range(len(pdf.pages)) for image in images(pdf, n)]
    small = [image for image in found if image[0] < 35]
    assert len(small) >= 2  # the overview and the calendar
    assert max(wide for _, _, wide, _ in small) < 420


def test_a_picture_is_a_figure_with_its_words_and_its_place(clinic):
    with pikepdf.open(BytesIO(booklet(clinic).data)) as pdf:
        figures = [elem for elem in pdf.objects if isinstance(elem, pikepdf.Dictionary) and elem.get("/S") == "/Figure"]
        own = [elem for elem in figures if "ball" in str(elem.get("/Alt", ""))]
        assert all("/BBox" in elem.A for elem in own)
    assert {str(elem.Alt) for elem in own} >= {
        "Lying on the back, a ball between the knees",
        "The knees press the ball",
    }


def test_the_same_pictures_make_the_same_bytes(clinic):
    assert booklet(clinic).data == booklet(clinic).data


def test_a_posed_and_a_photographed_step_stand_together(clinic, write):
    posed = "{say: Rest., pose: {base: supine, knee: 100, foot: floor, head: floor, hand: floor}}"
    write("exercises/ball-squeeze.yaml", EXERCISE.replace("{say: Breathe out.}", posed))
    with pikepdf.open(BytesIO(booklet(clinic).data)) as pdf:
        card = next(images(pdf, n) for n in range(len(pdf.pages)) if len(images(pdf, n)) == 2)
    assert all(height >= 37.9 or width >= 69.9 for width, height, _, _ in card)


def step_of(folder: Path) -> tuple[Exercise, Step]:
    exercise = Exercise.load(folder / "exercises" / "ball-squeeze.yaml")
    return exercise, exercise.steps[0]


def refused(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        photograph(*step_of(folder))
    line = str(caught.value)
    assert line.startswith(f"{folder}/exercises/ball-squeeze.yaml:7:31: steps.0.picture: ")
    return line


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("gone.jpg", "cannot be read: No such file"),
        ("/etc/hostname", "in the folder of this file"),
        ("../../secret.jpg", "in the folder of this file"),
        ("https://example.org/a.jpg", "cannot be read"),
        ("file:///etc/hostname", "cannot be read"),
        ("data:image/png;base64,AAAA", "cannot be read"),
        ("link.jpg", "in the folder of this file"),
        ("linked/secret.jpg", "in the folder of this file"),
        ("..", "is not a file"),
        ("pipe.jpg", "is not a file"),
        ("a" * 190, "cannot be read"),
    ],
)
def test_a_picture_comes_from_the_clinics_folder_only(tmp_path, name, says):

    folder = tmp_path / "clinic"
    (folder / "exercises").mkdir(parents=True)
    (tmp_path / "secret.jpg").write_bytes(photo())
    (folder / "exercises" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "linked").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.jpg")
    (folder / "exercises" / "ball-squeeze.yaml").write_text(EXERCISE.replace("start.jpg", f'"{name}"'))
    assert says in refused(folder)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"just some text, named like a photo", "neither a PNG, a JPEG nor an SVG"),
        (b"", "neither a PNG, a JPEG nor an SVG"),
        (photo()[:700], "the picture is broken"),
        (photo(size=(2000, 100)), "more than 4 to 1"),
        (b"%PDF-1.7 nothing", "the PDF is broken"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://x.example/"/></svg>', "outside itself"),
    ],
)
def test_what_cannot_be_printed_is_an_error_at_the_step(clinic, data, says):
    (clinic / "exercises" / "start.jpg").write_bytes(data)
    assert says in refused(clinic)
    with pytest.raises(InputError, match=r"steps\.0\.picture"):
        booklet(clinic)


def test_a_photo_of_a_camera_held_upright_stands_upright(clinic):
    turned = Image.Exif()
    turned[274] = 6
    (clinic / "exercises" / "start.jpg").write_bytes(photo(exif=turned))
    shown = photograph(*step_of(clinic))
    assert shown.width / shown.height == pytest.approx(3 / 4, rel=0.01)


@pytest.mark.parametrize("data", [photo("PNG", mode="L"), photo("JPEG", mode="CMYK"), photo("PNG", mode="RGBA")])
def test_every_kind_of_picture_is_printed(clinic, data):
    (clinic / "exercises" / "start.jpg").write_bytes(data)
    assert booklet(clinic).pages


def test_own_pictures_are_shown_like_the_others(clinic):
    library = load_library(clinic)
    exercise = library.exercise("ball-squeeze")
    with pikepdf.open(BytesIO(as_pdf([("Ball", exercise)], library))) as pdf:
        assert len(images(pdf, 0)) == 2
    assert Image.open(BytesIO(as_png(exercise, library))).width > 300
    with pytest.raises(InputError, match=r"\.png or \.pdf"):
        as_svg(exercise, library)


def test_a_picture_by_itself_is_whole():
    library = load_library()
    for key in ("standing-forward-bend", "bridge", "wall-slide"):
        drawn = Image.open(BytesIO(as_png(library.exercise(key), library))).convert("L")
        edges = [drawn.crop((0, 0, drawn.width, 3)), drawn.crop((0, drawn.height - 3, drawn.width, drawn.height))]
        assert all(edge.getextrema() == (255, 255) for edge in edges), key
