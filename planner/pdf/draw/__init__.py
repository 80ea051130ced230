"""How each block looks: a module for each section, with the name of the module that defines its blocks."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, TypeVar

from planner.blocks import Block
from planner.pdf.file.tags import Elem
from planner.pdf.layout.pieces import Piece
from planner.pdf.layout.typesetter import Typesetter

Draw = Callable[[Typesetter, Any, Elem], Iterable[Piece]]
"""Sets a block in the typesetter's width; its elements go under the one given, in reading order."""
D = TypeVar("D", bound=Draw)

_DRAWN: dict[type[Block], Draw] = {}


def draws(*kinds: type[Block]) -> Callable[[D], D]:
    """Register a function as the drawing of one or more kinds of block."""

    def register(draw: D) -> D:
        _DRAWN.update(dict.fromkeys(kinds, draw))
        return draw

    return register


def pieces(setter: Typesetter, block: Block, up: Elem) -> Iterable[Piece]:
    """Return a block's pieces. Raise TypeError for a block that nothing here draws.

    A block of `planner.blocks.calendar` is drawn by `planner.pdf.draw.calendar`, which is imported when the first
    one comes: a wallet card does not wait for the calendar.
    """
    kind = type(block)
    package, _, section = kind.__module__.rpartition(".")
    if kind not in _DRAWN and package == "planner.blocks":
        import_module(f"{__name__}.{section}")
    if kind not in _DRAWN:
        raise TypeError(f"no page knows how to hold {kind.__name__}")
    return _DRAWN[kind](setter, block, up)
