"""YAML text to plain values that remember where they stood.

Scalars stay as their author wrote them (`no`, `17:30`, `1.10`, `012` are text); the models read them. Whatever YAML
could do beyond maps, lists and scalars is refused: tags, anchors, repeated keys, several documents.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from stat import S_ISREG
from typing import Any

import yaml

from planner.errors import InputError

MAX_BYTES = 1_000_000
"""No plan, patient, clinic or exercise comes near it; a file above it is the wrong file."""
MAX_DEPTH = 50
"""Maps and lists within each other; the deepest format here takes seven."""

Loc = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top."""


class Origin:
    """Where the values of one file stand in it."""

    def __init__(self, path: Path, root: yaml.Node) -> None:
        """Keep the file's path, as the user named it, and its nodes."""
        self.path = path
        self.root = root

    def place(self, loc: Loc, *, at_key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value (or its key) that loc leads to.

        Parts of loc that are not in the file (a missing key, the name of a union's branch) are passed over.
        """
        node, mark = self.root, self.root.start_mark
        for part in loc:
            if isinstance(node, yaml.MappingNode):
                found = next(((k, v) for k, v in node.value if k.value == str(part)), None)
                if found is None:
                    continue
                key, node = found
                mark = (key if at_key else node).start_mark
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                mark = node.start_mark
        return mark.line + 1, mark.column + 1

    def problem(self, loc: Loc, message: str, *, at_key: bool = False) -> str:
        """`file:line:column: where.it.is: message`."""
        line, column = self.place(loc, at_key=at_key)
        field = ".".join(map(str, loc))
        return f"{self.path}:{line}:{column}: {field + ': ' if field else ''}{message}"

    def find(self, piece: str) -> str | None:
        """`file:line:column` of the first value that holds this piece of text."""

        def scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
            if isinstance(node, yaml.ScalarNode):
                yield node
            for child in node.value if not isinstance(node, yaml.ScalarNode) else ():
                for part in child if isinstance(child, tuple) else (child,):
                    yield from scalars(part)

        hit = next((n for n in scalars(self.root) if piece in n.value), None)
        return hit and f"{self.path}:{hit.start_mark.line + 1}:{hit.start_mark.column + 1}"


def read(path: Path) -> tuple[Any, Origin]:
    """The values in a YAML file, every scalar as text or None, and where they stand.

    Raises InputError for a file that cannot be read, is not UTF-8, is too large, or uses more of YAML than it should.
    """
    text = _text(path)
    try:
        root = _compose(text, path)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(_line(path, mark, f"not YAML: {error.problem}")) from None
    except yaml.reader.ReaderError as error:
        raise InputError(f"{path}: not text: the character U+{ord(str(error.character)):04X} may not stand in it") from None
    return _value(root), Origin(path, root)


def nearest(word: str, known: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    """`: did you mean "x"?` for the known word that is most like this one; nothing if none is."""
    close = get_close_matches(word, list(known), 1, 0.6)
    return f': did you mean "{close[0]}"?' if close else ""


def _text(path: Path) -> str:
    try:
        stat = path.stat()
        if not S_ISREG(stat.st_mode):
            what = "a folder" if path.is_dir() else "not a file"
            raise InputError(f"{path}: is {what}; name a YAML file")
        if stat.st_size > MAX_BYTES:
            raise InputError(f"{path}: is {stat.st_size:,} bytes; no file here needs more than {MAX_BYTES:,}")
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if data.startswith(b"%PDF"):
        raise InputError(f"{path}: is a PDF; name the YAML file that it is made from")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: not UTF-8 text; save the file as UTF-8") from None


def _compose(text: str, path: Path) -> yaml.Node:
    """The tree of nodes. Built from events, so that depth, tags and anchors are seen before they cost anything."""
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    root: yaml.Node | None = None
    stack: list[tuple[yaml.CollectionNode, list[yaml.Node]]] = []

    def refuse(event: yaml.Event, message: str) -> InputError:
        return InputError(_line(path, event.start_mark, message))

    def close(node: yaml.Node) -> None:
        nonlocal root
        if stack:
            stack[-1][1].append(node)
        else:
            root = node

    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise refuse(event, "anchors and aliases (& and *) are not used here: write the value out")
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            raise refuse(event, f"tags ({event.tag}) are not used here: write the plain value")  # type: ignore[attr-defined]  # scalars and collections have one
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise refuse(event, "a second document (---): one file holds one")
        if isinstance(event, yaml.ScalarEvent):
            plain = not event.style and event.value in ("", "~", "null")
            close(yaml.ScalarNode("null" if plain else "", event.value, event.start_mark, event.end_mark))
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(stack) == MAX_DEPTH:
                raise refuse(event, f"more than {MAX_DEPTH} lists and maps within each other")
            kind = yaml.MappingNode if isinstance(event, yaml.MappingStartEvent) else yaml.SequenceNode
            stack.append((kind("", [], event.start_mark, event.end_mark), []))
        elif isinstance(event, yaml.CollectionEndEvent):
            node, parts = stack.pop()
            node.value = _pairs(parts, path) if isinstance(node, yaml.MappingNode) else parts
            close(node)
    if root is None:
        raise InputError(f"{path}: is empty")
    return root


def _pairs(parts: list[yaml.Node], path: Path) -> list[tuple[yaml.Node, yaml.Node]]:
    seen: dict[str, yaml.Node] = {}
    for key in parts[::2]:
        if not isinstance(key, yaml.ScalarNode):
            raise InputError(_line(path, key.start_mark, "a key is a word, not a list or a map"))
        if key.value in seen:
            first = seen[key.value].start_mark.line + 1
            raise InputError(_line(path, key.start_mark, f'repeated key "{key.value}" (first on line {first})'))
        seen[key.value] = key
    return list(zip(parts[::2], parts[1::2], strict=True))


def _value(node: yaml.Node) -> Any:  # noqa: ANN401 - the values of a file nobody has checked yet
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(child) for key, child in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(child) for child in node.value]
    return None if node.tag == "null" else node.value


def _line(path: Path, mark: yaml.Mark | None, message: str) -> str:
    return f"{path}:{mark.line + 1}:{mark.column + 1}: {message}" if mark else f"{path}: {message}"
