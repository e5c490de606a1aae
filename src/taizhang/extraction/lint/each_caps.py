"""Limits for one of several (单项封顶): 每户补助标准不超过2万元 here, 每户补助3万元 there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from ..numbers.numerals import multiplier
from .findings import Finding
from .reading import Reading

_MONEY = r"(?P<digits>\d{1,9}(?:\.\d{1,6})?)(?P<scale>万|亿)?元"
_EACH = (
    r"(?P<each>每人每[天餐次日晚]|每[户人亩村车次头件栋]|每家(?:企业|单位)?|"
    r"(?:每个|单个|每|同一)(?:项目|企业|单位|家庭|申请人|合作社|乡镇|村|品牌|团队))"
)
_NOUN = re.compile("补助|补贴|奖励|奖补|资助|救助|贴息|扶持|慰问")
_CAP = re.compile(
    rf"(?:不(?:得)?(?:超过|高于)|最高(?:不(?:得)?超过|为)?|上限为?){_EACH}?(?:每年|每月)?{_MONEY}"
)
_DOUBLE = re.compile(
    rf"(?P<each>每人每[天餐次日晚])(?P<cap>(?:最高)?不(?:得)?(?:超过|高于))?{_MONEY}"
)
_GENERAL = re.compile(r"标准|金额|总额|原则上|累计|一律|均")
_GIVEN = re.compile(
    rf"(?:给予|补助|补贴|奖励|奖补|资助|救助)(?:[^,。;:\d]{{0,6}}?){_MONEY}(?![以/])"
)
_WHO = re.compile(_EACH)
_OF_CLASS = re.compile(r"对[^。]{2,40}的[,，]|[一二三]类|[ABC]级|甲|乙|省级|市级|国家级")
_APART = re.compile(r"除外|另行|不受|一事一议|上浮|除[^,。;]{2,30}外")
_SENTENCE = re.compile(r"[^。;\n\t]+")


def check_each_caps(reading: Reading) -> Iterator[Finding]:
    """A clause that gives one household more than the one limit said of all households."""
    fold = reading.stream.fold
    caps: dict[tuple[str, str], list[tuple[Fraction, re.Match[str]]]] = defaultdict(list)
    given: list[tuple[tuple[str, str], re.Match[str]]] = []
    for block in reading.blocks:
        for found in _SENTENCE.finditer(fold, block.start, block.end):
            key = _key(fold, *found.span())
            cap = _CAP.search(fold, *found.span())
            if key is None or _APART.search(found[0]):
                continue
            if cap and _GENERAL.search(found[0]) and not _OF_CLASS.search(found[0]):
                caps[key].append((_value(cap), cap))
            elif cap is None:
                given.extend((key, one) for one in _GIVEN.finditer(fold, *found.span()))
    for key, one in given:
        if len(caps.get(key, ())) == 1 and _value(one) > caps[key][0][0]:
            said = caps[key][0][1][0]
            sentence = (
                f"{reading.place(caps[key][0][1].start())}写明{key[0]}{key[1]}“{said}”，"
                f"{reading.place(one.start())}却有“{one[0]}”，请核对封顶数或条文。"
            )
            yield reading.finding("maximum_exceeded", *one.span(), sentence)


def check_rates(reading: Reading) -> Iterator[Finding]:
    """每人每餐不得超过120元, and 每人每餐150元 in another sentence."""
    fold = reading.stream.fold
    said: dict[str, list[re.Match[str]]] = defaultdict(list)
    for found in _DOUBLE.finditer(fold, *reading.context.bounds):
        said[found["each"]].append(found)
    for each, mentions in said.items():
        caps = [found for found in mentions if found["cap"]]
        for one in mentions if len(caps) == 1 else ():
            if not one["cap"] and _value(one) > _value(caps[0]):
                sentence = (
                    f"{reading.place(caps[0].start())}写明{each}“{caps[0][0]}”，"
                    f"{reading.place(one.start())}却有“{one[0]}”，请核对封顶数或条文。"
                )
                yield reading.finding("maximum_exceeded", *one.span(), sentence)


def _key(fold: str, start: int, end: int) -> tuple[str, str] | None:
    """For whom and what a sentence gives: (每户, 补助)."""
    who, noun = _WHO.search(fold, start, end), _NOUN.search(fold, start, end)
    if who is None or noun is None:
        return None
    plain = re.sub("每个|单个|每家|同一", "每", who["each"])
    return plain, noun[0]


def _value(found: re.Match[str]) -> Fraction:
    return Fraction(found["digits"]) * multiplier(found["scale"] or "")
