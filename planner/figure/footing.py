"""Where a foot is beside the step that it is said to stand on."""

from planner.figure.anatomy import Body, hip_joint
from planner.figure.legs import axes
from planner.figure.pose import Pose
from planner.figure.props import Box
from planner.figure.vectors import add, dot, mul, sub

_MIDFOOT = 6.0
"""From an ankle to the middle of the sole, centimetres."""


def beside_step(pose: Pose, body: Body, side: str, box: Box) -> tuple[float, str]:
    """Return how far the middle of a sole is beside a step, and what to write to have it on the middle of the step."""
    ahead = axes(pose, body)[0]
    sole = add(body.joints["ankle_" + side], mul(ahead, _MIDFOOT))
    gap = max(box[0] - sole[0], sole[0] - box[1], box[2] - sole[1], sole[1] - box[3])
    middle = ((box[0] + box[1]) / 2, (box[2] + box[3]) / 2, 0.0)
    far = dot(sub(middle, hip_joint(body, side)), ahead) - _MIDFOOT
    where = f"forward {far:.0f}" if far > 0 else f"back {-far:.0f}"
    return gap, f"write foot_{side}: step {where}, or move the step with at"
