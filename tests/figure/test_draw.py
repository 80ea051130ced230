"""What comes out: the same every time, inside its frame, one box for a scene."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.figure import PEOPLE, PLAIN, Drawing, Look, Scene, draw, thumbnail, vocabulary
from planner.figure.contacts import contacts
from planner.figure.drawing import Path as Way
from planner.figure.props import OPTIONS
from tests.figure.scenes import PICTURES, SCENES

ROOT = Path(__file__).parents[2]


def points(drawing: Drawing) -> list[tuple[float, float]]:
    """Return points on every line of a drawing; of one that is cut off, those of what cuts it."""
    found: list[tuple[float, float]] = []
    for way in (way for shape in drawing.shapes for way in shape.clip or shape.paths):
        x, y = way[0][0], way[0][1]
        for step in way:
            if len(step) == 6:
                a, b, c, d, e, f = step
                for t in (0.25, 0.5, 0.75):
                    k = 1 - t
                    p, q, r, s = k**3, 3 * k * k * t, 3 * k * t * t, t**3
                    found.append((p * x + q * a + r * c + s * e, p * y + q * b + r * d + s * f))
            x, y = step[-2], step[-1]
            found.append((x, y))
    return found


def test_dashes_are_drawn_only_where_the_person_was_elsewhere() -> None:
    poses = [{"base": "supine", "head": "floor", "knee": "95", "foot": "floor"}, {}, {"hip": "100"}]
    scene = Scene.read({"pictures": [{"pose": pose, "ghost": True} for pose in poses]})
    dashes = [[shape for shape in draw(scene, n).shapes if shape.dash] for n in (1, 2)]
    assert not dashes[0]
    assert dashes[1]


@pytest.mark.parametrize(("name", "n"), PICTURES)
def test_nothing_leaves_the_frame(name: str, n: int) -> None:
    for drawing in (draw(SCENES[name], n), thumbnail(SCENES[name], n)):
        assert all(-0.6 <= x <= drawing.width + 0.6 and -0.6 <= y <= drawing.height + 0.6 for x, y in points(drawing))


@pytest.mark.parametrize("name", ["bridge", "walking", "sitting", "wall-slide"])
def test_something_stands_on_the_ground(name: str) -> None:
    drawing = draw(SCENES[name], 0)
    assert min(y for _, y in points(drawing)) == pytest.approx(drawing.ground, abs=0.6)


def test_drawing_twice_costs_nothing() -> None:
    assert draw(SCENES["bridge"], 1) is draw(SCENES["bridge"], 1)
    again = Scene.read({"view": "side", "props": ["mat"], "pictures": [{"pose": {"base": "supine"}}]})
    other = Scene.read({"view": "side", "props": ["mat"], "pictures": [{"pose": {"base": "supine"}}]})
    assert again == other
    assert draw(again, 0) is draw(other, 0)


def test_without_marks_nothing_is_in_the_accent() -> None:
    for name, n in PICTURES:
        drawing = draw(SCENES[name], n, marks=False)
        assert not [s for s in drawing.shapes if Look().accent in (s.fill, s.stroke)]


def test_lines_are_never_thinner_than_a_copier_shows() -> None:
    for name, n in PICTURES:
        assert all(s.width >= 0.5 for s in draw(SCENES[name], n).shapes if s.stroke)


def test_plain_is_grey() -> None:
    colours = {c for s in draw(SCENES["bridge"], 1, PLAIN).shapes for c in (s.fill, s.stroke) if c}
    assert all(max(c) - min(c) < 0.03 for c in colours)


@pytest.mark.parametrize("person", PEOPLE)
def test_every_person_can_be_drawn(person: str) -> None:
    assert draw(SCENES["bridge"], 1, PEOPLE[person]).shapes


def test_another_process_draws_the_same() -> None:
    code = (
        "from tests.figure.scenes import SCENES; from planner.figure import draw;"
        "import hashlib; d = [draw(s, n) for s in SCENES.values() for n in range(len(s.pictures))];"
        "print(hashlib.sha256(repr([(x.width, x.height, x.shapes, x.key) for x in d]).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "77")
    }
    assert len(found) == 1


@settings(max_examples=30)
@given(
    view=st.sampled_from(["side", "front", "back", "top", "three-quarter", "head-end", "foot-end"]),
    base=st.sampled_from(["standing", "supine", "hands-and-knees", "sitting", "prone", "lying-left", "half-kneeling"]),
    lumbar=st.integers(-20, 40),
    shoulder=st.integers(0, 170),
    knee=st.integers(0, 120),
)
def test_any_pose_from_any_side_fits_its_frame(view: str, base: str, lumbar: int, shoulder: int, knee: int) -> None:
    pose = {"base": base, "lumbar": lumbar, "shoulder": shoulder, "knee_r": knee}
    scene = Scene.read({"view": view, "props": ["mat"], "pictures": [{"pose": pose}]})
    drawing = draw(scene, 0)
    assert all(-3 <= x <= drawing.width + 3 and -3 <= y <= drawing.height + 3 for x, y in points(drawing))


LANDMARKS = [*vocabulary.SINGLE_LANDMARKS, *(f"{n}_{s}" for n in vocabulary.PAIRED_LANDMARKS for s in "lr")]
REGIONS = [*vocabulary.REGIONS_SINGLE, *(f"{n}_{s}" for n in vocabulary.REGIONS_PAIRED for s in "lr")]


@settings(max_examples=60)
@given(
    base=st.sampled_from(vocabulary.BASES),
    props=st.lists(st.sampled_from(sorted(OPTIONS)), max_size=2, unique=True),
    hand=st.sampled_from([*LANDMARKS, *vocabulary.HOLDS, "floor"]),
    arrow=st.sampled_from(LANDMARKS),
    region=st.sampled_from(REGIONS),
)
def test_every_word_of_the_vocabulary_can_be_drawn(
    base: str, props: list[str], hand: str, arrow: str, region: str
) -> None:
    poses: list[dict[str, object]] = [{"base": base}, {"lumbar": 20, "hip_r": 40}]
    if hand not in ("hand", "wrist", "elbow", "hand_r", "wrist_r", "elbow_r"):
        poses[1]["hand_r"] = hand
    pictures = [
        {"pose": poses[0]},
        {"pose": poses[1], "arrow": arrow, "felt_at": [region], "hold": True, "ghost": True},
    ]
    scene = Scene.read({"props": props, "pictures": pictures})
    assert draw(scene, 1).shapes
    contacts(scene, 1)


def test_an_inset_shows_the_trunk_before_and_now_in_place_of_the_person() -> None:
    scene = SCENES["pelvic-tilt"]
    look = PEOPLE["brown-bob"]
    drawing = draw(scene, 1, look)
    frames = {shape.clip for shape in drawing.shapes if shape.clip}
    assert len(frames) == 2
    assert drawing.height <= draw(scene, 0, look).height
    assert any(shape.fill == look.shirt for shape in drawing.shapes)
    assert not any(shape.fill == look.hair for shape in drawing.shapes)
    assert not any(shape.clip for shape in thumbnail(scene, 1).shapes)


def test_the_gap_that_closes_is_tinted_and_the_belly_that_works_is_drawn() -> None:
    look = PEOPLE["brown-bob"]

    def fills(name: str) -> list[bool]:
        inset = [shape for shape in draw(SCENES[name], 1, look).shapes if shape.clip and not shape.stroke]
        return [shape.fill == look.accent for shape in inset if shape.fill and shape.fill[0] > shape.fill[2] + 0.15]

    assert fills("pelvic-tilt") == [False, False, False, True]  # the gap and the belly, before and now
    assert fills("abdominal-brace") == [False, True]


def test_an_inset_of_the_feet_shows_heel_to_toe_in_one_line() -> None:
    look = PEOPLE["brown-bob"]
    scene = SCENES["tandem-stand"]
    drawing, before = draw(scene, 1, look), draw(scene, 0, look)
    feet = [shape for shape in drawing.shapes if shape.fill == look.skin][-2:]
    (a, b, c, d) = (range_of(foot.paths[0], i) for foot in feet for i in (0, 1))
    assert drawing.width > before.width + 40
    assert abs(min(a[1], c[1]) - max(a[0], c[0])) < 3
    assert abs(sum(b) - sum(d)) / 2 < 5


def range_of(path: Way, i: int) -> tuple[float, float]:
    """Return the least and the greatest x or y of a path."""
    return min(step[i - 2] for step in path), max(step[i - 2] for step in path)


def test_air_goes_in_and_out_in_opposite_directions() -> None:
    def tips(n: int) -> list[float]:
        waves = [s for s in draw(SCENES["belly-breathing"], n).shapes if not s.closed and len(s.paths) == 2]
        return [s.paths[0][-1][-1] - s.paths[0][0][-1] for s in waves if s.width == 1.3]

    assert len(tips(0)) == len(tips(1)) == 2
    assert all(rise < 0 for rise in tips(0))
    assert all(rise > 0 for rise in tips(1))


def test_a_pillow_stays_where_the_head_was_until_somebody_gets_up() -> None:
    poses = [{"base": "supine", "head": "pillow"}, {"neck": 40, "thoracic": 30}, {"base": "sitting"}]
    pictures = [{"pose": pose} for pose in poses]
    thick = {"pillow": {"height": 8}}
    scenes = [Scene.read({"props": ["bed", *things], "pictures": pictures}) for things in ([thick], [])]
    more = [len(draw(scenes[0], n).shapes) - len(draw(scenes[1], n).shapes) for n in range(3)]
    assert more == [1, 1, 0]
