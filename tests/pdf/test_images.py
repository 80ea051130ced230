"""Logos and photos: what is put into the file, and what is refused."""

import struct
import tracemalloc
import zlib
from base64 import b64encode
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageCms, ImageFilter

from planner import load_clinic, load_plan, make_booklet
from planner.pdf.file import limited
from planner.pdf.file.images import embedded, qr_rows
from planner.pdf.file.svg_images import as_png
from planner.problems import InputError
from tests.pdf import structure


def picture(mode="RGB", size=(300, 100), form="PNG", **more):
    out = BytesIO()
    colour: Any = {"RGBA": (200, 0, 0, 0), "CMYK": (0, 255, 255, 0), "L": 90, "P": 3}.get(mode, (10, 90, 40))
    image = Image.new(mode, size, colour)
    if mode == "RGBA":
        image.putpixel((9, 9), (0, 0, 0, 255))
    image.save(out, form, **more)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P"])
def test_every_kind_of_png_becomes_plain_rgb(mode):
    _, form, size = embedded(picture(mode))
    assert size == (300, 100)
    assert "/DeviceRGB" in form.keys
    assert "SMask" not in form.keys


def test_transparent_is_white_and_cmyk_is_converted():
    assert zlib.decompress(embedded(picture("RGBA"))[1].data)[:3] == b"\xff\xff\xff"
    red = zlib.decompress(embedded(picture("CMYK", form="JPEG"))[1].data)[:3]
    assert red[0] > 200
    assert max(red[1:]) < 60


def pixel(data, longest=1000):
    """The first pixel, as the file's reader will see it."""
    _, form, _size = embedded(data, longest)
    if "/DCT" in form.keys:
        return Image.open(BytesIO(form.data)).getpixel((0, 0))
    return tuple(zlib.decompress(form.data)[:3])


def noise(size=(400, 300), form="PNG", mode="RGB", **more):
    """A picture in which no two pixels are alike, as in a photo."""
    out = BytesIO()
    bands = [Image.effect_noise(size, 90).filter(ImageFilter.GaussianBlur(1.5)) for _ in range(3)]
    Image.merge("RGB", bands).convert(mode).save(out, form, **more)
    return out.getvalue()


def test_sixteen_bits_a_pixel_keep_their_greys():
    out = BytesIO()
    Image.new("I;16", (9, 9), 0x8000).save(out, "PNG")
    assert pixel(out.getvalue()) == (127, 127, 127)


def test_a_palette_with_a_transparent_colour_stands_on_white():
    out = BytesIO()
    image = Image.new("P", (9, 9), 0)
    image.putpixel((8, 8), 1)
    image.putpalette([0, 0, 0, 9, 9, 9])
    image.save(out, "PNG", transparency=0)
    assert pixel(out.getvalue()) == (255, 255, 255)


def test_a_colour_profile_that_does_not_fit_is_passed_over():
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    plain, wrong = picture(form="JPEG"), picture(form="JPEG", icc_profile=swapped)
    broken = picture(form="JPEG", icc_profile=b"nonsense")
    assert pixel(plain) == pixel(broken) == pixel(wrong)


def test_a_photo_is_scaled_down_and_packed_as_a_photo():
    _, form, size = embedded(noise((3000, 2000), "JPEG"), 600)
    assert size == (600, 400)
    assert "/DCTDecode" in form.keys
    assert len(form.data) < 600 * 400


def test_a_drawing_is_kept_exact():
    assert "/FlateDecode" in embedded(picture(size=(900, 600)))[1].keys


def test_the_same_picture_is_the_same_bytes():
    data = noise(form="JPEG")
    again = embedded.__wrapped__
    assert again(data, 200) == again(data, 200)


def header(width, height):
    """A PNG of a few bytes that says it is large."""

    def part(kind, inside):
        return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))

    head = part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(bytes(9))) + part(b"IEND", b"")


@pytest.mark.parametrize("size", [(9000, 9000), (12_000, 12_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1), (1, 2**30)])
def test_a_picture_that_says_it_is_huge_costs_nothing(size):
    tracemalloc.start()
    with pytest.raises(InputError, match=r"pixels|broken"):
        embedded(header(*size))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5_000_000


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_cut_short_is_an_error(form):
    data = noise(form=form)
    for share in (0.2, 0.5, 0.95):
        with pytest.raises(InputError, match="picture is"):
            embedded(data[: int(len(data) * share)])


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
        embedded(picture("L", (9000, 6000)))


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


LINKED = b'xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        (b'<image href="file:///etc/hostname" width="9" height="9"/>', "outside"),
        (b'<x:image xmlns:x="http://www.w3.org/2000/svg" href = "hostname.png" width="9" height="9"/>', "outside"),
        (b'<image xlink:href="https://example.org/x.png" width="9" height="9"/>', "outside"),
        (b'<image xlink:href="&#104;ttps://example.org/x.png" width="9" height="9"/>', "outside"),
        (b'<image href="data:image/svg+xml;base64,PHN2Zy8+" width="9" height="9"/>', "cannot be read"),
        (
            b'<image href="data:image/png;base64,JSFQUy1BZG9iZQ==" width="9" height="9"/>',
            "cannot be read",
        ),  # PostScript
        (b'<use href="other.svg#a"/>', "outside"),
        (b'<rect style="fill:url(http://example.org/x)" width="9" height="9"/>', "outside"),
        (b'<rect style="fill:ur\\6c (http://example.org/x)" width="9" height="9"/>', "outside"),
        (b"<style>@import 'x.css';</style>", "outside"),
        (b"<style>\\@import 'x.css';</style>", "outside"),
        (b"<script>1</script>", "script"),
        (
            b'<foreignObject width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml">Hi</p></foreignObject>',
            "web page",
        ),
        (b"<text>Riverside Physio</text>", "turn the text into paths"),
        (b"<g>" * 300 + b"</g>" * 300, "too many parts"),
        (b"<g/>" * 100_001, "too many parts"),
    ],
)
def test_what_an_svg_may_not_have(inside, says):
    with pytest.raises(InputError, match=says):
        embedded(SVG.replace(b"</svg>", inside + b"</svg>").replace(b"<svg", b"<svg " + LINKED, 1))


@pytest.mark.parametrize(
    ("svg", "pixels"),
    [
        ('<rect x="10" y="10" width="40" height="40" fill="#f00" opacity=".5"/>', {(30, 30): (255, 127, 127)}),
        (
            '<mask id="m"><rect x="10" y="10" width="20" height="40" fill="#fff"/></mask>'
            '<rect width="99" height="60" mask="url(#m)"/>',
            {(20, 30): (0, 0, 0), (50, 30): (255, 255, 255)},
        ),
        (
            '<svg x="10" y="10" width="40" height="40" viewBox="0 0 4 4"><rect width="2" height="4"/></svg>',
            {(20, 30): (0, 0, 0), (40, 30): (255, 255, 255)},
        ),
        (
            '<rect x="30" y="10" width="40" height="40" transform="rotate(45)" transform-origin="50 30"/>',
            {(50, 5): (0, 0, 0), (32, 12): (255, 255, 255)},
        ),
        (
            '<pattern id="p" width="20" height="20" patternUnits="userSpaceOnUse">'
            '<rect width="10" height="20"/></pattern>'
            '<rect width="99" height="60" fill="url(#p)"/>',
            {(5, 30): (0, 0, 0), (15, 30): (255, 255, 255)},
        ),
        (
            '<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" x2="1" gradientTransform="scale(100)"><stop/>'
            '<stop offset="1" stop-color="#fff"/></linearGradient>'
            '<rect width="99" height="60" fill="url(&quot;#g&quot;)"/>',
            {(50, 30): (129, 129, 129)},
        ),
        ('<a href="https://clinic.example/"><rect width="99" height="60"/></a>', {(30, 30): (0, 0, 0)}),
        ("<style>@font-face{src:url(data:font/woff2;base64,AAAA)}</style><rect width='99' height='60'/>", {}),
    ],
)
def test_an_svg_looks_as_in_a_browser(svg, pixels):
    drawn = Image.open(BytesIO(as_png(f'<svg xmlns="{NS}" viewBox="0 0 120 60">{svg}</svg>'.encode(), 120, Image.open)))
    flat = Image.new("RGB", drawn.size, "white")
    flat.paste(drawn, mask=drawn.getchannel("A"))
    for place, colour in pixels.items():
        assert flat.getpixel(place) == colour


NS = "http://www.w3.org/2000/svg"
ENTITIES = (
    b'<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>'
    b'<svg xmlns="&ns;" width="9" height="9"><rect width="9" height="9"/></svg>'
)


@pytest.mark.parametrize("unit", ["mm", "cm", "in", "pt", "pc"])
def test_a_drawing_that_says_its_size_in_a_unit_is_drawn(unit):
    """As Inkscape writes them: in millimetres."""
    text = f'<svg xmlns="{NS}" width="90{unit}" height="45{unit}" viewBox="0 0 2 1"><rect width="1" height="1"/></svg>'
    drawn = Image.open(BytesIO(as_png(text.encode(), 200, Image.open)))
    assert drawn.size[0] == 200
    assert abs(drawn.size[1] - 100) <= 1
    assert [drawn.getpixel((x, 50))[3] for x in (50, 150)] == [255, 0]


@pytest.mark.parametrize("data", [ENTITIES, b'<?xml version="1.0"?><!-- Inkscape -->' + SVG, b"\xef\xbb\xbf" + SVG])
def test_harmless_svgs_are_read(data):
    embedded(data)


def test_an_svg_that_takes_too_long_or_too_much_is_given_up(monkeypatch):
    monkeypatch.setattr(limited, "SECONDS", 1)
    noise = (
        b'<filter id="f"><feTurbulence numOctaves="9999999"/></filter><rect width="99" height="99" filter="url(#f)"/>'
    )
    with pytest.raises(InputError, match=r"more than 1 s|cannot be drawn"):
        embedded(SVG.replace(b"</svg>", noise + b"</svg>"))


def test_white_on_white_is_noticed():
    with pytest.raises(InputError, match="white on white"):
        embedded(SVG.replace(b"#c00", b"#fff"))


def test_an_svg_of_copies_of_copies_is_refused():
    copies = b"".join(
        b'<g id="g%d">%s</g>' % (n, b'<use href="#g%d"/>' % (n - 1) * 10 if n else b"<path d='M0 0h1'/>")
        for n in range(9)
    )
    with pytest.raises(InputError, match="copies"):
        embedded(SVG.replace(b"</svg>", copies + b"</svg>"))


def test_a_picture_inside_an_svg_is_looked_at_too():
    def inside(data):
        tag = b'<image href="data:image/png;base64,%s" width="9" height="9"/></svg>' % b64encode(data)
        return SVG.replace(b"</svg>", tag)

    embedded(inside(picture()))
    for data in (header(60_000, 60_000), b"nothing"):
        with pytest.raises(InputError, match="picture"):
            embedded(inside(data))


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


def test_a_letterhead_of_a_few_hundred_bytes_cannot_take_the_machine():
    packed = zlib.compressobj(9)
    content = b"".join(packed.compress(b"0 0 1 1 re f\n" * 100_000) for _ in range(100)) + packed.flush()
    content = zlib.compress(zlib.compress(content, 9), 9)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page.Contents = pikepdf.Stream(pdf, b"")
    out = BytesIO()
    page.Contents.write(content, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * 3))
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert len(out.getvalue()) < 2000
    with pytest.raises(InputError, match=r"the PDF .* (5 s|500 MB)"):
        embedded(out.getvalue())


@pytest.mark.parametrize("data", [b"%PDF-1.4 broken", b"%PDF"])
def test_a_letterhead_that_is_broken_is_an_error(data):
    with pytest.raises(InputError, match="the PDF is broken"):
        embedded(data)


@pytest.mark.parametrize(("phone", "heard"), [("", "Riverside"), ('phone: "0123 456"\n', "Riverside, 0123 456")])
def test_a_letterhead_says_whose_paper_it_is(tmp_path, phone, heard):
    (tmp_path / "paper.pdf").write_bytes(make_booklet(load_plan("low-back-relief")).data)
    (tmp_path / "clinic.yaml").write_text(f"name: Riverside\n{phone}letterhead: paper.pdf\n")
    booklet = make_booklet(load_plan("low-back-relief"), None, load_clinic(tmp_path / "clinic.yaml"))
    [cover, *_] = structure.sections(booklet.data)
    assert cover.splitlines()[0] == f"Figure [{heard}]"
