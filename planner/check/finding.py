"""Something that a check found."""

import re
from dataclasses import dataclass

_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): (?P<message>.*)", re.DOTALL)


@dataclass(frozen=True)
class Finding:
    """`file:line:column: what is wrong`, and whether it is only a warning."""

    text: str
    warning: bool = False

    def fields(self) -> dict[str, str | int]:
        """Its parts, for programs."""
        level: dict[str, str | int] = {"level": "warning" if self.warning else "error"}
        found = _PLACE.fullmatch(self.text)
        if not found:
            return level | {"message": self.text}
        line, column = int(found["line"]), int(found["column"])
        return level | {"file": found["file"], "line": line, "column": column, "message": found["message"]}
