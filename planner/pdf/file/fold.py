"""Two pages on each side of a sheet, so that a stack of sheets folded in the middle is a booklet.

Of 8 pages the first sheet has 8 and 1 on its front, 2 and 7 on its back; the second has 6 and 3, 4 and 5. Printed on
both sides and flipped on the short edge.
"""

from collections.abc import Sequence

Size = tuple[float, float]
Side = tuple[bytes, list[int]]
"""A content stream, and the numbers of the forms that it draws, each by the name P and its number."""


def reduction(page: Size) -> float:
    """Return how much smaller a page (points) is on half of its own paper, turned: A4 becomes 0.707 times as large."""
    width, height = page
    return min(height / 2 / width, width / height)


def fold(
    pages: Sequence[Sequence[int | None]], page: Size, shift: float, *, rtl: bool = False
) -> tuple[Size, list[Side]]:
    """Return the size of a sheet (points) and its sides; a page is the numbers of the forms it shows, or None.

    page: width and height of a page in points, which are also those of the sheet before it is turned. Left pages are
    moved away from the fold by shift (points, before scaling down), so that they mirror the right ones. rtl: read from
    right to left, the booklet opens on its other side, and it is the right pages that are moved.
    """
    width, height = page
    sheet = height, width
    scale = reduction(page)
    count = -(-len(pages) // 4) * 4
    filled = [*pages, *[()] * (count - len(pages))]
    sides: list[Side] = []
    for n in range(count // 2):
        left, right = (count - 1 - n, n) if (n % 2 == 0) is not rtl else (n, count - 1 - n)
        drawing, forms = [], []
        for half, number in ((0, left), (1, right)):
            shown = [form for form in filled[number] if form is not None]
            if not shown:
                continue
            away = (shift * half if rtl else shift * (half - 1)) * scale
            x = half * sheet[0] / 2 + (sheet[0] / 2 - width * scale) / 2 + away
            y = (sheet[1] - height * scale) / 2
            calls = "".join([f"/P{form} Do " for form in shown])
            drawing.append(f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm {calls}Q")
            forms += shown
        sides.append(("\n".join(drawing).encode(), forms))
    return sheet, sides
