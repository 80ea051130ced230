"""The log: pain over the weeks as a chart to fill in, and three things the patient wants to do, on one page.

A plan may ask for charts of sleep and reach as well, which have a page of their own.
"""

from typing import Literal

from pydantic import model_validator

from planner.blocks import Block, Chart, Figure, Goal, Goals, Heading, PageBreak, Zone
from planner.content.condition import STENOSIS
from planner.content.spec import Spec
from planner.figure import Drawing, Scene, draw
from planner.programme.programme import Programme
from planner.sections.edition import Edition

BEND = "standing-forward-bend"
"""The exercise whose precautions rule out the chart of how far the hands reach."""
GOALS = 3
STANDING: dict[str, str | int] = {"base": "standing", "shoulder": 172}
"""With the arms out of the way of the legs."""
HEIGHTS = (("thigh_top_r",), ("knee_r",), ("knee_r", "ankle_r"), ("ankle_r",))
"""The chart's marks: half way between some landmarks."""
HIP = 44.0
"""From the knee up to where the leg is cut off, centimetres."""


class Options(Spec):
    """What is written down."""

    charts: tuple[Literal["pain", "sleep", "reach"], ...] = ("pain",)
    """Which, in this order; with goals, pain shares their page and the others follow on the next."""
    goals: bool = True
    """What the patient wants to do."""

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
    if not options.goals:
        return (Heading(say("log.title"), 1, say("log.lead")), *charts)
    goals = tuple(_goal(n, programme, edition) for n in range(GOALS))
    if "pain" not in options.charts:
        out: list[Block] = [Heading(say("log.title"), 1, say("log.lead")), *charts, PageBreak()] if charts else []
        return (*out, Heading(say("log.goals"), 1, say("log.goals_how")), Goals(goals))
    pain = charts.pop(options.charts.index("pain"))
    out = [Heading(say("log.title"), 1, say("log.lead")), pain, Goals(goals, say("log.goals"), say("log.goals_how"))]
    return (*out, *((PageBreak(), Heading(say("log.others"), 1, say("log.lead")), *charts) if charts else ()))


# -- charts ----------------------------------------------------------------------------------------------------------


def _chart(
    programme: Programme,
    edition: Edition,
    title: str,
    how: str,
    marks: tuple[str, ...],
    zones: tuple[Zone, ...] = (),
    leg: tuple[Figure, tuple[float, ...]] | None = None,
) -> Chart:
    """Return a chart with a column for the start and for each week."""
    say = edition.say
    numbers = [week.number for week in programme.weeks]
    weeks = (say("log.start"), *map(edition.language.number, numbers))
    names = [say("log.numbered", week=number) for number in numbers]
    says = [say("log.dot_start", title=title), *(say("log.dot_says", title=title, week=name) for name in names)]
    figure, heights = leg or (None, ())
    return Chart(
        title=title,
        how=how,
        marks=marks,
        corner=say("log.week"),
        weeks=weeks,
        names=(say("log.start"), *names),
        says=tuple(says),
        zones=zones,
        leg=figure,
        heights=heights,
    )


def _pain(programme: Programme, edition: Edition) -> Chart:
    """Return the chart of pain, with the clinic's limits of its traffic light."""
    say, light = edition.say, programme.clinic.traffic_light
    marks = tuple(edition.language.number(n) for n in range(10, -1, -1))
    zones = (
        Zone("stop", say("safety.stop"), 10 - light.amber),
        Zone("ease off", say("safety.ease_off"), light.amber - light.green),
        Zone("go", say("safety.go"), light.green + 1),
    )
    return _chart(programme, edition, say("log.pain"), say("log.pain_how"), marks, zones)


def _sleep(programme: Programme, edition: Edition) -> Chart:
    say = edition.say
    return _chart(programme, edition, say("log.sleep"), say("log.sleep_how"), _listed("log.sleep_marks", edition))


def _reach(programme: Programme, edition: Edition) -> Chart:
    """Return the chart of how far the hands reach; for whoever must be careful in bending, of how long they walk."""
    say = edition.say
    if not _may_bend(programme, edition):
        return _chart(programme, edition, say("log.walk"), say("log.walk_how"), _listed("log.walk_marks", edition))
    marks = _listed("log.reach_marks", edition)
    return _chart(programme, edition, say("log.reach"), say("log.reach_how"), marks, leg=_leg(edition))


def _may_bend(programme: Programme, edition: Edition) -> bool:
    """Return whether no condition has a precaution about bending forward, or asks how far one walks instead."""
    library = edition.library
    warned = {p.condition for p in library.exercise(BEND).precautions} if BEND in library.ids("exercises") else set()
    narrow = {name for name, c in library.conditions.items() if c.only is not None and BEND not in c.only}
    return not (warned | narrow | {STENOSIS}) & set(programme.patient.conditions)


def _leg(edition: Edition) -> tuple[Figure, tuple[float, ...]]:
    """Return a standing person from the hip down, and the heights of the marks above the ground in cm."""
    from planner.figure.picture import landmark_points

    scene = Scene.read({"view": "side", "pictures": [{"pose": STANDING}]})
    whole = draw(scene, 0, edition.look, marks=False)
    names = [name for group in HEIGHTS for name in group]
    high = dict(zip(names, (y - whole.ground for _, y in landmark_points(scene, names, edition.look)), strict=True))
    heights = tuple(round(sum(high[name] for name in group) / len(group), 1) for group in HEIGHTS)
    top = whole.ground + high["knee_r"] + HIP
    leg = Drawing(whole.width, round(top, 1), whole.ground, whole.shapes, f"leg:{whole.key}")
    return Figure(leg, edition.say("log.leg")), heights


def _listed(key: str, edition: Edition) -> tuple[str, ...]:
    return tuple("".join(run if isinstance(run, str) else run.text for run in words) for words in edition.each(key))


# -- goals -----------------------------------------------------------------------------------------------------------


def _goal(n: int, programme: Programme, edition: Edition) -> Goal:
    say, wanted = edition.say, programme.patient.goals
    words = wanted[n] if n < len(wanted) else ""
    labels = [say("log.start")]
    labels.append(say("log.numbered", week=programme.weeks[-1].number))
    times = tuple((label, say("log.circle", week=label)) for label in labels)
    return Goal(edition.language.number(n + 1), words, say("log.goal_says"), times)
