"""What a share is of (占比的总数): by its name, unit and size; and whether it fits."""

from __future__ import annotations

from collections.abc import Sequence

from ....patterns import late
from ...numbers import POINTS, Number
from ...rounding import Extent, looks_cut, prints
from .share_pairs import Pair

_WHOLE_BACK = 80  # numbers back to the whole of a share
_NAMED_BACK = 160  # where it is called by the same words
_PARAGRAPHS_BACK = 24
_DULL = late(
    r"总量|总额|总数|总|全部|所有|合计|的|数量|件数|个数|数|比例|全年|年度|纳入|其|同期|上述|这|[全本][市县区省]|量|比|重"
)
_COMMON = late(
    r"(?:目标|任务|项目|事项|问题|指标|小项|应[^，]{0,4}|重点|企业|单位|清单|转派件|年)*"
)
_ELSEWHERE = late(r"全[国省市县区]")
_PLANNED = late(r"目标|任务|计划|(?<!公共)(?<!一般)预算(?![收支])|总投资|指标|下达|应|全年")
_FIXED = late(r"目标|任务|计划|(?<!公共)预算(?![收支])|总投资|下达|应")
"""年度计划10亿元 is that and nothing near it."""
_TOTAL = late(r"共(?!同|享|建)|总数|总计|合计")
_PEOPLE = frozenset(["人", "人次", "名"])
_OVER = 10  # times that a mistyped part may be its whole
_GENERIC = frozenset(["个", "项", "件", "条", ""])


def alike(one: str, two: str) -> bool:
    """Whether two units count the same: 人 and 人次."""
    return one == two or {one, two} <= _PEOPLE


def share_of(part: Number, whole: Number) -> Extent | None:
    """The true share in percent, None where the whole may be 0."""
    held = Extent(whole.value, whole.value) if _FIXED.search(whole.before) else whole.extent
    if held.low <= 0:
        return None
    return part.extent.times(100).over(held)


def fits(pair: Pair, whole: Number, *, cut: bool = False) -> bool:
    """Whether the printed share is that of the part in a whole; ``cut``: or what cutting leaves."""
    true = share_of(pair.part, whole)
    if true is None:
        return False
    value, step = pair.share.value, pair.share.step
    return prints(true, value, step) or (cut and looks_cut(true, value, step))


def find_wholes(pair: Pair, stock: Sequence[tuple[Number, int]]) -> list[Number]:
    """The numbers before a share that may be its whole, the nearest last.

    ``stock``: the numbers of the text so far, each with its paragraph.
    """
    if pair.whole is not None:
        return [pair.whole]
    name = _DULL.sub("", pair.name)
    strict = bool(name) and not _COMMON.fullmatch(name)
    recent = stock[-_NAMED_BACK if strict else -_WHOLE_BACK :]
    first = -1 if strict else pair.sentence.paragraph - _PARAGRAPHS_BACK
    found = [
        number
        for number, paragraph in recent
        if paragraph >= first and _stands(pair, number) and _may_be(pair, number)
    ]
    if _ELSEWHERE.search(pair.name):
        return [n for n in found if _is_called(pair.name, n, _ELSEWHERE.findall(pair.name))]
    if not strict:
        return found
    full = [n for n in found if _is_called(name, n, [name])]
    return full or [n for n in found if _is_called(name, n, [name[:2], name[-2:]])]


def _stands(pair: Pair, number: Number) -> bool:
    """Before the share, or behind it and called a total (…，共222项); beside a part behind it."""
    if pair.kind == "rate" and pair.part.start > pair.share.start:
        return number.start > pair.share.start
    return number.end <= pair.share.start or _TOTAL.search(number.before) is not None


def _may_be(pair: Pair, number: Number) -> bool:
    """Whether unit, size and words allow a number to be the whole."""
    if number.rough or number.unit in {"%", POINTS} or number is pair.part:
        return False
    generic = {number.unit, pair.part.unit} <= _GENERIC
    if not generic and not alike(number.unit, pair.part.unit):
        return False
    if pair.kind == "done":
        return _PLANNED.search(number.before + number.after) is not None
    over = _OVER if pair.kind == "rate" else 1
    return number.value * over >= pair.part.value


def may_hold(pair: Pair, whole: Number) -> bool:
    """Whether a number is as large as its part, or a plan that may be exceeded."""
    return whole.value >= pair.part.value or _PLANNED.search(whole.before) is not None


def is_total(number: Number) -> bool:
    """Whether words call a number a total: 共120件, 120件中."""
    return _TOTAL.search(number.before) is not None or number.after.endswith("中")


def _is_called(name: str, number: Number, signs: Sequence[str]) -> bool:
    words = number.before + number.after + number.unit
    return any(sign in words for sign in signs)
