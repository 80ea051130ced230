"""Movement from one pose to the next: each part swings about its joint, so that nothing stretches."""

from planner.figure.anatomy import SIDES, SIGN, Body, CrossSection
from planner.figure.landmarks import spot
from planner.figure.vectors import UP, Frame, Vec, add, cross, dot, lerp, mul, slerp, sub, unit

_CHAINS = (("hip_", "knee_", "ankle_"), ("shoulder_", "elbow_", "wrist_"))


def between(a: Body, b: Body, t: float) -> Body:
    """Return the body at a share t (0 to 1) of the movement from one pose to another."""
    body = Body(_turned(a.frame, b.frame, t), lerp(a.hips, b.hips, t), physique=a.physique)
    for first, second in zip(a.spine, b.spine, strict=True):
        centre = add(body.hips, slerp(sub(first.centre, a.hips), sub(second.centre, b.hips), t))
        frame = _turned(first.frame, second.frame, t)
        body.spine.append(CrossSection(centre, frame, first.width, first.front, first.back))
    body.frames = {name: _turned(frame, b.frames[name], t) for name, frame in a.frames.items()}
    for name in ("chest", "neck"):
        body.joints[name] = add(body.hips, slerp(sub(a.joints[name], a.hips), sub(b.joints[name], b.hips), t))
    body.joints["skull"] = _hung(body, a, b, "neck", "skull", t)
    body.joints["head"] = _hung(body, a, b, "skull", "head", t)
    for side in SIDES:
        for (top, middle, end), root in zip(_CHAINS, ("hips", "chest"), strict=True):
            here, there = (a.hips, b.hips) if root == "hips" else (a.joints[root], b.joints[root])
            base = body.hips if root == "hips" else body.joints[root]
            body.joints[top + side] = add(
                base, slerp(sub(a.joints[top + side], here), sub(b.joints[top + side], there), t)
            )
            frame = body.frames["chest"] if root == "chest" else body.frame
            way = add(mul(frame[1], SIGN[side]), mul(frame[0], 0.8))  # half a turn goes outwards and forward
            body.joints[middle + side] = _hung(body, a, b, top + side, middle + side, t, way)
            body.joints[end + side] = _hung(body, a, b, middle + side, end + side, t, way)
    return body


def _hung(body: Body, a: Body, b: Body, root: str, end: str, t: float, via: Vec = UP) -> Vec:
    swing = slerp(sub(a.joints[end], a.joints[root]), sub(b.joints[end], b.joints[root]), t, via)
    return add(body.joints[root], swing)


def _turned(a: Frame, b: Frame, t: float) -> Frame:
    up = unit(lerp(a[2], b[2], t))
    front = lerp(a[0], b[0], t)
    front = unit(sub(front, mul(up, dot(front, up))))
    return (front, cross(up, front), up)


def path(a: Body, b: Body, landmark: str, steps: int = 8) -> list[Vec]:
    """Return `steps` + 1 points along a landmark's movement from one pose to the next."""
    return [spot(between(a, b, i / steps), landmark)[0] for i in range(steps + 1)]
