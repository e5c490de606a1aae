"""Figures that do not fit (数字核算): shares, parts of a whole, growth, totals of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..arithmetic import (
    Figure,
    fits_growth,
    fits_hundred,
    fits_share,
    fits_sum,
    growth,
    read_figure,
    share,
    within_whole,
)
from .figures import Printed, find_sentences, read_printed
from .findings import Finding
from .reading import Reading

_PERCENT = r"\d{1,18}(?:\.\d{1,9})?%"
_N = r"\d{1,18}(?:\.\d{1,9})?"
_RATIO = re.compile(rf"(?<![\d:∶.]){_N}(?:[:∶]{_N}){{2,}}(?![\d:∶.])")
# When a page was made (2026-03-02 18:54:33) is no ratio.
_CLOCK = re.compile(r"(?:\d|日|时间:?)\s*[0-2]\d:[0-5]\d:[0-5]\d$")
_RUN = re.compile(
    rf"(?:分别占|占比分别[为是达]?|比重分别[为是达]?|所占比重分别[为是]?)[^,。;、\d]{{0,12}}(?P<run>{_PERCENT}(?:[、,和及]{{1,2}}{_PERCENT}){{1,}})"
)
_SINGLE = re.compile(rf"(?:占比?|占[^,。;、\d]{{1,10}}的|比重[为是达]?)(?P<share>{_PERCENT})")
_REST = re.compile(r"其他|其余|其它|余下")
_SEVERAL = re.compile(r"多选|可选(?:多|两|二|三)项|不定项|可以?多选|多项选择|大于100%|超过100%")
_ALL = re.compile(
    r"三次产业|第?一产[^。]{0,60}三产|第一产业[^。]{0,60}第三产业|[一二三]、[一二三]、?[一二三]产|其他|其余|其它"
)
_SECTORS = 3
_MADE_OF = re.compile(r"(?:构成|结构|组成|来源)(?:为|是|分别为|如下)?[:,]")
_THREE = re.compile(r"第一产业[^。]{0,60}第三产业")
_OF = re.compile(
    r"(?:占比?|占(?:总[户人件数量家]{1,2}|总|全部|应办|任务|总数量|总任务)?的?(?:比例|比重)?)(?:为|达到?|约)?的?$"
)
_OF_NAMED = re.compile(r"占(?P<name>[^,。;\d占]{2,16})的?(?:比例|比重)?(?:为|达到?|约)?的?$")
_OF_WHOLE = re.compile(r"[,(]?占[^,。;\d]{0,16}$")
_RATE = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2})率(?:为|达到?|是|约)?$")
_THAN = re.compile(r"(?:同比|同期|上年|去年|上月|前年|上季度|20\d\d年)[^,。;\d]{0,6}$")
_FROM = re.compile(r"(?:由|从)[^,。;\d]{0,8}$")
_TO = re.compile(r"^[^,。;\d]{0,4}(?:提高|增加|增长|上升|扩大|下降|减少|降低|缩减|压减)?[到至为]$")
_CHANGE = re.compile(r"(?P<way>增长|增加|上升|提高|下降|减少|降低|回落|缩减|压减)了?$")
_DIFFERENCE = re.compile(r"(?:同比|上年|去年|同期)[^,。;\d]{0,8}(?P<way>增加|减少|多|少)了?$")
_FALLS = frozenset(["下降", "减少", "降低", "回落", "缩减", "压减", "少"])
_ABOVE = 120  # characters around shares in which a choice of several answers is said
_OTHER = 7  # characters before the stem of a rate
_BACK = 4  # numbers back to the part of a rate
_NEAR = 40  # numbers back to the whole of a share


def check_sums(reading: Reading) -> Iterator[Finding]:
    """Every statement of shares, parts or growth that its own numbers contradict."""
    fold = reading.stream.fold
    for block in reading.blocks:
        for start, end in find_sentences(fold, block.start, block.end):
            yield from _shares(reading, start, end)
            figures = read_printed(fold, start, end)
            if len(figures) > 2:
                yield from _of_whole(reading, start, figures)
                yield from _of_plan(reading, figures)
                yield from _growth(reading, start, figures)


def shown(value: Fraction) -> str:
    """A number with at most two decimals, needless zeros left out.

    >>> shown(Fraction(200, 3)), shown(Fraction(60))
    ('66.67', '60')
    """
    return f"{float(round(value, 2)):.2f}".rstrip("0").rstrip(".")


def _percents(text: str) -> list[Figure]:
    return [read_figure(number, counted=False) for number in re.findall(_N, text)]


def total_value(shares: Sequence[Figure]) -> Fraction:
    """The sum of figures as printed."""
    return sum((figure.value for figure in shares), Fraction(0))


def _shares(reading: Reading, start: int, end: int) -> Iterator[Finding]:
    """Shares of one whole that do not make 100: 12.3:40.1:48.6; 分别占30%、50%、40%."""
    fold = reading.stream.fold
    for found in _RATIO.finditer(fold, start, end):
        if _CLOCK.search(fold, max(start, found.start() - 8), found.end()):
            continue
        shares = _percents(found[0])
        if abs(total_value(shares) - 100) < 10 and not fits_hundred(shares):
            yield _hundred(reading, found.start(), found.end(), shares)
    complete = _ALL.search(fold, start, end) is not None
    for found in _RUN.finditer(fold, start, end):
        shares = _percents(found["run"])
        too_much = not within_whole(shares, Figure(Fraction(100)))
        if too_much or (complete and not fits_hundred(shares)):
            yield _hundred(reading, found.start(), found.end(), shares)
    singles = list(_SINGLE.finditer(fold, start, end))
    several = _SEVERAL.search(fold, max(0, start - _ABOVE), min(len(fold), end + _ABOVE))
    last = singles[-1] if len(singles) > 1 and not several else None
    rest = last and _REST.search(fold, singles[-2].end(), last.start())
    three = len(singles) == _SECTORS and _THREE.search(fold, start, end)
    made = len(singles) >= _SECTORS and _MADE_OF.search(fold, start, singles[0].start())
    if last and (rest or three or made):
        shares = [figure for single in singles for figure in _percents(single["share"])]
        if not fits_hundred(shares):
            yield _hundred(reading, singles[0].start(), last.end(), shares)


def _hundred(reading: Reading, start: int, end: int, shares: Sequence[Figure]) -> Finding:
    added = "+".join(shown(figure.value) for figure in shares)
    sentence = (
        f"{reading.place(start)}的各项占比相加（{added}）是 {shown(total_value(shares))}%，"
        "不是 100%，请核对。"
    )
    return reading.finding("shares_sum", start, end, sentence)


def _of_whole(reading: Reading, start: int, figures: Sequence[Printed]) -> Iterator[Finding]:
    """共30项，其中完成18项，占65%: the part is the number before, the whole one before that."""
    fold = reading.stream.fold
    for index, percent in enumerate(figures):
        if percent.unit != "%" or index < 2 or percent.rough:
            continue
        part = figures[index - 1]
        words = fold[part.end : percent.start]
        rate = _rate(words)
        named = _OF_NAMED.search(words)
        if rate and not named:
            index, part = _rated(fold, start, figures, index, rate["stem"])
        near = fold[max(start, part.start - 8) : part.start]
        stems = {rate["stem"], rate["stem"][::-1]} if rate else set()
        rated = rate and (
            any(stem in near for stem in stems) or _due(fold, start, figures[index - 2], rate, near)
        )
        if not _OF.search(words) and not rated and not named:
            continue
        wholes = [
            f
            for f in figures[max(0, index - _NEAR) : index - 1]
            if f.unit == part.unit and f.figure.value >= part.figure.value
        ]
        if named and not _OF.search(words):
            wholes = [f for f in wholes if _is_called(fold, start, f, named["name"])]
        if part.unit == "%" or not wholes or any(f.rough for f in (*wholes, part)):
            continue
        if not any(fits_share(part.figure, f.figure, percent.figure) for f in wholes):
            right = shown(share(part.figure, wholes[-1].figure))
            yield _wrong(reading, "share_mismatch", wholes[-1].start, percent, right)


def _rate(words: str) -> re.Match[str] | None:
    """合格率 in the words before a percentage, unless of something else."""
    rate = _RATE.search(words)
    if rate is None or rate.start() - words.rfind(",", 0, rate.start()) > _OTHER:
        return None
    return rate


def _of_plan(reading: Reading, figures: Sequence[Printed]) -> Iterator[Finding]:
    """完成投资8亿元，占年度计划10亿元的75%: the whole stands inside the words of the share."""
    fold = reading.stream.fold
    for part, whole, percent in zip(figures, figures[1:], figures[2:], strict=False):
        if (
            percent.unit != "%"
            or fold[whole.end : percent.start] != "的"
            or part.unit != whole.unit
        ):
            continue
        said = _OF_WHOLE.search(fold, part.end, whole.start)
        rough = part.rough or whole.rough or percent.rough or not whole.figure.value
        if said and not rough and not fits_share(part.figure, whole.figure, percent.figure):
            right = shown(share(part.figure, whole.figure))
            yield _wrong(reading, "share_mismatch", part.start, percent, right)


def _rated(
    fold: str, start: int, figures: Sequence[Printed], index: int, stem: str
) -> tuple[int, Printed]:
    """达标9座，需整改3座，达标率75%: the number whose own words hold what the rate is of."""
    for i in range(index - 1, max(0, index - _BACK), -1):
        before = max(start, figures[i].start - 8, figures[i - 1].end)
        near = fold[before : figures[i].start]
        if stem in near or stem[::-1] in near:
            return i + 1, figures[i]
    return index, figures[index - 1]


def _due(fold: str, start: int, whole: Printed, rate: re.Match[str], near: str) -> bool:
    """应检企业240家，已检216家，检查率90%: what is due, and a rate that shares a word with both."""
    due = fold[max(start, whole.start - 10) : whole.start].rpartition("应")
    return bool(due[1]) and any(sign in near and sign in due[2] for sign in rate["stem"])


def _is_called(fold: str, start: int, figure: Printed, name: str) -> bool:
    """Whether the words before a number are those that 占…的 names."""
    before = fold[max(start, figure.start - len(name) - 4) : figure.start]
    return name.removesuffix("的") in before


def _wrong(reading: Reading, code: str, start: int, percent: Printed, right: str) -> Finding:
    printed = shown(percent.figure.value)
    sentence = f"{reading.place(start)}按所列数字计算应为 {right}%，文中写的是 {printed}%，请核对。"
    return reading.finding(code, start, percent.end, sentence)


def _growth(reading: Reading, start: int, figures: Sequence[Printed]) -> Iterator[Finding]:
    """120亿元，比上年100亿元增长25%; 由100家增加到140家，增长35%; 同比增加20家，增长15%."""
    fold = reading.stream.fold
    for one, two, percent in zip(figures, figures[1:], figures[2:], strict=False):
        change = _CHANGE.search(fold, two.end, percent.start)
        if percent.unit not in {"%", "个百分点"} or change is None or one.unit != two.unit:
            continue
        pair = _pair(fold, start, one, two)
        if pair is None or one.rough or two.rough or percent.rough:
            continue
        now, before = pair
        sign = -1 if change["way"] in _FALLS else 1
        stated = Figure(sign * percent.figure.value, percent.figure.step)
        if one.unit == "%":
            yield from _points(reading, one, now, before, percent, stated)
        elif percent.unit == "%" and not fits_growth(now, before, stated):
            right = shown(abs(growth(now, before)))
            yield _wrong(reading, "growth_mismatch", one.start, percent, right)


def _pair(fold: str, start: int, one: Printed, two: Printed) -> tuple[Figure, Figure] | None:
    """The new and the old number of two, by the words around them."""
    between = fold[one.end : two.start]
    if _TO.search(between) and _FROM.search(fold, max(start, one.start - 12), one.start):
        return two.figure, one.figure
    difference = _DIFFERENCE.search(between)
    if difference:
        sign = -1 if difference["way"] in _FALLS else 1
        value = one.figure.value - sign * two.figure.value
        return one.figure, Figure(value, one.figure.step + two.figure.step)
    return (one.figure, two.figure) if _THAN.search(between) else None


def _points(
    reading: Reading,
    one: Printed,
    now: Figure,
    before: Figure,
    percent: Printed,
    stated: Figure,
) -> Iterator[Finding]:
    """由85%提高到90%，提高6个百分点."""
    if percent.unit != "个百分点" or fits_sum([_exact(before), _exact(stated)], _exact(now)):
        return
    right = shown(abs(now.value - before.value))
    printed = shown(percent.figure.value)
    sentence = (
        f"{reading.place(one.start)}按所列数字计算应为 {right} 个百分点，"
        f"文中写的是 {printed} 个百分点，请核对。"
    )
    yield reading.finding("growth_mismatch", one.start, percent.end, sentence)


def _exact(figure: Figure) -> Figure:
    """Whole percentages are compared as they are printed."""
    return Figure(figure.value) if figure.step == 1 else figure
