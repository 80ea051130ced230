"""Files of up to 1 MB that are made to be hard to read: deep, wide, long, or much where little is expected."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

import openpyxl

MOST = 1_000_000
"""Bytes of a file."""
PIECES = (
    "a",
    "x: ",
    "- ",
    "[",
    "{",
    "}",
    "]",
    '"',
    "'",
    "\\",
    "\n",
    "  ",
    "\t",
    ",",
    ";",
    "é",
    "\U0001d518",
    "\u0301",
    "&",
    "0",
    "|",
    ">",
)


def _size(chance: Random) -> int:
    return int(10 ** chance.uniform(2, 6)) - 200


def nested(chance: Random) -> str:
    """Lists and maps in each other, closed or not."""
    opening, closing = chance.choice(
        (("[", "]"), ("{a: ", "}"), ("- ", ""), ('{"a":', "}"), ("(", ")"), ("<g>", "</g>"))
    )
    depth = _size(chance) // (len(opening) + len(closing))
    return opening * depth + chance.choice(("", "1")) + closing * chance.choice((depth, 0, depth // 2))


def wide(chance: Random) -> str:
    """Many keys, items or columns in a row."""
    item = chance.choice(
        ("k{}: v\n", "- {}\n", "{}: [a, b]\n", '"{}": 1,', "{},", "{};", "{}\t", "#{}\n", "? {}\n", "{}: |\n  x\n")
    )
    count = _size(chance) // (len(item) + 5)
    return "".join(item.format(n) for n in range(count))


def long(chance: Random) -> str:
    """One piece, again and again."""
    piece = "".join(chance.choice(PIECES) for _ in range(chance.choice((1, 1, 2, 3, 8))))
    return chance.choice(("", "title: ", "id,name\n", "%PDF-1.7\n", "<svg>", '{"a": "')) + piece * (
        _size(chance) // len(piece.encode())
    )


def numbers(chance: Random) -> str:
    """Numbers with many digits."""
    return chance.choice(("weeks: ", "id,born\n1,", '{"id": ', "title: t\nexercises: [")) + "9" * _size(chance)


def mistakes(chance: Random) -> str:
    """A plan in which much is wrong."""
    count = _size(chance) // 40
    wrong = chance.choice(("{{exercise: x{}, rep: 1}}", "x{}", "[{}]", "bridge", "{{exercise: bridge, hold: {}}}"))
    return "title: t\nexercises:\n" + "".join(f"- {wrong.format(n)}\n" for n in range(count))


TEXTS: tuple[Callable[[Random], str], ...] = (nested, wide, long, numbers, mistakes)


def text(chance: Random) -> bytes:
    """A text of some kind, at most 1 MB."""
    return chance.choice(TEXTS)(chance).encode("utf-8", "replace")[:MOST]


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
PDF = b"""%%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R>>endobj
4 0 obj<</Length %d>>stream
%s
endstream endobj
trailer<</Root 1 0 R>>
%%%%EOF
"""


def uses(chance: Random) -> tuple[str, bytes]:
    """An SVG of groups that use each other."""
    levels, each = chance.randint(2, 12), chance.randint(2, 12)
    inner = ['<path d="M0 0L9 9"/>', *(f'<use href="#g{n}"/>' * each for n in range(levels))]
    groups = "".join(f'<g id="g{n}">{inside}</g>' for n, inside in enumerate(inner))
    return "p.svg", SVG.format(f'<defs>{groups}</defs><use href="#g{levels}"/>').encode()


def crowded(chance: Random) -> tuple[str, bytes]:
    """An SVG of many shapes, or of filters that take long."""
    body = chance.choice(('<path d="M0 0 L9 9"/>', "<g>", '<rect width="1e30" height="1e30" filter="url(#f)"/>'))
    blur = f'<filter id="f"><feGaussianBlur stdDeviation="{10 ** chance.randint(0, 9)}"/></filter>'
    return "p.svg", SVG.format(blur + body * (_size(chance) // 60)).encode()


def huge(chance: Random) -> tuple[str, bytes]:
    """A PNG that says that it is huge."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    sides = [10 ** chance.randint(1, 9) for _ in "wh"]
    head = struct.pack(">IIBBBBB", *sides, 8, chance.choice((0, 2, 6)), 0, 0, 0)
    data = zlib.compress(b"\0" * min(50_000_000, 10 ** chance.randint(2, 8)))
    return "p.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def packed(chance: Random) -> tuple[str, bytes]:
    """A PDF with a large page, or much on it."""
    side = 10 ** chance.randint(2, 9)
    content = chance.choice((b"0 0 m 9 9 l S ", b"q ", b"/F 1e9 Tf (x) Tj ")) * (_size(chance) // 20)
    return "p.pdf", PDF % (side, side, len(content), content)


def picture(chance: Random) -> tuple[str, bytes]:
    """The name and the bytes of a picture."""
    return chance.choice((uses, crowded, huge, packed))(chance)


def workbook(chance: Random) -> bytes:
    """A workbook with many cells, texts, columns or sheets in few bytes."""
    book = openpyxl.Workbook()
    book.active.append(("id", "name"))
    out = io.BytesIO()
    book.save(out)
    cells = ("<c><v>1</v></c>", "<c/>", '<c t="s"><v>0</v></c>', '<c r="XFD1048576"/>', '<c r="A1"><f>A1</f></c>')
    cell = chance.choice(cells)
    row = f"<row>{cell * 10 ** chance.randint(0, 3)}</row>".encode()
    more = row * min(30_000_000 // len(row), 10 ** chance.randint(0, 6))
    made = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", more + b"</sheetData>"))
    return made.getvalue() if made.tell() < MOST else out.getvalue()


def bundle(chance: Random) -> bytes:
    """JSON that is deep or wide where FHIR has a few."""
    value: object = "x"
    for _ in range(chance.choice((10, 900, 5000))):
        value = [value] if chance.random() < 0.5 else {"given": value}
    try:
        return json.dumps({"resourceType": "Patient", "name": value}).encode()[:MOST]
    except RecursionError:
        return b'{"name": ' + b"[" * 5000
