"""The clinician's sheet: facts, a table, remarks, questions to tick and a line to sign, on one page if possible."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem, field_attrs
from planner.pdf.layout.lists import Box, halved, ticked
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack
from planner.pdf.layout.theme import BOLD, FINE, GUTTER, MM, Style
from planner.pdf.layout.typesetter import JOIN, Typesetter

TYPES = ((11.0, 15.0), (10.5, 14.0), (10.0, 13.0), (10.0, 12.0))
"""Sizes and leadings to try until everything fits on one page. Clinicians read the sheet, not patients."""
BOX = Box(3.6 * MM, weight=0.9, radius=0.7 * MM, after=6.0, gap=1.0)
WRITE = 22.0
"""The height that a signature needs, in points."""
GAPS = (14.0, 5.0)
"""Best, least and most white space between the sheet's parts, in points."""


@draws(b.ClinicianSheet)
def clinician_sheet(setter: Typesetter, block: b.ClinicianSheet, up: Elem) -> list[Piece]:
    """Draw the sheet on one page in the largest type that fits; else on several pages, in the largest type of all."""
    for size, leading in (*TYPES, TYPES[0]):
        sheet = Elem("")
        made = _Sheet(setter, size, leading, sheet)
        pieces = list(made.pieces(block))
        if sum(p.least for p in pieces) + sum(p.gap for p in pieces[1:]) <= setter.theme.room:
            break
    pieces += [space(*GAPS), *made.remarks((block.sources,))]  # what is signed needs no second page for them
    up.kids += sheet.kids
    return pieces


class _Sheet:
    """Sets the sheet in one size of type; elements go under `up`."""

    def __init__(self, setter: Typesetter, size: float, leading: float, up: Elem) -> None:
        self.setter, self.theme, self.up = setter, setter.theme, up
        styles = setter.theme.styles
        self.type = replace(styles["sheet"], size=size, leading=leading)
        self.label = replace(styles["sheet label"], size=size, leading=leading)
        self.head = replace(styles["sheet title"], size=size + 3, leading=leading + 3)
        self.pad = leading - 11.0
        """Above and below the words of a table's row."""

    def pieces(self, block: b.ClinicianSheet) -> Iterator[Piece]:
        """Yield the whole sheet from the top."""
        yield self._title(block)
        yield space(8.0, 4.0)
        yield self.setter.rule(self.theme.width, BOLD)
        yield from self._facts(block.facts)
        yield space(*GAPS)
        yield from self._listing(block.listing)
        yield space(4.0, 0.0)
        yield from self.remarks(block.remarks)
        yield space(*GAPS)
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
        for n in range(0, len(facts), count):
            parts = []
            for k in range(min(count, len(facts) - n)):
                elem, left = self.up.add("P"), k * (half + GUTTER)
                indent = self.theme.column(2, 6) if long else max(label.width for label in labels[k::2]) + 6
                words = self.setter.lines(facts[n + k].words, self.type, width - indent)
                parts.append((left, self.setter.said(labels[n + k], elem, half)))
                parts.append((left + indent, self.setter.said(words, elem, width - indent)))
            yield beside(parts, gap=2.0 if n else 6.0)

    # -- the table -----------------------------------------------------------------------------

    def _listing(self, listing: b.Listing) -> Iterator[Piece]:
        """Yield the table's rows between lines; no row breaks."""
        whole = sum(share for _, share in listing.heads)
        widths = [self.theme.width * share / whole for _, share in listing.heads]
        table = self.up.add("Table")
        heads = [(b.Run(text, strong=True),) for text, _ in listing.heads]
        head = self._row(heads, widths, table.add("THead").add("TR"), body=False)
        head.keep = True
        yield head
        body = table.add("TBody")
        for row in listing.rows:
            yield self._row(row, widths, body.add("TR"), body=True)
        yield self.setter.rule(self.theme.width)

    def _row(self, cells: Sequence[b.Words], widths: Sequence[float], row: Elem, *, body: bool) -> Piece:
        theme = self.theme
        made = []
        for n, (words, width) in enumerate(zip(cells, widths, strict=True)):
            scope = "Row" if body and n == 1 else "" if body else "Column"
            elem = row.add("TH", f"/A<</O/Table/Scope/{scope}>>") if scope else row.add("TD")
            made.append((elem, self.setter.lines(words, self.type, width - 4) if words else None))
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

        return Piece(high, draw, words_high + 2.0)

    # -- remarks -------------------------------------------------------------------------------

    def remarks(self, groups: Sequence[b.Remarks]) -> Iterator[Piece]:
        """Yield remarks: a title at the left, paragraphs at its right."""
        left, width = self.theme.column(2, 6), self.theme.span(5, 6)
        for group in groups:
            title = self._side(group.title, "H2", self.label)
            texts = [self.setter.text(words, self.type, width, self.up) for words in group.items]
            yield beside([(0.0, title), (left, texts[0])], gap=4.0)
            for text in texts[1:]:
                yield beside([(left, text)], gap=2.0)

    def _side(self, text: str, tag: str, style: Style) -> Piece:
        """Return a title in the first of six columns."""
        return self.setter.text(text, style, self.theme.column(2, 6) - 9.0, self.up, tag)

    # -- questions and signature ---------------------------------------------------------------

    def _questions(self, questions: b.Questions) -> Iterator[Piece]:
        """Yield groups of questions: what to do at the left, what to ask at its right; a group never breaks."""
        theme, setter = self.theme, self.setter
        title = setter.heading(questions.title, 2, self.head, theme.width, self.up)
        note = setter.text(
            questions.note, replace(self.type, leading=self.head.leading), theme.width, self.up, align="right"
        )
        head = beside([(0.0, title), (0.0, note)]) if questions.note else title
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
        made = [ticked(self.setter, words, says, width, listed, self.type, BOX) for words in group.items]
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
        foot = space(6.0, 2.0)
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
