"""Repeat what every pattern of the grammar looks for and time each stage: `make fuzz-patterns`.

From the parse tree of each pattern come pieces: an example of all of it, and for each unbounded
repeat what stands before it and what it repeats. A text of such a piece, four times as long, may
take about four times as long. Prints the stages that take more. Exit status 1 when one does.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "extraction")]

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_CHARACTERS = "市科、，。；1（）《》元家年月“”:a 龘"
_LONG = 8
SHORT, TIMES, SLOW = 3_000, 4, 0.2


def patterns() -> dict[str, str]:
    """Every pattern that the extraction modules hold, with the module it stands in."""
    import taizhang.extraction as room

    found: dict[str, str] = {}
    for info in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        if not info.name.endswith(".child"):
            for value in vars(importlib.import_module(info.name)).values():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found.setdefault(value.pattern, info.name)
    return found


def example(tree: Any, random: Random) -> str:
    """A text that a parse tree matches, look-arounds and positions aside."""
    return "".join(_one(kind, value, random) for kind, value in tree)


def _one(kind: Any, value: Any, random: Random) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.BRANCH:
        return example(random.choice(value[1]), random)
    if kind is op.SUBPATTERN:
        return example(value[3], random)
    if kind in _REPEATS:
        times = max(value[0], min(int(value[1]), random.choice((0, 1, 2))))
        return "".join(example(value[2], random) for _ in range(times))
    return _character(kind, value, random)


def _character(kind: Any, value: Any, random: Random) -> str:
    """A character of a class: tried, not worked out."""
    if kind is op.IN and value[0][0] in (op.LITERAL, op.RANGE):
        name, inside = random.choice([v for v in value if v[0] in (op.LITERAL, op.RANGE)])
        return chr(inside if name is op.LITERAL else random.randint(inside[0], inside[1]))
    return random.choice(_CHARACTERS) if kind in (op.IN, op.ANY, op.NOT_LITERAL) else ""


def pieces(tree: Any, before: str, random: Random) -> Iterator[str]:
    """What a pattern repeats, alone and with what stands before it."""
    for kind, value in tree:
        if kind in _REPEATS and value[1] >= _LONG:
            yield example(value[2], random)
            yield before + example(value[2], random)
        for below in _inside(kind, value):
            yield from pieces(below, before, random)
        before += _one(kind, value, random)


def _inside(kind: Any, value: Any) -> list[Any]:
    if kind is op.BRANCH:
        return list(value[1])
    if kind in _REPEATS:
        return [value[2]]
    return [value[3]] if kind is op.SUBPATTERN else []


def main() -> int:
    """Time all pieces."""
    from test_hostile_pieces import HEAD, STAGES, TAIL, decoded, seconds

    found: dict[str, str] = {}
    for pattern, module in patterns().items():
        tree, random = parser.parse(pattern), Random(0)  # noqa: S311 - nothing secret
        for piece in (example(tree, random), *pieces(tree, "", random)):
            if piece.strip():
                found.setdefault(piece, module)
    slow = 0
    for piece, module in found.items():
        for stage in STAGES:
            short, long = (
                decoded(HEAD + piece * (size // len(piece)) + TAIL)
                for size in (SHORT, SHORT * TIMES)
            )
            taken = seconds(stage, long)
            if taken > SLOW and taken > 2.5 * TIMES * seconds(stage, short):
                slow += 1
                sys.stdout.write(f"{stage}\t{module}\t{piece!r}\t{taken:.2f} s\n")
    sys.stdout.write(f"{len(found)} pieces, {slow} slow\n")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
