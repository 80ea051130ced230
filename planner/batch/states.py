"""Words that say that nothing is to be printed for somebody, whatever the column is called."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from planner.batch.cells import as_text
from planner.problems import Problem

_WORDS = (
    r"(ist )?(verst\.?|verstorben|gestorben|tot)|entlassen|inaktiv|archiviert|abgemeldet|verzogen|"
    r"(is )?(deceased|dead)|died|(has been )?discharged|inactive|archived|deactivated|transferred( out)?|moved away|"
    r"fallecid[oa]|difunt[oa]|muert[oa]|de alta|dad[oa] de alta|alta( m[eé]dica)?|inactiv[oa]|archivad[oa]|"
    r"trasladad[oa]|d[eé]c[eé]d[eé]e?|mort(e)?|sorti(e)?|inactif|inactive|archiv[eé]e?|transf[eé]r[eé]e?|"
    r"ex([ -]?(patient(in|e)?|pat\.?|client(e)?|paciente))?|exitus( letalis)?"
)
_GONE = re.compile(rf"†.*|({_WORDS})([\s,:(-]+(am|on|el|le|since|seit)?[\s\d./-]*\)?)?", re.IGNORECASE)
"""Such a word, alone or with a date: in German, English, Spanish and French; or the sign of who has died. A remark that
has a word in it is none."""


def is_gone(text: str) -> bool:
    """Return whether a cell says that somebody has died or is no patient any more."""
    return _GONE.fullmatch(" ".join(text.split())) is not None


def gone_by_name(column: str, value: Any) -> list[Problem]:  # noqa: ANN401 - JSON has any type
    """Return a problem if a name says that somebody has died or left: H. Bauer (verst.)."""
    text = as_text(value)
    if column != "name" or not ("†" in text or any(map(is_gone, re.findall(r"\(([^()]*)\)", text)))):
        return []
    advice = "take the row out, or write the name without this"
    return [Problem(loc=(column,), quoted=text, text="says that this patient may have died or left", advice=advice)]


def gone(rows: Iterable[tuple[int, Mapping[str, Any]]], heads: Iterable[str]) -> dict[str, dict[str, list[int]]]:
    """Return, by column, what says so in it, each with the numbers of the rows. rows: with their numbers."""
    looked_at = [*heads]
    found: dict[str, dict[str, list[int]]] = {}
    for number, values in rows if looked_at else ():
        for head in looked_at:
            text = " ".join(as_text(values.get(head)).split())
            if text and is_gone(text):
                found.setdefault(head, {}).setdefault(text.lower(), []).append(number)
    return found
