"""How the commands behave in a terminal, in a pipe and in a shell."""

import os
import pty
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version

import pytest

from planner.cli import COMMANDS

COLOUR = "\x1b["
CLEAN = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")} | {"TERM": "xterm"}


def run(*words: str, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "planner", *words], capture_output=True, text=True, env=CLEAN | env, check=False
    )


def seen(*words: str, **env: str) -> str:
    """What a terminal shows."""
    main, end = pty.openpty()
    with subprocess.Popen([sys.executable, "-m", "planner", *words], stdout=end, stderr=end, env=CLEAN | env):
        os.close(end)
        parts = []
        try:
            while part := os.read(main, 4096):
                parts.append(part)
        except OSError:  # how a terminal says that the other side has gone
            pass
    os.close(main)
    return b"".join(parts).decode()


# -- colours ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["build", "low-back-releif"], ["biuld"]])
def test_colours_are_for_a_terminal_only(words):
    assert COLOUR in seen(*words)
    piped = run(*words)
    assert COLOUR not in piped.stdout + piped.stderr


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_no_colours_gets_none(env):
    for words in (["--help"], ["build", "low-back-releif"]):
        assert COLOUR not in seen(*words, **env)


def test_colours_can_be_had_in_a_pipe():
    assert COLOUR in run("build", "low-back-releif", FORCE_COLOR="1").stderr
    assert COLOUR not in run("build", "low-back-releif", FORCE_COLOR="1", NO_COLOR="1").stderr


# -- what to type next -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["build", "batch", "check", "list", "new", "watch"])
def test_a_command_alone_says_what_to_type_next(planner, name):
    result = planner(name)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Missing argument")
    assert f"\nExample: {COMMANDS[name][1]}\nplanner {name} --help says more.\n" in result.err


def test_schema_alone_names_both_things_that_it_can_do(planner):
    result = planner("schema")
    assert (result.code, result.out) == (2, "")
    assert result.err == "name a kind of file, as in planner schema plan; or a folder: planner schema --for .\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["biuld"], "'build'"),
        (["lst"], "'list'"),
        (["build", "x", "--ouput", "y"], "--output"),
        (["chekc"], "'check'"),
        (["list", "themse"], 'did you mean "themes"?'),
        (["schema", "pln"], '"plan"?'),
    ],
)
def test_the_nearest_word_is_suggested(planner, words, says):
    result = planner(*words)
    assert (result.code, result.out) == (2, "")
    assert says in result.err.splitlines()[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_shown_as_an_example_can_be_typed(name):
    assert COMMANDS[name][1].startswith(f"planner {name} ")


@pytest.mark.parametrize("words", [["--help"], *([name, "--help"] for name in COMMANDS)])
@pytest.mark.parametrize("columns", ["80", "200"])
def test_the_help_fits_80_columns(words, columns):
    text = run(*words, COLUMNS=columns).stdout
    assert max(map(len, text.splitlines())) <= 80


def test_no_command_is_cut_short_in_the_list():
    assert "..." not in run("--help", COLUMNS="80").stdout.split("Commands:")[1]


def test_the_version_is_said(planner):
    try:
        installed = version("planner")
    except PackageNotFoundError:
        pytest.skip("runs from a folder that is not installed")
    assert planner("--version").out == f"planner {installed}\n"


# -- completion ------------------------------------------------------------------------------------------------------


def complete(line: str, **options) -> list[str]:
    words = line.split(" ")
    env = CLEAN | {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_PLANNER_COMPLETE": "complete_bash"}
    done = subprocess.run(
        [sys.executable, "-m", "planner"], capture_output=True, text=True, env=env, check=False, **options
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("planner bu", {"build"}),
        ("planner build low", {"low-back-relief"}),
        ("planner watch low", {"low-back-relief"}),
        ("planner batch low", {"low-back-relief"}),
        ("planner show brid", {"bridge"}),
        ("planner list cond", {"conditions"}),
        ("planner build x --set theme=ca", {"theme=calm"}),
        ("planner build x --paper L", {"Letter"}),
        ("planner build x --paper A5 --size l", {"large"}),
        ("planner build x --language e", {"en"}),
        ("planner build x --clin", {"--clinic", "--clinician-sheet"}),
        ("planner build nothing-of-that-name", set()),
    ],
)
def test_a_tab_offers(tmp_path, line, found):
    offered = set(complete(line, cwd=tmp_path))
    assert offered >= found
    assert bool(offered) == bool(found)


def test_a_tab_offers_files_of_plans_and_folders(tmp_path, write):
    write("mine.yaml", "")
    write("my/own.yaml", "")
    write("my/library/exercises/mine-too.yaml", "")
    write("notes.txt", "")
    assert set(complete("planner build m", cwd=tmp_path)) == {"mine.yaml", "my/"}
    assert complete("planner build my/o", cwd=tmp_path) == ["my/own.yaml"]
    assert set(complete("planner show m", cwd=tmp_path / "my")) == {"mine-too"}
    assert complete("planner build no/such", cwd=tmp_path) == []


def tab(code):
    """What comes of a tab behind `planner show b` in a process that runs this code."""
    env = CLEAN | {"COMP_WORDS": "planner show b", "COMP_CWORD": "2", "_PLANNER_COMPLETE": "complete_bash"}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)


def test_a_tab_is_fast():
    code = (
        "import sys\nfrom planner.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('\\nLOADED', sorted({'reportlab', 'planner.content.library', 'yaml', 'rich'} & set(sys.modules)))"
    )
    done = tab(code)
    assert done.stdout.splitlines()[-1] == "LOADED []", done.stderr


def test_a_fault_under_a_tab_is_quiet():
    code = (
        "from planner.cli import completion, main\n"
        "from planner.content import resources\n"
        "def broken(*_): raise RuntimeError\n"
        "resources.data = broken\n"
        "main()"
    )
    done = tab(code)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_can_be_shown(shell):
    assert (
        "_PLANNER_COMPLETE" in run("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1").stdout
    )


# -- the end ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["list", "languages"], ["list", "sources"], ["schema", "plan"], ["--help"]])
def test_a_reader_who_leaves_is_no_error(words):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "planner", *words], stdout=out, stderr=subprocess.PIPE, check=False, env=CLEAN
        )
    assert done.stderr == b""


def test_no_module_needs_what_only_one_system_has():
    code = (
        "import sys, pkgutil, importlib\n"
        "for name in ('fcntl', 'pwd', 'grp', 'resource', 'termios', 'pty'): sys.modules[name] = None\n"
        "import planner\n"
        "for found in pkgutil.walk_packages(planner.__path__, 'planner.'):\n"
        "    if found.name != 'planner.__main__': importlib.import_module(found.name); print(found.name)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(re.findall("planner", done.stdout)) > 50
