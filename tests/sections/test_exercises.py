import pytest

from planner import load_plan
from planner.blocks import Card
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.resources import built_in_plans
from planner.programme.prescribe import prescribe
from planner.sections import doses
from planner.sections.registry import kind


def strip(card: Card) -> list[tuple[str, str]]:
    return [(cell.icon, f"{cell.number} {cell.unit}") for cell in card.dose]


def test_a_nought_leaves_no_cell(made):
    [full] = made("exercises", [{"exercise": "pelvic-tilt", "reps": "8", "hold": "5 s", "rest": "60 s", "sets": "2"}])
    [bare] = made("exercises", [{"exercise": "pelvic-tilt", "reps": "1", "hold": "0 s", "rest": "0 s"}])
    assert strip(full) == [
        ("repeat", "8 times"),
        ("hold", "5 seconds"),
        ("rest", "1 minute"),
        ("sets", "2 sets"),
        ("each day", "2 times"),
        ("days", "3 Mon Wed Fri"),
    ]
    assert strip(bare) == [("repeat", "1 time"), ("sets", "1 set"), ("each day", "2 times"), ("days", "3 Mon Wed Fri")]


@pytest.mark.parametrize(("time", "says"), [("10 min", "10 minutes"), ("60 s", "1 minute"), ("90 s", "90 seconds")])
def test_what_is_timed_is_not_counted(made, time, says):
    [card] = made("exercises", [{"exercise": "walking", "time": time, "days": "daily", "days_per_week": "7"}])
    assert strip(card) == [("time", says), ("each day", "1 time"), ("days", "7 every day")]


def test_a_side_each_is_said(made):
    [card] = made("exercises", [{"exercise": "bird-dog", "reps": "5"}])
    assert strip(card)[0] == ("repeat", "5 each side")


def test_a_later_dose_is_said_with_its_week(made, text, phases):
    plan = phases(["bridge"], ["walking"], ["bridge"], ["bridge"])
    card = made("exercises", plan)[0]
    assert [text(words) for words in card.later[:-1]] == [
        "When: weeks\u00a01,\u00a03,\u00a0and\u00a04 only. To start: Half height.",
        "From week 3: 8\u00a0times, hold\u00a06\u00a0seconds. Do it as in the steps.",
        "From week 4: 12\u00a0times, hold\u00a06\u00a0seconds.",
    ]


def test_who_need_no_longer_make_it_easy_is_told(made, text, phases):
    plan = phases(["sit-to-stand"], ["sit-to-stand"])
    [card] = made("exercises", plan)
    assert [text(words) for words in card.later[:-1]] == [
        "To start: Use a high chair. Push with your hands.",
        "From week 2: 5\u00a0times. Do it as in the steps.",
    ]
    [card] = made("exercises", [{"exercise": "sit-to-stand", "level": "1"}])
    [harder] = [tip for tip in card.right if tip.icon == "harder"]
    assert text(harder.words).startswith("5\u00a0times. Do it as in the steps. Move up")


def test_a_dose_that_stays_has_no_later(made, phases):
    entry = {"exercise": "walking", "level": "2"}
    [card] = made("exercises", phases([entry], [entry]))
    assert len(card.later) == 1  # the signs in the pictures


def test_the_signs_in_the_pictures_are_explained_on_the_first_card_only(made, text):
    first, second = made("exercises", ["pelvic-tilt", "bridge"])
    assert text(first.later[-1]).startswith("In the pictures: clock, hold.")
    assert not any(text(words).startswith("In the pictures") for words in second.later)


@pytest.mark.parametrize(("name", "starts"), [("Ana Souza", "Changed for you, Ana. "), (None, "Changed for you. ")])
def test_a_change_is_said_with_its_reason_and_the_first_name(made, text, library, name, starts):
    precaution = next(p for p in library.exercise("bridge").precautions if p.condition == "hypertension")
    [card] = made("exercises", ["bridge"], conditions=["hypertension"], name=name)
    assert text(card.change) == f"{starts}{precaution.change} {precaution.why}"
    [plain] = made("exercises", ["bridge"], name=name)
    assert plain.change == ""


def test_a_changed_exercise_is_never_made_harder(made, text):
    def labels(**patient):
        [card] = made("exercises", ["bridge"], **patient)
        return {tip.icon: text(tip.words) for tip in card.right}

    assert "harder" in labels()
    assert "harder" not in labels(conditions=["hypertension"])
    assert labels(conditions=["hypertension"])["easier"].startswith("Do fewer. Go smaller and slower. Step back")


def test_the_ladder_says_when_to_move_up_and_when_to_step_back(made, text):
    [card] = made("exercises", [{"exercise": "bridge", "level": "2"}], {"traffic_light": {"green": "2", "amber": "4"}})
    easier, harder = card.right
    assert text(easier.words) == (
        "Half height. 5\u00a0times, hold\u00a06\u00a0seconds. Step back if pain above 2 lasts for more than a day."
    )
    assert text(harder.words) == (
        "12\u00a0times, hold\u00a06\u00a0seconds. "
        "Move up after 3 full times in a row: pain 2 or less, back to usual by morning."
    )
    assert text(easier.short).endswith("Pain above 2 for more than a day? Step back.")
    assert text(harder.short).endswith("Pain 2 or less 3 times in a row? Move up.")


def test_what_is_easier_is_named_only_if_the_patient_does_it_by_then(made, text, phases):
    alone = made("exercises", ["knee-rolls"])[0]
    beside = made("exercises", ["knee-rolls", "pelvic-tilt"])[0]
    assert text(alone.right[0].words).startswith("Do fewer. Go smaller and slower. Step back")
    assert text(beside.right[0].words).startswith("Do this one instead: Pelvic tilt. Step back")
    before = made("exercises", phases(["knee-rolls"], ["knee-rolls", "pelvic-tilt"]))[0]
    assert text(before.right[0].words).startswith("Do fewer. Go smaller and slower. Step back")


def test_who_has_a_later_dose_is_told_when_to_move_up_even_where_nothing_is_harder(made, text, phases):
    plan = phases(["bridge"], ["bridge"])
    [card] = made("exercises", plan, conditions=["hypertension"])
    assert [text(tip.words)[:7] for tip in card.right if tip.icon == "harder"] == ["Next do"]
    [card] = made("exercises", ["bridge"], conditions=["hypertension"])
    assert not any(tip.icon == "harder" for tip in card.right)


def test_a_rewritten_exercise_has_its_own_steps_and_no_picture(made, library):
    precaution = next(p for p in library.exercise("bridge").precautions if p.condition == "pregnancy")
    [card] = made("exercises", ["bridge"], conditions=["pregnancy"])
    assert [step for picture in card.pictures for step in picture.steps] == [step.say for step in precaution.steps]
    assert [picture.figure for picture in card.pictures] == [None]


def test_every_step_is_printed_once_and_numbered_through(made, library):
    for key in library.ids("exercises"):
        [card] = made("exercises", [key])
        assert [step for p in card.pictures for step in p.steps] == [step.say for step in library.exercise(key).steps]
        numbers = [p.first + n for p in card.pictures for n in range(len(p.steps))]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(p.figure is None or p.figure.alt for p in card.pictures)


def test_a_video_is_printed_only_where_there_is_an_address_and_the_patients_comes_first(made):
    def video(clinic=None, **patient):
        [card] = made("exercises", ["bridge"], {"videos": clinic or {}}, **patient)
        return card.video and card.video.url

    assert video() is None
    assert video({"walking": "https://c.example/w"}) is None
    assert video({"bridge": "https://c.example/b"}) == "https://c.example/b"
    assert video({"bridge": "https://c.example/b"}, videos={"bridge": "https://p.example"}) == "https://p.example"


def test_an_address_is_printed_as_typed_and_encoded_for_scanners(made):
    [card] = made("exercises", ["bridge"], videos={"bridge": "https://klinik-m\u00fcller.example/\u00fcbung?a=1"})
    assert card.video.url == "https://xn--klinik-mller-klb.example/%C3%BCbung?a=1"
    assert card.video.shown == "klinik-m\u00fcller.example/\u00fcbung?a=1"


def test_the_plans_note_and_the_cautions_are_on_the_card(made, library):
    [card] = made("exercises", [{"exercise": "bridge", "note": "Use the towel."}])
    assert [tip.words for tip in card.right if tip.icon == "you"] == ["Use the towel."]
    assert card.care == " ".join(library.exercise("bridge").cautions)


def test_mistakes_are_one_sentence(made):
    [card] = made("exercises", ["pelvic-tilt"])
    [avoid] = (tip for tip in card.left if tip.icon == "avoid")
    assert avoid.words == "Push with your feet, lift your hips or hold your breath."
    assert avoid.short == "Push with your feet or lift your hips."


def test_every_other_day_and_a_total_a_day_stand_in_the_dose_strip(made):
    entries = [{"exercise": "standing-forward-bend", "level": "2"}, "bridge"]
    bend, bridge = made("exercises", entries, days="every other day")
    assert strip(bend)[-2:] == [("each day", "2 times, 20\u00a0in\u00a0all"), ("days", "3\u20134 every other day")]
    assert strip(bridge)[-1] == ("days", "3 every other day")


@pytest.mark.parametrize("name", built_in_plans())
def test_harder_is_the_next_rung_from_the_dose_on_the_card(library, edition, name):
    programme = prescribe(load_plan(name), Patient(), Clinic(), library)
    for item, card in zip(programme.items, kind("exercises").blocks(programme, edition, None), strict=True):
        now, levels = item.first.level, item.exercise.levels
        assert isinstance(card, Card)
        said = next((tip.words for tip in card.right if tip.icon == "harder"), ())
        if item.changes or not 0 < now < len(levels):
            continue
        following = item.exercise.dose.changed(levels[now])
        amount = doses.in_words(item, following, edition)
        shown = "".join(run.text for run in said)
        note = levels[now].note
        assert amount[:1].upper() + amount[1:] in shown or (note and shown.startswith(note))


def test_harder_is_not_less_than_the_plans_own_numbers(made, text):
    entry = {"exercise": "bridge", "level": "1", "reps": "10"}  # its rungs have 5, 8 and 12
    [card] = made("exercises", [entry])
    [harder] = [tip for tip in card.right if tip.icon == "harder"]
    assert text(harder.words).startswith("12\u00a0times")


@pytest.mark.parametrize(("exercise", "said"), [("bird-dog", True), ("sciatic-slider-seated", True), ("bridge", False)])
def test_the_sore_side_stands_on_the_cards_that_it_bears_on(made, text, exercise, said):
    for side in ("left", "right"):
        [card] = made("exercises", [exercise], side=side)
        assert (f"Your sore side: {side}." in [text(words) for words in card.later]) == said
    assert not any("sore side" in text(words) for card in made("exercises", [exercise]) for words in card.later)
