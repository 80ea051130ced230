"""People, drawn: poses as a physiotherapist writes them, solved against the floor and turned into paths."""

from planner.figure.check import contacts
from planner.figure.drawing import Drawing, Path, Rgb, Shape
from planner.figure.look import CALM, PEOPLE, PLAIN, Look
from planner.figure.picture import SIGNS, draw, sign, thumbnail
from planner.figure.pose import PoseError
from planner.figure.scene import Scene
from planner.figure.words import WORDS, describe

__all__ = [
    "CALM",
    "PEOPLE",
    "PLAIN",
    "SIGNS",
    "WORDS",
    "Drawing",
    "Look",
    "Path",
    "PoseError",
    "Rgb",
    "Scene",
    "Shape",
    "contacts",
    "describe",
    "draw",
    "sign",
    "thumbnail",
]
