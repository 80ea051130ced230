import re
from itertools import chain

import pytest

from planner.blocks import Alert, Card, Columns, Heading, IconLine, Items, PainScale, Signals, Text

# Section C1 of the clinical notes: what sends a person to the emergency department.
EMERGENCY = [
    r"numb or tingling between your legs, at your genitals or back passage",
    r"cannot feel the toilet paper",
    r"hard to start, stop or feel passing urine",
    r"you leak",
    r"cannot tell if your bladder is full",
    r"cannot control, or do not feel, a bowel motion",
    r"new change in sex function or feeling",
    r"pain, weakness or numbness in both legs",
    r"leg weakness that is getting worse",
    r"back pain after a bad accident or fall",
    r"chest pain",
]
TODAY = """fever, unwell, weight loss without trying, cancer, worse at night, lying, wakes you, a lump, change of shape,
band of pain, small fall, older, thin, steroids, weak immune system, inject drugs, pregnant"""
KEYWORDS = re.compile(
    r"toilet paper|bladder|bowel|urine|genitals|back passage|chest pain|both legs|accident", re.IGNORECASE
)


@pytest.fixture(scope="module")
def blocks(made):
    return made("safety", ["walking"])


def signs(alert: Alert, text) -> list[str]:
    return [text(sign) for block in alert.blocks if isinstance(block, Items) for sign in block.items]


def flat(blocks):
    for block in blocks:
        yield block
        yield from flat(chain(*block.columns) if isinstance(block, Columns) else getattr(block, "blocks", ()))


@pytest.mark.parametrize("sign", EMERGENCY)
def test_every_emergency_sign_is_in_the_first_and_heaviest_box(blocks, text, sign):
    first = next(block for block in blocks if not isinstance(block, Heading))
    assert isinstance(first, Alert)
    assert first.rank == 1
    assert "emergency department now" in first.title
    assert re.search(sign, " ".join(signs(first, text)), re.IGNORECASE)


def test_both_in_both_legs_stands_out(blocks):
    items = next(b for b in blocks if isinstance(b, Alert)).blocks[0]
    assert isinstance(items, Items)
    assert [run.text for item in items.items for run in item if run.strong] == ["both"]


@pytest.mark.parametrize("sign", TODAY.replace("\n", " ").split(", "))
def test_every_sign_for_a_call_today_is_in_the_second_box(blocks, text, sign):
    _, second, third = (block for block in blocks if isinstance(block, Alert))
    assert (second.rank, second.title, third.rank) == (2, "Call your doctor today", 3)
    assert sign in " ".join(signs(second, text)).lower()


def said(block, text) -> str:
    """All words of a block itself."""
    match block:
        case Alert():
            return f"{block.title} {text(block.note)}"
        case Items():
            return " ".join(map(text, block.items))
        case Signals():
            return " ".join(f"{row.word} {text(row.says)}" for row in block.rows)
        case Heading():
            return f"{block.text} {text(block.lead)}"
        case IconLine() | Text():
            return text(block.words)
    return ""


@pytest.mark.parametrize("clinic", [{}, {"phone": "020 7946"}])
def test_no_emergency_sign_stands_under_another_action(made, text, clinic):
    blocks = made("safety", ["walking"], clinic)
    alarm = next(block for block in blocks if isinstance(block, Alert))
    others = [said(block, text) for block in flat(block for block in blocks if block is not alarm)]
    assert len(" ".join(others)) > 800
    assert KEYWORDS.search(" ".join(signs(alarm, text)))
    assert [words for words in others if KEYWORDS.search(words)] == []


def test_no_emergency_sign_stands_in_an_exercise_a_guideline_or_another_phrase(library):
    found = [(e.key, text) for e in library.exercises() for text in (*e.cautions, *e.mistakes, e.felt)]
    found += [(e.key, text) for e in library.exercises() for p in e.precautions for text in (p.why, p.change or "")]
    for key in library.ids("guidelines"):
        found += [(key, f"{g.title} {g.says}") for g in library.guidelines(key).guidelines]
    for key, phrase in library.language("en").phrases.items():
        # those that say whom to call name what is not to be driven with
        if not re.fullmatch(r"(safety|clinician)\.emergency_(signs|call|call_any)|figure\..*", key):
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
        return text(next(block for block in made("safety", ["walking"], clinic) if isinstance(block, Alert)).note)

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
    [card] = made("exercises", ["walking"], clinic)
    assert isinstance(card, Card)
    assert text(card.stop).startswith(f"Stop if pain reaches {stop},")


def test_the_phone_to_call_is_the_clinics_and_without_one_it_is_the_doctors(made, text):
    ours, theirs = (
        " ".join(said(block, text) for block in flat(made("safety", ["walking"], clinic)))
        for clinic in ({"phone": "020 7946"}, {})
    )
    assert "call us 020 7946" in re.sub(r"(call us).*?(020)", r"\1 \2", ours)
    assert "Stop for today and call us" in ours
    assert "Stop for today and call your doctor" in theirs
    assert "us " not in theirs


def test_whoever_is_told_to_stop_is_sent_to_the_box_by_its_title(library):
    phrases = library.language("en").phrases
    for key in ("safety.stop_all_then", "safety.stop_all_then_doctor"):  # on which page it stands depends on the size
        assert phrases["safety.emergency"] in phrases[key]
