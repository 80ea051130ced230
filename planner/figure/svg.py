"""A drawing as SVG text: for the web, and for looking at a pose while it is being written."""

from collections.abc import Sequence
from html import escape

from planner.figure.drawing import Drawing, Path, Rgb, Shape

SCALE = 3.0
"""Pixels per centimetre of the person: somebody standing is 510 pixels tall."""
GAP = 8.0
"""Between pictures, in centimetres."""
POINT = 96 / 72
"""Pixels in a point, as CSS has it."""


def svg(drawings: Sequence[Drawing], alts: Sequence[str]) -> str:
    """Return an SVG document of pictures side by side on one ground line, each with its text in `alts` as title."""
    width = sum(d.width for d in drawings) + GAP * (len(drawings) - 1)
    ground = max(d.ground for d in drawings)
    height = ground + max(d.height - d.ground for d in drawings)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * SCALE:.0f}" height="{height * SCALE:.0f}" '
        f'viewBox="0 0 {width:.2f} {height:.2f}" fill="none" stroke-linecap="round" stroke-linejoin="round">'
    ]
    left, clips = 0.0, 0
    for drawing, alt in zip(drawings, alts, strict=True):
        lift = height - ground + drawing.ground  # y runs downwards here
        parts.append(f'<g role="img" transform="matrix(1 0 0 -1 {left:.2f} {lift:.2f})"><title>{escape(alt)}</title>')
        for shape in drawing.shapes:
            clip = ""
            if shape.clip:
                clips += 1
                way = _way(shape.clip, closed=True)
                parts.append(f'<clipPath id="c{clips}"><path d="{way}" clip-rule="evenodd"/></clipPath>')
                clip = f' clip-path="url(#c{clips})"'
            parts.append(f"<path{clip}{_paint(shape)}/>")
        parts.append("</g>")
        left += drawing.width + GAP
    return "\n".join([*parts, "</svg>\n"])


def _paint(shape: Shape) -> str:
    out = [f' d="{_way(shape.paths, closed=shape.closed)}"']
    if shape.fill:
        out.append(f' fill="{_colour(shape.fill)}" fill-rule="evenodd"')
    if shape.stroke:
        unit = POINT / SCALE  # widths are points as printed
        out.append(f' stroke="{_colour(shape.stroke)}" stroke-width="{shape.width * unit:.3f}"')
        if shape.dash:
            out.append(f' stroke-dasharray="{" ".join(f"{d * unit:.3f}" for d in shape.dash)}"')
    return "".join(out)


def _way(paths: tuple[Path, ...], *, closed: bool) -> str:
    out = []
    for path in paths:
        for n, step in enumerate(path):
            out.append(("M" if n == 0 else "C" if len(step) > 2 else "L") + " ".join([f"{v:.2f}" for v in step]))
        if closed:
            out.append("Z")
    return "".join(out)


def _colour(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(v * 255):02x}" for v in rgb)
