"""What the drawn person looks like: colours, hair, age, build and clothes. None of it changes a pose."""

from dataclasses import replace

from planner.figure.drawing import Rgb
from planner.figure.physique import HEAVY, HEAVY_WOMAN, PREGNANT, STOUT, STOUT_WOMAN, USUAL, WOMAN, Physique
from planner.values import frozen

HAIR = ("short", "cropped", "bald", "receding", "bob", "bun", "long", "ponytail", "curly")
CLOTHES = ("shorts", "trousers")


def rgb(text: str) -> Rgb:
    """Return the colour of a text such as `#9A3E1B`; raise ValueError if it is not hexadecimal."""
    return (int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255)


_INK, _FAIR, _HAIR = rgb("#1C2024"), rgb("#E3BB98"), rgb("#2A2A2C")
_SAND, _SLATE, _PALE, _CLAY = rgb("#E8DCCB"), rgb("#7A8F9C"), rgb("#EDEFEE"), rgb("#9A3E1B")
_MAT = rgb("#E4E6E4")


@frozen
class Look:
    """The colours of person and props, and the person's hair, clothes, build and age."""

    ink: Rgb = _INK
    skin: Rgb = _FAIR
    hair: Rgb = _HAIR
    shirt: Rgb = _SAND
    shorts: Rgb = _SLATE
    mat: Rgb = _MAT
    prop: Rgb = _PALE
    accent: Rgb = _CLAY
    far: float = 0.88
    """How light limbs behind the trunk are, as a share of their colour."""
    cut: str = "short"
    clothes: str = "shorts"
    physique: Physique = USUAL
    older: bool = False
    glasses: bool = False
    outline: float = 1.0
    """How many times as heavy as usual the lines are."""


CALM = Look()
"""The default person."""

PLAIN = Look(
    ink=rgb("#000000"),
    skin=rgb("#FFFFFF"),
    shirt=rgb("#FFFFFF"),
    shorts=rgb("#D0D0D0"),
    mat=rgb("#FFFFFF"),
    prop=rgb("#FFFFFF"),
    accent=rgb("#000000"),
)
"""Black on white, for copiers."""

PEOPLE: dict[str, Look] = {
    "calm": CALM,
    "plain": PLAIN,
    "brown-bob": replace(CALM, physique=WOMAN, skin=rgb("#D9B394"), cut="bob", hair=rgb("#33271F")),
    "dark-cropped": replace(
        CALM, skin=rgb("#A8775A"), cut="cropped", hair=rgb("#1E1A18"), shirt=rgb("#F1EBDD"), shorts=rgb("#A9BBC6")
    ),
    "grey-bun": replace(
        CALM,
        physique=WOMAN,
        skin=rgb("#F9EDE3"),
        cut="bun",
        hair=rgb("#B9BCBE"),
        older=True,
        glasses=True,
        clothes="trousers",
    ),
    "grey-receding": replace(
        CALM, physique=STOUT, skin=rgb("#F6E7DB"), cut="receding", hair=rgb("#C9CBCC"), older=True, glasses=True
    ),
    "broad": replace(CALM, physique=HEAVY, cut="curly", hair=rgb("#4A382C"), skin=rgb("#F3DECB")),
    "broad-ponytail": replace(
        CALM, physique=HEAVY_WOMAN, cut="ponytail", hair=rgb("#33271F"), skin=rgb("#E4C2A4"), clothes="trousers"
    ),
    "grey-curly": replace(
        CALM,
        physique=STOUT_WOMAN,
        skin=rgb("#9C6C50"),
        cut="curly",
        hair=rgb("#A9ABAC"),
        older=True,
        shirt=rgb("#F1EBDD"),
        shorts=rgb("#A9BBC6"),
        clothes="trousers",
    ),
    "long-hair": replace(
        CALM, physique=WOMAN, cut="long", hair=rgb("#5B4636"), skin=rgb("#F7E8DA"), clothes="trousers"
    ),
    "pregnant-bob": replace(CALM, physique=PREGNANT, skin=rgb("#D9B394"), cut="bob", hair=rgb("#33271F")),
    "pregnant-dark": replace(
        CALM,
        physique=PREGNANT,
        skin=rgb("#A8775A"),
        cut="bun",
        hair=rgb("#1E1A18"),
        shirt=rgb("#F1EBDD"),
        shorts=rgb("#A9BBC6"),
    ),
    "pregnant-ponytail": replace(
        CALM, physique=PREGNANT, skin=rgb("#D2A582"), cut="ponytail", hair=rgb("#4A382C"), clothes="trousers"
    ),
    "pregnant-fair": replace(
        CALM, physique=PREGNANT, skin=rgb("#F7E8DA"), cut="long", hair=rgb("#7A5A3A"), glasses=True
    ),
}
"""The people that a clinic can choose from, by name."""
