"""The topics of the plan, each on pages of its own; a plan that names none has the library's usual ones.

There is no page if there is no topic.
"""

from planner import blocks as b
from planner.blocks import Block
from planner.content.patient import Patient
from planner.content.posed import scene_of_posed
from planner.content.spec import Spec
from planner.content.topic import BodyMap, Contrast, Shown, Topic, TopicPart
from planner.figure import draw
from planner.programme.programme import Programme
from planner.programme.suits import topics_of
from planner.sections.edition import Edition, paged, strong


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return the topics, each on a new page unless it finds room below another one."""
    out: list[Block] = []
    for topic in chosen(programme, edition):
        out += [b.PageBreak(yields=True)] if out else []
        out += [
            b.Heading(topic.title, 1, topic.lead, head=topic.title),
            *_parts(_paged(topic, programme, edition), programme.patient, edition),
        ]
    return tuple(out)


def chosen(programme: Programme, edition: Edition) -> tuple[Topic, ...]:
    """Return the topics about the patient's conditions, then the plan's in its order.

    A topic that does not suit one of the conditions gives way to the one that it names, if it names one.
    """
    return tuple(map(edition.library.topic, topics_of(programme.plan, programme.patient, edition.library)))


def sources(programme: Programme, edition: Edition) -> tuple[str, ...]:
    """Return the ids of the topics' sources."""
    return tuple(source for topic in chosen(programme, edition) for source in topic.sources)


def _paged(topic: Topic, programme: Programme, edition: Edition) -> tuple[TopicPart, ...]:
    """Return the parts with the page of the warning signs where a text names it."""
    return tuple(
        part.model_copy(
            update={
                name: paged(text, programme, edition)
                for name in ("text", "note", "alarm")
                if (text := getattr(part, name))
            }
        )
        for part in topic.parts
    )


def _parts(parts: tuple[TopicPart, ...], patient: Patient, edition: Edition) -> list[Block]:
    """Return the parts in their order; those after a body go to its left."""
    at = next((n for n, part in enumerate(parts) if part.body), len(parts))
    conditions = patient.conditions
    made = [block for part in parts[:at] for block in _part(part, conditions, edition)]
    if at < len(parts) and (body := parts[at].body):
        aside = tuple(block for part in parts[at + 1 :] for block in _part(part, conditions, edition))
        made.append(b.BesideBody(aside, _body(body.on(patient.side), edition)))
    return made


def _part(part: TopicPart, conditions: tuple[str, ...], edition: Edition) -> list[Block]:
    heading: list[Block] = [b.Heading(part.title, 2)] if part.title and part.text else []
    if part.text:
        return [*heading, *(b.Text(strong(words)) for words in part.text.split("\n"))]
    if part.do:
        return [b.Points(part.title or "", "go", edition.say("topics.good"), tuple(map(strong, part.do)))]
    if part.avoid:
        return [b.Points(part.title or "", "avoid", edition.say("topics.change"), tuple(map(strong, part.avoid)))]
    if part.pairs:
        suiting = [pair for pair in part.pairs if set(conditions).isdisjoint(pair.not_for_conditions)]
        rows = tuple(_pair(pair, turn, conditions, edition) for turn, pair in enumerate(suiting))
        return [b.Pairs(rows)] if rows else []
    if part.stages:
        number = edition.language.number
        shown = enumerate((edition.shown(stage, conditions) for stage in part.stages), 1)
        stages = [b.Stage(number(n), _figure(s, 0, conditions, edition), strong(s.say)) for n, s in shown]
        return [b.Stages(tuple(stages))]
    if part.picture:
        return [b.Picture(edition.posed(part.picture, alt=part.alt, conditions=conditions))]
    if part.note:
        return [b.Note("you", strong(part.note))]
    return [b.IconLine("stop", strong(part.alarm or ""))]


def _figure(shown: Shown, turn: int, conditions: tuple[str, ...], edition: Edition) -> b.Figure:
    return edition.posed(shown.picture, turn, alt=shown.alt, conditions=conditions)


def _pair(pair: Contrast, turn: int, conditions: tuple[str, ...], edition: Edition) -> b.Pair:
    say = edition.say
    good, second = (edition.shown(shown, conditions) for shown in (pair.good, pair.second))
    sign: tuple[b.Icon, str] = ("avoid", say("topics.change")) if pair.change else ("go", say("topics.good"))
    return b.Pair(
        pair.title,
        (
            b.Side("go", say("topics.good"), strong(good.say), _figure(good, turn, conditions, edition)),
            b.Side(*sign, strong(second.say), _figure(second, turn, conditions, edition)),
        ),
    )


def _body(body: BodyMap, edition: Edition) -> b.MarkedBody:
    from planner.figure.picture import landmark_points

    scene = scene_of_posed(body.picture)
    figure = b.Figure(draw(scene, 0, edition.look, marks=False), body.says)
    line = landmark_points(scene, body.line, edition.look)
    dashed = body.line.index(body.dashed_from) if body.dashed_from in body.line else len(line)
    spots = landmark_points(scene, [place.at for place in body.places], edition.look)
    named = tuple(b.PlaceLabel(spot, place.say) for spot, place in zip(spots, body.places, strict=True))
    return b.MarkedBody(figure, line, dashed, named, body.solid or "", body.dashed or "")
