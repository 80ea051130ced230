"""A clinic's folder over the built-in library: whatever it holds wins, whatever it leaves out stays."""

import re
from collections.abc import Callable
from datetime import date
from shutil import copytree
from typing import Any

import pytest
import yaml

from planner import load_library, load_plan, make_booklet
from planner.check import check
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.phrases import PROTECTED, read_language
from planner.content.resources import data
from planner.content.translation import in_english
from planner.problems import InputError
from tests.pdf.structure import spoken

PLAN = """\
title: t
summary: s
version: "1"
for: f
not_for: n
weeks: 1
days: [mon, wed, fri]
phases: [{title: p, weeks: 1, aim: a, exercises: [walking]}]
topics: [pool]
guidelines: three
checklist: first-visit
sections: [cover, safety, guidelines, topics, checklist]
"""
OWN = {
    "guidelines/three.yaml": "title: Three things\nlead: x\nguidelines: [{title: Swim, says: Twice a week.}]\n",
    "topics/pool.yaml": "title: The pool\nlead: It is warm.\nparts: [{text: Ask for **a float**.}]\n",
    "checklists/first-visit.yaml": (
        "title: First visit\npages: [{title: Bring this, lead: To us., parts: [{ask: [Is parking free?]}]}]\n"
    ),
}
KINDS = ("guidelines", "topics", "checklists")


@pytest.fixture
def clinic(write, tmp_path) -> Library:
    for name, text in OWN.items():
        write(name, text)
    return load_library(tmp_path)


def test_own_guidelines_topics_and_checklists_are_printed(write, clinic):
    heard = spoken(make_booklet(load_plan(write("plan.yaml", PLAN)), library=clinic).data)
    for words in ("Three things", "Twice a week.", "The pool", "Ask for a float.", "Bring this", "Is parking free?"):
        assert words in heard


@pytest.mark.parametrize("kind", KINDS)
def test_they_stand_beside_the_built_in_ones(clinic, library, kind):
    own = {name.removeprefix(f"{kind}/").removesuffix(".yaml") for name in OWN if name.startswith(kind)}
    assert set(clinic.ids(kind)) == set(library.ids(kind)) | own


@pytest.mark.parametrize("kind", KINDS)
def test_one_of_the_same_name_takes_the_built_in_ones_place(write, tmp_path, library, kind):
    name = library.ids(kind)[0]
    own = next(text for file, text in OWN.items() if file.startswith(kind))
    write(f"{kind}/{name}.yaml", own)
    readers: dict[str, Callable[[Library, str], Any]] = {
        "guidelines": Library.guidelines,
        "topics": Library.topic,
        "checklists": Library.checklist,
    }
    read = readers[kind]
    assert read(load_library(tmp_path), name).title == own.splitlines()[0].removeprefix("title: ")
    assert read(library, name).title != own.splitlines()[0].removeprefix("title: ")


@pytest.mark.parametrize(
    ("file", "field", "says"),
    [
        ("guidelines/three.yaml", "says: Twice a week.", "says: {a: b}"),
        ("topics/pool.yaml", "text: Ask", "txt: Ask"),
        ("checklists/first-visit.yaml", "ask: [Is", "ask: [[Is"),
        ("topics/pool.yaml", "{text: Ask for **a float**.}", "{stages: [{say: a, picture: {pose: {base: supin}}}]}"),
        ("guidelines/three.yaml", "says: Twice a week.", "says: a, picture: {pose: {base: supin}}"),
    ],
)
def test_what_is_wrong_in_them_has_its_place(write, tmp_path, file, field, says, clinic):
    assert field in OWN[file]
    path = write(file, OWN[file].replace(field, says))
    plan = load_plan(write("plan.yaml", PLAN))
    with pytest.raises(InputError) as caught:
        make_booklet(plan, library=load_library(tmp_path))
    assert str(caught.value).startswith(f"{path}:")


def marked(phrase):
    """The phrase, each of its texts with a mark before it."""
    if isinstance(phrase, str):
        return f"~{phrase}"
    if isinstance(phrase, tuple):
        return [f"~{text}" for text in phrase]
    return {form: f"~{text}" for form, text in phrase.items()}


def test_the_program_without_its_warning_signs_says_so(tmp_path):
    """What a clone is installed from after the signs were taken out."""
    copytree(data("plans") / "library/languages", tmp_path / "languages")
    path = tmp_path / "languages/en/safety.yaml"
    values = yaml.safe_load(path.read_text("utf-8"))
    del values["emergency_signs"]
    path.write_text(yaml.safe_dump(values), "utf-8")
    with pytest.raises(InputError, match=r"safety\.yaml: emergency_signs: the warning signs are missing"):
        read_language("en", (tmp_path,))


def test_any_printed_phrase_can_be_said_otherwise(write, library, tmp_path):
    phrases = library.language("en").phrases
    free = [key for key in phrases if key not in PROTECTED and not key.startswith("dates.")]  # dates are patterns
    files: dict[str, dict] = {}
    for key in free:
        name, _, short = key.partition(".")
        files.setdefault(name, {})[short] = marked(phrases[key])
    for name, values in files.items():
        write(f"languages/en/{name}.yaml", yaml.safe_dump(values, allow_unicode=True, width=1000))
    over = load_library(tmp_path)
    said = over.language("en").phrases
    assert len(free) > 250
    assert [key for key in free if str(said[key]).count("~") == str(phrases[key]).count("~")] == []
    heard = spoken(make_booklet(load_plan("low-back-relief"), library=over).data)
    assert "~Your plan at a glance" in heard


BRIDGE_ONLY = "title: T\nexercises: [bridge]\nsections: [cover, safety]\n"


# -- files that hold only what differs -------------------------------------------------------------------------------

OURS = """\
extends: bridge
dose: {reps: 6}
steps:
  0: {say: Lie down on your back on the mat.}
precautions:
  - {condition: neck-pain, action: ask, why: Ask us first.}
cautions: [Stop if your calf cramps.]
"""


def overlaid(write, tmp_path, text: str = OURS, name: str = "exercises/bridge.yaml") -> Library:
    write(name, text)
    return load_library(tmp_path)


def wrong_in(write, tmp_path, text: str, name: str = "exercises/bridge.yaml") -> list[str]:
    with pytest.raises(InputError) as caught:
        overlaid(write, tmp_path, text, name).exercise("bridge")
    return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]


def test_an_exercise_holds_only_what_differs(write, tmp_path, library):
    ours, below = overlaid(write, tmp_path).exercise("bridge"), library.exercise("bridge")
    assert (ours.dose.reps, ours.dose.hold) == (6, below.dose.hold)
    assert [step.say for step in ours.steps] == ["Lie down on your back on the mat.", *(s.say for s in below.steps[1:])]
    assert ours.steps[0].pose == below.steps[0].pose
    differs = {"extends", "dose", "steps", "precautions", "cautions", "no_limit"}
    assert ours.model_dump(exclude=differs) == below.model_dump(exclude=differs)


def test_precautions_and_cautions_add(write, tmp_path, library):
    ours, below = overlaid(write, tmp_path).exercise("bridge"), library.exercise("bridge")
    assert ours.cautions == (*below.cautions, "Stop if your calf cramps.")
    assert {p.condition: p.why for p in ours.precautions} == {
        **{p.condition: p.why for p in below.precautions},
        "neck-pain": "Ask us first.",
    }


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("precautions: {post-surgery: }", 'write "leave out" if you mean to take it out'),
        ("cautions: {0: }", 'write "leave out" if you mean to take it out'),
        (
            "precautions: ",
            r'take this line out to keep pregnancy, .*…, or write "leave out" if you mean to lose all of it',
        ),
        ("cautions:", r'take this line out to keep Cramp .*, or write "leave out" if you mean to lose all of it'),
    ],
)
def test_what_keeps_patients_safe_is_not_lost_by_an_empty_value(write, tmp_path, text, advice):
    [said] = wrong_in(write, tmp_path, f"extends: bridge\n{text}\n")
    assert re.search(rf"^exercises/bridge.yaml:2:\d+: [\w.-]+: is empty; {advice}$", said)


def test_a_precaution_leaves_when_it_is_said_and_a_warning_names_it(write, tmp_path):
    ours = overlaid(write, tmp_path, "extends: bridge\nprecautions: {post-surgery: leave out}\n")
    assert "post-surgery" not in {p.condition for p in ours.exercise("bridge").precautions}
    made = make_booklet(load_plan(write("plan.yaml", BRIDGE_ONLY)), library=ours)
    says = '"bridge" says nothing for "post-surgery"; the file that it extends says ask'
    assert any(f"bridge.yaml:2:14: precautions: {says}" in warning for warning in made.warnings)


def test_what_is_counted_and_extends_a_walk_is_told_of_its_own_line(write, tmp_path):
    counted = "extends: walking\ntitle: Steps\ndose: {reps: 20, time: leave out}\n"
    path = write("own/exercises/steps.yaml", counted)
    with pytest.raises(InputError) as caught:
        load_library(path.parent.parent).exercise("steps")
    [says] = caught.value.problems
    assert (says.line, says.field) == (3, "dose")
    assert says.place.startswith(f"{path}:3:")
    assert says.text.startswith('is counted in repeats here, and levels and the precaution for "stenosis-ext')
    own = "precautions: {stenosis-extension-sensitive: {dose: {time: leave out, reps: 10}}}"
    assert says.advice == f"write levels: leave out (or your own), and {own.replace('10', '…')}"
    write("own/exercises/steps.yaml", f"{counted}levels: leave out\n{own}\n")
    assert load_library(path.parent.parent).exercise("steps").dose.reps == 20


def test_another_action_is_another_precaution(write, tmp_path):
    text = "extends: bridge\nprecautions: {pregnancy: {action: avoid, why: Not now.}, neck-pain: {why: It strains.}}\n"
    said = {p.condition: p for p in overlaid(write, tmp_path, text).exercise("bridge").precautions}
    assert (said["pregnancy"].action, said["pregnancy"].steps, said["pregnancy"].change) == ("avoid", (), None)
    assert (said["neck-pain"].action, said["neck-pain"].why) == ("modify", "It strains.")
    assert said["neck-pain"].change


def test_a_precaution_takes_the_place_of_no_limit(write, tmp_path, library):
    free = next(iter(library.exercise("bridge").no_limit))
    text = f"extends: bridge\nprecautions: {{{free}: {{action: ask, why: Ask us.}}}}\n"
    ours = overlaid(write, tmp_path, text).exercise("bridge")
    assert free not in ours.no_limit
    assert free in {p.condition for p in ours.precautions}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("extends: brige", '1:10: extends: there is no exercise "brige"; did you mean "bridge"?'),
        ("extends: bridge\ndose: {reps: ten}", '2:14: dose.reps: "ten": write a whole number'),
        ("extends: bridge\nsteps: {0: {sya: Go.}}", '2:13: steps.0.sya: unknown key "sya"; did you mean "say"?'),
        (
            "extends: bridge\nsteps:\n  9: {say: Go.}",
            '3:3: steps.9: there is no "9" in steps; it has 5, counted from 0',
        ),
        (
            "extends: bridge\nprecautions:\n  brige: {action: ask, why: So.}",
            "3:3: precautions.9.condition: there is no",
        ),
        (
            "extends: bridge\nprecautions: {balance: ask}",
            "2:24: precautions.balance: write a map: {action: ask, ",
        ),
    ],
)
def test_a_mistake_is_named_at_its_line(write, tmp_path, text, says):
    [said] = wrong_in(write, tmp_path, f"{text}\n")
    assert said.startswith(f"exercises/bridge.yaml:{says}")


def test_what_is_only_ones_own_extends_nothing(write, tmp_path):
    with pytest.raises(InputError, match=r'own\.yaml:1:10: extends: there is no exercise "own" in the library below'):
        overlaid(write, tmp_path, "extends: own\n", "exercises/own.yaml").exercise("own")


def test_another_id_and_a_chain(write, tmp_path, library):
    overlaid(write, tmp_path)
    ours = overlaid(write, tmp_path, "extends: bridge\ntitle: High bridge\n", "exercises/high-bridge.yaml")
    made = ours.exercise("high-bridge")
    assert (made.title, made.dose.reps, made.felt) == ("High bridge", 6, library.exercise("bridge").felt)
    write("exercises/bridge.yaml", "extends: high-bridge\n")
    with pytest.raises(InputError, match="leads back to a file that extends this one"):
        load_library(tmp_path).exercise("high-bridge")


def test_who_reviewed_what_is_below_has_not_read_the_change(write, tmp_path):
    write("base/exercises/bridge.yaml", "extends: bridge\nreviewed_by: {name: Lee, on: 2026-11-01}\n")
    write("over/exercises/bridge.yaml", "extends: bridge\ntitle: Ours\n")
    both = load_library(tmp_path / "base", tmp_path / "over")
    assert (both.exercise("bridge").title, both.exercise("bridge").reviewed_by) == ("Ours", None)
    reviewed = load_library(tmp_path / "base").exercise("bridge").reviewed_by
    assert reviewed
    assert reviewed.name == "Lee"


def test_topics_guidelines_and_checklists_hold_only_what_differs(write, tmp_path, library):
    write(
        "topics/posture.yaml",
        "extends: posture\nlead: Ours.\nparts: {0: {pairs: {0: {title: Ours}}}}\nnot_for_conditions: [balance]\n",
    )
    write("guidelines/five.yaml", "extends: five\nguidelines:\n  5: {title: Swim, says: Twice a week.}\n")
    write("checklists/doctor-visit.yaml", "extends: doctor-visit\npages:\n  1: {title: Ours}\n")
    ours = load_library(tmp_path)
    topic, below = ours.topic("posture"), library.topic("posture")
    assert topic.parts[0].pairs
    assert (topic.lead, topic.parts[0].pairs[0].title) == ("Ours.", "Ours")
    said, before = topic.model_dump()["parts"], below.model_dump()["parts"]
    assert (said[0]["pairs"][1:], said[1:]) == (before[0]["pairs"][1:], before[1:])
    assert topic.not_for_conditions == (*below.not_for_conditions, "balance")
    assert [g.title for g in ours.guidelines("five").guidelines] == [
        *(g.title for g in library.guidelines("five").guidelines),
        "Swim",
    ]
    assert ours.checklist("doctor-visit").pages[1].title == "Ours"
    assert ours.checklist("doctor-visit").pages[1].parts == library.checklist("doctor-visit").pages[1].parts


def test_a_condition_holds_only_what_differs(write, tmp_path, library):
    text = "osteoporosis: {extends: osteoporosis, today_signs: [New pain in your back.]}\n"
    ours = overlaid(write, tmp_path, text, "conditions.yaml").conditions["osteoporosis"]
    below = library.conditions["osteoporosis"]
    assert ours.today_signs == (*below.today_signs, "New pain in your back.")
    assert (ours.title, ours.avoid_positions) == (below.title, below.avoid_positions)
    other = "mine: {extends: osteoporosis, title: Mine}\n"
    with pytest.raises(InputError, match="what exercises say of osteoporosis would not count for mine"):
        overlaid(write, tmp_path, other, "conditions.yaml").conditions  # noqa: B018 - it is read here


def test_a_changed_text_is_no_longer_printed_in_the_old_words(write, tmp_path, library):
    below = library.exercise("bridge")
    texts = {"title": below.title, "steps.0.say": below.steps[0].say, "felt": below.felt}
    said = [f'msgctxt "exercise:bridge.{at}"\nmsgid "{text}"\nmsgstr "{at}!"\n' for at, text in texts.items()]
    write("languages/it.po", "\n".join(['msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n', *said]))
    italian = overlaid(write, tmp_path).spoken("it").exercise("bridge")
    assert (italian.title, italian.felt) == ("title!", "felt!")
    assert italian.steps[0].say == in_english("Lie down on your back on the mat.")
    high = overlaid(write, tmp_path, "extends: bridge\naim: mobility\n", "exercises/high-bridge.yaml")
    assert high.spoken("it").exercise("high-bridge").title == "title!"


def test_a_retyped_topic_that_lost_a_warning_is_named(write, tmp_path, library):
    key, alarm = next(
        (key, part.alarm) for key in library.ids("topics") for part in library.topic(key).parts if part.alarm
    )
    for parts, lost in (
        ("parts: [{text: Ours.}]", True),
        (f"parts: [{{alarm: {alarm!r}}}]", False),
        ("lead: Ours.", False),
    ):
        ours = overlaid(write, tmp_path, f"extends: {key}\n{parts}\n", f"topics/{key}.yaml").topic(key)
        assert [alarm in str(slip) and slip.line == 2 for slip in ours.slips()] == [True] * lost


@pytest.mark.parametrize(
    ("change", "warned"),
    [
        ("Go slowly.", True),
        ("Breathe out as you lift. Do not hold your breath. Go slowly.", False),
    ],
)
def test_words_of_a_precaution_that_an_overlay_drops_are_said_in_check_and_build(write, tmp_path, change, warned):
    own = f"{{condition: hypertension, action: modify, why: Pressure., change: {change}, pictures: same}}"
    ours = overlaid(write, tmp_path, f"extends: bridge\nprecautions:\n  - {own}\n")
    says = (
        '"bridge" no longer says for "hypertension" "Breathe out as you lift. Do not hold your breath.", '
        "as the file that it extends does; write it here too if it still holds"
    )
    made = make_booklet(load_plan(write("plan.yaml", BRIDGE_ONLY)), library=ours)
    assert any(f"bridge.yaml:3:5: precautions.4: {says}" in warning for warning in made.warnings) is warned
    _, checked = check([tmp_path / "exercises/bridge.yaml"], [tmp_path], date(2026, 12, 1))
    assert any(says in str(problem) for problem in checked) is warned


def test_steps_and_a_dose_that_a_precaution_loses_are_named(write, tmp_path):
    own = "{condition: pregnancy, action: modify, why: Later., change: Go slowly., pictures: same}"
    ours = overlaid(write, tmp_path, f"extends: bridge\nprecautions: [{own}]\n").exercise("bridge")
    kept = next(p for p in load_library().exercise("bridge").precautions if p.condition == "pregnancy")
    assert kept.steps
    assert [words for condition, words in ours.unsaid if condition == "pregnancy"][
        -1
    ] == "anything of cautions and steps"


def test_a_list_of_steps_without_the_pictures_is_warned_of(write, tmp_path):
    made = make_booklet(
        load_plan(write("plan.yaml", BRIDGE_ONLY)),
        library=overlaid(write, tmp_path, "extends: bridge\nsteps: [{say: Lift.}]\n"),
    )
    assert any('bridge.yaml:2:8: steps: no step of "bridge" has a picture' in warning for warning in made.warnings)


def test_a_step_that_is_only_a_text_is_answered_with_what_to_write(write, tmp_path):
    [said] = wrong_in(write, tmp_path, "extends: bridge\nsteps:\n  1: Squeeze hard.\n")
    assert said.endswith("steps.1: write - say: Squeeze hard. (or behind a number 1: {say: …})")


def test_a_change_without_pictures_of_its_own_is_quoted_in_english_whatever_is_printed(write, tmp_path):
    own = "{condition: hypertension, action: modify, why: Pressure., change: Go slowly.}"
    ours = overlaid(write, tmp_path, f"extends: bridge\nprecautions: [{own}]\n")
    made = make_booklet(
        load_plan(write("plan.yaml", BRIDGE_ONLY)),
        Patient(conditions=("hypertension",)),
        library=ours,
        language="es",
    )
    assert any('"Go slowly." is printed above the same steps' in warning for warning in made.warnings)
    assert not any("\u2066" in warning for warning in made.warnings)
