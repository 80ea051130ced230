"""Logos: what is put into the file, and what is refused."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from planner import load_clinic, load_plan, make_booklet
from planner.errors import InputError
from planner.pdf.images import embedded, qr_rows


def picture(mode="RGB", size=(300, 100), form="PNG", **more):
    out = BytesIO()
    colour = {"RGBA": (200, 0, 0, 0), "CMYK": (0, 255, 255, 0), "L": 90, "P": 3}.get(mode, (10, 90, 40))
    Image.new(mode, size, colour).save(out, form, **more)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P"])
def test_every_kind_of_png_becomes_plain_rgb(mode):
    _, form, size = embedded(picture(mode))
    assert size == (300, 100)
    assert "/DeviceRGB" in form.keys
    assert "SMask" not in form.keys


def test_transparent_is_white_and_cmyk_is_converted():
    import zlib

    assert zlib.decompress(embedded(picture("RGBA"))[1].data)[:3] == b"\xff\xff\xff"
    red = zlib.decompress(embedded(picture("CMYK", form="JPEG"))[1].data)[:3]
    assert red[0] > 200
    assert max(red[1:]) < 60


def test_a_photo_is_turned_as_its_camera_said():
    turned = Image.Exif()
    turned[274] = 6
    assert embedded(picture(form="JPEG", exif=turned))[2] == (100, 300)


@pytest.mark.parametrize("data", [b"", b"not a picture", picture()[:60], b"GIF89a" + bytes(40)])
def test_what_is_no_picture_is_an_error(data):
    with pytest.raises(InputError, match="picture"):
        embedded(data)


def test_a_huge_picture_is_refused_before_it_is_decoded():
    with pytest.raises(InputError, match="pixels"):
        embedded(picture("L", (8000, 6000)))


def test_a_logo_stands_on_the_cover(tmp_path):
    (tmp_path / "logo.png").write_bytes(picture())
    (tmp_path / "clinic.yaml").write_text("name: Riverside\nlogo: logo.png\n")
    booklet = make_booklet(load_plan("low-back-relief"), None, load_clinic(tmp_path / "clinic.yaml"))
    with pikepdf.open(BytesIO(booklet.data)) as pdf:
        images = [x for x in pdf.pages[0].Resources.XObject.values() if x.Subtype == "/Image"]
    assert [(int(i.Width), int(i.Height)) for i in images] == [(300, 100)]


@pytest.mark.parametrize("logo", ["../logo.png", "/etc/hostname", "missing.png", "https://example.org/logo.png"])
def test_a_logo_comes_from_the_clinics_folder_only(logo, tmp_path):
    (tmp_path / "logo.png").write_bytes(picture())
    folder = tmp_path / "clinic"
    folder.mkdir()
    (folder / "clinic.yaml").write_text(f"name: Riverside\nlogo: {logo}\n")
    with pytest.raises(InputError, match=r"clinic\.yaml:2:7: logo: "):
        make_booklet(load_plan("low-back-relief"), None, load_clinic(folder / "clinic.yaml"))


def test_a_qr_code_has_its_three_corners():
    rows = qr_rows("https://riverside.example/v/bridge")
    size = len(rows)
    assert rows[0][0] == (0, 7)
    assert rows[0][-1] == (size - 7, 7)
    assert rows[-1][0] == (0, 7)


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100">'
    b'<rect width="300" height="100" fill="#c00"/></svg>'
)


def test_an_svg_is_drawn():
    _, form, (width, height) = embedded(SVG)
    assert abs(width - 3 * height) <= 3
    assert "/DeviceRGB" in form.keys


@pytest.mark.parametrize(
    "inside",
    [
        b'<image href="file:///etc/hostname" width="9" height="9"/>',
        b'<image xlink:href="https://example.org/x.png" width="9" height="9"/>',
        b'<rect style="fill:url(http://example.org/x)" width="9" height="9"/>',
        b"<style>@import 'x.css';</style>",
        b"<script>1</script>",
    ],
)
def test_an_svg_may_not_point_outside_itself(inside):
    with pytest.raises(InputError, match="outside"):
        embedded(SVG.replace(b"</svg>", inside + b"</svg>"))


@pytest.mark.parametrize(
    "data", [b"<svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<?xml version='1.0'?><svg><a>"]
)
def test_a_broken_svg_is_an_error(data):
    with pytest.raises(InputError, match="SVG"):
        embedded(data)


def test_a_letterhead_lies_behind_the_cover_only(tmp_path):
    (tmp_path / "paper.pdf").write_bytes(make_booklet(load_plan("low-back-relief")).data)
    (tmp_path / "clinic.yaml").write_text("name: Riverside\nletterhead: paper.pdf\n")
    booklet = make_booklet(load_plan("low-back-relief"), None, load_clinic(tmp_path / "clinic.yaml"))
    with pikepdf.open(BytesIO(booklet.data)) as pdf:
        image = next(str(k) for k, x in pdf.pages[0].Resources.XObject.items() if x.Subtype == "/Image")
        shown = [image.encode() in page.Contents[-2 if n else 0].read_bytes() for n, page in enumerate(pdf.pages)]
    assert shown == [True] + [False] * (len(shown) - 1)
