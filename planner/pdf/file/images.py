"""Pictures of pixels: decoded, checked, and put into the file in one plain form.

Whatever the picture was (alpha, CMYK, palettes, 16 bits, colour profiles, EXIF rotation), the file gets sRGB on white:
nothing in it depends on a reader's colour management.
"""

import warnings
import zlib
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
PRINTED = 1420
"""The longer side of a logo in pixels: 60 mm at 600 dots an inch."""
PAGE = 2000
"""The longer side of a whole page: 170 dots an inch."""
DOTS = 300 / 72
"""Pixels per point of a printed photo."""
LARGEST = 1200
"""The longer side of a photo in pixels: 100 mm at 300 dots an inch."""
WHITE = 245
"""From here on (of 255) nobody sees a grey on white paper."""
LOSSLESS = 3
"""A picture is stored lossless if that is at most so many times as large as a JPEG: drawings are, photos are not."""

_DRAW_PAGE = """
import pypdfium2
longest, most = map(float, sys.argv[4].split())
try:
    page = pypdfium2.PdfDocument(sys.stdin.buffer.read())[0]
    made = page.render(scale=min(longest / max(page.get_size()), most))
    pixels = bytes(made.buffer)
except (pypdfium2.PdfiumError, IndexError):
    print()
else:
    sys.stdout.buffer.write(f"{made.width} {made.height} {made.stride} {made.mode}\\n".encode() + pixels)
"""


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
    if flat.convert("L").histogram()[:WHITE] == [0] * WHITE and not data.startswith(
        b"%PDF"
    ):  # a letterhead may be empty
        raise InputError("the picture is white on white paper: nothing of it would show; use one in colour or black")
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
    if _is_svg(data):
        from planner.pdf.file.svg_images import as_png

        data = as_png(data, longest, lambda inside: _pixels(inside, longest))
    return _pixels(data, longest)


def _is_svg(data: bytes) -> bool:
    """Return whether data looks like an SVG file."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")) and b"svg" in data


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


def _page(data: bytes, longest: int, most: float = 8.0) -> "Picture":
    """Return a PDF's first page in pixels, enlarged by most (a factor) at most. Raise InputError if it is broken."""
    import pypdfium2
    from PIL import Image

    from planner.pdf.file import limited

    said = f"{longest} {most}"
    advice = "save it again as a PDF for print, or use a PNG"
    made = limited.drawn(_DRAW_PAGE, pypdfium2.__file__, data, said, what="the PDF", advice=advice)
    head, _, pixels = made.partition(b"\n")
    if not pixels:
        raise InputError("the PDF is broken")
    width, height, stride, mode = head.decode().split()
    return Image.frombytes("RGB", (int(width), int(height)), pixels, "raw", mode, int(stride), 1)


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
