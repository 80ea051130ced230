import unicodedata
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.outputs.file_names import DEVICES, file_name, file_names

FORBIDDEN = set('<>:"/\\|?*') | {chr(n) for n in range(32)} | {"\x7f"}
IDS = st.text(min_size=1) | st.from_regex(r"[A-Za-z0-9._-]{1,12}", fullmatch=True) | st.sampled_from(sorted(DEVICES))


def same_file(one: str, two: str) -> bool:
    """Whether some file system takes two names for one: case and the ways to write a letter."""
    return _plain(one) == _plain(two)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).upper().casefold())


@given(IDS)
@example("..")
@example("../../etc/passwd")
@example("C:\\Windows")
@example("NUL")
@example("aux.pdf")
@example("COM¹")
@example("trailing. ")
@example("患" * 300)
@example("𠀀" * 300)
@example("\ud800")
def test_a_name_is_one_part_of_a_path_on_every_system(text):
    name = file_name(text)
    assert name
    assert not FORBIDDEN.intersection(name)
    assert not name.startswith((".", "-", " "))
    assert not name.endswith((".", " "))
    assert name.split(".")[0].casefold() not in DEVICES
    for form in ("NFC", "NFD"):  # as Linux counts, and as macOS may
        assert len(unicodedata.normalize(form, f"{name}-12345678.pdf").encode()) <= 255
    assert not any(unicodedata.category(c) in ("Cs", "Cn") for c in name)


@given(IDS, IDS)
@example("a/b", "a_b")
@example("MRN:1", "MRN?1")
@example("x" * 300, "x" * 299)
@example("CON", "CON-")
def test_two_ids_never_share_a_name(one, two):
    if unicodedata.normalize("NFC", one) != unicodedata.normalize("NFC", two):
        assert file_name(one) != file_name(two)


def test_a_plain_id_is_its_own_name():
    assert file_name("MRN-00412") == "MRN-00412"
    assert file_name("Żółć_7.b") == "Żółć_7.b"
    assert file_name("e\u0301") == file_name("\xe9") == "\xe9"


@given(st.lists(IDS, max_size=8, unique=True))
@example(["abc", "ABC", "Abc"])
@example(["straße", "STRASSE", "strasse"])
@example(["ﬁ", "fi"])
@example(["\u0131", "I", "i", "\u0130"])
@example(["ABC", "abc", "abc-" + "0" * 8])
@example(["\u0345", "\u0399", "\u03b9"])
def test_no_two_files_of_a_folder_are_one_on_any_system(ids):
    names = file_names(ids)
    assert len(names) == len(ids)
    for one, two in combinations(names, 2):
        assert not same_file(one, two)


@pytest.mark.parametrize("ids", [["abc", "ABC"], ["a/b", "a/b"], ["x"] * 4])
def test_the_first_one_keeps_its_name(ids):
    assert file_names(ids)[0] == file_name(ids[0])
