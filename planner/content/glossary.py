"""The glossary: hard words that cannot be avoided, with their meanings."""

from planner.content.scalars import Line
from planner.content.spec import Spec, Table


class Term(Spec):
    """A hard word that cannot be avoided."""

    means: Line
    """Its meaning, in short plain words."""


class Glossary(Table[Term]):
    """The file of hard words."""
