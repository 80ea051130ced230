import pytest

from planner.blocks import Heading, Labels, Moves, Phases
from planner.programme.dose import seconds


def block(blocks, kind):
    [found] = (b for b in blocks if isinstance(b, kind))
    return found


@pytest.mark.parametrize(
    ("key", "change", "length"),
    [
        ("bridge", {"reps": 8, "sets": 1, "hold": 6, "rest": 10}, 8 * (5 + 6) + 7 * 10),
        ("bridge", {"reps": 5, "sets": 2, "hold": 0, "rest": 0}, 2 * 5 * 5),
        ("single-knee-to-chest", {"reps": 3, "sets": 1, "hold": 20, "rest": 10}, 6 * (4 + 20) + 5 * 10),
        ("walking", {"time": 600}, 600),
        ("walking", {"time": 300, "sets": 2, "rest": 60}, 660),
    ],
)
def test_a_session_lasts_as_long_as_moving_holding_and_resting_on_both_sides(library, key, change, length):
    exercise = library.exercise(key)
    assert seconds(exercise.dose.model_copy(update=change), exercise) == length


def test_how_often_a_day_does_not_lengthen_a_session(library):
    exercise = library.exercise("pelvic-tilt")
    once, often = (exercise.dose.model_copy(update={"per_day": n}) for n in (1, 6))
    assert seconds(once, exercise) == seconds(often, exercise)


@pytest.mark.parametrize(
    ("time", "says"),
    [("5 min", "5 minutes"), ("60 s", "1 minute"), ("8 min", "8 minutes"), ("12 min", "10 minutes")],
)
def test_minutes_are_rounded_the_more_the_longer(made, time, says):
    lead = block(made("overview", [{"exercise": "walking", "time": time}]), Heading).lead
    assert lead == f"1 exercise, 1 week, about {says} each time."


def test_a_session_counts_only_what_is_done_on_its_day(made, phases):
    walks = [{"exercise": "walking", "time": "20 min", "days": ["mon"]}]
    rests = [{"exercise": "legs-on-chair-rest", "time": "10 min", "days": ["tue"]}]
    assert "about 20 minutes" in block(made("overview", phases([*walks, *rests])), Heading).lead
    assert "about 10 to 20 minutes" in block(made("overview", phases(walks, rests)), Heading).lead


@pytest.mark.parametrize("count", [1, 6, 26])
def test_every_week_is_on_the_line_with_its_first_day(made, phases, count):
    plan = phases(*[["walking"]] * count)
    [*found] = block(made("overview", plan, start="2026-12-01"), Phases).phases
    assert [phase.weeks[0][0] for phase in found] == [str(n + 1) for n in range(count)]
    assert found[0].weeks == (("1", "30\u00a0Nov"),)
    assert all(date == "" for phase in block(made("overview", plan), Phases).phases for _, date in phase.weeks)


def test_a_phase_says_its_weeks_in_short(made, plan):
    settle, build = block(made("overview", plan), Phases).phases
    assert (settle.span, build.span) == ("1 to 2", "3 to 6")
    assert [number for number, _ in build.weeks] == ["3", "4", "5", "6"]


def test_exercises_stand_there_once_with_their_first_dose_and_what_is_the_patients_own(made):
    entries = ["walking", {"exercise": "bridge", "reps": "7", "level": "2"}]
    plain = block(made("overview", entries), Moves).moves
    changed = block(made("overview", entries, conditions=["balance"]), Moves).moves
    assert [move.numeral for move in plain] == ["1", "2"]
    assert plain[1].dose == "7\u00a0times, hold\u00a06\u00a0seconds"
    assert all(move.figure for move in plain)
    assert [move.note for move in plain] == ["", ""]
    assert [move.note for move in changed] == ["changed for you", ""]
    assert changed[0].figure is None


def labels(blocks, text):
    return {item.label: text(item.words) for item in block(blocks, Labels).items}


def test_exercises_with_the_same_days_share_a_line(made, text):
    walk = {"exercise": "walking", "days": ["sat"]}
    some = labels(made("overview", ["pelvic-tilt", "knee-rolls", "bird-dog", walk]), text)
    assert some["Your days"] == "1 to 3: Mon Wed Fri\n4: Sat"
    assert labels(made("overview", ["walking"]), text)["Your days"] == "All: Mon Wed Fri"


def test_visits_are_named_with_day_and_time_and_only_if_there_are_any(made, text, phases):
    entries = ["walking"]
    dated = made("overview", entries, start="2026-11-30", appointments=["2026-12-01 10:30"], trainer="Sam Reyes")
    assert labels(dated, text)["With Sam"] == "Tuesday 1, 10:30"
    first = made("overview", phases(entries, supervised_sessions="2"))
    assert "calendar" in labels(first, text)["With help"]
    assert not any(label.startswith("With") for label in labels(made("overview", entries), text))


def test_every_thing_is_named_once(made, text):
    need = labels(made("overview", ["pelvic-tilt", "knee-rolls", "bridge", "walking"]), text)["You need"]
    assert need == "Mat, small cushion, and comfortable shoes"
    assert labels(made("overview", ["standing-forward-bend"]), text)["You need"] == "Nothing but some room"


def test_the_surface_is_said_for_who_lies_down_and_the_bed_for_who_cannot_get_to_the_floor(made, text):
    floor = labels(made("overview", ["bridge"]), text)
    bed = labels(made("overview", ["bridge"], conditions=["floor-access"]), text)
    assert floor["Where to lie"].startswith("Use a mat on the floor. If you cannot get down")
    assert bed["Where to lie"].startswith("Use a firm bed.")
    assert "mat" not in bed["You need"].lower()
    assert "Where to lie" not in labels(made("overview", ["walking"]), text)
