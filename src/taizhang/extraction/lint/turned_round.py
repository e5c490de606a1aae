"""A number before its noun and behind it (数字在前在后): 改造老旧小区36个, 38个老旧小区改造任务."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from .figures import Printed, find_sentences, read_printed
from .findings import Finding
from .reading import Reading

_NOUN = re.compile(r"的?(?P<noun>[\u4e00-\u9fff]{4,12}?)(?:建设|改造)?(?:任务|工作目标|目标)")
_BARE = re.compile(r"的?(?P<noun>[\u4e00-\u9fff]{4,14}?)(?:任务|工作目标|目标|全部|如期|按期)")
_BEFORE = re.compile(r"[\u4e00-\u9fff]{4,16}$")
_PAST = re.compile(
    r"去年|上年|已|累计|截至|以来|目前|现有|过去|其中|每|各[县区镇乡街单]|分别|剩余|其余|20\d\d年以前"
)
_YEAR = re.compile(r"20\d\d(?=年)")
_SHORTEST = 4
_LONGEST = 12
_NEAR = 20  # mentions of one thing
_MOST = 2_000  # numbers


def check_turned_round(reading: Reading) -> Iterator[Finding]:
    """A task named behind its number, where the same words before gave another."""
    fold = reading.stream.fold
    before: dict[tuple[str, str], list[tuple[Printed, set[str]]]] = defaultdict(list)
    left = _MOST
    for block in reading.blocks:
        for start, end in find_sentences(fold, block.start, block.end):
            figures = read_printed(fold, start, end)
            left -= len(figures)
            if left < 0:
                return
            if not figures or _PAST.search(fold, start, end):
                continue
            years = set(_YEAR.findall(fold, start, end))
            for figure in figures:
                yield from _behind(reading, figure, end, before, years)
            for figure in figures:
                for key in _keys(fold, start, figure):
                    before[key].append((figure, years))


def _keys(fold: str, start: int, figure: Printed) -> Iterator[tuple[str, str]]:
    """The words before a number, each length, their characters sorted."""
    found = _BEFORE.search(fold, max(start, figure.start - _LONGEST), figure.start)
    words = found[0] if found else ""
    for length in range(_SHORTEST, len(words) + 1):
        yield "".join(sorted(words[-length:])), figure.unit


def _behind(
    reading: Reading,
    figure: Printed,
    end: int,
    before: dict[tuple[str, str], list[tuple[Printed, set[str]]]],
    years: set[str],
) -> Iterator[Finding]:
    fold = reading.stream.fold
    for pattern in (_BARE, _NOUN):
        noun = pattern.match(fold, figure.end, end)
        said = before.get(("".join(sorted(noun["noun"])), figure.unit), []) if noun else []
        values = {
            one.figure.value
            for one, other in said[:_NEAR]
            if not years or not other or years & other
        }
        if noun and len(values) == 1 and figure.figure.value not in values and not figure.rough:
            one = said[0][0]
            sentence = (
                f"“{noun['noun']}”在{reading.place(one.start)}是“{fold[one.start : one.end]}”，"
                f"这里是“{fold[figure.start : figure.end]}”，请核对统一。"
            )
            yield reading.finding("indicator_two_numbers", figure.start, noun.end(), sentence)
            return
