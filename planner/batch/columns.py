"""What the columns of a roster are called, and which one is suggested for another name."""

import re
import shlex
from collections.abc import Iterable
from typing import get_args

from planner.content.patient import Patient, Size
from planner.content.scalars import EVERY_OTHER, WEEKDAYS
from planner.content.suggest import closest

FILE_FIELDS = ("exercises", "keep", "cleared", "accept_plan", "videos")
"""Fields of a patient that do not fit into a cell: they are written in a patient's file."""
FIELDS = tuple(name for name in Patient.model_fields if name not in FILE_FIELDS)
COLUMNS = (*FIELDS, "plan", "patient", "password", "refused", "error")
"""What a column may be called. failed.csv has two of its own: `error`, why a row failed, is not read; a row with
something in `refused` fails, whatever its other cells say."""
LIST_COLUMNS = ("days", "conditions", "goals", "appointments")
"""Columns whose cells may hold several values, separated by semicolons."""
NO_COMMA_COLUMNS = ("days", "conditions", "appointments")
"""Those whose values never have a comma in them: a comma was meant to separate two values."""
CHOICES = {"days": (*WEEKDAYS, "daily", EVERY_OTHER), "size": get_args(Size), "side": ("left", "right")}
"""The words that may stand in a column."""
DATE_COLUMNS = ("born", "start", "appointments")
LONGEST_HEAD = 60
"""Characters of a column's name that are repeated in a message: with a wrong encoding, a whole file may be one name."""

SYNONYMS = {
    # names of a patient's number look like the column `patient`, which names a file
    "id": r"mrn|pid|chart|nhs|urn|((patient(en|s)?|pat|pt|client|case|chart|hospital|nhs|medical|health|record|file)+"
    r"(id|identifier|number|nummer|num|nr|no|mrn|code))",
    # the day of birth: no name of it looks like `born`
    "born": r"(patient)?(dob|dateofbirth|birth|birthdate|birthday|birthdt|geburtsdatum|gebdat|geb)",
    # parts of a name too, as there is one column for the whole name
    "name": r"(full|patient|patients|client|first|last|given|family)(full)?name|surname|forename",
    "language": r"lang|preferredlanguage|sprache|spokenlanguage",
    "start": r"start(date|day|ing|son)|begin(date|ning)?|firstday",
    # the cells must hold ids of conditions all the same
    "conditions": r"diagnos[ei]s|precautions?|comorbidit(y|ies)",
    "note": r"comments?|remarks?|memo",
    "trainer": r"therapist|physio(therapist)?|instructor",
}
"""Patterns of what other systems call a column, without spaces and punctuation. They are suggested and never used by
themselves: a guess must not decide what is printed."""


def suggest_column(head: str, heads: Iterable[str] = ()) -> str:
    """Return advice for an unknown column: the column that may be meant and that heads lack, or how to ignore it."""
    taken = {other.lower() for other in heads}
    squeezed = re.sub(r"[\W_]+", "", head.lower())
    meant = next((name for name, pattern in SYNONYMS.items() if re.fullmatch(pattern, squeezed)), None)
    free = [name for name in COLUMNS if name not in taken]
    if meant in free:  # not how to ignore it: its cells would be lost
        return f'did you mean "{meant}"? Then rename it'
    shown = shlex.quote(head) if len(head) <= LONGEST_HEAD else "NAME"
    without = f"--ignore-column {shown}"
    near = closest(head.lower(), free)
    if not near:
        return f"to leave it out: {without}"
    file = " (It names a patient's file.)" if near == "patient" else ""
    return f'did you mean "{near}"?{file} Then rename it; if it is none of these: {without}'
