"""The base of all models of written content: frozen, strict about keys, and aware of where each value was written."""

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

from planner.content.asked import asked
from planner.content.extends import without
from planner.content.given import parse_json, without_none
from planner.content.made import Written, refuse_too_much, written
from planner.content.mistakes import problems, unplaced
from planner.content.ready import ready
from planner.content.yaml import MADE, Loc, Node, Origin, read
from planner.problems import InputError, Problem, own_words
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
            if not (args or values) and not any(field.is_required() for field in cls.model_fields.values()):
                return cls.model_construct()  # nothing is wrong with it, and what judges would have to be built first
            refuse_too_much(values)
            try:
                return super().__call__(*args, **without_none(cls, values))
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
        """Make a document of values, those of a YAML file or of model_dump. Raise InputError for wrong ones.

        None, as a database has it, counts as not given.
        """
        if isinstance(obj, Written):
            refuse_too_much(obj)
            return cls.parse(dict(obj), Origin(MADE, written(obj, MADE)))
        if isinstance(obj, dict):
            refuse_too_much(obj)
            obj = without_none(cls, obj)
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            raise InputError(*unplaced(cls, error)) from None

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:  # noqa: ANN401 - as above
        """Make a document of JSON, such as model_dump_json writes. Raise InputError for wrong values."""
        if not isinstance(json_data, str | bytes | bytearray):
            raise InputError(Problem(loc=("json_data",), advice="give a text or bytes"))
        return cls.model_validate(parse_json(json_data), **options)

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
