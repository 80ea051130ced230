"""What to tell the doctor, and what to ask: pages to fill in at home and take along."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from planner import blocks as b
from planner.blocks import Block
from planner.content.checklist import BodyChart, Checklist, ChecklistPart, Ticks, WriteInTable
from planner.content.spec import Spec
from planner.content.translation import SOURCE
from planner.figure import Look, Scene, draw
from planner.programme.programme import Programme
from planner.sections.edition import Edition, sign_pages, strong
from planner.sections.safety import emergency, today

USUAL = "doctor-visit"
"""The checklist of a plan that names none."""
Side = Literal["left", "right"]
ALWAYS = "safety"
"""The section with the warning signs, which the patient shows as well."""
FORM = "doctor-visit"
"""The form that begins with them."""
STANDING: dict[str, str | int] = {"base": "standing", "shoulder_abduction": 13}
WHITE = (1.0, 1.0, 1.0)
PHYSIO = "checklist.physio"
"""How the words for physiotherapy begin; the English ones count in every language: clinics have such names."""
WORD_STARTS = r"(?<![^\W\u3040-\u9fff])"
"""No letter stands before it, but for Chinese and Japanese, which leave no space between words."""
SIDES = {"left": "checklist.side_left", "right": "checklist.side_right"}


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return the checklist's pages."""
    out: list[Block] = []
    for page in chosen(programme, edition).pages:
        lead = page.lead if out else _lead(page.lead, programme, edition)
        out += [b.NextSheet()] if out else []
        out.append(b.Heading(page.title, 1, lead))
        for part in page.parts:
            if part.unless == "physio" and at_a_physio(programme, edition):
                continue
            out += _part(part, programme, edition)
    return tuple(_merged(out))


def at_a_physio(programme: Programme, edition: Edition) -> bool:
    """Return whether the clinic's own name, or that of its clinician with title and letters, says physiotherapy."""
    clinic = programme.clinic
    if not (clinic.name or clinic.clinician):
        return False
    ours, english = edition.language.phrases[PHYSIO], edition.library.language(SOURCE).phrases[PHYSIO]
    stems = "|".join(re.escape(stem) for stem in (*ours, *english))
    text = f"{clinic.name or ''}, {clinic.clinician or ''}"
    return bool(re.search(rf"{WORD_STARTS}({stems})", text, re.IGNORECASE))


def _lead(lead: str, programme: Programme, edition: Edition) -> str:
    """Return the first page's lead with the page of the warning signs, which are to be shown as well."""
    page = sign_pages(ALWAYS, programme, edition) or sign_pages(FORM, programme, edition)
    return edition.language.joined([lead, edition.say("checklist.show", page=page)]) if page else lead


def _merged(blocks: list[Block]) -> Iterator[Block]:
    """Join lists of questions that follow each other, so that two short ones may share a row."""
    asks: b.Asks | None = None
    for block in blocks:
        if isinstance(block, b.Asks):
            asks = replace(asks, items=asks.items + block.items) if asks else block
            continue
        if asks:
            yield asks
        asks = None
        yield block
    if asks:
        yield asks


def chosen(programme: Programme, edition: Edition) -> Checklist:
    """Return the plan's checklist."""
    return edition.library.checklist(programme.plan.checklist or USUAL)


def sources(programme: Programme, edition: Edition) -> tuple[str, ...]:
    """Return the ids of the checklist's sources."""
    return chosen(programme, edition).sources


def _part(part: ChecklistPart, programme: Programme, edition: Edition) -> list[Block]:
    line = edition.say("checklist.line_says")
    if part.body:
        return [_body(part.body, programme.patient.side, edition)]
    if part.signs:
        return [emergency(programme, edition) if part.signs == "emergency" else today(programme, edition)]
    if part.write:
        return [b.Answer(part.write.ask, part.write.says or "", part.write.lines, line)]
    if part.table:
        return [_table(part.table, edition)]
    if part.ask:
        return [b.Asks(part.ask, line, edition.say("checklist.tick_says"))]
    if part.ticks and len(part.ticks) > 1:
        return [b.TickColumns(tuple(_ticks(ticks, edition) for ticks in part.ticks))]
    if part.ticks:
        return [replace(_ticks(part.ticks[0], edition), columns=2)]
    return [b.Caution(strong(part.note or ""))]


def _ticks(ticks: Ticks, edition: Edition) -> b.TickBoxes:
    return b.TickBoxes(ticks.title, ticks.says or "", ticks.items, edition.say("checklist.tick_says"))


def _table(table: WriteInTable, edition: Edition) -> Block:
    heads = tuple((column.head, column.share) for column in table.columns)
    says = tuple(edition.say("checklist.cell_says", head=column.head) for column in table.columns)
    return b.Blank(table.title, table.says or "", heads, table.rows, says)


def _body(chart: BodyChart, side: Side | None, edition: Edition) -> Block:
    """Return bodies to mark, from the front and from behind; left and right are named as they are seen."""
    say = edition.say
    look = replace(edition.look, skin=WHITE, shirt=WHITE, shorts=WHITE, hair=WHITE)
    left, right = say("checklist.left"), say("checklist.right")
    facing: dict[Side | None, Side | None] = {"left": "right", "right": "left"}
    bodies = (
        b.Outline(
            say("checklist.front"), _outline("front", look, say("checklist.body_front")), right, left, facing.get(side)
        ),
        b.Outline(say("checklist.back"), _outline("back", look, say("checklist.body_back")), left, right, side),
    )
    names = {"strokes": say("checklist.strokes"), "dots": say("checklist.dots"), "rings": say("checklist.rings")}
    marks = tuple(b.Hatch(mark.pattern, names[mark.pattern], mark.say) for mark in chart.marks)
    key = b.Hatches(chart.title, chart.says, marks)
    beside: tuple[Block, ...] = (key, _ticks(chart.ticks, edition)) if chart.ticks else (key,)
    return b.Outlines(bodies, beside, edition.words(SIDES[side]) if side else "")


def _outline(view: str, look: Look, says: str) -> b.Figure:
    scene = Scene.read({"view": view, "pictures": [{"pose": STANDING}]})
    return b.Figure(draw(scene, 0, look, marks=False), says)
