"""What a booklet rests on: all of its sources for the clinician's sheet, the main ones for the imprint."""

from collections import Counter

from planner.blocks import Run, Words
from planner.programme.programme import Programme
from planner.sections import checklist, topics
from planner.sections.edition import Edition

GENERAL = ("nice-ng59", "cochrane-bed-rest", "ifompt")
"""What the signs, the guidelines and the advice on rest and on scans follow."""
MAIN = 5
"""How many publishers the imprint names."""


def used(programme: Programme, edition: Edition) -> tuple[str, ...]:
    """Return the ids of all sources, in the order in which the booklet uses them."""
    ids = [*GENERAL, *checklist.sources(programme, edition), *topics.sources(programme, edition)]
    ids += [source for item in programme.items for source in item.exercise.sources]
    return tuple(dict.fromkeys(ids))


def main(programme: Programme, edition: Edition) -> str:
    """Return the short names of a few publishers: the general ones first, then those of the most exercises.

    Names read alike in every language; what is no name is left out.
    """
    sources = edition.library.sources
    often = Counter(source for item in programme.items for source in item.exercise.sources)
    ranked = (sources[key] for key in (*GENERAL, *sorted(often, key=lambda key: -often[key])))
    names = dict.fromkeys(one.short or one.publisher for one in ranked if not (one.ours or one.anonymous))
    return edition.language.joined(list(names)[:MAIN], edition.say("common.comma"))


def names(programme: Programme, edition: Edition) -> str:
    """Return the short names of all publishers."""
    found = (edition.library.sources[key] for key in used(programme, edition))
    named = dict.fromkeys(source.short or source.publisher for source in found if not source.ours)
    return edition.say("common.sentence", text=edition.language.joined(named, "; "))


def listed(programme: Programme, edition: Edition) -> tuple[Words, ...]:
    """Return the sources by publisher, each with its titles, then those that the guidelines name themselves."""
    found: dict[str, list[str]] = {}
    for key in used(programme, edition):
        source = edition.library.sources[key]
        found.setdefault(source.publisher, []).append(source.title)
    lines = [
        edition.words("sources.source", publisher=publisher, titles=_joined(titles, edition))
        for publisher, titles in found.items()
    ]
    return (*lines, *((Run(text),) for text in edition.library.guidelines(programme.plan.guidelines).sources))


def _joined(titles: list[str], edition: Edition) -> str:
    text = titles[0]
    for title in titles[1:]:
        text = edition.say("sources.join", first=text, second=title)
    return text
