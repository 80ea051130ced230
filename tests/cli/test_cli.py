import os
import re
import subprocess
import sys

import pytest
import typer
from typer.core import TyperGroup

from planner import cli
from planner.booklet import press
from planner.outputs import files

GROUP = typer.main.get_command(cli.app)
assert isinstance(GROUP, TyperGroup)
COMMANDS = GROUP.commands


def run(*words: str, **more) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, encoding="utf-8", check=False, **more
    )


def test_help_needs_no_heavy_library():
    code = (
        "import sys; sys.argv = ['planner', '--help']\n"
        "from planner.cli import main\n"
        "try: main()\n"
        "except SystemExit as stop: assert not stop.code\n"
        "heavy = {'reportlab', 'pydantic', 'yaml', 'PIL', 'babel', 'rich', 'planner.figure', 'planner.pdf'}\n"
        "print('\\nLOADED', sorted(heavy & set(sys.modules)))"
    )
    done = run("-c", code)
    assert done.stdout.splitlines()[-1] == "LOADED []", done.stderr
    assert "build" in done.stdout


def test_a_new_folder_needs_no_drawing(tmp_path):
    code = (
        "import sys; sys.argv = ['planner', 'new', 'riverside']\n"
        "from planner.cli import main\n"
        "try: main()\n"
        "except SystemExit as stop: assert not stop.code\n"
        "print('LOADED', [name for name in sys.modules if name.split('.')[0] == 'reportlab' or name == 'planner.pdf'])"
    )
    done = run("-c", code, cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "LOADED []", done.stderr
    assert (tmp_path / "riverside/plan.yaml").exists()


def test_a_built_in_plan_needs_no_check_of_poses_and_is_read_once(tmp_path):
    code = (
        "import sys; sys.argv = ['planner', 'build', 'keep-well', '-o', 'a.pdf', '--form', 'wallet-card']\n"
        "from planner.content import extends, plan_files, yaml\n"
        "read, tree = set(), yaml.tree\n"
        "def once(path): return tree(path) if path not in read and not read.add(path) else sys.exit(f'{path} again')\n"
        "extends.tree = plan_files.tree = yaml.tree = once\n"
        "from planner.cli import main\n"
        "try: main()\n"
        "except SystemExit as stop: assert not stop.code, stop.code\n"
        "print('LOADED', sorted({'planner.content.pose_flaws'} & set(sys.modules)))"
    )
    done = run("-c", code, cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "LOADED []", done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_says_what_it_is_for(name):
    command = COMMANDS[name]
    assert command.help
    silent = [p.name for p in command.params if not getattr(p, "help", None) and p.name != "help"]
    assert silent == []
    assert command.params


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)])
def test_the_help_speaks_of_files_and_dates_not_of_types(planner, words):
    said = planner(*words, "--help").out
    assert "Usage: planner" in said
    assert re.findall(r"<[^<>]+>|\w\[\w+\]|\{\w+\}", said) == []


def test_the_commands_of_the_guide_are_there():
    assert {"build", "check", "list"} <= set(COMMANDS)
    assert {"-o", "--output", "--patient", "--clinic", "--name", "--start", "--paper", "--overwrite", "--json"} <= {
        word for param in COMMANDS["build"].params for word in param.opts
    }


def test_no_command_is_the_help_and_misuse(planner):
    result = planner()
    assert result.code == 2
    assert "planner build low-back-relief" in result.out + result.err


@pytest.mark.parametrize(
    "words", [["biuld"], ["build"], ["check"], ["list"], ["build", "x", "--nope"], ["build", "x", "y"]]
)
def test_misuse_is_exit_2_on_standard_error(planner, words):
    result = planner(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err


def test_a_problem_is_a_message_and_no_traceback(tmp_path):
    done = run("-m", "planner", "build", "low-back-releif", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith('there is no plan "low-back-releif"; did you mean "low-back-relief"?')
    assert done.stderr.count("\n") == 1
    assert [*tmp_path.iterdir()] == []


def test_our_own_bug_is_exit_1_and_shows_no_patient(tmp_path):
    code = (
        "import sys; sys.argv = ['planner', 'build', 'low-back-relief', '--name', 'Ana Souza', '-o', 'x.pdf']\n"
        "from planner import cli\nfrom planner.booklet import press\n"
        "def broken(*args, **more): raise RuntimeError(sys.argv[4])\n"
        "press.write = broken\n"
        "cli.main()"
    )
    done = run("-c", code, cwd=tmp_path)
    assert done.returncode == 1
    assert "RuntimeError: a fault of the program" in done.stderr
    assert 'File "<string>", line 4, in broken' in done.stderr
    assert "Souza" not in done.stderr
    assert [*tmp_path.iterdir()] == []


def test_ctrl_c_is_exit_130_and_leaves_nothing(planner, tmp_path, monkeypatch):
    def stopped(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(press, "write", stopped)
    result = planner("build", "low-back-relief", "-o", "x.pdf")
    assert (result.code, result.out, result.err) == (130, "", "stopped; nothing was written\n")
    assert [*tmp_path.iterdir()] == []


def test_ctrl_c_while_something_is_loaded_is_no_fault_of_the_program(planner, tmp_path, monkeypatch):
    def wrapped(*args, **options):  # as Python 3.11 does while it makes a class
        raise RuntimeError from KeyboardInterrupt()

    monkeypatch.setattr(press, "write", wrapped)
    result = planner("build", "low-back-relief", "-o", "x.pdf")
    assert (result.code, result.out, result.err) == (130, "", "stopped; nothing was written\n")


def test_what_is_left_for_the_end_of_the_process_is_done():
    code = (
        "import atexit, sys, threading; from planner.__main__ import run\n"
        "sys.argv = ['planner', *sys.argv[1:]]; atexit.register(print, 'the end')\n"
        "if sys.argv[-1] == 'thread':\n"
        "    wait = lambda: (threading.main_thread().join(), print('waited for'))\n"
        "    sys.argv.pop(); threading.Thread(target=wait).start()\n"
        "run()"
    )
    done = run("-c", code, "--version")
    assert (done.returncode, done.stdout.splitlines()[1:]) == (0, ["the end"])
    assert run("-c", code).returncode == 2
    assert run("-c", code, "--version", "thread").stdout.splitlines()[1:] == ["waited for", "the end"]


def test_ctrl_c_before_anything_is_loaded_says_so_too():
    code = (
        "import sys, builtins; load = builtins.__import__\n"
        "def stop(name, *rest):\n"
        "    if name == 'planner.cli': raise KeyboardInterrupt\n"
        "    return load(name, *rest)\n"
        "builtins.__import__ = stop\n"
        "from planner.__main__ import main; main()"
    )
    done = run("-c", code)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "stopped; nothing was written\n")


def test_ctrl_c_between_two_files_says_that_there_may_be_some(planner, tmp_path, monkeypatch):
    save = files.save

    def stopped(data, path, **options):
        if path.suffix == ".pdf":
            raise KeyboardInterrupt
        save(data, path, **options)

    monkeypatch.setattr(files, "save", stopped)
    words = ["--start", "2026-12-07", "--calendar", "x.ics", "-o", "x.pdf", "--today", "2026-12-01"]
    result = planner("build", "low-back-relief", *words)
    assert (result.code, result.out) == (130, "")
    assert (
        result.err
        == "stopped while files were being written: those that are there are complete, others may be missing\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["x.ics"]


def test_whoever_reads_the_output_may_go():
    code = f"exec '{sys.executable}' -m planner list sources | head -n 1"
    done = subprocess.run(["/bin/bash", "-o", "pipefail", "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout
    assert done.stderr == ""


def test_an_ascii_terminal_is_no_crash(tmp_path):
    env = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = run("-m", "planner", "build", "low-back-relief", "--name", "ሰ", "-o", "ü.pdf", cwd=tmp_path, env=env)
    assert done.returncode == 2
    assert "U+1230" in done.stderr
    listed = run("-m", "planner", "list", "exercises", "--json", cwd=tmp_path, env=env)
    assert listed.returncode == 0, listed.stderr
