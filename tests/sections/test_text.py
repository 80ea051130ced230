"""The clinic's own words: from light Markdown to blocks, and to a tagged page."""

import subprocess
import sys
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from planner import load_plan, make_booklet
from planner.blocks import Heading, Items, Note, Run, Text
from planner.problems import InputError
from planner.sections.markdown import blocks_of
from planner.sections.registry import chosen
from tests.pdf.structure import spoken

PLAN = """\
title: t
summary: s
version: "1"
for: f
not_for: n
weeks: 1
days: daily
phases: [{title: p, weeks: 1, aim: a, exercises: [walking]}]
sections:
  - cover
  - safety
  - section: text
    title: Our pool
    lead: Warm water helps.
    body: |
      Come **ten minutes** early.

      1. Shower.
      2. Walk in.

      ## What to bring

      - a towel
      - [the form](https://riverside.example/pool/form)
  - section: text
    title: Our gym
    body: Opens at 8 <b>sharp</b> & closes at 6.
"""


def made_of(text: str) -> list[Any]:
    return [*blocks_of(text)]


def words(found) -> str:
    return found if isinstance(found, str) else "".join(run.text for run in found)


def test_what_light_markdown_becomes():
    made = made_of("## Bring\n\nA *soft*\ntowel, **always**.\n\n- one\n- two\n\n7. seven\n8. eight\n\n> Call.\n\n---\n")
    heading, text, items, numbered, note = made
    assert heading == Heading("Bring", 2)
    assert [(run.text, run.strong) for run in text.words] == [
        ("A ", False), ("soft", True), (" ", False), ("towel, ", False), ("always", True), (".", False)
    ]  # fmt: skip
    assert items == Items(((Run("one"),), (Run("two"),)))
    assert (numbered.numbered, [words(item) for item in numbered.items]) == (7, ["seven", "eight"])
    assert note == Note("you", (Run("Call."),))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<script>alert(1)</script> & <b>bold</b>", "<script>alert(1)</script> & <b>bold</b>"),
        ("<div>\nplain\n</div>", "<div> plain </div>"),
        ("`code` and \\*stars\\*", "code and *stars*"),
        ("one  \ntwo", "one\ntwo"),
        ("    as it\n    stands", "as it\nstands"),
        ("&lt;3 &copy;", "<3 ©"),
        ("[no](javascript:alert)", "[no](javascript:alert)"),
    ],
)
def test_what_is_not_markdown_is_printed_as_text(text, said):
    [block] = made_of(text)
    assert isinstance(block, Text)
    assert words(block.words) == said


def test_a_list_in_a_list_stays_in_its_item_and_the_numbers_go_on():
    [items] = made_of("1. Monday\n   - pool\n   - gym\n2. Friday\n\n   all day\n3. Do step 2 again.\n")
    assert [words(item) for item in items.items] == [
        "Monday\n\u2013\u00a0pool\n\u2013\u00a0gym",
        "Friday\nall day",
        "Do step 2 again.",
    ]
    [bullets] = made_of("- Bring:\n  1. a towel\n  2. water\n")
    assert [words(item) for item in bullets.items] == ["Bring:\n1.\u00a0a towel\n2.\u00a0water"]


def test_paper_says_where_a_link_leads():
    [named, mail, bare] = made_of("[form](https://a.example/b/)\n\n<mailto:us@a.example>\n\n<https://a.example/b>")
    assert words(named.words) == "form (a.example/\u200bb)"
    assert {run.link for run in named.words} == {"https://a.example/b/"}
    assert words(mail.words) == "us@a.example"
    assert words(bare.words) == "a.example/\u200bb"
    [shouted] = made_of("<HTTPS://a.example>")
    assert words(shouted.words) == "a.example"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a\n\n![photo](x.png)", "line 3: a picture is not printed in a text"),
        ("- ![photo](x.png)", "line 1: a picture"),
        ("a\n\n|a|b|\n|-|-|\n|1|2|", "line 3: a table is not printed here; write a list"),
        ("[here](page.html)", 'line 1: "page.html" leads nowhere on paper'),
        ("- a\n  - b\n    - c\n", "line 3: a list in a list in a list"),
        ("[here](ftp://x.example)", "leads nowhere"),
        ("[here](https://bank.example@x.example/a)", "has a name before an @"),
    ],
)
def test_what_a_page_would_not_show_is_refused_with_its_line(text, says):
    with pytest.raises(ValueError, match="line") as caught:
        made_of(text)
    assert str(caught.value).startswith(says) or says in str(caught.value)


def test_several_texts_stand_in_one_booklet_in_their_places(write):
    plan = load_plan(write("plan.yaml", PLAN))
    data = make_booklet(plan).data
    heard = spoken(data)
    assert heard.index("Our pool") < heard.index("Our gym")
    for line in ("Warm water helps.", "Come ten minutes early.", "What to bring", "Opens at 8 <b>sharp</b> & closes"):
        assert line in " ".join(heard.split())
    with pikepdf.open(BytesIO(data)) as pdf:
        names = [str(item.title) for item in pdf.open_outline().root]
        links = [a for page in pdf.pages for a in page.get("/Annots", [])]
        elems = [e for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/Link"]
    assert names[-2:] == ["Our pool", "Our gym"]
    assert str(links[0].A.URI) == "https://riverside.example/pool/form"
    assert len(elems) == 1


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("    title: Our gym\n", "", "25:5: sections.3.title: is missing"),
        ("title: Our gym", "titel: Our gym", '26:5: sections.3.titel: unknown key "titel"; did you mean "title"?'),
        ("body: Opens at 8", 'body: "![x](y.png)" #', "27:11: sections.3.body: "),
        ("Opens at 8", "Opens \u200f at 8", "27:11: sections.3.body: "),
        ("body: Opens", "body: [Opens]  #", "27:11: sections.3.body: is a list or a map"),
        ("a towel", "|a|b|\n\n      |a|b|\n      |-|-|", "15:11: sections.2.body: "),
    ],
)
def test_what_is_wrong_with_a_text_has_its_place(write, old, new, line):
    assert old in PLAN
    path = write("plan.yaml", PLAN.replace(old, new))
    with pytest.raises(InputError) as caught:
        chosen(load_plan(path))
    assert any(str(problem).startswith(f"{path}:{line}") for problem in caught.value.problems), caught.value.problems


def test_the_parser_is_loaded_by_texts_only():
    code = (
        "import sys; from planner import load_plan, make_booklet; make_booklet(load_plan('low-back-relief'));"
        "print('markdown_it' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("- towel\n-", "line 2: this item of a list has no words"),
        ("-", "line 1: this item of a list has no words"),
        ("Bring:\n\n1. a form\n2.", "line 4: this item of a list has no words; write them, or take the sign away (2.)"),
        ("Come early.\n\n>", "line 3: this quotation has no words"),
        ("Come early.\n\n##", "line 3: this heading has no words"),
        ("- #", "line 1: this item of a list has no words"),
        ("- a\n  - b\n  - ", "line 3: this item of a list has no words"),
        ("```\n```", "line 1: this block has no words"),
        ("> Come early.\n\nor\n\n" + "> " * 20 + "call", "line 5: more than 10 quotations and lists within each other"),
        ("> " * 5000 + "call", "line 1: more than 10 quotations and lists within each other"),
        ("Pay &#x202e;50", "holds the character U+202E"),
    ],
)
def test_what_has_no_words_or_lies_too_deep_is_said_with_its_line(body, says):
    sections = ["cover", {"section": "text", "title": "Our pool", "body": body}]
    with pytest.raises(InputError) as error:
        make_booklet(load_plan({"extends": "low-back-relief", "sections": sections}))
    assert says in str(error.value)
    assert error.value.problems[0].field == "sections.1.body"
