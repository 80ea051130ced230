"""A scene with left and right exchanged, such as for a walking stick that belongs in the other hand."""

from dataclasses import replace

from planner.figure.pose import Contact, Pose, Value
from planner.figure.props import WORDED, Prop
from planner.figure.scene import Picture, Scene

_TURNED = ("roll", "turn", "heading")
"""Tilts of the whole body that go the other way; so do side bends and twists of the spine, by their endings."""
_OTHER = {"l": "r", "r": "l", "left": "right", "right": "left"}


def mirrored(scene: Scene) -> Scene:
    """Return the mirror image of somebody upright: all of left and right is exchanged, the near side too."""
    pictures, props = tuple(map(_picture, scene.pictures)), tuple(map(_prop, scene.props))
    return replace(scene, yaw=-scene.yaw % 360 - 180, pictures=pictures, props=props)


def for_sore_side(scene: Scene, sore: str | None) -> Scene:
    """Return a scene in which a walking stick is in the hand opposite the side that hurts; as it is without both."""
    wrong = any(prop.walker == sore[:1] for prop in scene.props if prop.walker) if sore else False
    return mirrored(scene) if wrong else scene


def _picture(picture: Picture) -> Picture:
    pose = Pose(tuple(sorted((_named(key), _value(key, value)) for key, value in picture.pose.values)))
    arrows, felt, works = (tuple(map(_named, names)) for names in (picture.arrows, picture.felt_at, picture.works_at))
    return replace(picture, pose=pose, arrows=arrows, felt_at=felt, works_at=works)


def _prop(prop: Prop) -> Prop:
    """Return a prop for the other side; the way that a chair faces is along the body, and stays."""
    written = dict(prop.words)
    for key in {"foot", "hand"} & set(WORDED.get(prop.name, ())):
        written.setdefault(key, "r")
    turned = {key: word if key == "facing" else _OTHER.get(word, word) for key, word in written.items()}
    return replace(prop, words=tuple(sorted(turned.items())))


def _named(words: str) -> str:
    """Return the name of a part, or several, on the other side."""
    ends = {"_l": "_r", "_r": "_l"}
    return " ".join(word[:-2] + ends.get(word[-2:], word[-2:]) for word in words.split(" "))


def _value(key: str, value: Value) -> Value:
    if isinstance(value, Contact):
        return replace(value, target=_named(value.target))
    if isinstance(value, tuple):
        return tuple(map(_named, value))
    if isinstance(value, str):
        return _named(value)
    return -value if key in _TURNED or key.endswith(("_side", "_twist")) else value
