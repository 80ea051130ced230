"""What is printed is safe for the patient: read from the finished PDF, against the library's own files.

The oracle knows nothing of how prescribing works. It reads the exercises' YAML as plain text, the rules of the
clinical notes, and then the cards, the calendar and the sheet as somebody hears them.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import load_library, load_plan, make_booklet, make_clinician_sheet
from planner.booklet import api
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.content.resources import built_in_plans, data
from planner.problems import InputError
from planner.programme import safety
from planner.sections import clinician, exercises, overview
from tests.pdf import structure

LIBRARY = load_library()
FOLDER = data("plans") / "library"
RAW = {path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in FOLDER.glob("exercises/*.yaml")}
CONDITIONS = sorted(yaml.load((FOLDER / "conditions.yaml").read_text("utf-8"), yaml.BaseLoader))
TITLES = {raw["title"]: key for key, raw in RAW.items()}
NEUTRAL = set(
    "walking pelvic-tilt abdominal-brace belly-breathing knee-rolls heel-slide legs-on-chair-rest".split()  # noqa: SIM905 - as in the notes
)
ON_THE_FLOOR = {"supine", "prone", "side-lying", "hands-and-knees", "half-kneeling"}
CONFLICT = "It would need two changes that do not go together."
SECTIONS = ["overview", "calendar", "exercises"]


# -- the oracle ------------------------------------------------------------------------------------------------------


def own(exercise: str, condition: str) -> dict | None:
    return next((p for p in RAW[exercise].get("precautions", ()) if p["condition"] == condition), None)


def ruled_out(exercise: str, condition: str) -> bool:
    """By the clinical notes' rules about all exercises."""
    if condition == "sciatica":
        return exercise not in NEUTRAL
    lies = RAW[exercise]["position"] in ON_THE_FLOOR
    return condition == "floor-access" and lies and own(exercise, condition) is None


@dataclass(frozen=True)
class Case:
    """What a patient's file says."""

    conditions: tuple[str, ...]
    cleared: tuple[tuple[str, str], ...] = ()
    keep: tuple[str, ...] = ()

    def patient(self) -> Patient:
        values = {
            "name": "Ana Souza",
            "conditions": list(self.conditions),
            "cleared": [{"exercise": e, "condition": c, "by": f"Dr C{n}"} for n, (e, c) in enumerate(self.cleared)],
            "keep": [{"exercise": e, "by": f"Dr K{n}", "reason": f"reason {n}."} for n, e in enumerate(self.keep)],
            "accept_plan": {"by": "Dr P", "reason": "what is left out matters here, not whom the plan is for"},
        }
        return Patient.model_validate(values)

    def avoided(self, exercise: str, *, kept: bool = True) -> list[str]:
        """The conditions that say avoid, unless the exercise is kept."""
        if kept and exercise in self.keep:
            return []
        said = [(c, own(exercise, c) or {}) for c in self.conditions]
        return [c for c, p in said if ruled_out(exercise, c) or p.get("action") == "avoid"]

    def said(self, exercise: str, action: str) -> list[dict]:
        """The exercise's own precautions of a kind; a condition that rules it out says no more, unless it is kept."""
        kept = exercise in self.keep
        found = [p for c in self.conditions if (kept or not ruled_out(exercise, c)) and (p := own(exercise, c))]
        return [p for p in found if p["action"] == action]

    def unasked(self, exercise: str) -> list[dict]:
        return [p for p in self.said(exercise, "ask") if (exercise, p["condition"]) not in self.cleared]

    def torn(self, exercise: str) -> bool:
        """Whether the changes bring different steps."""
        steps = [p["steps"] for p in self.said(exercise, "modify") if "steps" in p]
        return any(other != steps[0] for other in steps)

    def out(self, exercise: str) -> bool:
        return bool(self.avoided(exercise) or self.unasked(exercise) or self.torn(exercise))


# -- what is printed -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Printed:
    cards: dict[str, str]
    """By exercise: what it says under "Changed for you", or nothing."""
    rows: tuple[frozenset[str], ...]
    """The exercises of each week."""
    left_out: str
    sheet: str


def printed(plan: Plan, case: Case) -> Printed:
    patient = case.patient()
    overview, calendar, exercises = structure.sections(make_booklet(plan, patient, library=LIBRARY).data)[1:]
    sheet = structure.spoken(make_clinician_sheet(plan, patient, library=LIBRARY).data)
    cards: dict[str, str] = {}
    changed = False
    for line in exercises.splitlines():
        tag, _, text = line.strip().rstrip('"').partition(' "')
        if tag == "H1":
            cards[TITLES[text]] = ""
        changed = text == "Changed for you, Ana" if tag == "H2" else changed and tag == "P"
        if changed and tag == "P":
            cards[last(cards)] = f"{cards[last(cards)]} {text}".strip()
        elif tag == "P" and text.startswith("Changed for you, Ana: "):
            cards[last(cards)] = text.removeprefix("Changed for you, Ana: ")
    rows: dict[str, set[str]] = {}
    for sheet_of_week in re.split(r'(?m)^H1 "', calendar)[1:]:  # a full week goes on, on a second sheet
        week = rows.setdefault(re.search(r"Week (\d+)", sheet_of_week)[1], set())
        week |= {TITLES[t] for t in TITLES if re.search(rf'(?m)TH "{re.escape(t)}\b', sheet_of_week)}
    left = " ".join(re.findall(r'P "(Left out for (?:you|now): .*)"', overview))
    return Printed(cards, tuple(map(frozenset, rows.values())), left, " ".join(re.findall(r'"(.*)"', sheet)))


def last(cards: dict[str, str]) -> str:
    return next(reversed(cards))


def plan_of(*phases: tuple[str, ...]) -> Plan:
    parts = [{"title": f"Part {n}", "weeks": "1", "aim": "a", "exercises": list(keys)} for n, keys in enumerate(phases)]
    head = {"title": "t", "summary": "s", "version": "1", "for": "f", "not_for": "n", "weeks": str(len(phases))}
    return Plan.model_validate({**head, "days": "daily", "phases": parts, "sections": SECTIONS})


@cache
def small(name: str) -> Plan:
    """A built-in plan without the pages that do not name exercises."""
    sections = plan_of(("walking",)).sections
    return load_plan(name).model_copy(update={"sections": sections})


def check(plan: Plan, case: Case) -> None:  # noqa: C901, PLR0912 - one promise after the other
    """Every promise, for one patient: to whom the plan's own conditions count too."""
    case = replace(case, conditions=tuple(dict.fromkeys((*case.conditions, *plan.conditions))))
    mine = list(dict.fromkeys(e.exercise for phase in plan.phases for e in phase.exercises))
    try:
        seen = printed(plan, case)
    except InputError as error:
        refused = str(error)
    else:
        refused = ""
    if refused:
        _check_refusal(plan, case, refused)
        return
    assert set().union(*seen.rows) == set(seen.cards)
    assert all(seen.rows)
    for key, changed in seen.cards.items():
        assert not case.out(key), key
        assert key in mine or not case.avoided(key, kept=False)
        for p in case.said(key, "modify"):
            assert p["change"] in changed
            assert p["why"] in changed
            assert all(text in seen.sheet for text in (RAW[key]["title"], p["condition"], p["change"], p["why"]))
        if key in mine and not case.said(key, "modify"):
            assert not changed or "is left out." in changed
        if key not in mine:
            assert changed.endswith("Do this one instead.") or case.said(key, "modify")
        for n, cleared in enumerate(case.cleared):
            if cleared[0] == key and cleared[1] in [p["condition"] for p in case.said(key, "ask")]:
                assert re.search(rf"{RAW[key]['title']} for {cleared[1]}, by Dr C\d", seen.sheet), n
    told = " ".join([*seen.cards.values(), seen.left_out])
    for key in mine:
        title = RAW[key]["title"]
        if not case.out(key):
            assert key in seen.cards
            assert all((key in row) >= _in_phase(plan, key, n) for n, row in enumerate(seen.rows))
            if key in case.keep and case.avoided(key, kept=False):
                n = case.keep.index(key)
                assert f"{title}, by Dr K{n}: reason {n}." in seen.sheet
            continue
        assert re.search(rf"\b{title} is left out\. |Left out for (you|now): [^.]*\b{title}\b", told), (key, told)
        assert title in seen.sheet
        avoided = [rule for c in case.avoided(key) if not ruled_out(key, c) and (rule := own(key, c))]
        for p in [*avoided, *_first_asked(case, key)]:
            assert p["why"] in told
            assert p["why"] in seen.sheet
        if case.torn(key) and not case.avoided(key):
            assert CONFLICT in told
            assert "cannot both be followed" in seen.sheet


def _check_refusal(plan: Plan, case: Case, refused: str) -> None:
    """Nothing is left of a phase, and what could be cleared is named."""
    assert "leave nothing of the phase" in refused
    empty = [phase for phase in plan.phases if f'"{phase.title}"' in refused]
    assert empty
    for phase in empty:
        assert all(case.out(e.exercise) for e in phase.exercises)
        assert all(e.exercise in refused for e in phase.exercises if _first_asked(case, e.exercise))


def _in_phase(plan: Plan, key: str, week: int) -> bool:
    phases = [phase for phase in plan.phases for _ in range(phase.weeks)]
    return any(e.exercise == key for e in phases[week].exercises)


def _first_asked(case: Case, key: str) -> list[dict]:
    """Asks count where nothing weightier leaves the exercise out."""
    return [] if case.avoided(key) or case.torn(key) else case.unasked(key)


# -- properties ------------------------------------------------------------------------------------------------------

SOME = st.lists(st.sampled_from(CONDITIONS), max_size=4, unique=True).map(tuple)


@st.composite
def cases(draw, keys: list[str]) -> Case:
    """Up to four conditions, and a yes to some of what they ask about or say to avoid."""
    conditions = draw(SOME)
    case = Case(conditions)
    asks = [(key, p["condition"]) for key in keys for p in case.said(key, "ask")]
    avoids = [key for key in keys if case.avoided(key)]
    cleared = draw(st.lists(st.sampled_from(asks), max_size=4, unique=True)) if asks else []
    keep = draw(st.lists(st.sampled_from(avoids), max_size=2, unique=True)) if avoids else []
    return Case(conditions, tuple(cleared), tuple(keep))


PHASE = st.lists(st.sampled_from(sorted(RAW)), min_size=1, max_size=3, unique=True).map(tuple)
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_each_condition_with_all_exercises(condition):
    keys = tuple(sorted(RAW))
    check(plan_of(keys), Case((condition,)))


def pairs():
    """Each plan with each condition that has something to say of it; and with one that has nothing."""
    for name in built_in_plans():
        keys = {e.exercise for phase in small(name).phases for e in phase.exercises}
        telling = [c for c in CONDITIONS if any(own(key, c) or ruled_out(key, c) for key in keys)]
        silent = [c for c in CONDITIONS if c not in telling]
        yield from ((name, condition) for condition in (*telling, *silent[:1]))


@pytest.mark.parametrize(("name", "condition"), list(pairs()))
def test_each_condition_with_each_built_in_plan(name, condition):
    check(small(name), Case((condition,)))


def test_no_plan_is_without_conditions_that_have_something_to_say():
    assert len(list(pairs())) > 5 * len(built_in_plans())


@settings(slow, max_examples=40)
@given(st.data())
def test_built_in_plans_with_up_to_four_conditions(data):
    plan = small(data.draw(st.sampled_from(sorted(built_in_plans()))))
    keys = sorted({e.exercise for phase in plan.phases for e in phase.exercises} | {"pelvic-tilt", "belly-breathing"})
    check(plan, data.draw(cases(keys)))


@settings(slow, max_examples=150)
@given(st.data())
def test_any_plan_with_up_to_four_conditions(data):
    phases = data.draw(st.lists(PHASE, min_size=1, max_size=2))
    check(plan_of(*phases), data.draw(cases(sorted({key for phase in phases for key in phase}))))


@settings(slow, max_examples=25)
@given(st.data())
def test_the_order_of_the_conditions_changes_no_byte(data):
    plan = small("low-back-relief")
    case = data.draw(cases(["bridge", "walking", "cat-camel", "standing-forward-bend"]))
    other = Case(tuple(data.draw(st.permutations(case.conditions))), case.cleared, case.keep)
    results: list[object] = []
    for each in (case, other):
        try:
            booklet = make_booklet(plan, each.patient(), library=LIBRARY)
            results.append((booklet.data, booklet.decisions))
        except InputError as error:
            results.append(str(error))
    assert results[0] == results[1]


MISTAKES = {
    "nothing is left out": (safety.Verdict, "out", property(lambda _: ())),
    "a bad alternative": (safety.Safety, "alternative", lambda *_: "seated-forward-bend"),
    "nothing is asked": (safety.Verdict, "out", property(lambda self: self.avoid or self.conflict)),
    "the card is silent": (exercises, "_change", lambda *_: None),
    "the overview is silent": (overview, "_left_out", lambda *_: ()),
    "the sheet forgets who kept it": (clinician, "_kept", lambda *_: "Kept."),
    "the sheet forgets who cleared it": (clinician, "_cleared", lambda *_: "Cleared."),
    "the sheet forgets what changed": (clinician, "_changed", lambda *_: "Changed."),
    "the sheet forgets what is left out": (clinician, "_gone", lambda *_: "Out."),
}
WORST = Case(
    ("osteoporosis", "post-surgery", "balance"),
    (("bridge", "post-surgery"), ("pelvic-tilt", "post-surgery")),
    ("double-knee-to-chest",),
)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_would_be_seen(monkeypatch, request, mistake):
    request.addfinalizer(api._kept_press.cache_clear)
    plan = plan_of(("walking", "bridge", "standing-forward-bend", "double-knee-to-chest", "bird-dog", "pelvic-tilt"))
    check(plan, WORST)
    monkeypatch.setattr(*MISTAKES[mistake], raising=False)
    api._kept_press.cache_clear()
    with pytest.raises(AssertionError):
        check(plan, WORST)
