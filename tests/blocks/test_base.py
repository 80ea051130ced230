"""What whoever writes a section of their own finds when a block is made wrongly, or changed."""

from dataclasses import FrozenInstanceError, replace

import pytest

from planner.blocks import Heading, Run, Text


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        (("Words",), {"stile": "lead"}),
        (("Words",), {"words": "Others"}),
        (("Words", "body", "more"), {}),
        ((), {"style": "lead", "stile": "lead"}),
    ],
)
def test_a_block_made_wrongly_says_what_it_is_made_from(values, named):
    with pytest.raises(TypeError, match=r"Text is made from: words, style"):
        Text(*values, **named)


def test_equal_blocks_are_one_key_and_others_are_not():
    first, same = (
        Heading("Your plan", lead=(Run("Read", strong=True),)),
        Heading("Your plan", 1, (Run("Read", strong=True),)),
    )
    assert {first: "kept"}[same] == "kept"
    assert first != replace(first, level=2)
    others: list[object] = [Run("Bend")]
    assert Text("Bend") not in others


def test_a_block_never_changes():
    block = Text("Bend")
    with pytest.raises(FrozenInstanceError):
        setattr(block, "words", "Stretch")  # noqa: B010 - the type checker knows it too
    with pytest.raises(FrozenInstanceError):
        del block.words
    assert repr(block) == "Text(words='Bend', style='body')"
