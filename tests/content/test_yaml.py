from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.content.yaml import MAX_BYTES, MAX_DEPTH, read, typed
from planner.problems import InputError

LAUGHS = "a: &a [lol, lol]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
)
FLOW, BLOCK = "[" * 51 + "]" * 51, "- " * 51 + "a"


def complaint(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        pytest.param("a: 1\nb: 2\na: 3\n", ":3:1", 'repeated key "a" (first on line 1)', id="repeated key"),
        pytest.param("x:\n  - {k: 1, k: 2}\n", ":2:12", 'repeated key "k" (first on line 2)', id="repeated in a flow"),
        pytest.param("a: &x [1]\nb: *x\n", ":1:4", "anchors and aliases", id="anchor"),
        pytest.param("a: 1\nb: *x\n", ":2:4", "anchors and aliases", id="alias of nothing"),
        pytest.param(LAUGHS, ":1:4", "anchors and aliases", id="billion laughs"),
        pytest.param("a: 1\nb: !!python/object/apply:os.abort []\n", ":2:4", 'tags ("tag:yaml.org', id="python object"),
        pytest.param("a: !!int 3\n", ":1:4", 'tags ("tag:yaml.org,2002:int")', id="standard tag"),
        pytest.param("a: !mine x\n", ":1:4", 'tags ("!mine")', id="own tag"),
        pytest.param("a: 1\n---\nb: 2\n", ":2:1", "a second document (---)", id="second document"),
        pytest.param("? [a, b]\n: c\n", ":1:3", "a key is a word", id="list as key"),
        pytest.param("a: 1\n...\nb: 2\n", ":3:1", "not YAML", id="what nobody types by mistake"),
        pytest.param(FLOW, ":1:51", "more than 50 lists and maps", id="51 levels of flow"),
        pytest.param(BLOCK, ":1:101", "more than 50 lists and maps", id="51 levels of dashes"),
        pytest.param("[" * 100_000, ":1:51", "more than 50 lists and maps", id="brackets without end"),
        pytest.param("{" * 100_000, ":1:51", "more than 50 lists and maps", id="braces without end"),
        pytest.param("", "", "is empty", id="empty"),
        pytest.param("# a comment\n", "", "is empty", id="only a comment"),
        pytest.param("a: 1\nb: é\x07c\n", ":2:5", "not text: the character U+0007 is not", id="bell"),
        pytest.param("a: \x00b\n", ":1:4", "not text: the character U+0000 is not", id="nought"),
        pytest.param("%PDF-1.7\n%âãÏÓ\n", "", "is a PDF; name the YAML file", id="a PDF by another name"),
    ],
)
def test_more_of_yaml_than_is_used_is_refused_with_its_place(write, text, place, says):
    path = write("x.yaml", text)
    assert complaint(path).startswith(f"{path}{place}: {says}")


@pytest.mark.parametrize("bracket", "[{")
def test_brackets_without_end_on_the_command_line_are_too_deep_as_in_a_file(bracket):
    with pytest.raises(InputError, match=r"^--set days:1:51: more than 50 lists and maps"):
        typed(bracket * 100_000, "days")


def test_fifty_levels_are_read(write):
    value, _ = read(write("x.yaml", "[" * MAX_DEPTH + "]" * MAX_DEPTH))
    for _ in range(MAX_DEPTH - 1):
        [value] = value
    assert value == []


@pytest.mark.parametrize("data", [b"name: Jos\xe9\n", "name: José\n".encode("utf-16"), b"a: 1\nb: \xff\n"])
def test_other_encodings_are_refused_with_their_line(tmp_path, data):
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    line = 2 if data.startswith(b"a") else 1
    assert complaint(path) == f"{path}:{line}: not UTF-8 text; save the file as UTF-8"


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: Ana\n")
    values, origin = read(path)
    assert values == {"name": "Ana"}
    assert origin.place(("name",)) == (1, 7)


def test_a_file_that_is_far_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "x.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert complaint(path) == f"{path}: is 50,000,000 bytes; a YAML file has at most {MAX_BYTES:,}"


def test_folders_and_missing_files_are_told_apart(tmp_path):
    assert complaint(tmp_path) == f"{tmp_path}: is a folder; name a YAML file"
    assert complaint(tmp_path / "no.yaml") == f"{tmp_path / 'no.yaml'}: no such file"
    assert complaint(Path("/dev/null")) == "/dev/null: is not a file; name a YAML file"


def test_a_name_that_no_file_can_have_is_no_crash(tmp_path):
    assert "cannot be read" in complaint(tmp_path / ("x" * 300))


@pytest.mark.parametrize("text", ["no", "yes", "on", "17:30", "1.10", "012", "0x1F", "1e3", "2026-12-01", "+1", ".inf"])
def test_scalars_stay_as_they_were_written(write, text):
    assert read(write("x.yaml", f"a: {text}\nb: [{text}]\n{text}: c\n"))[0] == {"a": text, "b": [text], text: "c"}


def test_nothing_is_null_and_a_quoted_null_is_a_word(write):
    values, _ = read(write("x.yaml", "a:\nb: ~\nc: null\nd: [~]\ne: 'null'\nf: \"\"\ng: ''\nh: '~'\n"))
    assert values == {"a": None, "b": None, "c": None, "d": [None], "e": "null", "f": "", "g": "", "h": "~"}


def test_a_list_at_the_top_is_read_and_has_places(write):
    path = write("x.yaml", "- a\n- b: c\n")
    values, origin = read(path)
    assert values == ["a", {"b": "c"}]
    assert origin.place((1, "b")) == (2, 6)
    assert str(origin.problem((1, "b"), "wrong", at_key=True)) == f"{path}:2:3: 1.b: wrong"


def test_what_is_not_in_the_file_is_placed_at_what_holds_it(write):
    _, origin = read(write("x.yaml", "a:\n  b: c\n"))
    assert origin.place(("a", "missing", "deeper")) == (2, 3)


def test_the_place_of_a_piece_of_text_is_found_in_values_not_in_keys(write):
    path = write("x.yaml", "日本: 1\na: [x, 日本]\n")
    node = read(path)[1].find("日")
    assert (node.path, node.line, node.column) == (path, 2, 8)
    assert read(path)[1].find("語") is None


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "x.yaml"


@settings(max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text("ab: -\n\t{}[],&*!|>#'\"\\%@`?~0\ufeff\u2028\x85", max_size=60).map(str.encode),
    )
)
@example(b"\xef\xbb\xbf")
@example(b"? ")
@example(b"%YAML 9.9\n---\na")
@example(b"- - - ? ? {")
def test_no_bytes_crash_the_reader(scratch, data):
    scratch.write_bytes(data)
    try:
        values, origin = read(scratch)
        said: tuple[str, ...] = (str(origin.problem((), "fine")),)
    except InputError as error:
        values, said = None, tuple(map(str, error.problems))
    assert isinstance(values, str | list | dict | None)
    assert all(line.startswith(f"{scratch}:") for line in said)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("a: leave out\na: {reps: 6}\n", "both cannot hold: keep the line that is meant, and take the other one out"),
        ("a: 1\na: 2\n", "both cannot hold"),
        ("a: {hold: 5 s}\na: {reps: 6}\n", "write it once, with what stands behind both"),
    ],
)
def test_a_repeated_key_is_told_what_can_be_done(tmp_path, text, advice):
    path = tmp_path / "p.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=advice):
        read(path)
