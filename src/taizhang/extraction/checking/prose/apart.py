"""Values side by side (并列对比): 职工84.3%，居民70.6%，相差13.7个百分点; 分别增长…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...patterns import late
from ..bulletin import Bulletin, Sentence
from ..findings import Finding
from ..numbers import POINTS, Number
from ..rounding import Extent, decimal_text, prints
from .roles import role_of
from .sharing.share_pairs import runs

_APART = late("，?(?:[两二]者)?(?:相差|差距为?)了?")
_SEVERAL = 8
_NEAR = 40


def check_apart(bulletin: Bulletin) -> Iterator[Finding]:
    """Differences between two shares, and growth said of several values at once."""
    for sentence in bulletin.sentences:
        numbers = sentence.numbers
        for index, number in enumerate(numbers):
            if index > 1 and number.unit == POINTS and not number.rough:
                yield from _shares(bulletin, numbers[max(0, index - _SEVERAL) : index], number)
        for first, last in runs(bulletin.text, numbers):
            yield from _growth(bulletin, sentence, first, last)


def _shares(bulletin: Bulletin, ahead: Sequence[Number], stated: Number) -> Iterator[Finding]:
    """A%，B%，相差d个百分点: of the last two, when no other two are so far apart."""
    one, two = ahead[-2:]
    said = _APART.fullmatch(bulletin.text, two.end, stated.start)
    if said is None or not (one.is_share and two.is_share) or two.start - one.end > _NEAR:
        return
    shares = [number.value for number in ahead if number.is_share]
    gaps = {abs(a - b) for at, a in enumerate(shares) for b in shares[:at]}
    if one.rough or two.rough or stated.value in gaps:
        return
    gap = abs(one.value - two.value)
    shown = f"{decimal_text(gap, max(one.places, two.places))}{POINTS}"
    yield bulletin.finding(
        "difference_mismatch",
        one.start - len(one.before),
        stated.end,
        f"“{bulletin.words(one.start - len(one.before), stated.end)}”："
        f"{one.as_printed(one.value)}与{two.as_printed(two.value)}相差{shown}，"
        f"文中写的是{stated.as_printed(stated.value)}，请核对。",
    )


def _growth(bulletin: Bulletin, sentence: Sentence, first: int, last: int) -> Iterator[Finding]:
    """4.37万人次、1.08亿元，分别增长38.7%和33.3%（去年同期为3.15万人次、0.81亿元）."""
    numbers, size = sentence.numbers, last - first
    bases, nows = numbers[last : last + size], numbers[max(0, first - size) : first]
    rate = role_of(numbers[first])
    opened = bulletin.text.startswith("(", numbers[last - 1].end)
    if rate.role != "growth" or not opened or len(bases) < size or len(nows) < size:
        return
    if role_of(bases[0]).role != "before" or [n.unit for n in nows] != [n.unit for n in bases]:
        return
    for now, base, stated in zip(nows, bases, numbers[first:last], strict=True):
        if base.extent.low <= 0 or any(number.rough for number in (now, base, stated)):
            continue
        ratio = now.extent.over(base.extent)
        true = Extent((ratio.low - 1) * 100, (ratio.high - 1) * 100)
        if prints(true, rate.sign * stated.value, stated.step):
            continue
        start = now.start - len(now.before)
        yield bulletin.finding(
            "growth_mismatch",
            start,
            base.end,
            f"“{bulletin.words(start, base.end)}”：{now.as_printed(now.value)}比"
            f"{base.as_printed(base.value)}{'高' if true.middle >= 0 else '低'}"
            f"{stated.as_printed(abs(true.middle))}，"
            f"文中写的是{stated.as_printed(stated.value)}，请核对。",
        )
