"""Charts to fill in over the weeks, and goals with rings from 0 to 10."""

from collections.abc import Iterator
from itertools import accumulate

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem, field_attrs
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, fixed, space, stack
from planner.pdf.layout.theme import BETWEEN, BOLD, FINE, INSIDE, MEDIUM, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter

ROWS = {"standard": (7.2 * MM, 6.2 * MM), "large": (7.2 * MM, 5.2 * MM), "xl": (9 * MM, 7.5 * MM)}
"""Best and least height of a row of the scale from 0 to 10: on Letter there is less room than on A4."""
FEW = 6
"""A chart with no more marks than this has higher rows."""
FEW_ROW = 12 * MM
"""How high these are."""
LEG = 120.0
"""The height of the chart beside the leg, in points at size standard."""
LEAST_LINES = 4.4
"""The least height of that chart in lines of the marks' names, which are unevenly spaced."""
LABELS = 27 * MM
"""The least width of the column with the marks and the icons of zones."""
WORDS = 32 * MM
"""The least width of the column with marks that are words, at size standard: there is room for the leg."""
COLUMNS = 7
"""With at least so many, the columns share the width; fewer are no wider."""
ICON = 8 * MM
"""The size of a zone's icon, at size standard."""
RINGS = {"standard": 9.8 * MM, "large": 10.8 * MM, "xl": 13 * MM}
"""The diameter of the ring round a score; up to large, 0.8 mm less on Letter."""
SCORES = 11
"""The number of scores: 0 to 10."""
NUMERAL = 13 * MM
"""The width of the column with a goal's numeral."""
WRITE = 10 * MM
"""The room above the line for a goal that is to be written down."""


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
    yield space(BETWEEN[2])


class _Grid:
    """A chart's table: its columns are the weeks; all marks are one row, with a field for each week."""

    def __init__(self, setter: Typesetter, block: b.Chart, table: Elem, leg: Elem | None) -> None:
        self.setter, self.block, self.leg = setter, block, leg
        theme = setter.theme
        row = table.add("THead").add("TR")
        self.corner = row.add("TH", "/A<</O/Table/Scope/Column>>")
        self.heads = [row.add("TH", "/A<</O/Table/Scope/Column>>") for _ in block.weeks]
        row = table.add("TBody").add("TR")
        self.side = row.add("TH", "/A<</O/Table/Scope/Row>>")
        self.fields = [row.add("TD").add("Form", field_attrs("tv", says)) for says in block.says]
        style = "small" if not block.zones else "strong" if theme.size == "standard" else "small strong"
        self.marks = [setter.lines(mark + JOIN, style, 999) for mark in block.marks]
        self.name = setter.lines(block.corner + JOIN, "small", 999)
        self.best, self.least = self._heights()
        self.zones = [setter.lines(zone.word + JOIN, "small", 999) for zone in block.zones]
        fewest = min((zone.rows for zone in block.zones), default=0)
        room = fewest * self.least / len(self.marks)
        self.above = room >= self._icon + setter.style("small").leading - INSIDE[1]  # each icon above its word
        self.left = self._left()
        self.column = (theme.width - self.left) / max(len(block.weeks), COLUMNS)
        names = [setter.lines(name + JOIN, "small strong", 999) for name in block.names]
        self.full = max(name.width for name in names) + INSIDE[1] <= self.column
        self.weeks = list(enumerate(names)) if self.full else self._weeks()
        self.foot = max(week.height for _, week in self.weeks) + INSIDE[1]

    def _heights(self) -> tuple[float, float]:
        """Return the best and the least height of the grid without its foot."""
        theme, count = self.setter.theme, len(self.marks)
        if self.block.leg:
            high = max(LEG * theme.unit, LEAST_LINES * self.setter.style("small").leading)
            return high, high
        best, least = ROWS[theme.size] if count > FEW else (FEW_ROW, FEW_ROW)
        return best * count, least * count

    def _left(self) -> float:
        """Return where the grid begins: marks and icons, or a leg, are at its left."""
        block, pad = self.block, INSIDE[2]
        label = max(mark.width for mark in self.marks) + pad
        if not block.zones:
            leg = block.leg.drawing if block.leg else None
            figure = leg.width * self.best / (leg.height - leg.ground) + BETWEEN[0] if leg else 0.0
            return max(WORDS * self.setter.theme.unit, figure + label, self.name.width + pad)
        aside = max(word.width for word in self.zones) + (0.0 if self.above else self._icon + INSIDE[1]) + pad
        return max(LABELS, aside + label, self.name.width + pad)

    @property
    def _icon(self) -> float:
        return ICON * self.setter.theme.icons

    def _weeks(self) -> list[tuple[int, Paragraph]]:
        """Return the short names of columns with their indices, leaving some out if there are too many."""
        made = [self.setter.lines(week + JOIN, "small strong", 999) for week in self.block.weeks]
        widest = max(self._bare(name) for name in made[1:] or made) + 5
        step = max(1, -(-int(widest * 10) // int(self.column * 10)))
        return [(n, name) for n, name in enumerate(made) if n % step == 0]

    def _bare(self, name: Paragraph) -> float:
        """Return the width of a column's name without what ends it, which is not seen."""
        return name.width - self.setter.lines(JOIN, "small strong", 999).width

    def piece(self) -> Piece:
        """Return the grid with its weeks below."""
        return Piece(self.best + self.foot, self._draw, self.least + self.foot, gap=INSIDE[2])

    def _draw(self, pen: Pen, x: float, top: float, height: float) -> None:
        theme, high = self.setter.theme, height - self.foot
        left, ground = x + self.left, top - high
        right = left + self.column * len(self.fields)
        over = min(0.0, self.column - self._bare(self.weeks[0][1]) - INSIDE[0])  # a wide name of the start ends there
        if not self.full:
            with pen.tag(self.corner):
                pen.text(self.name, left + over - self.name.width - INSIDE[2], ground - INSIDE[1])
        names = self.block.names if self.full else self.block.weeks
        for n, name in self.weeks:
            shift = (self.column - self._bare(name)) / 2 if n or not over else over
            with pen.tag(self.heads[n]):
                pen.text(
                    name,
                    left + n * self.column + shift - self.setter.ahead(names[n], "small strong"),
                    ground - INSIDE[1],
                )
        lines = self._lines(high)
        self._draw_marks(pen, x, ground, high, lines)
        for n, field in enumerate(self.fields):
            at = left + n * self.column
            with pen.tag(field):
                pen.line(at, top, at, ground, theme.line, FINE)
        for y in (high, *lines, 0.0):
            pen.line(left, ground + y, right, ground + y, theme.line, FINE)
        pen.line(right, top, right, ground, theme.line, FINE)
        for y in self._limits(high):
            pen.line(left, ground + y, right, ground + y, theme.ink, MEDIUM)
        if self.block.leg and self.leg:
            drawing = self.block.leg.drawing
            scale = high / (drawing.height - drawing.ground)
            self.setter.place(pen, self.leg, self.block.leg, x, ground, scale)
            pen.line(x, ground, right, ground, theme.ink, MEDIUM)

    def _draw_marks(self, pen: Pen, x: float, ground: float, high: float, lines: list[float]) -> None:
        """Draw the marks, and behind those of each zone its icon and word, read in this order."""
        right, words = x + self.left - INSIDE[2], iter(self.zones)
        marks = iter(zip(self.marks, self._middles(lines), strict=True))
        done, step = 0, high / len(self.marks)
        for zone in self.block.zones or (None,):
            for _ in range(zone.rows if zone else len(self.marks)):
                mark, y = next(marks)
                with pen.tag(self.side):
                    pen.text(mark, right - mark.width, ground + y + mark.height / 2)
            if zone:
                middle = ground + high - (done + zone.rows / 2) * step
                self._draw_zone(pen, zone, next(words), (x, middle), step)
                done += zone.rows

    def _draw_zone(self, pen: Pen, zone: b.Zone, word: Paragraph, at: tuple[float, float], step: float) -> None:
        """Draw a zone's icon with its word below it, or beside it."""
        (x, middle), size = at, min(self._icon, zone.rows * step)
        high = size + word.height - INSIDE[0] if self.above else size
        pen.draw(icon(zone.icon, size, self.setter.theme.ink), x, middle + high / 2 - size, 1.0)
        with pen.tag(self.side):
            if self.above:
                pen.text(word, x, middle - high / 2 + word.height)
            else:
                pen.text(word, x + size + INSIDE[1], middle + word.height / 2)

    def _limits(self, high: float) -> list[float]:
        """Return the heights of the lines between zones above the ground, in points."""
        step = high / len(self.marks)
        ends = accumulate(zone.rows for zone in self.block.zones[:-1])
        return [high - end * step for end in ends]

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
    """Draw goals, each with its rows of scores; with a title it is one piece, under a line."""
    if not block.title:
        for goal in block.goals:
            yield _goal(setter, goal, 2, up)
        return
    theme = setter.theme
    head = [
        setter.rule(theme.width, BOLD),
        space(INSIDE[1]),
        setter.heading(block.title, 2, "h2", theme.width, up),
        setter.text(block.how, "small", setter.measure(theme.width), up),
    ]
    made = [_goal(setter, goal, 3, up) for goal in block.goals]
    made[0].gap = INSIDE[1]
    yield stack([*head, *made], gap=0.0)


def _goal(setter: Typesetter, goal: b.Goal, level: int, up: Elem) -> Piece:
    theme = setter.theme
    width = theme.width - NUMERAL
    numeral = setter.lines(goal.numeral + JOIN, "small numeral", NUMERAL)
    words = setter.lines(goal.words, "score", width) if goal.words else None
    head = up.add(f"H{level}" if words else "P")
    field = None if words else up.add("Form", field_attrs("tv", goal.says))
    start = max(setter.lines(label, "body", width).width for label, _ in goal.times) + BETWEEN[0]
    rings = [_rings(setter, label, says, (start, width), up) for label, says in goal.times]
    first = max(words.height if words else 0.0, WRITE) + INSIDE[1]
    rows = stack(rings)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(head):
            pen.text(numeral, x, top - (WRITE - numeral.height) / 2)
            if words:
                pen.text(words, x + NUMERAL, top - max(0.0, WRITE - words.height) / 2)
        line = top - first + INSIDE[1]
        if field:
            with pen.tag(field):
                pen.line(x + NUMERAL, line, x + theme.width, line, theme.ink, FINE)
        rows.draw(pen, x + NUMERAL, top - first, rows.best)

    return fixed(first + rows.best, draw, gap=INSIDE[2])


def _rings(setter: Typesetter, label: str, says: str, span: tuple[float, float], up: Elem) -> Piece:
    """Return when to score, and the numbers 0 to 10 in rings at its right; below it if they are too wide."""
    theme, (start, width) = setter.theme, span
    elem = up.add("P")
    name = setter.lines(label + JOIN, "body", width)
    field = up.add("Form", field_attrs("tv", says))
    size = RINGS[theme.size] - (0.8 * MM if theme.paper == "Letter" and theme.size != "xl" else 0.0)
    widest = setter.lines(f"{SCORES - 1}", "strong", 99).width
    style = "strong" if widest <= size - INSIDE[2] else "small strong"
    numbers = [setter.lines(f"{n}{JOIN}", style, size) for n in range(SCORES)]
    aside = [(size - setter.lines(f"{n}", style, size).width) / 2 - setter.ahead(f"{n}", style) for n in range(SCORES)]
    apart = INSIDE[2] if theme.size == "xl" else INSIDE[0]
    above = start + SCORES * (size + apart) > width
    if above:
        start = 0.0
    pitch = (width - start - size) / (SCORES - 1)
    high = size + (name.height + INSIDE[0] if above else 0.0)

    def draw(pen: Pen, x: float, top: float) -> None:
        middle = top - high + size / 2
        with pen.tag(elem):
            pen.text(name, x, top if above else middle + name.height / 2)
        with pen.tag(field):
            for n, (number, shift) in enumerate(zip(numbers, aside, strict=True)):
                at = x + start + n * pitch
                pen.frames([(at, middle - size / 2, at + size, middle + size / 2)], theme.ink, FINE, size / 2 - 0.01)
                pen.text(number, at + shift, middle + number.height / 2)

    return fixed(high, draw, gap=INSIDE[1])
