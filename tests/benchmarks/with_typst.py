"""The same booklet made with Typst, tagged: one compiler for all, so that fonts are loaded and pictures read once.

A name is an input of the document; so Typst may keep whatever does not depend on it.
"""

import json
from pathlib import Path

import typst

from planner.content.resources import data
from tests.benchmarks.content import Page, svg

HEAD = """\
#set document(title: "Booklet")
#set text(font: "Source Sans 3", size: 6pt, lang: "en")
#set page(paper: "a4", margin: 20pt)
#set par(leading: 2pt, spacing: 2pt)
#let name = sys.inputs.at("name", default: "")
#let drawn(file) = place(bottom + left, image(file, width: 100pt, alt: "Picture"))
"""


class Booklets:
    """Booklets of some pages; in what they say, a name stands where another one stood."""

    def __init__(self, pages: list[Page], other: str, folder: Path) -> None:
        """Write the document and its pictures into a folder."""
        source = [HEAD]
        for n, page in enumerate(pages):
            source += [f"#par({_text(text, other)})\n" for text in page.paragraphs]
            pictures = [(f"page-{n}", page.paths), *page.figures]
            for key, paths in pictures:
                if paths:
                    (folder / f"{key.strip('/')}.svg").write_text(svg(paths))
                    source.append(f'#drawn("{key.strip("/")}.svg")\n')
            source.append("#pagebreak()\n" if n + 1 < len(pages) else "")
        self.file = folder / "booklet.typ"
        self.file.write_text("".join(source), "utf-8")
        self._compiler = compiler(self.file)

    def __call__(self, name: str) -> bytes:
        """One booklet."""
        made = self._compiler.compile(sys_inputs={"name": name})
        assert isinstance(made, bytes)
        return made


def _text(text: str, other: str) -> str:
    return " + name + ".join(json.dumps(part, ensure_ascii=False) for part in text.split(other))


def compiler(file: Path) -> typst.Compiler:
    """A compiler that knows no fonts but ours."""
    return typst.Compiler(file, font_paths=[data("fonts") / "source-sans-3"], ignore_system_fonts=True)
