"""Sections of other packages: the worked example in tests/plugin, and what is wrong with some others."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planner import load_plan, make_booklet
from planner.content.plan import Plan
from planner.problems import InputError
from planner.sections import plugins, registry
from tests.pdf.structure import spoken

EXAMPLE = Path(__file__).parent.parent / "plugin"
PLAN = """\
title: t
summary: s
version: "1"
for: f
not_for: n
weeks: 3
days: daily
phases: [{{title: p, weeks: 3, aim: a, exercises: [walking]}}]
sections: [cover, safety, {sections}]
"""


@pytest.fixture(autouse=True)
def installed_anew():
    plugins.installed.cache_clear()
    plugins.kind_of.cache_clear()
    yield
    plugins.installed.cache_clear()
    plugins.kind_of.cache_clear()


@pytest.fixture
def plan_with(write) -> Callable[[str], Plan]:
    return lambda sections: load_plan(write("plan.yaml", PLAN.format(sections=sections)))


@pytest.fixture
def install(tmp_path, monkeypatch) -> Callable[[str, str], None]:
    """A package with one module, and what its entry points say."""

    def made(package: str, entries: str, code: str = "") -> None:
        folder = tmp_path / package
        info = folder / f"{package}-2.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 2.0\n")
        (info / "entry_points.txt").write_text(f"[planner.sections]\n{entries}\n")
        (folder / f"{package}.py").write_text(code)
        monkeypatch.syspath_prepend(folder)
        monkeypatch.delitem(sys.modules, package, raising=False)

    return made


def test_an_installed_package_adds_a_section(monkeypatch, plan_with):
    monkeypatch.syspath_prepend(EXAMPLE)
    assert registry.names()[-1] == "pool-diary"
    heard = spoken(make_booklet(plan_with("{section: pool-diary, lengths: 12}, log")).data)
    assert "My pool diary" in heard
    assert "Aim for 12 lengths a week." in heard
    assert heard.count("How many lengths") == 3


def test_its_options_are_checked_like_the_others(monkeypatch, plan_with):
    monkeypatch.syspath_prepend(EXAMPLE)
    with pytest.raises(InputError) as caught:
        registry.chosen(plan_with("{section: pool-diary, length: 12}"))
    assert 'sections.2.length: unknown key "length"; did you mean "lengths"?' in str(caught.value)
    with pytest.raises(InputError, match='no section "pool-dairy"; did you mean "pool-diary"'):
        registry.chosen(plan_with("pool-dairy"))


def test_without_the_package_there_is_no_such_section(plan_with):
    with pytest.raises(InputError, match=r'sections\.2: there is no section "pool-diary"'):
        registry.chosen(plan_with("pool-diary"))


FINE = "from planner.content.spec import Spec\nclass Options(Spec): pass\nname = lambda e, o: 'x'\n"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import nowhere_to_be_found", "cannot be loaded: ModuleNotFoundError: No module named"),
        ("1 / 0", "cannot be loaded: ZeroDivisionError"),
        ("", "lacks Options, a class made from planner.content.spec.Spec"),
        ("class Options: pass", "lacks Options"),
        (FINE, r"lacks a function blocks\(programme, edition, options\)"),
        (f"{FINE}blocks = print\nname = None", r"lacks a function name\(edition, options\)"),
    ],
)
def test_a_broken_package_is_named(install, plan_with, code, says):
    install("faulty", "faulty-one = faulty", code)
    with pytest.raises(InputError, match=rf'faulty 2.0: "faulty-one" \(faulty\) {says}'):
        registry.chosen(plan_with("faulty-one"))
    assert make_booklet(plan_with("log")).pages  # what is not asked for is not loaded


@pytest.mark.parametrize("code", ["lambda p, e, o: None", "lambda p, e, o: ()", "lambda p, e, o: ('words',)"])
def test_what_is_no_tuple_of_blocks_is_refused(install, plan_with, code):
    install("faulty", "faulty-one = faulty", f"{FINE}blocks = {code}")
    with pytest.raises(InputError, match=r'faulty 2\.0: "faulty-one"'):
        make_booklet(plan_with("faulty-one"))


def test_a_fault_of_its_own_says_whose_it_is(install, plan_with):
    install("faulty", "faulty-one = faulty", f"{FINE}blocks = lambda p, e, o: 1 / 0")
    with pytest.raises(ZeroDivisionError) as caught:
        make_booklet(plan_with("faulty-one"))
    assert caught.value.__notes__ == ['in "faulty-one" of faulty 2.0, which is no part of planner']


def test_two_sections_of_one_name_are_refused(install, plan_with):
    install("first", "extra = first", f"{FINE}blocks = print")
    install("second", "extra = second", f"{FINE}blocks = print")
    with pytest.raises(InputError, match=r'second 2\.0: "extra" .* has the name of a section of first 2\.0; remove'):
        registry.chosen(plan_with("log"))


def test_no_package_takes_the_place_of_a_built_in_section(install, plan_with):
    install("sly", "safety = sly", f"{FINE}blocks = print")
    with pytest.raises(InputError, match=r'sly 2\.0: "safety" \(sly\) has the name of a section of planner'):
        registry.chosen(plan_with("log"))
