"""Words in another language: what a file of words does to a booklet, and what is said of one that is not whole."""

import re

import pytest
from babel.messages.catalog import Message

from planner import load_library, load_plan, make_booklet
from planner.check.catalogue import problems, progress, texts_of, updated
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.translation import faults, read_catalogue, strings_of
from planner.content.wording import worded
from planner.problems import InputError
from planner.programme.prescribe import prescribe
from tests.pdf import structure
from tests.words import BUILT_IN, TODAY, at, nothing, write_words


@pytest.fixture(scope="module")
def italian(tmp_path_factory) -> Library:
    folder = tmp_path_factory.mktemp("it")
    write_words(folder, nothing)
    return load_library(folder)


ANA = Patient.model_validate({"name": "Ana", "start": "2026-12-07", "conditions": ["osteoporosis"], "language": "it"})


def test_every_text_that_is_printed_is_translated_and_no_warning_says_otherwise(italian):
    plan = load_plan("low-back-relief")
    booklet = make_booklet(plan, ANA, library=italian)
    assert not [warning for warning in booklet.warnings if "English" in warning]
    said = structure.spoken(booklet.data)
    english = {text for part in texts_of(BUILT_IN) for text in part.english if len(text.split()) > 3}
    assert [text for text in english if f'"{text}"' in said] == []
    assert "\u00d1Bridge" in said


def test_a_translation_changes_words_and_nothing_else(italian):
    plan = load_plan("low-back-relief")
    one, other = (prescribe(plan, ANA, Clinic(), library) for library in (italian, italian.spoken("it")))
    assert one.decisions != other.decisions  # their reasons are words
    assert [(d.kind, d.exercise, d.instead) for d in one.decisions] == [
        (d.kind, d.exercise, d.instead) for d in other.decisions
    ]
    for a, b in zip(one.items, other.items, strict=True):
        assert [(p.week, p.dose, p.level, p.days) for p in a.prescriptions] == [
            (p.week, p.dose, p.level, p.days) for p in b.prescriptions
        ]
        assert worded(a.exercise, lambda *_: "") == worded(b.exercise, lambda *_: "")


@pytest.mark.parametrize(
    ("context", "string", "says"),
    [
        ("exercise:bridge.title", "", ""),
        ("plan:low-back-relief.summary", "Se mueve.", "has lost {weeks}"),
        ("exercise:bridge.cautions.0", "Para 3 veces.", "has the numbers 3, and the English none"),
        ("phrases:calendar.week", "Semana {week}: {phase} {semana}", "nothing fills {semana} here"),
        ("phrases:after-care.stairs", "no such text", ""),
        (
            "phrases:calendar.framed",
            ("Con **{trainer}.", "Con **{trainer}**", "Con **{trainer}**"),
            "has not the same words between ** as the English",
        ),
    ],
)
def test_what_is_not_whole_is_printed_in_english_and_said(tmp_path, context, string, says):
    path = write_words(tmp_path, at(context, string))
    catalogue = read_catalogue(path, "it")
    assert [fault for m in catalogue for fault in faults(m) if m.id and m.context == context] == (
        [says] if says else []
    )
    booklet = make_booklet(load_plan("low-back-relief"), ANA, library=load_library(tmp_path))
    there = any(m.context == context for m in catalogue)
    assert any("printed in English" in warning for warning in booklet.warnings) == there


@pytest.mark.parametrize("context", ["phrases:safety.emergency_signs.0", "phrases:dose.times"])
def test_no_booklet_without_warning_signs_or_doses(tmp_path, context):
    def lost(message: Message) -> None:
        if message.context == context:
            message.string = tuple("" for _ in strings_of(message)) if len(strings_of(message)) > 1 else ""

    write_words(tmp_path, lost)
    with pytest.raises(InputError, match=r"it has no words for .*no booklet is made without its warning signs"):
        make_booklet(load_plan("low-back-relief"), ANA, library=load_library(tmp_path))


def test_a_text_whose_english_has_changed_is_fuzzy_and_one_that_is_gone_is_kept(write):
    path = write("library/conditions.yaml", "mine: {title: Mine, says: It hurts.}\n")
    folder = path.parent
    words = folder / "languages/it.po"
    words.parent.mkdir()
    new = updated(folder, "it", TODAY)[0]
    words.write_bytes(new.replace(b'msgid "Mine"\nmsgstr ""', b'msgid "Mine"\nmsgstr "Lo m\xc3\xado"'))
    assert progress((folder,), "it").translated == updated(folder, "it", TODAY)[1].translated == 1
    assert [p.text for p in problems(folder, "it")] == ["condition:mine.says is not translated: It hurts."]
    path.write_text("mine: {title: My own, says: It hurts.}\n")
    [changed, _] = problems(folder, "it")
    assert changed.text == "condition:mine.title is another one in English by now"
    again, done = updated(folder, "it", TODAY)
    assert (done.translated, done.changed) == (0, 1)
    assert '#| msgid "Mine"\nmsgctxt "condition:mine.title"\nmsgid "My own"\nmsgstr "Lo mío"' in again.decode()
    path.write_text("other: {title: Other, says: It hurts.}\n")
    assert '#~ msgid "Mine"\n#~ msgstr "Lo mío"' in updated(folder, "it", TODAY)[0].decode()


def test_a_folder_may_not_say_a_sign_in_another_way_unless_somebody_has_reviewed_it(tmp_path, italian):
    over = tmp_path / "over"
    path = write_words(over, at("phrases:safety.emergency_signs.0", "**Nada.** Nada."))
    both = load_library(*italian.folders[1:], over)
    sign = "phrases:safety.emergency_signs.0"
    assert both.spoken("it").translation.by_context[sign, english(sign)] != ("**Nada.** Nada.",)
    path.write_text(path.read_text("utf-8").replace("# reviewed_by:", "# reviewed_by: Dr Ruiz, 2026-12-01"))
    both = load_library(*italian.folders[1:], over)
    assert both.spoken("it").translation.by_context[sign, english(sign)] == ("**Nada.** Nada.",)


def english(context: str) -> str:
    return next(text.english[0] for text in texts_of(BUILT_IN) if text.context == context)


UNREVIEWED = "\u00d1Translated from English. \u00d1No clinician who is a native speaker has checked the words yet."


def test_the_imprint_says_who_has_checked_the_translation_or_that_nobody_has(tmp_path, italian):
    plan = load_plan("low-back-relief")
    assert UNREVIEWED in structure.spoken(make_booklet(plan, ANA, library=italian).data)
    whole = write_words(tmp_path / "whole", nothing)
    whole.write_text(whole.read_text("utf-8").replace("# reviewed_by:", "# reviewed_by: Dr Ruiz, 2026-12-01"))
    said = structure.spoken(make_booklet(plan, ANA, library=load_library(*italian.folders[1:], whole.parents[1])).data)
    assert "The translation was checked by Dr Ruiz, on martedì 1 dicembre 2026." in said
    assert "No clinician who is a native speaker" not in said
    assert "Translated from" not in structure.spoken(make_booklet(plan, ANA, library=italian, language="en").data)


def test_a_part_that_somebody_has_checked_is_not_the_whole(tmp_path, italian):
    part = tmp_path / "languages/it.po"
    part.parent.mkdir()
    part.write_text(
        '# reviewed_by: Dr Ruiz, 2026-12-01\nmsgctxt "exercise:bridge.title"\nmsgid "Bridge"\nmsgstr "Uno"\n'
    )
    library = load_library(*italian.folders[1:], tmp_path)
    assert UNREVIEWED in structure.spoken(make_booklet(load_plan("low-back-relief"), ANA, library=library).data)


@pytest.mark.parametrize("line", ["Dr Ruiz", "2026-12-01", "Dr Ruiz, last week", ", 2026-12-01"])
def test_a_review_has_a_name_and_a_day(tmp_path, line):
    path = tmp_path / "languages/it.po"
    path.parent.mkdir()
    path.write_text(f"# Words.\n# reviewed_by: {line}\n")
    says = r"it\.po:2: reviewed_by: write a name and a day, such as Dr Ruiz, 2026-12-01"
    with pytest.raises(InputError, match=says):
        load_library(tmp_path).language("it")


def test_what_a_condition_says_in_english_is_said_and_its_signs_are_needed(tmp_path):
    mine = tmp_path / "conditions.yaml"
    mine.write_text("dizzy: {title: Dizziness, says: Things turn round you., today_signs: [You faint]}\n")
    path = write_words(tmp_path, nothing)
    dizzy = ANA.model_copy(update={"conditions": ("dizzy",)})
    plan = load_plan("low-back-relief")
    with pytest.raises(InputError, match='it has no words for the warning signs of "dizzy": no booklet is made'):
        make_booklet(plan, dizzy, library=load_library(tmp_path))
    sign = '\nmsgctxt "condition:dizzy.today_signs.0"\nmsgid "You faint"\nmsgstr "Se desmaya"\n'
    path.write_text(path.read_text("utf-8") + sign, "utf-8")
    booklet = make_booklet(plan, dizzy, library=load_library(tmp_path))
    assert '2 texts of condition "dizzy" not translated to it, printed in English' in "".join(booklet.warnings)
    assert "Se desmaya" in structure.spoken(booklet.data)


OWN_PLAN = """
extends: low-back-relief
title: Our plan
sections:
  - cover
  - section: text
    title: Pool
    body: |
      ## Hours
      Come on **Monday** or Friday.

      - Bring a towel.
  - exercises
  - after-care
"""
OWN_WORDS = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8"
"""


def message(context: str, english: str, said: str) -> str:
    quoted = [text.replace("\n", "\\n").replace('"', '\\"') for text in (english, said)]
    return f'\nmsgctxt "{context}"\nmsgid "{quoted[0]}"\nmsgstr "{quoted[1]}"\n'


def test_a_clinics_own_plan_and_its_pages_of_text_are_translated_in_the_clinics_folder(tmp_path, italian):
    (tmp_path / "library/languages").mkdir(parents=True)
    (tmp_path / "ours.yaml").write_text(OWN_PLAN)
    plan = load_plan(tmp_path / "ours.yaml")
    body = plan.sections[1].options["body"].strip()
    listed = {text.context: text.english[0] for text in texts_of(tmp_path / "library")}
    assert listed == {
        "plan:ours.title": "Our plan",
        "plan:ours.sections.1.title": "Pool",
        "plan:ours.sections.1.body": body,
    }
    own = tmp_path / "library/languages/it.po"
    titles = message("plan:ours.title", "Our plan", "Plan nuestro") + message(
        "plan:ours.sections.1.title", "Pool", "Agua"
    )
    own.write_text(OWN_WORDS + titles, "utf-8")

    def made() -> tuple[str, list[str]]:
        library = load_library(*italian.folders[1:], tmp_path / "library")
        booklet = make_booklet(plan, ANA, library=library)
        return structure.spoken(booklet.data), [text for text in booklet.warnings if "English" in text]

    said, warned = made()  # what it takes over from the built-in plan is said as there
    assert all(
        text in said for text in ("Plan nuestro", "Agua", "Hours", "Come on Monday or Friday.", "Bring a towel.")
    )
    [line] = warned
    assert "ours.yaml:8:11: sections.1.body: 1 text of the section not translated to it" in line
    own_body = "## Horas\nVenga el **lunes** o el viernes.\n\n- Traiga una toalla.\n"
    own.write_text(OWN_WORDS + titles + message("plan:ours.sections.1.body", body, own_body), "utf-8")
    said, warned = made()
    assert warned == []
    assert 'H2 "Horas"' in said
    assert "Venga el lunes o el viernes." in said
    assert "Monday" not in said


OWN_EXERCISE = """\
extends: bridge
equipment: [mat, pillow, a firm stool]
mistakes: [Turn your toes up, Roll back with your hips]
"""


def test_a_thing_that_the_built_in_language_knows_need_not_be_translated_again(write):
    folder = write("library/exercises/ours.yaml", OWN_EXERCISE).parents[1]
    spanish = load_library(folder).spoken("es").exercise("ours")
    assert spanish.equipment[:2] == ("colchoneta", "almohada")
    assert "firm stool" in spanish.equipment[2]
    new, done = updated(folder, "es", TODAY)
    assert 'msgid "pillow"\nmsgstr "almohada"' in new.decode()
    assert 'msgid "a firm stool"\nmsgstr ""' in new.decode()
    assert done.translated == 2


def test_a_sentence_of_which_a_part_is_not_translated_is_in_english_as_a_whole(write):
    folder = write("library/exercises/ours.yaml", OWN_EXERCISE).parents[1]
    write(
        "library/languages/es.po", OWN_WORDS + message("exercise:ours.mistakes.1", "Roll back with your hips", "Girar")
    )
    plan = load_plan(write("plan.yaml", "title: A\nfor: Pain.\nnot_for: None.\nexercises: [ours]\n"))
    booklet = make_booklet(plan, Patient(language="es"), library=load_library(folder))
    said = structure.spoken(booklet.data)
    assert "Do not turn your toes up or roll back with your hips." in said
    assert "Girar" not in said
    assert any('of exercise "ours" not translated to es, printed in English' in text for text in booklet.warnings)


def test_a_topic_that_is_not_in_the_booklet_is_not_missed(write):
    topic = (
        (BUILT_IN / "topics/posture.yaml")
        .read_text("utf-8")
        .replace("title: ", "usual: false\ntitle: In the pool, ", 1)
    )
    folder = write("library/topics/pool.yaml", topic).parents[1]

    def missed(more):
        plan = load_plan(
            write("plan.yaml", f"title: A\nfor: Pain.\nnot_for: None.\nexercises: [bridge, walking]\n{more}")
        )
        lines = make_booklet(plan, Patient(language="es"), library=load_library(folder)).warnings
        return ['of topic "pool" not translated' in line for line in lines].count(True)

    assert (missed(""), missed("topics: [pool]"), missed("topics: [pool]\nsections: [cover, safety]")) == (0, 1, 0)


def test_a_translated_page_that_cannot_be_printed_is_said(tmp_path, italian):
    (tmp_path / "library/languages").mkdir(parents=True)
    (tmp_path / "ours.yaml").write_text(OWN_PLAN)
    plan = load_plan(tmp_path / "ours.yaml")
    picture = message(
        "plan:ours.sections.1.body", plan.sections[1].options["body"].strip(), "Hola **a** ![todos](a.png)"
    )
    (tmp_path / "library/languages/it.po").write_text(OWN_WORDS + picture, "utf-8")
    library = load_library(*italian.folders[1:], tmp_path / "library")
    with pytest.raises(InputError, match=r"a picture is not printed in a text; .* in what it says in it"):
        make_booklet(plan, ANA, library=library)


@pytest.mark.parametrize("line", ["nplurals=2; plural=(n != 1 ? 0 : : 1);", "nplurals=2; plural=n%0;"])
def test_plural_forms_that_cannot_be_read_are_an_error_with_their_line(write, line):
    path = write("xx.po", f'msgid ""\nmsgstr ""\n"Plural-Forms: {line}\\n"\n')
    with pytest.raises(InputError, match=r"xx\.po:3: .*Plural-Forms"):
        read_catalogue(path, "de")


def test_no_line_of_polish_can_end_with_a_word_of_one_letter():
    said = load_library().spoken("pl").exercise("walking").model_dump_json()
    assert re.search(r"\b[wzi]\u00a0\w", said)
    assert not re.search(r"\b[wzi] \w", said)
