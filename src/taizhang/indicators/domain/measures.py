"""Measures as a base unit and a power of ten (计量单位): 亿元 is 元 × 10^8.

Targets are read in base units (20亿元 is 2,000,000,000 元), statistics are kept in 亿元, 万人: with
the same base they are the same measure, and a number is carried from one to the other exactly.
"""

import unicodedata
from collections.abc import Mapping
from decimal import Context, Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from taizhang.extraction import MONEY, SCALE_POWERS, split_scale

PERCENT, POINTS = "%", "个百分点"
_EXACT = Context(prec=100)  # more digits than any stored figure has, in any scale
_KEPT = (("亿", Decimal(10**8)), ("万", Decimal(10**4)))  # scales that amounts are kept in


class BaseUnit(NamedTuple):
    """What is counted, and in how many of it: 万人 is (人, 4). No unit is ("", 0)."""

    name: str
    power: int


@cache
def other_writings() -> Mapping[str, str]:
    """Other writing → the measure that counts (同义写法)."""
    text = (files(__package__) / "measures.yaml").read_text("utf-8")
    same: Mapping[str, str] = yaml.safe_load(text)["same"]
    return same


@lru_cache(maxsize=4096)
def base_of(unit: str) -> BaseUnit:
    """The base of a measure as it is printed, without width, blanks and other writings.

    >>> base_of("亿元"), base_of("万千瓦时"), base_of("千瓦"), base_of("㎡").name
    (BaseUnit(name='元', power=8), BaseUnit(name='千瓦时', power=4), \
BaseUnit(name='千瓦', power=0), '平方米')
    """
    folded = "".join(unicodedata.normalize("NFKC", unit).split()).lower()
    scale, rest = split_scale(folded)
    return BaseUnit(other_writings().get(rest, rest), SCALE_POWERS[scale] if scale else 0)


def same_measure(first: str, second: str) -> bool:
    """Whether numbers in both can be compared: as they are, or carried over by a power of ten."""
    return base_of(first).name == base_of(second).name


def difference_unit(unit: str) -> str:
    """What two figures differ by: two shares in per cent by 个百分点."""
    return POINTS if base_of(unit).name == PERCENT else unit


def is_points_of(goal_unit: str, unit: str) -> bool:
    """Whether the goal is a change in percentage points (个百分点) of an indicator in percent."""
    return base_of(goal_unit).name == POINTS and base_of(unit).name == PERCENT


def convert(value: Decimal, given: str, wanted: str) -> Decimal:
    """A number in one measure as the same number in another of its base, exactly.

    Raises ValueError for measures of different bases.

    >>> convert(Decimal("2050000000"), "元", "亿元"), convert(Decimal("8.82"), "万人", "人")
    (Decimal('20.50000000'), Decimal('88200.00'))
    """
    here, there = base_of(given), base_of(wanted)
    if here.name != there.name:
        raise ValueError(f"{given} is no {wanted}")
    return _EXACT.multiply(value, _EXACT.power(Decimal(10), here.power - there.power))


def kept_in(unit: str, value: Decimal) -> str:
    """In what an indicator is kept whose target is so many: amounts of money in 亿 or 万, a change
    in percentage points in percent, others as printed.

    >>> kept_in("元", Decimal(2_000_000_000)), kept_in("元", Decimal(800_000))
    ('亿元', '万元')
    >>> kept_in("人次", Decimal(88200)), kept_in("个百分点", Decimal(2))
    ('人次', '%')
    """
    base = base_of(unit)
    if base.name == POINTS:
        return PERCENT
    if base.name not in MONEY or base.power:
        return unit
    return next((scale + unit for scale, least in _KEPT if abs(value) >= least), unit)
