"""Lists that do not go with what the last run left: nothing is replaced or printed that nobody can mean."""

import pytest

from planner.batch.run import make_batch
from tests.batch.runs import pdfs

NAMES = ("Ana Souza", "Bo Quist", "Cy Lind", "Di Ek", "Ed Roth", "Flo Marsh")


def people(*names: str, first: int = 1, born: str = "1970-01-01") -> str:
    return "id,name,born\n" + "".join(f"{n},{name},{born}\n" for n, name in enumerate(names, first))


@pytest.mark.parametrize("existing", ["keep", "replace"])
def test_a_failed_row_with_anothers_id_stays_refused_when_only_its_cell_is_emptied(batch, tmp_path, existing):
    make_batch(batch(people(*NAMES) + "2,Gil Moreno,1980-01-01\n"))
    before = pdfs(tmp_path / "out")
    for identity, status in (("2", "failed"), ("7", "made")):
        rows = (tmp_path / "out/failed.csv").read_bytes().decode("utf-8-sig").splitlines()
        emptied = f"{rows[0]}\r\n,{identity},,Gil Moreno,1980-01-01\r\n"
        [done] = make_batch(batch(emptied, "out/failed.csv", existing=existing))
        assert done.status == status, done.error
        assert {*before.items()} <= {*pdfs(tmp_path / "out").items()}
    assert {*pdfs(tmp_path / "out")} == {*before, "7.pdf"}


def test_in_a_few_rows_an_id_of_another_patient_is_refused(batch, tmp_path):
    make_batch(batch(people(*NAMES)))
    before = pdfs(tmp_path / "out")
    done = make_batch(batch(people("Gil Moreno", "Bo Quist"), existing="keep"))
    assert [outcome.status for outcome in done] == ["failed", "made"]
    assert "the last run had another name or day of birth under this id; give this patient an id" in done[0].error
    assert pdfs(tmp_path / "out") == before
