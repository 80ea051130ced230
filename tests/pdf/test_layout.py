"""Dealing pieces onto pages."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.pdf.layout.pieces import BREAK, GAP, SOFT, LayoutError, Piece, beside, deal, settle, space, stack, together


def piece(best, least=None, **more):
    return Piece(best, lambda *_: None, best if least is None else least, **more)


def heights(pages):
    return [[round(height, 6) for _, _, height in page] for page in pages]


def test_what_does_not_fit_goes_on_to_the_next_page():
    assert heights(deal([piece(60), piece(60), piece(30)], 100)) == [[60], [60, 30]]


def test_a_heading_is_never_alone_at_a_pages_foot():
    assert heights(deal([piece(70), piece(20, keep=True), piece(40)], 100)) == [[70], [20, 40]]


def test_pieces_shrink_to_stay_on_a_page_but_nothing_is_stretched_to_fill_it():
    assert heights(deal([piece(60, 40), piece(60)], 100)) == [[40, 60]]
    (page,) = deal([piece(20), piece(20, gap=10)], 100)
    assert [(y, height) for _, y, height in page] == [(0, 20), (30, 20)]


def test_white_space_at_the_end_of_a_page_takes_no_room():
    assert heights(deal([piece(60, 30), space(50), piece(90)], 100)) == [[60], [90]]


def test_a_page_on_which_a_part_goes_on_repeats_its_title():
    again = piece(15, repeats=True)
    title = piece(20, keep=True, again=again)
    pages = deal([title, piece(70), piece(70), piece(70), BREAK, piece(10)], 100)
    assert heights(pages) == [[20, 70], [15, 70], [15, 70], [10]]
    assert [page[0][0] is again for page in pages] == [False, True, True, False]
    assert heights(deal([title, piece(70), piece(20, keep=True, again=again), piece(70)], 100)) == [[20, 70], [20, 70]]


def test_no_page_starts_with_white_space_and_a_break_makes_no_empty_page():
    assert heights(deal([piece(100), space(20), BREAK, BREAK, piece(10)], 100)) == [[100], [10]]


def test_a_break_yields_below_a_page_that_holds_little_if_that_saves_a_page():
    def pages(before, after):
        return [sum(page) for page in heights(deal([piece(before), SOFT, *[piece(10)] * (after // 10)], 100))]

    assert pages(20, 40) == [20 + GAP + 40]
    assert pages(20, 110) == [20 + GAP + 50, 60]
    assert pages(20, 90) == [20, 90]  # it would be torn apart for nothing
    assert pages(60, 10) == [60, 10]


def test_a_list_that_has_its_place_on_a_page_is_not_torn_to_fill_the_one_before():
    """Six signs of which two stood at the foot of a page were taken for all."""
    assert heights(deal([piece(3), SOFT, piece(10, keep=True), lines(8), piece(40)], 100)) == [[3], [10, 80], [40]]


def test_a_page_on_which_a_torn_part_goes_on_repeats_the_title_of_that_part():
    first, second = piece(15, repeats=True), piece(10, repeats=True)
    parts = [piece(10, keep=True, again=first), piece(10), piece(10, keep=True, again=second), lines(12)]
    assert [page[0][0] is second for page in deal(parts, 100)] == [False, True]


def test_too_high_a_piece_is_an_error():
    with pytest.raises(LayoutError):
        deal([piece(101)], 100)


@given(st.lists(st.tuples(st.floats(1, 90), st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_nothing_is_lost_overlaps_or_leaves_the_page(parts):
    pieces = [piece(b, b * low, gap=3.0, keep=keep) for b, low, keep in parts]
    pages = deal(pieces, 100)
    assert [p for page in pages for p, _, _ in page] == pieces
    for page in pages:
        end = 0.0
        for part, y, height in page:
            assert y >= end - 1e-6
            assert part.least - 1e-6 <= height <= part.best + 1e-6
            end = y + height
        assert end <= 100 + 1e-6


@given(st.lists(st.tuples(st.floats(1, 50), st.floats(0, 1)), min_size=1, max_size=8), st.floats(1, 500))
def test_settling_keeps_every_bound(parts, room):
    pieces = [piece(b, b * low) for b, low in parts]
    for part, height in zip(pieces, settle(pieces, room), strict=True):
        assert part.least - 1e-6 <= height <= part.best + 1e-6


def test_a_stack_and_a_row_know_their_bounds():
    column = stack([piece(10, 5), piece(30, gap=4)])
    assert (column.best, column.least) == (44, 39)
    row = beside([(0, piece(10, 5)), (50, piece(30))])
    assert (row.best, row.least) == (30, 30)


def lines(count, high=10.0):
    """A piece that may be parted between its lines."""

    def part(room):
        fits = int(room // high)
        return (lines(fits, high), lines(count - fits, high)) if 0 < fits < count else None

    return piece(count * high, part=part)


def test_what_no_page_can_hold_is_parted():
    assert heights(deal([lines(25)], 100)) == [[100], [100], [50]]
    assert heights(deal([piece(20, keep=True), lines(12)], 100)) == [[20, 80], [40]]


def test_what_fits_on_the_next_page_is_not_parted():
    assert heights(deal([piece(60), lines(8)], 100)) == [[60], [80]]


def test_a_page_with_next_to_nothing_takes_a_part_of_what_comes_next():
    assert heights(deal([piece(20), lines(9)], 100)) == [[20, 80], [10]]


def parted(whole: Piece) -> Any:
    """What of it fits into 100 points, and the rest."""
    assert whole.part
    return whole.part(100)


def test_a_stack_is_parted_between_its_pieces_and_leaves_no_heading_behind():
    first, rest = parted(stack([piece(40), piece(20, keep=True), piece(50)]))
    assert (first.best, rest.best) == (40, 70)
    assert parted(stack([piece(40), piece(50)])) is None
    assert parted(stack([piece(120)])) is None


def test_a_row_is_parted_where_its_columns_are():
    first, rest = parted(beside([(0, piece(30)), (50, lines(12))]))
    assert (first.best, rest.best) == (100, 20)
    assert parted(beside([(0, piece(120)), (50, lines(12))])) is None


def test_no_item_of_a_list_is_alone_on_a_page():
    assert heights(deal([piece(75), *together([piece(20), piece(20), piece(20)])], 100)) == [[75], [20, 20, 20]]
    assert heights(deal(together([piece(30)] * 2), 40)) == [[30], [30]]
    assert together([]) == []


@pytest.mark.parametrize(
    ("room", "heights"), [(200, [100, 100]), (199, [100, 80]), (175, [80, 80]), (155, [80, 70]), (140, [70, 70])]
)
def test_pieces_of_a_few_heights_take_the_next_one_from_the_last_on(room, heights):
    pieces = [Piece(100, lambda *_: None, 70, heights=(100, 80, 70)) for _ in range(2)]
    assert settle(pieces, room) == heights
