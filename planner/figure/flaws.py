"""What can be wrong in a picture, with advice, and how near or deep is near enough."""

from typing import Literal

from planner.figure.anatomy import STATURE
from planner.values import frozen

NEAR = 0.01 * STATURE
"""The distance up to which a contact holds, centimetres."""
FLESH, FIRM = 4.5, 2.8
"""How deep soft and firm parts may lie in each other, centimetres; by eye."""

TRY = {
    "room": "hollow the back with a negative lumbar, or leave it out",
    "belly": "write height: %g or less",
    "arm": "put the hand somewhere else, or point the elbow another way with elbow_to",
    "leg": "bend the hip less, or take the knee out with hip_abduction",
    "hand": "lean closer, or put the hand on something closer",
    "foot": "bend the knee more, or put the foot closer",
    "hips": "leave out the angle of the front knee (%s), or put the feet closer together",
    "apart": "put the feet closer together",
    "in front": "put it in front with props: [{wall: {at: 55}}]",
    "kept": "bend the other knee more, or write where the foot is, such as foot_r: floor back 45, instead of keep",
    "table": "move the table closer with at, or give the table another height, such as props: [{table: {height: 92}}]",
    "arms": "say how high they are above the seat, such as props: [{chair: {arms: 22}}]",
    "thing": "move the %s with at, or move the part away from it",
    "weight": "say what carries the weight with ground, and what each foot and hand touches",
}
"""Advice for an author, by what is wrong, where no change has been found that helps."""


@frozen
class Flaw:
    """One thing that is wrong in a picture: the part of the body, and what is wrong with it."""

    part: str
    says: str
    advice: str = ""
    kind: Literal["reach", "through", "rest", "other"] = "other"
    gap: str = ""
    """The distance as printed, if the part is off the floor: one message is enough for one distance."""
