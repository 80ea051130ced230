"""Whatever somebody writes finds its pages: long words, many of everything, at every size."""

from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner import blocks as b
from planner import make_booklet
from planner.booklet.looks import theme_of
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.pictures import scene_of
from planner.content.plan import Plan
from planner.figure import CALM, draw
from planner.pdf.typeset import typeset
from planner.sections.registry import KINDS

SIZES, PAPERS = ("standard", "large", "xl"), ("A4", "Letter")
SECTIONS = tuple(KINDS)
LIBRARY = Library()
LINES = st.builds(
    lambda word, count: (word * 200)[:count].strip() or "x",
    st.sampled_from(["W", "Rückenschule ", "i", "low back ", "a/", "Übung-"]),
    st.integers(1, 200),
)


@settings(max_examples=30)
@example(line="W" * 147, name="W", number=1, weeks=1, per_day=1, per_page=1, dated=False, form=("xl", "A4"))
@given(
    line=LINES,
    name=LINES,
    number=st.sampled_from([1, 2, 6, 10, 20]),
    weeks=st.integers(1, 4),
    per_day=st.integers(1, 7),
    per_page=st.sampled_from([1, 2]),
    dated=st.booleans(),
    form=st.tuples(st.sampled_from(SIZES), st.sampled_from(PAPERS)),
)
def test_whatever_is_written_finds_its_pages(*, line, name, number, weeks, per_day, per_page, dated, form):
    entries = [{"exercise": key, "per_day": per_day, "note": line} for key in all_exercises()[:number]]
    values = {
        "title": line,
        "summary": line,
        "version": "1",
        "for": line,
        "not_for": line,
        "weeks": weeks,
        "days": "daily",
        "phases": [{"title": line, "weeks": weeks, "aim": line, "exercises": entries}],
        "sections": [{"section": s, "weeks_per_page": per_page} if s == "calendar" else s for s in SECTIONS],
    }
    patient = Patient(
        name=name,
        id=name,
        print_id=True,
        trainer=name,
        start="2026-12-01" if dated else None,
        appointments=("2026-12-01 10:00",) if dated else (),
    )
    clinic = Clinic(name=line, phone=name, clinician=line, emergency_number="999")
    size, paper = form
    booklet = make_booklet(Plan.model_validate(values), patient, clinic, library=LIBRARY, size=size, paper=paper)
    assert booklet.pages >= len(SECTIONS)


@settings(max_examples=40)
@example(
    line="W" * 95, pictures=[("bridge", 1)], changed=8, later=0, video=False, form=("standard", "Letter")
)  # once fitted no page
@given(
    line=LINES,
    pictures=st.lists(
        st.tuples(st.sampled_from(["bridge", "standing-forward-bend", None]), st.integers(1, 7)), max_size=5, min_size=1
    ),
    changed=st.integers(0, 8),
    later=st.integers(0, 12),
    video=st.booleans(),
    form=st.tuples(st.sampled_from(SIZES), st.sampled_from(PAPERS)),
)
def test_any_card_finds_its_pages(*, line, pictures, changed, later, video, form):
    first, shown = 1, []
    for key, steps in pictures:
        signs = (b.PictureSign("hold", line[:20]), b.PictureSign("other side", line[:20]))
        shown.append(b.PictureSteps(figure(key) if key else None, line[:40], signs, first, (line,) * steps))
        first += steps
    tip = b.Tip("You feel it", line)
    block = b.Card(
        numeral="12",
        title=line,
        lead=line,
        when=(line,) * later,
        dose=(b.Amount("12", "times each side"), b.Amount("", "1 time a day")),
        start=(line,) * min(later, 2),
        change=b.ChangeBox(line, (line,) * changed) if changed else None,
        pictures=tuple(shown),
        felt=tip,
        avoid=b.Tip("Avoid", line),
        care=b.Tip("Take care", " ".join([line] * max(changed, 1))),
        easier=tip,
        harder=tip,
        note=b.ClinicNote(line, (line,) * changed) if changed > 1 else None,
        video=b.Video("https://example.org/", "example.org/" + "a/" * len(line), "Video", "A video") if video else None,
    )
    size, paper = form
    row = b.Principle("1", line, line, figure("bridge"))
    alert = b.Alert(1, "stop", line, line, (b.Items((line,) * 12),))
    section = b.Section(
        "Any",
        (
            b.Heading(line, 1, line),
            alert,
            block,
            b.PageBreak(),
            b.Principles((row, row)),
            b.Foot("stop", "Stop if it hurts."),
        ),
    )
    pages = typeset(section, theme_of(LIBRARY.theme("calm"), paper, size))
    assert len(pages.contents) > 1  # what is short shares a page


@cache
def figure(key):
    exercise = LIBRARY.exercise(key)
    scene = scene_of(exercise, exercise.steps)
    assert scene
    return b.Figure(draw(scene, 0, CALM), "A picture")


@cache
def all_exercises():
    return sorted(path.stem for folder in LIBRARY.folders for path in (folder / "exercises").glob("*.yaml"))
