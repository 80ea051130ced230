"""The base of all models of written content: frozen, strict about keys, and aware of where each value was written."""

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    PrivateAttr,
    RootModel,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
)
from pydantic_core import ErrorDetails

from planner.content.asked import asked
from planner.content.extends import without
from planner.content.ready import ready
from planner.content.suggest import closest, did_you_mean
from planner.content.yaml import MADE, Loc, Node, Origin, Written, read, refuse_too_much, written
from planner.problems import MOST, SLOT, InputError, Problem, not_named, own_words
from planner.values import frozen

Entry = TypeVar("Entry", bound=BaseModel)


class Spec(BaseModel):
    """The base of all models. Values are read from text and never change."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        hide_input_in_errors=True,
        serialize_by_alias=True,  # what is dumped can be read again
        defer_build=True,  # one booklet needs half of the models
    )

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:  # noqa: ANN401 - as in pydantic
        """Say that its fields are the program's own words."""
        own_words(field.alias or name for name, field in cls.model_fields.items())
        own_words(getattr(cls, "SHORT", ()))

    @model_serializer(mode="wrap", when_used="json")
    def _as_written(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Return what a file would hold: a field that nobody has written is left out, as it can mean another thing."""
        fields = type(self).model_fields
        unset = {fields[name].alias or name for name in fields.keys() - self.model_fields_set}
        return {name: value for name, value in handler(self).items() if name not in unset}


def hashable(value: Any) -> Any:  # noqa: ANN401 - whatever a model holds
    """Return a value that can be hashed and is equal for equal values: maps and lists become tuples."""
    if isinstance(value, dict):
        return tuple([(key, hashable(item)) for key, item in value.items()])
    if isinstance(value, list | tuple):
        return tuple([hashable(item) for item in value])
    if isinstance(value, BaseModel):
        return (type(value).__name__, hashable(value.__dict__), hashable(value.__pydantic_extra__))
    return value


class Table(RootModel[dict[str, Entry]], Generic[Entry]):
    """A file that is a map of entries by id."""

    model_config: ClassVar[ConfigDict] = ConfigDict(defer_build=True)


if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass as _Kind
else:

    class _Kind(type(BaseModel)):
        """The kind of documents: made with wrong values, they raise what everything else here raises."""

        def __call__(cls, *args: Any, **values: Any) -> Any:  # noqa: ANN401 - as in pydantic
            refuse_too_much(values)
            try:
                return super().__call__(*args, **values)
            except ValidationError as error:
                raise InputError(*unplaced(cls, error)) from None


class Document(Spec, metaclass=_Kind):
    """A model that has a file of its own.

    Made of wrong values, it raises InputError, as when it is loaded.

    Compared by value: two are equal if they say the same, and stand at the same places of the same file or in none.
    Documents are keys of much that is kept, so the hash is worked out once.
    """

    _origin: Origin | None = PrivateAttr(default=None)
    _hash: int | None = PrivateAttr(default=None)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:  # noqa: ANN401 - as in pydantic
        """Make a document of values, those of a YAML file or of model_dump. Raise InputError for wrong ones."""
        if isinstance(obj, dict):
            refuse_too_much(obj)
        if isinstance(obj, Written):
            return cls.parse(dict(obj), Origin(MADE, written(obj, MADE)))
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            raise InputError(*unplaced(cls, error)) from None

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:  # noqa: ANN401 - as above
        """Make a document of JSON, such as model_dump_json writes. Raise InputError for wrong values."""
        try:
            return super().model_validate_json(json_data, **options)
        except ValidationError as error:
            raise InputError(*unplaced(cls, error)) from None

    @classmethod
    @asked
    def load(cls, path: Path) -> Self:
        """Read a YAML file. Raise InputError with the place of every problem in it."""
        return ready(cls.__name__, path, lambda: cls.parse(*read(path)))

    @classmethod
    def parse(cls, values: Any, origin: Origin) -> Self:  # noqa: ANN401 - whatever stood in the file
        """Validate the values of a file. Raise InputError with the place of every problem."""
        try:
            document = super().model_validate(values)
        except ValidationError as error:
            wrong = InputError(*problems(cls, error, origin), *origin.slips())
            wrong.refused = Refused(cls, values, origin)
            raise wrong from None
        return document.at(origin)

    @classmethod
    def normal(cls, values: Any) -> Any:  # noqa: ANN401 - whatever stood in the file
        """Return values in the form of the model's fields, where they may be written in another one."""
        return values

    def at(self, origin: Origin | None) -> Self:
        """Remember where the document was read from, and return it."""
        self._origin = origin
        return self

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other) or not isinstance(other, Document):
            return NotImplemented
        return self.__dict__ == other.__dict__ and self._origin == other._origin

    def __hash__(self) -> int:
        known: int | None = (self.__pydantic_private__ or {}).get("_hash")  # as in `key`
        if known is None:
            self._hash = known = hash(hashable(self))
        return known

    def __copy__(self) -> Self:
        """Copy without the hash: model_copy changes values afterwards."""
        copy = super().__copy__()
        if copy.__pydantic_private__:
            copy.__pydantic_private__["_hash"] = None
        return copy

    def __getstate__(self) -> dict[Any, Any]:
        """Pickle without the hash: hashes of text differ from process to process."""
        self._hash = None
        return super().__getstate__()

    @property
    def origin(self) -> Origin | None:
        """Where the document was read from; None if a program made it."""
        return self._origin

    def folder(self, loc: Loc = ()) -> Path | None:
        """Return where a file lies that is named at loc; None for a document that has no folder, and so names none."""
        return self._origin.folder(loc) if self._origin else None

    @property
    def key(self) -> str:
        """The document's id: the name of its file without the ending."""
        origin = (self.__pydantic_private__ or {}).get("_origin")  # as an attribute it is slow, and asked for often
        return origin.key if origin else ""

    @property
    def extended_ids(self) -> tuple[str, ...]:
        """The ids of the documents that this one extends, if they are not its own."""
        files = self._origin.files[1:] if self._origin else ()
        return tuple(dict.fromkeys(path.stem for path in files if path.stem != self.key))

    def slips(self) -> list[Problem]:
        """Return a warning for each value of the file that was probably meant in another way."""
        return self._origin.slips() if self._origin else []

    def faults(self) -> list[Problem]:
        """Return what is wrong with the document beyond its fields, such as a pose that cannot be drawn."""
        return []

    def problem(self, loc: Loc, what: Problem | str) -> Problem:
        """Return what is wrong with the value that loc leads to, with its place in the file."""
        if self._origin:
            return self._origin.problem(loc, what)
        problem = Problem(text=what) if isinstance(what, str) else what
        return replace(problem, loc=loc)


class Layered(Document):
    """A document of the library whose file may say only what differs from another one of its kind: `extends`."""

    @classmethod
    def settled(cls, whole: Node, layer: Node, below: Node) -> Node:  # noqa: ARG003 - for those that need what was below
        """Return the values of a layer over what was below, without what is no longer true.

        Who has reviewed what is below has not read the layer.
        """
        return whole if layer.child("reviewed_by") else without(whole, "reviewed_by")


@frozen
class Refused:
    """What was written for a document that could not be made of it."""

    model: type[Document]
    values: Any
    origin: Origin


def table(values: Any, origin: Origin, model: type[RootModel[dict[str, Entry]]]) -> dict[str, Entry]:  # noqa: ANN401
    """Return the entries of a file by id. Raise InputError with the place of every problem."""
    try:
        return model.model_validate(values).root
    except ValidationError as error:
        raise InputError(*problems(model, error, origin)) from None


def problems(model: type[BaseModel], error: ValidationError, origin: Origin, under: Loc = ()) -> list[Problem]:
    """Return each problem once, in the order of the file; the model's values stand under the way `under`."""
    found = []
    details = error.errors(include_url=False)
    for detail in details[:MOST]:
        if detail["type"] == "too_short" and any(_within(other, detail) for other in details[:MOST]):
            continue  # pydantic counts only the items that are right
        what = problem_of(model, detail)
        extra, loc = detail["type"] == "extra_forbidden" or _of_key(detail), (*under, *_loc(detail), *what.loc)
        mark = origin.mark(loc, at_key=extra)
        problem = origin.problem(loc, mark.slip if extra and mark.slip else what, at_key=extra)
        found.append(((mark.path != origin.path, mark.line, mark.column, str(problem)), problem))
    named = list(dict.fromkeys(problem for _, problem in sorted(found, key=lambda entry: entry[0])))
    left, file = len(details) - MOST, None if origin.path == MADE else str(origin.path)
    return [*named, not_named(left, file)] if left > 0 else named


def unplaced(model: type[BaseModel], error: ValidationError) -> list[Problem]:
    """Return each problem of values that stand in no file, with the way to it."""
    details = error.errors(include_url=False)
    found = [(_loc(detail), problem_of(model, detail)) for detail in details[:MOST]]
    named = list(dict.fromkeys(replace(problem, loc=(*loc, *problem.loc)) for loc, problem in found))
    left = len(details) - MOST
    return [*named, not_named(left, None)] if left > 0 else named


def _within(detail: ErrorDetails, outer: ErrorDetails) -> bool:
    """Return whether a problem lies inside the value that another one is about."""
    loc = outer["loc"]
    return len(detail["loc"]) > len(loc) and detail["loc"][: len(loc)] == loc


def _loc(detail: ErrorDetails) -> Loc:
    within = detail["loc"][:-1] if _of_key(detail) else detail["loc"]
    return tuple(part for part in within if not (isinstance(part, str) and part.startswith(("function-", "tagged-"))))


def _of_key(detail: ErrorDetails) -> bool:
    """Return whether a problem is about a key of a map and not about the value there: pydantic ends the way so."""
    return detail["loc"][-1:] == ("[key]",)


_TEXTS = {
    "missing": Problem(text="is missing"),
    "string_type": Problem(text="is a list or a map", advice="write one text"),
    "int_parsing": Problem(advice="write a whole number"),
    "int_type": Problem(advice="write a whole number"),
    "float_parsing": Problem(advice="write a number"),
    "bool_parsing": Problem(advice="write true or false"),
    "bool_type": Problem(advice="write true or false"),
    "model_type": Problem(advice="write a map (key: value)"),
    "dict_type": Problem(advice="write a map (key: value)"),
    "string_unicode": Problem(text="has half a character, which no file can hold"),
    "string_too_short": Problem(text="is empty"),
    "too_short": Problem(text="is empty"),
}
_LIMITS = {
    "greater_than_equal": "at least",
    "less_than_equal": "at most",
    "greater_than": "more than",
    "less_than": "less than",
}
LONGEST = 80
"""Characters of a value that are worth repeating."""


def problem_of(model: type[BaseModel], detail: ErrorDetails) -> Problem:
    """Return what is wrong with a value, and what to write instead, without its place."""
    kind, context, given = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind == "extra_forbidden":
        return _unknown_key(str(detail["loc"][-1]), _fields(model, detail["loc"][:-1]))
    if kind == "too_long":
        return _too_long(given, context["max_length"])
    if kind == "string_type" and not isinstance(given, dict | list | tuple):
        return Problem(text="is empty") if given is None else Problem(text="is not a text", advice="write one text")
    if kind == "value_error":
        [said] = context["error"].args
        problem = said if isinstance(said, Problem) else Problem(text=said)
    elif kind == "too_short" and not isinstance(given, str):
        problem = Problem(text="is empty", advice="write at least one")
    elif kind in ("tuple_type", "list_type"):
        problem = _not_a_list(given, of_texts=_model_at(model, detail["loc"]) is None)
    elif kind in ("literal_error", "enum"):
        problem = _not_in_list(given if isinstance(given, str) else "", context["expected"])
    elif kind in _LIMITS:
        problem = Problem(advice=f"write {_LIMITS[kind]} {next(iter(context.values()))}")
    elif kind == "model_type" and isinstance(given, str):
        problem = _not_a_map(given, _only_required(model, detail["loc"]), detail["loc"])
    else:
        problem = _TEXTS.get(kind) or Problem(text=f"{detail['msg'][0].lower()}{detail['msg'][1:]}")
    worth = isinstance(given, str) and len(given) <= LONGEST and problem.quoted is None
    return replace(problem, quoted=given) if worth else problem


def _not_a_map(given: str, name: str, loc: Loc) -> Problem:
    """Return how to write a text that stands in place of a map; name: the one key that the map needs, or nothing."""
    if not name:
        return _TEXTS["model_type"]
    key = f"{loc[-1]}: " if loc and isinstance(loc[-1], int) else ""
    return Problem(advice=f"write {key}{{{name}: {SLOT if len(given) <= LONGEST else '...'}}}")


def _too_long(given: Any, most: int) -> Problem:  # noqa: ANN401 - a text or a list
    if isinstance(given, str):
        return Problem(text=f"is longer than {most} characters", advice=f"it has {len(given)}")
    return Problem(text=f"has more than {most} entries")


def _not_a_list(given: Any, *, of_texts: bool) -> Problem:  # noqa: ANN401 - whatever was written
    """Return how to write a list, beginning with what was written in its place."""
    if isinstance(given, dict) and given:
        key = str(next(iter(given)))
        advice = 'write a hyphen before the first line: "- {}: …"'
        if of_texts and " " in key:
            advice = 'write a hyphen before the first line, and a text with a colon in quotation marks: - "{}: …"'
        return Problem(text="is one map and not a list", quoted=key, advice=advice)
    if isinstance(given, str) and re.fullmatch(r"[\w-]+", given) and len(given) <= LONGEST:
        return Problem(advice="write a list: [{}], or {} on the next line behind a hyphen and a space")
    return Problem(advice="write a list ([a, b] or lines that start with -)")


def _unknown_key(key: str, known: list[str]) -> Problem:
    others = "known: " + ", ".join(known) if known else "nothing can be set here"
    heads = [word for word in re.findall(r"[a-z]+", key.lower())[-1:] if word in known]  # the id in patient_id
    near = dict.fromkeys([*heads, *filter(None, [closest(key, known)])])
    named = " or ".join(f'"{word}"' for word in near)
    hint = f"did you mean {named}?" if near else others
    return Problem(text="unknown key {}", quoted=key, advice=hint)


def _not_in_list(given: str, expected: str) -> Problem:
    """Return what to write, from pydantic's `'a', 'b' or 'c'`."""
    words = expected.replace("'", "")
    hint = did_you_mean(given, words.replace(" or ", ", ").split(", "), 0.75)  # they are all named: no guess is needed
    return Problem(text=f"write {words}", advice=hint) if hint else Problem(advice=f"write {words}")


def _fields(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys that the model at loc knows."""
    current = _model_at(model, loc)
    names = [field.alias or name for name, field in getattr(current, "model_fields", {}).items()]
    return sorted([*names, *getattr(current, "SHORT", ())])


def _only_required(model: type[BaseModel], loc: Loc) -> str:
    """Return the one key that the model at loc needs; empty if it needs none or several."""
    fields = getattr(_model_at(model, loc), "model_fields", {})
    needed = [field.alias or name for name, field in fields.items() if field.is_required()]
    return needed[0] if len(needed) == 1 else ""


def _model_at(model: type[BaseModel], loc: Loc) -> Any:  # noqa: ANN401 - as below
    """Return the model at loc, as far as the way leads to one."""
    current: Any = model
    if issubclass(model, RootModel):  # entries by id
        current, loc = _model_in(model.model_fields["root"].annotation), loc[1:]
    for part in loc:
        if isinstance(part, int):
            continue
        field = getattr(current, "model_fields", {}).get(part)
        if field is not None:
            current = _model_in(field.annotation)
    return current


def _model_in(annotation: Any) -> Any:  # noqa: ANN401 - type annotations have no common type
    """Return the first model in an annotation such as tuple[Step, ...] | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (found := _model_in(part)) is not None:
            return found
    return None
