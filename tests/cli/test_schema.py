import json

import pytest

from planner.content.kinds import NAMES


@pytest.mark.parametrize("kind", NAMES)
def test_a_schema_is_printed(planner, kind):
    result = planner("schema", kind)
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out)["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_the_schemas_of_a_folder_know_what_is_in_it(planner, write, tmp_path):
    write("library/exercises/high-bridge.yaml", "extends: bridge\n")
    write("ours.yaml", "title: T\nexercises: [high-bridge]\n")
    result = planner("schema", "--for", ".")
    assert (result.code, result.out) == (0, f"{len(NAMES)} schemas in schemas\n")
    plan = json.loads((tmp_path / "schemas/plan.json").read_text("utf-8"))
    assert "high-bridge" in plan["definitions"]["Entry"]["properties"]["exercise"]["examples"]
    assert "ours.yaml" in plan["properties"]["extends"]["examples"]


def test_the_first_line_of_a_copied_file_leads_to_its_schema_again(planner, write, tmp_path):
    plan = write("plans/walk.yaml", "# yaml-language-server: $schema=schemas/plan.json\ntitle: T\n")
    exercise = write(
        "library/exercises/e.yaml", "# yaml-language-server: $schema=schemas/exercise.json\nextends: bridge\n"
    )
    other = write("own.yaml", "# yaml-language-server: $schema=my/own.json\ntitle: T\n")
    said = planner("schema", "--for", tmp_path).err
    assert said.count("its first line names its schema now") == 2
    assert plan.read_text("utf-8") == "# yaml-language-server: $schema=../schemas/plan.json\ntitle: T\n"
    assert exercise.read_text("utf-8").startswith("# yaml-language-server: $schema=../../schemas/exercise.json\n")
    assert other.read_text("utf-8").startswith("# yaml-language-server: $schema=my/own.json\n")


def test_what_is_no_schema_is_not_written_over(planner, write, tmp_path):
    mine = write("schemas/plan.json", "{}")
    assert planner("schema", "--for", tmp_path).code == 4
    assert mine.read_text("utf-8") == "{}"
    assert planner("schema").code == planner("schema", "plan", "--for", tmp_path).code == 2
    assert planner("schema", "--for", "gone").code == 2


def test_files_that_name_no_schema_are_told(planner, write, tmp_path):
    write("plan.yaml", "extends: low-back-relief\n")
    write("patient.yaml", "# yaml-language-server: $schema=schemas/patient.json\nname: Ana\n")
    said = planner("schema", "--for", tmp_path).err
    assert "plan.yaml: no first line names its schema" in said
    assert "patient.yaml" not in said
