"""Quantity (数量记录): what a number with its measure word says, and words its readers share."""

from __future__ import annotations

from typing import NamedTuple

from ..patterns import late
from ..types import Number, Operator
from .numerals import multiplier
from .scales import split_scale

MORE = r"[余多]"
_REACHED = late(r"(?:达到|达|[高升加增减低降少大小][到至]|[持定制]在)$")
_REACH = 8


class Quantity(NamedTuple):
    """A number as printed: clean range with its operator words, scaled value, base unit."""

    start: int
    end: int
    number: int
    value: Number
    value_max: Number | None
    unit: str
    op: Operator
    chinese: bool = False
    attributive: bool = False
    listed: bool = False


def base_unit(unit: str) -> tuple[str, int]:
    """万元 as 元 × 10,000, 百万吨 as 吨 × 1,000,000; 百分点 as 个百分点."""
    scale, base = split_scale(unit)
    return ("个百分点" if base == "百分点" else base), multiplier(scale)


def is_reached(fold: str, start: int) -> bool:
    """Whether the word before a number says that it is reached."""
    return _REACHED.search(fold, max(0, start - _REACH), start) is not None
