"""Pages that come with the wheel are those that would be laid out; whatever has changed is laid out anew."""

from dataclasses import fields, is_dataclass, replace

import pytest

from planner import blocks, load_library, load_plan, make_booklet, shipped
from planner.booklet import api, looks
from planner.figure import draw
from planner.figure import kept as pictures
from planner.pdf import paint, typeset
from planner.pdf.file import fonts
from planner.pdf.layout import forms, pages
from tests.figure.scenes import SCENES


@pytest.fixture(autouse=True)
def forgotten():
    """Nothing is kept of what was laid out, before and after."""

    def forget() -> None:
        caches = (typeset.dealt, typeset.header, typeset.folio, pages.look_of, forms.form_of, looks._theme)
        drawn = (pictures._draw, pictures.thumbnail)
        for kept in (*caches, *drawn, looks.theme_of, looks._family, api._kept_press, shipped._read):
            kept.cache_clear()

    forget()
    yield forget
    forget()


@pytest.fixture
def stored(tmp_path, monkeypatch, forgotten):
    """Return what packs all that was made into a wheel, and forgets it."""
    monkeypatch.setattr(shipped, "FILE", tmp_path / "shipped.bin")
    monkeypatch.setattr(shipped, "noted", {})

    def store() -> None:
        shipped.store(shipped.noted or {}, shipped.FILE)
        monkeypatch.setattr(shipped, "noted", None)
        forgotten()

    return store


@pytest.fixture
def unset(monkeypatch):
    """Return what has been laid out and cut."""
    done: list[str] = []
    lay, cut = paint.lay, fonts.Font._cut_anew

    def laid(section, theme):
        done.append(section.name)
        return lay(section, theme)

    def cut_anew(font, used):
        done.append(font.name)
        return cut(font, used)

    monkeypatch.setattr(paint, "lay", laid)
    monkeypatch.setattr(fonts.Font, "_cut_anew", cut_anew)
    return done


def theme(**options):
    return looks.theme_of(load_library().theme("calm"), options.pop("paper", "A4"), **options)


def section(words="Lie on your back.", **fields):
    figure = blocks.Figure(draw(next(iter(SCENES.values())), 0), "A bridge")
    parts = blocks.Heading("Bridge"), blocks.Text(words), blocks.Picture(figure)
    return blocks.Section("Exercises", parts, **fields)


def test_a_booklet_of_the_wheel_is_the_one_that_would_be_made(stored, unset):
    plan = load_plan("walk-more")
    made = make_booklet(plan).data
    assert unset
    stored()
    unset.clear()
    assert make_booklet(plan).data == made
    assert not unset


def test_other_words_look_or_language_are_laid_out(stored, unset):
    typeset.typeset(section(), theme())
    stored()
    unset.clear()
    typeset.typeset(section(), theme())
    assert not unset
    others = [section("Lie on your side."), section(clinic="Riverside"), section(continued="Go on"), section()]
    looks_of = [theme(), theme(), theme(), theme(paper="Letter")]
    changed = replace(theme(), tint=(1.0, 0.0, 0.0)), theme(size="xl"), theme(language="es"), theme(rtl=True)
    for each, look in (*zip(others, looks_of, strict=True), *((section(), look) for look in changed)):
        typeset.typeset(each, look)
        assert unset == ["Exercises"]
        unset.clear()


def test_another_font_lays_out_anew(stored, unset, monkeypatch):
    typeset.typeset(section(), theme())
    stored()
    unset.clear()
    monkeypatch.setattr(fonts.Font, "digest", property(lambda font: f"another {font.name}"))
    typeset.typeset(section(), theme())
    assert unset == ["Exercises"]


def test_a_font_is_another_one_by_its_file_and_by_who_reads_it(tmp_path, monkeypatch):
    path = tmp_path / "Sans-Regular.ttf"
    path.write_bytes(b"glyphs")
    digests = {fonts.Font(path).digest, fonts.Font(path, frozenset("a")).digest}
    path.write_bytes(b"glyph")
    digests.add(fonts.Font(path).digest)
    monkeypatch.setattr(fonts, "version_of", lambda name: f"99.0 of {name}")
    digests.add(fonts.Font(path).digest)
    monkeypatch.setattr(fonts, "unidata_version", "99.0")
    assert len({*digests, fonts.Font(path).digest}) == 5


def test_words_that_other_fonts_help_out_with_are_not_in_the_wheel(stored, unset):
    typeset.typeset(section("שלום"), theme())
    stored()
    unset.clear()
    typeset.typeset(section("שלום"), theme())
    assert unset == ["Exercises"]


def test_a_key_holds_every_field_of_every_block():
    """Pages are found by what their blocks show of themselves: of drawings all but what their key stands for."""
    hidden = {
        (kind.__name__, field.name)
        for kind in vars(blocks).values()
        if isinstance(kind, type) and is_dataclass(kind)
        for field in fields(kind)
        if f"{field.name}=" not in repr(kind(**{each.name: None for each in fields(kind)}))
    }
    assert hidden == {("Drawing", "shapes"), ("Photograph", "shapes"), ("Photograph", "data")}
