"""What most of the program is made of: frozen values."""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def frozen(cls: type[T]) -> type[T]:
    """Make a frozen dataclass that remembers its hash.

    Its methods are the same few functions for all values: dataclass would write and compile six for each class, which
    takes a tenth of the time in which a first booklet is made. Without factories, and options of single fields.
    """
    made = dataclass(init=False, repr=False, eq=False)(cls)
    of = fields(made)  # type: ignore[arg-type]  # it is a dataclass by now
    names = tuple(f.name for f in of)
    wanted = frozenset(names)
    defaults = {f.name: f.default for f in of if f.default is not MISSING}

    def init(self: object, *values: object, **named: object) -> None:
        own = self.__dict__
        own.update(defaults)
        own.update(zip(names, values))  # noqa: B905 - too many values are found below
        own.update(named)
        twice = values and not named.keys().isdisjoint(names[: len(values)])
        if twice or len(values) > len(names) or own.keys() != wanted:
            raise TypeError(f"{cls.__name__} is made from: {', '.join(names)}")

    values: Callable[[object], object] = attrgetter(*names) if names else lambda _: ()

    def equals(self: object, other: object) -> bool:
        if self is other:
            return True
        return bool(values(self) == values(other)) if type(self) is type(other) else NotImplemented

    def hashed(self: object) -> int:
        known = self.__dict__.get("_hash")
        if known is None:
            self.__dict__["_hash"] = known = hash((cls.__name__, values(self)))
        return int(known)

    def state(self: object) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "_hash"}  # it differs by process

    def shown(self: object) -> str:
        return f"{cls.__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    methods = {"__init__": init, "__eq__": equals, "__hash__": hashed, "__getstate__": state}
    methods["__repr__"] = vars(cls).get("__repr__", shown)  # a class may show less of itself
    for name, method in (methods | {"__setattr__": _refuse, "__delattr__": _refuse}).items():
        setattr(made, name, method)
    return made


def _refuse(self: object, name: str, *_: object) -> None:  # noqa: ARG001 - it is a method of each value
    raise FrozenInstanceError(f"cannot change {name}")
