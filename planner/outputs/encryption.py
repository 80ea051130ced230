"""PDF files that ask for a password. They are no PDF/A any more: an archive must be able to open what it keeps."""

import re
import unicodedata
from io import BytesIO
from pathlib import Path

from planner.content.held import held
from planner.problems import InputError, Problem

MOST_BYTES = 10_000
"""Of a file with a password."""
LONGEST = 127
"""Bytes of a password that count (ISO 32000-2, 7.6.4.3.3)."""


def encrypt(data: bytes, password: str) -> bytes:
    """Encrypt a PDF with AES-256; reading aloud stays allowed. Two calls never give the same bytes."""
    import pikepdf

    check_password(password)
    out = BytesIO()
    try:
        plain = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError:
        raise InputError("asks for a password already: encrypt the booklet as it was made") from None
    with plain as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            for claim in ("pdfaid:part", "pdfaid:conformance"):
                del meta[claim]
        key = pdf_key(password)
        pdf.save(out, encryption=pikepdf.Encryption(user=key, owner=key, R=6))
    return out.getvalue()


def same(encrypted: bytes, data: bytes, password: str) -> bool:
    """Return whether a file is what encrypting the data would give, but for the numbers drawn by chance.

    It opens with the password and holds the same; and it is built in the same way, byte by byte, so that it is
    encrypted as asked and nothing stands between its parts or behind its end.
    """
    import pikepdf

    fresh = encrypt(data, password)
    try:
        return _frame(encrypted) == _frame(fresh) and _opened(encrypted, password) == _opened(fresh, password)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return False


_STREAM = re.compile(rb"/Length (\d{1,10})\b[^\n]*>>\nstream\n")
_STRING = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9a-fA-F]*)>(?!>)", re.DOTALL)
_ESCAPED = re.compile(rb"\\(?:[0-7]{1,3}|.)", re.DOTALL)
_OFFSETS = re.compile(rb"(?<=\n)\d{10}(?= \d{5} n)|(?<=startxref\n)\d+")


def _frame(pdf: bytes) -> bytes:
    """Return a PDF as pikepdf writes it, without what encryption draws by chance: of texts and streams the length.

    The places of objects follow from these. A file that is not written so has another frame, or is not changed at all.
    """
    parts: list[bytes] = []
    at = 0
    while found := _STREAM.search(pdf, at):
        parts.append(pdf[at : found.end()])
        at = found.end() + int(found[1])
        if not pdf.startswith((b"endstream", b"\nendstream"), at):
            return pdf
    words = b"\0".join([*parts, pdf[at:]])
    return _OFFSETS.sub(b"", _STRING.sub(_length, words))


def _length(text: re.Match[bytes]) -> bytes:
    """Return how many bytes a text of a PDF stands for."""
    if text[2] is not None:
        return b"(%d)" % (len(text[2]) // 2)
    return b"(%d)" % len(_ESCAPED.sub(b".", text[1]))


def _opened(encrypted: bytes, password: str) -> bytes:
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(encrypted), password=pdf_key(password)) as pdf:
        pdf.save(out, encryption=False, static_id=True)
    return out.getvalue()


def pdf_key(password: str) -> str:
    """Return a password as PDF readers normalise it, however it was typed (SASLprep, RFC 4013)."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str) -> None:
    """Raise InputError for a password that does not protect."""
    if not password:
        raise _wrong("is empty")
    if "\0" in password or re.search("[\ud800-\udfff]", password):
        raise _wrong("holds a character that nobody can type")
    if len(pdf_key(password).encode()) > LONGEST:
        raise _wrong(f"is longer than {LONGEST} bytes, of which the rest would not count")


def _wrong(text: str) -> InputError:
    return InputError(Problem(loc=("password",), text=text))


def read_password(path: Path) -> str:
    """Return the first line of a file. Raise InputError if it has none."""
    try:
        lines = held(path, MOST_BYTES, "file with a password").decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8 text") from None
    if len(lines) != 1:
        raise InputError(f"{path}: holds {len(lines)} lines; write the password on one line, and nothing else")
    try:
        check_password(lines[0])
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    return lines[0]
