"""What the guides say is what the program does: commands run, files are read, links lead somewhere."""

import re
import runpy
import shlex
import socket
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pydantic import BaseModel

from planner import make_booklet
from planner.cli import main
from planner.cli.watch import Watched
from planner.content.clinic import Clinic
from planner.content.exercise import Exercise
from planner.content.guidelines import Guideline
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.content.yaml import read
from planner.sections.plugins import GROUP
from tests.cli import cups
from tests.guides.guides import DOCS, PAGES, ROOT, blocks, page, prose, script

WITH_COMMANDS = [
    "README.md",
    "getting-started.md",
    "write-a-plan.md",
    "write-an-exercise.md",
    "batch.md",
    "front-desk.md",
    "review-visit.md",
    "clinic-plans.md",
    "own.md",
    "translate.md",
]
CI = ("/pytest -n auto --dist loadfile", "--overwrite")
"""How the two lines of the README end that `.ci/run` takes from it."""
OTHERS = {"--dist", "--help", "--from", "--hypothesis-profile=explore", "--spec", "--upgrade", "--version"}
"""Options of other programs than ours, or of every command."""

PLAN = {
    "title": "t", "summary": "s", "version": "1", "for": "f", "not_for": "n", "weeks": "1", "days": "daily",
    "phases": [{"title": "p", "weeks": "1", "aim": "a", "exercises": ["walking"]}],
}  # fmt: skip
EXERCISE = {
    "title": "t", "summary": "s", "aim": "mobility", "position": "supine", "dose": {"reps": "1"}, "felt": "f",
    "mistakes": ["m"], "cautions": ["c"], "sources": ["own"], "steps": [{"say": "s"}],
}  # fmt: skip
KINDS: dict[str, tuple[type[BaseModel], dict[str, Any]]] = {
    "plan": (Plan, PLAN),
    "patient": (Patient, {}),
    "clinic": (Clinic, {}),
    "exercise": (Exercise, EXERCISE),
    "guideline": (Guideline, {}),
}


# -- what is typed ---------------------------------------------------------------------------------------------------


class Shell:
    """A folder to type in."""

    def __init__(self, folder: Path, monkeypatch, capsys) -> None:
        self.monkeypatch, self.capsys, self.said = monkeypatch, capsys, ""
        self.folder = folder
        monkeypatch.chdir(folder)

    def write(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding)
        return path

    def type(self, line: str) -> None:
        """Run a line, and hold it to the exit code that it states; watching ends with Ctrl-C."""
        words = shlex.split(line, comments=True)
        into = None
        if ">" in words:  # as a shell does: the file is there, and empty, before the command begins
            into = self.folder / words.pop()
            words.remove(">")
            into.write_text("", "utf-8")
        if words[0] == "cd":
            self.folder /= words[1]
            self.monkeypatch.chdir(self.folder)
            return
        assert words[0] == "planner", line
        stated = re.search(r"# exit (\d+)$", line)
        wanted = int(stated[1]) if stated else 130 if words[1] == "watch" else 0
        self.monkeypatch.setattr(sys, "argv", words)
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        caught = self.capsys.readouterr()
        self.said = caught.out + caught.err
        if into:
            into.write_text(caught.out, "utf-8")
        assert code == wanted, f"{line}: exit {code}\n{self.said}"


@pytest.fixture
def shell(tmp_path, monkeypatch, capsys) -> Callable[[str], Shell]:
    """A folder for a document, without a network, where whoever waits for a change gets Ctrl-C."""

    def no_network(*_: object) -> None:
        raise AssertionError("nothing in the guides needs a network")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(Watched, "wait", interrupted)

    def prepared(name: str) -> Shell:
        """With the document's own files, as far as they do not lie in a folder, and the logo that one of them names."""
        Image.new("RGB", (600, 200), "#0b5c6b").save(tmp_path / "logo.png")
        here = Shell(tmp_path, monkeypatch, capsys)
        for block in blocks(name):
            if block.name and "/" not in block.name:
                here.write(block.name, block.text, block.encoding)
        return here

    return prepared


@pytest.fixture
def printer(request) -> Iterator[None]:
    """A printer, for the guides that use one."""
    with cups.running() if "--printer " in page(request.getfixturevalue("name")).read_text("utf-8") else nullcontext():
        yield


@pytest.mark.parametrize("name", WITH_COMMANDS)
@pytest.mark.usefixtures("printer")
def test_what_a_guide_says_to_type_can_be_typed(name, shell):
    here, before, count = shell(name), "", 0
    for block in blocks(name):
        if block.name:
            here.write(block.name, block.text, block.encoding)
        for line in block.text.splitlines() if block.language == "sh" else ():
            if line.startswith("python3 -m venv"):
                assert line.endswith(CI)
                continue
            here.type(line)
            count += 1
        if not block.language and before == "sh":
            assert all(line in here.said for line in block.text.splitlines()), here.said
        before = block.language
    assert count > 1


def test_every_guide_with_commands_is_known():
    assert {path.name for path in PAGES if "```sh" in path.read_text("utf-8")} == set(WITH_COMMANDS)


def test_the_lines_that_the_ci_takes_from_the_readme_are_there():
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    for end in CI:
        assert f"grep -m1 -- '{end}$' README.md" in ci
        assert next(line for line in lines if line.endswith(end)).startswith("python3 -m venv .venv && ")


def test_options_in_the_text_are_options_of_the_program():
    reference = (DOCS / "commands.md").read_text("utf-8")
    known = set(re.findall(r"--[a-z][a-z-]*", reference)) | OTHERS
    commands = {*re.findall(r"^## planner (\w+)", reference, re.MULTILINE), "COMMAND", "--help", "--version"}
    said = [(path.name, words.split()) for path in PAGES for words in re.findall(r"`([^`\n]+)`", prose(path))]
    ours = [(name, words) for name, words in said if words[:1] == ["planner"] and len(words) > 1]
    assert len(ours) > 20
    assert [(name, words) for name, words in ours if words[1] not in commands] == []
    options = [(name, word) for name, words in said for word in words if word.startswith("--")]
    assert [(name, word) for name, word in options if word not in known] == []


def test_the_command_reference_is_fresh():
    assert (DOCS / "commands.md").read_text("utf-8") == script("commands").page(), "run scripts/commands"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere other packages are needed")
def test_the_list_of_what_is_installed_is_fresh():
    made = script("licences").page()
    assert (DOCS / "licences.md").read_text("utf-8") == made, "run scripts/licences"
    assert "not said" not in made


def test_the_tables_of_fields_are_fresh_and_their_examples_can_be_written(write):
    made = script("fields")
    assert (DOCS / "fields.md").read_text("utf-8") == made.page(), "run scripts/fields"
    for model, examples in made.EXAMPLES.items():
        text = "".join(f"{field}: {example}\n" for field, example in examples.items())
        assert set(model.load(write("example.yaml", text)).model_fields_set) == set(model.model_fields)


def test_the_table_of_mistakes_is_fresh():
    made = script("mistakes")
    assert (DOCS / "mistakes.md").read_text("utf-8") == made.page(), "run scripts/mistakes"
    assert sum(map(len, made.GROUPS.values())) >= 50


# -- what is written -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [path.name for path in PAGES if "```yaml" in path.read_text("utf-8")])
def test_yaml_is_what_it_is_said_to_be(name, shell):
    here = shell(name)
    whole = []
    for n, block in enumerate(block for block in blocks(name) if block.language == "yaml"):
        if block.name:
            path = here.write(block.name, block.text)
            whole += [] if block.remark else [path]
            assert not block.remark or (block.remark == "with a mistake" and name in WITH_COMMANDS)
        else:
            kind = re.fullmatch(r"fragment of an? (\w+)", block.says)
            assert kind, f"{name}: say of this block what it is:\n{block.text}"
            model, base = KINDS[kind[1]]
            values = read(here.write(f"fragment-{n}.yaml", block.text))[0]
            model.model_validate({**base, **values} if "extends" not in values else values)
    for path in whole:
        here.type(f"planner check {path.relative_to(here.folder)}")


def test_the_plan_made_of_a_fragment_can_be_printed(write):
    [text] = [block.text for block in blocks("own.md") if block.says == "fragment of a plan"]
    assert make_booklet(Plan.model_validate({**PLAN, **read(write("fragment.yaml", text))[0]})).pages >= 4


@pytest.mark.parametrize("written", re.findall(r"`(\{section: .*?\})`", (DOCS / "own.md").read_text("utf-8")))
def test_the_options_in_the_guide_can_be_set(write, written):
    values = read(write("sections.yaml", f"sections: [cover, safety, {written}]\n"))[0]
    values["sections"] = list({s if isinstance(s, str) else s["section"]: s for s in values["sections"]}.values())
    assert make_booklet(Plan.model_validate({**PLAN, **values})).pages


def test_the_entry_point_is_the_one_that_is_looked_for():
    [text] = [block.text for block in blocks("own.md") if block.language == "toml"]
    assert list(tomllib.loads(text)["project"]["entry-points"]) == [GROUP]


def test_python_can_be_run(shell, capsys):
    here = shell("python.md")
    here.write("clinic.yaml", "name: Riverside Physiotherapy\n")
    here.write("roster.csv", "id,name,start,size\n1,Ana,07.12.2026,\n2,Bo,07.12.2026,huge\n3,Cy,2026-12-07,large\n")
    said, ended = {}, {}
    for block in filter(lambda block: block.name, blocks("python.md")):
        capsys.readouterr()
        try:
            runpy.run_path(str(here.folder / block.name), run_name="__main__")
        except SystemExit as stop:
            ended[block.name] = stop.code
        said[block.name] = capsys.readouterr().out
    assert "pages" in said["one.py"]
    assert said["memory.py"].count("pages") == 2
    assert "keep-well - " in said["offer.py"]
    assert "as a picture" in said["offer.py"]
    assert "osteoporosis" in said["database.py"]
    assert (here.folder / "check.pdf").is_file()
    assert ended == {"tonight.py": 3}
    assert said["tonight.py"].startswith("roster.csv:3: size: write")
    assert "2 of 3 made" in said["tonight.py"]
    assert (here.folder / "tonight" / "job.pdf").is_file()
    twenty = next(block.text for block in blocks("python.md") if block.name == "tonight.py")
    assert len([line for line in twenty.splitlines() if line]) <= 24


# -- what is shown and linked ----------------------------------------------------------------------------------------


def links() -> Iterator[tuple[Path, str]]:
    for path in PAGES:
        yield from ((path, link) for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")))


def test_links_lead_somewhere():
    near = [(path, link) for path, link in links() if not link.startswith("https://")]
    assert len(near) > 30
    for path, link in near:
        file, _, anchor = link.partition("#")
        target = path.parent / file if file else path
        assert target.is_file(), f"{path.name}: {link}"
        assert not anchor or f"# {anchor}\n" in target.read_text("utf-8"), f"{path.name}: {link}"


def test_every_guide_can_be_found_from_the_readme():
    linked = {(ROOT / link).resolve() for path, link in links() if path.name == "README.md" and link.endswith(".md")}
    assert {path for path in PAGES[1:] if path.resolve() not in linked} == set()


def test_every_picture_is_made_by_the_program():
    shown = {Path(link).name for _, link in links() if link.endswith(".png")}
    assert shown == {path.name for path in DOCS.rglob("*.*") if path.suffix != ".md"}
    assert shown == set(re.findall(r'"([\w-]+\.png)"', (ROOT / "scripts" / "pictures").read_text("utf-8")))
