"""What to tell the doctor, and what to ask: pages to fill in at home and take along."""

from dataclasses import replace

from planner import blocks as b
from planner.blocks import Block
from planner.content.checklist import Blank, BodyChart, Checklist, ChecklistPart, Ticks
from planner.content.spec import Spec
from planner.figure import Look, Scene, draw
from planner.programme.programme import Programme
from planner.sections.edition import Edition, strong

USUAL = "doctor-visit"
"""The checklist of a plan that names none."""
STANDING = {"base": "standing", "shoulder_abduction": 13}
WHITE, GREY = (1.0, 1.0, 1.0), (0.86, 0.87, 0.88)


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return the checklist's pages."""
    out: list[Block] = []
    for page in chosen(programme, edition).pages:
        out += [b.PageBreak()] if out else []
        out.append(b.Heading(page.title, 1, page.lead))
        for part in page.parts:
            out += _part(part, programme, edition)
    return tuple(out)


def chosen(programme: Programme, edition: Edition) -> Checklist:
    """Return the plan's checklist."""
    return edition.library.checklist(programme.plan.checklist or USUAL)


def sources(programme: Programme, edition: Edition) -> tuple[str, ...]:
    """Return the ids of the checklist's sources."""
    return chosen(programme, edition).sources


def _part(part: ChecklistPart, programme: Programme, edition: Edition) -> list[Block]:
    line = edition.say("checklist.line_says")
    if part.body:
        return [_body(part.body, edition)]
    if part.signs:
        return [_signs(part.signs, programme, edition)]
    if part.write:
        return [b.Answer(part.write.ask, part.write.says or "", part.write.lines, line)]
    if part.table:
        return [_table(part.table, edition)]
    if part.ask:
        return [b.Answer(ask, "", 1, line, edition.say("checklist.tick_says")) for ask in part.ask]
    if part.ticks and len(part.ticks) > 1:
        return [b.TickColumns(tuple(_ticks(ticks, edition) for ticks in part.ticks))]
    if part.ticks:
        return [replace(_ticks(part.ticks[0], edition), columns=2)]
    return [b.Note("you", strong(part.note or ""))]


def _ticks(ticks: Ticks, edition: Edition) -> b.TickBoxes:
    return b.TickBoxes(ticks.title, ticks.says or "", ticks.items, edition.say("checklist.tick_says"))


def _signs(rank: str, programme: Programme, edition: Edition) -> Block:
    """Return the signs of the safety page, in its words and order of urgency, under what to do about them."""
    say, number = edition.say, programme.clinic.emergency_number
    tick = say("checklist.tick_says")
    if rank == "emergency":
        any_call = edition.words("safety.emergency_call_any")
        call = edition.words("safety.emergency_call", number=number) if number else any_call
        signs = edition.each("safety.emergency_signs")
        return b.TickBoxes(
            title=say("checklist.emergency_do"),
            note=call,
            items=signs,
            says=tick,
            columns=1,
            rank=1,
            icon="stop",
            more=say("safety.more"),
        )
    signs = edition.each("safety.today_signs")
    return b.TickBoxes(
        title=say("checklist.today_do"),
        note="",
        items=signs,
        says=tick,
        columns=2,
        rank=2,
        icon="phone",
        more=say("safety.more"),
    )


def _table(table: Blank, edition: Edition) -> Block:
    heads = tuple((column.head, column.share) for column in table.columns)
    says = tuple(edition.say("checklist.cell_says", head=column.head) for column in table.columns)
    return b.Blank(table.title, table.says or "", heads, table.rows, says)


def _body(chart: BodyChart, edition: Edition) -> Block:
    """Return bodies to mark, from the front and from behind, with left and right named as they are seen."""
    say = edition.say
    look = replace(edition.look, skin=WHITE, shirt=WHITE, shorts=WHITE, hair=GREY)
    left, right = say("checklist.left"), say("checklist.right")
    bodies = (
        b.Outline(say("checklist.front"), _outline("front", look, say("checklist.body_front")), right, left),
        b.Outline(say("checklist.back"), _outline("back", look, say("checklist.body_back")), left, right),
    )
    names = {"strokes": say("checklist.strokes"), "dots": say("checklist.dots"), "rings": say("checklist.rings")}
    marks = tuple(b.Hatch(mark.pattern, names[mark.pattern], mark.say) for mark in chart.marks)
    key = b.Hatches(chart.title, chart.says, marks)
    beside: tuple[Block, ...] = (key, _ticks(chart.ticks, edition)) if chart.ticks else (key,)
    return b.Outlines(bodies, beside)


def _outline(view: str, look: Look, says: str) -> b.Figure:
    scene = Scene.read({"view": view, "pictures": [{"pose": STANDING}]})
    return b.Figure(draw(scene, 0, look, marks=False), says)
