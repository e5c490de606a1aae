"""Values set against a named one (点名对比): 比松山区低24.5个百分点; 最高与最低相差15.9个百分点."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...patterns import late
from ..bulletin import Bulletin
from ..findings import Finding
from ..numbers import POINTS, Number

_NAMED = late(
    r"(?:[比较]|与)(?P<most>最[高低多少大小快慢好差]的)?(?P<name>[^，。;:、()\d]{2,8}?)(?:相差|[高低多少快慢])(?:出|了)?$"
)
_EXTREME = late(
    r"最[高快大多好优][^。;]{0,16}最[低慢小少差][^。;]{0,12}(?:相差|差距|低|少|高|多|极差)[^，\d]{0,4}$|"
    r"(?:首位|第一)[^。;，]{0,8}(?:末位|最后)[^。;]{0,8}(?:相差|差距)[^，\d]{0,4}$"
)
_LEAD = 50
_NAME = 12
_BACK = 40
_MOST = 120  # numbers of one sentence that are held against each other
_FEWEST = 3
_REST = late(r"全[省国市县区]|平均|目标|序时|时间|上年|去年|同期|月|季|年|期")


def check_peers(bulletin: Bulletin) -> Iterator[Finding]:
    """Differences from a named value, or between the highest and lowest, that do not hold."""
    ahead: list[Number] = []
    paragraph = -1
    for sentence in bulletin.sentences:
        ahead = ahead[-_BACK:] if sentence.paragraph == paragraph else []
        paragraph = sentence.paragraph
        for number in sentence.numbers:
            lead = bulletin.text[max(sentence.start, number.start - _LEAD) : number.start]
            if not number.rough and number.unit:
                yield from _against(bulletin, ahead[-_MOST:], number, lead)
            ahead.append(number)


def _against(
    bulletin: Bulletin, ahead: Sequence[Number], stated: Number, lead: str
) -> Iterator[Finding]:
    unit = "%" if stated.unit == POINTS else stated.unit
    values = [n for n in ahead if n.unit == unit and not n.rough]
    named = _NAMED.search(lead)
    if _EXTREME.search(lead) and len(values) >= _FEWEST:
        high, low = (pick(values, key=lambda n: n.value) for pick in (max, min))
    elif named and not named["most"] and not _REST.search(named["name"]) and len(values) > 1:
        pair = _named(bulletin, values, named["name"])
        if pair is None:
            return
        high, low = pair
    else:
        return
    if _is_between_two(stated.value, [one.value for one in values]):
        return
    places = max(high.places, low.places)
    right = abs(high.value - low.value)
    start = max(min(high.start, low.start), stated.start - 2 * _LEAD)
    shown = _shown(right, stated, places)
    yield bulletin.finding(
        "difference_mismatch",
        start,
        stated.end,
        f"“{bulletin.words(start, stated.end)}”：{high.as_printed(high.value)}与"
        f"{low.as_printed(low.value)}相差{shown}，文中写的是"
        f"{stated.as_printed(stated.value)}，请核对。",
    )


def _shown(right: Fraction, stated: Number, places: int) -> str:
    if stated.unit != POINTS or not places:
        return stated.as_printed(right)
    return f"{float(right):.{places}f}{POINTS}"


def _is_between_two(gap: Fraction, values: Sequence[Fraction]) -> bool:
    """Whether two of the values differ by it."""
    known = set(values)
    if not gap:
        return len(known) < len(values)
    return gap > 0 and any(value + gap in known for value in values)


def _named(bulletin: Bulletin, values: Sequence[Number], name: str) -> tuple[Number, Number] | None:
    """The last value, and the one whose words hold the name."""
    last = values[-1]
    for number in reversed(values[:-1]):
        words = bulletin.text[max(0, number.start - _NAME - len(name)) : number.start]
        if name in words:
            return last, number
    return None
