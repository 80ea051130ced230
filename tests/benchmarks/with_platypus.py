"""The same booklet made with reportlab's platypus: the same words, the same vectors, the same number of pages.

Platypus sets the paragraphs and draws the paths, page by page; pictures that return are forms. It is spared what would
cost it most: tables, tags, columns.
"""

from collections.abc import Callable
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

from planner.content.resources import data
from tests.benchmarks.content import Page, Path


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
            draws: dict[str, Callable[..., object]] = {
                "m": line.moveTo,
                "l": line.lineTo,
                "c": line.curveTo,
                "re": line.rect,
                "h": line.close,
            }
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


def booklet(pages: list[Page]) -> bytes:
    """One booklet."""
    style = ParagraphStyle("body", fontName="Body", fontSize=6, leading=6.5)
    story: list[Flowable] = []
    for page in pages:
        story += [Paragraph(_escaped(text), style) for text in page.paragraphs]
        story += [Paths(page.paths), *(Paths(paths, name.strip("/")) for name, paths in page.figures), PageBreak()]
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=20, rightMargin=20, topMargin=20, bottomMargin=20, initialFontName="Body"
    )
    document.build(story)
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
