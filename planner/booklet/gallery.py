"""Draw the pictures of exercises by themselves: one exercise, or all on sheets."""

from collections.abc import Sequence
from io import BytesIO

from planner.blocks import Cell, Figure, Gallery, Heading, Photograph, PictureSign, Section
from planner.booklet.looks import look_of, people_of, photograph, theme_of
from planner.content.clinic import Paper
from planner.content.exercise import Exercise
from planner.content.library import Library
from planner.figure import Scene, draw
from planner.figure.svg import svg
from planner.pdf.document import Content, write
from planner.pdf.file.standards import Metadata
from planner.pdf.typeset import typeset
from planner.problems import InputError
from planner.sections.doses import lasting
from planner.sections.edition import Edition
from planner.sections.figures import figures

Shown = Scene | Exercise
"""What is looked at: a posed scene, or an exercise with whatever pictures it has."""


def has_pictures(exercise: Exercise) -> bool:
    """Return whether an exercise has pictures."""
    return any(step.pictured for step in exercise.steps)


def as_svg(shown: Shown, library: Library) -> str:
    """Return the pictures side by side as SVG. Raise InputError for photos, which have no lines."""
    figures = _figures(shown, _edition(library))
    if any(isinstance(figure.drawing, Photograph) for figure in figures):
        raise InputError("a picture of its own does not go into an .svg; name a file that ends in .png or .pdf")
    return svg([f.drawing for f in figures], [f.alt for f in figures])


def as_pdf(
    all_shown: Sequence[tuple[str, Shown]], library: Library, paper: Paper = "A4", person: str | None = None
) -> bytes:
    """Return pages of pictures, each exercise under its title, tagged like a booklet; `person` does them all."""
    edition, theme = _edition(library, person), theme_of(library.theme("calm"), paper)
    title = edition.say("gallery.title")
    cells = tuple(
        Cell(name, _figures(shown, edition, n), _signs(shown, edition)) for n, (name, shown) in enumerate(all_shown)
    )
    section = Section(edition.say("gallery.name"), (Heading(title), Gallery(cells)))
    pages = typeset(section, theme)
    meta = Metadata(title, "", "", edition.language.code)
    parts: list[bytes] = []
    write(parts.append, Content(meta, "", (pages,), edition.folios(len(pages.contents))), theme)
    return b"".join(parts)


def as_png(shown: Shown, library: Library, scale: float = 3.0, person: str | None = None) -> bytes:
    """Return the pictures cut out of their page as PNG; scale is in pixels per point, `person` does them all."""
    import pypdfium2
    from PIL import Image, ImageChops

    data = as_pdf([("", shown)], library, person=person)
    page = pypdfium2.PdfDocument(data)[0].render(scale=scale).to_pil().convert("RGB")
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


TITLE = 104.0
"""Points from a page's top to below its title."""


def _edition(library: Library, person: str | None = None) -> Edition:
    theme = library.theme("calm")
    return Edition(library, library.language("en"), look_of(theme, person), people_of(theme, person), photograph)


def _figures(shown: Shown, edition: Edition, turn: int = 0) -> tuple[Figure, ...]:
    if isinstance(shown, Exercise):
        return tuple(figure for figure in figures(shown, shown.steps, edition, turn) if figure)
    look = edition.person(turn)
    return tuple(Figure(draw(shown, n, look), edition.describe(shown, n)) for n in range(len(shown.pictures)))


def _signs(shown: Shown, edition: Edition) -> tuple[tuple[PictureSign, ...], ...]:
    """Return the signs that a card prints under each picture, without their words but for the seconds."""
    seconds = shown.dose.hold or shown.dose.time if isinstance(shown, Exercise) else 0
    held = lasting("dose.lasts", seconds, edition) if seconds else ""
    rows = [step for step in shown.steps if step.pictured] if isinstance(shown, Exercise) else shown.pictures
    return tuple(
        (
            *([PictureSign("hold", held)] if row.hold else []),
            *([PictureSign("other side", "")] if row.other_side else []),
        )
        for row in rows
    )
