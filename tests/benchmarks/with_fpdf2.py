"""The same booklet made with fpdf2: its font and its pictures are read once."""

from copy import deepcopy

from fpdf import FPDF
from fpdf.svg import SVGObject

from planner.content.resources import data
from tests.benchmarks.content import Page, svg


class Booklets:
    """Booklets of any pages."""

    def __init__(self) -> None:
        """Read the font."""
        [regular] = (data("fonts") / "source-sans-3").glob("*-Regular.ttf")
        self._empty = FPDF(unit="pt", format="A4")
        self._empty.add_font("Body", fname=regular)
        self._pictures: dict[int, SVGObject] = {}

    def __call__(self, pages: list[Page]) -> bytes:
        """One booklet."""
        pdf = deepcopy(self._empty)
        pdf.set_margin(20)
        pdf.set_auto_page_break(auto=True, margin=20)
        pdf.set_font("Body", size=6)
        for page in pages:
            pdf.add_page()
            for text in page.paragraphs:
                pdf.multi_cell(0, 6.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
            for paths in [page.paths, *(paths for _, paths in page.figures)]:
                if paths:
                    self._picture(paths).draw_to_page(pdf, 20, 700)
        return bytes(pdf.output())

    def _picture(self, paths: list) -> SVGObject:
        if id(paths) not in self._pictures:
            self._pictures[id(paths)] = SVGObject(svg(paths))
        return self._pictures[id(paths)]
