"""The head of a card: numeral, title and summary, the dose between two lines, and what was changed."""

from planner import blocks as b
from planner.pdf.draw.exercises.line import Bit, above, apart, in_lines, line_up
from planner.pdf.file.tags import Elem
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack
from planner.pdf.layout.theme import BOLD, FINE, FRAME, INSIDE, MEDIUM, MM, under
from planner.pdf.layout.typesetter import Typesetter

NUMERAL = 16 * MM
"""From the numeral's left edge to the title."""
BEARING = 0.04
"""The white space at the left of a numeral, in sizes of its type: the numeral itself stands on the margin."""
TITLES = ("card", "word", "h2")
"""Styles of the title, tried until it takes at most two lines."""
BEFORE_WHEN = 12.0
"""The least white space between the title and what stands at its right, in points."""
DOSE_PAD = 2.5
"""Above and below the line of the dose, in points."""
AMOUNTS = 14.0
"""The white space between two numbers of the dose, in points; number and words have a space between them."""
BOX, LINE = (5 * MM, 4 * MM), (2 * MM, 1.1 * MM)
"""How far words are inset from the frame of a change, sideways and from above; the same for a change of one line."""
PERSON = 7 * MM
"""The size of the person beside a change."""


def head(setter: Typesetter, block: b.Card, up: Elem, *, lead: bool, line: bool) -> list[Piece]:
    """Return numeral, title and summary, and the dose.

    lead: with the summary. line: with a change, if it is one line, in place of the summary.
    """
    theme = setter.theme
    numeral, inset = _numeral(setter, block)
    width = theme.width - inset
    title = setter.head(block.title, width, TITLES)
    words: list[Piece] = [setter.said(title, up.add("H1"), width)]
    first = bool(block.when) and _first(block.when[0], block)
    when = setter.lines(block.when[0] if first else "", "strong", width)
    fits = len(title.lines) == len(when.lines) == 1 and title.width + BEFORE_WHEN + when.width <= width
    columns = [
        (
            -BEARING * numeral.style.size,
            fixed(above(numeral) + INSIDE[0], lambda pen, x, top: pen.text(numeral, x, top)),
        )
    ]
    if first and fits:
        columns.append((theme.width - when.width, _level(when, title, up.add("P"))))
    changed = change_line(setter, block) if line else None
    if changed:
        words.append(_framed_line(setter, changed, up))
    elif lead and block.lead:
        words.append(setter.text(block.lead, "body", width, up))
    later = block.when[1:] if first and fits else block.when
    if len(words) == 1 and later and _first(later[0], block):  # in the summary's place
        words.append(setter.text(later[0], setter.prose, width, up))
        later = later[1:]
    for below in words[1:2]:
        below.gap += under(block.title, title.style)
    columns.append((inset, stack(words)))
    out = [beside(columns), space(INSIDE[2]), _dose(setter, block, up)]
    return out + [setter.text(words, setter.prose, setter.measure(theme.width), up, gap=INSIDE[0]) for words in later]


def _first(words: b.Words, block: b.Card) -> bool:
    """Return whether a line about weeks may stand above the dose: of several later doses none comes before it."""
    return isinstance(words, str) or sum(not isinstance(line, str) for line in block.when) == 1


def _numeral(setter: Typesetter, block: b.Card) -> tuple[Paragraph, float]:
    """Return the numeral, and how far the title is from its left edge, in points."""
    numeral = setter.lines(block.numeral, "numeral", setter.theme.width)
    return numeral, max(NUMERAL * setter.theme.icons, numeral.width + INSIDE[2])


def _level(words: Paragraph, title: Paragraph, elem: Elem) -> Piece:
    """Return a line of words on the baseline of the title's first line."""
    down = above(title) - above(words)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(elem):
            pen.text(words, x, top - down)

    return fixed(title.style.leading, draw)


# -- dose ------------------------------------------------------------------------------------------------------------


def _dose(setter: Typesetter, block: b.Card, up: Elem) -> Piece:
    """Return the dose as a sentence with large numerals, between a heavy and a fine line."""
    theme = setter.theme
    bits: list[Bit] = []
    for amount in block.dose:
        if amount.number:
            bits.append(Bit(setter.lines(amount.number, "dose", theme.width), AMOUNTS))
            bits.append(apart(setter, "dose"))
        unit = setter.lines(amount.unit, "body", theme.width)
        bits += [Bit(unit, 0.0 if amount.number else AMOUNTS, glued=bool(amount.number)), apart(setter, "body")]
    elem = up.add("P")
    long: list[Piece] = []
    for words in block.start:
        more = [*bits, Bit(setter.lines(words, setter.prose, theme.width), AMOUNTS)]
        if len(in_lines(more, theme.width)) == len(in_lines(bits, theme.width)):
            bits = more
        else:
            long.append(setter.text(words, setter.prose, setter.measure(theme.width), up))
    leading = setter.style("dose").leading
    sentence = line_up(bits, theme.width, leading, elem)
    return stack(
        [
            setter.rule(theme.width, BOLD),
            space(DOSE_PAD),
            sentence,
            *long,
            space(DOSE_PAD),
            setter.rule(theme.width, FINE),
        ]
    )


# -- what was changed ------------------------------------------------------------------------------------------------


def change_line(setter: Typesetter, block: b.Card) -> Paragraph | None:
    """Return what was changed as one line beside the numeral; None if it needs more, or nothing was."""
    if block.change is None:
        return None
    width = setter.theme.width - _numeral(setter, block)[1]
    says: list[b.Run] = [b.Run(block.change.title + ": ", strong=True)]
    for words in block.change.says:
        says += [b.Run(" ")] if len(says) > 1 else []
        says += [b.Run(words)] if isinstance(words, str) else [b.Run(run.text) for run in words]
    lines = setter.lines(tuple(says), "body", width - 2 * LINE[0] - _person(setter))
    return lines if len(lines.lines) == 1 else None


def _person(setter: Typesetter) -> float:
    """Return the size of the person in a line, with the white space after it, in points."""
    return setter.style("body").size + INSIDE[1]


def _framed_line(setter: Typesetter, lines: Paragraph, up: Elem) -> Piece:
    elem, theme = up.add("P"), setter.theme
    mark = icon("you", setter.style("body").size, theme.ink)
    high = lines.height + 2 * LINE[1] - INSIDE[1]
    wide = lines.width + 2 * LINE[0] + _person(setter)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.frames([(x, top - high, x + wide, top)], theme.ink, MEDIUM, FRAME)
        pen.draw(mark, x + LINE[0], top - (high + mark.height) / 2, 1.0)
        with pen.tag(elem):
            pen.text(lines, x + LINE[0] + _person(setter), top - (high - lines.height) / 2)

    return fixed(high, draw, gap=INSIDE[0])


def change_box(setter: Typesetter, block: b.Card, up: Elem) -> list[Piece]:
    """Return what was changed and why, in a frame beside a person; an empty list if nothing was."""
    if block.change is None:
        return []
    theme = setter.theme
    mark = icon("you", PERSON * theme.icons, theme.ink)
    inset = max(NUMERAL * theme.icons, BOX[0] + mark.width + INSIDE[2])
    width = theme.width - inset - BOX[0]
    words = [setter.heading(block.change.title, 2, "h2", width, up)]
    words += [setter.text(text, setter.prose, width, up) for text in block.change.says]
    person = fixed(mark.height, lambda pen, x, top: pen.draw(mark, x, top - mark.height, 1.0))
    inner = beside([(BOX[0], person), (inset, stack(words))])
    return [setter.framed(inner, theme.width, MEDIUM, inset=0.0, radius=FRAME, pad=BOX[1], gap=BOX[1])]
