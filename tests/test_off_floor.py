"""Who cannot get down to the floor sees nobody there, and who is pregnant nobody flat: in no plan, on no page."""

from io import BytesIO

import pikepdf
import pytest

from planner import load_plan, make_booklet
from planner.content.patient import Patient
from planner.content.resources import built_in_plans

PLANS = sorted(built_in_plans())
ROSA = Patient(conditions=("floor-access",))


def figures(data):
    """What is said of each picture."""

    def walk(element):
        if isinstance(element, pikepdf.Array):
            for child in element:
                yield from walk(child)
        elif isinstance(element, pikepdf.Dictionary):
            if element.get("/S") == "/Figure":
                yield str(element.Alt)
            yield from walk(element.get("/K"))

    with pikepdf.open(BytesIO(data)) as pdf:
        return list(walk(pdf.Root.StructTreeRoot))


@pytest.mark.parametrize("name", PLANS)
def test_every_picture_is_off_the_floor(name):
    shown = figures(make_booklet(load_plan(name), ROSA).data)
    assert any("standing" in says for says in shown)
    low = [says for says in shown if "kneel" in says or "hands and knees" in says]
    low += [says for says in shown if "lying" in says and "on a bed" not in says]
    assert low == []


@pytest.mark.parametrize("name", [name for name in PLANS if "pregnancy" not in load_plan(name).not_for_conditions])
def test_nobody_is_shown_flat_on_back_or_belly_to_who_is_pregnant(name):
    shown = figures(make_booklet(load_plan(name), Patient(conditions=("pregnancy",))).data)
    assert any("sitting" in says for says in shown)
    flat = [says for says in shown if "lying on the back" in says or "lying on the front" in says]
    assert [says for says in flat if "chest lifted" not in says] == []  # half sitting up is not flat


def test_everybody_else_sees_the_floor():
    shown = figures(make_booklet(load_plan("low-back-relief")).data)
    assert any("on hands and knees" in says for says in shown)
    assert not any("on a bed" in says and "knees bent" in says for says in shown)
