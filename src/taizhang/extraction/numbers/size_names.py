"""Sizes that make a name (以规模为名): 万亩示范片, 千米跑道, 百亩方 count nothing."""

from __future__ import annotations

from ..patterns import late
from ..vocabulary import words

_SCALE = frozenset("百千万亿")
_SIZES = frozenset(words("targets", "physical_units")) - {"元", "万元", "美元"}
_CLOSED = late("[,;。、\n]|$")
_REACHED = late("(?:达到?|[高升加增大][到至])$")
_REACH = 3


def names_size(fold: str, scale: str, unit: str, start: int, end: int) -> bool:
    """Whether a word of scale alone, 万 or 千, with its unit at [start, end) is part of a name.

    People are counted that way (引进万名人才), sizes only where they are reached or close a phrase.
    """
    if not _SCALE.issuperset(scale):
        return False
    if fold[start - 1] == "、":
        return True  # 凤凰山、万家湾
    if unit not in _SIZES or _CLOSED.match(fold, end):
        return False
    return _REACHED.search(fold, max(0, start - _REACH), start) is None
