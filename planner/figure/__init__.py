"""The picture engine: it draws people in poses that are written as a physiotherapist says them.

Read a scene from plain data, draw a picture of it and describe it in words:

    scene = Scene.read({
        "view": "side",
        "props": ["mat"],
        "pictures": [
            {"pose": {"base": "supine", "knee": 100, "foot": "floor", "head": "floor", "hand": "floor"}},
            {"pose": {"ground": ["back", "feet"], "hip": 0, "foot": "keep"}, "arrow": "pelvis"},
        ],
    })
    drawing = draw(scene, 1)
    text = describe(scene, 1, words)

A pose is a base and what differs from it: joint angles in degrees (`vocabulary` lists them with their ranges) and
contacts, which the engine solves: `foot: floor` bends the hip until the sole is down, `hand: thigh_back_r` reaches
round the thigh, `calf: seat` rests the shins on the chair. A key without `_l` or `_r` means both sides. The pose of the
next picture names only what changes. A new angle ends the contact that settled it before, and a new contact ends the
angle.
"""

from planner.figure.drawing import Drawing, Path, Rgb, Shape
from planner.figure.kept import draw, thumbnail
from planner.figure.look import CALM, PEOPLE, PLAIN, Look
from planner.figure.pose import PoseError
from planner.figure.scene import Scene
from planner.figure.words import WORDS, describe

__all__ = [
    "CALM",
    "PEOPLE",
    "PLAIN",
    "WORDS",
    "Drawing",
    "Look",
    "Path",
    "PoseError",
    "Rgb",
    "Scene",
    "Shape",
    "describe",
    "draw",
    "thumbnail",
]
