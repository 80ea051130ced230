"""Pictures of pixels: decoded, checked, and put into the file in one plain form.

Whatever the picture was (alpha, CMYK, palettes, 16 bits, colour profiles, EXIF rotation), the file gets sRGB on white:
nothing in it depends on a reader's colour management.
"""

import logging
import re
import warnings
import zlib
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from planner.pdf.file.writer import Form
from planner.problems import InputError

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_PIXELS = 50_000_000
"""The most pixels of a picture; a larger one is refused before it is decoded."""
PRINTED = 1000
"""The longer side in pixels: 60 mm at 400 dots an inch."""
PAGE = 2000
"""The longer side of a whole page: 170 dots an inch."""
DOTS = 300 / 72
"""Pixels per point of a printed photo."""
LARGEST = 1200
"""The longer side of a photo in pixels: 100 mm at 300 dots an inch."""
LOSSLESS = 3
"""A picture is stored lossless if that is at most so many times as large as a JPEG: drawings are, photos are not."""

MOST_COPIES = 24
"""The most `use` elements in an SVG: copies of copies then make at most 3 to the power of 8."""

_HREF = re.compile(r"""(?:href|src)\s*=\s*["'](?!#|data:image/(?:png|jpeg);)""", re.IGNORECASE)
_URL = re.compile(r"""url\(\s*["']?(?!["']?#)|@import|<!ENTITY|<!DOCTYPE[^>]*\[|<script""", re.IGNORECASE)
_INSIDE = re.compile(r"""data:image/(?:png|jpeg);base64,([^"']*)""", re.IGNORECASE)
_ENCODING = re.compile(r"""^(<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")


@lru_cache(maxsize=64)
def embedded(data: bytes, longest: int = PRINTED) -> tuple[str, Form, tuple[int, int]]:
    """Return a picture's name, its object, and its size in pixels; longest limits the longer side, in pixels.

    Raise InputError if the data is not a readable PNG, JPEG, SVG or PDF, of which the first page is used.
    """
    from PIL import Image

    picture = _decoded(data, longest)
    picture.thumbnail((longest, longest))
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    raw = flat.tobytes()
    exact, lossy = zlib.compress(raw, 6), BytesIO()
    flat.save(lossy, "JPEG", quality=88)
    coding, stream = "/FlateDecode", exact
    if len(exact) > LOSSLESS * lossy.tell():
        coding, stream = "/DCTDecode", lossy.getvalue()
    width, height = flat.size
    keys = (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8"
        f"/Filter{coding}"
    )
    return "I" + sha256(raw).hexdigest()[:12], Form(keys, stream), (width, height)


def upright(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels at the largest size ever printed. Raise InputError as `embedded` does."""
    return embedded(data, LARGEST)[2]


def _decoded(data: bytes, longest: int) -> "Picture":
    """Return a picture upright, in RGB or RGBA, its longer side at least longest pixels if the file has them."""
    if data.startswith(b"%PDF"):
        return _page(data, longest)
    return _svg(data, longest) if _is_svg(data) else _pixels(data, longest)


def _pixels(data: bytes, longest: int) -> "Picture":
    """Decode a PNG or JPEG, a JPEG at a fraction of its size if that is enough. Raise InputError if it is broken."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about sizes and metadata: what matters of them is checked here
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise InputError(f"the picture has {picture.width} x {picture.height} pixels: make it smaller")
                picture.draft(None, (longest, longest))
                picture.load()
                if picture.mode not in ("1", "P", "PA", "LA", "La"):  # modes that shrink badly
                    picture.thumbnail((longest, longest))
                return _plain(ImageOps.exif_transpose(picture))
    except UnidentifiedImageError:
        raise InputError("the picture is neither a PNG, a JPEG nor an SVG") from None
    except Image.DecompressionBombError:
        raise InputError("the picture has far too many pixels: make it smaller") from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise InputError(f"the picture is broken: {error}") from None


def _plain(picture: "Picture") -> "Picture":
    """Convert a picture to sRGB: to RGBA if any of it is transparent, else to RGB."""
    from PIL import ImageCms

    if picture.mode.startswith(("I", "F")):  # 16 bits a pixel
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L").convert("RGB")
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that nobody can read is as good as none
        else:
            if made is not None:
                return made
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _is_svg(data: bytes) -> bool:
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")) and b"<svg" in data


def _svg(data: bytes, longest: int) -> "Picture":
    """Convert an SVG to pixels, so that its fonts and filters stay out of the PDF. Raise InputError if it is bad."""
    from reportlab.graphics import renderPDF
    from svglib.svglib import svg2rlg

    text = _safe(data)
    with _quiet():
        try:
            drawing = svg2rlg(BytesIO(text.encode()))
            sized = drawing is not None and drawing.width > 0 and drawing.height > 0
            page = bytes(renderPDF.drawToString(drawing)) if sized else b""  # type: ignore[arg-type]  # the stubs say str
        except Exception as error:  # noqa: BLE001 - whatever the parser trips over, the file is the user's
            raise InputError(f"the SVG is broken: {error}") from None
    if not page:
        raise InputError("the SVG is broken, or has no size")
    return _page(page, longest, most=64.0)


def _safe(data: bytes) -> str:
    """Return an SVG's text. Raise InputError if it refers to anything outside itself or has too many copies (use)."""
    try:
        text = _ENCODING.sub(r"\1", data.decode("utf-8-sig").lstrip())
    except UnicodeDecodeError:
        raise InputError("the SVG is not UTF-8 text: save it as a plain SVG") from None
    if _HREF.search(text) or _URL.search(text):
        raise InputError("the SVG points to something outside itself, or runs something: save it as a plain SVG")
    if text.count("<use") > MOST_COPIES:
        raise InputError("the SVG is made of too many copies (use): save it as a plain SVG")
    for inside in _INSIDE.findall(text):
        try:
            _pixels(b64decode(inside), 8)
        except ValueError:
            raise InputError("the SVG is broken: a picture in it cannot be read") from None
    return text


def _page(data: bytes, longest: int, most: float = 8.0) -> "Picture":
    """Return a PDF's first page in pixels, enlarged by most (a factor) at most. Raise InputError if it is broken."""
    import pypdfium2

    try:
        page = pypdfium2.PdfDocument(data)[0]
        scale = min(longest / max(page.get_size()), most)
        picture: Picture = page.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, IndexError):
        raise InputError("the PDF is broken") from None
    return picture


@contextmanager
def _quiet() -> Iterator[None]:
    """Turn off the SVG parser's own log: we report what is wrong, once."""
    log = logging.getLogger("svglib")
    before = log.disabled
    log.disabled = logging.getLogger("svglib.svglib").disabled = True
    yield
    log.disabled = logging.getLogger("svglib.svglib").disabled = before


@lru_cache(maxsize=256)
def qr_rows(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return a QR code (level M): for each row, the runs of dark squares as (first, count)."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = code.getModuleCount()  # type: ignore[no-untyped-call]  # reportlab has no types here
    rows = []
    for r in range(size):
        runs: list[tuple[int, int]] = []
        for c in range(size):
            if code.isDark(r, c):  # type: ignore[no-untyped-call]  # as above
                if runs and sum(runs[-1]) == c:
                    runs[-1] = runs[-1][0], runs[-1][1] + 1
                else:
                    runs.append((c, 1))
        rows.append(tuple(runs))
    return tuple(rows)
