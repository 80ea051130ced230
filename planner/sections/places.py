"""Where places of the body lie on its drawing."""

from collections.abc import Sequence

from planner.blocks import Spot
from planner.figure import Look, Scene, draw
from planner.figure.landmarks import spot
from planner.figure.picture import painted
from planner.figure.scene import solved


def places(scene: Scene, names: Sequence[str], look: Look) -> tuple[Spot, ...]:
    """The landmarks of a scene's only picture, in the units of what `draw` makes of it without marks."""
    found = solved(scene, look.build)
    body, camera = found.bodies[0], found.camera
    outline = [point for piece in painted(scene, 0, look) for point in piece.loop]
    drawing = draw(scene, 0, look, marks=False)
    # a drawing leaves as much room at the left of a person as at the right, and knows how high the ground is
    dx = (drawing.width - min(x for x, _ in outline) - max(x for x, _ in outline)) / 2
    dy = drawing.ground - min(y for _, y in outline)
    points = [camera.point(spot(body, name)[0]) for name in names]
    return tuple((round(x + dx, 1), round(y + dy, 1)) for x, y in points)
