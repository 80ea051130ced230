import pytest

from planner.blocks import Chart, Goals


def charts(blocks):
    return [block for block in blocks if isinstance(block, Chart)]


ALL = ["pain", "sleep", "reach"]


@pytest.mark.parametrize("weeks", [1, 2, 6, 26])
def test_a_chart_has_a_column_for_the_start_and_for_each_week(made, phases, weeks):
    found = charts(made("log", phases(*[["walking"]] * weeks), options={"charts": ALL}))
    assert [chart.title for chart in found] == ["My pain this week", "My sleep", "How far my hands reach"]
    for chart in found:
        assert chart.weeks == ("Start", *map(str, range(1, weeks + 1)))
        assert chart.names == ("Start", *(f"Week {n}" for n in range(1, weeks + 1)))
        assert len(set(chart.says)) == len(chart.weeks)
        assert chart.how


def test_unless_a_plan_asks_for_more_there_is_one_chart_of_pain_and_the_goals_share_its_page(made):
    blocks = made("log", ["walking"])
    assert [type(block).__name__ for block in blocks] == ["Heading", "Chart", "Goals"]
    assert blocks[1].title == "My pain this week"
    assert "0: not at all. 10: fully." in blocks[2].how


def test_other_charts_have_a_page_of_their_own(made):
    blocks = made("log", ["walking"], options={"charts": ["sleep", "pain", "reach"]})
    names = [type(block).__name__ for block in blocks]
    assert names == ["Heading", "Chart", "Goals", "PageBreak", "Heading", "Chart", "Chart"]
    assert [chart.title for chart in charts(blocks)] == ["My pain this week", "My sleep", "How far my hands reach"]
    assert blocks[0].text != blocks[4].text


@pytest.mark.parametrize(("green", "amber", "rows"), [("3", "5", [5, 2, 4]), ("2", "3", [7, 1, 3])])
def test_pain_goes_from_0_to_10_with_the_worst_on_top_in_the_clinics_zones(made, green, amber, rows):
    [pain] = charts(made("log", ["walking"], {"traffic_light": {"green": green, "amber": amber}}))
    assert pain.marks == tuple(str(n) for n in range(10, -1, -1))
    assert [(zone.icon, zone.rows) for zone in pain.zones] == list(zip(["stop", "ease off", "go"], rows, strict=True))


def test_sleep_is_marked_in_words(made):
    [sleep] = charts(made("log", ["walking"], options={"charts": ["sleep"]}))
    assert sleep.marks == ("good", "broken", "poor")


def test_the_marks_beside_the_leg_stand_at_its_own_heights(made):
    *_, reach = charts(made("log", ["walking"], options={"charts": ALL}))
    assert reach.marks == ("thigh", "knee", "shin", "ankle")
    thigh, knee, shin, ankle = reach.heights
    assert thigh > knee > shin > ankle > 0
    assert shin == pytest.approx((knee + ankle) / 2, abs=0.1)
    assert 40 < knee < 52  # centimetres on a person of 170 cm
    assert reach.leg.drawing.height - reach.leg.drawing.ground > thigh


@pytest.mark.parametrize(
    "condition", ["osteoporosis", "sciatica-flexion-sensitive", "sciatica", "balance", "pregnancy"]
)
def test_who_should_not_bend_measures_a_walk_instead(made, condition):
    *_, last = charts(made("log", ["pelvic-tilt"], options={"charts": ALL}, conditions=[condition]))
    assert last.title == "My walking"
    assert last.leg is None


@pytest.mark.parametrize("condition", ["knee-kneeling", "wrist-shoulder"])
def test_conditions_that_have_nothing_to_say_about_bending_leave_the_chart(made, condition):
    *_, last = charts(made("log", ["pelvic-tilt"], options={"charts": ALL}, conditions=[condition]))
    assert last.title == "How far my hands reach"


@pytest.mark.parametrize(
    ("weeks", "times"),
    [
        (1, ["Start", "Week 1"]),
        (6, ["Start", "Week 6"]),
        (7, ["Start", "Week 7"]),
    ],
)
def test_goals_are_scored_at_the_start_and_at_the_end(made, phases, weeks, times):
    [goals] = (b for b in made("log", phases(*[["walking"]] * weeks)) if isinstance(b, Goals))
    assert [[label for label, _ in goal.times] for goal in goals.goals] == [times] * 3


def test_the_patients_goals_are_printed_and_lines_for_the_rest(made):
    [goals] = (b for b in made("log", ["walking"], goals=["Lift {my} **cat**"]) if isinstance(b, Goals))
    assert [goal.words for goal in goals.goals] == ["Lift {my} **cat**", "", ""]
    assert all(goal.says for goal in goals.goals)


def test_a_plan_chooses_the_charts_and_their_order(made):
    found = made("log", ["walking"], options={"charts": ["sleep", "pain"], "goals": "no"})
    assert [chart.title for chart in charts(found)] == ["My sleep", "My pain this week"]
    assert not any(isinstance(block, Goals) for block in found)
    only = made("log", ["walking"], options={"charts": []})
    assert [type(block).__name__ for block in only] == ["Heading", "Goals"]


@pytest.mark.parametrize("options", [{"charts": [], "goals": "no"}, {"charts": ["pain", "pain"]}, {"charts": ["pein"]}])
def test_a_log_of_nothing_is_refused(made, options):
    with pytest.raises(ValueError, match=r"empty|twice|reach"):
        made("log", ["walking"], options=options)
