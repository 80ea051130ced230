"""The same booklet made with WeasyPrint: the style sheet, the fonts and the pictures are read once."""

from html import escape
from urllib.parse import quote

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from planner.content.resources import data
from tests.benchmarks.content import Page, svg

STYLE = """\
@font-face { font-family: Body; src: url(%s) }
@page { size: A4; margin: 20pt }
html { font: 6pt/6.5pt Body }
p { margin: 0 }
section { break-after: page; position: relative; height: 800pt }
section:last-child { break-after: auto }
img { position: absolute; bottom: 0; left: 0; width: 100pt; height: 100pt }
"""


class Booklets:
    """Booklets of any pages."""

    def __init__(self) -> None:
        """Read the style sheet and the font."""
        [regular] = (data("fonts") / "source-sans-3").glob("*-Regular.ttf")
        self._fonts = FontConfiguration()
        self._style = weasyprint.CSS(string=STYLE % regular.as_uri(), font_config=self._fonts)
        self._cache: dict[str, object] = {}
        self._pictures: dict[int, str] = {}

    def __call__(self, pages: list[Page]) -> bytes:
        """One booklet."""
        body = "".join(
            f"<section>{''.join(f'<p>{escape(text)}</p>' for text in page.paragraphs)}"
            f"{''.join(map(self._picture, [page.paths, *(paths for _, paths in page.figures)]))}</section>"
            for page in pages
        )
        document = weasyprint.HTML(string=f"<html lang=en><title>Booklet</title><body>{body}</body></html>")
        made: bytes = document.write_pdf(stylesheets=[self._style], font_config=self._fonts, cache=self._cache)
        return made

    def _picture(self, paths: list) -> str:
        if id(paths) not in self._pictures:
            address = "data:image/svg+xml," + quote(svg(paths))
            self._pictures[id(paths)] = f'<img src="{address}" alt="Picture">' if paths else ""
        return self._pictures[id(paths)]
