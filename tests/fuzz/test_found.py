"""What the fuzzer has found, kept."""

from planner.batch.fhir import columns
from planner.names import file_names


def test_the_same_id_many_times_makes_no_endless_name():
    names = file_names(["MRN-9"] * 200)
    assert len(set(names)) == 200
    assert max(map(len, names)) < 30


def test_long_ids_in_any_script_fit_into_a_file_system():
    names = file_names(["患者番号" * 30] * 3)
    assert len(set(names)) == 3
    assert max(len(f"{name}.pdf".encode()) for name in names) <= 255


def test_a_use_that_is_no_text_is_passed_over():
    found, _ = columns({"resourceType": "Patient", "name": [{"use": {"a": "b"}, "family": "Petrović"}]}, ("en",))
    assert found["name"] == "Petrović"
