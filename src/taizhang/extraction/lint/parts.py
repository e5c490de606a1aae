"""Parts of a whole (分项与总数): 共86条，其中采纳60条，部分采纳18条，未采纳14条."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..arithmetic import fits_sum, within_whole
from .figures import Printed, find_sentences, read_printed
from .findings import Finding
from .reading import Reading
from .sums import shown, total_value

_PARTS = re.compile(r"(?:,|。)?(?P<mark>其中[:,]?|包括|分别[为是]|由)[^,。;\d]{0,16}$")
_COMMA = re.compile(r"[,;](?![^,;]*(?:其中|增|减|降|占|比))[^,。;\d、]{2,14}")
_CLASS = re.compile(
    r"(?:访|小学|初中|高中|中学|幼儿园|方面|类|类型|型|级|等|县|区|镇|乡|街道|产业)$"
)
_MONEY = frozenset(["元", "美元"])
_LAST_WORDS = re.compile(r"[\u4e00-\u9fff]+$")
_DEGREE = re.compile(r"部分|未|不|非|无|基本|完全|没有")
_FAMILY = re.compile(
    r"(?:(?P<run>公办|民办|公立|私立|国有|民营|公建)|(?P<area>城镇|农村|城市|城区|乡村)|(?P<way>线上|线下|网上|现场)|(?P<built>新建|改造|改建|扩建|续建|维修)|(?P<degree>博士|硕士|本科|专科|大专|高中)|"
    r"(?P<prize>[特一二三]等奖)|(?P<level>国家级|省级|市级|县级|区级)|(?P<sex>[男女]性?)|"
    r"(?P<fund>(?:中央|省|市|县|区)[级本]?(?:财政|资金|补助)|自筹))"
)
_BETWEEN = re.compile(r"[、和及与][^,。;\d、]{0,14}")
_NEAR = 40  # numbers back to the whole of parts
_FEWEST = 2


def check_parts(reading: Reading) -> Iterator[Finding]:
    """Every list of parts behind its whole that makes more, or another sum."""
    fold = reading.stream.fold
    for block in reading.blocks:
        for start, end in find_sentences(fold, block.start, block.end):
            figures = read_printed(fold, start, end)
            if len(figures) > _FEWEST:
                yield from _parts(reading, figures)


def _parts(reading: Reading, figures: Sequence[Printed]) -> Iterator[Finding]:
    """共100件，其中甲类60件、乙类50件: parts listed with 、 that make more than the whole."""
    fold = reading.stream.fold
    index = 0
    while index < len(figures) - 2:
        total, first = figures[index], figures[index + 1]
        mark = _PARTS.search(fold, total.end, first.start)
        last = index + 1
        while mark and last + 1 < len(figures) and _listed(fold, figures, last):
            last += 1
        parts = figures[index + 1 : last + 1]
        rough = any(figure.rough for figure in (total, *parts))
        if mark and len(parts) > 1 and not rough and not _fits_before(figures[:index], parts):
            yield from _compare(reading, total, parts, exact=mark["mark"].startswith("分别"))
        index = last if last > index + 1 else index + 1


def _fits_before(figures: Sequence[Printed], parts: Sequence[Printed]) -> bool:
    """Whether parts make up a number further ahead: 建设12所，竣工3所，其中小学5所、初中7所."""
    total = total_value([part.figure for part in parts])
    near = figures[-_NEAR:]
    return any(figure.unit == parts[0].unit and figure.figure.value == total for figure in near)


def _listed(fold: str, figures: Sequence[Printed], last: int) -> bool:
    """Whether the next figure continues a list of the same unit."""
    one, two = figures[last], figures[last + 1]
    if one.unit != two.unit:
        return False
    if _BETWEEN.fullmatch(fold, one.end, two.start):
        return True
    classed = all(_CLASS.search(fold, part.start - 3, part.start) for part in (one, two))
    return (classed or one.unit in _MONEY or _excludes(fold, one, two)) and _COMMA.fullmatch(
        fold, one.end, two.start
    ) is not None


def _excludes(fold: str, one: Printed, two: Printed) -> bool:
    """Whether the words of two parts cannot be true of one thing: 采纳60条，未采纳14条; 新建."""
    first, second = (
        _LAST_WORDS.search(fold, max(0, part.start - 12), part.start) for part in (one, two)
    )
    if first is None or second is None:
        return False
    words = [found[0].removeprefix("其中") for found in (first, second)]
    kinds = [_FAMILY.match(word) for word in words]
    families = {found.lastgroup for found in kinds if found}
    return (len(families) == 1 and all(kinds)) or _is_negated(*words)


def _is_negated(one: str, two: str) -> bool:
    """部分采纳, 未采纳: one is the other with a word of degree or denial before it."""
    return any(
        long != short and long.endswith(short.lstrip("部分未不非无")) and _DEGREE.match(long)
        for long, short in ((one, two), (two, one))
    )


def _compare(
    reading: Reading, total: Printed, parts: Sequence[Printed], *, exact: bool
) -> Iterator[Finding]:
    numbers = [part.figure for part in parts]
    fits = fits_sum(numbers, total.figure) if exact else within_whole(numbers, total.figure)
    if parts[0].unit != total.unit or total.unit == "%" or fits:
        return
    added = "+".join(shown(number.value) for number in numbers)
    sentence = (
        f"{reading.place(total.start)}总数是 {shown(total.figure.value)}，"
        f"所列各项相加（{added}）是 {shown(total_value(numbers))}，请核对。"
    )
    yield reading.finding("parts_sum", total.start, parts[-1].end, sentence)
