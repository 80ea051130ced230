"""A batch that is killed and resumed loses nothing; `kills.py` does it fifty times."""

import sys

import pytest

from tests.fuzz.kills import killed


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_nothing_is_lost_or_torn(tmp_path):
    seen = killed(tmp_path, 3)
    assert seen["killed"]
