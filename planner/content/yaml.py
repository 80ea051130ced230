"""Read YAML text as plain values that remember where they were written.

Scalars stay as their author wrote them (`no`, `17:30`, `1.10`, `012` are text); the models read them. Whatever YAML
could do beyond maps, lists and scalars is refused: tags, anchors, repeated keys, several documents.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.content.held import held
from planner.content.resources import shown
from planner.content.slips import cut_item, cut_key, misread, slips_in
from planner.problems import InputError, Problem, first_of_each

if TYPE_CHECKING:
    import yaml

MAX_BYTES = 1_000_000
"""The largest file that is read: no plan, patient, clinic or exercise comes near it."""
EDITORS = "# yaml-language-server:"
"""How the line begins that names a file's schema to editors. Its path is wrong in another folder: it is not copied."""
MAX_DEPTH = 50
"""The deepest nesting of maps and lists: the deepest format here needs seven levels."""
TOO_MUCH = Problem(text="is too much", advice=f"a YAML file has at most {MAX_BYTES:,} bytes")

_AS_TEXT = "save it as plain text, with the ending .yaml"
_NO_TEXT = {
    b"%PDF": ("is a PDF", "name the YAML file that it is made from"),
    b"PK\x03\x04": ("is a Word file, a spreadsheet or another packed file", _AS_TEXT),
    b"\xd0\xcf\x11\xe0": ("is an old Word file or spreadsheet", _AS_TEXT),
    b"{\\rtf": ("is a text with formats (RTF)", _AS_TEXT),
}
"""What files that are no plain text begin with: what they are, and what to do."""
TYPED = Path("--set")
"""The path of values that were typed on the command line."""

Loc = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top."""


@dataclass(slots=True)
class Node:
    """A value and where it was written: line and column from 1. Pairs of key and value, values, or a text (None: null).

    A value that was typed on the command line stands on line 0 of its option's name.
    """

    line: int
    column: int
    value: "list[tuple[Node, Node]] | list[Node] | str | None"
    path: Path
    slip: Problem | None = None
    """What of it was probably meant in another way."""
    typed: "Loc" = ()
    """The way to it in its own file, where the whole has it elsewhere: messages name it so."""

    def child(self, part: str | int) -> "tuple[Node, Node] | None":
        """Return the key (in a list, the value itself) and the value under one part of a loc; None if there is none."""
        pairs: Any = self.value if isinstance(self.value, list) else ()
        for n, item in enumerate(pairs):
            if isinstance(item, Node):
                if n == part:
                    return item, item
            elif item[0].value == str(part):
                return item[0], item[1]
        return None

    def problem(self, loc: "Loc", what: Problem | str) -> Problem:
        """Return what is wrong with the value, with its place; loc is the way to it from the top."""
        problem, loc = Problem(text=what) if isinstance(what, str) else what, self.typed or loc
        if not self.line:
            return replace(problem, option=None if self.path in (MADE, NOWHERE) else shown(self.path), loc=loc)
        file = None if self.path == MADE else shown(self.path)
        return replace(problem, file=file, line=self.line, column=self.column, loc=loc)

    def plain(self) -> Any:  # noqa: ANN401 - the values of a file that nobody has checked yet
        """Maps, lists, texts and None."""
        if not isinstance(self.value, list):
            return self.value
        return [node.plain() for node in self.value if isinstance(node, Node)]


class Map(Node):
    """A node whose value is pairs."""

    def plain(self) -> Any:  # noqa: ANN401
        """Return the keys and values."""
        pairs = self.value if isinstance(self.value, list) else ()
        return {pair[0].value: pair[1].plain() for pair in pairs if isinstance(pair, tuple)}


NOWHERE = Path("exercises")
"""In place of a file's path, for values made by a program."""


MADE = Path()
"""The same for a whole document."""


class Origin:
    """Where the values of a file were written: in it, or in a file that it extends."""

    def __init__(
        self,
        path: Path,
        root: Node | None = None,
        files: tuple[Path, ...] = (),
        below: Node | None = None,
        bottom: Node | None = None,
        near: Path | None = None,
    ) -> None:
        """Keep the file's path, as the user named it, its values, the files that it extends, and their values.

        Without values, they are read when somebody asks for places: the wheel has checked what the file says.
        below: those of all of these files together. bottom: those of the last of them alone. near: the folder of what a
        program made.
        """
        self.path = path
        self.key: str = path.stem
        self.checked: bool = root is None
        if root is not None:
            self.root = root
        self.files: tuple[Path, ...] = (path, *files)
        self.below = below
        self.bottom = bottom
        self.near = near

    @cached_property
    def root(self) -> Node:
        """The values of the file, with their places."""
        return tree(self.path)

    def __eq__(self, other: object) -> bool:
        """Compare by value: the same text at the same places of the same files."""
        if self is other:
            return True
        if not isinstance(other, Origin) or (self.files, self.near) != (other.files, other.near):
            return False
        return self.root == other.root

    def __hash__(self) -> int:
        return hash(self.files)

    def folder(self, loc: Loc = ()) -> Path | None:
        """Return where a file lies that is named at loc: beside the file that names it; None if that is nowhere.

        What was typed, or written by a program, is taken for a part of the document.
        """
        path = self.mark(loc).path if loc else self.path
        path = self.path if path in (MADE, TYPED, NOWHERE) else path
        return self.near if path in (MADE, NOWHERE) else path.parent

    def mark(self, loc: Loc, *, at_key: bool = False) -> Node:
        """Return the value (or its key) that loc leads to.

        Parts of loc that are not in the file (a missing key, the name of a union's branch) are passed over.
        """
        node = mark = self.root
        for part in loc:
            if found := node.child(part):
                key, node = found
                mark = key if at_key else node
        return mark

    def place(self, loc: Loc, *, at_key: bool = False) -> tuple[int, int]:
        """Line and column of it, from 1."""
        mark = self.mark(loc, at_key=at_key)
        return mark.line, mark.column

    def problem(self, loc: Loc, what: Problem | str, *, at_key: bool = False) -> Problem:
        """Return what is wrong with the value that loc leads to, with its place.

        A model may hold what is written at the top of a file in the only item of a list, such as a plan's one phase:
        the parts of loc that only the model has are not named.
        """
        inner = loc[2:]
        if len(inner) > 0 and loc[1] == 0 and not self.root.child(loc[0]) and self.root.child(inner[0]):
            loc = inner
        return self.mark(loc, at_key=at_key).problem(loc, what)

    def slips(self) -> list[Problem]:
        """Return a warning for each value that was probably meant in another way, with its place."""
        found: list[Problem] = []
        if self.checked:
            return found

        def look(node: Node, loc: Loc) -> None:
            if node.slip:
                found.append(node.problem(loc, node.slip))
            items: Any = node.value if isinstance(node.value, list) else ()
            for n, item in enumerate(items):
                look(*((item[1], (*loc, str(item[0].value))) if isinstance(item, tuple) else (item, (*loc, n))))

        look(self.root, ())
        return [problem.warning() for problem in first_of_each(found)]

    def find(self, piece: str) -> Node | None:
        """Return the first value that holds this piece of text."""

        def texts(node: Node) -> Iterator[Node]:
            for item in node.value if isinstance(node.value, list) else ():
                yield from texts(item[1] if isinstance(item, tuple) else item)
            if isinstance(node.value, str):
                yield node

        return next((node for node in texts(self.root) if piece in str(node.value)), None)


def read(path: Path) -> tuple[Any, Origin]:
    """Read a YAML file: its values, every scalar as text or None, and where they were written.

    Raise InputError for a file that cannot be read, is not UTF-8, is too large, or uses more of YAML than it should.
    """
    root = tree(path)
    return root.plain(), Origin(path, root)


def tree(path: Path) -> Node:
    """Read a YAML file as a tree of values with their places. Raise InputError as read does."""
    return _tree(_text(path), path)


def parse(text: str) -> Node:
    """Return the values of a text with their places, as those of a file. Raise InputError as read does."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise InputError("has half a character, which no file can hold") from None
    if size > MAX_BYTES:
        raise InputError(TOO_MUCH)
    try:
        return _tree(text.removeprefix("\ufeff"), MADE)
    except InputError as error:
        raise InputError(*(replace(problem, file=None) for problem in error.problems)) from None


def _tree(text: str, path: Path) -> Node:
    import yaml

    try:
        return _compose(text, path)
    except yaml.MarkedYAMLError as error:
        place, problem = misread(text, error)
        line, column = place or (None, None)
        raise InputError(replace(problem, file=str(path), line=line, column=column)) from None
    except yaml.reader.ReaderError as error:
        char = error.character if isinstance(error.character, int) else ord(str(error.character)[0])
        before = text[: text.index(chr(char))] if chr(char) in text else ""
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        text = f"not text: the character U+{char:04X} is not allowed"
        raise InputError(Problem(text=text, file=str(path), line=line, column=column)) from None


def typed(text: str, field: str) -> Node:
    """Return a field's value as typed: a list or a map in brackets, a quoted text, or the plain text.

    Raise InputError for brackets and quotes that do not close.
    """
    import yaml

    text = text.strip()
    if not text.startswith(("[", "{", '"', "'")):
        return Node(0, 0, None if text in ("", "~", "null") else text, TYPED)
    try:
        root = _compose(text, Path(f"{TYPED} {field}"))
    except yaml.MarkedYAMLError as error:
        raise InputError(replace(misread(text, error)[1], option=str(TYPED), loc=(field,))) from None
    except yaml.YAMLError as error:
        says = getattr(error, "reason", "broken")
        raise InputError(Problem(text=f"not YAML: {says}", option=str(TYPED), loc=(field,))) from None

    def lift(node: Node) -> None:
        node.line, node.column, node.path = 0, 0, TYPED
        for item in node.value if isinstance(node.value, list) else ():
            for part in item if isinstance(item, tuple) else (item,):
                lift(part)

    lift(root)
    return root


def _text(path: Path) -> str:
    data = held(path, MAX_BYTES, "YAML file")
    for start, (what, advice) in _NO_TEXT.items():
        if data.startswith(start):
            raise InputError(Problem(text=what, advice=advice, file=str(path)))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(text="not UTF-8 text", advice="save the file as UTF-8", file=str(path), line=line)
        raise InputError(problem) from None


def _compose(text: str, path: Path) -> Node:
    """Build the tree of values. Raise InputError for unsupported parts of YAML, YAMLError for broken YAML.

    libyaml reads up to 1,024 characters ahead before it hands over a bracket, and in PyYAML 6.0.4 it gives up at 1,000
    levels on the way. The scanner written in Python has no such limit: it finds what is too deep, and where.
    """
    import yaml

    try:
        return _built(text, path, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError:
        with suppress(yaml.YAMLError):
            _built(text, path, yaml.SafeLoader)
        raise


def _built(text: str, path: Path, loader: Any) -> Node:  # noqa: ANN401 - PyYAML's loaders have no common type
    """Build the tree from events, so that depth, tags and anchors are seen before they cost anything."""
    import yaml

    slip = slips_in(text)
    top: list[Node] = []
    stack: list[tuple[Node, list[Node]]] = []
    listed: list[bool] = []  # for each node of the stack, whether it is a list in brackets
    for event in yaml.parse(text, Loader=loader):
        mark: Any = event.start_mark
        if complaint := _refused(event, len(stack), found=bool(top)):
            raise InputError(_problem(path, mark, complaint))
        into = stack[-1][1] if stack else top
        line, column = mark.line + 1, mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            null = not event.style and event.value in ("", "~", "null")
            odd = None if event.style else slip(event)
            if into and listed and listed[-1] and not event.style:
                odd = odd or cut_item(into[-1].value, event.value)
            into.append(Node(line, column, None if null else event.value, path, odd))
        elif isinstance(event, yaml.CollectionStartEvent):
            kind = Map if isinstance(event, yaml.MappingStartEvent) else Node
            stack.append((kind(line, column, [], path), []))
            listed.append(kind is Node and bool(event.flow_style))
        elif isinstance(event, yaml.CollectionEndEvent):
            (node, parts), _ = stack.pop(), listed.pop()
            node.value = _pairs(parts, path) if isinstance(node, Map) else parts
            (stack[-1][1] if stack else top).append(node)
    if not top:
        raise InputError(Problem(text="is empty", file=str(path)))
    return top[0]


def _refused(event: "yaml.Event", depth: int, *, found: bool) -> Problem | str | None:
    """Return what is wrong with an event that uses a part of YAML that is not supported."""
    import yaml

    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "anchors and aliases (& and *) are not used here: put a text that begins so in quotation marks"
    if getattr(event, "tag", None):
        text = "tags ({}) are not used here: put a text that begins with ! in quotation marks"
        return Problem(text=text, quoted=event.tag)  # type: ignore[attr-defined]  # it has one
    if isinstance(event, yaml.DocumentStartEvent) and found:
        return "a second document (---): one file holds one"
    if isinstance(event, yaml.CollectionStartEvent) and depth == MAX_DEPTH:
        return f"more than {MAX_DEPTH} lists and maps within each other"
    return None


def _pairs(parts: list[Node], path: Path) -> list[tuple[Node, Node]]:
    seen: dict[str | None, tuple[Node, Node]] = {}
    for key, value in zip(parts[::2], parts[1::2], strict=True):
        if isinstance(key.value, list):
            text = "a key is a word, not a list or a map"
            raise InputError(Problem(text=text, file=str(path), line=key.line, column=key.column))
        if str(key.value) != str(key.value).strip():
            problem = Problem(text="a no-break space stands beside this key", advice="delete it and type a plain space")
            raise InputError(replace(problem, file=str(path), line=key.line, column=key.column))
        if key.value in seen:
            first, other = seen[key.value]
            text, advice = (
                f"repeated key {{}} (first on line {first.line})",
                "write it once, with what stands behind both",
            )
            if not isinstance(value.value, list) or not isinstance(other.value, list):
                advice = "both cannot hold: keep the line that is meant, and take the other one out"
            problem = Problem(text=text, quoted=str(key.value), advice=advice)
            raise InputError(replace(problem, file=str(path), line=key.line, column=key.column))
        seen[key.value] = key, value
    whole = ""
    for key, value in zip(parts[::2], parts[1::2], strict=True):
        if value.value is None and whole and (value.line, value.column) == (key.line, key.column + len(str(key.value))):
            key.slip = cut_key(str(key.value), whole)  # no colon stands behind it
        elif isinstance(value.value, str):
            whole = str(key.value)
    return list(zip(parts[::2], parts[1::2], strict=True))


def _problem(path: Path, mark: Any, what: Problem | str) -> Problem:  # noqa: ANN401 - PyYAML has two kinds of marks
    problem = replace(Problem(text=what) if isinstance(what, str) else what, file=str(path))
    return replace(problem, line=mark.line + 1, column=mark.column + 1) if mark else problem
