"""planner translate: a file to work in, and what is missing in it."""

import re
import subprocess
import sys

import pytest

from tests.words import nothing, write_words


def test_a_clinics_own_words_from_the_first_file_to_a_booklet(planner, tmp_path):
    (tmp_path / "library").mkdir()
    (tmp_path / "library/conditions.yaml").write_text("dizzy: {title: Dizziness, says: Things turn round you.}\n")
    first = planner("translate", "it")
    assert (first.code, first.err) == (0, "")
    assert first.out == "library/languages/it.po: 0 of 2 texts translated\n"
    words = tmp_path / "library/languages/it.po"
    listed = words.read_text("utf-8")
    assert '#: library/conditions.yaml:1\nmsgctxt "condition:dizzy.title"\nmsgid "Dizziness"' in listed
    checked = planner("translate", "it", "--check")
    assert checked.code == 3
    assert "library/languages/it.po:" in checked.err
    assert "condition:dizzy.title is not translated: Dizziness" in checked.err
    text = words.read_text("utf-8").replace('msgid "Dizziness"\nmsgstr ""', 'msgid "Dizziness"\nmsgstr "Mareo"')
    words.write_text(text.replace('you."\nmsgstr ""', 'you."\nmsgstr "Todo da vueltas."'), "utf-8")
    assert planner("translate", "it", "--check").out == "library/languages/it.po: all words are there\n"
    assert planner("translate", "it").out == "library/languages/it.po: 2 of 2 texts translated\n"
    assert re.search(r"\nit +italiano +2 of ", planner("list", "languages", "--library", "library").out)


def test_what_is_no_language_or_no_folder_is_said(planner, tmp_path):
    assert planner("translate", "it").err == (
        "library: there is no such folder; name the one that holds exercises/ or languages/\n"
    )
    (tmp_path / "library").mkdir()
    assert planner("translate", "xx").err == (
        "xx: there is no such language to translate to: write de, es, pt-BR or the like\n"
    )
    (tmp_path / "library/languages").mkdir()
    (tmp_path / "library/languages/it.po").write_text("no such line\n")
    assert "library/languages/it.po:" in planner("translate", "it").err
    assert "is not in the form of gettext" in planner("translate", "it").err


NOTES = """
import sys
from pathlib import Path
opened = []
def note(event, args):
    if event == "open" and str(args[0]).endswith((".po", ".mo")):
        opened.append(Path(str(args[0])).name)
sys.addaudithook(note)
sys.argv = ["planner", *sys.argv[1:]]
from planner.cli import main
try:
    main()
except SystemExit:
    pass
print("READ", sorted({"babel.messagit.pofile", "babel.messages.catalog"} & set(sys.modules)), opened)
"""


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (["--help"], "[] []"),
        (["build", "low-back-relief", "--library", "."], "[] []"),
        (["list", "plans", "--library", "."], "[] []"),
        (["build", "low-back-relief", "--library", ".", "--language", "it"], "['it.po']"),
    ],
)
def test_who_prints_english_pays_for_no_other_language(words, read, tmp_path):
    write_words(tmp_path, nothing)
    done = subprocess.run(
        [sys.executable, "-c", NOTES, *words], cwd=tmp_path, capture_output=True, check=True, text=True
    )
    assert done.stdout.splitlines()[-1].startswith("READ")
    assert done.stdout.splitlines()[-1].endswith(read)
