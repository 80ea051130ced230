"""The log: pain, sleep and reach over the weeks as charts to fill in; three things the patient wants to do."""

from typing import Literal

from pydantic import model_validator

from planner.blocks import Block, Chart, Figure, Goal, Goals, Heading, PageBreak
from planner.content.spec import Spec
from planner.figure import Drawing, Scene, draw, landmark_points
from planner.programme.programme import Programme
from planner.sections.edition import Edition

BEND = "standing-forward-bend"
"""The exercise whose precautions rule out the chart of how far the hands reach."""
GOALS = 3
STANDING = {"base": "standing", "shoulder": 172}
"""With the arms out of the way of the legs."""
HEIGHTS = (("thigh_top_r",), ("knee_r",), ("knee_r", "ankle_r"), ("ankle_r",))
"""The chart's marks: half way between some landmarks."""
HIP = 44.0
"""From the knee up to where the leg is cut off, centimetres."""


class Options(Spec):
    """What is written down."""

    charts: tuple[Literal["pain", "sleep", "reach"], ...] = ("pain", "sleep", "reach")
    """Which, in this order."""
    goals: bool = True
    """The page for what the patient wants to do."""

    @model_validator(mode="after")
    def _something(self) -> "Options":
        if not self.charts and not self.goals:
            raise ValueError("a log without charts and without goals is empty; take the section out")
        if len(set(self.charts)) < len(self.charts):
            raise ValueError("a chart stands there twice")
        return self


def blocks(programme: Programme, edition: Edition, options: Options) -> tuple[Block, ...]:
    """Return the charts and the goals."""
    say = edition.say
    made = {"pain": _pain, "sleep": _sleep, "reach": _reach}
    charts: list[Block] = [made[name](programme, edition) for name in options.charts]
    out: list[Block] = [Heading(say("log.title"), 1, say("log.lead")), *charts] if charts else []
    if options.goals:
        out += [PageBreak()] if charts else []
        out += [
            Heading(say("log.goals"), 1, say("log.goals_lead")),
            Goals(tuple(_goal(n, programme, edition) for n in range(GOALS))),
        ]
    return tuple(out)


# -- charts ----------------------------------------------------------------------------------------------------------


def _chart(
    programme: Programme,
    edition: Edition,
    title: str,
    how: str,
    marks: tuple[str, ...],
    leg: tuple[Figure, tuple[float, ...]] | None = None,
) -> Chart:
    """Return a chart with a column for the start and for each week."""
    say = edition.say
    numbers = [week.number for week in programme.weeks]
    weeks = (say("log.start"), *map(edition.language.number, numbers))
    says = [say("log.dot_start", title=title)]
    says += [say("log.dot_says", title=title, week=say("log.numbered", week=number)) for number in numbers]
    figure, heights = leg or (None, ())
    return Chart(
        title=title,
        how=how,
        marks=marks,
        corner=say("log.week"),
        weeks=weeks,
        says=tuple(says),
        leg=figure,
        heights=heights,
    )


def _pain(programme: Programme, edition: Edition) -> Chart:
    say, number = edition.say, edition.language.number
    marks = (say("log.pain_most", number=10), *(number(n) for n in range(9, 0, -1)), say("log.pain_least", number=0))
    return _chart(programme, edition, say("log.pain"), say("log.pain_how"), marks)


def _sleep(programme: Programme, edition: Edition) -> Chart:
    say = edition.say
    return _chart(programme, edition, say("log.sleep"), say("log.sleep_how"), _listed("log.sleep_marks", edition))


def _reach(programme: Programme, edition: Edition) -> Chart:
    """Return the chart of how far the hands reach; for whoever must be careful in bending, of how long they walk."""
    say = edition.say
    if not _may_bend(programme, edition):
        return _chart(programme, edition, say("log.walk"), say("log.walk_how"), _listed("log.walk_marks", edition))
    marks = _listed("log.reach_marks", edition)
    return _chart(programme, edition, say("log.reach"), say("log.reach_how"), marks, _leg(edition))


def _may_bend(programme: Programme, edition: Edition) -> bool:
    """Return whether no condition of the patient has a precaution about bending forward."""
    library = edition.library
    warned = {p.condition for p in library.exercise(BEND).precautions} if BEND in library.ids("exercises") else set()
    narrow = {name for name, c in library.conditions.items() if c.only is not None and BEND not in c.only}
    return not (warned | narrow) & set(programme.patient.conditions)


def _leg(edition: Edition) -> tuple[Figure, tuple[float, ...]]:
    """Return a standing person from the hip down, and the heights of the marks above the ground in cm."""
    scene = Scene.read({"view": "side", "pictures": [{"pose": STANDING}]})
    whole = draw(scene, 0, edition.look, marks=False)
    names = [name for group in HEIGHTS for name in group]
    high = dict(zip(names, (y - whole.ground for _, y in landmark_points(scene, names, edition.look)), strict=True))
    heights = tuple(round(sum(high[name] for name in group) / len(group), 1) for group in HEIGHTS)
    top = whole.ground + high["knee_r"] + HIP
    leg = Drawing(whole.width, round(top, 1), whole.ground, whole.shapes, f"{whole.key} leg")
    return Figure(leg, edition.say("log.leg")), heights


def _listed(key: str, edition: Edition) -> tuple[str, ...]:
    return tuple("".join(run if isinstance(run, str) else run.text for run in words) for words in edition.each(key))


# -- goals -----------------------------------------------------------------------------------------------------------


def _goal(n: int, programme: Programme, edition: Edition) -> Goal:
    say, wanted = edition.say, programme.patient.goals
    words = wanted[n] if n < len(wanted) else ""
    first, last = programme.weeks[0].number, programme.weeks[-1].number
    labels = [say("log.start")]
    labels += [say("log.numbered", week=week) for week in sorted({(first + last) // 2, last})]
    times = tuple((label, say("log.circle", week=label)) for label in labels)
    return Goal(edition.language.number(n + 1), words, say("log.goal_says"), times)
