"""The positions from which a pose starts: one record for each, so that a new one is added here."""

from dataclasses import dataclass

from planner.figure.vectors import WORLD, Frame, nod

INSTEP_DOWN = -72.0
"""Ankle and midfoot together, degrees, with the instep laid on the floor; by eye."""

_ON_LEFT_SIDE: Frame = ((0.0, -1.0, 0.0), (0.0, 0.0, -1.0), (1.0, 0.0, 0.0))
_ON_RIGHT_SIDE: Frame = ((0.0, -1.0, 0.0), (0.0, 0.0, 1.0), (-1.0, 0.0, 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What holds in a position wherever the author writes nothing else. Angles are degrees, distances centimetres."""

    rests: tuple[str, ...]
    """The contact sets that are on the floor; for somebody who sits, on the seat."""
    frame: Frame = WORLD
    """Where the pelvis points: forward, left and up."""
    level: bool = False
    """Whether the trunk lies along the floor, so that forward is where the head points."""
    kneels: bool = False
    """Whether a leg with nothing written about it stands on its knee."""
    under: str = ""
    """The side on which the person lies: `l`, `r`, or nothing in any other position."""
    knee: float = 0.0
    """Flexion of a knee."""
    ankle: float = 0.0
    """Flexion of an ankle whose sole is not on the floor."""
    elbows: str = "back"
    """Where an elbow points while its hand is held."""
    palm: tuple[tuple[str, float], ...] = ()
    """How far from the shoulder a palm on the floor lies; without a value, right under it."""


POSITIONS: dict[str, Position] = {
    "standing": Position(rests=("feet",), elbows="back out"),
    "sitting": Position(rests=("pelvis",), elbows="back out"),
    "kneeling": Position(rests=("knees",), kneels=True, knee=90.0, elbows="back out"),
    "half-kneeling": Position(rests=("knee_r",), kneels=True, knee=90.0, elbows="back out"),
    "hands-and-knees": Position(rests=("knees",), frame=nod(WORLD, 90), level=True, kneels=True, knee=90.0),
    "supine": Position(
        rests=("pelvis", "back"),
        frame=nod(WORLD, -90),
        level=True,
        ankle=-20.0,
        elbows="out",
        palm=(("back", 50.0), ("out", 13.0)),  # beside the hips
    ),
    "prone": Position(
        rests=("trunk",),
        frame=nod(WORLD, 90),
        level=True,
        knee=3.0,
        ankle=INSTEP_DOWN,
        elbows="back out up",
        palm=(("forward", 6.0), ("out", 14.0)),  # beside the face
    ),
    "lying-left": Position(rests=("pelvis", "shoulder_l"), frame=_ON_LEFT_SIDE, level=True, under="l"),
    "lying-right": Position(rests=("pelvis", "shoulder_r"), frame=_ON_RIGHT_SIDE, level=True, under="r"),
}
"""By the name that an author writes as `base`, in the order in which they are listed."""
