"""The guides as tests read them."""

import re
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


@dataclass(frozen=True)
class Block:
    """What stands between two fences: in which language, what is said of it, and the text."""

    language: str
    says: str
    text: str

    @property
    def name(self) -> str:
        """The file that it is, if it is one."""
        return self.says.split(" ")[0].rstrip(",") if "." in self.says.split(" ")[0] else ""

    @property
    def remark(self) -> str:
        return self.says.removeprefix(self.name).strip(", ")

    @property
    def encoding(self) -> str:
        return self.remark if self.language == "csv" and self.remark else "utf-8"


def page(name: str) -> Path:
    return next(path for path in PAGES if path.name == name)


def blocks(name: str) -> list[Block]:
    found = re.findall(r"^```(\w*) ?([^\n]*)\n(.*?)^```$", page(name).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [Block(*parts) for parts in found]


def prose(path: Path) -> str:
    """A page without what stands between fences."""
    return re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def script(name: str):
    """A script of the repository, as a module."""
    loader = SourceFileLoader(f"script_{name}", str(ROOT / "scripts" / name))
    spec = spec_from_loader(loader.name, loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module
