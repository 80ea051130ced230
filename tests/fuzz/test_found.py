"""What the fuzzer has found, kept."""

from planner.names import file_names

from planner.batch.fhir import columns


def test_the_same_id_many_times_makes_no_endless_name():
    names = file_names(["MRN-9"] * 200)
    assert len(set(names)) == 200
    assert max(map(len, names)) < 30


def test_a_use_that_is_no_text_is_passed_over():
    found, _ = columns({"resourceType": "Patient", "name": [{"use": {"a": "b"}, "family": "Petrović"}]}, ("en",))
    assert found["name"] == "Petrović"
