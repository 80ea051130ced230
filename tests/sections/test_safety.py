import re

import pytest

from planner.blocks import Alert, Cases, Foot, Heading, Help, Key, LastLine, PainScale, Signals, Signs
from planner.content.clinic import Clinic
from planner.content.condition import LEG_PAIN
from planner.content.patient import Patient
from planner.figure import CALM
from planner.programme.prescribe import prescribe
from planner.sections.edition import Edition
from planner.sections.safety import today_signs
from tests.sections.conftest import plan_of

# The clinical notes, section C1, and the cauda equina card: what sends a person to the emergency department.
EMERGENCY = [
    r"numb, tingling or changed feeling: between legs, genitals, buttocks, back passage, or as you wipe",
    r"hard to start, stop or feel passing urine",
    r"you leak",
    r"cannot tell if your bladder is full",
    r"no control or feeling of bowel motions",
    r"new change in sex function or feeling",
    r"pain, weakness or numbness in both legs",
    r"a leg gets weaker, or gives way",
    r"back pain after a bad accident or fall",
    r"chest pain",
    r"hard to breathe",
    r"sudden severe tummy or back pain",
]
TODAY = """fever, unwell, weight loss without trying, cancer, worse at night, lying, wakes you, a new lump,
shape in your back, band of pain, small fall, older, thin, steroids, weak immune system,
injected drugs, pregnancy, calf"""
MIDWIFE = (
    "bleeding",
    "fluid",
    "baby moves less",
    "goes hard again",
    "headache",
    "swell",
    "dizzy",
    "weak muscles",
    "out of breath",
)
"""What ACOG's list of signs to stop has, beside those of everybody's list; and fewer movements of the baby."""
KEYWORDS = re.compile(
    r"as you wipe|bladder|bowel|urine|genitals|back passage|chest pain|both legs|accident", re.IGNORECASE
)


@pytest.fixture(scope="module")
def blocks(made):
    return made("safety", ["walking"])


def alerts(blocks) -> tuple[Alert, ...]:
    help_page = next(block for block in blocks if isinstance(block, Help))
    return help_page.alerts


def signs(alert: Alert, text) -> list[str]:
    return [text(sign) for block in alert.blocks if isinstance(block, Signs) for sign in block.items]


@pytest.mark.parametrize("sign", EMERGENCY)
def test_every_emergency_sign_is_in_the_first_and_heaviest_box(blocks, text, sign):
    assert isinstance(blocks[0], Help)
    first = alerts(blocks)[0]
    assert first.rank == 1
    assert "emergency department now" in first.title
    assert re.search(sign, " ".join(signs(first, text)), re.IGNORECASE)


def test_chest_pain_comes_first_and_stands_out_like_both_legs(blocks, text):
    first = alerts(blocks)[0]
    assert signs(first, text)[0].startswith("Chest pain. ")
    items = first.blocks[0]
    assert isinstance(items, Signs)
    assert [run.text for item in items.items for run in item if run.strong] == ["Chest pain.", "both"]


@pytest.mark.parametrize("sign", TODAY.replace("\n", " ").split(", "))
def test_every_sign_for_a_call_today_is_in_the_second_box(blocks, text, sign):
    _, second, third = alerts(blocks)
    assert (second.rank, third.rank) == (2, 3)
    assert "Call your doctor today" in second.title
    assert sign in " ".join(signs(second, text)).lower()


@pytest.mark.parametrize(
    ("patient", "asked"),
    [
        ({}, True),
        ({"born": "1972-01-02", "start": "2027-01-01"}, True),  # 54
        ({"born": "1972-01-02", "start": "2027-01-02"}, False),
        ({"born": "1971", "start": "2026-12-28"}, True),  # perhaps still 54
        ({"born": "1970", "start": "2026-01-05"}, False),
        ({"born": "1948"}, False),  # without a start
        ({"born": "1990"}, True),
        ({"conditions": ["pregnancy"]}, False),
    ],
)
def test_pregnancy_is_a_sign_where_it_is_possible_and_not_known(made, text, patient, asked):
    second = alerts(made("safety", ["cat-camel", "walking"], **patient))[1]
    assert ("New pain in pregnancy" in signs(second, text)) == asked
    assert len(signs(second, text)) == 10 + asked


def test_whoever_is_pregnant_has_a_page_of_signs_for_the_midwife_in_every_plan(made, text):
    def pages(**patient):
        return [block for block in made("safety", ["walking"], **patient) if isinstance(block, Help)]

    assert len(pages()) == 1
    _, midwife = pages(conditions=["pregnancy"])
    asked = " ".join(signs(midwife.alerts[0], text)).lower()
    assert "midwife now" in midwife.alerts[0].title
    for sign in MIDWIFE:
        assert sign in asked, sign
    assert "leak" not in asked  # it stands in the first list, of urine


def test_who_is_pregnant_is_not_told_to_call_the_clinic_for_what_the_midwife_is_to_be_called_for(made, text):
    def stops(**patient):
        [cases] = [block for block in made("safety", ["walking"], **patient) if isinstance(block, Cases)]
        return text(cases.items[-1].words)

    assert "faint or dizzy" in stops()
    assert "dizzy" not in stops(conditions=["pregnancy"])
    assert "Pain is 6 or more before you start" in stops(conditions=["pregnancy"])
    midwife = [b for b in made("safety", ["walking"], conditions=["pregnancy"]) if isinstance(b, Help)][1].alerts[0]
    assert "Hard to breathe, or another sign under Go to the emergency department now?" in text(midwife.note)


def test_after_a_birth_a_sign_is_as_urgent_on_page_two_as_in_the_topic(made, text):
    """A fever and a wet wound were "today" on page 2 and "at once" in the topic, heavy bleeding in the topic alone."""
    first, second = (b for b in made("safety", ["walking"], conditions=["after-birth"]) if isinstance(b, Help))
    emergency, today, _ = first.alerts
    assert "Heavy bleeding" in signs(emergency, text)
    later = " ".join(signs(today, text)).lower()
    assert not [sign for sign in ("fever", "wound", "calf") if sign in later]
    [now] = second.alerts
    assert "at once" in now.title
    said = " ".join(signs(now, text)).lower()
    for sign in ("fever", "unwell", "bad headache", "wound", "stitches", "calf"):
        assert sign in said, sign
    plain = " ".join(signs(alerts(made("safety", ["walking"]))[1], text)).lower()
    assert "fever" in plain
    assert "calf" in plain


CAESAREAN = {"conditions": ["after-birth", "post-surgery"], "accept_plan": {"by": "Dr Lee", "reason": "healed"}}


@pytest.mark.parametrize("section", ["safety", "handout", "one-page", "wallet-card"])
def test_after_a_caesarean_the_wound_is_named_once_and_nobody_asks_about_pregnancy(made, section):
    """The wound was "today" in one box and "at once, day or night" in the other."""
    said = str(made(section, ["walking"], **CAESAREAN))
    assert "ound is red, wet or open" not in said
    assert "New pain in pregnancy" not in said
    assert "ound is red, wet or open" in str(made(section, ["walking"], conditions=["post-surgery"]))


@pytest.mark.parametrize("language", ["es", "pl", "ar", "zh-Hans"])
def test_what_is_at_once_after_a_birth_is_not_today_too_in_any_language(library, text, language):
    spoken = library.spoken(language)
    programme = prescribe(plan_of(["walking"]), Patient.model_validate(CAESAREAN), Clinic(), library)
    edition = Edition(spoken, spoken.language(language), CALM)
    found = {text(sign) for sign in today_signs(programme, edition)}
    gone = {text(sign) for sign in edition.each("safety.birth_signs_today")}
    assert gone.issuperset(spoken.conditions["post-surgery"].today_signs)
    assert found
    assert gone.isdisjoint(found)


@pytest.mark.parametrize("section", ["handout", "one-page"])
def test_after_a_birth_the_sheets_say_so_too(made, section):
    said = str(made(section, ["walking"], conditions=["after-birth"]))
    for words in ("Heavy bleeding", "After the birth: call your midwife or doctor at once", "unwell", "wet or open"):
        assert words in said, words


def test_only_what_is_new_counts_where_both_legs_hurt_as_a_rule(made, text):
    def both(**patient):
        return [sign for sign in signs(alerts(made("safety", ["walking"], **patient))[0], text) if "oth legs" in sign]

    assert both() == ["Pain, weakness or numbness in both legs."]
    assert both(conditions=["stenosis-extension-sensitive"]) == [
        "Both legs hurt, or are weak or numb, in a new way or worse than usual."
    ]


def test_a_new_hip_out_of_place_is_an_emergency_on_every_list(made, text, library):
    [sign] = library.conditions["hip-replacement"].emergency_signs

    def first(**patient):
        return signs(alerts(made("safety", ["walking"], **patient))[0], text)

    assert first(conditions=["hip-replacement"]) == [*first(), sign]
    assert sign not in first()
    for section in ("wallet-card", "one-page"):
        assert sign in str(made(section, ["walking"], conditions=["hip-replacement"])), section
        assert sign not in str(made(section, ["walking"])), section


@pytest.mark.parametrize(
    ("condition", "sign"), [("post-surgery", "wound"), ("neck-pain", "Clumsy hands"), ("hip-replacement", "hip wound")]
)
def test_a_condition_adds_its_own_signs(made, text, condition, sign):
    def second(**patient):
        return " ".join(signs(alerts(made("safety", ["walking"], **patient))[1], text))

    assert sign in second(conditions=[condition])
    assert sign not in second()


def test_the_warning_page_says_why_and_what_is_not_known(made, text):
    all_said = " ".join(said(block, text) for block in made("safety", ["walking"]))
    assert "Waiting can harm nerves for good." in all_said
    assert "Only a check can tell what a sign means." in text(alerts(made("safety", ["walking"]))[2].note)
    assert "Some pain does no harm." in all_said


def test_pain_before_the_exercise_counts_too(made, text):
    all_said = " ".join(said(block, text) for block in made("safety", ["walking"]))
    assert "Give your pain a number, before you start and as you move." in all_said
    assert "Pain is 6 or more before you start, or worse after a step back." in all_said


@pytest.mark.parametrize("condition", LEG_PAIN)
def test_leg_pain_that_moves_up_is_good_only_for_who_has_leg_pain(made, text, condition, library):
    assert condition in library.conditions

    def leg(**patient):
        [cases] = (b for b in made("safety", ["walking"], **patient) if isinstance(b, Cases))
        return next(text(case.words) for case in cases.items if case.title == "Leg pain")

    assert leg().endswith("Stop that exercise.")
    assert "good sign" not in leg()
    assert "Up, toward your back: a good sign." in leg(conditions=[condition])
    assert "Down, into your leg: stop" in leg(conditions=[condition])


def said(block, text) -> str:
    """All words of a block itself."""
    match block:
        case Alert():
            return " ".join([block.title, text(block.note), *signs(block, text)])
        case Help():
            return f"{block.title} {block.lead} {' '.join(map(text, block.next))}"
        case Signals():
            return " ".join(f"{row.word} {text(row.says)}" for row in block.rows)
        case Cases():
            return " ".join(f"{case.title} {text(case.words)}" for case in block.items)
        case Key():
            return " ".join([block.title, *(word for sign in block.signs for word in sign)])
        case Heading():
            return f"{block.text} {text(block.lead)}"
        case LastLine():
            return text(block.words)
    return ""


@pytest.mark.parametrize("clinic", [{}, {"phone": "020 7946"}])
def test_no_emergency_sign_stands_under_another_action(made, text, clinic):
    blocks = made("safety", ["walking"], clinic)
    alarm, *rest = alerts(blocks)
    others = [said(block, text) for block in (*blocks, *rest)]
    assert len(" ".join(others)) > 1200
    assert KEYWORDS.search(" ".join(signs(alarm, text)))
    assert [words for words in others if KEYWORDS.search(words)] == []


def test_no_emergency_sign_stands_in_an_exercise_a_guideline_or_another_phrase(library):
    found = [(e.key, text) for e in library.exercises() for text in (*e.cautions, *e.mistakes, e.felt)]
    found += [(e.key, text) for e in library.exercises() for p in e.precautions for text in (p.why, p.change or "")]
    for key in library.ids("guidelines"):
        found += [(key, f"{g.title} {g.says}") for g in library.guidelines(key).guidelines]
    for key, phrase in library.language("en").phrases.items():
        # those that say whom to call name what is not to be driven with
        if not re.fullmatch(
            r"(safety|clinician)\.emergency_(signs|call|call_any)|safety\.both_legs(_usual)?|safety\.midwife_visit_says|figure\..*",
            key,
        ):
            found.append(
                (
                    key,
                    " ".join(
                        phrase.values() if isinstance(phrase, dict) else [phrase] if isinstance(phrase, str) else phrase
                    ),
                )
            )
    assert len(found) > 200
    assert [(where, text) for where, text in found if KEYWORDS.search(text.replace("*", ""))] == []


def test_the_clinics_emergency_number_is_printed_and_else_three_common_ones(made, text):
    def call(clinic):
        return text(alerts(made("safety", ["walking"], clinic))[0].note)

    assert "144" in call({"emergency_number": "144"})
    assert all(number not in call({"emergency_number": "144"}) for number in ("112", "911", "999"))
    assert all(number in call({}) for number in ("112", "911", "999"))


@pytest.mark.parametrize(
    ("light", "ranges", "stop"),
    [
        ({}, ["0 to 3", "4 to 5", "6 to 10"], 6),
        ({"green": "4", "amber": "7"}, ["0 to 4", "5 to 7", "8 to 10"], 8),
        ({"green": "0", "amber": "1"}, ["0", "1", "2 to 10"], 2),
        ({"green": "8", "amber": "9"}, ["0 to 8", "9", "10"], 10),
    ],
)
def test_the_clinics_traffic_light_reaches_scale_ranges_and_cards(made, text, light, ranges, stop):
    clinic = {"traffic_light": light}
    blocks = made("safety", ["walking"], clinic)
    [scale] = (block for block in blocks if isinstance(block, PainScale))
    [signals] = (block for block in blocks if isinstance(block, Signals))
    assert (scale.green, scale.amber) == (int(light.get("green", 3)), int(light.get("amber", 5)))
    assert [row.range for row in signals.rows] == ranges
    assert [row.word for row in signals.rows] == ["Go", "Ease off", "Stop"]
    *_, foot = made("exercises", ["walking"], clinic)
    assert isinstance(foot, Foot)
    assert text(foot.words).startswith(f"Stop if pain reaches {stop},")


def test_the_phone_to_call_is_the_clinics_and_without_one_it_is_the_doctors(made, text):
    ours, theirs = (
        " ".join(said(block, text) for block in made("safety", ["walking"], clinic))
        for clinic in ({"phone": "020 7946"}, {})
    )
    assert re.search("Stop for today, call us .* 020\u00a07946", ours)
    assert re.search(r"Stop for today .* Call your doctor\.", theirs)
    assert "us " not in theirs


def test_when_to_move_up_and_step_back_follows_the_clinics_traffic_light(made, text):
    clinic = {"traffic_light": {"green": "2", "amber": "4"}}
    [cases] = (b for b in made("safety", ["walking"], clinic) if isinstance(b, Cases))
    up, back = (text(case.words) for case in cases.items[:2])
    assert "3 times in a row. Pain was 2 or less" in up
    assert back.startswith("Pain above 2 lasted for more than a day.")
