"""The pictures of exercises by themselves: one, or a sheet of all."""

from collections.abc import Sequence
from io import BytesIO

from planner.appearance import look_of, theme_of
from planner.blocks import Cell, Figure, Gallery, Heading, Section
from planner.content.library import Library
from planner.content.plan import Paper
from planner.figure import Scene, draw
from planner.figure.svg import svg
from planner.pdf.document import Content, write
from planner.pdf.pages import typeset
from planner.pdf.standards import Metadata
from planner.sections.edition import Edition


def as_svg(scene: Scene, library: Library) -> str:
    """A scene's pictures side by side."""
    figures = _figures(scene, _edition(library))
    return svg([f.drawing for f in figures], [f.alt for f in figures])


def as_pdf(scenes: Sequence[tuple[str, Scene]], library: Library, paper: Paper = "A4") -> bytes:
    """Pages of scenes, each under its title; tagged like a booklet."""
    edition, theme = _edition(library), theme_of(library.theme("calm"), paper)
    title = edition.say("gallery.title")
    cells = tuple(Cell(name, _figures(scene, edition)) for name, scene in scenes)
    section = Section(edition.say("gallery.name"), (Heading(title), Gallery(cells)))
    pages = typeset(section, theme)
    meta = Metadata(title, "", "", edition.language.code)
    parts: list[bytes] = []
    write(parts.append, Content(meta, "", (pages,), edition.folios(len(pages.contents))), theme)
    return b"".join(parts)


def as_png(scene: Scene, library: Library, scale: float = 3.0) -> bytes:
    """A scene's pictures, cut out of their page; scale in pixels per point."""
    import pypdfium2
    from PIL import Image, ImageChops

    page = pypdfium2.PdfDocument(as_pdf([("", scene)], library))[0].render(scale=scale).to_pil().convert("RGB")
    top = round(TITLE * scale)
    ink = page.crop((0, top, page.width, round(page.height * 0.9)))
    left, upper, right, lower = ImageChops.difference(ink, Image.new("RGB", ink.size, "white")).getbbox() or (
        0,
        0,
        1,
        1,
    )
    edge = round(4 * scale)
    out = BytesIO()
    ink.crop((left - edge, upper - edge, right + edge, lower + edge)).save(out, "PNG")
    return out.getvalue()


TITLE = 150.0
"""Points from a page's top to below its title."""


def _edition(library: Library) -> Edition:
    return Edition(library, library.language("en"), look_of(library.theme("calm")))


def _figures(scene: Scene, edition: Edition) -> tuple[Figure, ...]:
    return tuple(Figure(draw(scene, n, edition.look), edition.describe(scene, n)) for n in range(len(scene.pictures)))
