"""Themes: what they may say, what they leave to another one, and colours that nobody could tell apart."""

from io import BytesIO

import pikepdf
import pytest

from planner import load_clinic, load_library, load_plan, make_booklet
from planner.content.resources import data
from planner.content.theme import Theme, contrast
from planner.problems import InputError

THEMES = load_library().ids("themes")
SHAPES = ("family", "density", "headings", "numerals", "corners", "rules")


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the best known near miss
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


def test_there_are_six_and_no_two_differ_in_colour_only(library):
    assert THEMES == ["bedside", "bold", "calm", "clinic", "plain", "warm"]
    themes = [library.theme(key) for key in THEMES if key != "plain"]  # plain is calm for a copier
    assert len({tuple(getattr(theme, field) for field in SHAPES) for theme in themes}) == len(themes)
    assert len({theme.family for theme in themes}) == 3
    assert len({theme.figure.model_dump_json() for theme in themes}) == len(themes)


@pytest.mark.parametrize("key", THEMES)
def test_every_built_in_theme_can_be_read_and_named(library, key):
    theme = library.theme(key)
    assert theme.faults() == []
    assert theme.title != "Own"
    assert (data("fonts") / theme.family / "OFL.txt").is_file()


def test_a_theme_of_three_lines_is_its_base_but_for_them(write, library):
    path = write("themes/river.yaml", 'title: River\nbase: warm\naccent: "#0b5c6b"\n')
    river, warm = load_library(path.parents[1]).theme("river"), library.theme("warm")
    assert (river.title, river.colours.accent) == ("River", "#0b5c6b")
    assert river.summary is None  # what is special about the base need not be true of it
    own = {"title", "base", "colours", "summary"}
    assert river.model_dump(exclude=own) == warm.model_dump(exclude=own)
    assert river.colours.ink == warm.colours.ink


def test_a_base_may_have_a_base(write):
    write("themes/river.yaml", 'base: clinic\naccent: "#0b5c6b"\nfigure: {outline: bold}\n')
    path = write("themes/delta.yaml", 'base: river\nrules: bold\nfigure: {shirt: "#eeeeee"}\n')
    delta = load_library(path.parents[1]).theme("delta")
    assert (delta.density, delta.rules, delta.colours.accent) == ("compact", "bold", "#0b5c6b")
    assert (delta.figure.outline, delta.figure.shirt, delta.figure.clothes) == ("bold", "#eeeeee", "trousers")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            'accent: "#d98e04"',
            '1:9: colours.accent: "#d98e04" on paper has a contrast of 2.7 to 1; it needs 4.5 to 1: try "#a36a03"',
        ),
        ('colours:\n  soft: "#999999"', '2:9: colours.soft: "#999999" on paper has a contrast of 2.8 to 1'),
        ('line: "#cccccc"', '1:7: colours.line: "#cccccc" on paper has a contrast of 1.6 to 1; it needs 3.0 to 1'),
        ('tint: "#777777"', '1:7: colours.tint: "#777777" under text in ink has'),
        ('figure: {shorts: "#333333"}', '1:18: figure.shorts: "#333333" under its outline in ink has'),
        ("accent: 0b5c6b", '1:9: colours.accent: write "#0b5c6b", with the quotation marks'),
        (
            'colours: {accent: "#0b5c6b"}\naccent: "#7b2d43"',
            "2:9: accent: stands here and under colours; both cannot hold",
        ),
        ("accent: red", '1:9: colours.accent: "red": write a colour as six digits, such as "#0b6e4f"'),
        ("acent: '#000000'", '1:1: acent: unknown key "acent"; did you mean "accent"?'),
        ("density: dense", '1:10: density: "dense": write airy, normal or compact'),
        ("family: comic", '1:9: family: there is no family "comic"; there are atkinson-hyperlegible-next, '),
        ("family: source-serif", '1:9: family: there is no family "source-serif"; did you mean "source-serif-4"?'),
        ("base: clam", '1:7: base: there is no theme "clam"; did you mean "calm"?'),
        ("base: own", '1:7: base: "own" is a change of this theme itself'),
        (
            "figure: {person: grey-bunn}",
            '1:18: figure.person: there is no person "grey-bunn"; did you',
        ),
        ("colours: red", "1:10: colours: "),
    ],
)
def test_what_cannot_be_printed_has_its_place(write, text, line):
    path = write("themes/own.yaml", f"{text}\n")
    with pytest.raises(InputError) as caught:
        load_library(path.parents[1]).theme("own")
    assert str(caught.value.problems[0]).startswith(f"{path}:{line}")


def test_two_themes_cannot_be_each_others_base(write):
    write("themes/one.yaml", "base: two\n")
    path = write("themes/two.yaml", "base: one\n")
    with pytest.raises(InputError, match=r'two\.yaml:1:7: base: "two" is a change of this theme itself'):
        load_library(path.parents[1]).theme("two")


# -- a clinic's own --------------------------------------------------------------------------------------------------


def test_a_clinic_says_what_differs(write, library):
    clinic = load_clinic(write("clinic.yaml", 'theme: {base: bold, accent: "#0b6e4f", numerals: light}\n'))
    theme = library.theme(clinic.theme)
    bold = library.theme("bold")
    assert (theme.colours.accent, theme.numerals) == ("#0b6e4f", "light")
    assert (theme.family, theme.rules, theme.colours.ink) == (bold.family, bold.rules, bold.colours.ink)


def test_a_mapping_without_a_base_changes_calm(write, library):
    clinic = load_clinic(write("clinic.yaml", 'theme: {accent: "#0b6e4f"}\n'))
    assert library.theme(clinic.theme).figure == library.theme("calm").figure


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            '{base: calm, accent: "#ffcc00"}',
            '1:29: theme.colours.accent: "#ffcc00" on paper has a contrast of 1.5 ',
        ),
        ("{base: clam, rules: bold}", '1:15: theme.base: there is no theme "clam"; did you mean "calm"?'),
        ("clam", '1:8: theme.base: there is no theme "clam"; did you mean "calm"?'),
        ('{base: calm, acent: "#0b6e4f"}', '1:21: theme.acent: unknown key "acent"; did you mean "accent"?'),
    ],
)
def test_what_is_wrong_with_it_has_its_place_in_the_clinics_file(write, text, line):
    path = write("clinic.yaml", f"theme: {text}\n")
    with pytest.raises(InputError) as caught:
        make_booklet(load_plan("low-back-relief"), clinic=load_clinic(path))
    assert str(caught.value.problems[0]).startswith(f"{path}:{line}")


def test_a_clinics_theme_beats_the_plans_and_is_printed(write):
    plan = load_plan("low-back-relief")
    own = make_booklet(plan, clinic=load_clinic(write("clinic.yaml", 'theme: {accent: "#0b6e4f"}\n')))
    green = "{:g} {:g} {:g} rg".format(*(round(int(part, 16) / 255, 4) for part in ("0b", "6e", "4f")))
    assert green.encode() in streams(own.data)
    assert green.encode() not in streams(make_booklet(plan).data)


def streams(made: bytes) -> bytes:
    """All content of all pages."""
    with pikepdf.open(BytesIO(made)) as pdf:
        return b"".join(part.read_bytes() for page in pdf.pages for part in page.Contents)


def test_a_theme_is_equal_whichever_way_it_is_written():
    flat = Theme.model_validate({"accent": "#0b6e4f", "soft": "#333333"})
    deep = Theme.model_validate({"colours": {"accent": "#0b6e4f"}, "soft": "#333333"})
    assert flat.model_dump() == deep.model_dump()
