"""What a cell or a row of a table says, whatever its column is called."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planner.batch.columns import read_as
from planner.content.scalars import EXACT
from planner.content.suggest import NO_CONDITIONS
from planner.content.unfit import DECIDED, NO_WORD_OF_OURS
from planner.problems import InputError, Problem, by_reader

_SUM = (
    r"((sub|grand )?totals?|sum|count|average|end of (list|report)|"
    r"(zwischen|gesamt)?summe|gesamt|anzahl|totale|somme|suma)"
)
_TOTAL = re.compile(rf"{_SUM}(?=[\s:=]|$)", re.IGNORECASE)
"""What the line below a list begins with."""
_TOTAL_ALONE = re.compile(rf"{_SUM}\W*(\d+( \w+)?)?", re.IGNORECASE)
_PAGE = re.compile(r"(page|seite|p[aá]gina|pag\.?|strona)\s+\d+(\s*(/|of|von|de|sur|z)\s*\d+)?", re.IGNORECASE)
"""The foot of a printed page, whatever column it has come into."""
_NO_NAME = {"null", "(null)", "none", "nan", "n/a", "undefined", "unknown", "unbekannt"}
"""What systems write where there is no name. Null is a name too."""
_NO_ID = _NO_NAME | {
    *(
        "na",
        "nil",
        "new",
        "new patient",
        "tbc",
        "tba",
        "tbd",
        "to be confirmed",
        "pending",
        "not known",
        "not available",
    ),
    *("not applicable", "no id", "neu", "unbek.", "inconnu", "nouveau", "desconocido", "nuevo", "nieznany", "nowy"),
}
"""What stands where there is no id yet. All of them would be one patient."""
SUM_CELLS = 3
"""The most cells that such a line has, of which one holds words."""
A_SUM = "totals and the feet of pages are no patients"
_COUNT = re.compile(r"\d+( \w+)?")
"""`2`, or `2 patients`."""
_PEOPLE = (
    r"patient(en|innen|e|s|in)?|pat\.?|pacjent\w*|pacientes?|pazienti|persons?|people|personen|personas|osob\w*|rows?|"
    r"records?|entries|clients?|clientes|datensatze|人|名|位|مريض|مرضى"
)
_FOOT = re.compile(
    rf"\W*\d+ ?({_PEOPLE})\W*|(total|sum|count|number|anzahl|gesamt(zahl)?|summe|suma|liczba|razem|nombre|n[uú]mero)"
    rf" (of |de |der |von |di |dei )?({_PEOPLE})\W*\d*\W*|"
    r"(共|合计|总计|小计|共计|總計|合計)\W*\d*\W*(人|名|位)?|(المجموع|الإجمالي|الاجمالي|مجموع)( الكلي)?\W*\d*|"
    r"(strictly |private (and|&) )?(confidential|vertraulich|confidencial|confidentiel|riservato|poufne|机密|سري)|"
    r"\W*end of (list|report|file|page|export)\W*|[*=#~_<>-]{2,}.*|razem\W*\d*|ogółem\W*\d*",
    re.IGNORECASE,
)
"""A foot of a list in the column of the names; nobody is called so. End, Sum, Page and Stand are names."""
_REMARK = re.compile(
    r"(printed|page|report|generated|exported|created|seite|gedruckt|erstellt|stand|imprim|impres)", re.IGNORECASE
)
_SECOND_BYTE = (
    "(?:[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u20ac\u2020-\u2022\u2030\u2039\u203a\u2122]"
    "|[\u2013\u2014\u2018-\u201e\u2026](?=\\w))"  # quotation marks and dashes may really stand behind a letter
)
_WRONGLY_DECODED = re.compile(
    f"[\u00c2-\u00c5]{_SECOND_BYTE}|(?:[\u00ce-\u00d1\u00d8-\u00db]{_SECOND_BYTE}){{2}}"
    f"|\u00e1[\u00ba\u00bb]{_SECOND_BYTE}|\u00e2\u20ac|\ufffd"
)
"""The two or three bytes of a letter in UTF-8 read as Windows-1252, as in JÃ¼rgen, or the sign for a lost letter: in
Latin letters also those of Vietnamese, in Greek, Cyrillic and Arabic two letters."""
_HAN, _HANGUL = r"[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]", r"[\u1100-\u11ff\uac00-\ud7a3]"
_EASTERN = re.compile(rf"{_HAN}+ ({_HAN}|[\u3041-\u30ff])+|{_HANGUL}+ {_HANGUL}+")
"""A family name and a given name that are written together; the given one may be in kana."""
UNREAD = "#UNREAD!"
"""Stands in failed.csv before what a cell of a workbook held whose value is not known."""
_ERROR = re.compile(r"#[¡¿]?[A-ZÄÖÜŁ][A-ZÄÖÜŁ\d_/]*[!?]( .*)?|#[Nn]/?[ADVadv]!?|Err:\d{3}|##+", re.DOTALL)
"""What a spreadsheet shows where it has no value, in its languages: #REF!, #BEZUG!, #¡REF!, #NV, Err:508, ####."""
_FORMULA = re.compile(r"=\s*[\w\"'(+$-].*", re.DOTALL)
_LOST = re.compile(r"\w\?|\?\w|\?\?")
_SHORTENED = re.compile(r"\d([.,]\d+)?[Ee]\+\d+")
_SHORT_YEAR = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2}(?=$|[ T])")
_SERIAL = re.compile(r"(2[2-9]|[3-9]\d|[1-9]\d\d)\d\d([.,]\d+)?")
"""A day as spreadsheets store it, the days since the end of 1899; up to 2199, it is more likely a year."""
_YEAR_FIRST = re.compile(r"\d{4}")
_LAST_MONTH, _LAST_DAY = 12, 31
MEANS = {
    "conditions": "or say in a profile what it means: values: {conditions: {WORD: CONDITION}}, or for several "
    "{WORD: [CONDITION, CONDITION]}",
    "language": "or say in a profile what it means: values: {language: {WORD: CODE}}",
    "days": "or say in a profile what it means: values: {days: {WORD: mon}}, {WORD: [mon, wed, fri]} or {WORD: daily}",
}
NO = {
    "",
    "no",
    "n",
    "false",
    "0",
    "none",
    "null",
    "-",
    "alive",
    "nein",
    "falsch",
    "non",
    "faux",
    "nie",
    "não",
    "nee",
    "nej",
}
"""What stands in a column such as `deceased` where it does not apply."""


def as_text(value: Any) -> str:  # noqa: ANN401 - JSON has any type
    """Return a value as somebody would type it into a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:  # as pandas has ids
        return str(int(value))
    if isinstance(value, list):
        return ";".join("…" if isinstance(item, dict | list) else as_text(item) for item in value)
    return "…" if isinstance(value, dict) else str(value)


def stand_in_id(number: int) -> str:
    """Return what stands in for the id of a row that has none: `row-7`."""
    return f"row-{number}"


def is_stand_in_id(identity: str) -> bool:
    """Return whether an id is only the number of a row: failed.csv has such ones."""
    return re.fullmatch(r"row-\d+", identity) is not None


def is_sum(filled: Mapping[str, str]) -> bool:
    """Return whether a row of several columns says a total, with its number or alone, or which page ends here.

    filled: as below. Sum is a name too: as one, it needs its number beside it.
    """
    if not filled:
        return False
    head = "id" if "id" in filled else next(iter(filled))
    said, others = filled[head], [text for name, text in filled.items() if name != head]
    if not others and _PAGE.fullmatch(said):
        return True
    is_alone = _TOTAL_ALONE.fullmatch(said) is not None and all(map(_COUNT.fullmatch, others))
    return is_alone and (head == "id" or read_as(head) is None or any(map(str.isdecimal, said)))


def total(filled: Mapping[str, str], columns: int) -> Problem | None:
    """Return why a row of a table is no patient but a line below the list, such as `Total, 2 patients`; None if it is.

    A row says so with its id, or with its first value if it has no id. filled: its texts, by what they are read as,
    else by heads. columns: how many the table has.
    """
    filled = {name: text for name, text in filled.items() if name != "id" or not is_stand_in_id(text)}
    if not filled:
        return None
    head = "id" if "id" in filled else next(iter(filled))
    said, others = filled[head], [text for name, text in filled.items() if name != head]
    if head == "id" or read_as(head) is None:
        is_below = _TOTAL.match(said) is not None
    elif not others and (_FOOT.fullmatch(said) or (_REMARK.match(said) and re.search(r"\d| by ", said))):
        is_below = True
    else:  # Sum is a name too
        is_below = _TOTAL_ALONE.fullmatch(said) is not None and all(map(_COUNT.fullmatch, others))
    is_below = is_below or (columns > 1 and not others and _PAGE.fullmatch(said) is not None)
    if head == "id" and not others and columns > 1:
        is_remark = _REMARK.match(said) is not None and (columns > 2 or " " in said)
        is_heading = columns > 2 and (len(said.split()) > 2 or not any(map(str.isdecimal, said)))  # Ward B
        is_below = is_below or is_remark or is_heading
    if not is_below:
        return None
    text = "looks like a line between patients or below the list, not like a patient"
    return Problem(text=text, advice="delete this row; if it is a patient, give it a name, or another id")


def no_value(value: Any) -> Problem | None:  # noqa: ANN401 - JSON has any type
    """Return why a cell holds no value: it has an error of a spreadsheet, or a formula; None if it does."""
    text = value.strip() if isinstance(value, str) else ""
    what = "an error of a spreadsheet" if _ERROR.fullmatch(text) else "a formula" if _FORMULA.fullmatch(text) else ""
    if not what:
        return None
    return Problem(quoted=text, text=f"holds {what}, not a value", advice="write the value itself into the cell")


def untrue(column: str, value: Any) -> list[Problem]:  # noqa: ANN401 - JSON has any type
    """Return what is wrong with a text that some system has spoiled on its way, or that is not what it seems."""
    return [problem for found in (_wrongly_decoded, _shortened, _no_name, _spaced) for problem in found(column, value)]


def _wrongly_decoded(column: str, value: Any) -> list[Problem]:  # noqa: ANN401 - JSON has any type
    """Return a problem if the letters of a text are those of another encoding."""
    text = as_text(value)
    if not _WRONGLY_DECODED.search(text):
        return []
    advice = "save the list again as UTF-8 where it comes from, or write the letters anew"
    return [Problem(loc=(column,), quoted=text, text="its letters were read in a wrong encoding", advice=advice)]


def lost_letters(column: str, value: Any) -> list[Problem]:  # noqa: ANN401 - JSON has any type
    """Return a warning if question marks stand in a name, as where a system could not write a letter: Thi H?ng.

    So for what systems write where there is no name.
    """
    text = as_text(value).strip()
    if column != "name" or not (_LOST.search(text) or text.lower() in _NO_NAME):
        return []
    says, advice = "has question marks in it", "write it anew if these were letters; they are printed as they are"
    if text.lower() in _NO_NAME:
        says, advice = "looks as if there was no name", "empty the cell if so; it is printed as it is"
    return [Problem(loc=(column,), quoted=text, text=says, advice=advice, kind="warning")]


def _no_name(column: str, value: Any) -> list[Problem]:  # noqa: ANN401 - JSON has any type
    """Return a problem if a name or an id is only a dash, or if no letter of a name is left: ?? ?."""
    text = as_text(value).strip()
    if column == "id" and " ".join(text.lower().split()) in _NO_ID:
        advice = "write it, or empty the cell if there is none"
        return [Problem(loc=(column,), quoted=text, text="says that there is no id", advice=advice)]
    is_single = not isinstance(value, dict | list)
    if column not in ("name", "id") or not (text and is_single) or any(map(str.isalnum, text)):
        return []
    if column == "id" or "?" not in text:
        advice = "write it, or empty the cell if there is none"
        return [Problem(loc=(column,), quoted=text, text="has neither a letter nor a digit", advice=advice)]
    advice = "export the list again as UTF-8 or as an Excel workbook, or write the name anew"
    return [Problem(loc=(column,), quoted=text, text="has lost all of its letters", advice=advice)]


def _shortened(column: str, value: Any) -> list[Problem]:  # noqa: ANN401 - JSON has any type
    """Return a problem if an id is a long number that a spreadsheet has shortened, as 1.23E+11."""
    text = as_text(value).strip()
    if column != "id" or not _SHORTENED.fullmatch(text):
        return []
    advice = "export the list again, and do not save it in a spreadsheet in between"
    return [Problem(loc=("id",), quoted=text, text="a spreadsheet has shortened this number", advice=advice)]


def _spaced(column: str, value: Any) -> list[Problem]:  # noqa: ANN401 - JSON has any type
    """Return a problem if a password has spaces that nobody sees: without them it is another one, or none."""
    text = as_text(value)
    if column != "password" or text == text.strip():
        return []
    says = "has spaces around it" if text.strip() else "has only spaces"
    return [Problem(loc=(column,), text=says, advice="take them out")]


def in_order(given: str, family: str) -> str:
    """Return the parts of a name as one; in Chinese, Japanese and Korean letters the family name comes first."""
    return f"{family}{given}" if are_written_together(given, family) else f"{given} {family}".strip()


def are_written_together(given: str, family: str) -> bool:
    """Return whether the parts of a name are Chinese, Japanese or Korean, and not a foreign name in katakana."""
    return _EASTERN.fullmatch(f"{family} {given}") is not None


def full_name(name: str, given: str, family: str) -> str:
    """Return a name from the columns that hold it or its parts. Some systems call the family name `Name`.

    Raise InputError if a whole name and its parts differ.
    """
    has_given, has_family = (part.casefold() in name.casefold() for part in (given, family))
    if not name or (has_given and has_family):
        return name or in_order(given, family)
    if not has_given and (has_family or not family):
        return in_order(given, name)
    if has_given:
        return in_order(name, family)
    text = "the columns of the whole name and of its parts have different names"
    leaving = by_reader("--ignore-column", "ignore")
    raise InputError(Problem(loc=("name",), text=text, advice=f"correct them, or leave out a column with {leaving}"))


def in_cell(problem: Problem) -> Problem:
    """Return a problem of a list with the column only, as a cell has no positions: `conditions`, not `conditions.0`."""
    if problem.file is None and len(problem.loc) == 2 and isinstance(problem.loc[1], int):
        return replace(problem, loc=problem.loc[:1])
    return problem


def with_meaning(problem: Problem) -> Problem:
    """Return the problem of an unknown word with what a profile may say of it, unless it is a misspelling."""
    column = str(problem.loc[0]) if len(problem.loc) == 1 else ""
    if column not in MEANS or problem.file or "did you mean" in problem.advice or problem.advice in DECIDED:
        return problem
    if problem.advice == NO_WORD_OF_OURS:
        none = 'or say in a profile that it means none: values: {conditions: {WORD: ""}}'
        return replace(problem, advice=f"{problem.advice}, {none}")
    advice = "leave it out if there are none" if problem.advice == NO_CONDITIONS else problem.advice
    return replace(problem, advice="; ".join(filter(None, (advice, MEANS[column]))))


def understood(problem: Problem, dates: dict[str, str]) -> Problem:
    """Return what is wrong with a value, quoted as it was typed; for a date, add how it was understood."""
    given = problem.quoted or ""
    if given not in dates:
        return problem
    year, month, day = given[:10].split("-")
    meant = f"taken as day {int(day)}, month {int(month)}, year {year}"
    return replace(as_typed(problem, dates), reading=meant)


def as_typed(problem: Problem, dates: dict[str, str]) -> Problem:
    """Return a problem that quotes dates as they were typed."""
    quoted = dates.get(problem.quoted or "", problem.quoted)
    return replace(problem, quoted=quoted, reading=dates.get(problem.reading, problem.reading))


def refuse_untold(text: str) -> None:
    """Raise InputError for a date that leaves open which century it is of, or that a spreadsheet stored as a number."""
    if _SHORT_YEAR.match(text):
        raise InputError(Problem(quoted=text, advice="write the year with four digits"))
    if _SERIAL.fullmatch(text):
        advice = "Excel stores dates as such numbers: give the cells a date format and save the list again"
        raise InputError(Problem(quoted=text, text="is a number, not a date", advice=advice))


def show_order(dates: Mapping[str, str]) -> bool:
    """Return whether any date, in the order of the list, has a day that is no month: it can be in no other order.

    dates: by what each was read as, year-month-day, what was typed for it.
    """
    told = [read for read, typed in dates.items() if not _YEAR_FIRST.match(typed)]
    return any(int(read[5:7]) <= _LAST_MONTH < int(read[8:10]) <= _LAST_DAY for read in told)
