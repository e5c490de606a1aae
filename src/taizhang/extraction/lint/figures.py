"""Figures of a text (文中数字): numbers with unit and place, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..arithmetic import Figure, read_figure
from ..vocabulary import alternation

_NUMBER = re.compile(
    rf"(?<![\d.第〔])(?P<digits>\d{{1,18}}(?:,\d{{3}}){{0,6}}(?:\.\d{{1,9}})?)(?P<scale>[十百千]?[万亿]|[百千](?![克米瓦]))?"
    rf"[余多]?(?P<unit>批次|人次|{alternation('targets', 'classifiers', 'physical_units')}|分)?"
)
_SENTENCE = re.compile(r"[^。!?；;\n\t]+")
_ROUGH = re.compile(r"[余多近超]|(?<![签节公条预契违])约")
_SHARES = frozenset(["%", "‰", "个百分点"])


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure where it is printed: clean range, unit, whether it is only about (近, 多)."""

    figure: Figure
    unit: str
    start: int
    end: int
    rough: bool


def read_printed(fold: str, start: int, end: int) -> list[Printed]:
    """The numbers with a unit between two points, in order."""
    found: list[Printed] = []
    for number in _NUMBER.finditer(fold, start, end):
        unit = number["unit"] or ""
        if unit:
            figure = read_figure(
                number["digits"], number["scale"] or "", counted=unit not in _SHARES
            )
            before = max(start, number.start() - 1)
            rough = _ROUGH.search(fold, before, number.end()) is not None
            found.append(Printed(figure, unit, number.start(), number.end(), rough))
    return found


def find_sentences(fold: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences and the parts between semicolons, cells of tables apart."""
    for found in _SENTENCE.finditer(fold, start, end):
        yield found.span()
