"""A file with a password is kept only if it is what would be written: by what it is, not by what a report says."""

import io
from functools import cache

import pikepdf
import pytest

from planner import Clinic, Patient, load_plan, make_booklet
from planner.outputs.encryption import encrypt, same

WORD = "pässword"


@cache
def plain() -> bytes:
    patient = Patient(name="Ana (Souza) \\ Ré", start="2026-12-07")
    return make_booklet(load_plan("keep-well"), patient, Clinic(name="River (side) Physio")).data


def saved(**how) -> bytes:
    """The booklet, encrypted in another way."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        pdf.save(out, **how)
    return out.getvalue()


def opened(**changes) -> bytes:
    """The encrypted booklet, changed by somebody who knows the password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(encrypt(plain(), WORD)), password=WORD) as pdf:
        for name, value in changes.items():
            pdf.Root[f"/{name}"] = value
        pdf.save(out, encryption=pikepdf.Encryption(user=WORD, owner=WORD, R=6))
    return out.getvalue()


def within(data: bytes, at: bytes, more: bytes) -> bytes:
    start = data.index(at)
    return data[:start] + more + data[start:]


OTHERS = {
    "not encrypted": plain,
    "not encrypted, as pikepdf writes it": lambda: saved(static_id=True),
    "another password": lambda: encrypt(plain(), "another"),
    "no password to open": lambda: saved(encryption=pikepdf.Encryption(user="", owner=WORD, R=6)),
    "another owner": lambda: saved(encryption=pikepdf.Encryption(user=WORD, owner="theirs", R=6)),
    "AES-128": lambda: saved(encryption=pikepdf.Encryption(user=WORD, owner=WORD, R=4)),
    "RC4": lambda: saved(encryption=pikepdf.Encryption(user=WORD, owner=WORD, R=3, aes=False, metadata=False)),
    "metadata in the clear": lambda: saved(encryption=pikepdf.Encryption(user=WORD, owner=WORD, R=6, metadata=False)),
    "something behind the end": lambda: encrypt(plain(), WORD) + b"Ana Souza, 1958-04-03",
    "something before the start": lambda: b"Ana Souza" + encrypt(plain(), WORD),
    "a comment within": lambda: within(encrypt(plain(), WORD), b"2 0 obj", b"% Ana Souza\n"),
    "an object that nothing names": lambda: within(
        encrypt(plain(), WORD), b"startxref", b"9999 0 obj\n<< /Length 3 >>\nstream\nAna\nendstream\nendobj\n"
    ),
    "a page more": lambda: opened(Pages=pikepdf.Array()),
    "another name": lambda: opened(Lang=pikepdf.String("xx")),
    "cut off": lambda: encrypt(plain(), WORD)[:-200],
    "nothing": lambda: b"",
}  # fmt: skip


@pytest.mark.parametrize("how", OTHERS)
def test_a_file_that_is_not_as_asked_is_another_one(how):
    other = OTHERS[how]()
    assert other != encrypt(plain(), WORD)
    assert not same(other, plain(), WORD)


def test_a_file_as_asked_is_the_same_whatever_was_drawn_by_chance():
    assert encrypt(plain(), WORD) != encrypt(plain(), WORD)
    assert all(same(encrypt(plain(), WORD), plain(), WORD) for _ in range(5))
