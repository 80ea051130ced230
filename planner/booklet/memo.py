"""Keep results under what was really read to make them.

A section is given a watched programme: every value that it reads is recorded with the way to it. What the section made
is kept under these reads, and found again for whoever has the same values there. So nobody lists by hand what a section
depends on, and a value that was read can never be missing from the key.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from threading import Lock
from types import FunctionType, MethodType
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")
K = TypeVar("K")

Way = tuple[str, ...]
"""From the watched value to one that was read: ("patient", "name")."""
CHEAP = (str, int, date, type(None))
"""What costs next to nothing to hash; whatever else was read is compared."""


class Recorder:
    """Stands in for a frozen value and records what is read of it; values named in `inner` are watched as well.

    Properties and methods run on the stand-in, so that what they read is recorded and not they themselves.
    """

    def __init__(self, value: object, inner: Iterable[str], reads: dict[Way, Any], way: Way = ()) -> None:
        """Record into reads; way leads to this value from the outermost one."""
        self.__dict__["_watch"] = (value, tuple(inner), reads, way)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the value has
        value, inner, reads, way = self.__dict__["_watch"]
        on_class = getattr(type(value), name, None)
        if isinstance(on_class, property) and on_class.fget:
            return on_class.fget(self)
        if isinstance(on_class, FunctionType):
            return MethodType(on_class, self)
        found = getattr(value, name)
        if name in inner:
            return Recorder(found, (), reads, (*way, name))
        reads[*way, name] = found
        return found

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: a watched value never changes")


def watched(value: T, inner: Iterable[str] = ()) -> tuple[T, dict[Way, Any]]:
    """Return a stand-in for a value, and what has been read of it: that fills while the stand-in is used."""
    reads: dict[Way, Any] = {}
    return cast("T", Recorder(value, inner, reads)), reads


class Memo(Generic[R]):
    """Results kept under a key and what was read to make them. Safe to share between threads."""

    def __init__(self, most: int, inner: Iterable[str] = ()) -> None:
        """Keep so many results at most; the one that was not asked for the longest goes first."""
        self._most, self._inner = most, tuple(inner)
        self._ways: dict[Hashable, dict[tuple[Way, ...], None]] = {}
        self._kept: OrderedDict[tuple[Hashable, ...], list[tuple[tuple[Any, ...], R]]] = OrderedDict()
        self._count = 0
        self._lock = Lock()

    def get(self, key: Hashable, value: T, make: Callable[[T], R]) -> R:
        """Return what make gives for the value, or gave under this key for one with the same values where it read."""
        with self._lock:
            for ways in self._ways.get(key, ()):
                values = tuple([_at(value, way) for way in ways])
                shelf = (key, ways, _cheap(values))
                for known, result in self._kept.get(shelf, ()):
                    if known == values:
                        self._kept.move_to_end(shelf)
                        return result
        stand_in, reads = watched(value, self._inner)
        result = make(stand_in)
        ways, values = tuple(reads), tuple(reads.values())
        with self._lock:
            shelf = (key, ways, _cheap(values))
            self._ways.setdefault(key, {})[ways] = None
            self._kept.setdefault(shelf, []).append((values, result))
            self._kept.move_to_end(shelf)
            self._count += 1
            while self._count > self._most:
                _, gone = self._kept.popitem(last=False)
                self._count -= len(gone)
            if len(self._ways) > self._most:  # keys of which nothing is kept any more
                self._ways = {held: self._ways[held] for held, *_ in self._kept}
        return result


def once(store: dict[K, R], key: K, make: Callable[[], R], most: int) -> R:
    """Return what a store has under a key, made if need be; a store with as many as most starts anew."""
    found = store.get(key)
    if found is None:
        if len(store) >= most:
            store.clear()
        store[key] = found = make()
    return found


def _at(value: object, way: Way) -> Any:  # noqa: ANN401 - as above
    for name in way:
        value = getattr(value, name)
    return value


def _cheap(values: tuple[Any, ...]) -> Hashable:
    """Return what tells most values apart and costs little to hash."""
    return tuple([each if isinstance(each, CHEAP) else type(each) for each in values])
