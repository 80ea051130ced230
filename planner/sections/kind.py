"""What a kind of section is: the same for those that come with the program and those of other packages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from planner.blocks import Block
from planner.content.patient import Patient
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition

EVERYTHING = (*Patient.model_fields, "items", "weeks", "decisions", "phases")


@dataclass(frozen=True)
class Kind:
    """A kind of section: its options, its blocks, what they depend on, its name."""

    options: type[Spec]
    blocks: Callable[[Programme, Edition, Any], tuple[Block, ...]]
    reads: tuple[str, ...]
    """What it is given beside plan, clinic and edition: fields of the patient; and of the programme items, weeks,
    decisions, and phases (of the plan as this patient follows it). Who has all of it the same shares its pages.
    """
    reads_if_changed: tuple[str, ...] = ()
    """More of the same, where the patient's conditions changed something."""
    name: Callable[[Edition, Any], str] | None = None
    """What stands at the top of its pages; without it, the phrase `<the kind's>.name`."""
    repeats: bool = False
    """A booklet may have several."""
