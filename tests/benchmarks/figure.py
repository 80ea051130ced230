"""What a figure costs: milliseconds from nothing to a drawing, and bytes as the operators of a page, compressed.

Run it in the checkout: `python -m tests.benchmarks.figure`. It prints a table and asserts nothing.
"""

import time
import zlib
from itertools import pairwise

from planner.figure import Drawing, draw, kept, picture, scene, thumbnail
from tests.figure.scenes import SCENES


def operators(drawing: Drawing) -> bytes:
    """Write a drawing down as a page description does."""
    lines: list[str] = []
    for shape in drawing.shapes:
        for way in shape.paths:
            lines.append(f"{way[0][0]:g} {way[0][1]:g} m")
            lines += [" ".join(f"{c:g}" for c in step) + (" l" if len(step) == 2 else " c") for step in way[1:]]
            if shape.closed:
                lines.append("h")
        if shape.fill:
            lines.append(" ".join(f"{c:.3g}" for c in shape.fill) + " rg")
        if shape.stroke:
            lines.append(" ".join(f"{c:.3g}" for c in shape.stroke) + f" RG {shape.width:g} w")
        lines.append("B*" if shape.fill and shape.stroke else "f*" if shape.fill else "S")
    return "\n".join(lines).encode()


def forget() -> None:
    """Empty every memory, so that the next drawing is made from nothing."""
    for memory in (scene._solved, picture.painted, picture._ground, kept._draw, kept.thumbnail):
        memory.cache_clear()


def main() -> None:
    """Print the table."""
    print(f"{'scene':<28}{'solve ms':>9}{'draw ms':>9}{'kB':>7}{'small kB':>9}")
    total = [0.0] * 4
    count = 0
    for name, one in SCENES.items():
        forget()
        t = [time.perf_counter()]
        scene.solved(one)
        t.append(time.perf_counter())
        pictures = range(len(one.pictures))
        drawings = [draw(one, n) for n in pictures]
        t.append(time.perf_counter())
        n = len(drawings)
        row = [(b - a) * 1e3 / n for a, b in pairwise(t)]
        row.append(sum(len(zlib.compress(operators(d))) for d in drawings) / 1e3 / n)
        row.append(sum(len(zlib.compress(operators(thumbnail(one, i)))) for i in pictures) / 1e3 / n)
        print(f"{name:<28}" + "".join(f"{v:>8.2f} " for v in row))
        total = [a + b * n for a, b in zip(total, row, strict=True)]
        count += n
    print(f"{'mean of ' + str(count):<28}" + "".join(f"{v / count:>8.2f} " for v in total))


if __name__ == "__main__":
    main()
