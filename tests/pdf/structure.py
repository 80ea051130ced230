"""What a PDF says to who listens: its structure tree as text, read independently of how it was written.

`python -m tests.pdf.structure FILE.pdf` prints it.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import category, normalize

import pikepdf

from tests.pdf.shown import WORDS, placed, shown


def spoken(data: bytes) -> str:
    """A line per element: its tag, what it is called in words, and its text."""
    with pikepdf.open(BytesIO(data)) as pdf:
        texts = {page.objgen: dict(_marked(page)) for page in pdf.pages}
        return "\n".join(_lines(pdf.Root.StructTreeRoot.K, texts, 0, None)) + "\n"


def letters(text: str) -> str:
    """A text without what a page changes about it: spaces, signs, vowel marks, forms of letters, case."""
    return "".join(c for c in normalize("NFKC", text) if category(c)[0] in "LN").lower()


def sections(data: bytes) -> list[str]:
    """The same for each section: document, part and their indentation left out."""
    out: list[list[str]] = []
    for line in spoken(data).splitlines():
        if line == "    Sect":
            out.append([])
        elif line.startswith("      ") and out:
            out[-1].append(line[6:])
    return ["\n".join(lines) + "\n" for lines in out]


def instructions(stream: pikepdf.Page | pikepdf.Object) -> Iterator[tuple[Any, str]]:
    """The operands and the operator of each instruction, where it is on the page."""
    return placed(stream)


def _marked(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """The text of each marked stretch."""
    found: dict[int, list[str]] = {}
    stack: list[int | None] = []
    for op in shown(page, WORDS):
        if op.name in ("BDC", "BMC"):
            properties = op.operands[1] if len(op.operands) > 1 else {}
            around = stack[-1] if stack else None  # a span inside a stretch is part of it
            stack.append(int(properties["/MCID"]) if "/MCID" in properties else around)
        if stack and stack[-1] is not None:
            found.setdefault(stack[-1], []).append(op.text.replace("\u00ad", "-"))
        if op.name == "EMC":
            stack.pop()
    for mcid, parts in found.items():
        yield mcid, "".join(parts)


def _lines(elem: pikepdf.Object, texts: dict, depth: int, page: object) -> Iterator[str]:
    page = elem.Pg.objgen if "/Pg" in elem else page
    kids = list(elem.K) if "/K" in elem else []
    own: list[str] = []
    below: list[str] = []
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            below += _lines(kid, texts, depth + 1, page)
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            own.append(texts[kid.Pg.objgen][int(kid.MCID)])
        elif isinstance(kid, pikepdf.Dictionary):
            own.append(f"-> {bytes(kid.Obj.A.URI).decode()}")
        else:
            own.append(texts[page][int(kid)])
    said = [str(elem.S).removeprefix("/")]
    if "/Alt" in elem:
        said.append(f"[{elem.Alt}]")
    if "/ActualText" in elem:
        said.append(f"={elem.ActualText}")
    elif text := "".join(own).replace("\u00a0", " "):
        said.append(f'"{text.strip()}"')
    yield "  " * depth + " ".join(said)
    yield from below


if __name__ == "__main__":
    sys.stdout.write(spoken(Path(sys.argv[1]).read_bytes()))
