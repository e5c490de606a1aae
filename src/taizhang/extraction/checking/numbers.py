"""Numbers of a bulletin (文中数字): value, last printed place, unit, the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ..numbers.numerals import chinese_integer, multiplier
from ..patterns import late
from ..vocabulary import alternation, words
from .rounding import Extent, decimal_text, round_half_up, short_text

STOPS = "，。；：、（）()！？!?:;\t\n“”《》【】[]〔〕"
POINTS = "个百分点"
_UNITS = alternation("targets", "classifiers", "physical_units", "never_units")
_NUMBER = late(
    r"(?<![\d.A-Za-z第])(?:(?<![\d%年月个项家件])(?P<sign>[-−–+]))?"
    r"(?P<digits>\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?(?!\d)|\d{1,18}(?:\.\d{1,9})?)"
    rf"(?P<scale>[十百千]?[万亿]{{1,2}}|[百千](?![克米瓦]))?(?P<more>[余多来])?(?P<unit>{_UNITS}|宗|案|票)?"
    r"(?P<per>/(?:[百千万十]{1,2}|每)?(?:人|户|亩|平方公里|平方米|立方米|年|月|日|天|吨|公里|家|车|次|小时|升)(?!\d))?"
)
_WORDED = late(
    r"(?<![第一二三四五六七八九十百千万\d])(?P<digits>[一二两三四五六七八九十百]{1,5})"
    r"(?P<unit>[个项家件起户宗条名人])(?![人面别体性种例目部对字性月])"
)
_PERCENT_WORDS = late(
    r"百分之(?P<whole>[一二三四五六七八九十百零]{1,7})(?:点(?P<rest>[零一二三四五六七八九]{1,4}))?"
)
_TIMES = frozenset(words("targets", "never_units")) - {"分"}
_MEASURED = frozenset(words("targets", "physical_units")) | {"分", "%", POINTS, "倍"}
_ROUGH_BEFORE = late(
    r"(?:约|近|超过?|逾|不足|不到|至少|高于|低于|大约|接近|最多|最高|不少于|不低于|不超过|突破|达到约)$"
)
_ROUGH_AFTER = late(r"(?:左右|上下|以上|以下|以内|余|多(?=[，。、；;)]))")
_RANGE_AFTER = late(r"(?:[-—–~～]{1,2}|至)\d")
_RANGE_BEFORE = late(r"\d(?:%|[\u4e00-\u9fff]{0,3})?(?:[-—–~～]{1,2}|至)$")
_PRECISE = late(r"(?:签约|节约|条约|公约|预约|合约|违约|契约|附近|靠近|邻近|履约)$")
_DAYS = late(r"(?:天数|优|良|污染|达标|监测)(?:为|达|有)?$")
_SAME = {"百分点": POINTS, "吨标准煤": "吨", "吨标煤": "吨"}
_DIGITS = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number (数字) in base units (万 and 亿 multiplied out).

    ``step`` is the size of its last printed place, 0 for an exact count; ``before`` are the words
    between the stop or number ahead and it, ``after`` those up to the next stop or number.
    ``per``: what it is counted for each of (5.36批次/千人).
    """

    value: Fraction
    step: Fraction
    unit: str
    scale: str
    places: int
    start: int
    end: int
    before: str
    after: str
    rough: bool
    per: str = ""

    @property
    def extent(self) -> Extent:
        """The true numbers that it may stand for."""
        if not self.step:
            return Extent(self.value, self.value)
        return Extent(self.value - self.step / 2, self.value + self.step / 2)

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.unit == "%"

    def as_printed(self, value: Fraction) -> str:
        """Another value in the form of this number: its scale, places and unit."""
        unit = self.scale + self.unit
        if not self.step:
            return short_text(value) + unit
        times = multiplier(self.scale)
        return decimal_text(round_half_up(value, self.step) / times, self.places) + unit


def read_numbers(text: str, start: int, end: int) -> list[Number]:
    """The numbers between two points, in order; times, ordinals and ranges are left out.

    ``text`` is the fold with the commas of clauses kept full-width (see `bulletin`).
    """
    found = sorted(_raw(text, start, end), key=lambda number: number.start)
    found = _with_shared_units(text, [n for n in found if not _is_time(text, n)])
    lefts = [start, *(number.end for number in found)]
    rights = [*(number.start for number in found[1:]), end]
    kept: list[Number] = []
    for number, left, right in zip(found, lefts, rights, strict=False):
        kept.append(_with_words(number, text, left, right))
        if len(kept) > 1 and left == number.start:  # 863户2715人: both are of one thing
            kept[-1] = replace(kept[-1], before=kept[-2].before)
    return kept


def _is_time(text: str, number: Number) -> bool:
    """A date or a length of time; 优良天数156天 are counted."""
    counted = number.unit == "天" and _DAYS.search(text[max(0, number.start - 5) : number.start])
    return number.unit in _TIMES and not counted


def _with_shared_units(text: str, numbers: list[Number]) -> list[Number]:
    """17、162和9项: numbers of a list take the scale and unit that stand behind its last."""
    for index in range(len(numbers) - 2, -1, -1):
        one, two = numbers[index], numbers[index + 1]
        joined = two.start - one.end == 1 and text[one.end] in "、和及，与"
        if joined and two.unit and not one.unit and not one.scale:
            times = multiplier(two.scale)
            counted = not one.places and times == 1 and two.unit not in _MEASURED
            step = Fraction(0) if counted else Fraction(times, 10**one.places)
            numbers[index] = replace(
                one, value=one.value * times, step=step, unit=two.unit, scale=two.scale
            )
    return numbers


def _with_words(number: Number, text: str, left: int, right: int) -> Number:
    """The number with the words around it; 去年同期（100件）: those before its bracket."""
    start = number.start - (text[max(left, number.start - 1) : number.start] == "(")
    before, after = text[left:start], text[number.end : min(right, number.end + 40)]
    cut = max((before.rfind(stop) for stop in STOPS), default=-1) + 1
    ends = [at for stop in STOPS if (at := after.find(stop)) >= 0]
    return replace(number, before=before[cut:], after=after[: min(ends, default=len(after))])


def _raw(text: str, start: int, end: int) -> Iterator[Number]:
    for found in _NUMBER.finditer(text, start, end):
        if not _is_range(text, found, start, end):
            yield _digits(text, found)
    for found in _WORDED.finditer(text, start, end):
        count = chinese_integer(found["digits"])
        if count is not None and count > 1:  # 一件事, 一项 count nothing
            yield _plain(Fraction(count), Fraction(0), found["unit"], 0, found)
    for found in _PERCENT_WORDS.finditer(text, start, end):
        whole = chinese_integer(found["whole"]) or 0
        rest = "".join(_DIGITS[ch] for ch in found["rest"] or "")
        places = len(rest)
        value = Fraction(f"{whole}.{rest or 0}")
        yield _plain(value, Fraction(1, 10**places), "%", places, found)


def _plain(value: Fraction, step: Fraction, unit: str, places: int, found: re.Match[str]) -> Number:
    return Number(value, step, unit, "", places, found.start(), found.end(), "", "", False)


def _is_range(text: str, found: re.Match[str], start: int, end: int) -> bool:
    """Whether a number is one end of a range: 5—10家, 1—6月."""
    if _RANGE_AFTER.match(text, found.end(), end) and not _from(text, found.start(), start):
        return True
    near = text[max(start, found.start() - 8) : found.start()]
    return _RANGE_BEFORE.search(near) is not None and not re.search(
        "[由从]", near + text[max(start, found.start() - 20) : found.start()]
    )


def _from(text: str, at: int, start: int) -> bool:
    """由85%至90% is a change, no range."""
    return re.search("[由从]", text[max(start, at - 10) : at]) is not None


def _digits(text: str, found: re.Match[str]) -> Number:
    scale, unit = found["scale"] or "", _unit(found["unit"] or "")
    plain = found["digits"].replace(",", "")
    places = len(plain.partition(".")[2])
    times = multiplier(scale)
    counted = not places and times == 1 and unit not in _MEASURED
    step = Fraction(0) if counted else Fraction(times, 10**places)
    sign = -1 if (found["sign"] or "+") not in "+" else 1
    value = sign * Fraction(plain) * times
    rough = bool(found["more"]) or _is_rough(text, found)
    end, per = found.end(), found["per"] or ""
    return Number(value, step, unit, scale, places, found.start(), end, "", "", rough, per)


def _unit(unit: str) -> str:
    return _SAME.get(unit, unit)


def _is_rough(text: str, found: re.Match[str]) -> bool:
    near = text[max(0, found.start() - 4) : found.start()]
    about = _ROUGH_BEFORE.search(near) is not None and not _PRECISE.search(near)
    if found["unit"] in {"百分点", POINTS}:  # 超5个百分点 is a difference
        about = about and near[-1:] in "约近"
    return about or _ROUGH_AFTER.match(text, found.end()) is not None
