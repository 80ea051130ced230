"""Languages for tests: a few words of their own, and what no language may lack."""

import json
from pathlib import Path

from planner import load_library
from planner.content.language import NEEDED
from planner.content.library import Library


def with_needed(folder: Path, code: str) -> Library:
    """Write the phrases that no language may lack, in English, behind those that a folder has; return its library."""
    words = load_library(folder).language(code)
    for name in sorted(words.untranslated):
        if name.startswith(NEEDED):
            file, _, key = name.partition(".")
            with (folder / f"languages/{code}/{file}.yaml").open("a", encoding="utf-8") as out:
                out.write(f"{key}: {json.dumps(words.phrases[name], ensure_ascii=False)}\n")
    return load_library(folder)
