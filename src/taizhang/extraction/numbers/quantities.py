"""Quantities (数量): numbers with their measure words, ranges, hedges and operators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from ..guarded import Guarded
from ..patterns import late
from ..vocabulary import alternation, words
from .number_words import quantities_in_words
from .numerals import CHINESE_NUMERALS, multiplier, simplify
from .operators import AFTER_OPERATORS, NOT_OPERATOR, find_operator
from .quantity import MORE, Quantity, base_unit, is_reached
from .scales import SCALE

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIRST_DIGITS = r"\d(?<![\d.+×*/]\d)(?<!\d:\d)(?:\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d*(?:\.\d+)?)"
"""The same where a number begins; the look behind comes second, as the engine skips to digits."""
_NEVER = frozenset(words("targets", "never_units"))
_PHYSICAL = alternation("targets", "physical_units")
_WORDS = alternation("targets", "classifiers", "physical_units", "never_units")
_PER = rf"(?:{_PHYSICAL}|[天日年秒人户亩]|小时|百户|千人|万人|[A-Za-z]{{1,2}}[\d²³]?)"
_UNITS = rf"(?:{_PHYSICAL})(?:/|每){_PER}|(?:{_WORDS})(?:\([\u4e00-\u9fff]\)|/{_PER})?"
_DAYS = late(r"天数(?:[^,;。、]{0,8}|分别[^,;。]{0,80})$")
_DAYS_REACH = 90
_SHORTENED = late(
    r"(?:时间|时限|周期|用时|时长)[^,;。、\d]{0,12}?(?:[由从]\d{1,3}个?(?:工作日|小时|[天日月])(?:左右)?)?(?:压缩|缩短|压减|减少|降低?|控制)[至到为在]$"
)
_SCHOOLED = late(
    r"年限(?:达到?|(?:提高|增加|提升)[到至])$|(?:年限分别[^;。]{0,60}|分别[^;。]{0,80}%(?:以上|左右)?)[、和及]$"
)
_MARKED = late(r"(?:分值?|得分|评分|成绩)[^,;。、\d]{0,4}(?:在|达到?|不低于|为)$")
_SPANS = frozenset(["个工作日", "工作日", "天", "日", "小时", "个小时", "分钟", "个月"])
_CODE = late(r"[a-z]$|(?<![A-Za-z])[A-Za-z]$")
_CLASS = late(r"量?级(?!以上)")
_TAIL = late(r"(?P<word>[\u4e00-\u9fff]{0,2}?)(?=以上|以内|以下|左右|[,;。、!()\n]|$)")
_RANGE_SIGN = r"[-—－–~至到]{1,2}"
_FIGURES = (
    rf"(?:(?P<some>[余多])(?=[十百千万亿]))?(?P<low_mul>{SCALE})?"
    rf"(?:(?P<low_unit>%|‰|[万亿]?元|[个家名人户])?{_RANGE_SIGN}(?P<high>{_DIGITS})(?P<high_mul>{SCALE})?)?"
    rf"(?P<more>{MORE})?(?P<early>以上|左右)?(?P<unit>{_UNITS})?"
)
_NUMBER = late(rf"(?P<low>{_FIRST_DIGITS}){_FIGURES}")
_FAR_REACH = 22
_LONGEST = 24  # digits of a number; a longer run is a code or noise


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
    unit, times = base_unit(counted)
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
    return (
        word
        if is_reached(fold, start) or find_operator(fold, start, tail.end(), floor)[0] != "="
        else None
    )


_LIST = Guarded(
    r"\d[、和及与]\d",
    rf"(?<![\d.、第])(?P<bare>(?:(?:{_DIGITS})[、和及与]){{1,20}})"
    rf"(?={_DIGITS}(?:{SCALE})?(?P<unit>{_UNITS}))",
)
_ITEM = late(_DIGITS)
_DIGIT = late(r"\d")
_WORD = late(f"[分半翻{CHINESE_NUMERALS}]")
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


@cache
def _opening() -> re.Pattern[str]:
    """A number right behind that of an item (2.50个小区); few texts have one."""
    return late(rf"(?P<low>{_DIGITS}){_FIGURES}")


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
        read += quantities_in_words(fold, start, end)
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
