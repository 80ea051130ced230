"""A hard word that must stay, with what it means."""

from planner.content.scalars import Line
from planner.content.spec import Spec, Table


class Term(Spec):
    """A hard word that must stay, and what it means."""

    means: Line
    """In short plain words."""


class Glossary(Table[Term]):
    """The file of hard words."""
