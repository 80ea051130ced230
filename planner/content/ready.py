"""Built-in files, read and checked when the wheel was built.

What the wheel holds of a file is found by its text: a file that has changed is read, as everybody else's is.
"""

import os
import pickle
from collections.abc import Callable
from functools import cache, partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from pydantic import VERSION

from planner.content.held import held
from planner.content.resources import data
from planner.content.yaml import MAX_BYTES, Origin
from planner.shipped import shipped

T = TypeVar("T")
READ_BY = ".".join(VERSION.split(".")[:2])
"""The version of pydantic: what another one made may lack what this one looks for."""


def ready(kind: str, path: Path, read: Callable[[], T]) -> T:
    """Return what is read of a file: as the wheel holds it, for a built-in file that is as it was then."""
    if not str(path).startswith(_built_in()):
        return read()
    key = sha256(held(path, MAX_BYTES)).hexdigest()[:24]
    key = f"{kind} {path.stem} {key} {READ_BY}"
    made: T = shipped(key, read, partial(_written, path=path), partial(_read, path=path))
    return made


@cache
def _built_in() -> str:
    """Return how the paths of built-in files begin."""
    return f"{data('plans')}{os.sep}"


def _written(made: object, path: Path) -> bytes:
    """Return what was read of a file as bytes, without where it was read from: that is another place for each user."""
    into = BytesIO()
    _Writer(into, path).dump(made)
    return into.getvalue()


def _read(data: bytes, path: Path) -> Any:  # noqa: ANN401 - whatever it was
    """Return what was written, as read from this path."""
    return _Reader(data, path).load()


class _Writer(pickle.Pickler):
    def __init__(self, into: BytesIO, path: Path) -> None:
        super().__init__(into)
        self._path = path

    def persistent_id(self, value: object) -> str | None:
        if isinstance(value, Origin):
            assert value.files == (self._path,), "a built-in file extends none"
            assert not value.slips(), "nothing in it is to be warned of"
            return "origin"
        return None


class _Reader(pickle.Unpickler):
    def __init__(self, data: bytes, path: Path) -> None:
        super().__init__(BytesIO(data))
        self._origin = Origin(path)

    def persistent_load(self, _: Any) -> Origin:  # noqa: ANN401 - as in pickle
        return self._origin
