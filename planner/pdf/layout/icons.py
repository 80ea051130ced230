"""The signs beside words. Each is drawn in a square of 20 units, y upwards, and scaled to its size."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

from planner.figure.drawing import Drawing, Path, Rgb, Shape

_K = 0.5523
_TOKEN = re.compile(r"[MLCZO]|-?[\d.]+")

# Strokes and fills: (kind, width, path). kind: s stroke, f fill, w white fill, k white stroke.
# Paths: M x y, L x y, C x1 y1 x2 y2 x y, Z closes; O x y r is a circle.
_ICONS: dict[str, tuple[tuple[str, float, str], ...]] = {
    "repeat": (
        ("s", 1.7, "M3.2 11.5 C4 15 7 17 10 17 C12.6 17 15 15.6 16.2 13.4"),
        ("s", 1.7, "M16.8 8.5 C16 5 13 3 10 3 C7.4 3 5 4.4 3.8 6.6"),
        ("s", 1.7, "M16.6 17.2 L16.6 13 L12.6 13"),
        ("s", 1.7, "M3.4 2.8 L3.4 7 L7.4 7"),
    ),
    "hold": (("s", 1.7, "O10 10 7.4"), ("s", 1.7, "M10 14.5 L10 10 L13 8.2")),
    "time": (("s", 1.7, "O10 10 7.4"), ("s", 1.7, "M10 14.5 L10 10 L13 8.2")),
    "rest": (("s", 2.2, "M7 4.5 L7 15.5"), ("s", 2.2, "M13 4.5 L13 15.5")),
    "sets": (("s", 1.8, "M3.5 15 L16.5 15"), ("s", 1.8, "M3.5 10 L16.5 10"), ("s", 1.8, "M3.5 5 L16.5 5")),
    "each day": (
        ("s", 1.7, "O10 10 3.4"),
        ("s", 1.7, "M10 16 L10 18 M10 2 L10 4 M2 10 L4 10 M16 10 L18 10 M4.4 15.6 L5.8 14.2 "
                   "M14.2 5.8 L15.6 4.4 M4.4 4.4 L5.8 5.8 M14.2 14.2 L15.6 15.6"),
    ),
    "days": (
        ("s", 1.7, "M3 16 L17 16 L17 3 L3 3 Z"),
        ("s", 1.7, "M3 12 L17 12"),
        ("s", 1.7, "M6.6 14.6 L6.6 18 M13.4 14.6 L13.4 18"),
    ),
    "visit": (
        ("s", 1.6, "M3 16 L17 16 L17 3 L3 3 Z"),
        ("s", 1.6, "M3 12 L17 12"),
        ("s", 1.6, "M6.6 14.6 L6.6 18 M13.4 14.6 L13.4 18"),
    ),
    "easier": (
        ("s", 1.8, "M1.5 17 L6 17 L6 12.5 L10.5 12.5 L10.5 8 L15 8 L15 2"),
        ("s", 1.8, "M11.6 5.2 L15 1.6 L18.4 5.2"),
    ),
    "harder": (
        ("s", 1.8, "M1.5 3 L6 3 L6 7.5 L10.5 7.5 L10.5 12 L15 12 L15 18"),
        ("s", 1.8, "M11.6 14.8 L15 18.4 L18.4 14.8"),
    ),
    "felt": (
        ("s", 1.6, "M1.5 10 C1.5 6.8 5.3 4.5 10 4.5 C14.7 4.5 18.5 6.8 18.5 10 C18.5 13.2 14.7 15.5 10 15.5 "
                   "C5.3 15.5 1.5 13.2 1.5 10 Z"),
        ("s", 1.2, "M4 6.6 L8.5 15 M7.5 5.2 L12.6 15 M11.5 5 L16 13.6"),
    ),
    "works": (("f", 0, "M5 14.6 L15 14.6 C19.6 14.6 19.6 5.4 15 5.4 L5 5.4 C0.4 5.4 0.4 14.6 5 14.6 Z"),),
    "avoid": (("s", 1.7, "O10 10 8.6"), ("s", 2.0, "M6.6 6.6 L13.4 13.4 M6.6 13.4 L13.4 6.6")),
    "you": (("s", 1.6, "O10 14 3.6"), ("s", 1.6, "M3.2 2.5 C3.2 6.6 6 8.6 10 8.6 C14 8.6 16.8 6.6 16.8 2.5")),
    "trainer": (
        ("s", 1.5, "O7.2 14 3.1"),
        ("s", 1.5, "M1.4 3.5 C1.4 7.4 3.8 9.2 7.2 9.2 C10.6 9.2 13 7.4 13 3.5"),
        ("s", 1.5, "M12.4 16.9 C14.4 17.2 16 15.8 16 14 C16 12.3 14.7 11 13 11"),
        ("s", 1.5, "M14.6 8.9 C17.2 8.5 18.8 6.7 18.8 3.5"),
    ),
    "phone": (
        ("s", 1.6, "M4 17.5 C3 17.5 2.4 16.8 2.5 15.8 C3.2 8.6 8.6 3.2 15.8 2.5 C16.8 2.4 17.5 3 17.5 4 L17.5 6.6 "
                   "C17.5 7.3 17 7.8 16.4 8 L13.8 8.7 C13.2 8.8 12.6 8.6 12.2 8.2 L11.2 7.1 C9.4 8 8 9.4 7.1 11.2 "
                   "L8.2 12.2 C8.6 12.6 8.8 13.2 8.7 13.8 L8 16.4 C7.8 17 7.3 17.5 6.6 17.5 Z"),
    ),
    "go": (("s", 1.7, "O10 10 8.6"), ("s", 2.0, "M6 9.8 L9 6.9 L14.2 13")),
    "ease off": (
        ("s", 1.7, "M10 18.2 L19 2.6 L1 2.6 Z"), ("s", 1.9, "M10 12.6 L10 8.2"), ("f", 0, "O10 5.4 1.15"),
    ),
    "stop": (
        ("f", 0, "M6.1 19.4 L13.9 19.4 L19.4 13.9 L19.4 6.1 L13.9 0.6 L6.1 0.6 L0.6 6.1 L0.6 13.9 Z"),
        ("k", 2.6, "M6 10 L14 10"),
    ),
    "up": (("s", 2.2, "M10 3 L10 14"), ("f", 0, "M10 19 L14.4 11.6 L5.6 11.6 Z")),
    "down": (("s", 2.2, "M10 17 L10 6"), ("f", 0, "M10 1 L14.4 8.4 L5.6 8.4 Z")),
    "video": (("s", 1.6, "O10 10 8.2"), ("f", 0, "M7.8 14 L14 10 L7.8 6 Z")),
    "move": (("s", 2.2, "M0.8 10 L13 10"), ("f", 0, "M19.8 10 L11.4 14 L11.4 6 Z")),
    "other side": (  # two soles, now one, then the other: unlike the arrows of a movement
        ("f", 0, "M4.4 0.8 C7.2 0.8 7.4 3.6 6.9 6 C6.6 7.6 7.8 9.4 7 11 C6 12.8 2.6 12.6 1.9 10.4 "
                 "C1.3 8.4 2.6 6.8 2.4 4.8 C2.2 2.6 2.6 0.8 4.4 0.8 Z"),
        ("s", 1.3, "M15.6 1.4 C13.2 1.4 13.2 3.8 13.7 6 C14 7.6 12.9 9.2 13.6 10.7 C14.4 12.2 16.9 12 17.5 10.2 "
                   "C18 8.4 16.8 6.8 17 4.8 C17.2 2.8 17 1.4 15.6 1.4 Z"),
        ("s", 1.5, "M4.4 14.4 C6 19 12.4 19.4 14.6 16.4"), ("f", 0, "M16.6 13 L17.2 18 L12.2 16.2 Z"),
    ),
    "cut": (
        ("s", 1.5, "O4 5 2.7"), ("s", 1.5, "O4 15 2.7"), ("s", 1.5, "M6.3 6.6 L18.5 15 M6.3 13.4 L18.5 5"),
    ),
    "bullet": (("f", 0, "O10 10 5.2"),),
    "saddle": (  # a person from behind, from the waist to the thighs: what would touch a saddle is dark
        ("f", 0, "M10 12.8 C7.8 12.6 5.8 10.6 5.8 8.4 C5.8 6 8.2 5.6 8.8 2.2 L9.2 2.2 L9.8 6.8 L10.2 6.8 L10.8 2.2 "
                 "L11.2 2.2 C11.8 5.6 14.2 6 14.2 8.4 C14.2 10.6 12.2 12.6 10 12.8 Z"),
        ("k", 0.5, "M10 12.6 L10 6.6"),
        ("s", 0.5, "M5.2 19.6 C5.4 16.6 3.2 14.6 2.6 11.4 C2 8.2 2.8 4.4 3.4 0.6 M14.8 19.6 C14.6 16.6 "
                   "16.8 14.6 17.4 11.4 C18 8.2 17.2 4.4 16.6 0.6"),
        ("s", 0.5, "M9.8 6.8 L8.9 0.6 M10.2 6.8 L11.1 0.6 M10 12.8 L10 14.4"),
        ("s", 0.5, "M6.2 6.9 C5.2 6.3 4.4 6.3 3.6 6.8 M13.8 6.9 C14.8 6.3 15.6 6.3 16.4 6.8"),
    ),
}  # fmt: skip


TURNED = ("easier", "harder")
"""Icons that climb or go down the way that is read."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Turning(Drawing):
    """An icon that is mirrored on pages that are read from right to left."""

    turned: Drawing


@lru_cache(maxsize=256)
def icon(name: str, size: float, colour: Rgb) -> Drawing:
    """Return an icon in a square of size points, to be drawn at scale 1."""
    shapes = []
    unit = size / 20
    for kind, width, path in _ICONS[name]:
        paint = (1.0, 1.0, 1.0) if kind in "wk" else colour
        paths, closed = _read(path, unit)
        if kind in "fw":
            shapes.append(Shape(paths, fill=paint))
        else:
            shapes.append(Shape(paths, stroke=paint, width=max(0.6, width * unit), closed=closed))
    key = sha256(f"{name} {size} {colour}".encode()).hexdigest()[:12]
    drawing = Drawing(size, size, 0.0, tuple(shapes), key)
    if name not in TURNED:
        return drawing
    turned = tuple(replace(s, paths=tuple(_turned(path, size) for path in s.paths)) for s in shapes)
    return Turning(size, size, 0.0, drawing.shapes, key, turned=Drawing(size, size, 0.0, turned, key + " turned"))


def _turned(path: Path, width: float) -> Path:
    """Return a path mirrored in its box."""
    return tuple(tuple(part if n % 2 else width - part for n, part in enumerate(step)) for step in path)


def _read(text: str, unit: float) -> tuple[tuple[Path, ...], bool]:
    """Return the paths that letters and numbers describe, and whether they are closed."""
    paths: list[tuple[tuple[float, ...], ...]] = []
    path: list[tuple[float, ...]] = []
    closed = False
    tokens = iter(_TOKEN.findall(text))

    def take(count: int) -> tuple[float, ...]:
        return tuple(float(next(tokens)) * unit for _ in range(count))

    for letter in tokens:
        if letter == "M" and path:
            paths.append(tuple(path))
            path = []
        if letter in "ML":
            path.append(take(2))
        elif letter == "C":
            path.append(take(6))
        elif letter == "Z":
            closed = True
        elif letter == "O":
            x, y, r = take(3)
            k = _K * r
            path = [
                (x + r, y),
                (x + r, y + k, x + k, y + r, x, y + r),
                (x - k, y + r, x - r, y + k, x - r, y),
                (x - r, y - k, x - k, y - r, x, y - r),
                (x + k, y - r, x + r, y - k, x + r, y),
            ]
            closed = True
    paths.append(tuple(path))
    return tuple(paths), closed
