"""Charts to fill in over the weeks, and goals with rings from 0 to 10."""

from collections.abc import Iterator

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem, field_attrs
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, fixed, space, stack
from planner.pdf.layout.theme import BOLD, FINE, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter

ROWS = {True: (1.0, 0.88, 1.7), False: (1.3, 1.0, 2.6)}
"""Best, least and most height of a row, in lines of its label, for many rows (True) or few."""
MANY = 6
"""A chart with more marks than this has many rows."""
LEG = (120.0, 92.0, 190.0)
"""Best, least and most height of the chart beside the leg, in points at size standard."""
LEAST_LINES = 4.4
"""The least height of that chart in lines of the marks' names, which are unevenly spaced."""
RING = 9 * MM
"""The least diameter of the ring round a score."""
SCORES = 11
"""The number of scores: 0 to 10."""


# -- charts ----------------------------------------------------------------------------------------------------------


@draws(b.Chart)
def chart(setter: Typesetter, block: b.Chart, up: Elem) -> Iterator[Piece]:
    """Draw a chart: title, how to fill it in, and the grid; it never breaks."""
    theme = setter.theme
    head = setter.heading(block.title, 2, "h2", theme.width, up)
    how = setter.text(block.how, "small", setter.measure(theme.width), up)
    elem = setter.figure_elem(block.leg, up) if block.leg else None
    grid = _Grid(setter, block, up.add("Table"), elem)
    yield stack([head, how, grid.piece()], gap=0.0)
    yield space(14.0, 5.0)


class _Grid:
    """A chart's table: its columns are the weeks; all marks are one row, with a field for each week."""

    def __init__(self, setter: Typesetter, block: b.Chart, table: Elem, leg: Elem | None) -> None:
        self.setter, self.block, self.leg = setter, block, leg
        row = table.add("THead").add("TR")
        self.corner = row.add("TH", "/A<</O/Table/Scope/Column>>")
        self.heads = [row.add("TH", "/A<</O/Table/Scope/Column>>") for _ in block.weeks]
        row = table.add("TBody").add("TR")
        self.side = row.add("TH", "/A<</O/Table/Scope/Row>>")
        self.fields = [row.add("TD").add("Form", field_attrs("tv", says)) for says in block.says]
        self.marks = [setter.lines(mark + JOIN, "small", 999) for mark in block.marks]
        self.name = setter.lines(block.corner + JOIN, "small", 999)
        line = setter.style("small").leading
        grow = setter.theme.unit
        many = len(self.marks) > MANY
        if block.leg:
            self.least = max(LEG[1], LEAST_LINES * line)
            self.best, self.most = max(self.least, LEG[0] * grow), LEG[2] * grow
        else:
            self.best, self.least, self.most = (line * share * len(self.marks) for share in ROWS[many])
        label = max(mark.width for mark in (*self.marks, self.name)) + (14 if block.leg else 8)
        self.left = max(setter.theme.column(2, 6), label)
        if block.leg:  # the toes stay clear of the marks' names
            drawing = block.leg.drawing
            self.left = max(self.left, label + drawing.width * self.best / drawing.height)
            self.most = min(self.most, (self.left - label) / drawing.width * drawing.height)
            self.best = min(self.best, self.most)
        self.column = (setter.theme.width - self.left) / len(block.weeks)
        self.weeks = self._weeks()
        self.foot = max(week.height for _, week in self.weeks) + 3

    def _weeks(self) -> list[tuple[int, Paragraph]]:
        """Return the names of columns with their indices, leaving some out if there are too many to keep apart."""
        made = [self.setter.lines(week + JOIN, "small strong", 999) for week in self.block.weeks]
        first = made[0].width / 2 > self.column / 2 + 2  # the start's name reaches into the next column
        widest = max(name.width for name in made[1:] or made) + 5
        step = max(1, -(-int(widest * 10) // int(self.column * 10)))
        reach = int((made[0].width + 8) / self.column) if first else 0
        return [(n, name) for n, name in enumerate(made) if n == 0 or (n % step == 0 and n > reach)]

    def piece(self) -> Piece:
        """Return the grid with its weeks below."""
        foot = self.foot
        return Piece(self.best + foot, self._draw, self.least + foot, gap=6.0)

    def _draw(self, pen: Pen, x: float, top: float, height: float) -> None:
        theme, high = self.setter.theme, height - self.foot
        left, right, ground = x + self.left, x + theme.width, top - high
        with pen.tag(self.corner):
            pen.text(self.name, left - self.name.width - 6, ground - 3)
        for n, name in self.weeks:
            shift = max(0.0, (self.column - name.width) / 2)
            with pen.tag(self.heads[n]):
                pen.text(name, left + n * self.column + shift, ground - 3)
        lines = self._lines(high)
        with pen.tag(self.side):
            for mark, y in zip(self.marks, self._middles(lines), strict=True):
                pen.text(mark, left - mark.width - 6, ground + y + mark.height / 2)
        for n, field in enumerate(self.fields):
            at = left + n * self.column
            with pen.tag(field):
                pen.line(at, top, at, ground, theme.line, FINE)
        for y in lines:
            pen.line(left, ground + y, right, ground + y, theme.line, FINE)
        pen.line(right, top, right, ground, theme.line, FINE)
        if self.block.leg and self.leg:
            drawing = self.block.leg.drawing
            self.setter.place(pen, self.leg, self.block.leg, x, ground, high / (drawing.height - drawing.ground))
            pen.line(x, ground, right, ground, theme.ink, BOLD)
        else:
            pen.line(left, top, right, top, theme.ink, FINE)
            pen.line(left, ground, right, ground, theme.ink, BOLD)

    def _lines(self, high: float) -> list[float]:
        """Return the heights of the lines above the ground, in points."""
        if self.block.leg:
            drawing = self.block.leg.drawing
            return [mark * high / (drawing.height - drawing.ground) for mark in self.block.heights]
        count = len(self.marks)
        return [high * n / count for n in range(count - 1, 0, -1)]

    def _middles(self, lines: list[float]) -> list[float]:
        """Return the heights of the marks' names: at the lines beside a leg, else between them."""
        if self.block.leg:
            return lines
        step = lines[-1] if lines else self.best
        return [y + step / 2 for y in lines] + [step / 2]


# -- goals -----------------------------------------------------------------------------------------------------------


@draws(b.Goals)
def goals(setter: Typesetter, block: b.Goals, up: Elem) -> Iterator[Piece]:
    """Draw goals in rows under lines that share the page; a row never breaks."""
    for n, goal in enumerate(block.goals):
        if n:
            yield space(10.0, 4.0)
        yield setter.rule(setter.theme.width, BOLD)
        yield _goal(setter, goal, up)


def _goal(setter: Typesetter, goal: b.Goal, up: Elem) -> Piece:
    theme = setter.theme
    left = theme.column(2, 6)
    width = theme.width - left
    numeral = setter.lines(goal.numeral + JOIN, "list numeral", left)
    words = setter.lines(goal.words, "h2", width) if goal.words else None
    head = up.add("H2") if words else up.add("P")
    field = None if words else up.add("Form", field_attrs("tv", goal.says))
    start = max(setter.lines(label, "body", width).width for label, _ in goal.times) + 14
    rings = [_rings(setter, label, says, (start, width), up) for label, says in goal.times]
    first = max(words.height if words else 0.0, setter.style("h2").leading) + 18
    each = max(ring.best for ring in rings)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        with pen.tag(head):
            pen.text(numeral, x - 2, top - 8)
            if words:
                pen.text(words, x + left, top - 12)
        line = top - first
        with pen.tag(field):
            pen.line(x + left, line, x + theme.width, line, theme.line, FINE)
        step = (height - first) / len(rings)
        for n, ring in enumerate(rings):
            ring.draw(pen, x + left, line - n * step - (step - each) / 2, each)

    low, best = (first + (each + pad) * len(rings) for pad in (4.0, 10.0))
    return Piece(best, draw, low)


def _rings(setter: Typesetter, label: str, says: str, span: tuple[float, float], up: Elem) -> Piece:
    """Return when to score, and the numbers 0 to 10 in rings at its right; below it if they are too wide."""
    theme, (start, width) = setter.theme, span
    elem = up.add("P")
    name = setter.lines(label + JOIN, "body", width)
    field = up.add("Form", field_attrs("tv", says))
    numbers = [setter.lines(f"{n}{JOIN}", "small", RING, "centre") for n in range(SCORES)]
    size = max(RING, numbers[-1].style.leading + 6)
    above = start + SCORES * (size + 2) > width
    if above:
        start = 0.0
    pitch = (width - start - size) / (SCORES - 1)
    size = min(size, pitch - 2)
    high = size + (name.height + 2 if above else 0.0)

    def draw(pen: Pen, x: float, top: float) -> None:
        middle = top - high + size / 2
        with pen.tag(elem):
            pen.text(name, x, top if above else middle + name.height / 2)
        left = x + start
        with pen.tag(field):
            for n, number in enumerate(numbers):
                at = left + n * pitch
                pen.frames([(at, middle - size / 2, at + size, middle + size / 2)], theme.ink, FINE, size / 2 - 0.01)
                pen.text(number, at + (size - RING) / 2, middle + number.height / 2)

    return fixed(high, draw)
