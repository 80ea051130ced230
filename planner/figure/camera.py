"""The camera: parallel projection, so that nothing grows smaller with distance."""

from math import cos, radians, sin

from planner.figure.outline import Circle, Egg, Point
from planner.figure.vectors import Vec, cross, dot


class Camera:
    """Projects points of space on to paper. Yaw turns the camera about the vertical, elevation raises it; degrees."""

    __slots__ = ("across", "elevation", "up", "way", "yaw")

    def __init__(self, yaw: float, elevation: float) -> None:
        """Set up the camera: a yaw of 0 looks along y, one of 90 looks a standing person in the face."""
        a, e = radians(yaw), radians(elevation)
        self.yaw: float = yaw
        self.elevation: float = elevation
        self.way: Vec = (-sin(a) * cos(e), cos(a) * cos(e), -sin(e))
        self.across: Vec = (cos(a), sin(a), 0.0)
        self.up: Vec = cross(self.across, self.way)

    def point(self, p: Vec) -> Point:
        """Return a point's place on the paper."""
        r, u = self.across, self.up
        return (p[0] * r[0] + p[1] * r[1], p[0] * u[0] + p[1] * u[1] + p[2] * u[2])

    def circle(self, p: Vec, radius: float) -> Circle:
        """Return the circle that a ball makes on the paper."""
        x, y = self.point(p)
        return (x, y, radius)

    def depth(self, p: Vec) -> float:
        """Return a point's distance along the line of sight, in centimetres; only differences have a meaning."""
        return dot(p, self.way)

    def egg(self, centre: Vec, left: Vec, front: Vec, size: tuple[float, float, float]) -> Egg:
        """Return a cross-section on the paper; `size` is half width, front and back, along `left` and `front`."""
        x, y = self.point(centre)
        ax, ay = self.point(left)
        fx, fy = self.point(front)
        w, f, b = size
        return (x, y, ax * w, ay * w, fx * f, fy * f, -fx * b, -fy * b)
