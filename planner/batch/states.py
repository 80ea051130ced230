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
    r"deceased|dec['\u2019]d|decd|(has |have )?passed away|has died|(died|dod)[\s:]*(on |in )?\d[\d./-]*|"
    r"d\. ?\d[\d./-]{3,}|"
    r"(patient|pt) (has )?died|verstorbene?|gestorben|decedee?|fallecid[oa]|difunt[oa]|decedut[oa]|falecid[oa]|"
    r"zmarl[ay]?|overleden|avliden|fallecio"
)
"""Who has died: words of English, German, French, Spanish, Italian, Portuguese, Polish, Dutch and Swedish, in small
letters without accents. Nobody is called so."""
_NOT_TO_USE = (
    r"do not (use|contact|print|send|book|call|write)|not to be used|nicht verwenden|ne pas utiliser|no usar|non usare|"
    r"duplicate|duplikat|doppelt angelegt|doublon|duplicad[oa]|duplicat[oa]|zz+"
)
"""What marks a record that is not in use, in place of a name or beside it."""
_IN_A_NAME = re.compile(
    r"[†✝]|已故|去世|逝世|死亡|^the late (?=\w)|^(the )?est(\.|ate)? of |"
    rf"(?<!\w)({_DIED}|{_NOT_TO_USE}|متوف[يى]ة?|المرحومة?)(?!\w)"
)
_MARKED = re.compile(
    r"(?<!\w)(RIP|R\. ?I\. ?P\.?)(?!\w)[\s\d./-]*|^ZZ+(?=[A-Z])|(?<!\w)[śŚ]\.? ?[pP]\.|(?<!\w)[dD][öø]d(?!\w)|"
    r"(?<!\w)[öÖ]l(m[üÜ][şŞ]|d[üÜ])(?!\w)[\s\d./-]*"
)
"""Marks that are names in small letters, as in Rip Torn, or without the accent."""
_WORDS = (
    rf"{_DIED}|(is )?(dead|verst\.?|tot)|died|gestorven|mort[eoa]?|defunt[eoa]?|muert[oa]|obito|zgon|(juz )?nie zyje|"
    r"exitus( letalis)?|afdod|avdod|zemrel[ay]?|elhunyt|meghalt|vefat( etti)?|умер(ла)?|متوف[يى]ة?|死亡|已故|去世|"
    r"gekundigt|(behandlung|therapie) (beendet|abgeschlossen|abgebrochen)|entlassen|verzogen|abgemeldet|"
    r"(has been )?discharged|dado de alta|dada de alta|de alta|alta( medica)?|dimess[oa]|sorti(e)?|wypisan[ya]|"
    r"ontslagen|utskriv(en|et)|udskrevet|propusten[ay]?|taburcu( edildi)?|выписан\w?|出院|已出院|"
    r"inaktiv|inactive?|inactief|inativ[oa]|inattiv[oa]|inactiv[oa]|non attiv[oa]|not active|nieaktywn[ya]|"
    r"deactivated|archiviert|archived?|archivee|archivi?ad[oa]|archiviat[oa]|arquivad[oa]|zarchiwizowan[ya]|gearchiveerd|"
    r"moved (away|out of (the )?area)|(has )?left (the |this )?(practice|clinic|surgery|service|area)|de-?registered|"
    r"uitgeschreven|verhuisd|transferred( out)?|trasladad[oa]|transferee?|trasferit[oa]|transferid[oa]|przeniesion[ya]|"
    r"ex([ -]?(patient(in|e)?|pat\.?|client(e)?|paciente))?|do not (use|contact|print|send|book|call|write)"
)
_RELATIVES = (
    r"husband|wife|spouse|partner|mother|father|parents?|sons?|daughter|brother|sister|(ehe)?mann|(ehe)?frau|mutter|vater|"
    r"sohn|tochter|mari|femme|mere|pere|marido|espos[oa]|mujer|madre|padre|hij[oa]|herman[oa]|moglie|marito"
)
_WITH_MORE = (
    r"(died|deceased|passed away|verstorben|gestorben|decedee?|fallecid[oa]|fallecio|decedut[oa]|falecid[oa]|overleden|"
    rf"avliden)\b(?!.*\b({_RELATIVES}|no|n|nein|false)\b).*|"
    r"(is )?(dead|rip|tot)(\s+[-\u2013\u2014]|\s*[,;:(]).*"
)
"""Words with which a cell says so, whatever stands behind them, but for somebody else of whom it is said."""
_GONE = re.compile(
    rf"†.*|((the |this )?(patient|pt) (has |is )?)?({_WITH_MORE})|"
    rf"({_WORDS})([\s,:(-]+(am|on|el|le|il|em|op|dnia|since|seit)?[\s\d./-]*\)?)?"
)
"""Such a word, alone or with a date, in small letters without accents: in the five languages of the program, and in
some others for what is said most; or the sign of who has died. A remark that has a word in it is none."""
_LONGEST = 60
"""Characters of such a cell."""

_ALTA_ALONE = re.compile(r"(dad[oa] )?(de )?alta[\s,:(-]*(el|desde)?[\s\d./-]*\)?")
_ALTA = re.compile(r"(dad[oa] )?(de )?alta( medica)?[\s,:(-]*(el|desde)?[\s\d./-]*\)?")
_BAJA = re.compile(r"(dad[oa] )?(de )?baja( medica)?[\s,:(-]*(el|desde)?[\s\d./-]*\)?")
MOST_WORDS, LONGEST_WORD, MOST_PARTS = 20, 30, 3
"""A column with more words, or with longer ones, holds remarks. So does one that says hardly anything twice, unless its
name is that of a status."""
Numbered = tuple[int, Mapping[str, Any]]
"""The values of a row, with its number."""


def is_gone(text: str) -> bool:
    """Return whether a cell says that somebody has died or is no patient any more."""
    text = " ".join(text.split())
    return len(text) <= _LONGEST and (_GONE.fullmatch(plain(text)) or _MARKED.fullmatch(text)) is not None


def is_alta(text: str) -> bool:
    """Return whether a cell says alta: discharged in one clinic, registered in another."""
    return _ALTA.fullmatch(plain(text)) is not None


def is_baja(text: str) -> bool:
    """Return whether a cell says baja, of which alta is the contrary."""
    return _BAJA.fullmatch(plain(text)) is not None


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
    """Return, by column, the words alta and baja if alta stands in it: who is registered may be the one or the other.

    Where there is no baja, alta médica is a discharge. Each word has the numbers of its rows.
    """
    found: dict[str, dict[str, list[int]]] = {}
    for head, words in _found(rows, heads, lambda text: is_alta(text) or is_baja(text)).items():
        both = any(map(is_baja, words))
        open_words = {word: of for word, of in words.items() if both or _ALTA_ALONE.fullmatch(plain(word))}
        if any(map(is_alta, open_words)):
            found[head] = open_words
    return found


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
