"""A program that carries its own Python, as PyInstaller makes: here a script plays its part."""

import subprocess
import sys

import pytest

PROGRAM = """\
import sys
from pathlib import Path
sys.frozen, sys.executable = True, {executable!r}
import planner
{first}
try:
    clinic = planner.load_clinic({{"logo": "logo.svg"}}, near=Path({folder!r}))
    planner.make_booklet(planner.load_plan("low-back-relief"), None, clinic)
    print("drawn")
except planner.InputError as error:
    print(error)
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><path d="M0 0H60V40Z" fill="#0b6e4f"/></svg>'


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the program")
@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("planner.freeze_support()", "drawn"),
        ("", "the SVG needs a process of its own, which this program cannot begin; its first line has to be planner."),
    ],
)
def test_a_frozen_program_draws_or_says_what_it_lacks(tmp_path, first, said):
    (tmp_path / "logo.svg").write_text(LOGO)
    program, script = tmp_path / "program", tmp_path / "main.py"
    script.write_text(PROGRAM.format(executable=str(program), first=first, folder=str(tmp_path)))
    program.write_text(f'#!/bin/sh\necho started >> "{tmp_path}/starts"\nexec "{sys.executable}" "{script}" "$@"\n')
    program.chmod(0o755)
    done = subprocess.run([program], capture_output=True, text=True, check=False, timeout=60)
    assert said in done.stdout, done.stderr
    starts = (tmp_path / "starts").read_text().count("started")
    assert (starts > 1) == bool(first)
