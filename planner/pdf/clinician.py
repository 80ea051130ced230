"""The clinician's sheet, in small type: facts, a table, remarks, questions to tick, a line to sign."""

from collections.abc import Iterator, Sequence

from planner import blocks as b
from planner.pdf.layout import Piece, beside, fixed, space, stack
from planner.pdf.pen import Pen
from planner.pdf.setter import JOIN, Setter
from planner.pdf.tags import Elem, field_attrs
from planner.pdf.theme import GUTTER, MM

TICK = 3.6 * MM
PAD = 4.0
"""Above and below the words of a table's row."""
WRITE = 26.0
"""The height that a signature needs."""


def facts(setter: Setter, block: b.Facts, up: Elem) -> Iterator[Piece]:
    """Labels with their values below them, in columns; then labels with their values on the line."""
    theme = setter.theme
    share = theme.span(12 / len(block.items))
    yield setter.rule(theme.width, 1.6)
    columns = []
    for n, item in enumerate(block.items):
        elem = up.add("P")
        label = setter.said(setter.lines(item.label + JOIN, "sheet label", share), elem, share)
        words = setter.said(setter.lines(item.words, "sheet", share), elem, share)
        columns.append((n * (share + GUTTER), stack([label, words])))
    yield beside(columns, gap=6.0)
    for item in block.wide:
        yield _on_a_line(setter, item, up)


def _on_a_line(setter: Setter, item: b.Labelled, up: Elem) -> Piece:
    elem = up.add("P")
    label = setter.lines(item.label + JOIN, "sheet label", setter.theme.width)
    indent = label.width + 6
    words = setter.lines(item.words, "sheet", setter.theme.width - indent)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(elem):
            pen.text(label, x, top)
            pen.text(words, x + indent, top)

    return fixed(words.height, draw, gap=4.0)


def _title(setter: Setter, text: str, width: float, up: Elem, *, gap: float) -> Piece:
    return setter.heading(text, 2, "sheet title", width, up, gap=gap)


# -- the table -------------------------------------------------------------------------------------------------------


def listing(setter: Setter, block: b.Listing, up: Elem) -> Iterator[Piece]:
    """Rows between lines; none is parted."""
    theme = setter.theme
    yield space(12.0, 6.0, 16.0)
    yield _title(setter, block.title, theme.width, up, gap=0.0)
    whole = sum(share for _, share in block.heads)
    widths = [theme.width * share / whole for _, share in block.heads]
    table = up.add("Table")
    head = _row(setter, [(b.Run(text, strong=True),) for text, _ in block.heads], widths, table.add("THead").add("TR"))
    head.keep, head.gap = True, 3.0
    yield head
    body = table.add("TBody")
    for row in block.rows:
        yield _row(setter, row, widths, body.add("TR"), body=True)
    yield setter.rule(theme.width)


def _row(setter: Setter, cells: Sequence[b.Words], widths: Sequence[float], row: Elem, *, body: bool = False) -> Piece:
    theme = setter.theme
    made = []
    for n, (words, width) in enumerate(zip(cells, widths, strict=True)):
        scope = "Row" if body and n == 1 else "" if body else "Column"
        elem = row.add("TH", f"/A<</O/Table/Scope/{scope}>>") if scope else row.add("TD")
        made.append((elem, setter.lines(words, "sheet", width - 5) if words else None))
    high = max(lines.height for _, lines in made if lines) + 2 * PAD

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        pen.line(x, top, x + theme.width, top, theme.line if body else theme.ink, 0.5 if body else 0.75)
        left = x
        for (elem, lines), width in zip(made, widths, strict=True):
            if lines:
                with pen.tag(elem):
                    pen.text(lines, left, top - (height - high) / 2 - PAD)
            left += width

    return Piece(high, draw, high - PAD, high + PAD / 2)


# -- remarks and questions -------------------------------------------------------------------------------------------


def remark_columns(setter: Setter, block: b.RemarkColumns, up: Elem) -> Iterator[Piece]:
    """In two columns, read column by column, if they are no higher than a page; else below each other."""
    theme = setter.theme
    half = theme.span(3, 6)
    yield space(12.0, 6.0, 16.0)
    # what stands side by side is measured first, without a place in the structure
    heights = [stack(list(_remarks(setter, group, half, Elem("")))).best for group in block.groups]
    cut = min(range(1, len(heights) + 1), key=lambda n: max(sum(heights[:n]), sum(heights[n:])))
    if max(sum(heights[:cut]), sum(heights[cut:])) > theme.room / 2:
        for group in block.groups:
            yield from _remarks(setter, group, theme.width, up)
        return
    columns = []
    for n, groups in enumerate((block.groups[:cut], block.groups[cut:])):
        parts = [piece for group in groups for piece in _remarks(setter, group, half, up)]
        if parts:
            columns.append((n * (half + GUTTER), stack(parts, gap=0.0)))
    yield beside(columns)


def _remarks(setter: Setter, group: b.Remarks, width: float, up: Elem) -> Iterator[Piece]:
    yield _title(setter, group.title, width, up, gap=10.0)
    line = setter.rule(width, gap=3.0)
    line.keep = True
    yield line
    for n, words in enumerate(group.items):
        yield setter.text(words, "sheet", width, up, gap=2.0 if n else 3.0)


def questions(setter: Setter, block: b.Questions, up: Elem) -> Iterator[Piece]:
    """A group never breaks."""
    theme = setter.theme
    yield space(12.0, 6.0, 16.0)
    title = _title(setter, block.title, theme.width, up, gap=0.0)
    yield title
    line = setter.rule(theme.width, gap=3.0)
    line.keep = True
    yield line
    for group in block.groups:
        head = setter.text((b.Run(group.title, strong=True),), "sheet", theme.width, up, gap=3.0)
        head.keep = True
        yield head
        yield _boxes(setter, group.items, block.says, up)


def _boxes(setter: Setter, items: Sequence[b.Words], says: str, up: Elem) -> Piece:
    half = setter.theme.span(3, 6)
    listed = up.add("L", "/A<</O/List/ListNumbering/None>>")
    made = [_box(setter, words, says, half, listed) for words in items]
    heights = [piece.best + piece.gap for piece in made]
    cut = min(range(1, len(made) + 1), key=lambda n: max(sum(heights[:n]), sum(heights[n:])))
    columns = [(n * (half + GUTTER), part) for n, part in enumerate((made[:cut], made[cut:])) if part]
    return beside([(left, stack(part, gap=0.0)) for left, part in columns], gap=3.0)


def _box(setter: Setter, words: b.Words, says: str, width: float, listed: Elem) -> Piece:
    item = listed.add("LI")
    field = item.add("Lbl").add("Form", field_attrs("cb", says))
    body = item.add("LBody")
    lines = setter.lines(words, "sheet", width - TICK - 6)
    drop = (lines.style.leading - TICK) / 2

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(field):
            box = (x + 0.5, top - drop - TICK + 0.5, x + TICK - 0.5, top - drop - 0.5)
            pen.frames([box], setter.theme.ink, 0.9, 0.7 * MM)
        with pen.tag(body):
            pen.text(lines, x + TICK + 6, top)

    return fixed(lines.height, draw, gap=1.0)


def signature(setter: Setter, block: b.Signature, up: Elem) -> Iterator[Piece]:
    """A line over each label, with room to write above it."""
    theme = setter.theme
    whole = sum(share for _, share in block.fields)
    room = theme.width - GUTTER * (len(block.fields) - 1)
    columns = []
    left = 0.0
    for label, share in block.fields:
        width = room * share / whole
        columns.append((left, _line(setter, label, width, up)))
        left += width + GUTTER
    yield space(4.0, 0.0, 40.0)
    yield beside(columns)


def _line(setter: Setter, label: str, width: float, up: Elem) -> Piece:
    elem = up.add("P")
    field = up.add("Form", field_attrs("tv", label))
    words = setter.lines(label, "sheet", width)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(field):
            pen.line(x, top - WRITE, x + width, top - WRITE, setter.theme.line, 0.6)
        with pen.tag(elem):
            pen.text(words, x, top - WRITE - 3)

    return fixed(WRITE + 3 + words.height, draw)
