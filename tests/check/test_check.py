"""What is found in a clinic's folder beyond its files one by one."""

import re
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from planner import load_clinic, load_library, load_plan, make_booklet
from planner.check import check
from planner.content.phrases import RENAMED
from planner.content.resources import data

TODAY = date(2026, 11, 22)
LIBRARY = data("plans") / "library"
BRIDGE = (LIBRARY / "exercises/bridge.yaml").read_text("utf-8").partition("\n")[2]
OURS = BRIDGE.replace("title: Bridge", "title: Other bridge")
CLINIC = "name: River\nreviewed_by: {name: Lee, on: 2026-11-01}\n"
PLAN = "extends: low-back-relief\ntitle: Ours\nphases: {Settle: {exercises: [own-bridge]}}\n"


@pytest.fixture
def clinic(write) -> Path:
    """A folder without a problem."""
    write("river/clinic.yaml", CLINIC)
    write("river/plan.yaml", PLAN)
    write("river/library/exercises/own-bridge.yaml", OURS)
    return write("river/README.md", "Ours.").parent


def found(*paths: Path, today: date = TODAY) -> list[str]:
    """Everything that is found, without the folder; warnings are marked."""
    said = check(paths, (), today)[1]
    return [("warning: " if p.kind == "warning" else "") + str(p).replace(f"{paths[0]}/", "") for p in said]


def test_a_folder_in_order_has_nothing(clinic):
    assert found(clinic) == []
    assert check([clinic], (), TODAY)[0] == 3


def test_a_folder_is_known_by_the_name_that_the_user_gave(clinic, monkeypatch):
    (clinic / "plan.yaml").write_text("title: x\n")
    for where, name in ((clinic.parent, "river"), (clinic, "."), (clinic / "library", "..")):
        monkeypatch.chdir(where)
        _, said = check([Path(name)], (), TODAY)
        assert said[0].place == f"{Path(name) / 'plan.yaml'}:1:1"


def test_sections_that_are_not_there_are_said_with_all_else(clinic, write):
    text = "title: T\nfor: a\nnot_for: b\nexercises: [brige]\nsections: [cover, exercise]\n"
    said = found(write("river/t.yaml", text))
    assert [line.partition(";")[2] for line in said] == [' did you mean "bridge"?', ' did you mean "exercises"?']


def test_an_exercise_that_nobody_will_get(clinic, write):
    write("river/library/exercises/lost.yaml", BRIDGE)
    assert found(clinic) == [
        "warning: library/exercises/lost.yaml:1:1: nobody will get it: no plan names it, and no exercise names it as "
        'easier, harder or instead; write "lost" into a plan, or remove the file'
    ]
    own = OURS.replace("harder: ", "harder: lost\n#")
    assert own != OURS
    write("river/library/exercises/own-bridge.yaml", own)
    assert found(clinic) == []


@pytest.mark.parametrize("name", ["library", "library/exercises", "."])
def test_a_library_by_itself_is_named_by_the_plans_above_it(clinic, write, monkeypatch, name):
    monkeypatch.chdir(clinic / "library" if name == "." else clinic)
    assert [line for line in found(Path(name)) if "nobody will" in line] == []
    write("river/library/exercises/lost.yaml", BRIDGE)
    [line] = [line for line in found(Path(name)) if "nobody will" in line]
    assert "exercises/lost.yaml:1:1: nobody will get it" in f"exercises/{line.removeprefix('warning: ')}"


@pytest.mark.parametrize("path", [".", "plan.yaml", "library/themes/green.yaml"])
def test_colours_that_cannot_be_printed_are_said_of_the_theme_and_of_the_plan(clinic, write, monkeypatch, path):
    write("river/library/themes/green.yaml", 'base: calm\naccent: "#1f8a4c"\n')
    write("river/plan.yaml", PLAN + "theme: green\n")
    monkeypatch.chdir(clinic)
    assert [*map(str, check([Path(path)], (), TODAY)[1])] == [
        'library/themes/green.yaml:2:9: colours.accent: "#1f8a4c" on paper has a contrast of 4.4 to 1; it needs 4.5 '
        'to 1: try "#1e874a"'
    ]


def test_an_own_version_of_a_built_in_exercise_is_in_use(clinic, write):
    write("river/library/exercises/bridge.yaml", BRIDGE)
    assert found(clinic) == []  # a copy
    write("river/library/exercises/bridge.yaml", BRIDGE.replace("title: Bridge", "title: Our bridge"))
    [said] = found(clinic)
    assert (
        'library/exercises/bridge.yaml:1:1: takes the place of the built-in "bridge", which is no longer read' in said
    )
    write("river/library/exercises/bridge.yaml", "extends: bridge\ndose: {reps: 6}\n")
    assert found(clinic) == []


def test_a_condition_and_a_plan_that_take_the_place_of_built_in_ones_are_named(clinic, write):
    write("river/library/conditions.yaml", "balance: {title: B, says: You sway.}\nneck-pain: {extends: neck-pain}\n")
    write("river/keep-well.yaml", "title: A\nfor: All.\nnot_for: None.\nexercises: [bridge]\n")
    said = [line for line in found(clinic) if "takes the place" in line]
    assert [line.rpartition('built-in "')[2].partition('"')[0] for line in said] == ["keep-well", "balance"]


def test_themes_topics_and_pictures_that_nothing_names(clinic, write):
    write("river/library/themes/green.yaml", "base: calm\ntitle: Green\n")
    write("river/library/topics/pool.yaml", "title: Pool\nlead: Swim.\nparts: [{text: Swim.}]\n")
    Image.new("RGB", (900, 900)).save(clinic / "photo.png")
    assert found(clinic) == [
        'warning: library/themes/green.yaml:1:1: nothing names it; write "green" into a plan, or remove the file',
        'warning: library/topics/pool.yaml:1:1: nothing names it; write "pool" into a plan, or remove the file',
        "warning: photo.png:1:1: nothing names this picture",
    ]
    write("river/clinic.yaml", CLINIC + "logo: photo.png\ntheme: green\n")
    write("river/plan.yaml", PLAN + "topics: [pool]\n")
    assert found(clinic) == []


def test_pages_of_a_preview_are_one_line(clinic):
    (clinic / "pages").mkdir()
    for n in range(16):
        Image.new("1", (9, 9)).save(clinic / f"pages/page-{n + 1:02}.png")
    others = "pages/page-02.png, pages/page-03.png, pages/page-04.png, ..."
    says = f"nothing names this picture, nor 15 more: {others}"
    assert found(clinic) == [f"warning: pages/page-01.png:1:1: {says}"]


FLYING = "{base: half-kneeling, ground: knee_r, hip_r: 90, knee_r: 90, foot_r: floor}"


def test_a_file_with_nothing_but_poses_is_held_to_what_touches_what(clinic, write):
    good = "{base: supine, knee: 100, foot: floor, head: floor, hand: floor}"
    write("river/try.yaml", f"view: side\nprops: [mat]\npictures:\n  - pose: {good}\n")
    assert found(clinic) == []
    write("river/try.yaml", f"view: side\nprops: [mat]\npictures:\n  - pose: {good}\n  - pose: {FLYING}\n")
    said = found(clinic)
    assert all("try.yaml:5:" in line and "pictures.1.pose" in line for line in said)
    assert any("cm under the floor" in line and "; write ground: [feet]" in line for line in said)
    write("river/try.yaml", f"pose: {FLYING}\n")
    assert all("try.yaml:1:" in line and ": pose" in line for line in found(clinic))
    write("river/try.yaml", f"veiw: side\nprops: [mat]\npictures: [{{pose: {good}}}]\n")
    assert found(clinic) == ['try.yaml:1:7: veiw: "veiw" is not a known key of a scene; did you mean "view"?']


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("name: River\ntel: 1\nemergency number: 999\n", "a clinic"),
        ("name: Ana\ndob: 1971-04-03\ndiagnosis: osteoporosis\n", "a patient"),
        ("titel: Ours\nwekes: 6\nphase: []\n", "a plan"),
        ("titles: Ours\nstep: []\nmistake: []\ncaution: []\n", "an exercise"),
    ],
)
def test_a_file_with_wrong_keys_is_taken_for_what_is_nearest_and_that_is_said(clinic, write, text, kind):
    write("river/mine.yaml", text)
    assert found(clinic)[0] == f"mine.yaml:1:1: its keys are most like those of {kind}, so it is read as one"


def test_of_a_file_with_one_slip_only_the_slip_is_said(clinic, write):
    write("river/mine.yaml", "name: Ana\ngoals: [Walk]\nsizes: large\n")
    assert found(clinic) == ['mine.yaml:3:1: sizes: unknown key "sizes"; did you mean "size"?']


def test_of_a_file_that_is_like_nothing_the_kind_is_asked(clinic, write):
    write("river/mine.yaml", "engine: red\nwheels: 4\n")
    [line] = found(clinic)
    assert line.startswith(
        "mine.yaml:1:1: none of its keys is known; is it a patient, a clinic, a profile, a plan, an exercise"
    )


def test_files_where_nothing_looks_for_them(clinic, write):
    write("river/library/exercise/my.yaml", BRIDGE)
    write("river/library/own.yaml", BRIDGE)
    write("river/library/exercises/my.yml", BRIDGE)
    said = found(clinic)
    assert [line.partition(" a library holds")[0] for line in said] == [
        "library/exercises/my.yml:1:1: is not read; end its name in .yaml",
        "library/exercise/my.yaml:1:1: is not read;",
        "library/own.yaml:1:1: is not read;",
    ]


def test_a_phrase_with_a_slip_in_its_key(clinic, write):
    write("river/library/languages/en/exercises.yaml", "felt: Here\navoidd: Not\n")
    assert found(clinic) == [
        'library/languages/en/exercises.yaml:2:1: avoidd: there is no phrase "avoidd" in exercises.yaml; did you mean '
        '"avoid"?'
    ]


def test_other_words_above_the_warning_signs_are_a_warning(clinic, write):
    write("river/library/languages/en/safety.yaml", "emergency_tick: One tick? Wait and see\n")
    (said,) = found(clinic)
    assert said.startswith("warning: library/languages/en/safety.yaml:1:17: emergency_tick: ")
    assert '"One tick? Go to the emergency department now"' in said


def test_a_phrase_of_version_1_says_what_it_is_called_now(clinic, write):
    write("river/library/languages/en/cover.yaml", "page_two: Read this\n")
    write("river/library/languages/en/overview.yaml", "all_days: Every day\n")
    assert found(clinic) == [
        'library/languages/en/cover.yaml:1:1: page_two: there is no phrase "page_two" in cover.yaml; '
        "since 2.0 it is help",
        'library/languages/en/overview.yaml:1:1: all_days: there is no phrase "all_days" in overview.yaml; '
        "since 2.0 nothing prints it: leave it out",
    ]


def test_every_phrase_that_has_another_name_has_one_that_is_there():
    phrases = load_library().language("en").phrases
    for old, new in RENAMED.items():
        assert old not in phrases
        assert not new or f"{old.partition('.')[0]}.{new}" in phrases


def test_a_language_that_lacks_words(clinic, write):
    write("river/library/languages/de/log.yaml", "name: Tagebuch\n")
    said = found(clinic)
    assert len(said) > 10
    [log] = [line for line in said if "de/log.yaml" in line]
    assert log.startswith("library/languages/de/log.yaml:1:1: de has no words for ")
    assert " name," not in log
    assert log.endswith(": they are printed in English")


def test_a_folder_that_no_language_is_named_by(clinic, write):
    write("river/library/languages/xx/log.yaml", "name: Log\n")
    [line] = found(clinic)
    assert line == "library/languages/xx: there is no language xx: name it de, es, pt-BR or the like"


def test_words_that_are_hard_to_read_at_the_hardest(clinic, write):
    hard = "Radiculopathy characteristically necessitates individualised rehabilitation."
    text = f"title: Pool\nlead: Swim.\nparts:\n  - text: {'Swim in the pool with us. ' * 10}\n  - do: [Swim, {hard}]\n"
    write("river/library/topics/pool.yaml", text)
    write("river/plan.yaml", PLAN + "topics: [pool]\n")
    assert found(clinic) == []  # too short to tell
    write("river/library/topics/pool.yaml", text + f"  - text: {hard * 1} {(hard[:-1] + ' and ') * 30}{hard}\n")
    [line] = found(clinic)
    assert line.startswith(
        "library/topics/pool.yaml:6:11: this text is the hardest to read; the file is at reading grade "
    )


def test_one_hard_sentence_in_a_short_and_easy_file(clinic, write):
    hard = (
        "Utilise the posterior aspect of your pelvis to facilitate proprioceptive awareness of the lumbopelvic region"
    )
    topic = f"title: Pool\nlead: Swim.\nparts:\n  - text: Swim with us.\n  - do: [Swim, Go slowly. {hard}.]\n"
    write("river/library/topics/pool.yaml", topic)
    write("river/plan.yaml", PLAN + "topics: [pool]\n")
    [line] = found(clinic)
    assert line.startswith(f'warning: library/topics/pool.yaml:5:16: "{hard}" is hard to read, at grade ')
    assert line.endswith("; use shorter words, or two sentences, up to grade 6")


@pytest.mark.parametrize(("language", "graded"), [("", True), ("language: en\n", True), ("language: es\n", False)])
def test_only_english_is_graded(write, language, graded):
    hard = "La rehabilitacion progresiva de la musculatura lumbopelvica posibilita actividades cotidianas habituales"
    path = write("patient.yaml", f"name: Ana\n{language}note: {hard}\n")
    assert [says for says in found(path) if "is hard to read" in says] == found(path)
    assert bool(found(path)) == graded


def test_a_pose_whose_contacts_do_not_hold(clinic, write):
    exercise = clinic / "library/exercises/own-bridge.yaml"
    wrong = OURS.replace("foot: floor", "foot: floor forward 90", 1)
    assert wrong != OURS
    exercise.write_text(wrong, "utf-8")
    said = found(clinic)
    assert said
    assert all(line.startswith("library/exercises/own-bridge.yaml:") and ".pose: " in line for line in said)
    assert any("out of reach" in line for line in said)


def test_a_coarse_logo_is_a_warning_of_check_and_of_the_booklet(clinic, write):
    write("river/clinic.yaml", CLINIC + "logo: logo.png\n")
    Image.new("RGB", (100, 40)).save(clinic / "logo.png")
    says = (
        'clinic.yaml:3:7: logo: "logo.png": has 100 x 40 pixels, which is 46 dots per inch in print; use one '
        "that is at least 325 pixels wide"
    )
    assert found(clinic) == [f"warning: {says}"]
    [line] = make_booklet(load_plan("keep-well"), clinic=load_clinic(clinic / "clinic.yaml"), form="one-page").warnings
    assert line.endswith(says)
    Image.new("RGB", (400, 160)).save(clinic / "logo.png")
    assert found(clinic) == []


def test_a_photo_of_a_cover_without_figures_is_missed(clinic, write):
    write("river/clinic.yaml", CLINIC + "cover_picture: cover.jpg\ncover_alt: A river\n")
    Image.new("RGB", (1200, 840)).save(clinic / "cover.jpg")
    plan = load_plan("keep-well", ["sections=[{section: cover, figures: no}]"])
    warnings = make_booklet(plan, clinic=load_clinic(clinic / "clinic.yaml")).warnings
    assert [line for line in warnings if "cover_picture: is not printed: the plan's cover says figures: no" in line]


def test_what_nobody_has_reviewed_and_what_is_over_are_warnings(clinic, write):
    (clinic / "clinic.yaml").write_text("name: River\n")
    says = "reviewed_by: nobody has reviewed the plans yet; once somebody has, write who and when"
    assert found(clinic) == [f"warning: clinic.yaml:1:1: {says}"]
    (clinic / "clinic.yaml").unlink()
    exercise, plan = found(clinic)
    assert exercise.startswith("warning: library/exercises/own-bridge.yaml:")
    assert exercise.endswith("reviewed_by: nobody has reviewed it yet")
    assert plan == "warning: plan.yaml:1:1: reviewed_by: nobody has reviewed it yet"
    tall = "tall:\n  title: Tall\n  says: You are tall.\n"
    write("river/library/conditions.yaml", tall)
    assert any("conditions.yaml:1:1: reviewed_by: nobody has reviewed it yet" in line for line in found(clinic))
    (clinic / "library/conditions.yaml").unlink()
    write("river/clinic.yaml", CLINIC.replace("}", ", review_again: 2026-11-21}"))
    assert found(clinic) == [
        "warning: clinic.yaml:2:56: reviewed_by.review_again: was to be reviewed again by 2026-11-21"
    ]
    assert found(clinic, today=date(2026, 11, 20)) == []


@pytest.mark.parametrize("file", ["plan.yaml", "library/exercises/own-bridge.yaml"])
def test_a_review_in_any_file_warns_when_it_is_overdue_or_has_no_day(clinic, write, file):
    path = clinic / file
    without = "\n".join(line for line in path.read_text().splitlines() if not line.startswith("reviewed_by"))
    line = len(without.splitlines()) + 1
    path.write_text(f"{without}\nreviewed_by: {{name: Lee, on: 2020-01-01, review_again: 2026-11-21}}\n")
    says = "reviewed_by.review_again: was to be reviewed again by 2026-11-21"
    assert found(clinic) == [f"warning: {file}:{line}:56: {says}"]
    path.write_text(f"{without}\nreviewed_by: Lee\n")
    says = "reviewed_by: no day of the review; write {name: Lee, on: 2026-11-22}, with the day it was done"
    assert found(clinic) == [f"warning: {file}:{line}:14: {says}"]


def test_a_folder_of_clinics_is_checked_clinic_by_clinic(clinic, write):
    write("hill/clinic.yaml", "name: Hill\n")
    write("hill/library/exercises/lost.yaml", BRIDGE)
    assert found(clinic.parent) == [
        "warning: hill/clinic.yaml:1:1: reviewed_by: nobody has reviewed the plans yet; once somebody has, "
        "write who and when",
        "warning: hill/library/exercises/lost.yaml:1:1: nobody will get it: no plan names it, and no exercise names it "
        'as easier, harder or instead; write "lost" into a plan, or remove the file',
    ]


def test_a_change_above_pictures_that_may_show_what_it_forbids(clinic, write):
    change = "  - {condition: wrist-shoulder, action: modify, why: It hurts., change: Do it standing.%s}\nno_limit:"
    own = clinic / "library/exercises/own-bridge.yaml"
    bridge = re.sub(r"(?m)^  wrist-shoulder: .*\n", "", OURS)
    own.write_text(bridge.replace("no_limit:", change % ""))
    [line] = found(clinic)
    assert line.startswith("warning: library/exercises/own-bridge.yaml:")
    assert '"Do it standing." is printed above the same steps and pictures' in line
    own.write_text(bridge.replace("no_limit:", change % ", pictures: same"))
    assert found(clinic) == []


def test_a_condition_that_names_an_exercise_which_is_not_there(clinic, write):
    text = "acute:\n  title: Acute\n  says: It hurts.\n  only: [walking, brigde]\n  why: It hurts.\n"
    write("river/library/conditions.yaml", text)
    assert found(clinic) == [
        'library/conditions.yaml:4:19: acute.only.1: there is no exercise "brigde"; did you mean "bridge"?'
    ]


def test_an_own_condition_that_nothing_mentions(clinic, write):
    write("river/library/conditions.yaml", "hypermobile: {title: Mobile, says: Your joints bend far.}\n")
    write("river/patient.yaml", "name: Ana\nconditions: [hypermobile]\n")
    said = [line for line in found(clinic) if "changes nothing" in line and "conditions.yaml" in line]
    assert said == [
        "warning: library/conditions.yaml:1:1: hypermobile: changes nothing: no exercise, topic or plan says "
        "anything about it; give it a rule (only, avoid_positions), or name it in the precautions of an exercise"
    ]
    write(
        "river/library/exercises/bridge.yaml",
        "extends: bridge\nprecautions: {hypermobile: {action: ask, why: It bends.}}\n",
    )
    assert [line for line in found(clinic) if "changes nothing" in line] == []


def test_conditions_that_nobody_has_reviewed_are_counted_in_this_file_alone(clinic, write):
    (clinic / "clinic.yaml").unlink()
    write("river/library/conditions.yaml", "sea: {title: Sea legs, says: You feel sick.}\n")
    [said] = [line for line in found(clinic) if "conditions.yaml" in line and "reviewed_by" in line]
    assert said.endswith("reviewed_by: nobody has reviewed it yet")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.yaml", "title: T\nexercises: [{exercise: bridge, note: Well done 💪 keep going}]\n"),
        ("patient.yaml", "name: Ana 💪\n"),
    ],
)
def test_a_character_that_no_font_draws_is_found_before_the_build(write, name, text):
    [said] = [line for line in found(write(name, text)) if "in none of the fonts" in line]
    assert f"{name}:" in said
    assert "the character '💪' (U+1F4AA, flexed biceps)" in said


def test_two_plans_of_one_name_are_named_and_what_is_installed_is_not_read(tmp_path, write):
    write("walk.yaml", "title: Walk\nexercises: [walking, bridge]\n")
    write("plans/walk.yaml", "title: Another\nexercises: [walking, bridge]\n")
    write("venv/pyvenv.cfg", "home = /usr\n")
    write("venv/lib/a.yaml", "titel: A\n")
    said = found(tmp_path)
    assert [line for line in said if "differs from" in line and 'and "walk" means this one' in line]
    assert not [line for line in said if "venv" in line]


def test_braces_in_a_text_that_nothing_fills_in(clinic, write):
    write("river/library/exercises/own-bridge.yaml", OURS.replace("felt: ", "felt: In {name}'s "))
    assert [line for line in found(clinic) if "is printed as it stands" in line] == [
        f"warning: library/exercises/own-bridge.yaml:{1 + BRIDGE.partition('felt: ')[0].count(chr(10))}:7: "
        '"{name}" is printed as it stands: only phrases are filled in; take the braces out'
    ]


def test_more_supervised_sessions_than_a_plan_has_are_said_without_a_trainer(write):
    path = write("t.yaml", "title: T\nfor: a\nnot_for: b\nsupervised_sessions: 50\nexercises: [bridge, walking]\n")
    [says] = found(path)
    assert says.endswith("4:22: supervised_sessions: 50 sessions; the plan has 12, without two days in a row")


def test_a_file_of_words_is_sent_to_the_command_that_checks_it(clinic, write):
    path = write("river/library/languages/es.po", 'msgid ""\nmsgstr ""\n')
    assert check([path], (), TODAY)[1][0].advice == f"write planner translate es {clinic / 'library'} --check"


def test_two_exercises_of_one_title_in_a_plan_and_one_that_is_easier_than_itself(clinic, write):
    write("river/library/exercises/own-bridge.yaml", BRIDGE)
    both = write("river/both.yaml", "title: T\nfor: a\nnot_for: b\nexercises: [own-bridge, bridge]\n")
    says = 'library/exercises/own-bridge.yaml:1:8: title: "Bridge": "bridge" has this title too; give one of the two'
    assert [line.startswith(f"warning: {says}") for line in found(clinic)] == [True]
    [line] = make_booklet(load_plan(both), library=load_library(clinic / "library")).warnings
    assert says in line
    write("river/library/exercises/own-bridge.yaml", BRIDGE.replace("easier: pelvic-tilt", "easier: own-bridge"))
    assert any("easier: is this exercise itself; name another one" in line for line in found(clinic))


def test_what_a_precaution_says_in_vain_is_a_warning_and_itself_in_its_place_an_error(write):
    extended = "extends: bird-dog\ntitle: Low dog\nprecautions:\n  hypertension: {dose: {hold: 30 s, rest: 1 s}}\n"
    path = write("library/exercises/low.yaml", extended + "  balance: {instead: bridge}\n")
    said = [line.partition(": ")[2] for line in found(path) if "precautions." in line]
    own = "a condition only makes it"
    assert any(f'dose.hold: "30 s": changes nothing: {own} lower than the exercise\'s 10 s' in line for line in said)
    assert any(f'dose.rest: "1 s": changes nothing: {own} longer than' in line for line in said)
    assert any("instead: modify leaves the exercise in" in line for line in said)
    assert len(said) == 3
    write("library/exercises/low.yaml", extended + "  balance: {instead: low}\n")
    assert any("instead: is this exercise itself" in line for line in found(path))


def test_a_condition_and_a_topic_that_name_themselves_are_errors(write):
    topic = "extends: sleep\ntitle: Pool\nnot_for_conditions: [osteoporosis]\ninstead: pool\n"
    assert any("instead: is this topic itself" in line for line in found(write("library/topics/pool.yaml", topic)))
    path = write("library/conditions.yaml", "cold:\n  title: Cold\n  says: Cold.\n  not_with: {cold: Itself.}\n")
    assert any("4:20: cold.not_with.cold: is this condition itself" in line for line in found(path))


@pytest.mark.parametrize("extends", [False, True])
def test_a_copy_that_says_less_than_the_built_in_is_warned_of_as_one_that_extends_it_is(clinic, write, extends):
    text = (LIBRARY / "exercises/curl-up.yaml").read_text("utf-8")
    item = next(f"\n  - {part}" for part in text.split("\n  - ") if part.startswith("condition: osteoporosis"))
    less = text.replace(item, "").replace("\nno_limit:\n", "\nno_limit:\n  osteoporosis: Fine.\n")
    if extends:
        less = "extends: curl-up\nprecautions: {osteoporosis: leave out}\nno_limit: {osteoporosis: Fine.}\n"
    write("river/library/exercises/curl-up.yaml", less)
    plan = load_plan(write("river/plan.yaml", "title: T\nexercises: [curl-up, walking]\n"))
    said = make_booklet(plan, library=load_library(clinic / "library")).warnings
    below = "file that it extends" if extends else "built-in one, whose place it takes,"
    assert any(f'"curl-up" says no limit for "osteoporosis"; the {below} says avoid' in line for line in said)


def test_a_pose_with_a_flaw_is_said_wherever_it_is_printed(clinic, write):
    floating = BRIDGE.replace("steps:", "steps:\n  - {say: Lie., pose: {base: standing, ground: hands}}", 1)
    assert floating != BRIDGE
    path = write("river/library/exercises/own-bridge.yaml", floating)
    write("river/plan.yaml", "title: Ours\nfor: a\nnot_for: b\nexercises: [own-bridge, walking]\n")
    plan = load_plan(clinic / "plan.yaml")
    library = load_library(clinic / "library")
    for warnings in (
        make_booklet(plan, library=library).warnings,
        [str(problem) for problem in check([clinic / "plan.yaml"], (), TODAY)[1] if problem.kind == "warning"],
    ):
        assert [line for line in warnings if line.startswith(f"{path}:") and "under the floor" in line]
    said = [problem for problem in check([clinic], (), TODAY)[1] if "under the floor" in problem.text]
    assert [problem.kind for problem in said] == ["error"]


@pytest.mark.parametrize("name", ["plan.yaml", "clinic.yaml", "library/exercises/own-bridge.yaml"])
def test_a_review_that_is_still_to_come_or_is_due_before_it_was_done(clinic, write, name):
    path = clinic / name
    text = re.sub(r"reviewed_by:.*\n", "", path.read_text("utf-8"))
    write(f"river/{name}", f"{text}\nreviewed_by: {{name: Dr Lee, on: 2027-11-20}}\n")
    [said] = [line for line in found(clinic) if "2027" in line]
    assert said.startswith(f"warning: {name}:")
    assert 'reviewed_by.on: "2027-11-20": is in the future; write the day on which it was reviewed' in said
    write(f"river/{name}", f"{text}\nreviewed_by: {{name: Dr Lee, on: 2026-11-20, review_again: 2025-11-20}}\n")
    [said] = [line for line in found(clinic) if "2025" in line]
    assert said.startswith(f"{name}:")
    assert 'reviewed_by.review_again: "2025-11-20": is before the review itself, on 2026-11-20' in said


def test_a_library_is_found_where_build_finds_it(clinic, write, monkeypatch):
    """Beside the file and where one types; and that of the folder which is checked."""
    path = write("river/patients/plan.yaml", PLAN)
    assert [line for line in found(path) if "own-bridge" in line]
    assert found(clinic) == []
    monkeypatch.chdir(clinic)
    assert found(path) == []
