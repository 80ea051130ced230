"""The pages of a booklet as pictures, to look at while writing."""

import re
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from planner.outputs.files import content, ready, save
from planner.problems import InputError, OutputError, Problem

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

SCALE = 1.5
"""Pixels a point: 108 dots an inch."""
MADE = ".planner-pages"
"""The file in the folder that lists the pages that were written, each after its checksum and that of what it shows.

Only these are taken away; one that shows the same as before is not made again.
"""
_ONE_AT_A_TIME = Lock()
"""PDFium must not be called by two threads at once."""
_MADE = re.compile(rb"^([0-9a-f]{64}) ([0-9a-f]{64}) (page-\d{2,}\.png)$", re.MULTILINE)


def ready_for_pages(folder: Path, *, overwrite: bool = False) -> None:
    """Raise OutputError if pages must not be written: there already, or the folder is a file."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder}: is a file; name a folder")
    ready(folder / "page-01.png", overwrite=overwrite)


def save_pages(data: bytes, folder: Path, *, overwrite: bool = False) -> int:
    """Write a PDF's pages as page-01.png and so on; returns how many.

    Pages that it wrote of a longer one before are taken away; a picture that is somebody's own stays.
    Raise OutputError if they cannot be written, or are there already.
    """
    import pypdfium2

    ready_for_pages(folder, overwrite=overwrite)
    document = pypdfium2.PdfDocument(data)
    found = [tuple(part.decode() for part in line) for line in _MADE.findall(content(folder / MADE) or b"")]
    before = {name: (checksum, shows) for checksum, shows, name in found}
    names = [f"page-{n:02}.png" for n in range(1, len(document) + 1)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = ""
        for name, shows, n in zip(names, _shown(data), range(len(document)), strict=True):
            checksum, showed = before.get(name, ("", ""))
            if showed != shows or _checksum(folder / name) != checksum:
                picture = _png(document[n])
                save(picture, folder / name, overwrite=overwrite)
                checksum = sha256(picture).hexdigest()
            made += f"{checksum} {shows} {name}\n"
        for name, (checksum, _) in before.items():
            if name not in names and _checksum(folder / name) == checksum:
                (folder / name).unlink()
        save(made.encode(), folder / MADE, overwrite=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}") from None
    return len(names)


def page_as_png(data: bytes, number: int) -> bytes:
    """Return a page of a PDF, from 1, as a PNG. Raise InputError for one that is not there, or asks for a password."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            raise InputError("asks for a password: make the picture before it is encrypted") from None
        if not 1 <= number <= len(document):
            advice = f"give a number from 1 to {len(document)}"
            raise InputError(Problem(loc=("page",), quoted=str(number), advice=advice))
        return _png(document[number - 1])


def _png(page: "PdfPage") -> bytes:
    out = BytesIO()
    page.render(scale=SCALE).to_pil().save(out, "PNG", compress_level=1)
    return out.getvalue()


def _checksum(path: Path) -> str:
    """Return the checksum of a file; that of nothing, if it is not there."""
    return sha256(content(path) or b"").hexdigest()


def _shown(data: bytes) -> Iterator[str]:
    """Yield a checksum of what each page of a booklet shows.

    A page's drawings and pictures have names that are checksums of theirs, and its fonts are read by their names.
    """
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            fonts = sorted((name, str(font.get("/BaseFont"))) for name, font in page.resources.get("/Font", {}).items())
            shows = sha256(f"{SCALE} {list(page.mediabox)} {fonts}".encode())
            parts = page.obj.Contents
            for part in parts if isinstance(parts, pikepdf.Array) else [parts]:
                shows.update(part.read_raw_bytes() + b" ")
            yield shows.hexdigest()
