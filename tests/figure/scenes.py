"""The scenes that are tested: all pictures of the library, and some of poses.yaml that the library does not need."""

from pathlib import Path

import yaml

from planner.content.library import Library
from planner.content.pictures import scene_of
from planner.figure import Scene

LIBRARY = Library()
WORDS = LIBRARY.language("en").under("figure")


def load() -> dict[str, dict[str, object]]:
    """The scenes of poses.yaml as the loader leaves them: text, lists and maps."""
    text = Path(__file__).with_name("poses.yaml").read_text("utf-8")
    found: dict[str, dict[str, object]] = yaml.load(text, yaml.BaseLoader)
    return found


def _all() -> dict[str, Scene]:
    scenes = {e.key: scene for e in LIBRARY.exercises() if (scene := scene_of(e, e.steps))}
    for e in LIBRARY.exercises():
        for p in e.precautions:
            if p.pictures == "own" and (scene := scene_of(e, p.steps)):
                scenes[f"{e.key} with {p.condition}"] = scene
    for n, posed in enumerate(LIBRARY.cover.pictures):
        scenes[f"cover-{n}"] = Scene.read(
            {"view": posed.view, "props": posed.props, "pictures": [{"pose": posed.pose}]}
        )
    return scenes | {name: Scene.read(data) for name, data in load().items()}


SCENES = _all()
PICTURES = [(name, n) for name, scene in SCENES.items() for n in range(len(scene.pictures))]
