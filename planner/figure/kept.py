"""Pictures that came with the wheel or were drawn before. The first one that was not loads what draws people."""

from functools import lru_cache

from planner.figure.drawing import DRAWN, Drawing, once
from planner.figure.look import CALM, Look
from planner.figure.scene import Scene
from planner.shipped import key_of
from planner.values import frozen


@frozen
class Wish:
    """What goes into a picture besides the person."""

    marks: bool = True
    mat: bool = True


def draw(scene: Scene, n: int, look: Look = CALM, *, marks: bool = True) -> Drawing:
    """Return picture n of a scene; all pictures of a scene have the same scale.

    Without `marks`, leave out arrows, marks of where it is felt or works, and ghosts. That it is held, or repeated on
    the other side, stands beside the picture in words.
    """
    return _draw(scene, n, look, Wish(marks))


@lru_cache(maxsize=512)
def _draw(scene: Scene, n: int, look: Look, wish: Wish) -> Drawing:
    key = key_of(DRAWN, scene, n, look, wish)

    def anew() -> Drawing:
        from planner.figure import picture

        return picture.drawn(scene, n, look, wish, key)

    return once(key, anew)


@lru_cache(maxsize=256)
def thumbnail(scene: Scene, n: int, look: Look = CALM) -> Drawing:
    """Return picture n cropped close: the person and the props, without mat and marks."""
    key = key_of(DRAWN, scene, n, look)

    def anew() -> Drawing:
        from planner.figure import picture

        return picture.small(scene, n, look, key)

    return once(key, anew)
