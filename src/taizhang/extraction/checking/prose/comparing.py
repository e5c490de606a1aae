"""Numbers set against another (对比核对): 高于全省平均5.8%的0.7个百分点, 还差1.8亿元, 序时进度."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...patterns import late
from ..bulletin import Bulletin, Sentence
from ..findings import Finding
from ..numbers import POINTS, Number
from ..rounding import Extent, decimal_text, prints
from .periods import time_shares
from .roles import role_of

_UP = r"提高|上升|增加|提升|高于|高出|高|快于|快|超出|超过|超|领先|优于|好于|多"
_DOWN = r"下降|降低|回落|减少|低于|低|慢于|慢|落后于|落后|滞后于|滞后|差"
_WAY = late(rf"(?<![最相])(?:(?P<up>{_UP})|(?P<down>{_DOWN}))")
_REFERENCE = late(
    r"(?:[比较与]|高于|低于|快于|慢于|优于|好于|超过|超出|超|落后于?|滞后于?)[^，。;:\d]{0,16}$|"
    r"^[^，。;]{0,3}[(（][^，。;()\d]{0,16}$"
)
_PEER = late(r"国家|全[国省市县区]|平均|目标|序时|时序|时间进度|[省市]|任务|计划|[县区]")
_REACH = 150
_PAST = late(r"同期|上年|去年|上月|上期|年初")
_TIMED = late(
    r"，(?:(?:快于|高于|超过?|超出|领先)|(?P<down>落后于?|低于|慢于|滞后于?))(?:序时|时间|时序)进度$"
)
_GOAL = late(r"(?:年度|全年)?(?:目标|任务|计划|预算|应)[^，]{0,8}$")
_DONE = late(r"(?:已|完成|实现|办结|到位|支出|累计)[^，]{0,8}$")
_LEFT = late(
    r"(?:还差|尚差|尚缺|缺口|剩余|还剩|尚余|差|未完成|尚未[^，]{0,4}|还需[^，]{0,6}|尚有|还有)(?:为|达)?$"
)
_WHOLE = late(r"^[^，]{0,8}中$")
_OVER = late(r"(?:超额完成|超额|超出|超目标|超计划|超过(?:年度)?(?:目标|计划)|超)(?:为|达|了)?$")


def check_comparisons(bulletin: Bulletin) -> Iterator[Finding]:
    """Differences from a reference, and what is missing from a goal."""
    recent: list[Number] = []
    paragraph = -1
    for sentence in bulletin.sentences:
        recent = recent if sentence.paragraph == paragraph else []
        paragraph = sentence.paragraph
        for piece in bulletin.pieces(sentence):
            for index, number in enumerate(piece.numbers):
                if number.unit == POINTS and not number.rough:
                    yield from _points(bulletin, piece, index)
        for number in sentence.numbers:
            recent.append(number)
            if number.unit not in {"%", "倍", POINTS, ""} and not number.rough:
                yield from _goal(bulletin, recent, len(recent) - 1)


def _points(bulletin: Bulletin, piece: Sentence, index: int) -> Iterator[Finding]:
    """完成率58.3%，高于序时进度（50%）8.3个百分点: value, reference, difference."""
    numbers, text = piece.numbers, bulletin.text
    stated = numbers[index]
    trio = _before(text, numbers, index) or _behind(text, numbers, index)
    if trio is None:
        yield from _schedule(bulletin, numbers, index)
        return
    value, reference = trio
    ways = list(_WAY.finditer(text, value.end, stated.start))
    if not ways:
        return
    sign = -1 if ways[-1]["down"] else 1
    change = _held(value).minus(_held(reference))
    if prints(change, sign * stated.value, stated.step):
        return
    places = max(value.places, reference.places)
    right = f"{decimal_text(abs(change.middle), places)}{POINTS}"
    way = "高" if change.middle > 0 else "低"
    last = max(stated, reference, key=lambda number: number.end)
    start = value.start - len(value.before)
    sentence = (
        f"“{bulletin.words(start, last.end)}”：{value.as_printed(value.value)}比"
        f"{reference.as_printed(reference.value)}{way}{right}，"
        f"文中写的是{ways[-1][0]}{stated.as_printed(stated.value)}，请核对。"
    )
    yield bulletin.finding("difference_mismatch", start, last.end, sentence)


def _schedule(bulletin: Bulletin, numbers: Sequence[Number], index: int) -> Iterator[Finding]:
    """完成51.4%，快于时间进度1.4个百分点: the share of the year is told by the period."""
    value, stated = numbers[index - 1] if index else None, numbers[index]
    if value is None or not value.is_share or value.rough:
        return
    said = _TIMED.search(bulletin.text, value.end, stated.start)
    rights = time_shares(bulletin.text, stated.start) if said else []
    sign = -1 if said and said["down"] else 1
    changes = [_held(value).minus(Extent(right, right)) for right in rights]
    signed = sign * stated.value
    if not changes or any(prints(change, signed, stated.step) for change in changes):
        return
    start = value.start - len(value.before)
    sentence = (
        f"“{bulletin.words(start, stated.end)}”：时间进度是{decimal_text(rights[0], 1)}%，"
        f"相差{decimal_text(abs(changes[0].middle), 1)}{POINTS}，"
        f"文中写的是{stated.as_printed(stated.value)}，请核对。"
    )
    yield bulletin.finding("difference_mismatch", start, stated.end, sentence)


def _held(number: Number) -> Extent:
    """The values of a percentage, below 0 where it fell (下降3.2%)."""
    held = number.extent if number.places else Extent(number.value, number.value)
    played = role_of(number)
    fell = played.role == "growth" and played.sign < 0 and held.low > 0
    return Extent(-held.high, -held.low) if fell else held


def _before(text: str, numbers: Sequence[Number], index: int) -> tuple[Number, Number] | None:
    """Both values stand before the difference: A%，比全省平均B%高d."""
    if index < 2:
        return None
    value, reference = numbers[index - 2], numbers[index - 1]
    between = text[value.end : reference.start]
    if not (value.is_share and reference.is_share) or value.rough or reference.rough:
        return None
    return (value, reference) if _compares(between, reference) else None


def _compares(between: str, reference: Number) -> bool:
    said = _REFERENCE.search(between)
    named = _PEER.search(between) is not None and not _PAST.search(between)
    return said is not None and named


def _behind(text: str, numbers: Sequence[Number], index: int) -> tuple[Number, Number] | None:
    """The reference stands behind in brackets: A%，高于全省平均d个百分点（全省B%）."""
    if not index or index + 1 >= len(numbers):
        return None
    value, stated, reference = numbers[index - 1], numbers[index], numbers[index + 1]
    between = text[stated.end : reference.start]
    bracketed = re.fullmatch(r"[(（][^，。;()\d]{2,16}", between)
    if not (value.is_share and reference.is_share and bracketed) or value.rough:
        return None
    named = _PEER.search(reference.before) or _PAST.search(reference.before)
    return (value, reference) if named else None


def _goal(bulletin: Bulletin, numbers: Sequence[Number], index: int) -> Iterator[Finding]:
    """年度目标10亿元，已完成8.2亿元，还差1.6亿元; 超额完成0.5亿元; 已整改42条，剩余2条."""
    stated = numbers[index]
    left, over = _LEFT.search(stated.before), _OVER.search(stated.before)
    if not (left or over):
        return
    near = [n for n in numbers[max(0, index - 6) : index] if n.unit == stated.unit and not n.rough]
    undone = stated.after[:1] in {"未", "待", "没"}
    done = [n for n in near if (undone or _DONE.search(n.before)) and not _GOAL.search(n.before)]
    done = done[-1:]
    goals = [n for n in near if _GOAL.search(n.before)] or [
        n
        for n in near
        if left
        and done
        and n.end <= done[0].start
        and (n.value >= done[0].value or _WHOLE.search(n.after))
    ]
    if not done:
        return
    sign = 1 if left else -1
    tried = [(goal, Extent(goal.value, goal.value).minus(done[0].extent)) for goal in goals]
    if not tried:
        return
    if any(prints(true, sign * stated.value, stated.step) for _, true in tried):
        return
    if any(_is_rest(near, goal, stated) for goal, _ in tried) or _is_gap(near, stated):
        return
    goal, true = min(tried, key=lambda entry: abs(entry[1].middle - sign * stated.value))
    first = max(min(goal.start, done[0].start), stated.start - _REACH)
    sentence = (
        f"“{bulletin.words(first, stated.end)}”：{goal.as_printed(goal.value)}与"
        f"{done[0].as_printed(done[0].value)}相差{stated.as_printed(abs(true.middle))}，"
        f"文中写的是{stated.as_printed(stated.value)}，请核对。"
    )
    yield bulletin.finding("difference_mismatch", first, stated.end, sentence)


def _is_gap(near: Sequence[Number], stated: Number) -> bool:
    """收入5.21亿元，支出5.68亿元，当期缺口0.47亿元: between two values that stand together."""
    pairs = zip(near, near[1:], strict=False)
    changes = [
        max(one, two, key=_value).extent.minus(min(one, two, key=_value).extent)
        for one, two in pairs
    ]
    return any(prints(change, stated.value, stated.step) for change in changes)


def _value(number: Number) -> Fraction:
    return number.value


def _is_rest(near: Sequence[Number], goal: Number, stated: Number) -> bool:
    """64条中，按期完成55条，逾期完成3条，尚未完成6条: what all of them leave."""
    done = [n.value for n in near if n.start > goal.start]
    inside = sum(done, stated.value)
    return len(done) > 1 and abs(inside - goal.value) <= goal.step + stated.step
