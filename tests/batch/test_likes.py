"""Which process makes which rows: likes together, all of them, and nobody waits for long."""

import pytest

from planner.batch.likes import LONGEST_WAIT, Likes
from planner.batch.task import ROWS_PER_TASK

SIZES = ("standard", "large", "xl")


@pytest.fixture
def listed(rows):
    """A roster's rows, with these sizes."""

    def made(sizes) -> list:
        return rows("id,size\n" + "".join(f"P-{n},{size}\n" for n, size in enumerate(sizes)))

    return made


def shared_out(rows: list, homes: int = 2) -> list[tuple[int, list]]:
    """The groups of rows, of which two for each process are under way."""
    likes, out, ahead = Likes(homes), [], 2 * homes
    for home, group in likes.together(iter(rows)):
        out.append((home, group))
        if len(out) >= ahead:
            done, rows_done = out[-ahead]
            likes.done(done, len(rows_done))
    return out


def test_likes_are_made_by_the_same_process(listed):
    groups = shared_out(listed(SIZES[n % 2] for n in range(100)))
    assert {(row.patient.size, home) for home, group in groups for row in group} == {("standard", 0), ("large", 1)}


def test_a_list_of_likes_is_shared_out_too(listed):
    rows = listed("standard" for _ in range(200))
    made = [sum(len(group) for home, group in shared_out(rows) if home == at) for at in (0, 1)]
    assert sum(made) == 200
    assert min(made) > 60


def test_every_row_is_handed_out_once_and_soon(listed):
    rows = listed("xl" if n == 5 else "standard" for n in range(300))
    groups = shared_out(rows, homes=4)
    numbers = [row.number for _, group in groups for row in group]
    assert sorted(numbers) == [row.number for row in rows]
    assert max(len(group) for _, group in groups) == ROWS_PER_TASK
    before = {number: n for n, number in enumerate(numbers)}
    assert all(before[row.number] - n <= LONGEST_WAIT for n, row in enumerate(rows))
