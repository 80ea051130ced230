"""What was made when the wheel was built of the built-in plans: documents, read and checked, pictures, pages and fonts.

To make one of them takes milliseconds, to read it a fraction of one. Each is found by all that it is made of (a pose,
props and a person; the text of a file; blocks and a theme), so a clinic's own are made when they are asked for. If any
line of the code that makes them is another one than then, all are made anew. In a checkout there is no such file;
`scripts/drawn` writes it.
"""

import json
import pickle
import zlib
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PACKAGE = Path(__file__).parent
FILE = PACKAGE / "shipped.bin"
"""Digest of the code; how long the index is, in 4 bytes; the index: where each value lies, by its key; the values."""
CODE = ("*.py", "figure/*.py", "content/*.py", "blocks/*.py", "pdf/**/*.py")
"""The code that what is shipped depends on."""
DIGEST = 32
"""Bytes of the digest."""

noted: dict[str, bytes] | None = None
"""What is made, by key, while `scripts/drawn` has it noted."""


def shipped(
    key: str,
    make: Callable[[], T],
    write: Callable[[T], bytes] = pickle.dumps,
    read: Callable[[bytes], T] = pickle.loads,
) -> T:
    """Return what the wheel holds under a key, if this code has made it; otherwise make it.

    What lies beside the code is as much ours as the code is: it may be a pickle. write and read: how
    it is turned into bytes, and back; what gives no bytes is not for the wheel.
    """
    index, values = _read(FILE)
    if key in index:
        start, end = index[key]
        return read(zlib.decompress(values[start:end]))
    made = make()
    if noted is not None and (data := write(made)):
        noted[key] = data
    return made


def holds(key: str) -> bool:
    """Return whether the wheel holds something under a key, or will."""
    return key in _read(FILE)[0] or (noted is not None and key in noted)


def key_of(kind: str, *made_of: object) -> str:
    """Return the key of something that is made of these values: equal for equal ones."""
    return f"{kind} {sha256(repr(made_of).encode()).hexdigest()[:24]}"


@cache
def version_of(package: str) -> str:
    """Return the version of a package that takes part in making what is shipped."""
    from importlib.metadata import version

    return version(package)


def store(values: dict[str, bytes], path: Path = FILE) -> None:
    """Write values into a file for the wheel."""
    index: dict[str, tuple[int, int]] = {}
    parts: list[bytes] = []
    at = 0
    for key, value in sorted(values.items()):
        parts.append(zlib.compress(value, 9))
        index[key] = at, at + len(parts[-1])
        at += len(parts[-1])
    head = json.dumps(index, separators=(",", ":")).encode()
    path.write_bytes(b"".join([code(), len(head).to_bytes(4, "big"), head, *parts]))


@cache
def code(package: Path = PACKAGE) -> bytes:
    """Return a digest of the code that makes what is shipped."""
    digest = sha256()
    for path in (path for pattern in CODE for path in sorted(package.glob(pattern))):
        digest.update(path.read_bytes())
    return digest.digest()


@cache
def _read(path: Path) -> tuple[dict[str, tuple[int, int]], bytes | memoryview]:
    """Return index and values of a file; nothing, if there is none or other code has made them."""
    try:
        with path.open("rb") as file:
            data = mmap(file.fileno(), 0, access=ACCESS_READ)  # one booklet needs a tenth of it
    except (OSError, ValueError):  # ValueError: it is empty
        return {}, b""
    if data[:DIGEST] != code():
        return {}, b""
    start = DIGEST + 4
    end = start + int.from_bytes(data[DIGEST:start], "big")
    return json.loads(data[start:end]), memoryview(data)[end:]
