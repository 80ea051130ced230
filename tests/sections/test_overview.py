from typing import Any

import pytest

from planner.blocks import CalendarWeek, Card, CoverPage, Goals, Heading, Moves, Note, Phases, Walkers
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.programme.dose import seconds
from planner.programme.prescribe import prescribe
from planner.sections.registry import KINDS


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
    assert found[0].weeks == (("1", "2\u00a0Dec"),)  # the start is a Tuesday, the first session on Wednesday
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
    assert plain[1].dose == "7\u00a0times"  # how long to hold is on the card
    assert all(move.figure for move in plain)
    assert [move.note for move in plain] == ["", ""]
    assert [move.note for move in changed] == ["changed for you", ""]
    assert changed[0].figure
    assert changed[0].figure != plain[0].figure  # with a stick


@pytest.mark.parametrize(("side", "hand"), [(None, "right"), ("left", "right"), ("right", "left")])
@pytest.mark.parametrize("conditions", [["balance"], ["balance", "hip-replacement"]])
def test_a_stick_is_never_in_the_hand_of_the_sore_side(made, conditions, side, hand):
    named = {"conditions": conditions, "side": side}
    [walking] = block(made("overview", ["walking"], **named), Moves).moves
    [card] = [one for one in made("exercises", ["walking"], **named) if isinstance(one, Card)]
    people = [step.figure for step in card.pictures if step.figure] + [walking.figure]
    people += [block(made("cover", ["walking"], **named), CoverPage).figures[-1]]
    people += block(made("after-care", ["walking"], **named), Walkers).figures
    assert len(people) >= 5
    assert all(f"{hand} hand on a stick" in figure.alt for figure in people)


def labels(blocks, text):
    moves = block(blocks, Moves)
    return {item.label: text(item.words) for item in (*moves.days, *moves.labels)}


def test_exercises_with_the_same_days_share_a_line(made, text):
    walk = {"exercise": "walking", "days": ["sat"]}
    some = labels(made("overview", ["pelvic-tilt", "knee-rolls", "bird-dog", walk]), text)
    assert some["Your days"] == "Exercises 1 to 3: Mondays, Wednesdays, and Fridays\nExercise 4: Saturdays"


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (["mon", "wed", "fri"], "Mondays, Wednesdays, and Fridays"),
        (["tue", "thu"], "Tuesdays and Thursdays"),
        (["mon", "tue", "wed", "thu"], "Mondays to Thursdays"),
        (["sun"], "Sundays"),
        (["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "Every day"),
    ],
)
def test_days_are_written_out(made, text, days, says):
    entry = {"exercise": "walking", "level": "1", "days": days}
    assert labels(made("overview", [entry]), text)["Your days"] == says


def test_visits_are_named_with_day_and_time_and_only_if_there_are_any(made, text, phases):
    entries = ["walking"]
    dated = made("overview", entries, start="2026-11-30", appointments=["2026-12-01 10:30"], trainer="Sam Reyes")
    assert labels(dated, text)["With Sam Reyes"] == "Tuesday 1 December, 10:30"
    both = ["2026-12-01 10:30", "2026-12-01 14:00"]
    twice = made("overview", entries, start="2026-11-30", appointments=both, trainer="Sam Reyes")
    assert labels(twice, text)["With Sam Reyes"] == "Tuesday 1 December, 10:30\nTuesday 1 December, 14:00"
    for start in (None, "2026-11-30"):  # a date is named only where somebody made an appointment
        first = made("overview", phases(entries, supervised_sessions="2"), start=start, trainer="Sam Reyes")
        assert labels(first, text)["With Sam Reyes"] == "Best on the framed days in your calendar. Ask for a time."
        nobody = made("overview", phases(entries, supervised_sessions="2"), start=start)
        assert labels(nobody, text)["With help"] == "Your first 2 times: best with a physio or trainer"
    assert not any(label.startswith("With") for label in labels(made("overview", entries), text))


def test_every_thing_is_named_once(made, text):
    need = labels(made("overview", ["pelvic-tilt", "knee-rolls", "bridge", "walking"]), text)["You need"]
    assert need == "Mat, small cushion, and comfortable shoes"
    assert labels(made("overview", ["standing-forward-bend"]), text)["You need"] == "Nothing but some room"


@pytest.mark.parametrize(
    ("conditions", "need"),
    [
        ((), "Firm chair and comfortable shoes"),
        (("hip-replacement", "balance"), "High chair with arms, worktop, walking stick, and comfortable shoes"),
        (("stenosis-extension-sensitive",), "Firm chair, walking frame with wheels, and comfortable shoes"),
    ],
)
def test_what_is_needed_is_what_this_patients_cards_name(made, text, conditions, need):
    """With a new hip no booklet asks for a firm chair, while the card says a high one with arms."""
    blocks = made("overview", ["sit-to-stand", "walking"], conditions=conditions)
    assert labels(blocks, text)["You need"] == need


def test_the_surface_is_said_for_who_lies_down_and_the_bed_for_who_cannot_get_to_the_floor(made, text):
    floor = labels(made("overview", ["bridge"]), text)
    bed = labels(made("overview", ["bridge"], conditions=["floor-access"]), text)
    assert floor["Where to lie"].startswith("Use a mat on the floor. If you cannot get down")
    assert bed["Where to lie"].startswith("Use a firm bed.")
    assert "mat" not in bed["You need"].lower()
    assert "Where to lie" not in labels(made("overview", ["walking"]), text)


@pytest.mark.parametrize("condition", ["hip-replacement", "knee-kneeling", "post-surgery", "wrist-shoulder"])
def test_who_must_not_get_down_to_the_floor_is_told_of_the_bed_and_needs_no_mat(made, text, condition):
    """The page on the way up from the floor is not for them, and says that the floor can wait."""
    said = labels(made("overview", ["belly-breathing", "walking"], conditions=[condition]), text)
    assert said["Where to lie"] == "Use a firm bed. Lie in the middle."
    assert said["You need"] == "Comfortable shoes"


def test_with_legs_on_a_chair_nobody_is_sent_to_bed(made, text):
    said = labels(made("overview", ["belly-breathing", "legs-on-chair-rest"], conditions=["knee-kneeling"]), text)
    assert said["Where to lie"].startswith("Use a mat on the floor.")


@pytest.mark.parametrize("condition", ["post-surgery", "floor-access", "hypertension"])
def test_a_form_on_a_bed_needs_no_mat_whichever_condition_brings_it(made, text, condition):
    """The overview sent people down to a mat after surgery, while the card said "Do it on your bed"."""
    said = labels(made("overview", ["legs-on-chair-rest"], conditions=[condition]), text)
    assert said["Where to lie"] == "Use a firm bed. Lie in the middle."
    assert "mat" not in said["You need"].lower().split(", ")


def test_seated_and_standing_forms_for_who_cannot_get_down_need_their_things(made, text, plan):
    """It said "Comfortable shoes" alone, while the cards asked for a heavy table and a firm chair."""
    said = labels(made("overview", plan, conditions=["floor-access"]), text)
    assert said["You need"] == "Small cushion, comfortable shoes, firm chair, and heavy table"
    assert said["Where to lie"] == "Use a firm bed. Lie in the middle."


@pytest.mark.parametrize(
    ("clinic", "starts"), [({"clinician": "Maria Lee, PT"}, "From Maria Lee, PT: "), ({}, "From your clinician: ")]
)
def test_the_clinicians_note_is_printed_as_it_is(made, text, clinic, starts):
    note = "Start with the bed version.\n\nAll of **it**."
    [found] = (b for b in made("overview", ["walking"], clinic, note=note) if isinstance(b, Note))
    assert text(found.words) == f"{starts}Start with the bed version.\nAll of **it**."
    assert not any(isinstance(b, Note) for b in made("overview", ["walking"], clinic))


def test_every_other_day_is_said_and_how_many_days_a_dose_allows(made, text):
    some = labels(made("overview", ["pelvic-tilt", "bridge", "walking"], days="every other day"), text)
    assert some["Your days"] == "Exercises 1, 3: every other day\nExercise 2: every other day, 3 a week"


@pytest.mark.parametrize(("side", "says"), [("left", "on the left side"), (None, "on the sore side")])
def test_the_affected_side_is_named(made, side, says):
    [move] = block(made("overview", ["sciatic-slider-seated"], side=side), Moves).moves
    assert move.dose == f"5\u00a0times {says}"


def test_exercises_say_their_weeks_unless_all_are_done_in_all(made, phases):
    first, second = block(made("overview", phases(["walking", "bridge"], ["walking"])), Moves).moves
    assert (first.weeks, second.weeks) == ("weeks\u00a01\u00a0and\u00a02", "week\u00a01")
    [only] = block(made("overview", phases(["walking"], ["walking"])), Moves).moves
    assert not only.weeks


def test_what_goes_on_from_a_later_week_counts_what_is_left(library, edition, plan, text):
    patient = Patient.model_validate({"start": "2026-12-02"})
    later = prescribe(plan, patient, Clinic(), library, from_week=3)
    blocks: dict[str, Any] = {name: kind.blocks(later, edition, kind.options()) for name, kind in KINDS.items()}
    [phase] = block(blocks["overview"], Phases).phases
    assert text(phase.words).startswith("Build. ")
    assert (phase.span, phase.weeks[0]) == ("3 to 6", ("3", "16\u00a0Dec"))
    assert "6 exercises, 4 weeks" in block(blocks["overview"], Heading).lead
    assert [week.numeral for week in blocks["calendar"] if isinstance(week, CalendarWeek)] == ["3", "4", "5", "6"]
    cards = [card for card in blocks["exercises"] if isinstance(card, Card)]
    assert [card.numeral for card in cards] == list("123456")
    assert not any("week 3" in str(card.when) for card in cards)
    assert [field.value for field in block(blocks["cover"], CoverPage).fields][-1] == "From week 3 to week 6"
    assert blocks["after-care"][0].text == "After 6 weeks"
    assert [label for label, _ in block(blocks["log"], Goals).goals[0].times] == ["Start", "Week 6"]


def test_days_that_change_are_said_in_the_overview(made, phases, text):
    walks = [{"exercise": "walking", "level": "1", "days": days} for days in (["mon", "thu", "sat"], "daily")]
    plan = phases(["pelvic-tilt", walks[0]], ["pelvic-tilt", walks[1]])
    shown = labels(made("overview", plan), text)["Your days"]
    assert shown.splitlines()[-2:] == [
        "Exercise 2: Mondays, Thursdays, and Saturdays",
        "From week 2: Exercise 2: every day",
    ]
