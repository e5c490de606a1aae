"""Weights and points in running text (行文中的权重): 甲占35%，乙占20%…; 总分100分，甲20分…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..arithmetic import fits_hundred, read_figure
from .findings import Finding
from .points import listed_points, shown, totals
from .reading import Reading

_NUMBER = r"\d{1,9}(?:\.\d{1,9})?"
_WEIGHING = re.compile(r"权重|百分制|总成绩|综合得分|总得分|考核得分|考核成绩|评价得分|100%")
_NAMED = re.compile(
    rf"[^,。;:、%=\d]{{2,20}}?(?:占比?|权重|占[^,。;:、\d]{{0,6}}的|比重)(?:为|:)?(?P<share>{_NUMBER})%"
)
_STOP = re.compile(r"[,、;和及]{1,2}")
_NO_WEIGHT = re.compile(r"率|增|减|降|达到|以上|不低于|不少于|不超过|[上下]浮")
_FORMULA = re.compile(r"=(?P<terms>[^=。;,\n]{4,200})")
_TERM = re.compile(rf"(?P<share>{_NUMBER})%")
_TIMES = re.compile(r"[×xX*＊✕]")
_HUNDRED = Fraction(100)
_FEWEST = 3
_EXAM = re.compile(r"(?:成绩|得分|考核|评价|测评|面试|笔试)[^,。;]{0,3}占")
_REST = re.compile(r"其余|剩余|另外|加分|扣分")


def check_weights(reading: Reading) -> Iterator[Finding]:
    """Lists of weights and formulas that do not make 100 %, lists of points against their total."""
    fold = reading.stream.fold
    for block in reading.blocks:
        if _WEIGHING.search(fold, block.start, block.end):
            yield from _listed(reading, block.start, block.end)
        for found in _FORMULA.finditer(fold, block.start, block.end):
            yield from _formula(reading, found)
        yield from _points(reading, block.start, block.end)


def _listed(reading: Reading, start: int, end: int) -> Iterator[Finding]:
    """主动公开占35%，解读回应占30%，平台建设占20%，公众评价占10%."""
    fold = reading.stream.fold
    run: list[re.Match[str]] = []
    for found in _NAMED.finditer(fold, start, end):
        if run and not _STOP.match(found[0]) and not _follows(fold, run[-1].end(), found.start()):
            yield from _sum(reading, run)
            run = []
        run.append(found)
    yield from _sum(reading, run)


def _follows(fold: str, end: int, start: int) -> bool:
    return start - end <= 2 and _STOP.fullmatch(fold, end, start) is not None


def _sum(reading: Reading, run: Sequence[re.Match[str]]) -> Iterator[Finding]:
    values = [Fraction(found["share"]) for found in run]
    two = len(run) == _FEWEST - 1 and all(_EXAM.search(found[0]) for found in run)
    if (len(run) < _FEWEST and not two) or any(_NO_WEIGHT.search(found[0]) for found in run):
        return
    behind = reading.stream.fold[run[-1].end() : run[-1].end() + 12]
    shares = [read_figure(found["share"]) for found in run]
    if not fits_hundred(shares) and not _REST.search(behind):
        yield _wrong(reading, run[0].start("share"), run[-1].end(), values)


def _formula(reading: Reading, found: re.Match[str]) -> Iterator[Finding]:
    """总成绩=笔试成绩×60%+面试成绩×30%: the shares of the terms that are weighed."""
    terms = [term for term in found["terms"].split("+") if _TIMES.search(term)]
    shares = [_TERM.findall(term) for term in terms]
    if len(terms) < 2 or any(len(share) != 1 for share in shares) or "-" in found["terms"]:
        return
    values = [Fraction(share[0]) for share in shares]
    if sum(values) != _HUNDRED:
        yield _wrong(reading, *found.span("terms"), values)


def _wrong(reading: Reading, start: int, end: int, values: Sequence[Fraction]) -> Finding:
    added = "+".join(shown(value) for value in values)
    sentence = (
        f"{reading.place(start)}的权重相加（{added}）是 {shown(sum(values, Fraction(0)))}%，"
        "应为 100%，请核对。"
    )
    return reading.finding("weights_sum", start, end, sentence)


def _points(reading: Reading, start: int, end: int) -> Iterator[Finding]:
    """总分100分，其中甲20分、乙35分、丙30分."""
    fold = reading.stream.fold
    stated = {total.value: total for total in totals(fold, start, end)}
    found = listed_points(fold, start, end) if len(stated) == 1 else None
    if found is None:
        return
    listed, added = found
    (total,) = stated.values()
    value = listed.value
    if listed.start < total.end and total.start < listed.end:  # 总分100分，甲20分…
        value -= total.value
        added = _without(added, shown(total.value))
    rest = _REST.search(fold, listed.start, min(end, listed.end + 12))
    if rest or value == total.value or added.count("+") < _FEWEST - 1:
        return
    sentence = (
        f"{reading.place(total.start)}写明总分 {shown(total.value)} 分，"
        f"所列各项相加（{added}）是 {shown(value)} 分，请核对。"
    )
    yield reading.finding("weights_sum", listed.start, listed.end, sentence)


def _without(added: str, total: str) -> str:
    """The numbers of a list without the total that stands among them."""
    numbers = added.split("+")
    if total in numbers:
        numbers.remove(total)
    return "+".join(numbers)
