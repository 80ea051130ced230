"""PDF files that ask for a password. They are no PDF/A any more: an archive must be able to open what it keeps."""

import unicodedata
from io import BytesIO
from pathlib import Path

from planner.problems import InputError

LONGEST = 127
"""Bytes of a password that count (ISO 32000-2, 7.6.4.3.3)."""


def encrypt(data: bytes, password: str) -> bytes:
    """Encrypt a PDF with AES-256; reading aloud stays allowed. Two calls never give the same bytes."""
    import pikepdf

    check_password(password)
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            for claim in ("pdfaid:part", "pdfaid:conformance"):
                del meta[claim]
        key = pdf_key(password)
        pdf.save(out, encryption=pikepdf.Encryption(user=key, owner=key, R=6))
    return out.getvalue()


def same(encrypted: bytes, data: bytes, password: str) -> bool:
    """Return whether a file opens with the password and holds what encrypting the data would."""
    import pikepdf

    try:
        return _opened(encrypted, password) == _opened(encrypt(data, password), password)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return False


def _opened(encrypted: bytes, password: str) -> bytes:
    if b"/Encrypt" not in encrypted:
        return encrypted
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
        raise InputError("password: is empty")
    if len(pdf_key(password).encode()) > LONGEST:
        raise InputError(f"password: is longer than {LONGEST} bytes, of which the rest would not count")


def read_password(path: Path) -> str:
    """Return the first line of a file. Raise InputError if it has none."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8 text") from None
    if len(lines) != 1:
        raise InputError(f"{path}: holds {len(lines)} lines; write the password on one line, and nothing else")
    try:
        check_password(lines[0])
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    return lines[0]
