"""Find pictures with too few pixels for print."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from planner.content.clinic import Clinic
from planner.content.exercise import Exercise
from planner.content.held import held
from planner.content.kinds import FOLDERS
from planner.content.pictures import MOST_BYTES
from planner.content.plan import Plan
from planner.content.posed import Pictured
from planner.content.spec import Document
from planner.content.yaml import Loc, Node
from planner.problems import InputError, Problem

FEWEST_DOTS = 150
"""Dots per inch below which pixels show in print."""
INCH = 25.4
_SIZES = {"logo": (60.0, 22.0), "letterhead": (210.0, 297.0), "cover_picture": (150.0, 105.0), "picture": (100.0, 92.0)}
"""The largest printed width and height in mm, by the field that names a picture."""


def named(document: Document | None) -> Iterator[tuple[Loc, Path]]:
    """Yield the picture files that a document names and that exist, with the way to each name."""
    if document is None or document.origin is None:
        return
    beside = document.origin.path.parent
    folders = (beside, beside.parent) if beside.name in FOLDERS else (beside,)
    names: list[tuple[Loc, str]] = []
    if isinstance(document, Clinic):
        names = [((field,), getattr(document, field) or "") for field in ("logo", "letterhead", "cover_picture")]
    elif isinstance(document, Exercise | Pictured | Plan):
        names = list(_pictures(document.origin.root, ()))
    for loc, name in names:
        path = next((folder / name for folder in folders if name and (folder / name).is_file()), None)
        if path:
            yield loc, path


def coarse(document: Document | None) -> Iterator[Problem]:
    """Warn of pictures with too few pixels for their printed size: they are printed all the same."""
    for loc, path in named(document):
        stat = path.stat()
        size = _pixels(path, (stat.st_size, stat.st_mtime_ns))
        if document is None or size is None:
            continue
        (width, height), (wide, high) = size, _SIZES[str(loc[-1])]
        dots = max(width * INCH / wide, height * INCH / high)
        if dots < FEWEST_DOTS:
            needs = round(FEWEST_DOTS / INCH * min(wide, high * width / height))
            text = f"has {width} x {height} pixels, which is {dots:.0f} dots per inch in print"
            advice = f"use one that is at least {needs} pixels wide"
            yield document.problem(loc, Problem(quoted=path.name, text=text, advice=advice)).warning()


@lru_cache(maxsize=64)
def _pixels(path: Path, stamp: tuple[int, int]) -> tuple[int, int] | None:  # noqa: ARG001 - a changed file is another
    """Return a picture's width and height; None for an SVG or a PDF, and for what is broken: others say so."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(held(path, MOST_BYTES, "picture"))) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError, InputError, Image.DecompressionBombError):
        return None


def _pictures(node: Node, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Yield the pictures that steps name."""
    items: Any = node.value if isinstance(node.value, list) else ()
    for n, item in enumerate(items):
        if isinstance(item, Node):
            yield from _pictures(item, (*loc, n))
        elif item[0].value == "picture" and isinstance(item[1].value, str):
            yield (*loc, "picture"), item[1].value
        else:
            yield from _pictures(item[1], (*loc, str(item[0].value)))
