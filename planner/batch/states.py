"""Words that say that nothing is to be printed for somebody, whatever the column is called."""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any

from planner.batch.cells import as_text
from planner.batch.columns import like_a_state
from planner.batch.condition_words import plain
from planner.problems import Problem

_DIED = (
    r"deceased|dec['\u2019]d|decd|(has |have )?passed away|has died|(died|dod|d\.)[\s:]*(on |in |am |le )?\d[\d./-]*|"
    r"verstorbene?|gestorben|decedee?|fallecid[oa]|difunt[oa]|decedut[oa]|falecid[oa]|zmarl[ay]?|overleden|avliden"
)
"""Who has died: words of English, German, French, Spanish, Italian, Portuguese, Polish, Dutch and Swedish, in small
letters without accents. Nobody is called so."""
_NOT_TO_USE = (
    r"do not (use|contact|print|send|book|call|write)|not to be used|nicht verwenden|ne pas utiliser|no usar|non usare|"
    r"duplicate|duplikat|doppelt angelegt|doublon|duplicad[oa]|duplicat[oa]|zz+"
)
"""What marks a record that is not in use, in place of a name or beside it."""
_IN_A_NAME = re.compile(rf"[†✝]|(?<!\w)({_DIED}|{_NOT_TO_USE})(?!\w)")
_MARKED = re.compile(r"(?<!\w)(RIP|R\. ?I\. ?P)(?!\w)|^ZZ+(?=[A-Z])|(?<!\w)[śŚ]\.? ?[pP]\.")
"""Marks that are names in small letters, as in Rip Torn, or initials without the accent."""
_WORDS = (
    r"gek[uü]ndigt|(behandlung|therapie) (beendet|abgeschlossen|abgebrochen)|"
    r"(ist )?(verst\.?|verstorben|gestorben|tot)|entlassen|inaktiv|archiviert|abgemeldet|verzogen|"
    r"(is )?(deceased|dead)|died|(has been )?discharged|inactive|archived|deactivated|transferred( out)?|moved away|"
    r"fallecid[oa]|difunt[oa]|muert[oa]|de alta|dad[oa] de alta|alta( m[eé]dica)?|inactiv[oa]|archivad[oa]|"
    r"trasladad[oa]|d[eé]c[eé]d[eé]e?|mort(e)?|sorti(e)?|inactif|inactive|archiv[eé]e?|transf[eé]r[eé]e?|"
    r"ex([ -]?(patient(in|e)?|pat\.?|client(e)?|paciente))?|exitus( letalis)?"
)
_GONE = re.compile(rf"†.*|({_WORDS})([\s,:(-]+(am|on|el|le|since|seit)?[\s\d./-]*\)?)?", re.IGNORECASE)
"""Such a word, alone or with a date: in German, English, Spanish and French; or the sign of who has died. A remark that
has a word in it is none."""

_ALTA = re.compile(r"(dad[oa] )?(de )?alta( m[eé]dica)?[\s,:(-]*(el|desde)?[\s\d./-]*\)?", re.IGNORECASE)
_BAJA = re.compile(r"(dad[oa] )?(de )?baja( m[eé]dica)?[\s,:(-]*(el|desde)?[\s\d./-]*\)?", re.IGNORECASE)
MOST_WORDS, LONGEST_WORD, MOST_PARTS = 20, 30, 3
"""A column with more words, or with longer ones, holds remarks. So does one that says hardly anything twice, unless its
name is that of a status."""
Numbered = tuple[int, Mapping[str, Any]]
"""The values of a row, with its number."""


def is_gone(text: str) -> bool:
    """Return whether a cell says that somebody has died or is no patient any more."""
    return _GONE.fullmatch(" ".join(text.split())) is not None


def is_alta(text: str) -> bool:
    """Return whether a cell says alta: discharged in one clinic, registered in another."""
    return _ALTA.fullmatch(" ".join(text.split())) is not None


def is_baja(text: str) -> bool:
    """Return whether a cell says baja, of which alta is the contrary."""
    return _BAJA.fullmatch(" ".join(text.split())) is not None


def is_inactive(text: str) -> bool:
    """Return whether a cell says so in a column such as `activo`, where alta says the contrary."""
    return is_baja(text) or (is_gone(text) and not is_alta(text))


def gone_by_name(column: str, value: Any) -> list[Problem]:  # noqa: ANN401 - JSON has any type
    """Return a problem if a name says that somebody has died or left, or that it is none: H. Bauer (verst.), ZZ Lee."""
    text = " ".join(as_text(value).split())
    if column != "name" or not text:
        return []
    apart = (part for found in re.findall(r"[(\[]([^()\[\]]*)|\s[-\u2013\u2014]+\s*(.+)$", text) for part in found)
    if not (_MARKED.search(text) or _IN_A_NAME.search(plain(text)) or any(map(is_gone, apart))):
        return []
    says = "says that this patient may have died or left, or that nothing is to be printed from this row"
    advice = "if that is so, take the row out; only if not, write the name without this"
    return [Problem(loc=(column,), quoted=as_text(value), text=says, advice=advice)]


def gone(rows: Iterable[Numbered], heads: Iterable[str]) -> dict[str, dict[str, list[int]]]:
    """Return, by column, what says so in it, each with the numbers of the rows. rows: with their numbers."""
    return _found(rows, heads, is_gone)


def either(rows: Iterable[Numbered], heads: Iterable[str]) -> dict[str, dict[str, list[int]]]:
    """Return, by column, the words alta and baja where both stand in it: who is registered may be the one or the other.

    Each has the numbers of its rows.
    """
    found = _found(rows, heads, lambda text: is_alta(text) or is_baja(text))
    return {head: words for head, words in found.items() if any(map(is_alta, words)) and any(map(is_baja, words))}


def _found(
    rows: Iterable[Numbered], heads: Iterable[str], says_so: Callable[[str], bool]
) -> dict[str, dict[str, list[int]]]:
    looked_at = [*heads]
    found: dict[str, dict[str, list[int]]] = {}
    for number, values in rows if looked_at else ():
        for head in looked_at:
            text = " ".join(as_text(values.get(head)).split())
            if text and says_so(text):
                found.setdefault(head, {}).setdefault(text.lower(), []).append(number)
    return found


def containing(
    rows: Iterable[Numbered], skips: Mapping[str, Iterable[str]], known: Container[str]
) -> dict[str, dict[str, list[int]]]:
    """Return, by column of skip_if, what has a word of it among others, each with the numbers of the rows.

    rows: those that are not passed over. known: what says by itself that nothing is to be printed.
    """
    heads = {" ".join(head.lower().split()): head for head in skips}
    said = {
        head: re.compile(rf"(?<!\w)({'|'.join(re.escape(' '.join(text.lower().split())) for text in texts)})(?!\w)")
        for head, texts in skips.items()
        if any(map(str.strip, texts))
    }
    found: dict[str, dict[str, list[int]]] = {}
    for number, values in rows if said else ():
        for name, value in values.items():
            head = heads.get(" ".join(name.lower().split()))
            text = " ".join(as_text(value).lower().split())
            if head in said and text and text not in known and said[head].search(text):
                found.setdefault(head, {}).setdefault(text, []).append(number)
    return found


def words_of(rows: Iterable[Numbered], heads: Iterable[str]) -> dict[str, dict[str, int]]:
    """Return, by column, all that it says, with the number of rows, the commonest first.

    A column that says too much is left out: it holds remarks, and these may be about patients.
    """
    counts: dict[str, Counter[str]] = {head: Counter() for head in heads}
    for _, values in rows if counts else ():
        for head, count in counts.items():
            if text := " ".join(as_text(values.get(head)).split()):
                count[text.lower()] += 1
    return {
        head: dict(count.most_common())
        for head, count in counts.items()
        if 1 < len(count) <= MOST_WORDS
        and all(len(text) <= LONGEST_WORD and len(text.split()) <= MOST_PARTS for text in count)
        and (like_a_state(head) or 2 * len(count) <= count.total())
    }
