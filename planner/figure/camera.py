"""Where the drawing is seen from: a camera far away, so that nothing grows smaller with distance."""

from math import cos, radians, sin

from planner.figure.outline import Circle, Egg, Point
from planner.figure.vectors import Vec, cross, dot


class Camera:
    """Puts points of space on paper. Yaw turns the camera about the upright, elevation lifts it; degrees."""

    __slots__ = ("across", "elevation", "up", "way", "yaw")

    def __init__(self, yaw: float, elevation: float) -> None:
        """Stand the camera; yaw 0 looks along y, 90 looks a standing person in the face."""
        a, e = radians(yaw), radians(elevation)
        self.yaw, self.elevation = yaw, elevation
        self.way: Vec = (-sin(a) * cos(e), cos(a) * cos(e), -sin(e))
        self.across: Vec = (cos(a), sin(a), 0.0)
        self.up: Vec = cross(self.across, self.way)

    def point(self, p: Vec) -> Point:
        """Return where a point falls on the paper."""
        r, u = self.across, self.up
        return (p[0] * r[0] + p[1] * r[1], p[0] * u[0] + p[1] * u[1] + p[2] * u[2])

    def circle(self, p: Vec, radius: float) -> Circle:
        """Return where a ball falls on the paper."""
        x, y = self.point(p)
        return (x, y, radius)

    def depth(self, p: Vec) -> float:
        """Return how far away a point is, larger for farther."""
        return dot(p, self.way)

    def egg(self, centre: Vec, left: Vec, front: Vec, size: tuple[float, float, float]) -> Egg:
        """Return a cross-section on the paper: half width along left, then front and back along front."""
        x, y = self.point(centre)
        ax, ay = self.point(left)
        fx, fy = self.point(front)
        w, f, b = size
        return (x, y, ax * w, ay * w, fx * f, fy * f, -fx * b, -fy * b)
