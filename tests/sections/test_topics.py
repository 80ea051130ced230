import re
from itertools import chain
from typing import Any

import pytest

from planner import load_library, load_plan
from planner.blocks import BesideBody, Heading, IconLine, Note, PageBreak, Pairs, Points, Run, Stages, Text
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.spec import Spec
from planner.content.topic import Topic
from planner.figure import CALM, Scene, draw
from planner.figure.picture import landmark_points
from planner.figure.vocabulary import LANDMARKS
from planner.problems import InputError
from planner.programme.prescribe import prescribe
from planner.sections import topics
from planner.sections.edition import Edition

KEYS = load_library().ids("topics")
EMERGENCY = re.compile(
    r"toilet paper|bladder|bowel|urine|genitals|back passage|chest pain|both legs|accident|weakness", re.IGNORECASE
)


def titles(blocks):
    return [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]


def words(topic: Topic) -> list[str]:
    """Everything that a patient reads in a topic."""
    said = [topic.title, topic.lead]
    for part in topic.parts:
        said += [t for t in (part.title, part.text, part.note, part.alarm) if t]
        said += [*(part.do or ()), *(part.avoid or ()), *(shown.say for shown in part.stages or ())]
        said += chain(*((p.title, p.good.say, p.second.say) for p in part.pairs or ()))
        if part.body:
            said += [part.body.says, *(place.say for place in part.body.places)]
    return said


def test_a_plan_chooses_and_orders_its_topics(made, phases, library):
    def shown(**more):
        return titles(made("topics", phases(["walking"], **more)))

    posture, sciatica = library.topic("posture").title, library.topic("sciatica").title
    assert shown(topics=["posture", "sciatica"]) == [posture, sciatica]
    assert shown(topics=["sciatica"]) == [sciatica]
    usual = [topic for topic in map(library.topic, KEYS) if topic.usual and not topic.for_conditions]
    assert shown() == [topic.title for topic in usual]
    assert shown() == [library.topic("getting-up-from-the-floor").title, posture]


def test_who_has_leg_pain_reads_about_sciatica_and_nobody_else_unless_the_plan_says_so(made, phases, library):
    sciatica = library.topic("sciatica").title
    acute = {"conditions": ("sciatica-acute",)}
    assert titles(made("topics", phases(["walking"], topics=["posture"]), **acute))[0] == sciatica
    assert titles(made("topics", phases(["walking"], topics=["posture", "sciatica"]), **acute)).count(sciatica) == 1
    assert sciatica not in titles(made("topics", load_plan("low-back-relief")))
    assert sciatica in titles(made("topics", load_plan("sciatica-worse-bending")))


def test_every_topic_starts_a_page(made, plan):
    blocks = made("topics", plan)
    starts = [n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    assert len(starts) == len(plan.topics) == 2
    assert all(isinstance(blocks[n - 1], PageBreak) for n in starts[1:])


@pytest.mark.parametrize("key", KEYS)
def test_a_topic_is_short_and_has_no_emergency_sign_in_it(library, key):
    said = words(library.topic(key))
    assert said
    assert [text for text in said if EMERGENCY.search(text)] == []
    sentences = [s for text in said for s in re.split(r"(?<=[.!?])[*]*\s+", text)]
    assert [s for s in sentences if len(s.split()) > 18] == []


def test_sciatica_shows_where_the_nerve_runs(made, phases, library):
    [*_, beside] = made("topics", phases(["walking"], topics=["sciatica"]))
    assert isinstance(beside, BesideBody)
    body, drawing = beside.body, beside.body.figure.drawing
    assert [place.label for place in body.places] == ["Low back", "Buttock", "Thigh", "Calf, foot"]
    heights = [y for _, y in body.line]
    assert heights == sorted(heights, reverse=True)
    assert all(0 < x < drawing.width and 0 < y < drawing.height for x, y in body.line)
    assert body.dashed_from == library.topic("sciatica").parts[1].body.line.index("knee_back_r")
    assert [block.icon for block in beside.blocks if isinstance(block, Points)] == ["go", "avoid"]
    assert [block.icon for block in beside.blocks if isinstance(block, IconLine)] == ["stop"]


def test_a_place_of_the_body_is_found_on_its_drawing():
    scene = Scene.read({"view": "back", "pictures": [{"pose": {"base": "standing", "shoulder_abduction": 18}}]})
    drawing = draw(scene, 0, CALM, marks=False)
    (head_x, head_y), (left_x, _), (right_x, _), (_, heel_y) = landmark_points(
        scene, ["head_top", "knee_l", "knee_r", "heel_l"], CALM
    )
    assert head_x == pytest.approx(drawing.width / 2, abs=1)
    assert head_y == pytest.approx(drawing.height, abs=4)
    assert drawing.width - left_x == pytest.approx(right_x, abs=0.3)
    assert left_x < right_x  # from behind, the left knee is at the left
    assert heel_y == pytest.approx(drawing.ground, abs=4)


def test_posture_has_two_good_ways_to_take_turns_and_crosses_for_thin_bones_only(made, phases):
    def pairs(**patient):
        blocks = made("topics", phases(["walking"], topics=["posture"]), **patient)
        [found] = (block for block in blocks if isinstance(block, Pairs))
        return found

    for rows, icons in ((pairs().rows, ["go", "go"]), (pairs(conditions=["osteoporosis"]).rows, ["go", "avoid"])):
        assert [row.title for row in rows] == ["Sitting", "Standing", "Lifting"]
        for row in rows:
            assert [side.icon for side in row.sides] == icons
            assert all(side.figure.alt for side in row.sides)


def drawn(made, phases, section, **patient) -> str:
    """What the pictures of a section show, in words."""
    blocks = str(made(section, phases(["walking"], topics=["posture"]), **patient))
    return " ".join(re.findall(r"alt='([^']*)'", blocks))


@pytest.mark.parametrize("condition", ["hip-replacement", "post-surgery"])
def test_guidelines_show_nobody_on_the_floor_who_may_not_go_there(made, phases, condition):
    assert "ying" in drawn(made, phases, "guidelines")
    assert "ying" not in drawn(made, phases, "guidelines", conditions=[condition])


def test_who_has_a_new_hip_lifts_from_a_table_and_sees_no_deep_bend(made, phases):
    assert "knees bent" in drawn(made, phases, "topics")
    assert "knees bent" not in drawn(made, phases, "topics", conditions=["hip-replacement"])
    assert "from a table" in str(
        made("topics", phases(["walking"], topics=["posture"]), conditions=["hip-replacement"])
    )


def pairs_of(blocks):
    [found] = (block for block in blocks if isinstance(block, Pairs))
    return [row.title for row in found.rows]


@pytest.mark.parametrize("condition", ["balance", "pregnancy", "post-surgery", "sciatica-acute"])
def test_who_is_not_to_lift_sees_no_lifting(made, phases, library, condition):
    barred = {p.condition for p in library.exercise("box-lift").precautions if p.action == "avoid"}
    assert condition in barred
    plan = phases(["walking"], topics=["posture"])
    assert pairs_of(made("topics", plan, conditions=[condition])) == ["Sitting", "Standing"]


@pytest.mark.parametrize("key", ["posture", "posture-thin-bones"])
def test_the_deep_bend_is_shown_to_nobody_for_whom_the_box_lift_waits(library, key):
    [pair] = (pair for part in library.topic(key).parts for pair in part.pairs or () if pair.title == "Lifting")
    waits = {p.condition for p in library.exercise("box-lift").precautions if p.action != "modify"} - {"osteoporosis"}
    assert waits <= {*pair.not_for_conditions, *pair.good.not_for_conditions}


@pytest.mark.parametrize("condition", ["floor-access", "knee-kneeling", "hip-replacement", "wrist-shoulder"])
def test_who_cannot_kneel_or_lean_reads_about_the_bed_in_place_of_the_floor(made, phases, library, condition):
    floor, bed = library.topic("getting-up-from-the-floor").title, library.topic("in-and-out-of-bed").title
    plan = phases(["walking"], topics=["getting-up-from-the-floor"])
    assert titles(made("topics", plan)) == [floor]
    assert titles(made("topics", plan, conditions=[condition])) == [bed]


def test_nobody_who_is_pregnant_reads_that_ibuprofen_may_help(made, phases, library):
    plan = phases(["walking"], topics=["medicines"])
    assert "Ibuprofen and its like may help" in str(made("topics", plan))
    blocks = made("topics", plan, conditions=["pregnancy"])
    assert titles(blocks) == [library.topic("medicines-pregnancy").title]
    assert "Do not take ibuprofen" in str(blocks)


def test_the_way_up_from_the_floor_has_five_pictures_and_a_way_out(made, phases):
    blocks = made("topics", phases(["walking"], topics=["getting-up-from-the-floor"]))
    [stages] = (block for block in blocks if isinstance(block, Stages))
    assert [row.numeral for row in stages.rows] == list("12345")
    assert len({row.figure.alt for row in stages.rows}) == 5
    assert any(isinstance(block, Note) for block in blocks)


OWN = """\
title: Our pool
lead: Warm water helps.
parts:
  - text: |-
      **Come** in.

      Stay.
  - {title: Bring, do: [a towel]}
"""


def test_a_clinics_own_topic_stands_beside_the_others(write, phases):
    over = load_library(write("own/topics/pool.yaml", OWN).parent.parent)
    assert set(over.ids("topics")) == {*KEYS, "pool"}
    edition = Edition(over, over.language("en"), CALM)
    programme = prescribe(phases(["walking"], topics=["pool", "posture"]), Patient(), Clinic(), over)
    made: list[Any] = [*topics.blocks(programme, edition, Spec())]
    heading, first, second, points, *_ = made
    assert (heading.text, heading.lead) == ("Our pool", "Warm water helps.")
    assert [(run.text, run.strong) for run in first.words] == [("Come", True), (" in.", False)]
    assert second == Text((Run("Stay."),))
    assert (points.title, points.items) == ("Bring", ((Run("a towel"),),))


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("{do: [a], note: b}", "parts.0: a part is one of text, do, avoid"),
        ("{title: a}", "this one has none"),
        ("{title: a, note: b}", "title belongs to text, do or avoid, not to note"),
        ("{body: {picture: {pose: {base: standing}}, says: x, line: [low_bak]}}", 'did you mean "low_back"?'),
        ("{stages: [{say: a, picture: {pose: {base: siting}}}]}", 'parts.0.stages.0.picture.pose.base: "siting"'),
        ("{text: a}\nsources: [nice-ng95]", 'sources.0: there is no source "nice-ng95"'),
    ],
)
def test_what_is_wrong_with_a_topic_has_its_place(write, part, line):
    path = write("own/topics/pool.yaml", f"title: a\nlead: b\nparts:\n  - {part}\n")
    with pytest.raises(InputError) as caught:
        load_library(path.parent.parent).topic("pool")
    assert str(caught.value).startswith(f"{path}:")
    assert line in str(caught.value)


def test_an_unknown_topic_in_a_plan_is_an_error_with_the_nearest(library, phases):
    with pytest.raises(InputError, match=r'topics\.0: there is no topic "sciatika"; did you mean "sciatica"\?'):
        library.check(phases(["walking"], topics=["sciatika"]))


def test_every_landmark_can_be_found():
    scene = Scene.read({"view": "side", "pictures": [{"pose": {"base": "standing"}}]})
    assert len(landmark_points(scene, LANDMARKS, CALM)) == len(LANDMARKS) > 40


def test_the_nerve_is_drawn_on_the_side_that_hurts(made, phases):
    plan = phases(["walking"], topics=["sciatica"])

    def shown(**patient):
        return next(block.body for block in made("topics", plan, **patient) if isinstance(block, BesideBody))

    right, left = shown(side="right"), shown(side="left")
    assert shown() == right
    assert "right buttock" in right.figure.alt
    assert "left buttock" in left.figure.alt
    middle = right.figure.drawing.width / 2
    assert [2 * middle - x for x, _ in left.line] == pytest.approx([x for x, _ in right.line], abs=0.2)
    assert all(x > middle for x, _ in right.line[1:])  # from behind, the right leg is at the right
    assert all(place.at[0] < middle for place in left.places[1:])
