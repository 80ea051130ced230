"""What a pose rests on: which parts bear weight, which soles lie flat, which legs kneel."""

from planner.figure.landmarks import single_sets
from planner.figure.pose import Contact, Pose
from planner.values import frozen

CHAIR_BACK = 43.0
"""How far the top of a chair's back is above its seat, centimetres; a usual chair, by eye."""
CHAIR_BESIDE = 54.0
"""How far the middle of a chair beside somebody is from theirs."""
SEAT_DEPTH = 42.0
"""How deep a chair's seat is, from its front to its back."""
CHAIR_ARM = (22.5, 4.5)
"""How far out from the middle of a chair its arms begin, and how wide they are."""
HIPS_ON_SEAT = 14.5
"""How far the hips of a person who sits are in front of the rear edge of the seat."""


@frozen
class Room:
    """What a pose can lean on or hold: heights above the floor and places along x, in centimetres.

    `under_belly` is how high a belly lies on a pillow.
    `chair` is its left edge, `arms` how high its arms are above the seat, `facing`
    the way somebody on it looks, `beside` whether it stands beside the person,
    `strap` the side of the foot in one,
    `gripping` the sides of the hands that hold a stick or a frame, `behind` whether
    a stick runs along the back.
    """

    seat: float = 45.0
    pillow: float = 6.0
    under_belly: float = 0.0
    table: float = 72.0
    step: float = 16.0
    wall: float | None = None
    chair: float = 45.0
    arms: float = 0.0
    facing: str = "right"
    beside: bool = False
    strap: str = ""
    gripping: str = ""
    behind: bool = False


def rests(pose: Pose) -> tuple[str, ...]:
    """Return the contact sets that bear weight, pairs split into left and right; those of a sitter are on the seat."""
    if pose.base == "half-kneeling" and not pose.ground and pose.contact("foot_r") and not pose.contact("foot_l"):
        return ("knee_l",)  # the foot in front is the right one
    return single_sets(pose.ground or pose.position.rests)


def sole_down(pose: Pose, side: str) -> bool:
    """Return whether the sole of a foot lies flat."""
    contact = pose.contact("foot_" + side)
    if contact is not None:
        return contact.target in ("floor", "flat", "keep", "step")
    return "foot_" + side in rests(pose)


def set_out(pose: Pose, side: str) -> float | None:
    """Return how far ahead a foot stands, in centimetres, if its leg settles how high the hips are; otherwise None.

    In standing it does so if it is set out on the floor, unless the knee of the other leg has an angle of its own.
    """
    contact, other = pose.contact("foot_" + side), "r" if side == "l" else "l"
    if pose.base != "standing" or contact is None or contact.target != "floor" or not contact.offset:
        return None
    upon = "knee_" + other in pose.table and pose.contact("foot_" + other) in (None, Contact("flat"))
    if "foot_" + side not in rests(pose) or (upon and "knee_" + side not in pose.table):
        return None
    return sum(n if way == "forward" else -n for way, n in contact.offset if way in ("forward", "back"))


def kneels(pose: Pose, side: str) -> bool:
    """Return whether a leg stands on its knee, with the shin along the floor."""
    if pose.contact("shin_" + side) is not None:
        return True
    if pose.contact("foot_" + side) is not None or not pose.position.kneels:
        return False
    return bool({"knee_" + side, "shin_" + side} & set(rests(pose)))


def settled(pose: Pose, name: str) -> bool:
    """Return whether a part that rests is in its place before legs and arms reach for their contacts."""
    if name[:-2] in ("hand", "forearm"):
        return False
    return name[:-2] not in ("foot", "toes") or pose.contact("foot_" + name[-1]) in (
        None,
        Contact("flat"),
        Contact("floor"),
    )


def held(pose: Pose) -> tuple[str, ...]:
    """Return all contact sets that are on the floor; the next picture can be aligned by them."""
    return rests(pose) + tuple("foot_" + s for s in ("l", "r") if sole_down(pose, s))
