"""How far joints are bent in a body, however they came to be so; degrees."""

from math import acos, atan2, degrees

from planner.figure.anatomy import Body
from planner.figure.vectors import Vec, dot, sub, unit


def hip_bend(body: Body, side: str) -> float:
    """Return the flexion of a hip."""
    up = body.frames["thigh_" + side][2]
    return degrees(atan2(-dot(up, body.frame[0]), dot(up, body.frame[2])))


def knee_bend(body: Body, side: str) -> float:
    """Return the flexion of a knee."""
    return _between(body.frames["thigh_" + side][2], body.frames["shank_" + side][2])


def elbow_bend(body: Body, side: str) -> float:
    """Return the flexion of an elbow."""
    upper = sub(body.joints["elbow_" + side], body.joints["shoulder_" + side])
    return _between(unit(upper), unit(sub(body.joints["wrist_" + side], body.joints["elbow_" + side])))


def _between(a: Vec, b: Vec) -> float:
    return degrees(acos(max(-1.0, min(1.0, dot(a, b)))))
