"""What the columns of a roster are called, which other heads are read, and what is suggested for the rest."""

import re
import shlex
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import get_args

from planner.batch.condition_words import condition_named
from planner.content.clinic import Paper
from planner.content.patient import Size
from planner.content.profile import FIELDS
from planner.content.scalars import EVERY_OTHER, WEEKDAYS
from planner.problems import SLOT, by_reader, own_words

COLUMNS = (*FIELDS, "paper", "plan", "patient", "password", "refused", "error")
"""What a column may be called. failed.csv has two of its own: `error`, why a row failed, is not read; a row with
something in `refused` fails, whatever its other cells say."""
LIST_COLUMNS = ("days", "conditions", "goals", "appointments")
"""Columns whose cells may hold several values, separated by semicolons."""
NO_COMMA_COLUMNS = ("days", "conditions", "appointments")
"""Those whose values never have a comma in them: a comma was meant to separate two values."""
CHOICES: dict[str, tuple[str, ...]] = {
    "days": (*WEEKDAYS, "daily", EVERY_OTHER),
    "size": get_args(Size),
    "side": ("left", "right"),
    "paper": get_args(Paper),
}
"""The words that may stand in a column."""
YES_NO = ("print_id", "refused")
"""Columns in which true or false says something."""
DATE_COLUMNS = ("born", "start", "appointments")
CODE_COLUMNS = ("id", "password")
"""Columns whose cells must be exactly what was typed: a zero more or less is another patient."""
LONGEST_HEAD = 60
"""Characters of a column's name that are repeated in a message: with a wrong encoding, a whole file may be one name."""

GIVEN, FAMILY = "given name", "family name"
DIED, ALIVE, ARCHIVED, ACTIVE = "died", "alive", "archived", "active"

SKIP_IF = "skip_if"
"""What a profile calls the columns for which rows are passed over."""

READ = {
    GIVEN: r"(patient|client)?(first|given|fore)(name)?s?|firstnames?|vornamen?|rufname|prenoms?|nombres?(depila)?|"
    r"nome|imie",
    FAMILY: r"(patient|client)?(last|family|sur)names?|last|family|surname|nachname|familienname|zuname|"
    r"nom(defamille)?|apellidos?|primerapellido|cognome|nazwisko",
    DIED: r"((date|day|dt|time)?of)?(the)?death(date|day|dt|time)?|(date|day|dt)(of)?(passing|demise|decease)|dod|rip|"
    r"(is|patient|date|dt)?(deceased|dead|died|passedaway)(date|datetime|boolean|dt|on|at|yn|flag|ind|indicator|status)?|"
    r"(تاريخ)?ال?(وفاة|وفاه)|متوف[ىي]ة?|(是否)?(死亡|去世|已故)(日期|时间)?|olum(tarihi)?|fallecimiento|defuncion|"
    r"decedut[oa]|(data)?(del|di)?(decesso|morte)|zmar[lł][aey]?|(data)?zgonu?|falecid[oa]|(data)?(do|de)?(obito|falecimento)|"
    r"overleden(op)?|overlijdensdatum|avliden|dodsdatum|"
    r"(ist)?verstorben(am)?|gestorben(am)?|todes(datum|tag)|sterbedatum|decede(e)?(le)?|(datede)?deces|fallecid[oa]|fecha(de)?(defuncion|fallecimiento|muerte)",
    ALIVE: r"(is|patient|still)?(alive|living)|lebt|lebend|vivante?|viv[oa]|zyje",
    ARCHIVED: r"(is|date|patient)?(archived?|inactive|(de|in)activated|deleted|deregistered|deregistration)"
    r"(date|on|at|since|dt|flag|yn)?|archiviert|inaktiv|inactif|archivad[oa]|inactiv[oa]",
    ACTIVE: r"(is)?active|aktiv|actif|activ[oa]",
}
"""Patterns of heads that are read though no column of ours is called so, without accents, spaces and punctuation: the
two parts of a name in English, German, French, Spanish, Italian and Polish, and what says that nothing may be
printed."""

SYNONYMS = {
    # names of a patient's number look like the column `patient`, which names a file
    "id": r"mrn|pid|chart|nhs|urn|((patient(en|s)?|pat|pt|client|case|chart|hospital|nhs|medical|health|record|file)+"
    r"(id|identifier|number|nummer|num|nr|no|mrn|code))|fallnummer|(no?|nr|num|numero)(de|du|di)?(dossier|patiente?|paciente|"
    r"paziente|cartella(clinica)?|historia(clinica)?)",
    # the day of birth: no name of it looks like `born`
    "born": r"(patient)?(dob|dateofbirth|birth|birthdate|birthday|birthdt)|geb|geb(urts)?(dat(um)?|tag)|geborenam|"
    r"nee?le|bornon|"
    r"(date(de)?)?naissance|(f(ec(ha)?)?(de)?)?nac(imiento)?|dataurodzenia|(datadi)?nascita|nat[oa]il",
    "name": r"(full|patient|patients|client)(full)?name|patient(en)?name|nom(complet|etprenom)|"
    r"nombre(completo|yapellidos?|del?paciente)|paciente|nomdupatient|pacjent(ka)?|imiei?nazwisko|nominativo|paziente|"
    r"(nomee?cognome|cognomee?nome)",
    "language": r"lang|languages|(lang|languages?)(spoken|preferred|code|athome)|"
    r"(preferred|spoken|home|main|first|primary|patient)(lang|languages?)|"
    r"(mutter)?sprachen?|langues?(parlees?)?|idiomas?|lingua|jezyk|taal|sprak",
    "start": r"start(date|day|ing|son|datum)|begin(n|date|ning)?|firstday|(date(de)?)?debut|(fecha(de)?)?inicio|"
    r"(data(di)?)?inizio",
    # the cells must hold ids of conditions all the same
    "conditions": r"condition|((medical|health)conditions?|conditions?(?=\d)|diagnos[ei]s|precautions?|"
    r"comorbidit(y|ies)|(past)?medicalhistory|pmhx?)\d*|(haupt|neben)?diagnosen?|(vor|begleit|grund)?erkrankung(en)?|diagnosi|diagnosti(c|cs|que|ques|co|cos)|pathologies?|"
    r"antecedent(s|es)(medicaux|medicos)?|patologias?",
    "appointments": r"appointment|(next|upcoming|first)(appointments?|appts?)(date|time)?|"
    r"(appointment|appt)(date|time)|appts?|nextvisit|"
    r"((nachste[rn]?|kommende[rn]?)?termine?)|(prochain)?(rdv|rendezvous)|(proximas?)?citas?",
    "days": r"(exercise|training|week|preferred)days?|(ubungs|trainings|wochen)?tage?|dias(delasemana|deejercicio)?|"
    r"jours(delasemaine)?",
    "size": r"(text|font|print|letter)size",
    "trainer": r"therapist|physio(therapist)?|instructor",
}
"""Patterns of what other systems call a column, written as in READ. They are suggested and never used by themselves: a
guess must not decide what is printed. A column for `note` is never suggested: what a clinician notes about patients is
not what they are to read."""
LIKE_CONDITIONS = re.compile(
    r"diagnos|erkrankung|krankheit|(medical|past)history|anamnes|comorbid|precaution|antecedent|patholog|patolog|icd10|kontraindikation|"
    r"contraindic"
)
"""What stands in heads of columns that may hold conditions, whatever else does."""
LIKE_A_STATE = re.compile(
    r"((patient(en)?|client|record|file)?(status|state|zustand))|statut|etat|estado|situation|"
    r"stato|situazione|sytuacja|situacao|toestand|tillstand|(vital|life)status"
)
"""Heads of columns that may say who has died or left."""
LIKE_GONE = re.compile(
    r"discharg|donot(contact|call|write|print|send|use)|deceas|death|(?<!stu)died|passedaway|dereg|archived|inactiv|deleted|"
    r"entlass|abgemeldet|verstorb|gestorb|sterbe|todes|(?<!pre)deces|decede|decedu|fallec|defunc|obito|zgon|zmar[lł]|"
    r"overled|avlid|死亡|去世|已故|出院|وفاة|متوف"
)
"""What stands in heads of columns that say who has died or left, whatever else does."""
AS_CALLED = ("note", "goals", "trainer", "plan", "patient")
"""What practices call columns of their own, and what would be printed as it stands or names a file: where a profile
ignores other columns, only a head with exactly this name is read so. `Note` is never read as `note`."""
LIKE_REMARKS = re.compile(
    r"(patient|clinical|clinic|medical|staff|general|other|additional|internal|appointment|safety|freetext)?(remarks?|comments?|"
    r"notes?|alerts?|warnings?|flags?|info|memo|observations?|problems?|summary|bemerkung(en)?|hinweise?|anmerkung(en)?|notiz(en)?|"
    r"kommentare?|remarques?|commentaires?|nota|notas|observacion(es)?|comentarios?|avisos?|alertas?|uwagi|notatki|opmerking(en)?|"
    r"annotazioni|osservazioni|avvertenze|anteckning(ar)?|observacoes|备注|ملاحظات)\d*"
)
"""Heads of columns for remarks."""
ABOUT_PEOPLE = re.compile(r"nation|citizen|ethnic|origin|country|staat|herkunft|pays|pais|national|birth|race|religi")
"""What stands in heads of columns with words such as Polish that are no languages."""
NEVER_SUGGESTED = ("note", "error", "refused", "print_id")
own_words((*COLUMNS, *READ, SKIP_IF, "entry"))
SURE = 6
"""Letters of a word from which one other letter still makes it the same word: `site` is not `side`."""


@lru_cache(maxsize=1000)
def read_as(head: str) -> str | None:
    """Return what a head is read as: a column, or a key of READ; None if it is neither."""
    name = unicodedata.normalize("NFKC", head).strip().lower()
    if name in COLUMNS:
        return name
    return next((role for role, pattern in READ.items() if re.fullmatch(pattern, squeezed(head))), None)


def known_as(head: str) -> str | None:
    """Return the column that a text names, or often does: so the row of the names is found below titles."""
    return (read_as(head) or meant(head)) if head.strip() else None


def squeezed(head: str) -> str:
    """Return a head in small letters, without accents, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", head.lower().replace("ß", "ss"))
    return re.sub(r"[\W_]+", "", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def suggest_column(head: str, heads: Iterable[str] = (), *, is_quoted: bool = False) -> str:
    """Return advice for an unknown column: the column that may be meant and that heads lack, or how to ignore it.

    heads: all of the file's. No column is suggested for two of them, and the only one is never to be ignored.
    is_quoted: whether {} stands for the column's own name.
    """
    heads = [*heads]
    free = _free(heads)
    near = nearest_column(head, heads)
    sure = meant(head) is not None
    without = _quoting(head) if is_quoted else ignoring(head)
    if near is None:
        if len(heads) == 1:
            return "give it the name of a column, such as name"
        if like_conditions(head):
            return f"{reads_as_conditions(head, heads)}; only if it names none: {without}"
        return f"to leave it out: {without}"
    rivals = [f'"{o}"' for o in heads if o != head and near in (meant(o), _misspelt(o, free)) and read_as(o) is None]
    if rivals and near == "conditions":
        return f"{reads_as_conditions(head, heads)}; only if this one names none: {without}"
    if rivals:
        return (
            f'rename either this one or {" or ".join(rivals)} to "{near}", not both; to leave the other out: {without}'
        )
    file = " (It names a patient's file.)" if near == "patient" else ""
    if sure or len(heads) == 1:  # not how to ignore it: its cells would be lost
        return f'did you mean "{near}"?{file} Then rename it'
    return f'did you mean "{near}"?{file} Then rename it; if it is none of these: {without}'


def reads_as_conditions(head: str, heads: Iterable[str]) -> str:
    """Return how a column is read as conditions, together with the others of the heads that hold some."""
    every = [one for one in heads if one != head and (read_as(one) or meant(one)) == "conditions"]
    every = [one for one in heads if one == head or one in every]
    if len(every) == 1 or like_remarks(head) or any(re.search(r"[{}\"\\\\]", one) for one in every):
        return "write the conditions that it names into the column conditions"
    joined = "; ".join(f"{{{one}}}" for one in every)
    return f'a profile reads all columns of conditions: columns: {{conditions: "{joined}"}}'


def nearest_column(head: str, heads: Iterable[str] = ()) -> str | None:
    """Return the column that a head may mean and that all of the heads lack; None if there is none."""
    heads = [*heads]
    free = _free(heads)
    near = meant(head) or _misspelt(head, free)
    return None if near not in free or (near == "name" and _has_parts(heads)) else near


def _free(heads: Iterable[str]) -> list[str]:
    """Return the columns that no head is called."""
    taken = {head.strip().lower() for head in heads}
    return [name for name in COLUMNS if name not in taken]


def ignoring(head: str) -> str:
    """Return the option, or the argument, that leaves a column out."""
    named = head if len(head) <= LONGEST_HEAD else "NAME"
    return by_reader(f"--ignore-column {shlex.quote(named)}", f"ignore=[{named!r}]")


def _quoting(head: str) -> str:
    """Return how to leave a column out, with {} in place of its name."""
    before, found, after = ignoring(head).rpartition(head)
    return f"{before}{SLOT}{after}" if found else ignoring("NAME")


def _has_parts(heads: Iterable[str]) -> bool:
    return {GIVEN, FAMILY} <= {read_as(head) for head in heads}


def meant(head: str) -> str | None:
    """Return the column that other systems call so, or whose name it is but for signs, as in Condition(s)."""
    text = squeezed(head)
    own = text if text in COLUMNS and text not in NEVER_SUGGESTED else None
    return next((name for name, pattern in SYNONYMS.items() if re.fullmatch(pattern, text)), own)


def like_ids(heads: Iterable[str]) -> list[str]:
    """Return the heads that may be ids: the practice's own numbers, or else those of the health service."""
    found = [head for head in heads if meant(head) == "id"]
    return [head for head in found if not squeezed(head).startswith("nhs")] or found


def like_conditions(head: str) -> bool:
    """Return whether a column may hold conditions, such as `Diagnose 2 (ICD-10)`, or say who has one: `Pregnant`."""
    text = squeezed(head)
    return meant(head) == "conditions" or LIKE_CONDITIONS.search(text) is not None or condition_named(head) is not None


def like_a_state(head: str) -> bool:
    """Return whether a column may say who has died or left."""
    return LIKE_A_STATE.fullmatch(squeezed(head)) is not None


def like_gone(head: str) -> bool:
    """Return whether a column is called as one that says who has died or left, and is not read as such."""
    return read_as(head) is None and LIKE_GONE.search(squeezed(head)) is not None


def like_remarks(head: str) -> bool:
    """Return whether a column is called as one of remarks."""
    return LIKE_REMARKS.fullmatch(squeezed(head)) is not None


def _misspelt(head: str, names: Iterable[str]) -> str | None:
    """Return the column of which a head is a misspelling, one slip of the fingers away."""
    text = head.strip().lower()
    return next((name for name in names if name not in NEVER_SUGGESTED and _one_slip(text, name)), None)


def _one_slip(text: str, name: str) -> bool:
    """Return whether two letters are swapped, one is missing or too many, or, in a long word, one is another."""
    if len(text) < 4 or len(name) < 4 or text[0] != name[0]:
        return False
    if len(text) == len(name):
        wrong = [n for n, (one, two) in enumerate(zip(text, name, strict=True)) if one != two]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(text) == sorted(name)
        return swapped or (len(wrong) == 1 and len(name) >= SURE)
    short, long = sorted((text, name), key=len)
    return len(long) == len(short) + 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
