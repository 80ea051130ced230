"""What a painted person is put together from: pieces, limbs as one outline each, and outlines that can be cut open."""

from dataclasses import dataclass, field

from planner.figure.drawing import FINE, INNER, OUTLINE, Rgb, Shape
from planner.figure.outline import Loop, Point, beyond, inside, smooth, weld
from planner.figure.vectors import lerp


@dataclass(slots=True)
class PaintedPart:
    """Something painted in one go: its name, how far away it is, its shapes and its outline."""

    name: str
    depth: float
    shapes: list[Shape] = field(default_factory=list)
    loop: Loop = field(default_factory=list)


@dataclass(slots=True)
class Limb:
    """The outline of a limb while it is put together, with its creases."""

    loop: Loop
    lines: list[Loop] = field(default_factory=list)
    rest: list[Loop] = field(default_factory=list)
    fingers: list[Loop] = field(default_factory=list)

    def join(self, part: Loop, joint: Point, radius: float) -> None:
        """Add the next part; leave a crease where it folds over this one outside a radius about the joint."""
        welded = weld(self.loop, part)
        if welded is None:
            if not inside(part[0], self.loop):
                self.rest.append(part)
            return
        self.loop, lost = welded
        for run in lost:
            self.lines += beyond(run, joint, radius)

    def shapes(self, fill: Rgb, ink: Rgb, width: float = OUTLINE) -> list[Shape]:
        """Return the filled outline and its creases."""
        return [*(Shape((smooth(loop),), fill, ink, width) for loop in (self.loop, *self.rest)), *self.inner(fill, ink)]

    def inner(self, fill: Rgb, ink: Rgb) -> list[Shape]:
        """Return its creases, and fainter ones between fingers."""
        found: list[Shape] = []
        if self.lines:
            paths = tuple(smooth(line, closed=False) for line in self.lines)
            found.append(Shape(paths, None, ink, INNER, closed=False))
        if self.fingers:
            found.append(
                Shape(tuple(tuple(line) for line in self.fingers), None, lerp(fill, ink, 0.6), FINE, closed=False)
            )
        return found


def dense(loop: Loop) -> Loop:
    """Add points to an outline, one every 3 cm, so that it can be cut anywhere."""
    found: Loop = []
    for (x, y), (u, v) in zip(loop, [*loop[1:], loop[0]], strict=True):
        n = 1 + int(((u - x) ** 2 + (v - y) ** 2) ** 0.5 / 3.0)
        found += [(x + (u - x) * i / n, y + (v - y) * i / n) for i in range(n)]
    return found
