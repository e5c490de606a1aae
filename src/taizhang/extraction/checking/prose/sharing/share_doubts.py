"""Shares that may be of something else (存疑占比): 其中续建项目完成45亿元，占年度计划的75%.

A share that does not fit its whole is no finding when the whole of the list need not be its own,
or when another number of its paragraph makes it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ....patterns import late
from ...bulletin import Bulletin
from ...numbers import Number
from ...rounding import prints, round_half_up
from ...slips import slip_weight
from .share_lists import Shared
from .share_wholes import alike, share_of

_ALMOST = 4  # points that a slip may be away in the share of a part
_BACK = 40
_WITHIN = "其中"
_DENIED = late(r"[不未][\u4e00-\u9fff]{1,3}率")


def without_doubtful(bulletin: Bulletin, shared: Sequence[Shared]) -> list[Shared]:
    """The shares that fit, and those that nothing else explains."""
    numbers: dict[int, list[Number]] = defaultdict(list)
    for sentence in bulletin.sentences:
        numbers[sentence.paragraph] += sentence.numbers
    return [
        entry
        for entry in shared
        if entry.fits or not _is_doubtful(bulletin, entry, numbers[entry.pair.sentence.paragraph])
    ]


def _is_doubtful(bulletin: Bulletin, entry: Shared, numbers: Sequence[Number]) -> bool:
    if _of_a_part(bulletin, entry) or _of_both(entry) or _of_another(entry, numbers):
        return True
    return _of_one_behind(bulletin, entry, numbers)


def _of_a_part(bulletin: Bulletin, entry: Shared) -> bool:
    """计划100亿元，其中续建项目完成45亿元，占年度计划的75%: of the plan of those alone."""
    pair, whole = entry.pair, entry.whole
    if pair.kind != "done" or _WITHIN not in bulletin.text[whole.end : pair.part.start]:
        return False
    true = share_of(pair.part, whole)
    if true is None or abs(true.middle - pair.share.value) <= _ALMOST:
        return False
    return not slip_weight(pair.share, round_half_up(true.middle, pair.share.step))


def _of_another(entry: Shared, numbers: Sequence[Number]) -> bool:
    """50万人搬迁：下达53.8万人，完成42.3万人，占总计划的84.6%: of the plan said first."""
    pair = entry.pair
    if pair.kind != "done" or pair.whole is not None:
        return False
    last = bisect_left(numbers, pair.share.start, key=lambda number: number.start)
    return any(
        alike(number.unit, pair.part.unit)
        and number.value > pair.part.value
        and (true := share_of(pair.part, number)) is not None
        and prints(true, pair.share.value, pair.share.step)
        for number in numbers[max(0, last - _BACK) : last]
    )


def _of_both(entry: Shared) -> bool:
    """起诉68.1万人，不起诉20.9万人，不起诉率23.5%: of both together."""
    pair, whole = entry.pair, entry.whole
    if pair.kind != "rate" or not _DENIED.search(pair.share.before):
        return False
    true = share_of(pair.part, replace(whole, value=whole.value + pair.part.value))
    alone = share_of(pair.part, whole)
    if true is None or alone is None:
        return False
    fits = prints(true, pair.share.value, pair.share.step)
    return fits or abs(alone.middle - pair.share.value) > _ALMOST


def _of_one_behind(bulletin: Bulletin, entry: Shared, numbers: Sequence[Number]) -> bool:
    """纠错4件，纠错率5.1%（复议78件）: of the number in brackets right behind it."""
    pair = entry.pair
    at = bisect_left(numbers, pair.share.end, key=lambda number: number.start)
    if not bulletin.text.startswith("(", pair.share.end) or at >= len(numbers):
        return False
    whole = numbers[at]
    if ")" in bulletin.text[pair.share.end : whole.start]:
        return False
    true = share_of(pair.part, whole) if alike(whole.unit, pair.part.unit) else None
    return true is not None and prints(true, pair.share.value, pair.share.step)
