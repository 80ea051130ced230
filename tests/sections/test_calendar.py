import re
from functools import cache
from io import BytesIO
from itertools import chain, pairwise
from typing import NamedTuple

import pikepdf
import pytest

from planner import load_plan, make_booklet
from planner.blocks import CalendarWeek, PageBreak
from planner.booklet.looks import theme_of
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.content.theme import Theme
from planner.pdf.layout.theme import BOLD, FINE, LEFT, MEDIUM, MM
from tests.pdf.structure import instructions, sections
from tests.pdf.test_pages import texts

LIBRARY = Library()


def weeks(blocks) -> list[CalendarWeek]:
    return [block for block in blocks if isinstance(block, CalendarWeek)]


@pytest.fixture(scope="module")
def five(phases) -> Plan:
    return phases(*[["walking"]] * 5)


@pytest.mark.parametrize(
    ("options", "shape"),
    [({}, "12|12|1"), ({"weeks_per_page": "1"}, "1|1|1|1|1"), ({"weeks_per_page": "2"}, "12|12|1")],
)
def test_two_weeks_stand_on_a_page_or_one(made, five, options, shape):
    blocks = made("calendar", five, options=options)
    assert "".join("|" if isinstance(block, PageBreak) else "12"[block.second] for block in blocks) == shape
    assert {week.alone for week in weeks(blocks)} == {"2" not in shape}


@pytest.mark.parametrize("per_day", [1, 2, 3, 6])
def test_ticks_say_how_often_a_day(made, per_day):
    [week] = made("calendar", [{"exercise": "pelvic-tilt", "per_day": str(per_day)}])
    [row] = week.rows
    assert [tick.count if tick else 0 for tick in row.ticks] == [per_day, 0, per_day, 0, per_day, 0, 0]
    assert row.dose.startswith("5\u00a0times")
    assert row.dose.endswith(f"{per_day}\u00a0times\u00a0a\u00a0day") == (per_day > 1)
    assert "hold" not in row.dose  # how long to hold is on the card
    assert row.ticks[0].of == (f"of {per_day}" if per_day > 2 else "")
    assert row.ticks[0].says == {
        1: "Pelvic tilt, Monday: tick when done",
        2: "Pelvic tilt, Monday: 2 boxes, tick each time",
        3: "Pelvic tilt, Monday: write how many of 3 times",
        6: "Pelvic tilt, Monday: write how many of 6 times",
    }[per_day]  # fmt: skip


def test_what_to_do_names_the_boxes_that_there_are(made, text):
    def hint(*per_day):
        entries = [{"exercise": key, "per_day": n} for key, n in zip(("pelvic-tilt", "bridge"), per_day, strict=True)]
        [week] = made("calendar", entries)
        assert week.above == week.hint
        return [text(sentence) for sentence in week.hint]

    tick, joined = "Tick one box each time you do it.", "Two joined boxes: 2 times a day."
    assert hint(1, 1) == [tick]
    assert hint(1, 2) == [tick, joined]
    assert hint(2, 4) == [tick, joined, "“of 4”: write how many times."]


def test_joined_boxes_are_explained_on_every_page_that_has_some(made, phases, text):
    entries = [[{"exercise": "pelvic-tilt", "per_day": 2, "reps": 4 + n}] for n in range(4)]
    shown = weeks(made("calendar", phases(*entries)))
    tick, joined = "Tick one box each time you do it.", "Two joined boxes: 2 times a day."
    grow = "More: only if last week was fine."
    said = [[text(sentence) for sentence in week.above] for week in shown]
    assert said[:2] == [[tick, grow, joined]] * 2
    assert said[2:4] == [[grow, joined]] * 2


def test_a_week_says_its_number_phase_and_dates(made, five):
    shown = weeks(made("calendar", five, start="2026-12-02"))
    assert [week.numeral for week in shown] == list("12345")
    assert shown[0].title == "Week 1: Settle"
    assert shown[0].dates == "2 to 8 December"
    assert shown[1].dates == "9 to 15 December"
    assert shown[4].dates == "30 December to 5 January"
    assert {week.dates for week in weeks(made("calendar", five))} == {""}


def test_days_begin_with_the_clinics_week_or_the_first_day(made):
    [monday] = made("calendar", ["walking"])
    [sunday] = made("calendar", ["walking"], {"week_starts": "sunday"})
    [dated] = made("calendar", ["walking"], {"week_starts": "sunday"}, start="2026-12-02")
    assert [day.name for day in monday.days] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [day.name for day in sunday.days][:2] == ["Sun", "Mon"]
    assert [(day.name, day.date) for day in dated.days][:2] == [("Wed", "2"), ("Thu", "3")]
    assert dated.days[0].full == "Wednesday 2 December"


def test_rest_days_are_marked_in_words(made):
    [week] = made("calendar", ["walking"], start="2026-12-02")
    assert [day.kind for day in week.days] == ["train", "rest", "train", "rest", "rest", "train", "rest"]
    assert [day.tag for day in week.days] == ["", "rest", "", "rest", "rest", "", "rest"]


def test_appointments_are_framed_with_name_and_time(made, text):
    visits = ["2026-12-01 10:30", "2026-12-03 16:00"]
    [week] = made("calendar", ["walking"], start="2026-11-30", appointments=visits, trainer="Sam Reyes")
    assert [(day.tag, day.at) for day in week.days if day.kind == "trainer"] == [
        ("Sam", ("10:30",)),
        ("Sam", ("16:00",)),
    ]
    assert text(week.hint[-1]) == "Framed days: with Sam Reyes."


@pytest.mark.parametrize(
    ("clinic", "trainer", "says", "tag"),
    [
        ({}, "Sam", ["Framed days: ask Sam for a time."], "trainer"),
        ({"clinician": "Dr Maria Lee"}, None, ["Framed days: ask Dr Maria Lee for a time."], "trainer"),
        ({}, None, [], ""),
    ],
)
def test_sessions_that_nobody_booked_are_framed_as_advice(made, text, phases, clinic, trainer, says, tag):
    plan = phases(["walking"], ["walking"], supervised_sessions="2")
    first, second = weeks(made("calendar", plan, clinic, trainer=trainer))
    assert [text(sentence) for sentence in first.hint[1:]] == says
    assert (first.days[0].tag, first.days[0].at) == (tag, ())
    assert [text(sentence) for sentence in second.hint] == ["More: only if last week was fine."]
    assert first.hint != second.hint
    assert first.longest == second.longest  # the same on each page, so that weeks stand at the same height


def test_no_two_sessions_with_a_helper_are_on_two_days_in_a_row(made, phases):
    plan = phases(["pelvic-tilt"], ["pelvic-tilt"], supervised_sessions="5", days="daily")
    shown = weeks(made("calendar", plan, trainer="Sam Reyes"))
    assert [[n for n, day in enumerate(week.days) if day.tag] for week in shown] == [[0, 2, 4, 6], [1]]


def test_framed_days_are_explained_on_their_page_alone(made, text, phases):
    plan = phases(*[["walking"]] * 5, supervised_sessions="2")
    shown = weeks(made("calendar", plan, trainer="Sam Reyes"))
    framed = [any("Framed" in text(sentence) for sentence in week.above) for week in shown]
    assert framed == [True, True, False, False, False]
    assert len({week.longest for week in shown}) == 1  # the room for it, so that weeks stand at one height


# -- as printed ----------------------------------------------------------------------------------

ANA = {
    "name": "Ana Souza",
    "start": "2026-12-07",
    "days": ["mon", "wed", "fri"],
    "trainer": "Sam Reyes",
    "appointments": ["2026-12-07 10:30", "2026-12-09 10:30"],
}
HALF = {"A4": 120.5, "Letter": 116}
ROW = {"A4": 12, "Letter": 11.5}
CALENDAR = ("Calendar", "Calendario", "Kalendarz", "التقويم", "练习日历")


class Path(NamedTuple):
    """What is stroked or filled in one operation; lengths are in points."""

    weight: float
    left: float
    low: float
    wide: float
    high: float
    rounded: bool
    filled: bool


class Page:
    """What stands on a page of the calendar, in the order in which it is drawn."""

    def __init__(self, page):
        self.texts = list(texts(page))
        self.paths: list[Path] = []
        self.scales: list[float] = []
        weight, points, rounded = 0.0, [], False
        for operands, name in instructions(page):
            values = [float(v) for v in operands] if name in ("w", "m", "l", "c", "re", "cm") else []
            if name == "w":
                weight = values[0]
            elif name == "cm":
                self.scales.append(values[0])
            elif name == "re":
                points += [(values[0], values[1]), (values[0] + values[2], values[1] + values[3])]
            elif name in ("m", "l", "c"):
                points += list(zip(values[::2], values[1::2], strict=True))
                rounded = rounded or name == "c"
            elif name in ("S", "f") and points:
                xs, ys = zip(*points, strict=True)
                box = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
                self.paths.append(Path(weight, *box, rounded, name == "f"))
                points, rounded = [], False

    def lines(self, weight: float) -> list[float]:
        """The heights of horizontal lines that begin at the margin, from the top down."""
        found = [p for p in self.paths if p.weight == weight and p.high == 0 and abs(p.left - LEFT) < 0.1]
        return sorted({round(p.low, 1) for p in found}, reverse=True)

    def boxes(self) -> set[tuple[float, float]]:
        """Widths and heights of boxes to tick, in mm."""
        found = (p for p in self.paths if p.rounded and p.high < 30 * MM)
        return {(round(p.wide / MM, 1), round(p.high / MM, 1)) for p in found}


class Printed:
    def __init__(self, data: bytes) -> None:
        pdf = pikepdf.open(BytesIO(data))
        with pdf.open_outline() as outline:
            title = next(item for item in outline.root if item.title in CALENDAR)
            numbers = {page.objgen: n for n, page in enumerate(pdf.pages)}
            start = numbers[title.destination[0].objgen]
        self.said = sections(data)[-1]
        self.pages = [Page(page) for page in list(pdf.pages)[start:]]
        self.fields = [line.strip() for line in self.said.splitlines() if line.strip().startswith("Form")]


@cache
def printed(size="standard", paper="A4", plan="low-back-relief", exercises=0, theme="calm", **patient):
    whole = load_plan(plan).model_dump(by_alias=True)
    if exercises:
        entries = [{"exercise": key} for key in sorted(e.key for e in LIBRARY.exercises())[:exercises]]
        parts = [{"title": "Settle", "weeks": 3, "aim": "Calm", "exercises": entries}]
        whole = {"title": "t", "summary": "s", "version": "1", "for": "f", "not_for": "n", "weeks": 3, "phases": parts}
        whole["days"] = ["mon", "wed", "fri"]
    made = Plan.model_validate({**whole, "sections": ["safety", "calendar"]})
    values = {key: list(value) if isinstance(value, tuple) else value for key, value in patient.items()}
    who = Patient.model_validate({**ANA, **values})
    return Printed(
        make_booklet(made, who, Clinic(theme=Theme(base=theme)), library=LIBRARY, size=size, paper=paper).data
    )


PAPERS = pytest.mark.parametrize("paper", ["A4", "Letter"])


@PAPERS
@pytest.mark.parametrize(("size", "pages"), [("standard", 3), ("large", 6), ("xl", 6)])
def test_six_weeks_take_so_many_pages(size, paper, pages):
    assert len(printed(size, paper).pages) == pages


@PAPERS
@pytest.mark.parametrize(("size", "exercises", "pages"), [("large", 2, 2), ("large", 5, 3), ("xl", 2, 2), ("xl", 4, 3)])
def test_larger_weeks_share_a_page_only_if_both_fit_with_a_line_for_notes(size, exercises, pages, paper):
    found = printed(size, paper, exercises=exercises)
    assert len(found.pages) == pages
    assert found.said.count("Form [Notes]") == 3
    assert found.said.count("Tick one box") == pages


@PAPERS
@pytest.mark.parametrize("theme", ["bedside", "warm"])
def test_wide_letters_take_no_more_pages(theme, paper):
    assert len(printed("standard", paper, theme=theme).pages) == 3
    assert len(printed("xl", paper, theme=theme).pages) == 6


@PAPERS
@pytest.mark.parametrize("plan", ["low-back-relief", "keep-well"])
def test_the_second_week_starts_at_the_same_height_on_every_page(paper, plan):
    heads = [page.lines(BOLD) for page in printed(paper=paper, plan=plan).pages]
    assert len(heads) >= 3
    assert len({tuple(lines) for lines in heads}) == 1
    first, second = heads[0]
    assert first - second == pytest.approx(HALF[paper] * MM, abs=0.1)


def test_a_last_week_alone_stands_where_a_first_one_stands():
    pages = printed(exercises=2).pages
    assert [len(page.lines(BOLD)) for page in pages] == [2, 1]
    assert pages[0].lines(BOLD)[0] == pages[1].lines(BOLD)[0]


@PAPERS
@pytest.mark.parametrize("count", [2, 3])
def test_rows_are_as_high_however_few_they_are(paper, count):
    """The first rows of two weeks: a short table is not stretched to fill its half of the page."""
    page = printed(paper=paper, exercises=count).pages[0]
    for head, pain in zip(page.lines(BOLD), page.lines(MEDIUM), strict=True):
        between = [y for y in page.lines(FINE) if pain < y < head]
        steps = {round(a - b, 1) for a, b in pairwise([head, *between, pain])}
        assert len(between) == count - 1
        assert all(step >= ROW[paper] * MM - 0.1 for step in steps)
        assert head - pain < count * 16 * MM


@PAPERS
def test_a_table_of_the_built_in_plan_has_equal_rows(paper):
    rows = set()
    for page in printed(paper=paper).pages:
        for head, pain in zip(page.lines(BOLD), page.lines(MEDIUM), strict=True):
            rows |= {
                round(a - b, 0) for a, b in pairwise([head, *(y for y in page.lines(FINE) if pain < y < head), pain])
            }
    assert rows == {round(ROW[paper] * MM)}


@pytest.mark.parametrize(
    ("size", "once", "twice"),
    [("standard", (6.5, 6.5), (13.4, 6.5)), ("large", (8.5, 8.5), (8.5, 17.4)), ("xl", (10.2, 10.2), (20.6, 10.2))],
)
def test_a_box_is_ticked_once_a_day_and_two_joined_ones_twice(size, once, twice):
    for page in printed(size).pages:
        assert page.boxes() == {once, twice}
        joined = [p for p in page.paths if p.rounded and (round(p.wide / MM, 1), round(p.high / MM, 1)) == twice]
        for box in joined:  # each has a line through its middle
            middle = (round(box.left + box.wide / 2, 1), round(box.low + box.high / 2, 1))
            across = [
                (round(p.left + p.wide / 2, 1), round(p.low + p.high / 2, 1))
                for p in page.paths
                if p.weight == MEDIUM and 0 in (p.wide, p.high)
            ]
            assert middle in across


def test_many_days_at_size_xl_have_narrow_columns_with_the_boxes_stacked_and_no_pictures():
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    for page in printed("xl", plan="keep-well", days=week).pages:
        assert page.boxes() == {(10.2, 10.2), (10.2, 20.6)}
        assert page.scales == []


@pytest.mark.parametrize("size", ["standard", "large", "xl"])
@pytest.mark.parametrize(
    ("language", "dose"), [("en", "5 times each side, 2 times a day"), ("es", "5 veces por lado, 2 veces al día")]
)
def test_a_dose_that_takes_two_lines_still_says_how_often_a_day(language, dose, size):
    assert f'{dose}"' in printed(size, plan="chair-and-bed", language=language).said


def test_three_times_a_day_are_one_box_to_write_in():
    calendar = printed(plan="desk-day")
    assert all((13.4, 6.5) in page.boxes() for page in calendar.pages)
    assert 'Form [Standing back bend, Monday 7 December: write how many of 3 times] "of 3"' in calendar.fields


@PAPERS
@pytest.mark.parametrize("size", ["large", "xl"])
@pytest.mark.parametrize(("language", "of"), [("ar", "3"), ("zh-Hans", "/3")])
def test_over_and_under_boxes_words_are_clear_of_each_other_and_dates_in_the_middle(language, of, size, paper):
    days = ("mon", "tue", "wed", "thu", "fri")
    page = printed(size, paper, plan="desk-day", language=language, days=days, appointments=()).pages[0]
    boxes = sorted({(p.left, p.left + p.wide) for p in page.paths if p.rounded and 8 * MM < p.wide < 11 * MM})
    ink = [
        (left, right - (0.25 * high if w.endswith("\u00a0") else 0), low, w.strip())
        for left, low, right, _, high, w in page.texts
    ]
    dates = {words: (left + right) / 2 for left, right, _, words in ink if words in ("9", "11")}
    middles = sorted((left + right) / 2 for left, right in boxes)
    assert len(dates) == 2
    assert all(min(abs(date - middle) for middle in middles) < 3 for date in dates.values())
    [above] = {low for *_, low, words in ink if words == "11"}
    names = sorted((left, right) for left, right, low, _ in ink if above + 10 < low < above + 30)
    names = [name for name in names if any(name[0] < middle < name[1] for middle in middles)]
    assert len(names) == 5
    assert all(right[0] - left[1] > 3 for left, right in pairwise(names))
    counts = [
        (left, right)
        for left, right, low, words in ink
        if words == of and low < above and left < boxes[-1][1] and right > boxes[0][0]
    ]
    assert len(counts) == 5
    assert all(any(box[0] - 3 < left and right < box[1] + 3 for box in boxes) for left, right in counts)


@PAPERS
@pytest.mark.parametrize("size", ["standard", "large", "xl"])
def test_pictures_have_one_scale_for_each_posture(size, paper, made, phases):
    theme = theme_of(LIBRARY.theme("calm"), paper, size)
    figures = [row.figure for week in weeks(made("calendar", load_plan("low-back-relief"))) for row in week.rows]
    scales = {theme.scale("calendar", figure.drawing.posture) for figure in figures if figure}
    assert len(scales) >= 2
    assert {round(scale, 3) for page in printed(size, paper).pages for scale in page.scales} == scales


@PAPERS
def test_lines_to_write_on_are_10_mm_apart_two_with_five_exercises_and_a_lower_one_with_six(paper):
    first, second, _ = printed(paper=paper).pages
    lower = 9.4 if paper == "A4" else 8.6  # there is room below it, up to the next week
    for page, expected in ((first, [10, 10]), (second, [lower])):
        head, pain = page.lines(BOLD)[1], page.lines(MEDIUM)[1]
        notes = sorted(
            {
                round(p.low, 1)
                for p in page.paths
                if p.weight == FINE and p.wide > 300 and p.low < pain - ROW[paper] * MM
            },
            reverse=True,
        )
        assert head > pain
        steps = [round((a - b) / MM, 1) for a, b in pairwise([pain - ROW[paper] * MM, *notes[: len(expected)]])]
        assert steps == expected


@PAPERS
@pytest.mark.parametrize(("language", "least"), [("en", 3.4), ("es", 2.5)])
def test_a_line_for_notes_is_clear_of_the_next_week_which_shares_its_page_however_long_the_words(
    paper, language, least
):
    """Long names make rows higher; then the others are as high as what is in them, and no week is alone."""
    pages = printed(paper=paper, plan="keep-well", language=language).pages
    assert len(pages) == 6
    for page in pages:
        _, second = sorted(
            {round(p.low + p.high, 1) for p in page.paths if p.filled and p.high > 60 * MM}, reverse=True
        )
        above = [p.low for p in page.paths if p.weight == FINE and p.wide > 300 and p.low > second]
        assert min(above) - second >= least * MM - 0.1


@pytest.mark.parametrize(("exercises", "pages"), [(6, 2), (8, 3)])
def test_more_exercises_than_half_a_page_holds_have_a_page_for_each_week(exercises, pages):
    assert len(printed(exercises=exercises).pages) == pages


def test_more_exercises_than_a_page_holds_go_on_below_a_repeated_head():
    calendar = printed(exercises=20)
    assert len(calendar.pages) == 6
    titles = [line for line in calendar.said.splitlines() if line.startswith("H1")]
    assert titles == list(chain(*([f'H1 "Week {n}: Settle"', f'H1 "Week {n}: Settle, more"'] for n in (1, 2, 3))))
    assert calendar.said.count("Mon 7") == 2  # its days stand on both pages


def test_only_days_of_exercise_are_columns_at_size_xl_and_no_box_is_lost():
    standard, xl = printed(), printed("xl")
    assert "rest Tue 8" in standard.said
    assert "Tue 8" not in xl.said
    assert "All other days are rest days." not in standard.said
    assert xl.said.count("All other days are rest days.") == 6
    every = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    assert "All other days" not in printed("xl", plan="keep-well", days=every).said
    ticks = [line for line in standard.fields if "tick" in line]
    assert len(ticks) > 90
    assert [line for line in xl.fields if "tick" in line] == ticks


def test_a_day_without_a_date_has_a_line_for_it():
    calendar = printed(start=None, appointments=())
    assert calendar.fields.count("Form [Date of Monday]") == 6


@pytest.mark.parametrize("size", ["standard", "large", "xl"])
def test_the_trainers_frame_reaches_from_the_name_to_the_pain_row(size):
    page = printed(size).pages[0]
    frames = [p for p in page.paths if p.rounded and p.high > 30 * MM]
    [path] = frames  # all in one operation
    assert path.weight == MEDIUM
    pain = page.lines(MEDIUM)[0]
    assert path.low < pain - 10 * MM
    assert path.low + path.high > page.lines(BOLD)[0] + 20 * MM


@PAPERS
@pytest.mark.parametrize(("size", "exercises"), [("large", 2), ("large", 0), ("xl", 2)])
def test_the_sign_over_a_framed_day_stands_before_what_is_said_of_it_too(size, exercises, paper):
    """A long name, or "trainer" in larger type, is wider than a day; "Sam" is not."""

    def indents(**patient):
        page = printed(size, paper, exercises=exercises, **patient).pages[0]
        lines = [(left, words.strip()) for left, *_, words in page.texts]
        [tick] = {left for left, words in lines if words.startswith("Tick one box")}
        [framed] = {left for left, words in lines if "Framed day" in words}
        return framed - tick

    assert indents() == 0
    assert indents(trainer="Maximiliana Reyes") > 10


@PAPERS
@pytest.mark.parametrize(
    ("language", "plan"),
    [("en", "keep-well"), ("es", "keep-well"), ("pl", "chair-and-bed"), ("zh-Hans", "new-mothers")],
)
def test_a_week_in_the_largest_type_has_its_figure_and_a_title_that_breaks_behind_its_colon_alone(
    language, plan, paper
):
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    found = printed("xl", paper, plan=plan, language=language, days=week)
    numeral, title = (max(size for *_, size, words in found.pages[0].texts), 28.0)
    titles = [line[4:-1] for line in found.said.splitlines() if line.startswith("H1")]
    assert len(titles) >= 6
    whole = {*titles, *chain.from_iterable(re.split("(?<=[:\uff1a]) *", line) for line in titles)}
    lines = [words.strip() for page in found.pages for *_, size, words in page.texts if size == title]
    assert {*lines} <= whole
    figures = [int(words) for page in found.pages for *_, size, words in page.texts if size == numeral]
    assert figures == [*range(1, len(figures) + 1)]
    assert len(figures) == len(titles)  # and so no week is continued on a second page
