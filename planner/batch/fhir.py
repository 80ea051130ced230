"""FHIR R4 `Patient` resources as the columns of a roster (https://hl7.org/fhir/R4/patient.html).

It reads name, birthDate, identifier and communication. A record that must not be used (inactive, replaced by another,
of somebody who has died) is passed over and listed, so that nobody is sent a booklet by mistake.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from planner.batch.cells import in_order
from planner.batch.states import gone_by_name
from planner.problems import InputError, Problem

HAVE_DIED = "these people have died"
NOT_IN_USE = "these records are not in use"
REPLACED = "these records are replaced by others"
NEVER = "2100"
"""From this year on, the end of a period stands for one that has none."""
PERSONAL_CODES = frozenset(
    "SS SB SIN TAX NI NIIP PPN DL CZ PRC VS BC BCT MC MA MB HC JHN NH WC MCR GKV PKV KVZ10 INS-NIR".split()  # noqa: SIM905
)
"""Types of numbers that are not the clinic's own (https://terminology.hl7.org/CodeSystem-v2-0203.html): social
security, tax, national, passport, driving licence, other cards of a state, health insurance, also German and French."""
_PERSONAL_WORDS = re.compile(
    r"ssn|social.?security|passport|driv(er|ing)\W*s?\W?(\W?licen[cs]e)|tax.?(id|payer|number)|medicare|medicaid|insurance|"
    r"kvid|krankenversich|codicefiscale|\bbsn\b|personnummer|\bcpr\b|\bnational.?(id|insurance)|us-mbi",
    re.IGNORECASE,
)
"""What a system or a label says of such numbers."""
_PERSONAL_OIDS = re.compile(
    r"2\.16\.840\.1\.113883\.4\.(1|2|3\.\d+|330(\.\d+)?|572|927)$|2\.16\.840\.1\.113883\.2\.4\.6\.3$"
)
"""Registered roots: social security, tax, driving licences, passports, Medicare; the Dutch citizen number."""
_NOT_CURRENT = {"old", "maiden", "temp", "anonymous"}


def columns(resource: dict[str, Any], languages: Sequence[str]) -> tuple[dict[str, str], list[Problem]]:
    """Return a patient's values by column, and warnings of what could not be used.

    languages: the codes of those that booklets can be printed in. Raise InputError for what is not valid FHIR.
    """
    name, has_ended = _name(resource)
    values = {"id": _identifier(resource), "name": name}
    notes: list[Problem] = []
    if has_ended:
        notes.append(
            Problem(loc=("name",), text="the only name has ended", advice="see which one is right", kind="warning")
        )
    born = _text(resource.get("birthDate"))
    if len(born) == len("2026-12"):
        notes.append(_warning("born", "is not a full date", "only the year is used", born))
        values["born"] = born[:4]
    else:
        values["born"] = born
    wanted = _language(resource)
    code = next((code for code in _known_as(wanted) if code in languages), "")
    if wanted and not code:
        notes.append(_warning("language", "there are no booklets in {} yet", "this one is in English", wanted))
    values["language"] = code
    return {name: value for name, value in values.items() if value}, notes


def refusals(resource: dict[str, Any], name: str) -> list[Problem]:
    """Return why a resource with this name is not read as a patient; nothing if it is."""
    kind = resource.get("resourceType")
    if kind == "Patient":
        return gone_by_name("name", name)
    if kind == "Bundle":
        return [Problem(text="is a Bundle", advice="save it as a file of its own that ends in .json")]
    named = _text(kind)
    text = "is a {}, not a Patient" if named else "is a resource without a type, not a Patient"
    return [Problem(text=text, quoted=named or None)]


def left_out(resource: dict[str, Any]) -> str | None:
    """Return why nothing is printed for a patient, who is passed over; None if the record may be used."""
    if not _is(resource.get("deceasedBoolean"), usual=False) or resource.get("deceasedDateTime") is not None:
        return HAVE_DIED
    if not _is(resource.get("active"), usual=True):
        return NOT_IN_USE
    links = resource.get("link", [])
    for link in links if isinstance(links, list) else []:
        if isinstance(link, dict) and link.get("type") == "replaced-by":
            return REPLACED
    return None


def _warning(field: str, text: str, advice: str, quoted: str) -> Problem:
    return Problem(loc=(field,), text=text, advice=advice, quoted=quoted, kind="warning")


def _list(resource: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return a repeated element, empty if it is missing. Raise InputError if it is not a list of objects."""
    value = resource.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise InputError(Problem(loc=(key,), advice="write a list of objects"))
    return value


def _text(value: Any) -> str:  # noqa: ANN401 - JSON has any type
    return " ".join(value.split()) if isinstance(value, str) else ""


def _identifier(resource: dict[str, Any]) -> str:
    """Return the medical record number, else another current one of the clinic's own, else the resource's id.

    Numbers that belong to the person rather than to the clinic name no file: social security, tax, passport, driving
    licence, insurance.
    """

    def rank(identifier: dict[str, Any]) -> tuple[bool, bool, bool]:
        is_record = bool({"MR", "MRN"} & {*_codes(identifier)})
        return _has_ended(identifier), not is_record, identifier.get("use") not in ("official", "usual")

    found = [i for i in _list(resource, "identifier") if _text(i.get("value")) and i.get("use") not in ("old", "temp")]
    own = [identifier for identifier in found if not _is_personal(identifier)]
    return _text(min(own, key=rank)["value"]) if own else _text(resource.get("id"))


def _codings(identifier: dict[str, Any]) -> list[dict[str, Any]]:
    kind = identifier.get("type")
    coding = kind.get("coding") if isinstance(kind, dict) else None
    return [item for item in coding if isinstance(item, dict)] if isinstance(coding, list) else []


def _codes(identifier: dict[str, Any]) -> list[str]:
    return [_text(coding.get("code")).upper() for coding in _codings(identifier)]


def _is_personal(identifier: dict[str, Any]) -> bool:
    """Return whether a number is known outside the clinic too, by its type, its system, its label or its form."""
    codes = _codes(identifier)
    if any(code in PERSONAL_CODES or re.fullmatch("NN[A-Z]{2,3}|NNXXX", code) for code in codes):
        return True
    kind = identifier.get("type")
    labels = [_text(kind.get("text"))] if isinstance(kind, dict) else []
    labels += [_text(coding.get("display")) for coding in _codings(identifier)]
    system = _text(identifier.get("system"))
    if any(map(_PERSONAL_WORDS.search, (*labels, system))) or _PERSONAL_OIDS.search(system):
        return True
    return not codes and re.fullmatch(r"\d{3}-\d{2}-\d{4}", _text(identifier.get("value"))) is not None


def _is(value: Any, *, usual: bool) -> bool:  # noqa: ANN401 - JSON has any type
    """Return whether a flag is missing or has its usual value, also as a text."""
    return value is None or value is usual or _text(value).lower() == str(usual).lower()


def _has_ended(element: dict[str, Any]) -> bool:
    """Return whether an element's period has an end; far years stand for none."""
    period = element.get("period")
    end = _text(period.get("end")) if isinstance(period, dict) else ""
    return bool(end) and end[:4] < NEVER


def _name(resource: dict[str, Any]) -> tuple[str, bool]:
    """Return the name to print, and whether it has ended: none that is current is there.

    A whole name is preferred to a nickname or a part, a current one to one that has ended, the usual to the official.
    """
    order = {"usual": 0, "official": 1}

    def rank(name: dict[str, Any]) -> tuple[bool, bool, bool, int]:
        use = str(name.get("use"))
        return use == "nickname", _has_ended(name), len(_printed(name)[1]) < 2, order.get(use, 2)

    names = [n for n in _list(resource, "name") if _text(n.get("use")) not in _NOT_CURRENT and _printed(n)[0]]
    best = min(names, key=rank, default=None)
    return (_printed(best)[0], _has_ended(best)) if best else ("", False)


def _printed(name: dict[str, Any]) -> tuple[str, list[str]]:
    """Return a name as one text, and its given and family names: those of the text if there are no others."""
    listed, family = name.get("given", []), _text(name.get("family"))
    given = [*filter(None, map(_text, listed if isinstance(listed, list) else [listed]))]
    both = in_order(" ".join(given), family)
    text = _text(name.get("text")) or " ".join(filter(None, [both, *map(_text, _suffix(name))]))
    return text, [*given, *filter(None, [family])] or text.split()


def _suffix(name: dict[str, Any]) -> list[Any]:
    suffix = name.get("suffix", [])
    return suffix if isinstance(suffix, list) else [suffix]


def _known_as(wanted: str) -> Iterator[str]:
    """Yield the codes of a language: its own, that with its script (zh-Hans for zh-CN), its first part."""
    from babel.core import get_global

    yield wanted
    whole, first, scripts = wanted.replace("-", "_"), wanted.split("-", maxsplit=1)[0], get_global("likely_subtags")
    yield "-".join(scripts.get(whole, scripts.get(first, first)).split("_")[:2])
    yield first


def _language(resource: dict[str, Any]) -> str:
    """Return the code of the preferred language, else of the first; empty if there is none."""
    spoken = sorted(_list(resource, "communication"), key=lambda item: item.get("preferred") is not True)
    for item in spoken:
        language = item.get("language")
        coding = language.get("coding", []) if isinstance(language, dict) else []
        for code in coding if isinstance(coding, list) else []:
            if isinstance(code, dict) and _text(code.get("code")):
                return _text(code["code"])
    return ""
