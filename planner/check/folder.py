"""A clinic's folder as a whole: what nothing names, what nobody can read, what nobody has looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from planner.check.document import FOLDERS, TABLES, Checked, is_language
from planner.check.finding import Finding
from planner.check.prints import named
from planner.content.checklist import Checklist
from planner.content.clinic import Clinic
from planner.content.exercise import Exercise
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.content.resources import data
from planner.content.theme import Theme
from planner.content.topic import Topic

PICTURES = {".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"}
_REVIEWED: dict[type[Exercise | Topic | Checklist], str] = {
    Exercise: "exercise",
    Topic: "topic",
    Checklist: "checklist",
}


@dataclass(frozen=True)
class Folder:
    """A folder without the folders of other clinics in it."""

    root: Path
    without: tuple[Path, ...] = ()

    def holds(self, path: Path) -> bool:
        """Whether a file belongs to it; hidden ones do not."""
        inside = path.relative_to(self.root).parts if path.is_relative_to(self.root) else (".",)
        return not any(part.startswith(".") for part in inside) and not any(map(path.is_relative_to, self.without))

    def files(self, pattern: str) -> list[Path]:
        """Its files by a pattern, in order."""
        return sorted(path for path in self.root.rglob(pattern) if self.holds(path))


def whole(folder: Folder, files: Sequence[Checked], beside: Sequence[Checked], library: Library) -> Iterator[Finding]:
    """What is wrong with a folder beyond its files one by one. Those beside it may name what is in it."""
    yield from _untranslated(folder, library)
    yield from _unreviewed(files)
    if not folder.root.resolve().is_relative_to(
        data("plans").resolve()
    ):  # the built-in library is there to choose from
        yield from _unread(folder, files)
        yield from _unused(folder, files, _named([*files, *beside], library))


def _unread(folder: Folder, files: Sequence[Checked]) -> Iterator[Finding]:
    """Files in places where nothing looks for them."""
    for path in folder.files("*.yml"):
        yield Finding(f"{path}:1:1: is not read: end its name in .yaml")
    tables = {*TABLES, "cover.yaml"}
    for path in (checked.path for checked in files):
        inside = path.relative_to(folder.root).parts
        if "library" not in inside or is_language(path):
            continue
        below = inside[inside.index("library") + 1 :]
        if not (len(below) == 2 and below[0] in FOLDERS) and not (len(below) == 1 and below[0] in tables):
            folders = ", ".join(f"{name}/" for name in (*FOLDERS, "languages/en"))
            yield Finding(f"{path}:1:1: is not read: in a library stand {folders}, {', '.join(sorted(tables))}")


def _unused(folder: Folder, files: Sequence[Checked], ids: set[tuple[str, str | None]]) -> Iterator[Finding]:
    """What nothing names: exercises that no patient will get, pictures that are never printed."""
    shipped = Library()
    for checked in files:
        kind = checked.path.resolve().parent.name
        key = checked.path.stem
        if kind not in FOLDERS or key in shipped.ids(kind) or (kind, key) in ids:
            continue
        if kind == "exercises":
            says = "nobody will get it: no plan names it, and no exercise as easier, harder or instead"
        else:
            says = f'nothing names it: write "{key}" into a plan, or take it away'
        yield Finding(f"{checked.path}:1:1: {says}")
    shown = {path.resolve() for checked in files for _, path in named(checked.document)}
    lost = [p for p in folder.files("*") if p.suffix.lower() in PICTURES and p.resolve() not in shown]
    if lost:
        others = ", ".join(str(path.relative_to(folder.root)) for path in lost[1:4])
        more = f", nor {len(lost) - 1} more: {others}{', ...' if len(lost) > 4 else ''}" if lost[1:] else ""
        yield Finding(f"{lost[0]}:1:1: nothing names this picture{more}", warning=True)


def _named(files: Sequence[Checked], library: Library) -> set[tuple[str, str | None]]:
    """Kinds and ids of all that something names."""
    found: set[tuple[str, str | None]] = set()
    for document in (checked.document for checked in files):
        match document:
            case Plan():
                found |= {("exercises", entry.exercise) for phase in document.phases for entry in phase.exercises}
                found |= {("topics", topic) for topic in document.topics}
                found |= {("guidelines", document.guidelines), ("checklists", document.checklist)}
                found.add(("themes", document.theme))
            case Exercise():
                others = (document.easier, document.harder, *(p.instead for p in document.precautions))
                found |= {("exercises", other) for other in others}
            case Patient():
                found |= {("exercises", kept.exercise) for kept in document.keep}
                found |= {("exercises", cleared.exercise) for cleared in document.cleared}
            case Clinic(theme=Theme() as theme) | (Theme() as theme):
                found.add(("themes", theme.base))
    only = [key for condition in library.conditions.values() for key in condition.only or ()]
    return found | {("exercises", key) for key in only}


def _untranslated(folder: Folder, library: Library) -> Iterator[Finding]:
    """List the phrases that a language lacks, file by file."""
    for words in sorted({path.parent for path in folder.files("languages/*/*.yaml")}):
        if words.name not in library.ids("languages"):
            continue
        missing = [
            key.partition(".") for key in library.built_in_words if key in library.language(words.name).untranslated
        ]
        for name, keys in groupby(missing, lambda key: key[0]):
            lacks = [key for _, _, key in keys]
            says = f"{words.name} has no words for {', '.join(lacks)}: they are printed in English"
            yield Finding(f"{words / name}.yaml:1:1: {says}")


def _unreviewed(files: Sequence[Checked]) -> Iterator[Finding]:
    """What nobody has looked at. A clinic that answers for its plans answers for what is in them."""
    clinics = [checked.document for checked in files if isinstance(checked.document, Clinic)]
    if clinics:
        says = "nobody answers for the plans yet: write who looked at them, and when"
        yield from (Finding(c.problem(("reviewed_by",), says), warning=True) for c in clinics if not c.reviewed_by)
        return
    for model, what in _REVIEWED.items():
        open_ = [c.document for c in files if isinstance(c.document, model) and not c.document.reviewed_by]
        if open_:
            more = f"; nor at {len(open_) - 1} more of the kind {what}" if len(open_) > 1 else ""
            says = f"nobody has looked at it yet{more}"
            yield Finding(open_[0].problem(("reviewed_by",), says), warning=True)
