"""What a kind of section is: the same for those that come with the program and those of other packages."""

from collections.abc import Callable
from typing import Any

from planner.blocks import Block
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition
from planner.values import frozen


@frozen
class SectionKind:
    """A kind of section: its options, its blocks, its name."""

    options: type[Spec]
    blocks: Callable[[Programme, Edition, Any], tuple[Block, ...]]
    """Pure. What it reads of the programme is recorded, and patients for whom all of that is the same share its pages.
    """
    name: Callable[[Edition, Any], str] | None = None
    """What stands at the top of its pages; without it, the phrase `<the kind's>.name`."""
    repeats: bool = False
    """A booklet may have several."""
