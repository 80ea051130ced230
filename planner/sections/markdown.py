"""Light Markdown as blocks: paragraphs, strong words, lists, headings, links. What else there is becomes one of these.

Nothing in a text is interpreted beyond that: HTML is printed as it stands, and pictures and tables are refused, because
a page would not show them.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from planner.blocks import Block, Heading, Items, Note, Run, Text, Words
from planner.content.scalars import refuse_unprintable
from planner.content.translation import LRI, PDI, in_english, unmarked

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

ADDRESSES = ("https://", "http://", "mailto:", "tel:")
"""What a link may lead to."""
DEEPEST = 10
"""How many levels of lists and quotations are read; each list is two."""
LISTS = ("bullet_list_open", "ordered_list_open")
DASH = "\u2013\u00a0"
"""Before each line of a list inside an item."""


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the text as blocks. Raise ValueError, with the line of the text, for what cannot be printed.

    Of a text that is not translated, what it says has the signs of that, and not what shapes it.
    """
    said = unmarked(text)
    tokens = _parser().parse(said)
    if deep := next((token for token in tokens if token.level > DEEPEST), None):
        raise ValueError(f"{_line(deep)}: more than {DEEPEST} quotations and lists within each other")
    blocks = _blocks(tokens)
    return tuple(blocks if said == text else map(_in_english, blocks))


def _in_english(block: Block) -> Block:
    match block:
        case Heading():
            return replace(block, text=in_english(block.text))
        case Text() | Note():
            return replace(block, words=_marked(block.words))
        case Items():
            return replace(block, items=tuple(map(_marked, block.items)))
    return block


def _marked(words: Words) -> Words:
    if isinstance(words, str):
        return in_english(words)
    return (Run(LRI), *words, Run(PDI))


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # a fifteenth of a second: only for who writes texts

    options = {"html": False, "maxNesting": 2 * DEEPEST}  # what lies deeper is dropped: it is refused before
    return MarkdownIt("commonmark", options).enable("table")


def _blocks(tokens: "list[Token]") -> Iterator[Block]:
    at = 0
    while at < len(tokens):
        token, end = tokens[at], _end(tokens, at)
        inner = tokens[at + 1 : end]
        match token.type:
            case "paragraph_open":
                yield Text(_words(inner[0]))
            case "heading_open":
                yield Heading("".join(run.text for run in _said(_words(inner[0]), token)), 2)
            case "bullet_list_open":
                yield Items(tuple(_items(inner)))
            case "ordered_list_open":
                yield Items(tuple(_items(inner)), numbered=int(token.attrs.get("start", 1)))
            case "blockquote_open":
                yield Note("you", _said(_joined(inner), token))
            case "fence" | "code_block":
                yield Text(_said((Run(token.content.rstrip("\n")),), token))
            case "table_open":
                raise ValueError(f"{_line(token)}: a table is not printed here; write a list")
        at = end + 1


def _end(tokens: "list[Token]", at: int) -> int:
    """Return the index of the token that closes this one; its own if it opens nothing."""
    depth = 0
    for n in range(at, len(tokens)):
        depth += tokens[n].nesting
        if depth == 0:
            return n
    return len(tokens)


def _items(tokens: "list[Token]") -> Iterator[Words]:
    """Return the items of a list; one that holds a list has its items as lines of its own."""
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        yield _said(_joined(tokens[at + 1 : end]), tokens[at])
        at = end + 1


def _joined(tokens: "list[Token]") -> tuple[Run, ...]:
    """Return all words of some blocks, a line for each block."""
    out: list[Run] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open":
            raise ValueError(f"{_line(token)}: a table is not printed here; write a list")
        words = _words(token) if token.type == "inline" else (Run(token.content.rstrip("\n")),) if token.content else ()
        if token.type in LISTS:
            end = _end(tokens, at)
            words = _within(token, tokens[at + 1 : end])
            at = end
        out += [Run("\n"), *words] if out and words else words
        at += 1
    return tuple(out)


def _within(token: "Token", inner: "list[Token]") -> tuple[Run, ...]:
    """Return a list inside an item as lines, each with its dash or number. Raise ValueError for a list inside it."""
    deeper = next((part for part in inner if part.type in LISTS), None)
    if deeper:
        raise ValueError(f"{_line(deeper)}: a list in a list in a list is not printed here; make it a list of its own")
    first = int(token.attrs.get("start", 1))
    out: list[Run] = []
    for n, words in enumerate(_items(inner)):
        mark = f"{first + n}.\u00a0" if token.type == "ordered_list_open" else DASH
        out += [*([Run("\n")] if out else []), Run(mark), *words]
    return tuple(out)


def _said(words: tuple[Run, ...], token: "Token") -> tuple[Run, ...]:
    """Return the words of a block. Raise ValueError where there are none: a bullet without words says nothing."""
    if not any(run.text.strip() for run in words):
        what = {"list_item_open": "item of a list", "heading_open": "heading", "blockquote_open": "quotation"}.get(
            token.type, "block"
        )
        raise ValueError(
            f"{_line(token)}: this {what} has no words; write them, or take the sign away ({_sign(token)})"
        )
    return words


def _sign(token: "Token") -> str:
    return f"{token.info}{token.markup}" if token.type == "list_item_open" else token.markup


def _words(token: "Token") -> tuple[Run, ...]:
    """Return a stretch of text as words; what is between asterisks is strong."""
    out: list[Run] = []
    strong, link, said = 0, "", ""
    for part in token.children or ():
        match part.type:
            case "strong_open" | "em_open" | "strong_close" | "em_close":
                strong += part.nesting
            case "link_open":
                link, said = _address(part.attrs.get("href"), token), ""
            case "link_close":
                if said != link:  # paper has no links: it says where they lead
                    out.append(Run(f" ({_shown(link)})", strong > 0, link))
                link = ""
            case "image":
                raise ValueError(
                    f"{_line(token)}: a picture is not printed in a text; name it beside the text in picture: and alt:"
                )
            case "softbreak":
                out.append(Run(" ", strong > 0, link))
            case "hardbreak":
                out.append(Run("\n"))
            case _:
                said += part.content
                refuse_unprintable(part.content)  # an entity such as &#x202e; is a character only now
                out.append(Run(_shown(link) if part.content == link else part.content, strong > 0, link))
    return tuple(run for run in out if run.text)


def _address(href: Any, token: "Token") -> str:  # noqa: ANN401 - the parser's attributes are of several types
    address = str(href)
    if not address.lower().startswith(ADDRESSES):
        raise ValueError(f'{_line(token)}: "{href}" leads nowhere on paper; write an address that starts with https://')
    if (
        address.lower().startswith("http") and "@" in urlsplit(address).netloc
    ):  # what stands before it looks like a host
        raise ValueError(f'{_line(token)}: "{href}" has a name before an @; write the address without it')
    return address


def _shown(link: str) -> str:
    """Return an address as it is printed: it may break after a slash."""
    start = next((start for start in ADDRESSES if link.lower().startswith(start)), "")
    link = link[len(start) :]
    return link.removesuffix("/").replace("/", "/\u200b")


def _line(token: "Token") -> str:
    return f"line {(token.map or [0])[0] + 1}"
