"""Arrows: by a rule, never by eye."""

import pytest

from planner.figure import CALM, PoseError, Scene
from planner.figure.arrows import arrow_line, arrow_shapes
from planner.figure.landmarks import spot
from planner.figure.motion import path
from planner.figure.outline import inside
from planner.figure.picture import painted
from planner.figure.pointing import pointed
from planner.figure.props import thing_loops
from planner.figure.scene import solved
from tests.figure.scenes import PICTURES, SCENES

ARROWS = [(name, n, arrow) for name, n in PICTURES if n for arrow in SCENES[name].pictures[n].arrows]
MOVED = [one for one in ARROWS if " " not in one[2]]
POINTED = [(name, n, arrow) for name, n in PICTURES for arrow in SCENES[name].pictures[n].arrows if " " in arrow]


def far(p: tuple[float, float], q: tuple[float, float]) -> float:
    return ((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2) ** 0.5


@pytest.mark.parametrize(("name", "n", "landmark"), MOVED)
def test_an_arrow_goes_from_where_the_part_was_to_where_it_is(name: str, n: int, landmark: str) -> None:
    found = solved(SCENES[name])
    before, after = found.bodies[n - 1], found.bodies[n]
    loops = {piece.name: piece.loop for piece in painted(SCENES[name], n, CALM) if piece.loop}
    things = thing_loops(found.standing, found.camera)
    line = arrow_line(before, after, landmark, found.camera, loops, things)
    was, now = (found.camera.point(spot(body, landmark)[0]) for body in (before, after))
    assert far(line[0], was) < 28
    assert far(line[-1], now) < 30
    if far(was, now) > 5:
        assert not any(inside(line[0], loop) for loop in loops.values())
        assert (line[-1][0] - line[0][0]) * (now[0] - was[0]) + (line[-1][1] - line[0][1]) * (now[1] - was[1]) > 0


@pytest.mark.parametrize(("name", "n", "words"), POINTED)
def test_an_arrow_that_points_touches_the_body_and_leaves_it(name: str, n: int, words: str) -> None:
    found = solved(SCENES[name])
    loops = [piece.loop for piece in painted(SCENES[name], n, CALM) if piece.loop]
    line = pointed(found.bodies[n], SCENES[name].pictures[n].pose, words, found.camera, loops)
    place = found.camera.point(spot(found.bodies[n], words.split(maxsplit=1)[0])[0])
    assert min(far(line[0], place), far(line[-1], place)) < 28
    into_the_floor = far(line[-1], place) < 3.1
    ends = [any(inside(end, loop) for loop in loops) for end in (line[0], line[-1])]
    assert into_the_floor or ends == [False, False]


def test_an_arrow_never_ends_under_the_floor() -> None:
    for name, n, words in POINTED:
        if words.endswith(" down"):
            found = solved(SCENES[name])
            loops = [piece.loop for piece in painted(SCENES[name], n, CALM) if piece.loop]
            line = pointed(found.bodies[n], SCENES[name].pictures[n].pose, words, found.camera, loops)
            assert line[-1][1] > min(y for loop in loops for _, y in loop) - 4


def test_a_direction_without_its_place_is_a_fault() -> None:
    with pytest.raises(PoseError):
        Scene.read({"pictures": [{"pose": {}, "arrow": "up belly"}]})
    assert Scene.read({"pictures": [{"pose": {}, "arrow": "belly up, knee_r"}]}).pictures[0].arrows == (
        "belly up",
        "knee_r",
    )


def test_a_part_swings_about_its_joint() -> None:
    found = solved(SCENES["bird-dog"])
    first, *_, last = path(found.bodies[0], found.bodies[1], "hand_l")
    assert first == pytest.approx(spot(found.bodies[0], "hand_l")[0])
    assert last == pytest.approx(spot(found.bodies[1], "hand_l")[0])


def test_an_arrow_there_and_back_has_a_head_at_each_end() -> None:
    line = [(0.0, 0.0), (20.0, 0.0), (40.0, 0.0)]
    *_, one = arrow_shapes(line, CALM, [])
    *_, both = arrow_shapes(line, CALM, [], returns=True)
    assert [head[0] for head in one.paths] == [(40.0, 0.0)]
    assert [head[0] for head in both.paths] == [(40.0, 0.0), (0.0, 0.0)]
