"""Check a clinic's folder as a whole: unused, misplaced, untranslated and unreviewed files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from planner.booklet.prints import named
from planner.check.catalogue import problems
from planner.check.document import Checked
from planner.content.clinic import Clinic
from planner.content.extends import EXTENDS, pairs
from planner.content.ids import names_in
from planner.content.kinds import FOLDERS, KINDS, by_name, is_language
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.resources import data
from planner.content.same import same
from planner.content.spec import Document
from planner.content.yaml import read, tree
from planner.problems import Problem, counted
from planner.programme.said import TO_SAY, is_silent

PICTURES = {".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"}
_TOP = sorted(f"{kind.file}.yaml" for kind in KINDS if kind.place in ("table", "file"))
"""The files that stand in a library beside its folders."""


@dataclass(frozen=True)
class Folder:
    """A clinic's folder, without other clinics' folders inside it."""

    root: Path
    without: tuple[Path, ...] = ()

    def holds(self, path: Path) -> bool:
        """Return whether a file belongs to the folder. Hidden files do not."""
        inside = path.relative_to(self.root).parts if path.is_relative_to(self.root) else (".",)
        return not any(part.startswith(".") for part in inside) and not any(map(path.is_relative_to, self.without))

    def files(self, pattern: str) -> list[Path]:
        """Return the files that match a pattern, sorted."""
        return sorted(path for path in self.root.rglob(pattern) if self.holds(path))


def installed(folder: Path) -> tuple[Path, ...]:
    """Return the environments of Python in a folder: what is installed there is not the clinic's."""
    return tuple(found.parent for found in folder.rglob("pyvenv.cfg") if found.parent != folder)


def whole(folder: Folder, files: Sequence[Checked], beside: Sequence[Checked], library: Library) -> Iterator[Problem]:
    """Yield problems that no single file shows. Files beside the folder may use what is in it."""
    yield from _untranslated(folder, library)
    yield from _unreviewed(folder, files, library)
    if not folder.root.resolve().is_relative_to(
        data("plans").resolve()
    ):  # the built-in library is there to choose from
        yield from _unread(folder, files)
        yield from _twice(folder.root)
        yield from _unused(folder, files, _named([*files, *beside], library))
        yield from _silent(folder, [*files, *beside], library)


def _of_file(path: Path, text: str, advice: str = "") -> Problem:
    """Return what is wrong with a file as a whole, placed at its beginning."""
    return Problem(file=str(path), line=1, column=1, text=text, advice=advice)


def _unread(folder: Folder, files: Sequence[Checked]) -> Iterator[Problem]:
    """Yield files in places where the program does not look."""
    for path in folder.files("*.yml"):
        yield _of_file(path, "is not read", "end its name in .yaml")
    for path in (checked.path for checked in files):
        inside = path.relative_to(folder.root).parts
        if "library" not in inside or is_language(path):
            continue
        below = inside[inside.index("library") + 1 :]
        if not (len(below) == 2 and below[0] in FOLDERS) and not (len(below) == 1 and below[0] in _TOP):
            folders = ", ".join(f"{name}/" for name in (*FOLDERS, "languages/en"))
            yield _of_file(path, "is not read", f"a library holds {folders}, {', '.join(_TOP)}")


def _twice(root: Path) -> Iterator[Problem]:
    """Warn of two different plans that one name may mean, where they lie."""
    for path in sorted(root.glob("*.yaml")):
        other = root / "plans" / path.name
        if other.is_file() and not same(path, other):
            text = f'differs from {other}, and "{path.stem}" means this one'
            yield _of_file(path, text, "rename one of the two").warning()


def _unused(folder: Folder, files: Sequence[Checked], ids: set[tuple[str, str]]) -> Iterator[Problem]:
    """Yield what is never used: exercises that no plan names, pictures that are never printed."""
    shipped = Library()
    for checked in files:
        kind = checked.path.resolve().parent.name
        key = checked.path.stem
        if kind not in FOLDERS or key in shipped.ids(kind) or (kind, key) in ids:
            continue
        if kind == "exercises":
            text = "nobody will get it: no plan names it, and no exercise names it as easier, harder or instead"
        else:
            text = "nothing names it"
        yield _of_file(checked.path, text, f'write "{key}" into a plan, or remove the file').warning()
    shown = {path.resolve() for checked in files for _, path in named(checked.document)}
    lost = [p for p in folder.files("*") if p.suffix.lower() in PICTURES and p.resolve() not in shown]
    if lost:
        others = ", ".join(str(path.relative_to(folder.root)) for path in lost[1:4])
        more = f", nor {len(lost) - 1} more: {others}{', ...' if len(lost) > 4 else ''}" if lost[1:] else ""
        yield _of_file(lost[0], f"nothing names this picture{more}").warning()


def _silent(folder: Folder, files: Sequence[Checked], library: Library) -> Iterator[Problem]:
    """Yield the clinic's own conditions that change nothing: nothing but patients' files mentions them."""
    documents = [document for document in _documents(files) if not isinstance(document, Patient)]
    named = {key for document in documents for _, what, key in names_in(document) if what == "condition"}
    for path in folder.files("conditions.yaml"):
        for key, _ in pairs(tree(path)):
            name = str(key.value)
            if name in library.own_conditions and name not in named and is_silent(name, library):
                text = "changes nothing: no exercise, topic or plan says anything about it"
                yield key.problem((name,), Problem(text=text, advice=TO_SAY)).warning()


def _named(files: Sequence[Checked], library: Library) -> set[tuple[str, str]]:
    """Return folder and id of everything that a document or a condition names."""
    found = [name for document in _documents(files) for name in names_in(document)]
    found += [name for condition in library.conditions.values() for name in names_in(condition)]
    kinds = {kind.name: kind.plural for kind in FOLDERS.values()}
    # an address of a video, and one that changes it under another name, give nobody the exercise
    return {(kinds[what], key) for loc, what, key in found if what in kinds and loc[0] not in ("videos", EXTENDS)}


def _documents(files: Sequence[Checked]) -> Iterator[Document]:
    """Yield the documents of some files, and those inside them: the theme of a clinic."""
    for document in (checked.document for checked in files):
        if document is not None:
            yield document
        if isinstance(document, Clinic) and document.theme:
            yield document.theme


def _untranslated(folder: Folder, library: Library) -> Iterator[Problem]:
    """List the phrases that a language lacks, file by file."""
    for words in sorted({path.parent for path in folder.files("languages/*/*.yaml")}):
        if words.name not in library.ids("languages"):
            continue
        missing = [
            key.partition(".") for key in library.built_in_words if key in library.language(words.name).untranslated
        ]
        for name, keys in groupby(missing, lambda key: key[0]):
            lacks = [key for _, _, key in keys]
            text = f"{words.name} has no words for {', '.join(lacks)}: they are printed in English"
            yield _of_file(words / f"{name}.yaml", text)
    for path in folder.files("languages/*.po"):
        found = list(problems(path.parent.parent, path.stem))
        if found:
            text = f"{counted(len(found), 'text')} of it to translate or to look at"
            yield _of_file(path, text, f"planner translate --check {path.stem} {path.parent.parent}").warning()


def _unreviewed(folder: Folder, files: Sequence[Checked], library: Library) -> Iterator[Problem]:
    """Yield what nobody has reviewed. A clinic that reviewed its plans has reviewed what they use."""
    clinics = [checked.document for checked in files if isinstance(checked.document, Clinic)]
    if clinics:
        nobody = Problem(text="nobody has reviewed the plans yet", advice="once somebody has, write who and when")
        yield from (c.problem(("reviewed_by",), nobody).warning() for c in clinics if not c.reviewed_by)
        return
    for kind in (kind for kind in (*FOLDERS.values(), by_name("plan")) if "reviewed_by" in kind.model.model_fields):
        found = [document for document in _documents(files) if isinstance(document, kind.model)]
        unreviewed = [document for document in found if getattr(document, "reviewed_by", None) is None]
        if unreviewed:
            yield unreviewed[0].problem(("reviewed_by",), _nobody(len(unreviewed), kind.name)).warning()
    for path in folder.files("conditions.yaml"):
        here = [library.conditions[key] for key in read(path)[0] if key in library.conditions]
        unsigned = [condition for condition in here if condition.reviewed_by is None]
        if not unsigned:
            continue
        yield _of_file(path, f"reviewed_by: {_nobody(len(unsigned), 'condition')}").warning()


def _nobody(count: int, kind: str) -> str:
    return "nobody has reviewed it yet" + (f", nor {count - 1} more of the kind {kind}" if count > 1 else "")
