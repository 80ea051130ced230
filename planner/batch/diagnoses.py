"""Propose conditions for the diagnoses of a FHIR `Condition`, by their codes. A clinician decides; none is applied.

The categories are those of ICD-10 (WHO, https://icd.who.int/browse10/2019/en) and of its national editions, whose codes
begin in the same way; Z96.64 is that of ICD-10-CM. The codes of SNOMED CT are concepts of its international edition
(https://browser.ihtsdotools.org). The table is short on purpose: a code that is not in it proposes nothing.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from planner.batch.condition_words import condition_named
from planner.problems import Problem

SCIATICA = ("sciatica", "sciatica-acute", "sciatica-flexion-sensitive")
STENOSIS = ("stenosis-extension-sensitive",)
ICD_10: dict[str, tuple[str, ...]] = {
    "I10": ("hypertension",),  # essential hypertension
    "I11": ("hypertension",),  # hypertensive heart disease
    "I20": ("hypertension",),  # angina pectoris; the condition is that of heart disease too
    "I25": ("hypertension",),  # chronic ischaemic heart disease
    "I50": ("hypertension",),  # heart failure
    "M43.0": ("spondylolisthesis",),  # spondylolysis
    "M43.1": ("spondylolisthesis",),
    "M48.0": STENOSIS,  # spinal stenosis
    "M51.1": SCIATICA,  # lumbar disc disorders with radiculopathy
    "M54.2": ("neck-pain",),  # cervicalgia
    "M54.3": SCIATICA,
    "M54.4": SCIATICA,  # lumbago with sciatica
    "M80": ("osteoporosis",),  # with a fracture
    "M81": ("osteoporosis",),  # without
    "O26.7": ("pelvic-girdle-pain",),  # subluxation of the symphysis in pregnancy and childbirth
    "R29.6": ("balance",),  # tendency to fall
    "Z33": ("pregnancy",),
    "Z34": ("pregnancy",),  # supervision of a normal pregnancy
    "Z35": ("pregnancy",),  # supervision of a high-risk pregnancy
    "Z39": ("after-birth",),  # care after a birth
    "Z96.64": ("hip-replacement",),  # presence of an artificial hip joint
}
"""By the beginning of a code."""
SNOMED: dict[str, tuple[str, ...]] = {
    "23056005": SCIATICA,
    "38341003": ("hypertension",),  # hypertensive disorder
    "59621000": ("hypertension",),  # essential hypertension
    "64859006": ("osteoporosis",),
    "72892002": ("pregnancy",),  # normal pregnancy
    "76107001": STENOSIS,  # spinal stenosis
    "77386006": ("pregnancy",),
    "81680005": ("neck-pain",),
    "274152003": ("spondylolisthesis",),
}
NOT_NOW = {"inactive", "remission", "resolved"}
NOT_SO = {"refuted", "entered-in-error"}


class Diagnosis(NamedTuple):
    """A code that somebody has, and the conditions that it may be."""

    patient: str
    """Whose it is: a key of theirs, as `keys` has them; empty if it does not say so."""
    code: str
    conditions: tuple[str, ...]


def diagnoses(resources: Iterable[dict[str, Any]]) -> Iterator[Diagnosis]:
    """Yield those of `Condition` resources that are current, with no conditions where the code is not known."""
    for resource in resources:
        if _codes(resource.get("clinicalStatus")) & NOT_NOW or _codes(resource.get("verificationStatus")) & NOT_SO:
            continue
        patient, said = _whose(resource.get("subject")), resource.get("code")
        found = [(code, proposed) for code in sorted(_codes(said)) if (proposed := _proposed(code))]
        found += [(text, (named,)) for text in _texts(said) if (named := condition_named(text))]
        yield Diagnosis(patient, *found[0]) if found else Diagnosis(patient, "", ())


def keys(patient: Mapping[str, Any]) -> list[str]:
    """Return by what a diagnosis may name a `Patient` resource: its id, and the values of its identifiers."""
    given = patient.get("identifier")
    values = [one.get("value") for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    named = [_identified(value) for value in values if isinstance(value, str) and value.strip()]
    return [key for key in dict.fromkeys([str(patient.get("id") or ""), *named]) if key]


def summary(found: Sequence[Diagnosis], listed: Container[str]) -> str:
    """Return how many diagnoses there are, and what becomes of them. listed: the keys of those who get a booklet."""
    theirs = [one for one in found if one.patient and one.patient in listed]
    known = sum(bool(one.conditions) for one in theirs)
    says = [f"for {known:,} a warning of the row names the condition that it may be"] if known else []
    if unknown := len(theirs) - known:
        says.append(f"of {unknown:,} neither code nor words are known here: ask what they are")
    if others := len(found) - len(theirs):
        says.append(f"{others:,} {'are' if others > 1 else 'is'} of nobody who gets a booklet from this list")
    return "; ".join([f"diagnoses in it: {len(found):,}; none is heeded", *says])


def _whose(subject: Any) -> str:  # noqa: ANN401 - JSON has any type
    """Return the key of the patient that a subject names, by a reference, perhaps to a version, or an identifier."""
    given = subject if isinstance(subject, dict) else {}
    reference, identifier = given.get("reference"), given.get("identifier")
    if isinstance(reference, str) and reference:
        return reference.partition("/_history/")[0].rpartition("/")[2].rpartition(":")[2]
    value = identifier.get("value") if isinstance(identifier, dict) else None
    return _identified(value) if isinstance(value, str) and value.strip() else ""


def _identified(value: str) -> str:
    return f"={value.strip()}"  # no id of a resource has this sign


def _texts(concept: Any) -> list[str]:  # noqa: ANN401 - JSON has any type
    """Return the words of a diagnosis."""
    given = concept if isinstance(concept, dict) else {}
    coding = given.get("coding")
    items = coding if isinstance(coding, list) else []
    texts = [given.get("text"), *(item.get("display") for item in items if isinstance(item, dict))]
    return [text for text in texts if isinstance(text, str)]


def warnings(found: Iterable[Diagnosis]) -> list[Problem]:
    """Return what a person's diagnoses propose, a warning for each set of conditions."""
    by_conditions = {one.conditions: one for one in found if one.conditions}
    return [
        Problem(
            loc=("conditions",),
            quoted=one.code,
            text=f"the diagnosis {{}} may be {' or '.join(conditions)}, which is not heeded here",
            advice="ask the clinician, and name it in a list of your own or in the patient's file",
            kind="warning",
        )
        for conditions, one in by_conditions.items()
    ]


def _proposed(code: str) -> tuple[str, ...]:
    if code in SNOMED:
        return SNOMED[code]
    dotted = code if "." in code or len(code) <= len("M81") else f"{code[:3]}.{code[3:]}"
    return next((ids for start, ids in ICD_10.items() if dotted.upper().startswith(start)), ())


def _codes(concept: Any) -> set[str]:  # noqa: ANN401 - JSON has any type
    coding = concept.get("coding") if isinstance(concept, dict) else None
    items = coding if isinstance(coding, list) else []
    return {str(item.get("code", "")).strip() for item in items if isinstance(item, dict)} - {""}
