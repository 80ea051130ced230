"""The PDF operators that show shaped text (ISO 32000-1, 9.4)."""

from collections.abc import Sequence
from typing import Protocol

from planner.pdf.file.fonts import Font
from planner.pdf.layout.shaping import Shaped
from planner.pdf.layout.theme import Style


class Placed(Protocol):
    """Shaped text on a line: where it starts, and how wide it is, in points."""

    @property
    def x(self) -> float:
        """Return the distance from the line's left edge."""

    @property
    def width(self) -> float:
        """Return the width, without a space at the line's end."""

    @property
    def shaped(self) -> list[Shaped]:
        """Return what is shown, from left to right."""


def shown(  # noqa: C901, PLR0912 - a state for each operator
    lines: Sequence[Sequence[Placed]], lefts: Sequence[float], style: Style
) -> str:
    """Return the operators that show lines, from the first one's left edge on."""
    ops, array = list[str](), ""
    font: Font | None = None
    tracking, rise, at = 0, 0, 0.0
    marks: list[str] = []  # what the next glyphs are in: a language, a direction

    def paint(*more: str) -> None:
        nonlocal array
        if array:
            array = array.replace("><", "")
            ops.append(f"{array}Tj" if array[0] == "<" and array.find(">") == len(array) - 1 else f"[{array}]TJ")
            array = ""
        ops.extend(more)

    for n, line in enumerate(lines):
        if n:
            paint(f"{lefts[n] - lefts[n - 1] - at:.2f} {-style.leading:g} Td")
            at = 0.0
        pen = 0.0
        for stretch in line:
            if stretch.x != pen:
                paint(f"{stretch.x - at:.2f} 0 Td")
                at = stretch.x
            pen = stretch.x + stretch.width
            for s in stretch.shaped:
                if s.plain and s.font is font and not (marks or tracking or rise):
                    array += s.parts[0][1]
                    continue
                if s.language or s.rtl or marks:
                    wanted = [f"/Span<</Lang({s.language})>>BDC"] * bool(s.language) + ["/ReversedChars BMC"] * s.rtl
                    if wanted != marks:
                        paint(*["EMC"] * len(marks), *wanted)
                        marks = wanted
                if s.font is not font:
                    font = s.font
                    paint(f"/{font.name} {style.size:g} Tf")
                if s.tracking != tracking:
                    tracking = s.tracking
                    paint(f"{tracking * style.size / 1000:.4g} Tc")
                if s.says is not None:
                    paint(f"/Span<</ActualText<FEFF{s.says.encode('utf-16-be').hex().upper()}>>>BDC")
                for height, glyphs in s.parts:
                    if height != rise:
                        rise = height
                        paint(f"{rise * style.size / 1000:.4g} Ts")
                    array += glyphs
                if s.says is not None:
                    paint("EMC")
    paint(*["EMC"] * len(marks), *["0 Tc"] * bool(tracking), *["0 Ts"] * bool(rise))
    return " ".join(ops)
