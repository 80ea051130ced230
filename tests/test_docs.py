"""What the guides say is what the program does: commands run, files are read, links lead somewhere."""

import re
import runpy
import shlex
import socket
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
from PIL import Image

from planner import load_library, make_booklet
from planner.batch.columns import COLUMNS
from planner.cli import main, watch
from planner.content.exercise import DoseChange, Exercise
from planner.content.guidelines import Guideline
from planner.content.plan import Clinic, Entry, Patient, Phase, Plan
from planner.content.shipped import built_in_plans
from planner.content.source import read
from planner.content.theme import Colours, FigureLook, Theme
from planner.figure import contacts, vocabulary
from planner.figure.props import OPTIONS, USUAL, WORDED, WORDS
from planner.sections.plugins import GROUP

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
WITH_COMMANDS = ["README.md", "getting-started.md", "write-a-plan.md", "write-an-exercise.md", "batch.md"]
CI = ("/pytest", "--overwrite")
"""How the two lines of the README end that `.ci/run` takes from it."""
OTHERS = {"--help", "--from", "--spec"}
"""Options of other programs than ours, or of every command."""

PLAN = {
    "title": "t", "summary": "s", "version": "1", "for": "f", "not_for": "n", "weeks": "1", "days": "daily",
    "phases": [{"title": "p", "weeks": "1", "aim": "a", "exercises": ["walking"]}],
}  # fmt: skip
EXERCISE = {
    "title": "t", "summary": "s", "aim": "mobility", "position": "supine", "dose": {"reps": "1"}, "felt": "f",
    "mistakes": ["m"], "cautions": ["c"], "sources": ["own"], "steps": [{"say": "s"}],
}  # fmt: skip
KINDS = {
    "plan": (Plan, PLAN),
    "patient": (Patient, {}),
    "clinic": (Clinic, {}),
    "exercise": (Exercise, EXERCISE),
    "guideline": (Guideline, {}),
}


@dataclass(frozen=True)
class Block:
    """What stands between two fences: in which language, what is said of it, and the text."""

    language: str
    says: str
    text: str

    @property
    def name(self) -> str:
        """The file that it is, if it is one."""
        return self.says.split(" ")[0].rstrip(",") if "." in self.says.split(" ")[0] else ""

    @property
    def remark(self) -> str:
        return self.says.removeprefix(self.name).strip(", ")

    @property
    def encoding(self) -> str:
        return self.remark if self.language == "csv" and self.remark else "utf-8"


def page(name: str) -> Path:
    return next(path for path in PAGES if path.name == name)


def blocks(name: str) -> list[Block]:
    found = re.findall(r"^```(\w*) ?([^\n]*)\n(.*?)^```$", page(name).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [Block(*parts) for parts in found]


def prose(path: Path) -> str:
    """A page without what stands between fences."""
    return re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def script(name: str):
    """A script of the repository, as a module."""
    loader = SourceFileLoader(f"script_{name}", str(ROOT / "scripts" / name))
    module = module_from_spec(spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


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
        assert code == wanted, f"{line}: exit {code}\n{self.said}"


@pytest.fixture
def shell(tmp_path, monkeypatch, capsys) -> Callable[[str], Shell]:
    """A folder for a document, without a network, where whoever waits for a change gets Ctrl-C."""

    def no_network(*_: object) -> None:
        raise AssertionError("nothing in the guides needs a network")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(watch.__globals__["Watched"], "wait", interrupted)

    def prepared(name: str) -> Shell:
        """With the document's own files, as far as they do not lie in a folder, and the logo that one of them names."""
        Image.new("RGB", (600, 200), "#0b5c6b").save(tmp_path / "logo.png")
        here = Shell(tmp_path, monkeypatch, capsys)
        for block in blocks(name):
            if block.name and "/" not in block.name:
                here.write(block.name, block.text, block.encoding)
        return here

    return prepared


@pytest.mark.parametrize("name", WITH_COMMANDS)
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
    commands = {*re.findall(r"^## planner (\w+)", reference, re.MULTILINE), "COMMAND", "--help"}
    said = [(path.name, words.split()) for path in PAGES for words in re.findall(r"`([^`\n]+)`", prose(path))]
    ours = [(name, words) for name, words in said if words[:1] == ["planner"] and len(words) > 1]
    assert len(ours) > 20
    assert [(name, words) for name, words in ours if words[1] not in commands] == []
    options = [(name, word) for name, words in said for word in words if word.startswith("--")]
    assert [(name, word) for name, word in options if word not in known] == []


def test_the_command_reference_is_fresh():
    assert (DOCS / "commands.md").read_text("utf-8") == script("commands").page(), "run scripts/commands"


def test_the_tables_of_fields_are_fresh_and_their_examples_can_be_written(write):
    made = script("fields")
    assert (DOCS / "fields.md").read_text("utf-8") == made.page(), "run scripts/fields"
    for model, examples in made.EXAMPLES.items():
        text = "".join(f"{field}: {example}\n" for field, example in examples.items())
        assert set(model.load(write("example.yaml", text)).model_fields_set) == set(model.model_fields)


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
    for block in blocks("python.md"):
        capsys.readouterr()
        try:
            runpy.run_path(str(here.folder / block.name), run_name="__main__")
        except SystemExit as stop:
            ended[block.name] = stop.code
        said[block.name] = capsys.readouterr().out
    assert "pages" in said["one.py"]
    assert "osteoporosis" in said["database.py"]
    assert (here.folder / "check.pdf").is_file()
    assert ended == {"tonight.py": 3}
    assert said["tonight.py"].startswith('roster.csv:3: size: "huge"')
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
    assert shown == {path.name for path in DOCS.iterdir() if path.suffix != ".md"}
    assert shown == set(re.findall(r'"([\w-]+\.png)"', (ROOT / "scripts" / "pictures").read_text("utf-8")))


# -- what is listed --------------------------------------------------------------------------------------------------


def test_the_layers_are_those_that_are_held():
    [contract] = [
        contract
        for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    ]
    table = (DOCS / "architecture.md").read_text("utf-8").partition("| layer |")[2].partition("\n\n")[0]
    rows = [re.findall(r"`(\w+)`", row.split("|")[1]) for row in table.splitlines()[2:]]
    assert rows == [layer.split(" | ") for layer in contract["layers"]]


def test_paths_in_the_architecture_are_there():
    text = (DOCS / "architecture.md").read_text("utf-8")
    paths = [path for path in re.findall(r"`([\w./-]+/[\w./-]*|\w+\.py)`", text) if path != "file:line:column"]
    assert len(paths) > 20
    assert [path for path in paths if not any((root / path).exists() for root in (ROOT, ROOT / "planner"))] == []


def test_the_guide_to_plans_names_every_field():
    text = (DOCS / "write-a-plan.md").read_text("utf-8")
    fields = [*Plan.model_fields.items(), *Phase.model_fields.items(), *Entry.model_fields.items()]
    names = {field.alias or name for name, field in fields} | set(DoseChange.model_fields)
    assert {name for name in names if f"`{name}`" not in text and f"{name}: " not in text} == set()


def test_the_guide_to_batches_names_every_column():
    text = (DOCS / "batch.md").read_text("utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in text and f"{name}," not in text] == []


def test_the_guide_to_exercises_names_every_word_of_a_pose():
    text = (DOCS / "write-an-exercise.md").read_text("utf-8")
    v = vocabulary
    for name, (low, high) in (v.PAIRED_ANGLES | v.SINGLE_ANGLES | v.TILTS | v.MEASURES).items():
        assert re.search(rf"`{name}`(, `\w+`)* {low:g} to {high:g}", text), name
    words = (*v.BASES, *v.VIEWS, *v.GROUND_SETS, *v.GROUND_PAIRS, *v.PAIRED_PLACES, *v.SINGLE_PLACES, *v.PAIRED_WAYS)
    words = (*words, *v.HOLDS, *v.REGIONS_SINGLE, *(f"{name}_r" for name in v.REGIONS_PAIRED))
    assert [word for word in words if f"`{word}`" not in text] == []


def test_the_guide_to_exercises_names_every_place_of_the_body():
    table = (DOCS / "write-an-exercise.md").read_text("utf-8").partition("| where | names |")[2].partition("\n\n")[0]
    named = re.findall(r"`(\w+)`", table)
    assert sorted(named) == sorted((*vocabulary.SINGLE_LANDMARKS, *vocabulary.PAIRED_LANDMARKS))


def test_the_positions_in_the_guide_are_all_and_they_hold():
    made = script("pictures")
    rows = re.findall(made.BASES, (DOCS / "write-an-exercise.md").read_text("utf-8"), re.MULTILINE)
    assert [name for name, _, _ in rows] == list(vocabulary.BASES)
    for name, pose, props in rows:
        scene = made.posed(pose, props)
        assert scene.pictures[0].pose.base == name
        assert contacts(scene, 0) == []


def test_the_guide_to_exercises_has_every_thing_with_its_measures():
    table = (DOCS / "write-an-exercise.md").read_text("utf-8").partition("| thing | measures |")[2].partition("\n\n")[0]
    rows = {row.split("|")[1].strip(" `"): row.split("|")[2] for row in table.splitlines()[2:]}
    assert [*rows] == [*OPTIONS]
    for name, says in rows.items():
        measures = OPTIONS[name]
        ranges = re.findall(r"`(\w+)` (-?\d+) to (-?\d+) \((-?\d+)?", says)
        assert {key: (float(low), float(high)) for key, low, high, _ in ranges} == measures, name
        assert {key: float(usual) for key, *_, usual in ranges if usual} == USUAL.get(name, {}), name
        for key in WORDED.get(name, ()):
            assert f"`{key}`" in says, name
            assert name == "towel" or all(f"`{word}`" in says for word in WORDS[key]), name


def test_the_guide_to_looks_names_every_field_and_every_word(library):
    text = (DOCS / "looks.md").read_text("utf-8")
    rows = set(re.findall(r"`([a-z_]+)`", "".join(re.findall(r"^\| (.*?) \|", text, re.MULTILINE))))
    assert rows == {*Theme.model_fields, *Colours.model_fields} - {"colours"}
    for field in ("density", "headings", "numerals", "corners", "rules"):
        allowed = Theme.model_fields[field].annotation.__args__
        assert f"| `{field}` | {', '.join(f'`{word}`' for word in allowed)} |" in text
    assert all(f"`{field}`" in text for field in FigureLook.model_fields)
    assert all(key in text for key in library.ids("themes"))


def test_the_looks_in_the_guide_can_be_had(write):
    library = load_library()
    clinic, theme = [
        read(write(f"{n}.yaml", block.text))[0] for n, block in enumerate(blocks("looks.md")) if block.name
    ]
    assert library.theme(Clinic.model_validate(clinic).theme).colours.accent == "#0b6e4f"
    assert library.theme(Theme.model_validate(theme)).title == "Riverside"


def test_the_readme_counts_right(library):
    numbers = {8: "eight", 15: "fifteen", 31: "thirty-one"}
    text = " ".join((ROOT / "README.md").read_text("utf-8").split())
    plans, exercises = numbers[len(built_in_plans())], numbers[len(list(library.exercises()))]
    assert f"There are {plans} plans and {exercises} exercises" in text
    assert f"precautions for {numbers[len(library.conditions)]} conditions" in text
