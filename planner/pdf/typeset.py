"""Typeset blocks into finished pages: a pure, cached function.

Pages of the built-in plans come with the wheel; what lays out and paints all others is loaded when it is needed.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache, partial
from threading import Lock

from planner import blocks as b
from planner.pdf.layout.pages import Pages, Streamed, brought, key_of_pages, look_of, streamed
from planner.pdf.layout.theme import PageTheme
from planner.shipped import key_of, shipped


class Dealt:
    """A section dealt onto pages, which are painted when somebody wants to have them.

    So where a section names pages that turn out to be others, its pages are counted and never painted.
    """

    def __init__(
        self,
        section: b.Section,
        theme: PageTheme,
        count: int,
        anchors: tuple[tuple[str, int], ...],
        paint: Callable[[], Pages],
    ) -> None:
        """Take the number of pages, their anchors, and what paints them."""
        self.count = count
        self.anchors = anchors
        self._of: tuple[b.Section, PageTheme] | tuple[()] = (section, theme)
        self._paint: Callable[[], Pages] | None = paint
        self._pages: Pages | None = None
        self._lock = Lock()

    @property
    def pages(self) -> Pages:
        """Return the pages, always the same."""
        with self._lock:
            if self._pages is None:
                paint, self._paint = self._paint, None
                self._pages = paint() if paint else dealt.__wrapped__(*self._of).pages  # as below, or interrupted
                self._of = ()  # its words take as much memory as its pages
            return self._pages

    def unpainted(self) -> None:
        """Let go of what would paint it, which takes more memory than the pages: it has wrong numbers on it.

        Whoever wants to see it all the same has it dealt again.
        """
        with self._lock:
            self._paint = None


def typeset(section: b.Section, theme: PageTheme) -> Pages:
    """Return a section's pages. Equal sections get the same object, which is made once."""
    return dealt(section, theme).pages


@lru_cache(maxsize=256)
def dealt(section: b.Section, theme: PageTheme) -> Dealt:
    """Return a section dealt onto pages. Equal sections get the same object.

    The name on a cover is a stream of its own, so that covers whose names take the same room share all the rest.
    """
    for n, block in enumerate(section.blocks):
        if isinstance(block, b.CoverPage) and block.name.value:
            from planner.pdf import paint

            nameless, ways = paint.nameless(block, section, theme)
            blocks = (*section.blocks[:n], nameless, *section.blocks[n + 1 :])
            rest = dealt(replace(section, blocks=blocks), theme)
            shared = rest.pages
            if shared.slot:
                named = partial(replace, shared, words=paint.fill(ways, shared.slot, theme), rest=shared)
                return Dealt(section, theme, rest.count, rest.anchors, named)
        if isinstance(block, b.Fitted):
            return _fitted(section, block, theme)
    return _dealt(section, theme)


def _fitted(section: b.Section, block: b.Fitted, theme: PageTheme) -> Dealt:
    """Return a section in the way that a block says to take."""
    usual = theme.size == "standard"
    best: list[Dealt] = []
    for group in block.ways if usual else block.larger:
        best.append(min((_dealt(replace(section, blocks=way), theme) for way in group), key=lambda made: made.count))
        if best[-1].count <= block.most:
            return best[-1]
    return min(best, key=lambda made: made.count if usual else -(-made.count // 2))


def _dealt(section: b.Section, theme: PageTheme) -> Dealt:
    """Return a section dealt onto pages: as it came with the wheel, or anew."""
    key = key_of_pages(section, theme)
    if not key:
        return _anew(section, theme)
    anew = cache(partial(_anew, section, theme))
    count, anchors = shipped(f"count:{key}", lambda: (anew().count, anew().anchors))
    return Dealt(section, theme, count, anchors, lambda: brought(key, lambda: anew().pages, theme.family))


def _anew(section: b.Section, theme: PageTheme) -> Dealt:
    from planner.pdf import paint

    return Dealt(section, theme, *paint.lay(section, theme))


@lru_cache(maxsize=256)
def header(name: str, theme: PageTheme) -> Streamed:
    """Return the patient's name for the top of a page: a stream of its own, so that patients can share pages."""

    def anew() -> Streamed:
        from planner.pdf import paint

        return paint.header(name, theme)

    look = "" if name else look_of(theme)
    return streamed(key_of("header", look), anew, theme.family) if look else anew()


@lru_cache(maxsize=512)
def folio(words: b.Words, theme: PageTheme) -> Streamed:
    """Return the page number, at the right of the footer, as a stream of its own."""

    def anew() -> Streamed:
        from planner.pdf import paint

        return paint.folio(words, theme)

    look = look_of(theme)
    return streamed(key_of("folio", look, words), anew, theme.family) if look else anew()
