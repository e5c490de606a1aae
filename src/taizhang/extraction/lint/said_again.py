"""Numbers said again (前后数字): in the notice above its plan, and where the text points back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..types import Target
from .figures import Printed, read_printed
from .findings import Finding
from .reading import Reading
from .twice import plain_indicator

_PAST = re.compile(r"去年|上年|已|累计|截至|以来|目前|现有|过去|其中|每|分别")
_YEAR = re.compile(r"20\d\d(?=年)")
_LINK = re.compile(r"(?:总数|总量|任务)?(?:达到?|为|共计?|约|不少于)?")
_POINTS_BACK = re.compile(r"(?:安排|下达|筹集|拨付|落实|确定|统筹|列入|计划|预算|承担)的(?=\d)")
_NOUN = re.compile(r"的?(?P<noun>[\u4e00-\u9fff]{4,12}?)(?=[,。;、:()]|[的要应须]|$)")
_SENTENCE = re.compile(r"[^。;\n\t]+")
_NAME = 5
_MOST = 300
_CLAUSE = 60
_NEAR = 800
_REACH = 20_000
_TRIED = 3  # mentions of one name


def check_said_again(reading: Reading) -> Iterator[Finding]:
    """A target that the notice above gives otherwise; a sum that a later sentence misquotes."""
    yield from _above(reading)
    for block in reading.blocks:
        for found in _POINTS_BACK.finditer(reading.stream.fold, block.start, block.end):
            yield from _back(reading, found.end(), block.end)


def _above(reading: Reading) -> Iterator[Finding]:
    """全市计划完成改造任务1260户 in the notice, 完成改造任务1200户 in the plan."""
    start, _ = reading.context.bounds
    end = reading.nodes[0].start if reading.nodes else start
    targets = [target for item in reading.document.items for target in item.targets]
    for target in targets[:_MOST]:
        name = plain_indicator(target.indicator)
        if len(name) < _NAME or reading.clean_at(target.span[0]) < end:
            continue
        numbers = list(_numbers(reading, name, target, start, end))
        if len(numbers) == 1 and numbers[0].figure.value != target.value:
            yield _differs(reading, target, numbers[0])


def _numbers(
    reading: Reading, name: str, target: Target, start: int, end: int
) -> Iterator[Printed]:
    """The numbers with a target's unit right behind its name, for its year and not looking back."""
    fold = reading.stream.fold
    at = fold.find(name, start, end)
    left = _TRIED
    while at >= 0 and left:
        left -= 1
        behind = at + len(name)
        figures = read_printed(fold, behind, min(end, behind + _CLAUSE))[:1]
        sentence = max(fold.rfind(mark, start, at) for mark in "。;\n") + 1
        years = set(_YEAR.findall(fold, max(start, sentence), at))
        other = target.deadline and years and str(target.deadline.year) not in years
        if figures and figures[0].unit == target.unit and not figures[0].rough and not other:
            close = _LINK.fullmatch(fold, behind, figures[0].start)
            if close and not _PAST.search(fold, max(start, sentence), at):
                yield figures[0]
        at = fold.find(name, behind, end)


def _differs(reading: Reading, target: Target, number: Printed) -> Finding:
    start, end = (reading.clean_at(at) for at in target.span)
    said = reading.stream.fold[number.start : number.end]
    sentence = (
        f"“{target.indicator}”在前面的通知中是“{said}”，"
        f"这里是“{target.quote.strip()}”，请核对统一。"
    )
    return reading.finding("indicator_two_numbers", start, end, sentence.replace("\n", ""))


def _back(reading: Reading, at: int, end: int) -> Iterator[Finding]:
    """今年安排的3200万元专项资金, where 专项资金3000万元 is all that was said before."""
    fold = reading.stream.fold
    figures = read_printed(fold, at, min(end, at + _CLAUSE))[:1]
    noun = _NOUN.match(fold, figures[0].end, end) if figures else None
    if noun is None or figures[0].start != at:
        return
    this, name = figures[0], noun["noun"]
    first = max(reading.context.bounds[0], at - _REACH)
    before = list(_before(reading, name, this.unit, first, at))
    values = {figure.figure.value for figure in before}
    if len(values) != 1 or this.figure.value in values or this.rough:
        return
    near = read_printed(fold, max(reading.context.bounds[0], at - _NEAR), at)
    if all(figure.figure != this.figure for figure in near):
        said = fold[before[0].start : before[0].end]
        sentence = (
            f"前面{reading.place(before[0].start)}的“{name}”是“{said}”，"
            f"这里是“{fold[this.start : this.end]}”，请核对统一。"
        )
        yield reading.finding("indicator_two_numbers", this.start, noun.end(), sentence)


def _before(reading: Reading, name: str, unit: str, start: int, end: int) -> Iterator[Printed]:
    """The numbers said of a noun before: right behind it, or right before it."""
    fold = reading.stream.fold
    at = fold.rfind(name, start, end)
    tried = 0
    while at >= 0 and tried < _TRIED:
        tried += 1
        behind = at + len(name)
        for figure in read_printed(fold, behind, min(end, behind + _CLAUSE))[:1]:
            if figure.unit == unit and _LINK.fullmatch(fold, behind, figure.start):
                yield figure
        for figure in read_printed(fold, max(start, at - _CLAUSE), at)[-1:]:
            if figure.unit == unit and fold[figure.end : at] in {"", "的"}:
                yield figure
        at = fold.rfind(name, start, at)
