"""The scenes and the words of the tests."""

from pathlib import Path

import pytest
import yaml

from planner.figure import Scene

HERE = Path(__file__).parent


def load() -> dict[str, dict[str, object]]:
    """Return the scenes as the loader leaves them: text, lists and mappings."""
    found: dict[str, dict[str, object]] = yaml.load((HERE / "poses.yaml").read_text("utf-8"), yaml.BaseLoader)
    return found


SCENES = {name: Scene.read(data) for name, data in load().items()}
PICTURES = [(name, n) for name, scene in SCENES.items() for n in range(len(scene.pictures))]


@pytest.fixture(scope="session")
def words() -> dict[str, str]:
    """Return the English phrases."""
    found: dict[str, str] = yaml.load((HERE / "words.yaml").read_text("utf-8"), yaml.BaseLoader)
    return found
