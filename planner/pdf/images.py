"""Pictures of pixels: decoded, checked, and put into the file in one plain form.

Whatever the picture was (alpha, CMYK, palettes, EXIF rotation), the file gets sRGB on white: nothing in it depends
on a reader's colour management.
"""

import zlib
from functools import lru_cache
from hashlib import sha256
from io import BytesIO

from planner.errors import InputError
from planner.pdf.pen import Form

MOST_PIXELS = 40_000_000
"""A larger picture is refused before it is decoded."""
PRINTED = 1000
"""The longer side in pixels: 60 mm at 400 dots an inch."""


@lru_cache(maxsize=32)
def embedded(data: bytes) -> tuple[str, Form, tuple[int, int]]:
    """Its name, its object, and its size in pixels. Raises InputError if it is not a PNG or JPEG that can be read."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise InputError(f"the picture has {picture.width} x {picture.height} pixels: make it smaller")
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except UnidentifiedImageError:
        raise InputError("the picture is neither a PNG nor a JPEG") from None
    except (OSError, SyntaxError, ValueError) as error:
        raise InputError(f"the picture is broken: {error}") from None
    upright.thumbnail((PRINTED, PRINTED))
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    raw = flat.tobytes()
    width, height = flat.size
    keys = (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8"
        "/Filter/FlateDecode"
    )
    return "I" + sha256(raw).hexdigest()[:12], Form(keys, zlib.compress(raw, 9)), (width, height)


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
