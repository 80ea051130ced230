"""What several commands take, as it is typed."""

from datetime import date

from planner.content.source import nearest
from planner.errors import InputError


def day(option: str, text: str | None) -> date | None:
    """A date. Raises InputError for what is none."""
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        raise InputError(f'{option}: "{text}": write a date as year-month-day, such as 2026-12-01') from None


def choice(option: str, text: str | None, *known: str) -> None:
    """Raise InputError for a word that is none of those known."""
    if text is not None and text not in known:
        words = f"{', '.join(known[:-1])} or {known[-1]}"
        raise InputError(f'{option}: "{text}": write {words}{nearest(text, known)}')
