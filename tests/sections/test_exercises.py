from dataclasses import replace

import pytest

from planner import load_plan
from planner.blocks import Card, Foot
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.resources import built_in_plans
from planner.programme.prescribe import prescribe
from planner.programme.programme import PageNumbers
from planner.sections import doses
from planner.sections.registry import kind


@pytest.fixture
def cards(made):
    """The cards alone, without the sentence at the foot of each page."""
    return lambda *args, **named: [block for block in made("exercises", *args, **named) if isinstance(block, Card)]


def dose(card: Card) -> list[str]:
    return [f"{cell.number} {cell.unit}".strip() for cell in card.dose]


def test_a_nought_one_set_and_once_a_day_are_not_said(cards):
    [full] = cards([{"exercise": "pelvic-tilt", "reps": "8", "hold": "5 s", "rest": "60 s", "sets": "2"}])
    [bare] = cards([{"exercise": "pelvic-tilt", "reps": "9", "hold": "0 s", "rest": "0 s", "per_day": 1}])
    assert dose(full) == ["8 times", "5 seconds hold", "1 minute rest", "2 sets", "2 times a day"]
    assert dose(bare) == ["9 times"]


def test_what_is_done_once_is_not_printed_large(cards):
    [card] = cards([{"exercise": "pelvic-tilt", "reps": "1", "hold": "60 s", "rest": "0 s", "per_day": 1}])
    assert [cell.number for cell in card.dose] == ["", "1"]
    assert dose(card) == ["1\u00a0time", "1 minute hold"]


@pytest.mark.parametrize(("time", "says"), [("10 min", "10 minutes"), ("60 s", "1 minute"), ("90 s", "90 seconds")])
def test_what_is_timed_is_not_counted(cards, time, says):
    [card] = cards([{"exercise": "walking", "time": time, "days": "daily", "days_per_week": "7"}])
    assert dose(card) == [says]


def test_a_side_each_is_said(cards):
    [card] = cards([{"exercise": "bird-dog", "reps": "5"}])
    assert dose(card)[0] == "5 times each side"


def test_a_total_a_day_is_said(cards):
    [bend] = cards([{"exercise": "standing-forward-bend", "level": "2"}])
    assert dose(bend)[-1] == "2 times a day, 20 in all"


def test_weeks_and_a_later_dose_are_said(cards, text, phases):
    plan = phases(["bridge"], ["walking"], ["bridge"], ["bridge"])
    card = cards(plan)[0]
    assert [text(words) for words in card.when] == [
        "Weeks\u00a01,\u00a03,\u00a0and\u00a04",
        "From week 3, if all is well: 8\u00a0times. Do it as in the steps.",
        "From week 4, if all is well: 12\u00a0times.",
    ]
    assert [text(words) for words in card.start] == ["To start: Half height."]


def test_a_later_dose_says_all_that_differs(cards, text, phases):
    first = {"exercise": "pelvic-tilt", "reps": "5", "hold": "2 s", "per_day": "2"}
    for changes, says in [
        ({"hold": "60 s"}, "hold\u00a01\u00a0minute."),
        ({"reps": "4", "hold": "9 s"}, "4\u00a0times, hold\u00a09\u00a0seconds."),
        ({"hold": "0 s", "reps": "6"}, "6\u00a0times, no hold."),
        ({"sets": "2", "per_day": "1"}, "2\u00a0sets, once a day."),
    ]:
        [card] = cards(phases([first], [{**first, **changes}]))
        fine = ", if all is well" if "hold\u00a01" in says else ""  # nothing gets less
        assert [text(words) for words in card.when] == [f"From week 2{fine}: {says}"]


def test_who_need_no_longer_make_it_easy_is_told(cards, text, phases):
    [card] = cards(phases(["sit-to-stand"], ["sit-to-stand"]))
    assert [text(words) for words in card.start] == ["To start: Use a high chair. Push with your hands."]
    assert [text(words) for words in card.when] == ["From week 2: Do it as in the steps."]


def test_a_dose_that_stays_or_changes_its_days_has_no_later(cards, phases):
    entry = {"exercise": "walking", "level": "2"}
    [card] = cards(phases([entry], [entry]))
    assert card.when == ()
    [card] = cards(phases([entry], [{**entry, "days": ["tue"]}]))
    assert card.when == ()


@pytest.mark.parametrize(("name", "title"), [("Ana Souza", "Changed for you, Ana"), (None, "Changed for you")])
def test_a_change_is_said_with_its_reason_and_the_first_name(cards, text, library, name, title):
    precaution = next(p for p in library.exercise("bridge").precautions if p.condition == "hypertension")
    [card] = cards(["bridge"], conditions=["hypertension"], name=name)
    assert card.change.title == title
    assert [text(words) for words in card.change.says] == [precaution.change, precaution.why]
    [plain] = cards(["bridge"], name=name)
    assert plain.change is None


def test_what_stands_in_says_for_what_and_why(cards, text):
    [card] = cards(["standing-forward-bend"], conditions=["osteoporosis"])
    assert [text(words) for words in card.change.says] == [
        "Slow standing bend is left out. It rounds your spine under load, and that is hard on thin bones.",
        "Do this one instead.",
    ]


def test_a_changed_exercise_is_never_made_harder(cards):
    [card] = cards(["bridge"])
    assert card.harder
    [card] = cards(["bridge"], conditions=["hypertension"])
    assert card.harder is None
    assert card.easier.words == "Do fewer. Go smaller."


def test_easier_and_harder_say_only_what_differs(cards):
    [card] = cards([{"exercise": "bridge", "level": "2"}])
    assert card.easier.words == "Half height. 5\u00a0times."
    assert card.harder.words == "12\u00a0times."
    [card] = cards([{"exercise": "pelvic-tilt", "level": "1"}])
    assert card.harder.words == "10\u00a0times, hold\u00a05\u00a0seconds."
    [card] = cards([{"exercise": "bird-dog", "level": "1"}])
    assert card.harder.words == "8\u00a0times each side."
    [card] = cards([{"exercise": "sit-to-stand", "level": "1"}])
    assert card.harder.words == "Do it as in the steps."


def test_what_is_timed_is_easier_for_less_time(cards):
    [card] = cards([{"exercise": "walking", "level": "1"}])
    assert card.easier.words == "Do it for less time."


def test_what_is_easier_is_named_with_its_page_if_it_is_done_by_then(cards, library, edition, phases):
    [alone] = cards(["knee-rolls"])
    assert alone.easier.words == "Do fewer. Go smaller."
    before, _ = cards(phases(["knee-rolls"], ["knee-rolls", "pelvic-tilt"]))
    assert before.easier.words == "Do fewer. Go smaller."
    programme = prescribe(phases(["knee-rolls", "pelvic-tilt"]), Patient(), Clinic(), library)
    programme = replace(programme, pages=PageNumbers({"exercise:pelvic-tilt": 8}))
    first, *_ = kind("exercises").blocks(programme, edition, None)
    assert isinstance(first, Card)
    assert first.easier.words == "Pelvic tilt, page\u00a08."


def test_a_rewritten_exercise_has_its_own_steps_and_no_picture(cards, library):
    every = ((exercise, p) for exercise in library.exercises() for p in exercise.precautions)
    exercise, precaution = next((e, p) for e, p in every if p.steps and p.pictures == "none")
    [card] = cards([exercise.key], conditions=[precaution.condition])
    assert [step for picture in card.pictures for step in picture.steps] == [step.say for step in precaution.steps]
    assert [picture.figure for picture in card.pictures] == [None]


def test_every_step_is_printed_once_and_numbered_through(cards, library):
    for key in library.ids("exercises"):
        [card] = cards([key])
        assert [step for p in card.pictures for step in p.steps] == [step.say for step in library.exercise(key).steps]
        numbers = [p.first + n for p in card.pictures for n in range(len(p.steps))]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(p.figure is None or p.figure.alt for p in card.pictures)


def test_what_a_picture_cannot_show_stands_beside_its_label(cards):
    [card] = cards(["single-knee-to-chest"])
    assert [(p.label, [sign.word for sign in p.signs]) for p in card.pictures] == [
        ("Start", []),
        ("Pull", ["hold\u00a05\u00a0seconds", "other side"]),
    ]


def test_seconds_stand_at_the_clock_unless_they_change_over_the_weeks(cards, phases):
    def held(*seconds: str) -> str:
        weeks = [[{"exercise": "bridge", "hold": hold}] for hold in seconds]
        [card] = cards(phases(*weeks))
        return card.pictures[1].signs[0].word

    assert held("6 s", "6 s") == "hold\u00a06\u00a0seconds"
    assert held("6 s", "8 s") == "hold"
    assert held("60 s") == "hold"


def test_a_video_is_printed_only_where_there_is_an_address_and_the_patients_comes_first(cards):
    def video(clinic=None, **patient):
        [card] = cards(["bridge"], {"videos": clinic or {}}, **patient)
        return card.video and card.video.url

    assert video() is None
    assert video({"walking": "https://c.example/w"}) is None
    assert video({"bridge": "https://c.example/b"}) == "https://c.example/b"
    assert video({"bridge": "https://c.example/b"}, videos={"bridge": "https://p.example"}) == "https://p.example"


def test_an_address_is_printed_as_typed_and_encoded_for_scanners(cards):
    [card] = cards(["bridge"], videos={"bridge": "https://klinik-m\u00fcller.example/\u00fcbung?a=1"})
    assert card.video.url == "https://xn--klinik-mller-klb.example/%C3%BCbung?a=1"
    assert card.video.shown == "klinik-m\u00fcller.example/\u00fcbung?a=1"


def test_the_plans_note_and_the_cautions_are_on_the_card(cards, library):
    [card] = cards([{"exercise": "curl-up", "note": "Use the towel."}])
    assert (card.note.title, card.note.says) == ("A note for you", ("Use the towel.",))
    [card] = cards([{"exercise": "curl-up", "note": "امشي ببطء."}])
    assert card.note.says == ("\u2068امشي ببطء.\u2069",)  # noqa: RUF001 - its own end
    first, second = library.exercise("curl-up").cautions
    assert card.care.words == f"{first} {second}"


def test_notes_of_some_of_the_weeks_name_them(cards, phases):
    low, high = ({"exercise": "curl-up", "note": text} for text in ("Half way.", "All the way."))
    [card] = cards(phases([low], [high], [high]))
    assert card.note.says == ("Week\u00a01: Half way.", "Weeks\u00a02\u00a0and\u00a03: All the way.")
    [card] = cards(phases([low], ["curl-up"]))
    assert card.note.says == ("Week\u00a01: Half way.",)
    assert cards(phases([low], [low]))[0].note.says == ("Half way.",)


def test_only_what_the_patients_file_says_is_the_clinicians_note(cards, phases):
    """A plan's note was written by whoever wrote the plan."""
    lee, towel = {"clinician": "Maria Lee, PT"}, {"exercise": "bridge", "note": "Use the towel."}

    def note(plan, *says, **changes):
        card = cards(plan, lee, exercises={"bridge": changes})[0] if changes else cards(plan, lee)[0]
        assert sorted(card.note.says) == sorted(says)
        return card.note.title

    assert note([towel], "Use the towel.") == "A note for you"
    assert note([towel], "Use the towel.", reps=6) == "A note for you"
    assert note([towel], "Go slow.", note="Go slow.") == "A note from Maria Lee, PT"
    assert note(["bridge"], "Go slow.", note="Go slow.") == "A note from Maria Lee, PT"
    both = phases([towel], [towel])
    second = both.phases[1].title
    assert (
        note(both, "Week\u00a01: Use the towel.", "Week\u00a02: Go slow.", note="Go slow.", phase=second)
        == "A note for you"
    )


def test_mistakes_are_one_sentence(cards):
    [card] = cards(["pelvic-tilt"])
    assert card.avoid.words == "Do not push with your feet, lift your hips or hold your breath."


def test_when_to_stop_follows_the_clinics_limits(made, text):
    *_, foot = made("exercises", ["bridge"], {"traffic_light": {"green": "2", "amber": "4"}})
    assert isinstance(foot, Foot)
    assert text(foot.words).startswith("Stop if pain reaches 5")


@pytest.mark.parametrize("name", built_in_plans())
def test_harder_is_the_next_rung_above_all_doses_on_the_card(library, edition, name):
    """Beside "From week 3: 20 minutes" stood "Harder: 15 minutes"."""
    programme = prescribe(load_plan(name), Patient(), Clinic(), library)
    for item, card in zip(programme.items, kind("exercises").blocks(programme, edition, None), strict=False):
        now, levels = max(p.level for p in item.prescriptions), item.exercise.levels
        assert isinstance(card, Card)
        if item.changes or not 0 < item.first.level < len(levels):
            continue
        said = card.harder.words if card.harder else ""
        if now == len(levels):
            assert not said
            continue
        last = item.prescriptions[-1].dose
        amount = doses.change(item, last, item.exercise.dose.changed(levels[now]), edition)
        note = levels[now].note
        assert said
        assert amount[:1].upper() + amount[1:] in said or (note and said.startswith(note))


def test_harder_is_not_less_than_the_plans_own_numbers(cards):
    entry = {"exercise": "bridge", "level": "1", "reps": "10"}  # its rungs have 5, 8 and 12
    [card] = cards([entry])
    assert card.harder.words.startswith("12\u00a0times")


@pytest.mark.parametrize("own", [{"reps": "4", "hold": "8 s"}, {"sets": "3"}])
def test_a_rung_that_lowers_one_of_the_plans_own_numbers_is_not_harder(cards, own):
    [card] = cards([{"exercise": "curl-up", "level": "2", **own}])  # the rung above has 10 times, hold 3
    assert card.harder is None


@pytest.mark.parametrize(
    ("key", "change", "from_week", "says"),
    [
        ("walking", {"time": "12 min"}, 1, "15\u00a0minutes."),
        ("walking", {"time": "12 min"}, 3, "15\u00a0minutes."),  # not 25: the rung above the one of week 3
        ("walking", {"time": "8 min"}, 3, "15\u00a0minutes."),  # a shorter walk is fine too: that is no step up
        ("walking", {"time": "3 min"}, 1, None),
        ("standing-forward-bend", {"reps": 3}, 1, "5\u00a0times."),
        ("standing-forward-bend", {"reps": 2}, 1, None),
        ("knee-rolls", {"reps": 4}, 1, "6\u00a0times."),
        ("knee-rolls", {"reps": 2}, 1, None),
        ("bridge", {"level": 2, "reps": 4}, 3, "8\u00a0times."),  # half height is no step up from the whole
    ],
)
def test_harder_is_the_lowest_rung_above_a_lowered_dose_and_no_leap(
    library, edition, plan, key, change, from_week, says
):
    """Beside three minutes of walking stood "Harder: 15 minutes", beside 12 from week 3 on "25 minutes"."""
    patient = Patient.model_validate({"exercises": {key: change}})
    programme = prescribe(plan, patient, Clinic(), library, from_week=from_week)
    cards = (block for block in kind("exercises").blocks(programme, edition, None) if isinstance(block, Card))
    [card] = (card for card in cards if card.key == key)
    assert (card.harder and card.harder.words) == says


def test_a_rung_above_the_plans_own_numbers_is_not_easier(cards):
    [card] = cards([{"exercise": "bridge", "level": "2", "reps": "2"}])  # the rung below has 5
    assert "5" not in card.easier.words


@pytest.mark.parametrize(("exercise", "said"), [("bird-dog", True), ("sciatic-slider-seated", True), ("bridge", False)])
def test_the_sore_side_stands_on_the_cards_that_it_bears_on(cards, text, exercise, said):
    for side in ("left", "right"):
        [card] = cards([exercise], side=side)
        assert (f"Your sore side: {side}." in [text(words) for words in card.start]) == said
    assert not any("sore side" in text(words) for card in cards([exercise]) for words in card.start)


@pytest.mark.parametrize("condition", ["hip-replacement", "balance", "post-surgery"])
def test_a_chair_that_a_condition_asks_for_is_not_only_to_start_with(cards, text, phases, condition):
    """A new hip needs the high chair in every week; the steps that a condition brings say it already."""
    one = {"exercise": "sit-to-stand", "level": "1"}
    card = cards(phases(["walking", one], ["walking", {**one, "level": "2"}]), conditions=[condition])[1]
    said = [text(words) for words in (*card.when, *card.start)]
    assert not any("as in the steps" in words for words in said)
    assert "To start: Use a high chair. Push with your hands." not in said


def test_no_progression_is_offered_against_which_a_condition_speaks(cards, text):
    def harder(level, *conditions):
        [card] = cards([{"exercise": "abdominal-brace", "level": level}], conditions=conditions)
        return card.harder and text(card.harder.words)

    assert harder("1").startswith("Try it sitting.")
    assert harder("1", "sciatica-flexion-sensitive") is None
    assert harder("2", "stenosis-extension-sensitive") is None
    assert harder("2", "sciatica-flexion-sensitive") is None
