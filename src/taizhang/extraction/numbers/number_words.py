"""Numbers in words (数词数量): 三至五家, 一半, 三分之二, 翻两番 as quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..guarded import Guarded
from ..patterns import late
from ..types import Operator
from ..vocabulary import alternation
from .numerals import CHINESE_NUMERALS, chinese_integer, simplify
from .operators import find_operator
from .quantity import MORE, Quantity, base_unit, is_reached
from .size_names import names_size

_CHANGES = frozenset(["倍", "个百分点", "百分点"])
_BUILT = frozenset(["处", "座", "所", "家", "个"])
_BUILDS = late("(?:新建|新增|建成|改造|扩建|新设|增设|打造|创建|引进)[^,;。、一每不各]{3,24}$")
_CLOSED = late("[,;。、\n]|$")
_CHINESE = late(
    rf"(?P<low>[{CHINESE_NUMERALS}](?<![{CHINESE_NUMERALS}\d第前每几数][{CHINESE_NUMERALS}])"
    rf"[{CHINESE_NUMERALS}]{{0,7}})(?:[至到](?P<high>[{CHINESE_NUMERALS}]{{1,8}}))?(?P<more>{MORE})?"
    rf"(?P<unit>{alternation('targets', 'chinese_units')}|(?=规模|大关|[,;。)]|$))"
    "(?!月|工作日|小时|季度|年|学|周|一|类|级)"
)
_SHARE = late(
    rf"(?P<below>[{CHINESE_NUMERALS}]{{1,4}}|\d{{1,4}})分之(?P<above>[{CHINESE_NUMERALS}]{{1,6}}|\d{{1,4}}(?:\.\d{{1,9}})?)|"
    r"(?P<half>一半|半数)|(?P<whole>百分百)|(?P<tenths>[一二三四五六七八九])成(?![为立都功果本效员长])|"
    r"翻(?P<double>[一二两三四五\d]?)番"
)
_FRACTION = Guarded(
    "分之|百分百|一半|半数|翻|" + "|".join(f"{digit}成" for digit in "一二三四五六七八九"),
    _SHARE,
    4,
)


def _from_chinese(fold: str, found: re.Match[str], floor: int) -> Quantity | None:
    value = chinese_integer(found["low"])
    if value is None:
        return None
    op, first, last = find_operator(fold, found.start(), found.end(), floor)
    high = chinese_integer(found["high"]) if found["high"] else None
    if high is not None and high <= value:
        return None
    if value < 2 and op != ">=" and not (high or _is_one(fold, found, floor)):
        return None
    if op == "=" and (
        names_size(fold, found["low"], found["unit"], *found.span()) or _is_bare(fold, found)
    ):
        return None
    if found["unit"] in {"", "元"} and not _is_amount(fold, found, op):
        return None
    unit, times = base_unit(found["unit"])
    word = found["unit"] not in {"", "元"}
    if found["more"] and op == "=":
        op = ">"
    top = None if high is None else high * times
    return Quantity(
        first, last, found.start(), value * times, top, unit, "range" if top else op, chinese=word
    )


def _is_bare(fold: str, found: re.Match[str]) -> bool:
    """文化进万家, 服务万家等: a slogan; 粮食面积 | 万亩: the unit of a column."""
    start, end = found.span()
    if found["low"] not in "百千万亿" or is_reached(fold, start):
        return False
    return fold[start - 1] == "进" or fold.startswith(("等", "\t", "\n", "|"), end)


def _is_one(fold: str, found: re.Match[str], floor: int) -> bool:
    """新建示范基地一处: one of a thing, at the end of what is done."""
    if found["low"] != "一" or not _CLOSED.match(fold, found.end()):
        return False
    if found["unit"] in _CHANGES:
        return True
    if found["unit"] not in _BUILT:
        return False
    return _BUILDS.search(fold, max(floor, found.start() - 30), found.start()) is not None


def _is_amount(fold: str, found: re.Match[str], op: Operator) -> bool:
    """五千亿元, 超过五千亿规模: without a measure word only amounts, and those reached."""
    if len(found["low"]) < 2 or found["low"][-1] not in "万亿":
        return False
    return found["unit"] == "元" or op != "=" or is_reached(fold, found.start())


def _percent(found: re.Match[str]) -> tuple[Fraction, str] | None:
    if found["whole"]:
        return Fraction(100), "%"
    if found["half"]:
        return Fraction(50), "%"
    if found["tenths"]:
        return Fraction(10 * (chinese_integer(found["tenths"]) or 0)), "%"
    if found["double"] is not None:
        count = found["double"]
        return Fraction(int(count) if count.isdigit() else chinese_integer(count) or 1), "番"
    below, above = found["below"], found["above"]
    lower = int(below) if below.isdigit() else chinese_integer(below)
    upper = Fraction(above) if above[0].isdigit() else Fraction(chinese_integer(above) or 0)
    return (upper * 100 / lower, "%") if lower else None


def _from_fraction(fold: str, found: re.Match[str], floor: int) -> Quantity | None:
    share = _percent(found)
    if share is None:
        return None
    op, first, last = find_operator(fold, found.start(), found.end(), floor)
    return Quantity(
        first, last, found.start(), simplify(share[0]), None, share[1], op, chinese=True
    )


def quantities_in_words(fold: str, start: int, end: int) -> Iterator[Quantity | None]:
    for found in _FRACTION.finditer(fold, start, end):
        yield _from_fraction(fold, found, start)
    for found in _CHINESE.finditer(fold, start, end):
        yield _from_chinese(fold, found, start)
