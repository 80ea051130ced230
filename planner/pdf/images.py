"""Pictures of pixels: decoded, checked, and put into the file in one plain form.

Whatever the picture was (alpha, CMYK, palettes, EXIF rotation), the file gets sRGB on white: nothing in it depends
on a reader's colour management.
"""

import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from planner.errors import InputError
from planner.pdf.pen import Form

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_PIXELS = 40_000_000
"""A larger picture is refused before it is decoded."""
PRINTED = 1000
"""The longer side in pixels: 60 mm at 400 dots an inch."""
PAGE = 2000
"""The longer side of a whole page: 170 dots an inch."""


_HREF = re.compile(rb"""(?:href|src)\s*=\s*["'](?!#|data:image/(?:png|jpeg);)""", re.IGNORECASE)
_URL = re.compile(rb"""url\(\s*["']?(?!["']?#)|@import|<!ENTITY|<!DOCTYPE[^>]*\[|<script""", re.IGNORECASE)


@lru_cache(maxsize=32)
def embedded(data: bytes, longest: int = PRINTED) -> tuple[str, Form, tuple[int, int]]:
    """Its name, its object, and its size in pixels; longest is the longer side's at most.

    Raises InputError if it is not a PNG, a JPEG, an SVG or a PDF (its first page) that can be read.
    """
    from PIL import Image

    upright = (
        _page(data, longest) if data.startswith(b"%PDF") else _svg(data, longest) if _is_svg(data) else _pixels(data)
    )
    upright.thumbnail((longest, longest))
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    raw = flat.tobytes()
    width, height = flat.size
    keys = (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8"
        "/Filter/FlateDecode"
    )
    return "I" + sha256(raw).hexdigest()[:12], Form(keys, zlib.compress(raw, 9)), (width, height)


def _pixels(data: bytes) -> "Picture":
    """A PNG or JPEG, upright."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise InputError(f"the picture has {picture.width} x {picture.height} pixels: make it smaller")
            return ImageOps.exif_transpose(picture).convert("RGBA")
    except UnidentifiedImageError:
        raise InputError("the picture is neither a PNG, a JPEG nor an SVG") from None
    except (OSError, SyntaxError, ValueError) as error:
        raise InputError(f"the picture is broken: {error}") from None


def _is_svg(data: bytes) -> bool:
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")) and b"<svg" in data


def _svg(data: bytes, longest: int) -> "Picture":
    """An SVG drawn in pixels: nothing of its fonts or filters reaches the file. It may not point outside itself."""
    if _HREF.search(data) or _URL.search(data):
        raise InputError("the SVG points to something outside itself, or runs something: save it as a plain SVG")
    from reportlab.graphics import renderPDF
    from svglib.svglib import svg2rlg

    with _quiet():
        try:
            drawing = svg2rlg(BytesIO(data))
        except Exception as error:  # noqa: BLE001 - whatever the parser trips over, the file is the user's
            raise InputError(f"the SVG is broken: {error}") from None
    if drawing is None or drawing.width <= 0 or drawing.height <= 0:
        raise InputError("the SVG is broken, or has no size")
    return _page(bytes(renderPDF.drawToString(drawing)), longest)  # type: ignore[arg-type]  # the stubs say str


def _page(data: bytes, longest: int) -> "Picture":
    """The first page of a PDF in pixels."""
    import pypdfium2

    try:
        page = pypdfium2.PdfDocument(data)[0]
        scale = min(longest / max(page.get_size()), 8.0)
        picture: Picture = page.render(scale=scale).to_pil().convert("RGBA")
    except (pypdfium2.PdfiumError, IndexError):
        raise InputError("the PDF is broken") from None
    return picture


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the parser's own log: what is wrong is said once, by us."""
    log = logging.getLogger("svglib")
    before = log.disabled
    log.disabled = logging.getLogger("svglib.svglib").disabled = True
    yield
    log.disabled = logging.getLogger("svglib.svglib").disabled = before


@lru_cache(maxsize=256)
def qr_rows(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """A QR code (level M): per row the runs of dark squares as (first, count)."""
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
