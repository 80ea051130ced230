"""People, drawn: poses as a physiotherapist writes them, solved against the floor and turned into paths."""

from planner.figure.drawing import Drawing, Path, Rgb, Shape
from planner.figure.look import CALM, PEOPLE, PLAIN, Look
from planner.figure.picture import draw, thumbnail
from planner.figure.pose import PoseError
from planner.figure.scene import Scene

__all__ = [
    "CALM",
    "PEOPLE",
    "PLAIN",
    "Drawing",
    "Look",
    "Path",
    "PoseError",
    "Rgb",
    "Scene",
    "Shape",
    "draw",
    "thumbnail",
]
