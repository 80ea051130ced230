"""Physiques: the outline of the trunk and the thickness of the limbs of people who are built differently.

All have the same bones, so a pose needs no second set of angles; what touches what is solved anew for each. Measures
are shares of stature, set by eye.
"""

from planner.values import frozen

Row = tuple[float, float, float, float]
"""Of a cross-section: height above the hip joints, half width, depth of the front, depth of the back."""

_HEIGHTS = (-0.052, -0.036, -0.012, 0.020, 0.045, 0.0725, 0.100, 0.1275, 0.155, 0.1824, 0.2098, 0.2372, 0.2646, 0.292)


def _rows(widths: str, fronts: str, backs: str) -> tuple[Row, ...]:
    """Return the cross-sections of a trunk from thousandths of stature, from the crotch to the root of the neck."""
    columns = [[int(number) / 1000 for number in row.split()] for row in (widths, fronts, backs)]
    return tuple(zip(_HEIGHTS, *columns, strict=True))


_WAIST = 6


@frozen
class Physique:
    """How somebody is built."""

    rows: tuple[Row, ...]
    """Cross-sections of the trunk from the crotch to the neck."""
    thigh: float = 1.0
    """How many times as thick as usual the thighs are."""
    arm: float = 1.0
    """The same of the upper arms."""
    lower: float = 1.0
    """The same of calves and forearms, where they are thickest."""
    shoulders: float = 1.0
    """How many times as far as usual the shoulder joints lie from the middle."""
    jaw: float = 1.0
    """How many times as full as usual jaw and neck are."""
    carries: bool = False
    """Whether the belly is one with a child in it: the shirt hangs over it, and trousers sit below it."""

    @property
    def soft(self) -> float:
        """Return how much deeper than into a slim body a limb may press into the trunk, as a share of stature.

        It is a quarter of what the belly has more.
        """
        return max(0.0, self.rows[_WAIST][2] - USUAL.rows[_WAIST][2]) / 4

    def padding(self, part: str) -> float:
        """Return how much thicker than a slim one a limb such as `thigh_l` is at most, as a share of stature.

        That much more of it gives way where it is pressed.
        """
        more = {
            "thigh": 0.0525 * (self.thigh - 1.0),
            "shank": 0.0382 * (self.lower - 1.0),
            "arm": 0.0315 * (self.arm - 1.0),
            "forearm": 0.0245 * (self.lower - 1.0),
        }
        return max(0.0, more.get(part[:-2], 0.0))


USUAL = Physique(
    _rows(
        widths="46 73 90 92 87 81 77 77 81 87 92 93 86 47",
        fronts="28 44 52 55 55 54 53 53 56 60 63 60 50 29",
        backs="43 63 73 70 59 49 45 46 50 54 57 57 53 37",
    )
)
"""A slim man."""
WOMAN = Physique(
    _rows(
        widths="46 75 93 97 91 81 73 72 75 80 84 85 78 43",
        fronts="28 44 53 56 57 55 53 54 60 70 75 65 49 28",
        backs="43 65 77 75 62 49 44 45 49 52 54 54 50 36",
    ),
    arm=0.94,
    shoulders=0.95,
    jaw=0.96,
)
STOUT = Physique(
    _rows(
        widths="46 75 94 99 98 96 94 93 94 96 98 97 88 48",
        fronts="28 46 60 72 80 84 84 80 75 72 70 64 52 30",
        backs="43 64 76 74 63 54 51 52 56 60 62 60 55 39",
    ),
    thigh=1.05,
    arm=1.04,
    jaw=1.06,
)
"""Somewhat heavier than usual."""
STOUT_WOMAN = Physique(
    _rows(
        widths="46 78 100 104 100 94 89 87 88 91 93 92 83 46",
        fronts="28 46 58 66 71 73 72 71 76 82 84 72 52 30",
        backs="43 66 80 79 67 56 51 51 55 58 60 58 53 38",
    ),
    thigh=1.08,
    arm=1.08,
    lower=1.04,
    shoulders=0.97,
    jaw=1.04,
)
HEAVY = Physique(
    _rows(
        widths="49 81 103 111 118 121 120 117 114 112 110 105 93 53",
        fronts="28 50 72 95 110 118 118 111 101 92 86 75 58 34",
        backs="43 66 80 80 71 63 60 61 63 66 67 64 57 41",
    ),
    thigh=1.22,
    arm=1.2,
    lower=1.22,
    jaw=1.24,
)
"""A heavy man."""
HEAVY_WOMAN = Physique(
    _rows(
        widths="49 81 107 114 114 110 108 106 106 105 103 98 86 49",
        fronts="28 50 72 90 99 100 96 93 96 102 102 84 57 32",
        backs="43 67 84 86 77 67 62 62 65 67 67 64 57 41",
    ),
    thigh=1.22,
    arm=1.2,
    lower=1.2,
    jaw=1.2,
)
PREGNANT = Physique(
    _rows(
        widths="46 76 95 99 98 97 96 95 90 85 85 85 78 43",
        fronts="28 46 66 106 134 147 147 130 84 86 90 74 50 28",
        backs="43 66 79 77 63 49 43 44 48 52 54 54 50 36",
    ),
    thigh=1.05,
    shoulders=0.95,
    jaw=1.0,
    carries=True,
)
"""A woman in the last third of a pregnancy."""
