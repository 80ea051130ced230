"""Draws a contact sheet of every scene, in colour and in grey, for looking at: sheet.py OUT.png [scene ...]."""

import sys

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from planner.figure import CALM, PEOPLE, Drawing, Look, draw, thumbnail
from planner.figure.drawing import Path as Way
from tests.figure.scenes import SCENES


def place(  # noqa: C901  (one branch per thing a page can do)
    canvas: Canvas, drawing: Drawing, x: float, y: float, scale: float, *, grey: bool
) -> None:
    """Put a drawing on a canvas, its lower left corner at x, y."""
    canvas.saveState()
    canvas.setLineCap(1)
    canvas.setLineJoin(1)

    def path(ways: tuple[Way, ...], *, closed: bool) -> object:
        pen = canvas.beginPath()
        for way in ways:
            points = [tuple(c * scale + (y if i & 1 else x) for i, c in enumerate(step)) for step in way]
            pen.moveTo(*points[0])
            for step in points[1:]:
                if len(step) == 2:
                    pen.lineTo(*step)
                else:
                    pen.curveTo(*step)
            if closed:
                pen.close()
        return pen

    def colour(value: tuple[float, float, float]) -> tuple[float, float, float]:
        light = 0.3 * value[0] + 0.59 * value[1] + 0.11 * value[2]
        return (light, light, light) if grey else value

    for shape in drawing.shapes:
        canvas.saveState()
        if shape.clip:
            canvas.clipPath(path(shape.clip, closed=True), stroke=0, fill=0)
        if shape.fill:
            canvas.setFillColorRGB(*colour(shape.fill))
        if shape.stroke:
            canvas.setStrokeColorRGB(*colour(shape.stroke))
            canvas.setLineWidth(shape.width)
            canvas.setDash(list(shape.dash) if shape.dash else [])
        canvas.drawPath(
            path(shape.paths, closed=shape.closed),
            fill=int(bool(shape.fill)),
            stroke=int(bool(shape.stroke)),
            fillMode=0,
        )
        canvas.restoreState()
    canvas.restoreState()


def sheet(out: str, names: list[str], look: Look, *, grey: bool, zoom: float = 1.0, thumbs: bool = False) -> None:
    """Write a PNG with one row per scene."""
    all_scenes = SCENES
    names = names or list(all_scenes)
    cell_w, cell_h, columns = 190 * zoom, 110 * zoom, 1 if len(names) < 4 else 2
    wide = max(len(all_scenes[name].pictures) for name in names)
    rows = -(-len(names) // columns)
    canvas = Canvas(out + ".pdf", pagesize=(columns * wide * cell_w, rows * cell_h))
    for i, name in enumerate(names):
        x0, y0 = (i % columns) * wide * cell_w, (rows - 1 - i // columns) * cell_h
        canvas.setFont("Helvetica", 7)
        canvas.drawString(x0 + 4, y0 + cell_h - 9, name)
        for n in range(len(all_scenes[name].pictures)):
            drawing = thumbnail(all_scenes[name], n, look) if thumbs else draw(all_scenes[name], n, look)
            scale = min((cell_w - 6) / drawing.width, (cell_h - 12) / drawing.height, 1.0 * zoom)
            canvas.setStrokeColorRGB(0.1, 0.1, 0.1)
            canvas.setLineWidth(1.6)
            ground = y0 + 4 + drawing.ground * scale
            canvas.line(x0 + n * cell_w + 2, ground, x0 + n * cell_w + 4 + drawing.width * scale, ground)
            place(canvas, drawing, x0 + n * cell_w + 3, y0 + 4, scale, grey=grey)
    canvas.save()
    pypdfium2.PdfDocument(out + ".pdf")[0].render(scale=2.0).to_pil().save(out)


if __name__ == "__main__":
    options = [a for a in sys.argv[1:] if a.startswith("--")]
    rest = [a for a in sys.argv[1:] if not a.startswith("--")]
    zoom = next((float(o[7:]) for o in options if o.startswith("--zoom=")), 1.0)
    person = next((PEOPLE[o[7:]] for o in options if o.startswith("--look=")), CALM)
    sheet(rest[0], rest[1:], person, grey="--grey" in options, zoom=zoom, thumbs="--thumbs" in options)
