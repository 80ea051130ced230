"""The sheet for the fridge: nothing that conditions do is silent on it."""

from planner.blocks import Text


def test_swaps_and_changes_are_said_with_the_numbers_of_their_exercises(made, text):
    blocks = made("one-page", ["standing-forward-bend", "cat-camel", "walking"], conditions=["osteoporosis"])
    [said] = [text(block.words) for block in blocks if isinstance(block, Text)]
    assert said == (
        "Changed for you. 1: In place of: Slow standing bend. 2: Leave out the rounded part. Go only to flat."
    )


def test_where_nothing_is_changed_nothing_is_said(made):
    assert not any(isinstance(block, Text) for block in made("one-page", ["walking"]))
