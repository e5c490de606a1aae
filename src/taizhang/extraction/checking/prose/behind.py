"""Changes whose value before stands behind them (后置基数): 净增34家（上年末578家）.

Silent when any two values near it explain a change: it may be of another pair than it seems.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...patterns import late
from ..bulletin import Bulletin, Sentence
from ..findings import Finding
from ..numbers import POINTS, Number
from ..rounding import Extent, decimal_text, prints
from .roles import Played, is_of_unit, role_of

_LINK = late(r"[(，](?P<words>(?:[^，。;:()\d]|\d{1,4}[年月]末?(?:底|份)?){2,14})$")
_BASE = late(
    r"上年|去年|同期|年初|上月|上季|上期|季度末?|月末|月底|月份|末为|序时|时间进度|时序|全[省国市县区][^，]{0,4}$|平均(?:水平|[值数])?[为是]?$"
)
_MOVED = late(
    r"(?P<up>提高|上升|增加|提升|净增|增长|增产|增收|上涨|高于|高出|快于|超(?:过|出)?|多|高|快)|"
    r"(?P<down>下降|降低|减少|回落|净减|减产|减收|低于|慢于|落后于?|少|低|慢)"
)
_CHANGE = late(r"(?:[新净多少]?[增减]|增[加长收]|减[少收])(?:了|额)?$")
_PART = late(r"其中|包括|包含|[当本]月")
_REAL = late(r"可比|不变价|同口径|剔除|扣除|实际增|名义|累计增长|年均")
_BACK = 10
_AROUND = 12


def check_behind(bulletin: Bulletin) -> Iterator[Finding]:
    """Every change that the value before, said right behind it, contradicts."""
    ahead: list[Number] = []
    paragraph = -1
    for sentence in bulletin.sentences:
        ahead = ahead[-_AROUND:] if sentence.paragraph == paragraph else []
        paragraph = sentence.paragraph
        near = [*ahead, *sentence.numbers]
        if not _REAL.search(bulletin.text, sentence.start, sentence.end):
            for index in range(len(ahead), len(near) - 1):
                yield from _change(bulletin, sentence, near, index)
        ahead = near


def _change(
    bulletin: Bulletin, sentence: Sentence, near: Sequence[Number], index: int
) -> Iterator[Finding]:
    stated, base = near[index], near[index + 1]
    if stated.is_share and index + 2 < len(near) and near[index + 2].unit != "%":
        base = base if base.unit != POINTS and is_of_unit(stated, base) else near[index + 2]
    between = bulletin.text[stated.end : near[index + 1].start]
    link = None if ";" in between else _LINK.search(between)
    way = _way(stated)
    if role_of(base).role in {"difference", "growth", "points", "times"}:
        return  # 比二季度减少21件，比一季度增加23件
    if link is None or way == 0 or not _BASE.search(link["words"]) or _PART.search(link["words"]):
        return  # 76亿元，增长8%，其中5月份14亿元: a part
    if stated.rough or base.rough or _CHANGE.search(base.before) or not is_of_unit(stated, base):
        return  # 比年初增加1639亿元，较上年同期多增359亿元: a change of its own
    now = _now(near[:index], stated, base)
    if now is None or base.extent.low <= 0:
        return
    true = _true(now, base, stated)
    if prints(true, way * stated.value, stated.step) or _explained(near, stated, base):
        return
    start = max(sentence.start, min(now.start, stated.start) - len(now.before))
    right = _printed(stated, now, base, true)
    yield bulletin.finding(
        "growth_mismatch" if stated.is_share else "difference_mismatch",
        start,
        base.end,
        f"“{bulletin.words(start, base.end)}”：{now.as_printed(now.value)}比"
        f"{base.as_printed(base.value)}{'高' if true.middle >= 0 else '低'}{right}，"
        f"文中写的是{stated.as_printed(stated.value)}，请核对。",
    )


def _way(stated: Number) -> int:
    """1 for more, -1 for less, 0 for no change at all."""
    played: Played = role_of(stated)
    moved = list(_MOVED.finditer(stated.before[-_BACK:]))
    if played.role not in {"difference", "growth", "points"} or not moved:
        return 0
    return -1 if moved[-1]["down"] else 1


def _now(ahead: Sequence[Number], stated: Number, base: Number) -> Number | None:
    """The nearest value ahead of the change that has the unit of the value before."""
    if stated.unit not in {base.unit, "%", POINTS} or (stated.unit == POINTS) != (
        base.is_share and stated.unit != "%"
    ):
        return None
    for number in reversed(ahead):
        level = role_of(number).role == "now" and "均" not in number.before
        if number.unit == base.unit and level and not number.rough:
            return number
    return None


def _true(now: Number, base: Number, stated: Number) -> Extent:
    if stated.is_share and not base.is_share:
        ratio = now.extent.over(base.extent)
        return Extent((ratio.low - 1) * 100, (ratio.high - 1) * 100)
    return now.extent.minus(base.extent)


def _explained(near: Sequence[Number], stated: Number, base: Number) -> bool:
    """Whether another value near it, or another pair, is so far apart."""
    if stated.is_share and not base.is_share:
        values = [n for n in near if n.unit == base.unit and n is not base]
        changes = [_true(value, base, stated) for value in values]
        return any(prints(change, _way(stated) * stated.value, stated.step) for change in changes)
    unit = "%" if stated.unit == POINTS else stated.unit
    held = [n.value for n in near if n.unit == unit and n is not stated]
    return stated.value in {abs(one - two) for at, one in enumerate(held) for two in held[:at]}


def _printed(stated: Number, now: Number, base: Number, true: Extent) -> str:
    if stated.unit != POINTS:
        return stated.as_printed(abs(true.middle))
    return f"{decimal_text(Fraction(abs(true.middle)), max(now.places, base.places))}{POINTS}"
