"""Cards of exercises, measured in the finished file: one scale for each posture, fixed places, nothing lost."""

import re
from functools import cache
from io import BytesIO
from typing import get_args

import pikepdf
import pytest

from planner import load_plan, make_booklet
from planner.booklet.looks import theme_of
from planner.content.clinic import Clinic, Paper
from planner.content.library import Library
from planner.content.patient import Patient, Size
from planner.content.plan import Plan
from planner.content.resources import built_in_plans
from planner.figure.drawing import Posture
from planner.pdf.draw.exercises.card import LESS
from planner.pdf.layout.theme import BETWEEN, BOLD, CARDS
from planner.programme.prescribe import prescribe
from tests.pdf.structure import instructions, sections
from tests.pdf.test_pages import texts

LIBRARY = Library()
ANA = Patient.model_validate({"name": "Ana", "start": "2026-12-01", "days": ["mon", "wed", "fri"]})
CLINIC = Clinic(name="Riverside", phone="1", clinician="Maria Lee")
MORE = ", more"
"""Ends the title of a page on which a card goes on."""
everywhere = pytest.mark.parametrize(
    ("size", "paper"), [(s, p) for s in ("standard", "large", "xl") for p in ("A4", "Letter")]
)


@cache
def cards_of(name: str) -> Plan:
    """A built-in plan's cards alone; or all exercises of the library, each with what a clinician may add."""
    if name != "all":
        return load_plan(name).model_copy(update={"sections": plan_of("walking").sections})
    return plan_of(*LIBRARY.ids("exercises"))


def plan_of(*keys: str, **more: str) -> Plan:
    phase = {"title": "a", "aim": "a", "weeks": "1", "exercises": [{"exercise": key, **more} for key in keys]}
    head = {"title": "t", "summary": "s", "version": "1", "for": "f", "not_for": "n", "weeks": "1", "days": "daily"}
    return Plan.model_validate({**head, "phases": [phase], "sections": ["exercises"]})


class Pages:
    """The pages of a booklet's cards, opened."""

    def __init__(self, plan: Plan, size: Size = "standard", paper: Paper = "A4", patient: Patient = ANA) -> None:
        self.data = make_booklet(plan, patient, CLINIC, library=LIBRARY, size=size, paper=paper).data
        self.theme = theme_of(LIBRARY.theme("calm"), paper, size)
        self.pdf = pikepdf.open(BytesIO(self.data))
        with self.pdf.open_outline() as outline:
            numbers = {page.objgen: n for n, page in enumerate(self.pdf.pages)}
            starts = {item.title: numbers[item.destination[0].objgen] for item in outline.root}
        after = min([n for n in starts.values() if n > starts["Exercises"]], default=len(self.pdf.pages))
        self.pages = list(self.pdf.pages)[starts["Exercises"] : after]
        self.lines = [list(texts(page)) for page in self.pages]

    def titles(self) -> list[list[tuple[float, str]]]:
        """The titles of cards on each page, each with its baseline."""
        sizes = [self.theme.styles[name].size for name in ("card", "word")]
        return [
            [(y + 0.2 * size, text.strip()) for _, y, _, _, size, text in lines if size in sizes and MORE not in text]
            for lines in self.lines
        ]


@cache
def opened(name: str, size: Size = "standard", paper: Paper = "A4") -> Pages:
    return Pages(cards_of(name), size, paper)


def scales(page: pikepdf.Page) -> list[float]:
    return [round(float(operands[0]), 3) for operands, name in instructions(page) if name == "cm"]


def hold_to_one_scale(cards: Pages) -> int:
    """Hold pictures to the scale of their posture, a little smaller where cards share a page; return how many."""
    whole = {cards.theme.scale("card", posture) for posture in get_args(Posture)}
    less = {round(scale * LESS, 3) for scale in whole}
    drawn = 0
    for page, titles in zip(cards.pages, cards.titles(), strict=True):
        found = [scale for scale in scales(page) if scale != 1]  # signs are drawn at 1
        assert set(found) <= (whole | less if len(titles) > 1 else whole)
        drawn += len(found)
    return drawn


@everywhere
def test_a_posture_has_one_scale(size, paper):
    """The same pose was up to twice as large on the next page."""
    assert hold_to_one_scale(opened("all", size, paper)) > 55


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", built_in_plans())
def test_it_is_the_same_in_every_plan(name, paper):
    assert hold_to_one_scale(opened(name, "standard", paper))


def rules(page: pikepdf.Page) -> list[float]:
    """The heights of the heavy lines on a page."""
    heavy, found, y = False, [], 0.0
    for operands, name in instructions(page):
        if name == "w":
            heavy = float(operands[0]) == BOLD
        elif name == "m":
            y = float(operands[1])
        elif name == "l" and heavy:
            found.append(y)
    return found


@everywhere
def test_the_dose_is_always_as_far_below_the_title(size, paper):
    cards = opened("all", size, paper)
    down = []
    for page, titles in zip(cards.pages, cards.titles(), strict=True):
        down += [round(min(y - line for y, _ in titles if y > line), 1) for line in rules(page)]
    assert len(down) == len(LIBRARY.ids("exercises"))
    assert len(set(down)) <= 2  # with the summary and without it; in the largest type, of a title in smaller letters


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", ["all", *built_in_plans()])
def test_cards_keep_the_plans_order_and_at_most_two_share_a_page(name, paper):
    cards = opened(name, "standard", paper)
    on_page = [[title for _, title in titles] for titles in cards.titles()]
    assert max(map(len, on_page)) <= 2
    order = [item.exercise.title for item in prescribe(cards_of(name), ANA, CLINIC, LIBRARY).items]
    assert [title for titles in on_page for title in titles] == order


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_gap_between_two_cards_is_not_stretched(paper):
    cards = opened("all", "standard", paper)
    gaps = set()
    for lines, titles in zip(cards.lines, cards.titles(), strict=True):
        if len(titles) == 2:
            second = titles[1][0]
            last = min(line[1] + 0.2 * line[4] for line in lines if second + 20 < line[1] and line[4] == 14)
            gaps.add(round(last - second, 1))
    assert max(gaps) < CARDS[paper] + 30  # from baseline to baseline
    assert max(gaps) - min(gaps) <= CARDS[paper] - BETWEEN[1] + 0.5  # less only where two cards fit by that


@pytest.mark.parametrize(("size", "most"), [("standard", 6), ("large", 8), ("xl", 15)])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_plan_for_low_back_pain_saves_paper(size, most, paper):
    assert len(opened("low-back-relief", size, paper).pages) <= most


def words(text: str) -> str:
    return re.sub(r"\W+", " ", text)


@everywhere
def test_no_step_mistake_or_caution_is_lost(size, paper):
    """At xl a card on one page may leave out where it is felt: its pictures show that."""
    cards = opened("all", size, paper)
    said = words(" ".join(re.findall(r'"(.*)"', sections(cards.data)[-1]))).lower()
    short = 0
    for key in LIBRARY.ids("exercises"):
        exercise = LIBRARY.exercise(key)
        steps = [step.say for step in exercise.steps]
        for text in (*steps, *exercise.mistakes, *exercise.cautions):
            assert words(text).lower() in said, key
        short += words(exercise.felt).lower() not in said
    assert short <= (len(LIBRARY.ids("exercises")) / 2 if size == "xl" else 0)  # each saves a page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_card_in_large_type_with_a_change_says_all_that_not_to_do(paper):
    """Half of "Do not round your back, drop into the chair or let your knees fall in" allows the rest."""
    more = {"heel-raise": {"after": "walking", "reps": 8}, "sit-to-stand": {"after": "heel-raise"}}
    fields = {"name": "Mr Tom Brooks", "conditions": ["hip-replacement", "balance"], "exercises": more}
    cards = Pages(cards_of("walk-more"), "large", paper, Patient.model_validate(fields))
    said = words(" ".join(re.findall(r'"(.*)"', sections(cards.data)[-1]))).lower()
    for mistake in LIBRARY.exercise("sit-to-stand").mistakes:
        assert words(mistake).lower() in said


@everywhere
def test_of_several_later_doses_none_stands_before_the_present_one(size, paper):
    """Walking: 10 minutes, then what it is from week 3, 5 and so on."""
    said = sections(Pages(cards_of("walk-more"), size, paper).data)[-1]
    card = said[said.index('H1 "Walking"') :]
    weeks = [int(week) for week in re.findall(r"From week (\d+)", card[: card.index("Figure")])]
    assert weeks == sorted(weeks)
    assert len(weeks) > 1
    assert card.index("10 minutes") < card.index("From week 3")


@pytest.mark.parametrize("more", [{"note": "Bring your towel."}, {}], ids=["note", "video"])
def test_a_note_or_a_video_takes_a_page(more):
    patient = ANA if more else ANA.model_copy(update={"videos": {"walking": "https://clinic.example/v"}})
    cards = Pages(plan_of("walking", "sit-to-stand"))
    assert [len(titles) for titles in cards.titles()] == [2]
    plan = plan_of("walking", "sit-to-stand", **more)
    assert [len(titles) for titles in Pages(plan, patient=patient).titles()] == [1, 1]


def test_a_change_stands_in_a_frame_of_its_own_page_with_the_name():
    patient = ANA.model_copy(update={"conditions": ("hypertension",)})
    cards = Pages(plan_of("sit-to-stand", "bridge", "seated-forward-bend"), patient=patient)
    assert [len(titles) for titles in cards.titles()] == [1, 1, 1]
    said = sections(cards.data)[-1]
    assert 'H2 "Changed for you, Ana"\n  P "Breathe out as you lift. Do not hold your breath."' in said


@everywhere
def test_a_page_that_goes_on_says_so(size, paper):
    cards = opened("all", size, paper)
    more = 0
    for lines, titles in zip(cards.lines, cards.titles(), strict=True):
        said = [line[5].strip() for line in lines]
        more += not titles
        assert titles or any(text.endswith(MORE) for text in said), said[:4]
    assert more == 0 if size == "standard" else more > 0 or size == "large"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_name_of_a_picture_below_others_stands_next_to_it(paper):
    """At the far margin it was not seen as the picture's."""
    cards = Pages(plan_of("bird-dog"), "large", paper)
    elems = (elem for elem in cards.pdf.objects if isinstance(elem, pikepdf.Dictionary))
    boxes = [tuple(map(float, elem.A.BBox)) for elem in elems if elem.get("/S") == "/Figure"]
    x, y = next((x, y) for lines in cards.lines for x, y, *_, text in lines if text.strip() == "Reach")
    right = next(right for left, low, right, high in boxes if left < x and low <= y <= high)
    assert 0 < x - right < BETWEEN[2]


@pytest.mark.parametrize(("paper", "most"), [("A4", 6), ("Letter", 4)])
def test_what_you_feel_is_left_out_only_where_closer_lines_make_no_room_for_it(paper, most):
    said = [text.strip() for lines in opened("all", "xl", paper).lines for *_, text in lines]
    assert said.count("Avoid") - said.count("You feel it") <= most
