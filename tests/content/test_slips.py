"""What people type where YAML wants something else: the message says what to write, at the place where it is."""

import pytest

from planner import load_library, load_patient, load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.content.yaml import read
from planner.problems import InputError

PLAN = """\
title: My plan
summary: Four weeks
weeks: 4
days: [mon, wed, fri]
phases:
  - title: Settle
    weeks: 2
    aim: Calm the pain.
    exercises:
      - pelvic-tilt
      - bridge
      - walking
  - title: Build
    weeks: 2
    aim: Strong.
    exercises: [bridge, walking]
"""
QUOTES = "needs quotation marks"


@pytest.mark.parametrize(
    ("right", "typed", "place", "says"),
    [
        ("summary: Four", "summary: Note: four", "2:14", f'a text with a colon in it {QUOTES}: "Note: four weeks"'),
        ("aim: Strong.", "aim: Strong:", "15:16", f'a text with a colon in it {QUOTES}: "Strong:"'),
        ("- bridge\n", "- bridge: reps: 5\n", "11:21", "if it begins with a key, write that on a line of its own"),
        ("aim: Strong.", "aim: @home", "15:10", f'a text that begins with @ {QUOTES}: "@home"'),
        ("aim: Strong.", "aim: *Very* strong", "15:10", f'a text that begins with * {QUOTES}: "*Very* strong"'),
        ("aim: Strong.", "aim: *strong", "15:10", "put a text that begins so in quotation marks"),
        ("aim: Strong.", "aim: !strong", "15:10", "put a text that begins with ! in quotation marks"),
        ("aim: Strong.", "aim: > 5 kg", "15:10", f'a text that begins with > {QUOTES}: "> 5 kg"'),
        ("aim: Strong.", "aim: - strong", "15:10", f'a text that begins with - {QUOTES}: "- strong"'),
        ("title: My plan", "--- title: My plan", "1:1", "three hyphens stand on a line of their own; take them out"),
        ("exercises: [bridge, walking]", "exercises: bridge", "16:16", "write a list: [bridge], or bridge on the next"),
        ("title: My plan", 'title: "My plan', "1:8", "this quotation mark is not closed"),
        ("aim: Calm the pain.", 'aim: "Calm', "8:10", "this quotation mark is not closed"),
        ("title: My plan", "title: 'Mum's plan'", "1:13", "put all of it in double quotation marks"),
        ("title: My plan", 'title: "My" plan', "1:12", "put all of it in single quotation marks"),
        ("weeks: 4", "weeks:4", "3:6", "a space is missing behind the colon"),
        ("title: My", "title:My", "1:6", "a space is missing behind the colon"),
        ("exercises: [", "exercises:[", "16:14", "a space is missing behind the colon"),
        ("weeks: 4", "weeks = 4", "3:1", "a key is followed by a colon and a space"),
        ("weeks: 4", "weeks:\u00a04", "3:6", "a no-break space"),
        ("    aim: Calm", "\u00a0\u00a0\u00a0\u00a0aim: Calm", "8:1", "a no-break space"),
        ("weeks: 4", "\u00a0weeks: 4", "3:1", "a no-break space"),
        ("    aim: Calm", "\taim: Calm", "8:1", "a tab stands before this line"),
        ("    aim: Calm", "   aim: Calm", "8:4", "indented by 3 spaces and the one above by 4"),
        ("    aim: Calm", "     aim: Calm", "8:6", "indented by 5 spaces and the one above by 4"),
        ("      - walking", "     - walking", "12:6", "indented by 5 spaces and the one above by 6"),
        ("      - bridge", "      bridge", "11:7", "neither a key with a value nor an item of a list"),
        ("      - bridge", "      -bridge", "11:7", "a space is missing behind the hyphen"),
        ("- pelvic-tilt", "* pelvic-tilt", "10:7", "* begins no item of a list"),
        ("  - title: Build", "  title: Build", "13:3", "an item of this list begins with a hyphen"),
        ("title: My", "A plan for Ana\ntitle: My", "1:1", "neither a key with a value nor an item of a list"),
        ("- bridge\n", "- {exercise: bridge, reps: 5\n", "11:9", "this { is not closed; write }"),
        ("- bridge\n", "- {exercise: bridge, reps: 5 hold: 4 s}\n", "11:36", 'a comma is missing before "hold"'),
        ("days: [mon, wed, fri]", "days: [mon, wed, fri", "4:7", "this [ is not closed; write ]"),
        ("days: [mon, wed, fri]", "days: [mon, wed, fri]]", "4:22", "there is no [ for this bracket"),
        ("days: [mon,", "days: [mon #1,", "4:12", "the rest of this line counts as a comment"),
    ],
)
def test_what_to_write_is_said_where_the_slip_is(write, right, typed, place, says):
    path = write("plan.yaml", PLAN.replace(right, typed, 1))
    with pytest.raises(InputError) as caught:
        load_plan(path)
    [problem] = caught.value.problems
    assert str(problem).startswith(f"{path}:{place}: ")
    assert says in str(problem)


@pytest.mark.parametrize(
    ("text", "what"),
    [(b"PK\x03\x04rest", "is a Word file"), (b"{\\rtf1 rest", "is a text with formats (RTF)")],
)
def test_a_file_of_a_writing_program_is_called_what_it_is(write, text, what):
    path = write("plan.yaml", "")
    path.write_bytes(text)
    with pytest.raises(InputError, match=rf"plan.yaml: {what.replace('(', '.').replace(')', '.')}.*plain text"):
        load_plan(path)


@pytest.mark.parametrize(
    ("written", "column", "lost"),
    [
        ("phone: +1 555 010 0199 #22", 8, "#22"),
        ("address: 12 River Street #4, Bath", 10, "#4, Bath"),
        ("address: 12 River Street # 4, Bath", 10, "# 4, Bath"),
        ("hours: Mon to Fri #not Wed", 8, "#not Wed"),
        ("hours: #1 Mondays", 7, "#1 Mondays"),
        ("hours: Mon\n  to Fri #not Wed", 8, "#not Wed"),
    ],
)
def test_a_comment_that_cuts_a_text_is_a_warning(write, written, column, lost):
    [warning] = Clinic.load(write("clinic.yaml", f"name: R\n{written}\n")).slips()
    assert (warning.kind, warning.line, warning.column, warning.quoted) == ("warning", 2, column, lost)


@pytest.mark.parametrize("line", ["weeks: 6 # 4 are too few", "title: A  # ours", 'title: "A" #ours', "title: A#4"])
def test_a_comment_is_a_comment(write, line):
    text = f"{line}\n" + "\n".join(f"{key}: x" for key in ("summary",) if key not in line)
    more = "" if line.startswith("title") else "\ntitle: A"
    assert Plan.load(write("plan.yaml", f"{text}{more}\nexercises: [bridge]\n")).slips() == []


def test_a_comma_that_cuts_a_text_in_braces_is_named_with_the_key_whose_text_it_cuts(write):
    cut = "- {exercise: walking, note: After your shift, not before, or in it.}"
    with pytest.raises(InputError) as caught:
        load_plan(write("plan.yaml", PLAN.replace("- walking", cut, 1)))
    first, second = caught.value.problems
    assert (first.line, first.column) == (12, 53)
    for problem, cut in ((first, "not before"), (second, "or in it.")):
        assert f'unknown key "{cut}"; a comma ends a text within {{ }}: put the whole text before it in' in str(problem)
    with pytest.raises(InputError, match='unknown key "not before"; known'):  # a colon stands behind it
        load_plan(write("plan.yaml", PLAN.replace("- walking", "- {exercise: walking, note: A, not before: }", 1)))


def test_a_comma_that_cuts_a_sentence_in_brackets_is_a_warning(write):
    [warning] = Patient.load(write("a.yaml", "goals: [Walk to the shop, before noon.]\n")).slips()
    assert (warning.column, warning.quoted) == (27, "before noon.")
    for fine in (
        "[Walk, run]",
        "[Walk to the shop., dance.]",
        '[Walk to the shop, "before noon."]',
        "\n- Walk a mile\n- run.",
    ):
        assert Patient.load(write("b.yaml", f"goals: {fine}\n")).slips() == []


def test_curly_quotation_marks_are_said_and_letters_within_a_text_are_not(write):
    text = 'name: \u201cAna Souza\u201d\ntrainer: Sam \u201cthe Bear\u201d\nnote: "\u201cSlowly.\u201d"\n'
    [warning] = Patient.load(write("patient.yaml", text)).slips()
    assert str(warning).endswith(
        'patient.yaml:1:7: name: "\u201cAna Souza\u201d" stands in curly quotation marks, which are printed; '
        'write straight ones (") or none'
    )


def test_a_slip_is_said_with_the_booklet_and_beside_errors(write):
    patient = load_patient(write("patient.yaml", "name: Ana\nnote: Use ramp #2\n"))
    booklet = make_booklet(load_plan("keep-well"), patient, library=Library())
    assert [w for w in booklet.warnings if "#2" in str(w)]
    with pytest.raises(InputError, match=r"write a date(.|\n)*curly"):
        load_patient(write("patient.yaml", "start: \u201c2026-12-07\u201d\n"))


def test_a_key_is_answered_with_its_last_word_too(write):
    with pytest.raises(InputError, match='did you mean "id" or "print_id"'):
        load_patient(write("patient.yaml", "patient_id: 3\n"))


def test_a_key_of_the_item_above_at_the_height_of_its_hyphen_is_to_be_indented(write):
    text = "phases:\n  - title: One\n    weeks: 2\n  exercises: [bridge]\n"
    with pytest.raises(InputError) as caught:
        read(write("p.yaml", text))
    says = "indent it by 4 spaces if it belongs to the item above; for a new item, write - before it"
    assert str(caught.value).endswith(f"p.yaml:4:3: this line is at the height of the hyphens; {says}")


def test_what_the_cover_picture_lacks_is_said_with_all_else(write):
    text = f"name: River\nfooter: {'x' * 61}\ncover_picture: a.jpg\n"
    with pytest.raises(InputError) as caught:
        Clinic.load(write("clinic.yaml", text))
    assert [str(problem).partition("clinic.yaml:")[2] for problem in caught.value.problems] == [
        "2:9: footer: is longer than 60 characters; it has 61",
        "3:16: cover_picture: needs cover_alt: what it shows, in words, for whoever cannot see it",
    ]


def test_the_key_that_topics_lost_since_1_0_is_answered_with_what_to_write(write):
    """What it says to write is valid, and means the same."""
    text = "title: Up\nlead: From the floor.\nparts: [{text: Roll over.}]\n"
    own = write("own/topics/up.yaml", text + "on_floor: true\n").parent.parent
    with pytest.raises(InputError) as caught:
        load_library(own).topic("up")
    [problem] = caught.value.problems
    assert problem.line == 4
    assert problem.advice == "write not_for_conditions: [floor-access] in place of this line"
    write("own/topics/up.yaml", text + "not_for_conditions: [floor-access]\n")
    assert load_library(own).topic("up").not_for_conditions == ("floor-access",)
