"""How long something is given (期限封顶): 补贴期限最长不超过24个月, 可以连续享受36个月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from .findings import Finding
from .reading import Reading

_LONG = r"(?P<digits>\d{1,4})(?:个)?(?P<unit>年|月|学期|天|日)"
_CAP = re.compile(
    rf"(?P<what>[\u4e00-\u9fff]{{2,12}}?)(?:的)?(?:期限|时间|年限|期|时限)?(?:累计|总计|合计)?(?:一般)?"
    rf"(?:最长)?(?:不(?:得)?(?:超过|长于|多于)|最长(?:为|是)?){_LONG}"
)
_GIVEN = re.compile(
    rf"(?:连续|累计|最长)?(?:可|可以)?(?:连续|累计|最长)?(?:享受|补贴|补助|资助|给予|贴息|租住|入住|减免|借用|延长至|延期至)"
    rf"[^,。;\d]{{0,8}}?{_LONG}(?!以[上内下]|前|内|的[^\u4e00-\u9fff])"
)
_FIRST = re.compile(
    rf"(?:连续|累计|可连续){_LONG}(?:给予|享受|发放|补贴|补助|资助|减免)[^,。;\d]{{0,8}}"
)
_NOUN = re.compile(
    r"补贴|补助|资助|贴息|租金|租期|减免|津贴|借用|试用|展期|借款|贷款|托管|过渡|入住|承租"
)
_APART = re.compile(r"除外|另行|不受|延长|可再|再给予|续[租期签]")
_SENTENCE = re.compile(r"[^。;\n\t]+")
_MONTHS = {"年": 12, "月": 1, "学期": 6}
_MOST = 8  # limits


def check_spans(reading: Reading) -> Iterator[Finding]:
    """A clause that gives something longer than the limit said of the same thing."""
    fold = reading.stream.fold
    sentences = [
        found.span() for b in reading.blocks for found in _SENTENCE.finditer(fold, b.start, b.end)
    ]
    caps = [cap for span in sentences for cap in _CAP.finditer(fold, *span)]
    limits = [(cap, noun[0]) for cap in caps if (noun := _NOUN.search(cap["what"]))][:_MOST]
    for start, end in sentences if limits else ():
        if _APART.search(fold, start, end):
            continue
        for pattern in (_GIVEN, _FIRST):
            for given in pattern.finditer(fold, start, end):
                yield from _longer(reading, given, fold[start : given.end()], limits)


def _longer(
    reading: Reading,
    given: re.Match[str],
    words: str,
    limits: list[tuple[re.Match[str], str]],
) -> Iterator[Finding]:
    """A finding for the first limit of the same noun that is passed."""
    for cap, noun in limits:
        inside = cap.start() <= given.start() < cap.end()
        if inside or noun not in words or _length(given)[1] != _length(cap)[1]:
            continue
        if _length(given)[0] > _length(cap)[0]:
            sentence = (
                f"{reading.place(cap.start())}写明“{cap[0]}”，{reading.place(given.start())}"
                f"却有“{given[0]}”，请核对期限。"
            )
            yield reading.finding("maximum_exceeded", *given.span(), sentence)
            return


def _length(found: re.Match[str]) -> tuple[Fraction, str]:
    """How long in months, or in days."""
    number = Fraction(found["digits"])
    months = _MONTHS.get(found["unit"])
    return (number * months, "月") if months else (number, "日")
