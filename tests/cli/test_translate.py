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


HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n'


def entry(key: str, english: str, said: str) -> str:
    return f'\nmsgctxt "condition:{key}"\nmsgid "{english}"\nmsgstr {said}\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + entry("dizzy.title", "Dizziness", "Mareo"), ":6: is not in the form of gettext (.po): this text needs"),
        (HEAD + entry("dizzy.title", "Dizziness", '"Mareo'), ":6: is not in the form"),
        (HEAD + entry("dizzy.title", "Dizziness", '"Ma" "reo"'), ":6: is not in the form"),
        (HEAD + entry("dizzy.title", "Dizziness", '""\nMareo'), ":7: is not in the form"),
        (HEAD.replace("utf-8", "latin-1"), ':2: the file is in UTF-8, and its head says "charset=latin-1"; write char'),
    ],
)
def test_what_a_reader_of_gettext_would_cut_or_misread_is_an_error(planner, write, text, says):
    write("library/conditions.yaml", "dizzy: {title: Dizziness, says: Things turn round you.}\n")
    write("library/languages/it.po", text)
    for done in (planner("translate", "it", "--check"), planner("build", "low-back-relief", "--language", "it")):
        assert done.code == 2
        assert f"library/languages/it.po{says}" in done.err


def test_a_slip_in_a_context_and_an_entry_that_is_there_twice_are_said(planner, write):
    write("library/conditions.yaml", "dizzy: {title: Dizziness, says: Things turn round you.}\n")
    entries = (("dizzy.title", "Dizziness"), ("dizy.title", "Dizziness"), ("dizzy.title", "Dizziness"))
    built_in = entry("osteoporosis.title", "Thin bones (osteoporosis)", '"Huesos"')
    text = HEAD + "".join(entry(*one, '"Mareo"') for one in entries) + built_in
    path = write("library/languages/it.po", text)
    said = planner("translate", "it", "--check").err
    assert '.po:9: "condition:dizy.title" is no text of this library; did you mean "condition:dizzy.title"?' in said
    assert ".po:13: condition:dizzy.title is in it twice: the one on line 5 is printed" in said
    assert '.po:17: "condition:osteoporosis.title" is a text of the built-in library' in said
    path.write_text("# reviewed_by: Dr Ruiz, 2026-12-01\n" + text, "utf-8")
    assert "osteoporosis" not in planner("translate", "it", "--check").err
    assert "library/languages/it.po" in planner("check", ".").err


def test_a_mistake_that_says_no_twice_is_said(planner, write):
    exercise = "extends: bridge\nmistakes: [Bend at the waist, Note the clock]\n"
    write("library/exercises/ours.yaml", exercise)
    pairs = (("0", "Bend at the waist", "No doble la cintura."), ("1", "Note the clock", "Note el reloj"))
    texts = [
        f'\nmsgctxt "exercise:ours.mistakes.{n}"\nmsgid "{english}"\nmsgstr "{own}"\n' for n, english, own in pairs
    ]
    write("library/languages/es.po", HEAD + "".join(texts))
    said = [line for line in planner("translate", "es", "--check").err.splitlines() if "mistakes" in line]
    assert len(said) == 1
    assert 'exercise:ours.mistakes.0 is printed behind "No": take "No" out of it' in said[0]


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
