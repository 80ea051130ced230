"""What is not translated: on the page it is told apart, so that it is read out in English, and from left to right."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from babel.messages.catalog import Message

from planner import load_library, load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.translation import in_english, strings_of
from planner.pdf.layout.lines import paragraph
from planner.pdf.layout.theme import Style
from tests.pdf.shown import shown
from tests.pdf.test_scripts import ARABIC
from tests.words import MARKS, write_words

PLAN = load_plan("low-back-relief")


def without_bridge(message: Message) -> None:
    """Leave an exercise and the words for pictures untranslated."""
    if (message.context or "").startswith(("exercise:bridge.", "phrases:figure.")):
        message.string = ("",) * len(strings_of(message)) if isinstance(message.id, tuple) else ""


def half_made(folder: Path, code: str) -> bytes:
    write_words(folder, without_bridge, code)
    patient = Patient(name="Ana Souza", language=code)
    return make_booklet(PLAN, patient, library=load_library(folder)).data


def english_of(page: pikepdf.Page) -> tuple[str, str]:
    """What of a page is marked as English, and all else that means something."""
    found: dict[bool, list[str]] = {True: [], False: []}
    stack: list[bool] = []
    artifact = False
    for op in shown(page):
        if op.name in ("BDC", "BMC"):
            artifact = not stack and str(op.operands[0]) == "/Artifact"
            given = op.operands[1].get("/Lang") if op.name == "BDC" else None
            stack.append(str(given) == "en" if given is not None else bool(stack) and stack[-1])
        if op.text and not artifact:
            found[bool(stack) and stack[-1]].append(op.text)
        if op.name == "EMC":
            stack.pop()
    return " ".join(found[True]), " ".join(found[False])


def test_what_is_not_translated_is_english_in_the_file_and_nothing_else_is(tmp_path):
    data = half_made(tmp_path, "it")
    library = load_library()
    bridge = library.exercise("bridge")
    others = {step.say for other in library.exercises() if other.key != "bridge" for step in other.steps}
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "it"
        pages = [english_of(page) for page in pdf.pages]
        alts = [(str(e.Alt), str(e.get("/Lang", ""))) for e in pdf.objects if _is_figure(e)]
    english, own = (" ".join(" ".join(page[n] for page in pages).split()) for n in (0, 1))
    for text in (bridge.title, bridge.summary, *(step.say for step in bridge.steps if step.say not in others)):
        assert text in english
        assert text not in own.replace(f"{MARKS['it']}{text}", "")
    assert MARKS["it"] not in english
    assert "Ana" not in english
    assert {lang for alt, lang in alts if alt.startswith("Seen from")} == {"en"}
    assert {lang for alt, lang in alts if alt.startswith(MARKS["it"])} <= {""}


def _is_figure(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure" and "/Alt" in one


def test_no_sign_of_a_language_is_left_in_what_is_copied_searched_or_listed(tmp_path):
    data = half_made(tmp_path, "it")
    assert "\u2066" not in "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))
    with pikepdf.open(BytesIO(data)) as pdf:
        texts = [str(value) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) for value in one.values()]
        streams = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    assert not [text for text in texts if "\u2066" in text]
    assert not [stream for stream in streams if "\u2066".encode() in stream]


def test_english_runs_from_left_to_right_on_a_page_that_does_not(tmp_path):
    bridge = load_library().exercise("bridge")
    with pikepdf.open(BytesIO(half_made(tmp_path, "ar-EG"))) as pdf:
        shows = [op.text for page in pdf.pages for op in shown(page)]
    assert bridge.summary in shows  # as one stretch: else its full stop would stand at its left


@pytest.mark.parametrize(
    "words", ["{english} \u0646\u0635", "\u0646\u0635 {english} \u0646\u0635", "\u0646\u0635 {english}"]
)
def test_an_english_sentence_among_arabic_ones_stays_whole(words):
    text = words.format(english=in_english("Stop. Go to room 4 (now)!"))
    lines = paragraph(text, Style(11, 14), 600, ARABIC)
    assert "Stop. Go to room 4 (now)!" in [stretch.text.strip() for line in lines.lines for stretch in line]
    plain = paragraph(words.format(english="Stop. Go to room 4 (now)!"), Style(11, 14), 600, ARABIC)
    assert "Stop. Go to room 4 (now)!" not in [stretch.text.strip() for line in plain.lines for stretch in line]


@pytest.mark.parametrize(
    ("number", "whole"),
    [
        ("+44 (0)20 7946-0000", True),
        ("020-7946-0000", True),
        ("(020) 7946 0000", True),
        ("2026-12-07", True),
        ("(212) 555-0199", True),
        ("1 (212) 555-0199", True),
        ("212-555-0199", True),
        ("212 555-0199", True),
        ("555-0199", True),
        ("3-5", False),
        ("10-15", False),
        ("(3) 10-15", False),
        ("100-150", False),
        ("8:00-10:00", False),
    ],
)
def test_what_is_dialled_keeps_its_order_among_arabic_words_and_a_range_is_read_as_they_are(number, whole):
    lines = paragraph(f"\u0646\u0635 {number} \u0646\u0635", Style(11, 14), 600, ARABIC)
    seen = [stretch.text.strip().replace("\u00a0", " ") for line in lines.lines for stretch in line]
    assert (number in seen) == whole


@pytest.mark.parametrize(
    "text", ["\u0647\u0627\u062a\u0641:{}", "\u0646\u0635 ({}) \u0646\u0635", "{}\u060c 3-5 \u0646\u0635"]
)
def test_what_is_dialled_keeps_its_order_behind_a_colon_and_in_brackets(text):
    lines = paragraph(text.format("212-555-0199"), Style(11, 14), 600, ARABIC)
    assert "212-555-0199" in [stretch.text.strip() for line in lines.lines for stretch in line]


def test_lines_of_an_english_note_begin_in_one_column_on_an_arabic_page():
    note = paragraph(
        "Start with five repeats. Call Sam if it hurts, and do not wait for a week.", Style(11, 14), 150, ARABIC
    )
    assert len(note.lines) > 2
    assert len(set(note.lefts)) == 1
    assert note.lefts[0] == min(150 - width for width in note.widths)
    name = paragraph("Maria Lee", Style(11, 14), 150, ARABIC)
    assert name.lefts == (150 - name.width,)


CLINIC = {
    "phone": "+44 20 7946 0000",
    "hours": "Mon-Fri 9:00-17:00, Sat 10-12 (not in August)",
    "address": "12 River Street, Flat 3",
}


def test_english_hours_and_an_english_note_stand_on_lines_of_their_own_in_an_arabic_booklet():
    patient = Patient(note="Start with 5 repeats (not 10).", language="ar")
    booklet = make_booklet(PLAN, patient, Clinic.model_validate(CLINIC))
    with pypdfium2.PdfDocument(booklet.data) as pdf:
        for words in ("Mon Fri Sat August", "River Street Flat", "Start with repeats"):
            [page] = [text for page in pdf if words.split()[0] in (text := page.get_textpage()).get_text_range()]
            whole = page.get_text_range()
            boxes = [page.get_charbox(whole.index(word)) for word in words.split()]
            assert [box[0] for box in boxes] == sorted(box[0] for box in boxes)
            assert max(box[1] for box in boxes) - min(box[1] for box in boxes) < 5
