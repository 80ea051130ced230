"""Outputs at an address (s3://bucket/folder), through fsspec: an optional part of the program."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from planner.problems import InputError, OutputError, Problem

PLAIN = ("http", "https", "ftp", "webhdfs")
"""Not encrypted, or nothing that can be written to."""
STORES = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss", "memory")
"""Where a file appears whole by itself, has no folder, and cannot be renamed."""


def refuse_no_name(text: str) -> None:
    """Raise OutputError for what can be the name of no file, or stands for standard output elsewhere."""
    if text == "-":
        raise OutputError(Problem(file=text, text="standard output takes no files", advice="name a file or a folder"))
    if "\0" in text or any("\ud800" <= char < "\udc80" or "\udcff" < char <= "\udfff" for char in text):
        raise OutputError(Problem(file=text, text="cannot be written: it holds a character that no name can have"))


def output_path(text: str) -> Path:
    """Return a path, or a path-like for an address. Raise InputError for an address that must not be used."""
    refuse_no_name(text)
    scheme, found, _ = text.partition("://")
    if not found:
        return Path(text)
    if scheme == "file":
        from urllib.request import url2pathname  # brings what speaks HTTP along

        return Path(url2pathname(urlsplit(text).path))
    if "::" in text:
        raise InputError(f"{text}: leads through one address to another; name the store alone, such as s3://")
    if scheme in PLAIN:
        raise InputError(f"{text}: patients' data leaves this machine only encrypted; name a store such as s3://")
    if find_spec("upath") is None:
        raise InputError(f"{text}: an address needs more packages: pip install 'planner[remote]'")
    from upath import UPath

    try:
        address = UPath(text)
        endpoint = _endpoint(address)
    except (ImportError, ValueError) as error:
        raise InputError(f"{text}: cannot be used: {error}") from None
    except Exception as error:  # noqa: BLE001 - each store has its own
        raise OutputError(f"{text}: cannot be reached: {_said(error)}") from None
    if endpoint.scheme == "http" and not is_local_host(endpoint.hostname or ""):
        raise InputError(f"{text}: {endpoint.geturl()} is not encrypted, and on another machine; use https")
    return cast("Path", address)


def is_remote(path: Path) -> bool:
    """Return whether a path is not on this machine."""
    return "://" in str(path)


def is_local_host(host: str) -> bool:
    """Return whether a host name means this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def answered(path: Path) -> Iterator[None]:
    """Raise OutputError for whatever a store says no with."""
    try:
        yield
    except OutputError:
        raise
    except Exception as error:
        if not is_remote(path):
            raise
        raise OutputError(f"{path}: cannot be reached: {_said(error)}") from None


@contextmanager
def sent(path: Path) -> Iterator[BinaryIO]:
    """Open a local file, for its owner only; what it holds is sent to the store when the block ends well."""
    address: Any = path
    with TemporaryDirectory(prefix="planner-") as folder:
        made = Path(folder) / "file"
        with made.open("wb") as file:
            yield file
        with answered(path):
            if address.protocol in STORES:
                address.fs.put_file(str(made), address.path)
                return
            beside = address.with_name(f".planner-{os.getpid()}.part")
            address.fs.put_file(str(made), beside.path)
            address.fs.mv(beside.path, address.path)


def make_folder(path: Path) -> None:
    """Make a folder, where there are folders; a bucket is not made."""
    address: Any = path
    with answered(path):
        if address.protocol not in STORES:
            address.fs.makedirs(address.path, exist_ok=True)


def names(path: Path) -> set[str]:
    """Return the names in a folder with a single request."""
    address: Any = path
    with answered(path):
        try:
            return {name.rpartition("/")[2] for name in address.fs.ls(address.path, detail=False)}
        except FileNotFoundError:
            return set()


def _endpoint(address: Any) -> Any:  # noqa: ANN401 - there are no types
    """Return the address of a store that may be on any machine."""
    system = address.fs  # made here, so that a package that is missing is said before anything is made
    client = system.s3 if address.protocol in ("s3", "s3a") else None
    return urlsplit(client.meta.endpoint_url if client else "")


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
