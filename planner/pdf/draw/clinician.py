"""The clinician's sheet: facts, a table, remarks, questions to tick and a line to sign, on one page if possible."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem, field_attrs
from planner.pdf.layout.lists import Box, halved, ticked
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack
from planner.pdf.layout.theme import BETWEEN, BOLD, CORNER, FINE, GUTTER, INSIDE, MEDIUM, MM, Style
from planner.pdf.layout.typesetter import JOIN, Typesetter

TYPES = ((11.0, 15.0), (10.5, 14.0), (10.0, 13.0), (10.0, 12.0))
"""Sizes and leadings to try until everything fits on one page. Clinicians read the sheet, not patients."""
BOX = 6.5 * MM
"""The side of a box to tick."""
WRITE = 22.0
"""The height that a signature needs, in points."""
GAP, CELL = BETWEEN[0], BETWEEN[1]
"""White space between the sheet's parts, and between the columns of its table, in points."""
CLOSE = 0.1
"""How exact widths are found, in points."""


@draws(b.ClinicianSheet)
def clinician_sheet(setter: Typesetter, block: b.ClinicianSheet, up: Elem) -> list[Piece]:
    """Draw the sheet on one page in the largest type that fits, with the sources in full, or else by their names.

    If they find no room either way, they are on the next page: what is signed needs none for them. What no page can
    hold goes on in the largest type of all.
    """
    ways = [(kind, sources) for kind in TYPES for sources in (block.sources, block.names)]
    room = setter.theme.room
    for kind, sources in ways:
        made = _made(setter, block, kind, sources)
        if stack(made[1]).best <= room:
            made = made[0], [stack(made[1])]  # as one: no theme loosens what just fits
            break
    else:
        kind = next((kind for kind in TYPES if stack(_made(setter, block, kind)[1]).best <= room), TYPES[0])
        made = _made(setter, block, kind, block.sources)
    up.kids += made[0].kids
    return made[1]


def _made(
    setter: Typesetter, block: b.ClinicianSheet, kind: tuple[float, float], sources: b.Remarks | None = None
) -> tuple[Elem, list[Piece]]:
    """Return the sheet in a size and leading of type, with its elements."""
    elem = Elem("")
    sheet = _SheetSetter(setter, *kind, elem)
    pieces = [*sheet.pieces(block), *(sheet.remarks((sources,)) if sources else ())]
    return elem, pieces


class _SheetSetter:
    """Sets the sheet in one size of type; elements go under `up`."""

    def __init__(self, setter: Typesetter, size: float, leading: float, up: Elem) -> None:
        self.setter, self.theme, self.up = setter, setter.theme, up
        styles = setter.theme.styles
        self.type = replace(styles["sheet"], size=size, leading=leading)
        self.label = replace(styles["sheet label"], size=size, leading=leading)
        self.head = replace(styles["sheet title"], size=size + 3, leading=leading + 3)
        self.pad = (leading - size) / 3
        """Above and below the words of a table's row."""
        roomy = size == TYPES[0][0]
        self.gap, self.step = (GAP, INSIDE[1]) if roomy else (INSIDE[0], INSIDE[0])
        """White space between parts, and between remarks; less of it goes before smaller type does."""
        self.box = Box(BOX, weight=MEDIUM, radius=CORNER, after=INSIDE[2], gap=INSIDE[0] if roomy else 0.0)

    def pieces(self, block: b.ClinicianSheet) -> Iterator[Piece]:
        """Yield the whole sheet from the top."""
        yield self._title(block)
        yield space(INSIDE[1])
        yield self.setter.rule(self.theme.width, BOLD)
        yield from self._facts(block.facts)
        yield space(self.gap)
        yield from self._listing(block.listing)
        yield from self.remarks(block.remarks)
        yield space(self.gap)
        yield self.setter.rule(self.theme.width, BOLD)
        yield space(INSIDE[0])
        yield from self._questions(block.questions)
        yield from self._signature(block.fields)

    # -- who and what --------------------------------------------------------------------------

    def _title(self, block: b.ClinicianSheet) -> Piece:
        """Return the title, and the reader of the sheet on the same line if there is room."""
        setter, width = self.setter, self.theme.width
        lines = setter.lines(block.title, "sheet h1", width)
        title = setter.said(lines, self.up.add("H1"), width)
        room = width - lines.width - GUTTER
        lead = setter.lines(block.lead, "small", width)
        elem = self.up.add("P")
        if lead.width > room:
            return stack([title, setter.said(lead, elem, width)])
        drop = fixed(lines.style.leading - lead.style.leading - 2, lambda *_: None)
        return beside([(0.0, title), (width - lead.width, stack([drop, setter.said(lead, elem, width)]))])

    def _facts(self, facts: Sequence[b.Labelled]) -> Iterator[Piece]:
        """Yield facts, two on a line or one if they are long; the values of a column are aligned."""
        half = self.theme.span(6)
        labels = [self.setter.lines(fact.label + JOIN, self.label, half) for fact in facts]
        values = [self.setter.lines(fact.words, self.type, half - labels[n].width - 6) for n, fact in enumerate(facts)]
        long = sum(len(value.lines) for value in values) > len(values) + 1
        count, width = (1, self.theme.width) if long else (2, half)
        aside = self.theme.column(2, 6)
        if long:  # a label that is longer, as a trainer's name may be, goes on below itself
            labels = [self.setter.lines(fact.label + JOIN, self.label, aside - 6) for fact in facts]
        for n in range(0, len(facts), count):
            parts = []
            for k in range(min(count, len(facts) - n)):
                elem, left = self.up.add("P"), k * (half + GUTTER)
                indent = aside if long else max(label.width for label in labels[k::2]) + 6
                words = self.setter.lines(facts[n + k].words, self.type, width - indent)
                parts.append((left, self.setter.said(labels[n + k], elem, half)))
                parts.append((left + indent, self.setter.said(words, elem, width - indent)))
            yield beside(parts, gap=INSIDE[0] if n else INSIDE[1])

    # -- the table -----------------------------------------------------------------------------

    def _listing(self, listing: b.Listing) -> Iterator[Piece]:
        """Yield the table's rows between lines; no row breaks."""
        widths = self._widths(listing)
        table = self.up.add("Table")
        heads = [(b.Run(text, strong=True),) for text in listing.heads]
        head = self._row(heads, widths, table.add("THead").add("TR"), body=False)
        head.keep = True
        yield head
        body = table.add("TBody")
        for row in listing.rows:
            yield self._row(row, widths, body.add("TR"), body=True)
        yield self.setter.rule(self.theme.width)

    def _widths(self, listing: b.Listing) -> list[float]:
        """Return the columns' widths: what each needs on one line, and all the same more; if that is too much, less.

        What is missing is taken from the widest, until words break that could do with less.
        """
        heads = [(b.Run(text, strong=True),) for text in listing.heads]
        columns = list(zip(heads, *listing.rows, strict=True))
        needs = [
            max(self.setter.lines(words, self.type, self.theme.width).width for words in cells if words)
            for cells in columns
        ]
        room = self.theme.width - CELL * (len(needs) - 1)
        spare = room - sum(needs)
        if spare >= 0:
            return [need + CELL + (spare / (len(needs) - 1) if n else 0.0) for n, need in enumerate(needs)]
        low, high = 0.0, max(needs)
        while high - low > CLOSE:
            most = (low + high) / 2
            low, high = (most, high) if sum(min(need, most) for need in needs) <= room else (low, most)
        return [min(need, low) + CELL for need in needs]

    def _row(self, cells: Sequence[b.Words], widths: Sequence[float], row: Elem, *, body: bool) -> Piece:
        theme = self.theme
        made = []
        for n, (words, width) in enumerate(zip(cells, widths, strict=True)):
            scope = "Row" if body and n == 1 else "" if body else "Column"
            elem = row.add("TH", f"/A<</O/Table/Scope/{scope}>>") if scope else row.add("TD")
            made.append((elem, self.setter.lines(words, self.type, width - CELL + CLOSE) if words else None))
        words_high = max(lines.height for _, lines in made if lines)
        high = words_high + 2 * self.pad

        def draw(pen: Pen, x: float, top: float, height: float) -> None:
            pen.line(x, top, x + theme.width, top, theme.line if body else theme.ink, FINE)
            left = x
            for (elem, lines), width in zip(made, widths, strict=True):
                if lines:
                    with pen.tag(elem):
                        pen.text(lines, left, top - (height - words_high) / 2)
                left += width

        return Piece(high, draw)

    # -- remarks -------------------------------------------------------------------------------

    def remarks(self, groups: Sequence[b.Remarks]) -> Iterator[Piece]:
        """Yield remarks: a title at the left, paragraphs at its right."""
        left, width = self.theme.column(2, 6), self.theme.span(5, 6)
        for group in groups:
            title = self._side(group.title, "H2", self.label)
            texts = [self.setter.text(words, self.type, width, self.up) for words in group.items]
            yield beside([(0.0, title), (left, texts[0])], gap=self.step)
            for text in texts[1:]:
                yield beside([(left, text)], gap=self.step / 2)

    def _side(self, text: str, tag: str, style: Style) -> Piece:
        """Return a title in the first of six columns."""
        return self.setter.text(text, style, self.theme.column(2, 6) - 9.0, self.up, tag)

    # -- questions and signature ---------------------------------------------------------------

    def _questions(self, questions: b.Questions) -> Iterator[Piece]:
        """Yield groups of questions: what to do at the left, what to ask at its right; a group never breaks."""
        theme, setter = self.theme, self.setter
        head = setter.heading(questions.title, 2, self.head, theme.width, self.up)
        head.keep = True
        yield head
        for group in questions.groups:
            line = setter.rule(theme.width, FINE, gap=2.0)
            line.keep = True
            yield line
            boxes = self._boxes(group, questions.says)
            boxes.keep = True  # no page break between the last box and the signature
            yield boxes

    def _boxes(self, group: b.Remarks, says: str) -> Piece:
        left, width = self.theme.column(2, 6), self.theme.span(5, 12)
        head = self._side(group.title, "H3", replace(self.type, weight=600))
        listed = self.up.add("L", "/A<</O/List/ListNumbering/None>>")
        made = [ticked(self.setter, words, says, width, listed, self.type, self.box) for words in group.items]
        columns = [(left + n * (width + GUTTER), part) for n, part in enumerate(halved(made)) if part]
        return beside([(0.0, head), *((x, stack(part, gap=0.0)) for x, part in columns)], gap=3.0)

    def _signature(self, fields: Sequence[tuple[str, int]]) -> Iterator[Piece]:
        """Yield a line to sign over each label, with room to write above it; at the page's foot if there is room."""
        whole = sum(share for _, share in fields)
        room = self.theme.width - GUTTER * (len(fields) - 1)
        columns = []
        left = 0.0
        for label, share in fields:
            width = room * share / whole
            columns.append((left, self._line(label, width)))
            left += width + GUTTER
        foot = space(INSIDE[1])
        foot.keep = True
        yield foot
        yield beside(columns)

    def _line(self, label: str, width: float) -> Piece:
        elem = self.up.add("P")
        field = self.up.add("Form", field_attrs("tv", label))
        words = self.setter.lines(label, self.type, width)

        def draw(pen: Pen, x: float, top: float) -> None:
            with pen.tag(field):
                pen.line(x, top - WRITE, x + width, top - WRITE, self.theme.line, FINE)
            with pen.tag(elem):
                pen.text(words, x, top - WRITE - 2)

        return fixed(WRITE + 2 + words.height, draw)
