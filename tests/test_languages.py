"""The languages that come with the program: each is complete, prints no English, and is as safe as the English.

The oracle of `tests/test_safety.py` decides by ids what must stand there; what that is in a language is read from the
file of its words, as text, not through the program.
"""

import re
from functools import cache

import pypdfium2
import pytest
from babel.messages.pofile import read_po

from planner import load_library, load_plan, make_booklet
from planner.check.catalogue import problems, texts_of
from planner.content.patient import Patient
from planner.content.resources import built_in_plans, data
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.problems import InputError
from tests.pdf import structure
from tests.pdf.structure import letters
from tests.test_safety import CONDITIONS, FORBIDDEN, RAW, Case, own, small

BUILT_IN = data("plans") / "library"
SHIPPED = sorted(path.stem for path in (BUILT_IN / "languages").glob("*.po"))
LIBRARY = load_library()
each_language = pytest.mark.parametrize("code", SHIPPED)


@cache
def words(code: str) -> dict[str, str]:
    """What each text is in a language, by its context; of plural forms the last one."""
    with (BUILT_IN / f"languages/{code}.po").open("rb") as file:
        catalogue = read_po(file)
    return {m.context: m.string if isinstance(m.string, str) else m.string[-1] for m in catalogue if m.context}


@each_language
def test_a_language_that_is_shipped_is_complete(code):
    assert [str(problem) for problem in problems(BUILT_IN, code)] == []


@each_language
def test_no_built_in_plan_prints_english(code):
    said = words(code)
    english = [(text.context, text.english[0]) for text in texts_of(BUILT_IN) if len(text.english[0].split()) > 4]
    english = [(context, text) for context, text in english if letters(said[context]) != letters(text)]
    for name in built_in_plans():
        booklet = make_booklet(load_plan(name), Patient(name="Ana"), library=LIBRARY, language=code)
        assert [warning for warning in booklet.warnings if "English" in warning] == [], name
        pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(booklet.data)]
        shown = letters("".join(pages))
        assert len(shown) > 2000
        assert [(context, text) for context, text in english if letters(text) in shown] == [], name


@each_language
def test_every_warning_sign_is_printed(code):
    data = make_booklet(load_plan("low-back-relief"), Patient(name="Ana"), library=LIBRARY, language=code).data
    shown = letters(structure.spoken(data))
    signs = [text for at, text in words(code).items() if re.match(r"phrases:safety\.(emergency|today)_signs\.", at)]
    assert len(signs) > 15
    assert [sign for sign in signs if letters(sign) not in shown] == []


def text_of(code: str, exercise: str, precaution: dict, field: str) -> str:
    """What a precaution of an exercise says in a language."""
    n = RAW[exercise]["precautions"].index(precaution)
    return letters(words(code)[f"exercise:{exercise}.precautions.{n}.{field}"])


def check_in(code: str, case: Case) -> None:
    """Hold a booklet against the same promises as the English one, by the ids of its exercises."""
    plan = small("low-back-relief")
    made = make_booklet(plan, case.patient(), library=LIBRARY, language=code).data
    overview, calendar, exercises = structure.sections(made)[1:]
    titles = {letters(words(code)[f"exercise:{key}.title"]): key for key in RAW}
    assert len(titles) == len(RAW)
    cards = [titles[letters(head)] for head in re.findall(r'(?m)^\s*H1 "(.*)"$', exercises)]
    rows = [_longest(titles, letters(head)) for head in re.findall(r'(?m)^\s*TH "(.*)"$', calendar)]
    assert {key for key in rows if key} == set(cards)
    told = letters(f"{overview} {exercises}")
    for key in dict.fromkeys(entry.exercise for phase in plan.phases for entry in phase.exercises):
        assert (key in cards) != case.out(key), key
        form = case.form(key)
        for p, _ in case.followed(key) if key in cards else ():
            told_in = form if p["condition"] in form.get("also_for", ()) else p
            assert text_of(code, key, p, "why") in told
            assert text_of(code, key, told_in, "change") in told
        gone = [own(key, c) or {} for c in case.avoided(key)] if key not in cards else []
        for away in [p for p in gone if p.get("action") == "avoid"]:
            assert text_of(code, key, away, "why") in told
    assert not [key for key in cards if case.out(key, kept=False)]
    forbidden = set().union(*(FORBIDDEN.get(c, set()) for c in case.conditions))
    assert not [
        key
        for key in cards
        if case.form(key).get("position", RAW[key]["position"]) in forbidden
        and not any(own(key, c) for c in case.conditions)
    ]


def _longest(titles: dict[str, str], head: str) -> str | None:
    found = [title for title in titles if head.startswith(title)]
    return titles[max(found, key=len)] if found else None


@each_language
def test_the_promises_of_safety_hold_in_each_language(code):
    """Every condition once, with one that stands far from it in the alphabet."""
    half = len(CONDITIONS) // 2
    held = 0
    for pair in zip(CONDITIONS[:half], reversed(CONDITIONS[half:]), strict=False):
        try:
            check_in(code, Case(pair))
        except InputError:  # the two leave nothing of a phase, or cannot be true of the same person
            continue
        held += 1
    assert held > half // 2


@each_language
def test_no_word_is_torn_in_the_largest_print(code, monkeypatch):
    """A label beside its picture goes below it rather than break in the middle of a word."""
    torn: list[str] = []
    drawn: list[Paragraph] = []
    text = Pen.text

    def noted(self: Pen, words: Paragraph, x: float, top: float) -> None:
        drawn.append(words)
        torn.extend(["".join(stretch.text for line in words.lines for stretch in line)] * words.torn)
        text(self, words, x, top)

    monkeypatch.setattr(Pen, "text", noted)
    for name in ("keep-well", "low-back-relief"):
        make_booklet(load_plan(name), Patient(name="Ana"), library=LIBRARY, language=code, size="xl")
    assert len(drawn) > 200  # pages that nobody has made before
    assert torn == []


@pytest.mark.parametrize("code", sorted({*SHIPPED} - {"en"}))
def test_a_bend_backward_is_not_captioned_as_one_forward(code):
    said = words(code)
    back, forward = (said[f"exercise:standing-{way}-bend.steps.1.label"] for way in ("back", "forward"))
    assert back != forward
