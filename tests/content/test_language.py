import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from itertools import product
from pathlib import Path
from threading import Thread
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planner
from planner import Library, load_library, load_plan, make_clinician_sheet
from planner.batch.print_job import JobWriter, PrintJob
from planner.blocks import Run
from planner.booklet.press import Press
from planner.content.clinic import Clinic
from planner.content.language import NEEDED, Language
from planner.content.patient import Patient
from planner.content.plan import Form, Plan
from planner.content.translation import in_english
from planner.figure import CALM
from planner.pdf.layout.theme import PageTheme
from planner.problems import InputError
from planner.programme.prescribe import prescribe
from planner.programme.programme import PageNumbers
from planner.sections import clinician
from planner.sections.edition import Edition, joined
from planner.sections.registry import FORMS, KINDS, OWN, chosen
from tests.pdf import structure
from tests.words import with_needed

ROOT = Path(planner.__file__).parent
SOURCES = [path for room in ("sections", "booklet", "outputs") for path in sorted((ROOT / room).rglob("*.py"))]

PHRASES = Language(
    "en",
    {
        "x.plain": "{name} and **{other}**.",
        "x.count": {"one": "{count} time", "other": "{count} times"},
        "x.list": ("**{a}** first", "then {a}"),
        "dates.long": "EEEE d MMMM y",
        "dates.time": "HH:mm",
        "dates.weekday": "ccc",
        "dates.weekday_long": "cccc",
    },
)


# -- phrases ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "text"), [(0, "0 times"), (1, "1 time"), (2, "2 times"), (1000, "1,000 times")])
def test_a_number_chooses_its_form(count, text):
    assert PHRASES.say("x.count", count=count) == text


def test_every_language_has_its_own_forms():
    forms = {"one": "{count} raz", "few": "{count} razy", "many": "{count} razów", "other": "{count} razu"}
    polish = Language("pl", {"x.count": forms})
    assert [polish.say("x.count", count=n) for n in (1, 3, 5, 22)] == ["1 raz", "3 razy", "5 razów", "22 razy"]


def test_what_stands_between_asterisks_is_strong():
    parts = PHRASES.parts("x.plain", name="Ana", other="Sam")
    assert parts == (("Ana and ", False), ("Sam", True), (".", False))
    assert PHRASES.each("x.list", a="up") == ((("up", True), (" first", False)), (("then up", False),))


OUTSIDE = st.text() | st.sampled_from(["{name}", "{{x}}", "{other}", "**strong**", "**", r"\1 \g<0>", "%s", "{0}"])


def bare(text: str) -> str:
    """The text without the isolates that keep what is written from right to left in its place."""
    return text.translate(dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069)))


@given(OUTSIDE, OUTSIDE)
def test_values_are_put_in_as_they_are(name, other):
    assert bare(PHRASES.say("x.plain", name=name, other=other)) == bare(f"{name} and {other}.")
    strong = [text for text, is_strong in PHRASES.parts("x.plain", name=name, other=other) if is_strong]
    assert bare("".join(strong)) == bare(other)


def test_dates_and_times_of_day_are_the_languages_own():
    assert PHRASES.date(date(2026, 12, 1), "long") == "Tuesday 1 December 2026"
    assert PHRASES.time(time(9, 5)) == "09:05"
    assert (PHRASES.weekday(0), PHRASES.weekday(6, "weekday_long")) == ("Mon", "Sunday")
    assert PHRASES.series(["one", "two", "three"]) == "one, two, and three"
    assert PHRASES.series([]) == ""


@pytest.mark.parametrize(
    ("text", "stays"),
    [("مريم حسن", True), ("3–5", False), ("Anna", False), ("5 مرات", False), ("+44 20", False), ("", True)],  # noqa: RUF001
)
def test_from_right_to_left_numbers_and_latin_names_keep_their_direction(text, stays):
    arabic = Language("ar", {"x.in": "قبل {text} بعد"})
    shown = text if stays else f"\u2068{text}\u2069"
    assert arabic.isolated(text) == shown
    assert arabic.say("x.in", text=text) == f"قبل {shown} بعد"
    assert arabic.joined([text, text], "، ") == f"{shown}، {shown}"


def test_sentences_are_parted_by_a_space_where_their_script_has_any():
    assert Language("zh-Hans", {}).joined(["3次", "每侧"]) == "3次每侧"
    assert Language("en", {}).joined(["3 times", "each side"]) == "3 times each side"
    assert joined((Run("保持。"),), "", (Run("呼吸。"),)) == (Run("保持。"), Run("呼吸。"))


@pytest.mark.parametrize(
    ("texts", "around"),
    [(["5 مرات", "3–5"], "\u2067"), (["1", "2"], "\u2067"), (["3 times", "Anna"], "\u2068")],  # noqa: RUF001
)
def test_a_list_in_a_sentence_runs_as_its_words_do(texts, around):
    """Inside of it each text is isolated, so it has no letter of its own that would say so."""
    arabic = Language("ar", {})
    listed = arabic.joined(texts, "، ")
    assert arabic.isolated(listed) == f"{around}{listed}\u2069"


def test_sections_put_texts_together_through_the_language():
    """With `Language.joined` or a phrase: from right to left each text keeps its own direction then."""
    joins = [
        f"{path.name}:{node.lineno}"
        for path in sorted((ROOT / "sections").glob("*.py"))
        if path.stem not in ("plugins", "registry")  # whose texts are messages
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "join" and isinstance(node.value, ast.Constant)
        if node.value.value in (" ", ", ", "; ")
    ]
    assert joins == []


# -- folders laid over the library -----------------------------------------------------------------------------------


def test_a_phrase_of_an_overlay_wins_and_the_others_stay(write, library):
    folder = write("languages/en/cover.yaml", "made_for: For our patient\n").parents[2]
    over = load_library(folder).language("en")
    assert over.say("cover.made_for") == "For our patient"
    assert over.say("cover.your_name") == library.language("en").say("cover.your_name")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("cover", "made_for: Hello {nmae}", "1:11: made_for: nothing fills {nmae} here"),
        ("calendar", "week: Week {week}\nof: of {total}", "2:5: of: nothing fills {total} here"),
        (
            "calendar",
            "ticks_says:\n  one: '{exercise}'\n  other: '{exercises}'",
            "ticks_says: nothing fills {exercises}",
        ),
        ("cover", "made_for:", "1:10: made_for: write a text, a list of texts, or plural forms"),
        ("cover", "made_for: [a, [b]]", "1:11: made_for: write a text, a list of texts, or plural forms"),
        ("cover", "made_for: {one: a}", "made_for: "),
        ("cover", "made_for: {one: a, other: b}", "made_for: "),
        ("safety", "emergency_signs: none", "emergency_signs: "),
        ("cover", "- a\n- b", "1:1: "),
        ("cover", "just words", "1:1: "),
    ],
)
def test_a_phrase_that_cannot_be_printed_is_an_error_with_its_place(write, name, text, line):
    path = write(f"languages/en/{name}.yaml", text + "\n")
    with pytest.raises(InputError) as caught:
        load_library(path.parents[2]).language("en")
    assert str(caught.value).startswith(f"{path}:")
    assert line in str(caught.value)


def test_a_started_translation_makes_a_booklet_that_says_how_much_of_it_is_english(write):
    library = load_library(write("languages/de/calendar.yaml", "name: Kalender\nrest: Pause\n").parents[2])
    german, english = library.language("de"), library.language("en")
    assert german.say("calendar.name") == "Kalender"
    assert german.say("cover.made_for") == in_english(english.say("cover.made_for"))
    plan, patient = load_plan("low-back-relief"), Patient(name="Ana Souza", language="de")
    with pytest.raises(InputError, match="language: de has no words for dose"):
        Press(library=library).lay(plan, patient)
    library = with_needed(library.folders[1], "de")
    lines = [line for line in Press(library=library).lay(plan, patient).warnings if "in English" in line]
    gone = len([key for key in english.phrases if not key.startswith(NEEDED)]) - 2
    assert lines[0].startswith(f"language: de has no words for {gone} phrases, printed in English: after-care.")
    assert sum('of exercise "' in line and "not translated to de" in line for line in lines) == 8
    assert not [line for line in Press(library=library).lay(plan).warnings if "in English" in line]


def test_a_variety_of_english_needs_only_what_differs(write):
    library = load_library(write("languages/en-US/cover.yaml", "made_for: For you\n").parents[2])
    press = Press(library=library, language="en-US")
    assert not [line for line in press.lay(load_plan("low-back-relief")).warnings if "in English" in line]


def test_the_clinicians_sheet_keeps_a_clinics_own_english(write):
    library = load_library(write("languages/en-US/clinician.yaml", "title: Provider sheet\n").parents[2])
    sheet = make_clinician_sheet(load_plan("low-back-relief"), library=library, language="en-US")
    assert "Provider sheet" in structure.spoken(sheet.data)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("emergency_signs: [Nicht gut.]", r"write all \d+ signs of the English list; there are 1 here"),
        ("emergency_signs: Nicht gut.", "write a list of texts, as in what it replaces"),
        ("emergency_call: Ruf {nummer}", r"nothing fills \{nummer\} here"),
    ],
)
def test_a_translation_is_held_against_the_english_text(write, text, says):
    folder = write("languages/de/safety.yaml", text + "\n").parents[2]
    with pytest.raises(InputError, match=says):
        load_library(folder).language("de")


# -- the built-in phrases and who asks for them ----------------------------------------------------------------------


class Listening(dict):
    """Phrases that remember which of them were asked for."""

    def __init__(self, phrases) -> None:
        super().__init__(phrases)
        self.asked: set[str] = set()

    def __getitem__(self, key: str):
        self.asked.add(key)
        return super().__getitem__(key)


DAILY = {"exercise": "belly-breathing", "sets": "2", "note": "In the evening."}
LONG = {"exercise": "cat-camel", "hold": "2 min"}
PATIENTS = [
    {},
    {"name": "Ana", "start": "2026-11-30", "trainer": "Sam", "id": "7", "print_id": "true"},
    {
        "start": "2026-12-02",
        "conditions": ["balance"],
        "appointments": ["2026-12-03 10:30"],
        "videos": {"bridge": "https://x.example"},
    },
    {"name": "Ana", "conditions": ["balance"]},
    {"conditions": ["after-birth"]},
    {"conditions": ["pregnancy"]},
]


@pytest.fixture(scope="module")
def asked(library) -> set[str]:
    """The phrases that booklets of several kinds ask for."""
    language = Language("en", {})
    language.phrases = Listening(library.language("en").phrases)
    edition = Edition(library, language, CALM)
    plan = {
        "title": "t", "summary": "s", "version": "1", "for": "f", "not_for": "n", "weeks": "3", "days": "daily",
        "supervised_sessions": "2",
        "phases": [
            {"title": "a", "weeks": "1", "aim": "a", "exercises": ["walking", "cat-camel", DAILY, "bird-dog"]},
            {"title": "b", "weeks": "1", "aim": "a", "exercises": ["walking", "cat-camel", DAILY, "bridge"]},
            {"title": "c", "weeks": "1", "aim": "a", "exercises": [{"exercise": "walking", "time": "90 s"}, LONG]},
        ],
    }  # fmt: skip
    for n, values in enumerate(PATIENTS):
        calendar = {"section": "calendar", "weeks_per_page": str(1 + n % 2)}
        sections = [calendar if name == "calendar" else name for name in KINDS]
        made = Plan.model_validate({**plan, "sections": sections})
        clinic = Clinic(name="c", phone="1", emergency_number="999") if n % 2 else Clinic()
        programme = prescribe(made, Patient.model_validate(values), clinic, library)
        forms = [section for form in get_args(Form) for section in chosen(made.as_form(form))[0]]
        numbered = (PageNumbers({"safety": 2, **more}) for more in ({"midwife": 3}, {"safety:end": 3}))
        for section, there in product(forms, (programme, *(replace(programme, pages=pages) for pages in numbered))):
            assert section.kind.blocks(there, edition, section.options)
        assert clinician.blocks(programme, edition)
        for from_week in (1, 2):
            print_with_separator(Desk(edition, clinic, from_week), made, Patient.model_validate(values))
    return language.phrases.asked


class Desk(Press):
    """A press whose sheets for the clinic's people are in this edition."""

    def __init__(self, edition: Edition, clinic: Clinic, from_week: int) -> None:
        super().__init__(clinic, library=edition.library, from_week=from_week)
        self.edition = edition

    def staff(self, plan: Plan) -> tuple[Edition, PageTheme]:
        return self.edition, self._theme(plan, "standard", self.edition)


def print_with_separator(press: Press, plan: Plan, patient: Patient) -> None:
    """A print job of one, on both sides, with a sheet before it."""
    wanted = PrintJob(None, duplex=True, separators=True)
    job = JobWriter(wanted, press, len)
    job.add(wanted.lay(press, 2, plan, patient, press.lay(plan, patient)))
    job.close(plan)


def constants(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_every_phrase_that_the_program_names_is_written(library):
    phrases = library.language("en").phrases
    files = "|".join(sorted({key.partition(".")[0] for key in phrases}))
    named = {c for path in SOURCES for c in constants(path) if re.fullmatch(rf"({files})\.[a-z_]+", c)}
    called = {
        key
        for path in SOURCES
        for key in re.findall(r'\b(?:say|words|each|parts)\(\s*"([\w.-]+)"\s*[,)]', path.read_text("utf-8"))
    }
    assert len(named) > 60
    assert called <= named
    assert sorted(called - phrases.keys()) == []
    assert sorted(n for n in named if not any(p == n or p.startswith(f"{n}_") for p in phrases)) == []
    forms = {f for path in SOURCES for f in re.findall(r'\.date\([^"\n]*"(\w+)"', path.read_text("utf-8"))}
    assert forms
    assert sorted(f for f in forms if f"dates.{f}" not in phrases) == []


def test_every_phrase_that_is_written_is_used(library, asked):
    named = {c for path in SOURCES for c in constants(path)} | {f"{name}.name" for name in (*KINDS, *FORMS, *OWN)}
    unused = library.language("en").phrases.keys() - asked - named
    assert sorted(key for key in unused if not key.startswith("figure.")) == []


def test_no_folder_can_shorten_the_emergency_list(tmp_path):
    folder = tmp_path / "languages" / "en"
    folder.mkdir(parents=True)
    (folder / "safety.yaml").write_text("emergency_signs: [You feel bad.]\n")
    with pytest.raises(InputError, match=r"safety\.yaml:1:18: emergency_signs: "):
        load_library(tmp_path).language("en")


def test_a_library_in_a_language_is_seen_by_other_threads_only_when_it_is_whole(monkeypatch):
    library, seen, opened = load_library(), [], Library.__init__

    def looked_at_meanwhile(self, *folders):
        monkeypatch.setattr(Library, "__init__", opened)
        other = Thread(target=lambda: seen.append(library.spoken("es").code))
        other.start()
        other.join()
        opened(self, *folders)

    monkeypatch.setattr(Library, "__init__", looked_at_meanwhile)
    assert library.spoken("es").code == "es"
    assert seen == ["es"]


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("safety", "emergency_call: Ring for help.", "emergency_call: has lost {number}"),
        ("exercises", 'stop: "**Stop** if it hurts."', "stop: has lost {red}"),
        ("dose", "times: {one: once, other: a few times}", "times: has lost {count}"),
        ("cover", "made_fr: For our patient", 'there is no phrase "made_fr" in cover.yaml; did you mean "made_for"?'),
        ("saftey", "tick: Tick it", 'there is no file "saftey.yaml" of phrases; did you mean "safety.yaml"?'),
    ],
)
def test_own_words_without_a_number_or_that_nothing_prints_make_no_booklet(write, file, text, says):
    library = load_library(write(f"languages/en/{file}.yaml", f"{text}\n").parents[2])
    with pytest.raises(InputError) as caught:
        Press(library=library).lay(load_plan("low-back-relief"))
    assert says in str(caught.value)


def test_a_form_for_one_thing_says_it_in_a_word(write):
    text = 'times: {one: once, other: "{count} times in all"}\n'
    library = load_library(write("languages/en/dose.yaml", text).parents[2])
    assert library.language("en").say("dose.times", count=1) == "once"


@pytest.mark.parametrize(
    ("code", "key", "sign"),
    [
        ("en", "emergency_tick: One tick? Wait and see", "One tick? Go to the emergency department now"),
        ("es", "emergency_tick: Espere", "urgencias"),
        ("en-GB", "stop_says: Carry on.", "Stop this exercise and rest."),
    ],
)
def test_each_booklet_warns_of_other_words_above_the_warning_signs(write, code, key, sign):
    path = write(f"languages/{code}/safety.yaml", f"{key}\n")
    library = load_library(path.parents[2])
    warnings = Press(library=library, language=code).lay(load_plan("low-back-relief")).warnings
    assert [sign in line for line in warnings if line.startswith(f"{path}:1:")] == [True]


def test_a_copy_of_the_built_in_words_is_no_warning(write, library):
    sign = library.language("en").phrases["safety.emergency_tick"]
    path = write("languages/en/safety.yaml", f'emergency_tick: "{sign}"\n')
    assert load_library(path.parents[2]).language("en").reworded == ()
