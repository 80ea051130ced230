"""Pictures that were drawn when the wheel was built: those of the built-in plans.

To draw a picture takes some milliseconds, to read it a fraction of one. It is found by all that it is made of (pose,
props, person), so a clinic's own pose is drawn when it is asked for. If any line of the engine is another one than when
they were drawn, all are drawn anew. In a checkout there is no such file; `scripts/drawn` makes it.
"""

import json
import pickle
import zlib
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from planner.figure.drawing import Drawing

FILE = Path(__file__).with_name("drawn.bin")
"""Digest of the engine; how long the index is, in 4 bytes; the index: where each picture lies, by its key; pictures."""

DIGEST = 32
"""Bytes of the digest."""


def shipped(key: str) -> Drawing | None:
    """Return the picture with a key, if this engine has drawn it for the wheel."""
    index, pictures = _read(FILE)
    if key not in index:
        return None
    start, end = index[key]
    drawing: Drawing = pickle.loads(zlib.decompress(pictures[start:end]))  # noqa: S301 - as much ours as the code is
    return drawing


def store(drawings: Iterable[Drawing], path: Path = FILE) -> None:
    """Write pictures into a file for the wheel."""
    index: dict[str, tuple[int, int]] = {}
    parts: list[bytes] = []
    at = 0
    for drawing in sorted(drawings, key=lambda each: each.key):
        parts.append(zlib.compress(pickle.dumps(drawing, protocol=4), 9))
        index[drawing.key] = at, at + len(parts[-1])
        at += len(parts[-1])
    head = json.dumps(index, separators=(",", ":")).encode()
    path.write_bytes(b"".join([engine(), len(head).to_bytes(4, "big"), head, *parts]))


@cache
def engine(folder: Path = FILE.parent) -> bytes:
    """Return a digest of the engine's source."""
    digest = sha256()
    for path in sorted(folder.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


@cache
def _read(path: Path) -> tuple[dict[str, tuple[int, int]], bytes]:
    """Return index and pictures of a file; nothing, if there is none or another engine has drawn them."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}, b""
    if data[:DIGEST] != engine():
        return {}, b""
    start = DIGEST + 4
    end = start + int.from_bytes(data[DIGEST:start], "big")
    return json.loads(data[start:end]), data[end:]
