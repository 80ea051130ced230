"""An exercise in little room: its dose beside its name, its steps beside its pictures, the tips in a line or two."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.draw.exercises.card import in_forms
from planner.pdf.draw.exercises.foot import extras
from planner.pdf.draw.exercises.line import above
from planner.pdf.draw.exercises.pictures import small_pictures
from planner.pdf.file.tags import Elem
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack
from planner.pdf.layout.theme import BETWEEN, FINE, FRAME, GUTTER, INSIDE, MEDIUM, Style
from planner.pdf.layout.typesetter import Typesetter

FORMS = (1, 2, 3)
"""2: with a single picture, and without what is felt; 3: with all tips in one paragraph."""
WORDS = "close"
"""The style of its steps and of what to take care of; other tips are small."""
AMOUNTS = "  \u00b7  "
"""Between two numbers of the dose."""
BEFORE_DOSE = 14.0
"""The least white space between the title and the dose at its right, in points."""
INSET = 8.0
"""From the frame of a change to its words, in points."""


@draws(b.HandoutCard)
def card(setter: Typesetter, block: b.HandoutCard, up: Elem) -> list[Piece]:
    """Draw a card in the first form for which its page has room; it breaks only if no page can hold it."""
    return setter.kept(block, partial(_card, setter, block), up)


def _card(setter: Typesetter, block: b.HandoutCard, up: Elem) -> Iterator[Piece]:
    group, said = up.add("Div"), block.card
    yield space(BETWEEN[2], INSIDE[1])
    forms = [(root, _whole(setter, said, close, root)) for close in FORMS for root in [Elem("Div")]]
    if block.whole and forms[0][1].best <= setter.room:
        forms = forms[:1]
    if forms[-1][1].best > setter.room:
        yield _whole(setter, said, FORMS[-1], group)
    else:
        yield in_forms(forms, group)


def _whole(setter: Typesetter, said: b.Card, close: int, up: Elem) -> Piece:
    """Return a card in a form."""
    return stack(
        [
            _head(setter, said, close, up),
            *_change(setter, said, up),
            _body(setter, said, close, up),
            *extras(setter, said, up),
        ]
    )


def _head(setter: Typesetter, said: b.Card, close: int, up: Elem) -> Piece:
    """Return numeral and title with the dose at their right or, if it is long, below them; then what goes with it."""
    width = setter.theme.width
    light = setter.style("small numeral")
    numeral = setter.lines(said.numeral, light if close == 1 else _lower(setter, light), width)
    inset = numeral.width + BETWEEN[1]
    title = setter.head(said.title, width - inset, ("h2",))
    dose = setter.lines(_dose(said), "body", width)
    fits = len(dose.lines) == len(title.lines) == 1 and inset + title.width + BEFORE_DOSE + dose.width <= width
    drop = above(numeral) - above(title)
    words = stack([space(drop), setter.said(title, up.add("H1"), width - inset)])
    columns = [
        (0.0, fixed(max(numeral.height, words.best), lambda pen, x, top: pen.text(numeral, x, top))),
        (inset, words),
    ]
    if fits:
        columns.append((width - dose.width, _level(setter, dose, above(numeral), up)))
    line = [beside(columns), space(INSIDE[0]), setter.rule(width, FINE)]
    also = _run_on(_also(said))
    below = also if fits else (*_dose(said), b.Run("\u2003"), *also) if also else _dose(said)
    return stack([*line, setter.text(below, WORDS, width, up, gap=INSIDE[0])] if below else line)


def _level(setter: Typesetter, words: Paragraph, base: float, up: Elem) -> Piece:
    """Return words whose first baseline is so far below the top, in points."""
    said = setter.said(words, up.add("P"), words.width)
    return stack([space(base - above(words)), said])


def _lower(setter: Typesetter, numeral: Style) -> Style:
    """Return the style of a numeral that makes no line higher than its title does."""
    title = setter.style("h2")
    return replace(numeral, size=title.size + INSIDE[1], leading=title.leading)


def _dose(said: b.Card) -> tuple[b.Run, ...]:
    """Return the dose as a line of words, its numbers strong, after the weeks in which it is done."""
    out: list[b.Run] = [b.Run(said.when[0])] if said.when and isinstance(said.when[0], str) else []
    for amount in said.dose:
        out += [b.Run(AMOUNTS)] if out else []
        out += [b.Run(amount.number, strong=True), b.Run("\u00a0")] if amount.number else []
        out.append(b.Run(amount.unit))
    return tuple(out)


def _also(said: b.Card) -> list[b.Words]:
    """Return how to start, which side is the sore one, and what changes in a later week."""
    return [*said.start, *(words for words in said.when if not isinstance(words, str))]


def _change(setter: Typesetter, said: b.Card, up: Elem) -> Iterator[Piece]:
    """Yield what was changed and why, in a frame behind a person."""
    if said.change is None:
        return
    theme = setter.theme
    mark = icon("you", setter.style("body").size, theme.ink)
    inset = INSET + mark.width + INSIDE[2]
    words = _run_on([(b.Run(said.change.title, strong=True), b.Run(":")), *said.change.says])
    lines = setter.text(words, WORDS, theme.width - inset - INSET, up)
    person = fixed(mark.height, lambda pen, x, top: pen.draw(mark, x, top - mark.height - 1.0, 1.0))
    inner = beside([(INSET, person), (inset, lines)])
    yield setter.framed(inner, theme.width, MEDIUM, inset=0.0, radius=FRAME, pad=INSIDE[1], gap=INSIDE[1])


def _body(setter: Typesetter, said: b.Card, close: int, up: Elem) -> Piece:
    """Return pictures with the steps at their right; the tips stand there too if all is lower so, else below."""
    width = setter.theme.width
    pictures = said.pictures[-1:] if close > 1 else said.pictures
    shown, taken = small_pictures(setter, [one for one in pictures if one.figure], up, close=close > 1)
    left = taken + GUTTER if taken else 0.0
    tight = setter.within(width)
    tight.prose = WORDS
    steps = [step for picture in said.pictures for step in picture.steps]
    words = stack(tight.numbered_items(steps, 1, width - left, up, gap=1.0 if close == 1 else 0.0))
    narrow, wide = (_tips(setter, said, close, room, Elem("Div")) for room in (width - left, width))
    below = max(shown.best, words.best) + wide.best
    in_column = max(shown.best, words.best + INSIDE[0] + narrow.best) <= below
    tips = _tips(setter, said, close, width - left if in_column else width, up)
    tips.gap, gap = INSIDE[0], INSIDE[1] if close == FORMS[0] else INSIDE[0]
    if in_column:
        return beside([(0.0, shown), (left, stack([words, tips]))], gap=gap)
    return stack([beside([(0.0, shown), (left, words)]), tips], gap=gap)


def _tips(setter: Typesetter, said: b.Card, close: int, width: float, up: Elem) -> Piece:
    """Return what to take care of, then the other tips as one paragraph."""
    others = [tip for tip in (said.felt if close == 1 else None, said.avoid, said.easier, said.harder) if tip]
    words = [_labelled(tip) for tip in others]
    if close == FORMS[-1]:
        return setter.text(_run_on([_labelled(said.care), *words]), "small", width, up)
    care = setter.text(_labelled(said.care), WORDS, width, up)
    return stack([care, setter.text(_run_on(words), "small", width, up)])


def _labelled(tip: b.Tip) -> tuple[b.Run, ...]:
    """Return a tip after its label."""
    said = (b.Run(tip.words),) if isinstance(tip.words, str) else tip.words
    return (b.Run(f"{tip.label}:", strong=True), b.Run(" "), *said)


def _run_on(sentences: Sequence[b.Words]) -> tuple[b.Run, ...]:
    """Return sentences as one text."""
    out: list[b.Run] = []
    for words in sentences:
        out += [b.Run(" ")] if out else []
        out += (b.Run(words),) if isinstance(words, str) else words
    return tuple(out)
