import json

import pytest

from planner.content.kinds import NAMES


@pytest.mark.parametrize("kind", NAMES)
def test_a_schema_is_printed(planner, kind):
    result = planner("schema", kind)
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out)["$schema"] == "http://json-schema.org/draft-07/schema#"
