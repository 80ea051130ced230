"""What the columns of a roster are called, and what somebody may have meant by another name."""

import re
import shlex
from collections.abc import Iterable
from typing import get_args

from planner.content.patient import Patient, Size
from planner.content.scalars import EVERY_OTHER, WEEKDAYS
from planner.content.suggest import closest

FILE_FIELDS = ("exercises", "keep", "cleared", "accept_plan", "videos")
"""Fields of a patient that need a file of their own."""
FIELDS = tuple(name for name in Patient.model_fields if name not in FILE_FIELDS)
COLUMNS = (*FIELDS, "plan", "patient", "password", "refused", "error")
"""What a column may be called. `error` is what an earlier run said of a row: it is not read. `refused` says why nothing
may be made of it, whatever else it holds: so a list of failed rows keeps what its other columns cannot say."""
LIST_COLUMNS = ("days", "conditions", "goals", "appointments")
"""Their values are separated by semicolons."""
NO_COMMA_COLUMNS = ("days", "conditions", "appointments")
"""Lists whose values hold no comma: one in them was meant to separate."""
CHOICES = {"days": (*WEEKDAYS, "daily", EVERY_OTHER), "size": get_args(Size), "side": ("left", "right")}
"""Words of which a column holds some, and no others."""
DATE_COLUMNS = ("born", "start", "appointments")
LONGEST_HEAD = 60
"""Characters of a name that are worth repeating; a wrong encoding makes all of a file one name."""

SYNONYMS = {
    # what clinics call a patient's number; its letters are like those of the column `patient`, which names a file
    "id": r"mrn|pid|chart|nhs|urn|((patient(en|s)?|pat|pt|client|case|chart|hospital|nhs|medical|health|record|file)+"
    r"(id|identifier|number|nummer|num|nr|no|mrn|code))",
    # what exports call the day of birth: no letters in common with `born`
    "born": r"(patient)?(dob|dateofbirth|birth|birthdate|birthday|birthdt|geburtsdatum|gebdat|geb)",
    # a part of a name too: there is one column for all of it
    "name": r"(full|patient|patients|client|first|last|given|family)(full)?name|surname|forename",
    "language": r"lang|preferredlanguage|sprache|spokenlanguage",
    "start": r"start(date|day|ing|son)|begin(date|ning)?|firstday",
    # the values still have to be ids of conditions
    "conditions": r"diagnos[ei]s|precautions?|comorbidit(y|ies)",
    "note": r"comments?|remarks?|memo",
    "trainer": r"therapist|physio(therapist)?|instructor",
}
"""The names that stand for a column elsewhere, without spaces and marks, as patterns. Suggested, never taken: what is
printed must not hang on a guess."""


def suggest_column(head: str, heads: Iterable[str] = ()) -> str:
    """Return what may be meant by a name that nobody knows, in a roster with these heads, and how to leave it out."""
    taken = {other.lower() for other in heads}
    squeezed = re.sub(r"[\W_]+", "", head.lower())
    meant = next((name for name, pattern in SYNONYMS.items() if re.fullmatch(pattern, squeezed)), None)
    free = [name for name in COLUMNS if name not in taken]
    if meant in free:  # no word of leaving it out: all that stands there would be lost
        return f'did you mean "{meant}"? Then rename it'
    shown = shlex.quote(head) if len(head) <= LONGEST_HEAD else "NAME"
    without = f"--ignore-column {shown}"
    near = closest(head.lower(), free)
    if not near:
        return f"to leave it out: {without}"
    file = " (It names a patient's file.)" if near == "patient" else ""
    return f'did you mean "{near}"?{file} Then rename it; if it is none of these: {without}'
