"""Drawings as forms: streams of operators that a document stores once, however often a page shows them."""

import pickle
import re
import zlib
from collections.abc import Callable
from functools import cache, lru_cache, partial
from hashlib import sha256
from typing import NamedTuple

from planner.figure.drawing import DRAWN, Drawing, Path, Shape
from planner.pdf.file.writer import Form
from planner.shipped import shipped

FORM = "form "
"""How the key of a form begins."""


@lru_cache(maxsize=4096)
def form_of(drawing: Drawing, scale: float, weight: float) -> tuple[str, Form]:
    """Return a drawing's name, the same in any document, and its form, whose line widths depend on the scale."""
    if not drawing.key.startswith(DRAWN):
        return _made(drawing, scale, weight)
    made = cache(partial(_made, drawing, scale, weight))
    name = shipped(f"{drawing.key} form {scale} {weight}", lambda: made()[0])
    return name, _form(name, lambda: made()[1])


def of_wheel(name: str) -> Form:
    """Return the form with a name that the wheel holds. Raise KeyError if it holds none."""

    def missing() -> Form:
        raise KeyError(name)

    return _form(name, missing)


def _form(name: str, make: Callable[[], Form]) -> Form:
    def read(data: bytes) -> Form:
        return Form(*pickle.loads(data))  # noqa: S301 - as much ours as the code is

    return shipped(FORM + name, make, lambda form: pickle.dumps(tuple(form)), read)


def _made(drawing: Drawing, scale: float, weight: float) -> tuple[str, Form]:
    ops = "\n".join(["1 j 1 J", *(_shape(shape, scale, weight) for shape in _outlines(drawing))]).encode("ascii")
    keys = (
        f"/Type/XObject/Subtype/Form/BBox[0 0 {drawing.width:.2f} {drawing.height:.2f}]/Resources<<>>"
        "/Filter/FlateDecode"
    )
    name = "X" + sha256(keys.encode() + ops).hexdigest()[:12]
    return name, Form(keys, zlib.compress(ops, 9))


class _Outline(NamedTuple):
    """A shape as it is written, the same at every scale: what comes before its stroke, the stroke, its paths."""

    start: str
    stroke: str
    width: float
    dash: tuple[float, ...]
    paths: str


@lru_cache(maxsize=384)
def _outlines(drawing: Drawing) -> list[_Outline]:
    return [_outline(shape) for shape in drawing.shapes]


def _outline(shape: Shape) -> _Outline:
    clip = _paths(shape.clip, closed=True)
    start = [f"q {clip} W* n"] if clip else []
    if shape.fill:
        start.append("{:g} {:g} {:g} rg".format(*shape.fill))
    stroke = "{:g} {:g} {:g} RG".format(*shape.stroke) if shape.stroke else ""
    paint = ("B*" if shape.stroke else "f*") if shape.fill else "S" if shape.stroke else "n"
    ends = ["[] 0 d"] * bool(shape.dash and shape.stroke) + ["Q"] * bool(clip)
    paths = " ".join([f"{_paths(shape.paths, closed=shape.closed)} {paint}", *ends])
    return _Outline(" ".join(start), stroke, shape.width, shape.dash, paths)


def _shape(shape: _Outline, scale: float, weight: float) -> str:
    ops = [shape.start] if shape.start else []
    if shape.stroke:
        ops.append(f"{shape.stroke} {shape.width * weight / scale:.3f} w")
        if shape.dash:
            ops.append(f"[{' '.join(f'{d / scale:.3f}' for d in shape.dash)}] 0 d")
    return " ".join([*ops, shape.paths])


def _paths(paths: tuple[Path, ...], *, closed: bool) -> str:
    out = []
    for path in paths:
        out += [_START % step for step in path[:1]]
        out += [_STEPS[len(step)] % step for step in path[1:]]
        if closed:
            out.append("h")
    text = " ".join(out).replace("-0.00 ", "0 ").replace(".00 ", " ")  # each number has a space behind it
    return _ZERO.sub(" ", text)


_START = "%.2f %.2f m"
_STEPS = {2: "%.2f %.2f l", 6: "%.2f %.2f %.2f %.2f %.2f %.2f c"}
_ZERO = re.compile(r"(?<=\.\d)0 ")
