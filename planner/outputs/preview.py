"""The pages of a booklet as pictures, to look at while writing."""

import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from planner.outputs.files import content, ready, save
from planner.problems import OutputError

SCALE = 1.5
"""Pixels a point: 108 dots an inch."""
MADE = ".planner-pages"
"""The file in the folder that lists the pages that were written, each after its checksum: only these are taken away."""
_MADE = re.compile(rb"^([0-9a-f]{64}) (page-\d{2,}\.png)$", re.MULTILINE)


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
    before = _MADE.findall(content(folder / MADE) or b"")
    names = [f"page-{n:02}.png" for n in range(1, len(document) + 1)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = b""
        for name, page in zip(names, document, strict=True):
            out = BytesIO()
            page.render(scale=SCALE).to_pil().save(out, "PNG", compress_level=1)
            save(out.getvalue(), folder / name, overwrite=overwrite)
            made += f"{sha256(out.getvalue()).hexdigest()} {name}\n".encode()
        for checksum, name in ((one.decode(), other.decode()) for one, other in before):
            if name not in names and sha256(content(folder / name) or b"").hexdigest() == checksum:
                (folder / name).unlink()
        save(made, folder / MADE, overwrite=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}") from None
    return len(names)
