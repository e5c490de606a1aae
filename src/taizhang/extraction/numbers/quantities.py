"""Quantities (数量): numbers with their measure words, ranges, hedges and operators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ..guarded import Guarded
from ..types import Number, Operator
from ..vocabulary import alternation, words
from .numerals import CHINESE_NUMERALS, chinese_integer, multiplier, simplify
from .operators import AFTER_OPERATORS, NOT_OPERATOR, find_operator
from .size_names import names_size

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIRST_DIGITS = r"\d(?<![\d.+×*/]\d)(?<!\d:\d)(?:\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d*(?:\.\d+)?)"
"""The same where a number begins; the look behind comes second, as the engine skips to digits."""
_MULTIPLIER = r"(?:[十百千]?万亿|[十百千]?[万亿]|[十百千](?![瓦米克伏赫卡帕焦分]))"
_NEVER = frozenset(words("targets", "never_units"))
_PHYSICAL = alternation("targets", "physical_units")
_WORDS = alternation("targets", "classifiers", "physical_units", "never_units")
_PER = rf"(?:{_PHYSICAL}|[天日年秒人户亩]|小时|百户|千人|万人|[A-Za-z]{{1,2}}[\d²³]?)"
_UNITS = rf"(?:{_PHYSICAL})(?:/|每){_PER}|(?:{_WORDS})(?:\([\u4e00-\u9fff]\)|/{_PER})?"
_DAYS = re.compile(r"天数(?:[^,;。、]{0,8}|分别[^,;。]{0,80})$")
_DAYS_REACH = 90
_SHORTENED = re.compile(
    r"(?:时间|时限|周期|用时|时长)[^,;。、\d]{0,12}?(?:压缩|缩短|压减|减少|降低?|控制)[至到为在]$"
)
_SCHOOLED = re.compile(
    r"年限(?:达到?|(?:提高|增加|提升)[到至])$|(?:年限分别[^;。]{0,60}|分别[^;。]{0,80}%(?:以上|左右)?)[、和及]$"
)
_MARKED = re.compile(r"(?:分值?|得分|评分|成绩)[^,;。、\d]{0,4}(?:在|达到?|不低于|为)$")
_SPANS = frozenset(["个工作日", "工作日", "天", "日", "小时", "个小时", "分钟", "个月"])
_BUILT = frozenset(["处", "座", "所", "家", "个"])
_BUILDS = re.compile(
    "(?:新建|新增|建成|改造|扩建|新设|增设|打造|创建|引进)[^,;。、一每不各]{3,24}$"
)
_CLOSED = re.compile("[,;。、\n]|$")
_CODE = re.compile(r"[a-z]$|(?<![A-Za-z])[A-Za-z]$")
_CLASS = re.compile(r"量?级(?!以上)")
_REACHED = re.compile(r"(?:达到|达|[高升加增减低降少大小][到至]|[持定制]在)$")
_TAIL = re.compile(r"(?P<word>[\u4e00-\u9fff]{0,2}?)(?=以上|以内|以下|左右|[,;。、!()\n]|$)")
_RANGE_SIGN = r"[-—－–~至到]{1,2}"
_MORE = r"[余多]"
_FIGURES = (
    rf"(?:(?P<some>[余多])(?=[十百千万亿]))?(?P<low_mul>{_MULTIPLIER})?"
    rf"(?:(?P<low_unit>%|‰|[万亿]?元|[个家名人户])?{_RANGE_SIGN}(?P<high>{_DIGITS})(?P<high_mul>{_MULTIPLIER})?)?"
    rf"(?P<more>{_MORE})?(?P<early>以上|左右)?(?P<unit>{_UNITS})?"
)
_NUMBER = re.compile(rf"(?P<low>{_FIRST_DIGITS}){_FIGURES}")
_CHINESE = re.compile(
    rf"(?P<low>[{CHINESE_NUMERALS}](?<![{CHINESE_NUMERALS}\d第前每几数][{CHINESE_NUMERALS}])"
    rf"[{CHINESE_NUMERALS}]{{0,7}})(?P<more>{_MORE})?"
    rf"(?P<unit>{alternation('targets', 'chinese_units')}|(?=规模|大关|[,;。)]|$))"
    "(?!月|工作日|小时|季度|年|学|周|一|类|级)"
)
_SHARE = re.compile(
    rf"(?P<below>[{CHINESE_NUMERALS}]{{1,4}}|\d{{1,4}})分之(?P<above>[{CHINESE_NUMERALS}]{{1,6}}|\d{{1,4}}(?:\.\d{{1,9}})?)|"
    r"(?P<half>一半|半数)|(?P<tenths>[一二三四五六七八九])成(?![为立都功果本效员长])|"
    r"翻(?P<double>[一二两三四五\d]?)番"
)
_FRACTION = Guarded(
    "分之|一半|半数|翻|" + "|".join(f"{digit}成" for digit in "一二三四五六七八九"), _SHARE, 4
)
_REACH = 8
_FAR_REACH = 22
_LONGEST = 24  # digits of a number; a longer run is a code or noise


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


def _scaled(digits: str, letters: str | None) -> Fraction | int:
    plain = digits.replace(",", "")
    return (int(plain) if plain.isdecimal() else Fraction(plain)) * multiplier(letters or "")


def _scale_of_range(found: re.Match[str]) -> str | None:
    """8-10万 means 8万-10万."""
    return found["low_mul"] or (found["high_mul"] if found["high"] else None)


def _from_digits(fold: str, found: re.Match[str], floor: int) -> Quantity | None:
    counted = _counted(fold, found, floor)
    if counted is None or _is_part_of_word(fold, found, floor):
        return None
    low = _scaled(found["low"], _scale_of_range(found))
    high = _scaled(found["high"], found["high_mul"]) if found["high"] else None
    if high is not None and high <= low:
        return None
    end = found.end() if found["unit"] else found.end() + len(counted)
    op, first, last = find_operator(fold, found.start(), end, floor)
    if found["early"]:
        op = AFTER_OPERATORS[found["early"]]
    if (found["more"] or found["some"]) and op == "=":
        op = ">"
    unit, times = _base_unit(counted)
    return Quantity(
        first, last, found.start(), simplify(low * times),
        None if high is None else simplify(high * times), unit,
        "range" if high is not None else op,
        attributive=NOT_OPERATOR.match(fold, end) is not None,
    )  # fmt: skip


def _is_part_of_word(fold: str, found: re.Match[str], floor: int) -> bool:
    """A code (G351) or a class (百亿级, 300亿元级)."""
    if _CODE.search(fold, max(floor, found.start() - 2), found.start()):
        return True
    scaled = found["low_mul"] or found["high_mul"] or found["unit"] in {"亿元", "万元"}
    return bool(scaled) and _CLASS.match(fold, found.end()) is not None


def _counted(fold: str, found: re.Match[str], floor: int) -> str | None:
    """What a number counts; "" if nothing is named (人口达到1000万左右), None for no quantity."""
    unit = found["unit"]
    if max(len(found["low"]), len(found["high"] or "")) > _LONGEST:
        return None
    if unit and unit not in _NEVER:
        return unit
    if not unit and fold[found.start() - 1] == fold[found.end() : found.end() + 1] >= "\u4e00":
        return fold[found.end()]  # 墓穴10000穴: what is counted said again
    start = found.start()
    if unit:
        return unit if _is_length(fold, unit, start, floor) else None
    before = fold[start - 1 : start]
    if before.isascii() and before.isalpha():
        return None
    return _counted_behind(fold, found, floor)


def _is_length(fold: str, unit: str, start: int, floor: int) -> bool:
    """Whether a time is what is reached: 优良天数达到300天, 审批时间压缩至3个工作日."""
    near = max(floor, start - _FAR_REACH)
    if unit == "年":
        return _SCHOOLED.search(fold, max(floor, start - _DAYS_REACH), start) is not None
    if unit == "分":
        return _MARKED.search(fold, near, start) is not None
    if unit in _SPANS and _SHORTENED.search(fold, near, start):
        return True
    return unit == "天" and _DAYS.search(fold, max(floor, start - _DAYS_REACH), start) is not None


def _counted_behind(fold: str, found: re.Match[str], floor: int) -> str | None:
    """A word of no list that ends the phrase (达到500羽), else "" for a number that is reached."""
    tail = _TAIL.match(fold, found.end())
    word = tail["word"] if tail and not found["early"] else ""
    if found["high_mul"] or found["low_mul"]:
        return "" if word in _NEVER else word
    start = found.start()
    if tail is None or word in _NEVER:
        return None
    reached = _REACHED.search(fold, max(floor, start - _REACH), start) is not None
    return word if reached or find_operator(fold, start, tail.end(), floor)[0] != "=" else None


def _base_unit(unit: str) -> tuple[str, int]:
    """万元 as 元 × 10,000; 百分点 as 个百分点."""
    if unit.startswith("万"):
        return unit[1:], 10_000
    return ("个百分点", 1) if unit == "百分点" else (unit, 1)


def _from_chinese(fold: str, found: re.Match[str], floor: int) -> Quantity | None:
    value = chinese_integer(found["low"])
    if value is None:
        return None
    op, first, last = find_operator(fold, found.start(), found.end(), floor)
    if value < 2 and op != ">=" and not _is_one(fold, found, floor):
        return None
    if op == "=" and names_size(fold, found["low"], found["unit"], *found.span()):
        return None
    if found["unit"] in {"", "元"} and not _is_amount(fold, found, op):
        return None
    unit, times = _base_unit(found["unit"])
    word = found["unit"] not in {"", "元"}
    if found["more"] and op == "=":
        op = ">"
    return Quantity(first, last, found.start(), value * times, None, unit, op, chinese=word)


def _is_one(fold: str, found: re.Match[str], floor: int) -> bool:
    """新建示范基地一处: one of a thing, at the end of what is done."""
    if found["low"] != "一" or found["unit"] not in _BUILT or not _CLOSED.match(fold, found.end()):
        return False
    return _BUILDS.search(fold, max(floor, found.start() - 30), found.start()) is not None


def _is_amount(fold: str, found: re.Match[str], op: Operator) -> bool:
    """五千亿元, 超过五千亿规模: without a measure word only amounts, and those reached."""
    if len(found["low"]) < 2 or found["low"][-1] not in "万亿":
        return False
    start = found.start()
    reached = _REACHED.search(fold, max(0, start - _REACH), start) is not None
    return found["unit"] == "元" or op != "=" or reached


def _percent(found: re.Match[str]) -> tuple[Fraction, str] | None:
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


_LIST = Guarded(
    r"\d[、和及与]\d",
    rf"(?<![\d.、第])(?P<bare>(?:(?:{_DIGITS})[、和及与]){{1,20}})"
    rf"(?={_DIGITS}(?:{_MULTIPLIER})?(?P<unit>{_UNITS}))",
)
_ITEM = re.compile(_DIGITS)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(f"[分半翻{CHINESE_NUMERALS}]")
"""A character that every quantity holds of which a part is in words."""


def _lists(fold: str, start: int, end: int) -> Iterator[Quantity]:
    """The numbers of 分别为57、54、36微克/立方米 whose unit stands behind the last."""
    for found in _LIST.finditer(fold, start, end):
        if found["unit"] in _NEVER or found.start() == start:
            continue
        op = find_operator(fold, found.start(), found.start(), start)[0]
        for item in _ITEM.finditer(fold, *found.span("bare")):
            value = simplify(_scaled(item[0], None))
            yield Quantity(
                item.start(), item.end(), item.start(), value, None, found["unit"], op, listed=True
            )


def _in_words(fold: str, start: int, end: int) -> Iterator[Quantity | None]:
    for found in _FRACTION.finditer(fold, start, end):
        yield _from_fraction(fold, found, start)
    for found in _CHINESE.finditer(fold, start, end):
        yield _from_chinese(fold, found, start)


@cache
def _opening() -> re.Pattern[str]:
    """A number right behind that of an item (2.50个小区); few texts have one."""
    return re.compile(rf"(?P<low>{_DIGITS}){_FIGURES}")


def _in_digits(fold: str, start: int, end: int) -> Iterator[Quantity | None]:
    yield from _lists(fold, start, end)
    if fold.startswith(".", start - 1) and (opening := _opening().match(fold, start, end)):
        yield _from_digits(fold, opening, start)
    for found in _NUMBER.finditer(fold, start, end):
        yield _from_digits(fold, found, start)


def find_quantities(fold: str, start: int, end: int) -> list[Quantity]:
    """The quantities between two points, in order, none overlapping another."""
    read: list[Quantity | None] = []
    if _DIGIT.search(fold, start, end):
        read += _in_digits(fold, start, end)
    if _WORD.search(fold, start, end):
        read += _in_words(fold, start, end)
    if not read:
        return []
    within = [quantity for quantity in read if quantity is not None and quantity.end <= end]
    if len(within) < 2:
        return within
    found: list[Quantity] = []
    for quantity in sorted(within, key=lambda q: (q.number, -q.end)):
        if not found or quantity.number >= found[-1].end:
            found.append(quantity)
    return found
