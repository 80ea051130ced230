"""The same booklet made with reportlab's platypus: the same words, the same vectors, the same number of pages.

The pages of one of our booklets are read back: paragraphs of words, and the paths that are drawn. Platypus then sets
the paragraphs and draws the paths, page by page; pictures that return are forms. It is spared what would cost it most:
tables, tags, columns.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

from planner.content.shipped import data

Path = list[tuple[str, tuple[float, ...]]]


class Page(NamedTuple):
    """What stands on a page."""

    paragraphs: list[str]
    paths: list[Path]
    figures: list[tuple[str, list[Path]]]
    """By name: those of one name are the same."""


def pages_of(booklet: bytes) -> list[Page]:
    """The words and the paths of each page."""
    with pikepdf.open(BytesIO(booklet)) as pdf:
        forms = {name: _paths(form) for name, form in pdf.pages[0].Resources.XObject.items()}
        return [Page(_paragraphs(page), _paths(page), list(_figures(page, forms))) for page in pdf.pages]


def _paragraphs(page: Any) -> list[str]:
    """Lines that follow each other at one left edge belong together."""
    found: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BT" or (name == "Td" and float(operands[0])):
            found.append("")
        elif name == "Tj":
            text = bytes(operands[0]).decode("utf-16-be").replace("\u200b", "")
            found[-1] += text if found[-1].endswith((" ", "-")) or not found[-1] else " " + text
    return [" ".join(text.split()) for text in found if text.strip()]


def _paths(stream: Any) -> list[Path]:
    paths: list[Path] = [[]]
    for operands, operator in pikepdf.parse_content_stream(stream):
        name = str(operator)
        if name in ("m", "l", "c", "re", "h", "rg", "RG", "w"):
            paths[-1].append((name, tuple(float(v) for v in operands)))
        elif name in ("f", "f*", "S", "B", "B*", "s", "b"):
            paths[-1].append((name, ()))
            paths.append([])
    return [path for path in paths if path]


def _figures(page: Any, forms: dict[str, list[Path]]) -> Iterator[tuple[str, list[Path]]]:
    """The pictures on a page."""
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Do":
            yield str(operands[0]), forms[str(operands[0])]


class Paths(Flowable):
    """Paths as reportlab draws them; with a name, drawn once in a document and then used again."""

    def __init__(self, paths: list[Path], name: str = "") -> None:
        super().__init__()
        self.width = self.height = 1
        self.paths, self.name = paths, name

    def draw(self) -> None:
        canvas = self.canv
        canvas.scale(0.1, 0.1)
        if self.name and not canvas.hasForm(self.name):
            canvas.beginForm(self.name)
            self._draw(canvas)
            canvas.endForm()
        if self.name:
            canvas.doForm(self.name)
        else:
            self._draw(canvas)

    def _draw(self, canvas: Canvas) -> None:
        for path in self.paths:
            line = canvas.beginPath()
            draws = {"m": line.moveTo, "l": line.lineTo, "c": line.curveTo, "re": line.rect, "h": line.close}
            draws |= {"rg": canvas.setFillColorRGB, "RG": canvas.setStrokeColorRGB, "w": canvas.setLineWidth}
            for name, numbers in path:
                if name in draws:
                    draws[name](*numbers)
                else:
                    canvas.drawPath(line, stroke=name not in ("f", "f*"), fill=name not in ("S", "s"))


def register() -> None:
    """The regular face, under the name Body."""
    [regular] = (data("fonts") / "source-sans-3").glob("*-Regular.ttf")
    pdfmetrics.registerFont(TTFont("Body", regular))


def booklet(pages: list[Page], name: str, other: str) -> bytes:
    """One booklet, with the name where the other one stood."""
    style = ParagraphStyle("body", fontName="Body", fontSize=6, leading=6.5)
    story: list[Flowable] = []
    for page in pages:
        story += [Paragraph(_escaped(text.replace(other, name)), style) for text in page.paragraphs]
        story += [Paths(page.paths), *(Paths(paths, name.strip("/")) for name, paths in page.figures), PageBreak()]
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=20, rightMargin=20, topMargin=20, bottomMargin=20, initialFontName="Body"
    )
    document.build(story)
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
