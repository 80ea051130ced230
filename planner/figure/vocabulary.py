"""The words of poses, and the ranges of motion of joints.

Ranges of motion are those of the American Academy of Orthopaedic Surgeons, *Joint Motion: Method of Measuring and
Recording*; for the neck and the parts of the spine, and for the bent knee, those of the American Medical
Association's *Guides to the Evaluation of Permanent Impairment*, which tell the parts of the spine apart.
"""

from planner.figure.positions import POSITIONS

BASES = tuple(POSITIONS)

PAIRED_ANGLES: dict[str, tuple[float, float]] = {
    "hip": (-30, 120),
    "hip_abduction": (-30, 45),
    "hip_rotation": (-45, 45),
    "knee": (0, 150),
    "ankle": (-50, 20),
    "toe_out": (-20, 40),
    "shoulder": (-60, 180),
    "shoulder_abduction": (-50, 180),
    "shoulder_rotation": (-70, 90),
    "elbow": (0, 150),
    "pronation": (-80, 80),
    "wrist": (-70, 80),
}
"""Ranges of paired joints in degrees; flexion, dorsiflexion, abduction and outward turns are positive."""

SINGLE_ANGLES: dict[str, tuple[float, float]] = {
    "lumbar": (-25, 60),
    "lumbar_side": (-25, 25),
    "lumbar_twist": (-15, 15),
    "thoracic": (-25, 50),
    "thoracic_side": (-20, 20),
    "thoracic_twist": (-35, 35),
    "neck": (-60, 50),
    "neck_side": (-45, 45),
    "neck_twist": (-80, 80),
}
"""Ranges of the spine in degrees; flexion is positive, and so are side bend and twist to the left."""

MEASURES: dict[str, tuple[float, float]] = {"belly": (-3, 6)}
"""Ranges in centimetres: how far the belly stands out, as with a breath."""

TILTS: dict[str, tuple[float, float]] = {
    "pitch": (-120, 120),
    "roll": (-120, 120),
    "turn": (-120, 120),
    "heading": (-180, 180),
}
"""Ranges of the turn of the whole body in degrees: leaning forward, to the right, about its length, on the spot."""

PAIRED_PLACES = ("foot", "hand", "forearm", "shin", "calf")
SINGLE_PLACES = ("head", "back")
PAIRED_WAYS = ("elbow_to", "knee_to", "forearm_to")

DIRECTIONS = ("forward", "back", "out", "in", "up", "down")
"""Directions along the floor and up or down; in an arrow, `out` and `in` mean out of the skin and into it."""

GROUND_SETS = ("back", "pelvis", "trunk", "head")
GROUND_PAIRS = {
    "knees": "knee",
    "feet": "foot",
    "toes": "toes",
    "shins": "shin",
    "hands": "hand",
    "forearms": "forearm",
    "thighs": "thigh",
    "shoulders": "shoulder",
}

SINGLE_LANDMARKS = ("head", "head_top", "chin", "neck", "chest", "belly", "low_back", "upper_back", "pelvis", "bottom")
PAIRED_LANDMARKS = (
    "shoulder",
    "elbow",
    "wrist",
    "hand",
    "hip",
    "side",
    "buttock",
    "hip_front",
    "thigh_top",
    "thigh_front",
    "thigh_low",
    "thigh_back",
    "knee",
    "knee_back",
    "shin_front",
    "shin_low",
    "calf",
    "ankle",
    "heel",
    "toe",
    "foot",
    "head_back",
    "head_side",
)
LANDMARKS = (*SINGLE_LANDMARKS, *(f"{name}_{side}" for name in PAIRED_LANDMARKS for side in "lr"))
"""Every landmark of a body, those that come in pairs with their side."""
HOLDS = ("wall", "strap", "chair_back", "chair_seat", "chair_arm", "table")
"""The props that a hand can be on; a stick or a crate, if there is one, is in both hands without being written."""
PROP_PLACES = ("wall", "stick", "crate", "frame", "strap", "chair_back", "chair_seat", "chair_arm", "table", "step")

VIEWS: dict[str, tuple[float, float]] = {
    "side": (8.0, 4.0),
    "front": (90.0, 4.0),
    "back": (-90.0, 4.0),
    "top": (0.0, 88.0),
    "three-quarter": (42.0, 16.0),
    "head-end": (-90.0, 55.0),
    "foot-end": (90.0, 60.0),
}
"""Where the camera stands: yaw and elevation in degrees. A person on the feet faces right in the side view."""

REGIONS_SINGLE = ("low_back", "upper_back", "belly", "neck", "chest")
REGIONS_PAIRED = ("hamstring", "quad", "calf", "hip_front", "buttock", "side", "shoulder", "inner_thigh")
