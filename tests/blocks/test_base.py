"""What whoever writes a section of their own finds when a block is made wrongly, or changed."""

import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError, replace

import pytest

from planner.blocks import Heading, Run, Text
from planner.programme.decision import Reason


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


def test_a_value_from_another_process_is_the_same_key():
    """A hash of text differs from process to process: it does not travel."""
    code = (
        "import pickle, sys; from planner.programme.decision import Reason\n"
        "made = Reason('balance', 'ask', 'You may fall.'); hash(made); sys.stdout.buffer.write(pickle.dumps(made))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    found, own = pickle.loads(done.stdout), Reason("balance", "ask", "You may fall.")
    assert {own: "kept"}[found] == "kept"
    assert found == own
