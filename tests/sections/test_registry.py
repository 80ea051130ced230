import ast
import re
from io import BytesIO
from pathlib import Path
from typing import get_args

import pikepdf
import pytest

import planner
from planner import blocks, load_plan, make_booklet
from planner.content.plan import Plan
from planner.figure.drawing import Posture
from planner.pdf.layout import theme
from planner.problems import InputError
from planner.sections.registry import KINDS, chosen

PLAN = """\
title: t
summary: s
version: "1"
for: f
not_for: n
weeks: 1
days: daily
phases: [{title: p, weeks: 1, aim: a, exercises: [walking]}]
"""
WARNING = ":9:11: sections: safety "


@pytest.fixture
def plan_with(write):
    """A plan's file with these sections, and the plan."""

    def made(sections: str) -> tuple[Path, Plan]:
        path = write("plan.yaml", f"{PLAN}sections: {sections}\n")
        return path, load_plan(path)

    return made


def names(plan: Plan) -> list[str]:
    return [section.name for section in chosen(plan)[0]]


@pytest.mark.parametrize(
    ("sections", "order", "says"),
    [
        ("[cover, calendar]", "cover safety calendar", "is part of every booklet"),
        ("[calendar]", "safety calendar", "is part of every booklet"),
        ("[cover, calendar, exercises, safety]", "cover safety calendar exercises", "stands right behind the cover"),
        ("[calendar, cover, safety]", "safety calendar cover", "stands right behind the cover"),
        ("[cover]", "cover safety", "is part of every booklet"),
    ],
)
def test_safety_is_put_where_it_belongs_with_a_warning(plan_with, sections, order, says):
    path, plan = plan_with(sections)
    found, warnings = chosen(plan)
    assert [section.name for section in found] == order.split()
    assert [*map(str, warnings)] == [f"{path}{WARNING}{says}; it is printed there"]


@pytest.mark.parametrize("sections", ["[cover, safety, exercises]", "[safety, cover]", "[safety]", "[]"])
def test_safety_in_its_place_is_no_warning(plan_with, sections):
    _, plan = plan_with(sections)
    assert chosen(plan)[1] == ()
    assert names(plan).index("safety") <= 1


def test_a_plan_that_names_no_sections_has_all_of_them(plan_with):
    assert names(plan_with("[]")[1]) == list(KINDS)


def test_every_wrong_section_is_reported_with_its_place(plan_with):
    path, plan = plan_with("[cover, calender, safety, cover, {section: exercises, sides: 2}, zzz]")
    with pytest.raises(InputError) as caught:
        chosen(plan)
    lines = [line.removeprefix(f"{path}:9:") for line in map(str, caught.value.problems)]
    assert lines[0] == '19: sections.1: there is no section "calender"; did you mean "calendar"?'
    assert lines[1] == '37: sections.3: the section "cover" stands there twice'
    assert lines[2].startswith('65: sections.4.sides: unknown key "sides"')
    assert lines[3].startswith('76: sections.5: there is no section "zzz"; there are cover, ')


@pytest.mark.parametrize("value", ["3", "0", "two", "[1]", "~"])
def test_a_wrong_option_has_its_place(plan_with, value):
    path, plan = plan_with(f"[cover, safety, {{section: calendar, weeks_per_page: {value}}}]")
    with pytest.raises(InputError) as caught:
        chosen(plan)
    [line] = map(str, caught.value.problems)
    assert line.startswith(f"{path}:9:63: sections.2.weeks_per_page: ")
    assert "write " in line


def test_sections_come_in_any_order_and_may_be_left_out(plan_with):
    order = ["cover", "safety", "log", "topics", "exercises", "checklist", "calendar"]
    _, plan = plan_with(f"[{', '.join(order)}]")
    assert names(plan) == order
    data = make_booklet(plan).data
    with pikepdf.open(BytesIO(data)) as pdf:
        marks = [str(item.title) for item in pdf.open_outline().root]
    assert marks == ["Cover", "Help fast", "How I am doing", "Topics", "Exercises", "For my doctor", "Calendar"]


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("{section: log, chart: [pain]}", 'chart: unknown key "chart"; did you mean "charts"?'),
        ("{section: log, charts: [pian]}", 'charts.0: "pian": write pain, sleep or reach; did you mean "pain"?'),
        ("{section: cover, figures: maybe}", 'figures: "maybe": write true or false'),
        ("{section: safety, short: yes}", 'short: unknown key "short"; nothing can be set here'),
    ],
)
def test_an_unknown_option_names_the_nearest(plan_with, section, line):
    path, plan = plan_with(f"[{section}]")
    with pytest.raises(InputError) as caught:
        chosen(plan)
    [problem] = map(str, caught.value.problems)
    assert problem.startswith(f"{path}:9:")
    assert f"sections.0.{line}" in problem


# -- no words in the program -----------------------------------------------------------------------------------------

ROOT = Path(planner.__file__).parent
PAGES = [path for folder in ("sections", "pdf", "blocks") for path in sorted((ROOT / folder).rglob("*.py"))]
ICONS = set(get_args(blocks.Icon))
BLOCKS = {name for name, value in vars(blocks).items() if getattr(value, "__module__", "").startswith("planner.blocks")}
MESSAGES = ("problem", "Problem", "add_note", "drawn")
"""Calls that make a message to whoever runs the program."""
WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
FORMAT = re.compile(r"[/<>]|^endcmap |^\nimport ")
"""PDF, PostScript, XML, and the small programs that draw in a process of their own."""


def styles() -> set[str]:
    return {*theme._STYLES}


def strings(tree: ast.AST) -> list[ast.Constant]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def said(node: ast.Constant) -> str:
    """What is written, of one of these strings."""
    assert isinstance(node.value, str)
    return node.value


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def printed(tree: ast.AST) -> list[str]:
    """Words that are neither a docstring nor part of a message to whoever runs the program."""
    exempt, in_messages = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            exempt.add(node.value)
        message = isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and called(node) in MESSAGES)
        if message or (isinstance(node, ast.ClassDef) and node.name.endswith("Error")):
            exempt |= set(strings(node))
            in_messages |= {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and {getattr(t, "id", None) for t in node.targets} & in_messages:
            exempt |= set(strings(node))
        if (
            isinstance(node, ast.Call)
            and called(node) == "append"
            and isinstance(node.func, ast.Attribute)
            and getattr(node.func.value, "id", "") in in_messages
        ):
            exempt |= set(strings(node))
    known = ICONS | styles() | set(get_args(Posture)) | {"No copyright, use freely"}
    found = [said(node) for node in strings(tree) if node not in exempt and node.value not in known]
    return [value for value in found if WORDS.search(value) and not FORMAT.search(value)]


def given_to_blocks(tree: ast.AST) -> list[str]:
    """Words that a section hands to a block as they are: only names of icons and styles may be."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in BLOCKS]
    plain = [a for call in calls for a in (*call.args, *(k.value for k in call.keywords))]
    values = [a.value for a in plain if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    return [value for value in values if any(c.isalpha() for c in value) and value not in ICONS | styles()]


SETTING = ("lines", "text", "heading", "paragraph", "labelled", "icon_line", "list_items")
"""What sets words in type, in planner.pdf."""
SYMBOLS = {"•", "sRGB", "No copyright, use freely"}
"""A bullet, and what stands in a colour profile."""


def set_in_type(tree: ast.AST) -> list[str]:
    """Words that a page sets without having been given them: a single word is one too many."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in SETTING]
    values = [said(c) for call in calls for c in strings(ast.Tuple([*call.args, *(k.value for k in call.keywords)]))]
    tags = {"P", "H", "H2", "Span", "LI", "LBody"}
    aligned = {"left", "right", "centre", "bullet"}
    return [v for v in values if any(c.isalpha() for c in v) and v not in ICONS | styles() | SYMBOLS | tags | aligned]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_printed_phrase_stands_in_the_program(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert printed(tree) == []
    assert path.parent.name != "sections" or given_to_blocks(tree) == []
    assert "pdf" not in path.relative_to(ROOT).parts or set_in_type(tree) == []


def test_a_phrase_in_the_program_would_be_found():
    assert len(PAGES) > 50
    assert printed(ast.parse('def f():\n    "Some words."\n    return Text("Hello there")')) == ["Hello there"]
    assert printed(ast.parse('x = f"Page no {n}"')) == ["Page no "]
    assert given_to_blocks(ast.parse('Text("Hello", "strong")')) == ["Hello"]
    assert set_in_type(ast.parse('setter.lines("Hello" + JOIN, "small", 9)')) == ["Hello"]


@pytest.mark.parametrize(
    ("field", "sections", "says"),
    [
        ("topics: [posture]", "[cover, safety, calendar]", "topics"),
        ("checklist: doctor-visit", "[cover, safety, calendar]", "checklist"),
        ("guidelines: five", "[cover, safety, calendar]", "guidelines"),
        ("topics: [posture]", "[cover, safety, topics]", ""),
        ("checklist: doctor-visit", "[cover, safety, doctor-visit]", ""),
        ("topics: [posture]", "[one-page]", ""),
    ],
)
def test_what_is_written_for_a_section_that_is_left_out_is_named(write, field, sections, says):
    plan = load_plan(write("plan.yaml", f"{PLAN}sections: {sections}\n{field}\n"))
    found = [f"{problem}" for problem in chosen(plan)[1]]
    assert [line.partition("plan.yaml:")[2] for line in found] == (
        [
            f'10:{len(says) + 3}: {says}: is not printed: sections does not name "{says}"; '
            "add it there, or take this field out"
        ]
        if says
        else []
    )


def test_a_plan_may_leave_out_the_sections_of_the_one_that_it_extends(write):
    below = write("plan.yaml", f"{PLAN}sections: [cover, safety, topics]\ntopics: [posture]\n")
    less = "title: t\nextends: plan.yaml\nsections: [cover, safety, calendar]\n"
    assert chosen(load_plan(write("less.yaml", less)))[1] == ()
    assert len(chosen(load_plan(write("more.yaml", f"{less}topics: [sleep]\n")))[1]) == 1
    assert chosen(load_plan(below, ["sections=[cover, safety, calendar]"]))[1] == ()
    assert chosen(load_plan(below).as_form("handout"))[1] == ()
