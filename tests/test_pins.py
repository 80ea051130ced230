"""What the tests run with, against what the program asks for."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent


def test_what_is_asked_for_is_pinned_in_a_version_that_is_allowed():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [Requirement(text) for text in (*asked["project"]["dependencies"], *asked["dependency-groups"]["dev"])]
    pinned = dict(re.findall(r"(?m)^([\w.-]+)(?:\[.*?\])?==(\S+)", (ROOT / "requirements.dev.txt").read_text("utf-8")))
    stale = [str(one) for one in wanted if pinned.get(canonicalize_name(one.name), "0") not in one.specifier]
    assert stale == [], "run scripts/lock"
