"""What is kept belongs to somebody, is found by what was read, and is never another patient's."""

import csv
import gc
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner import (
    Clinic,
    InputError,
    Library,
    Patient,
    load_clinic,
    load_library,
    load_plan,
    make_booklet,
    read_roster,
)
from planner.booklet.memo import Memo, watched
from planner.booklet.press import Press
from planner.pdf import typeset
from planner.pdf.layout import lines, stamps


@dataclass(frozen=True)
class Person:
    name: str
    age: int = 0
    plan: "Person | None" = None

    @property
    def short(self) -> str:
        return self.name[:1]

    def greeting(self, word: str) -> str:
        return f"{word} {self.short}"


def test_what_is_read_is_recorded_through_properties_and_methods():
    stand_in, reads = watched(Person("Ana", 7, Person("Plan")), ["plan"])
    assert stand_in.greeting("Hello") == "Hello A"
    assert stand_in.plan is not None
    assert stand_in.plan.short == "P"
    assert reads == {("name",): "Ana", ("plan", "name"): "Plan"}
    with pytest.raises(AttributeError, match="never changes"):
        setattr(stand_in, "age", 8)  # noqa: B010 - as a type checker would refuse it


def test_a_result_is_found_by_what_was_read_and_by_nothing_else():
    calls = []

    def make(person: Person) -> str:
        calls.append(person.name)
        return f"{person.name} {person.age if person.name == 'Ana' else ''}"

    memo: Memo[str] = Memo(10)
    people = [Person("Ana", 1), Person("Ana", 2), Person("Bo", 1), Person("Bo", 2), Person("Ana", 1)]
    assert [memo.get("key", person, make) for person in people] == ["Ana 1", "Ana 2", "Bo ", "Bo ", "Ana 1"]
    assert calls == ["Ana", "Ana", "Bo"]
    assert memo.get("another key", people[0], make) == "Ana 1"
    assert len(calls) == 4


def test_the_oldest_result_is_forgotten_first():
    calls = []

    def make(person: Person) -> str:
        calls.append(person.name)
        return person.name

    memo: Memo[str] = Memo(2)
    for name in ("a", "b", "a", "c", "a", "b"):
        memo.get("", Person(name), make)
    assert calls == ["a", "b", "c", "b"]


def test_a_memo_of_many_keys_forgets_keys_too():
    memo: Memo[str] = Memo(10)
    for n in range(200):
        memo.get(n, Person("Ana"), lambda person: person.name)
    assert len(memo._ways) <= 11


def test_a_press_that_prints_ever_new_plans_stays_small(plan):
    press = Press()
    for n in range(150):
        press._sections(plan.model_copy(update={"title": f"Plan {n}"}), "en")
    assert len(press._chosen) <= 128


def test_documents_and_libraries_are_equal_by_value(tmp_path):
    path = tmp_path / "clinic.yaml"
    path.write_text("name: Riverside\n")
    first, second = load_clinic(path), load_clinic(path)
    assert (first, hash(first)) == (second, hash(second))
    assert first.model_copy(update={"name": "Hillside"}) != first
    assert hash(pickle.loads(pickle.dumps(first))) == hash(first)
    path.write_text("# moved down\nname: Riverside\n")
    assert load_clinic(path) != first, "a problem would be said at another line"
    assert Patient(name="Ana", videos={"bridge": "https://v.example"}) == Patient(
        name="Ana", videos={"bridge": "https://v.example"}
    )
    assert Patient(name="Ana") != Clinic(name="Ana")
    assert load_plan("keep-well") == load_plan("keep-well") != load_plan("desk-day")
    (tmp_path / "library" / "exercises").mkdir(parents=True)
    opened, again = load_library(tmp_path / "library"), load_library(tmp_path / "library")
    assert (opened, hash(opened)) == (again, hash(again))
    assert opened != load_library()
    (tmp_path / "library" / "glossary.yaml").write_text("spine: {means: The back.}\n")
    assert load_library(tmp_path / "library") != opened


def test_a_changed_library_or_logo_is_seen_by_the_next_call(tmp_path, plan):
    words = tmp_path / "library" / "languages" / "en"
    words.mkdir(parents=True)
    (words / "cover.yaml").write_text("made_for: Made for\n")
    old = make_booklet(plan, Patient(name="Ana"), library=load_library(tmp_path / "library"))
    (words / "cover.yaml").write_text("made_for: This is for\n")
    new = make_booklet(plan, Patient(name="Ana"), library=load_library(tmp_path / "library"))
    assert old.data != new.data


def test_memory_stays_flat_however_often_a_booklet_is_made(plan):
    def kept() -> tuple[int, int]:
        gc.collect()
        objects = gc.get_objects()
        return sum(isinstance(o, Library) for o in objects), sum(isinstance(o, Press) for o in objects)

    make_booklet(plan, Patient(name="Ana"))
    before = kept()
    for n in range(20):
        make_booklet(plan, Patient(name=f"Patient {n}"), library=load_library())
    assert kept()[0] <= before[0] + 1
    assert kept()[1] <= before[1]


CASES = [
    ("low-back-relief", ["after-birth", "pelvic-girdle-pain"]),
    ("keep-well", ["balance", "pregnancy", "stenosis-extension-sensitive"]),
    ("desk-day", ["floor-access", "wrist-shoulder"]),
    ("bones-and-balance", ["hip-replacement", "sciatica", "sciatica-acute"]),
    ("sciatica-worse-bending", ["hypertension", "sciatica-flexion-sensitive"]),
    ("sciatica-worse-standing", ["knee-kneeling", "post-surgery"]),
    ("pregnancy", ["neck-pain", "spondylolisthesis"]),
    ("chair-and-bed", ["osteoporosis"]),
]
"""Plans, with every condition that there is."""


@pytest.mark.parametrize("whose", ["library", "press", "make_booklet"])
def test_threads_that_share_a_cold_library_print_what_one_alone_prints(whose):
    def made(case: tuple[str, list[str]], library: Library, press: Press) -> bytes:
        plan, patient = load_plan(case[0]), Patient(name="Ana", conditions=case[1])
        if whose == "press":
            return press.lay(plan, patient).booklet().data
        return make_booklet(plan, patient, library=library if whose == "library" else None).data

    assert {condition for _, some in CASES for condition in some} == set(load_library().ids("conditions"))
    alone = [made(case, load_library(), Press(library=load_library())) for case in CASES]
    library = load_library()
    press = Press(library=library)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda case: made(case, library, press), CASES * 2)) == alone * 2


def test_a_roster_leaves_the_process_as_it_was(tmp_path: Path):
    before = csv.field_size_limit(), gc.isenabled()
    (tmp_path / "roster.csv").write_text('id,name\n1,"Ana\n')
    with pytest.raises(InputError, match="a quotation mark is opened"):
        list(read_roster(tmp_path / "roster.csv"))
    assert (csv.field_size_limit(), gc.isenabled()) == before


def test_what_others_left_ready_changes_no_byte(forgotten):
    """Cards, weeks and pages that are kept: a mixed list gives the same files in any order, and alone."""
    rows = [
        (plan, Patient(name=name, start=start, size=size, conditions=conditions, days=days, language=language))
        for plan, name, start, size, conditions, days, language in (
            ("low-back-relief", "Ana Souza", "2026-12-07", "standard", (), None, None),
            ("low-back-relief", "Bo Lindqvist", "2026-12-07", "standard", ("hypertension",), ("mon", "fri"), None),
            ("low-back-relief", "Eva Blom", "2026-12-14", "standard", ("knee-kneeling",), ("mon", "fri"), None),
            ("keep-well", "Ida Berg", "2026-12-07", "xl", ("balance",), None, None),
            ("low-back-relief", "مريم الحسن", "2026-12-07", "large", ("hypertension",), ("tue", "thu", "sat"), None),
            ("low-back-relief", "مريم الحسن", "2026-12-08", "standard", ("hypertension",), ("tue", "thu"), "ar"),
            ("low-back-relief", "Ana Souza", "2026-12-15", "standard", (), ("tue", "thu"), "ar"),
        )
    ]
    together, back = Press(), Press()
    first = [together.lay(load_plan(plan), who).booklet().sha256 for plan, who in rows]
    assert [back.lay(load_plan(plan), who).booklet().sha256 for plan, who in reversed(rows)] == first[::-1]
    for (plan, who), sha256 in zip(rows, first, strict=True):
        forgotten()
        assert Press().lay(load_plan(plan), who).booklet().sha256 == sha256


@pytest.fixture
def forgotten():
    """Empties what is kept of blocks, words and pages."""

    def forget() -> None:
        for memory in (stamps._block, lines.paragraph, typeset.dealt):
            memory.cache_clear()

    return forget
