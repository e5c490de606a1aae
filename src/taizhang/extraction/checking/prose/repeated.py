"""The same figure said twice (前后不一): 共办理120件 … 共办理121件, where the words are alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...patterns import late
from ..bulletin import Bulletin
from ..findings import Finding
from ..numbers import POINTS, Number

_TOTAL = late(r"共|总|累计|全[市县区省]")
_OTHER = late(
    r"同比|环比|上年|去年|同期|比|较|增|减|其中|每|平均|目标|计划|另|还|新增|本月|当月|当日|[一二三四]季度|分别|月份|以来|20\d\d"
)
_PLAIN = late(
    r"[^\u4e00-\u9fff]|截至|目前|我[市县区省]|全[市县区省]|已经|已|共计|总计|累计|共|总|上半年|今年"
)
_SHORTEST = 4


def check_repeated(bulletin: Bulletin) -> Iterator[Finding]:
    """A total whose words come again with another number."""
    said: dict[tuple[str, str], Number] = {}
    for sentence in bulletin.sentences:
        for number in sentence.numbers:
            key = _key(number)
            if key is None:
                continue
            first = said.setdefault((key, number.unit), number)
            away = abs(first.value - number.value)
            if away > (first.step + number.step) / 2 and away * 5 <= abs(first.value):
                yield _finding(bulletin, first, number)


def _key(number: Number) -> str | None:
    """The words of a total without those that say nothing; None where it is none."""
    words = number.before
    if number.rough or number.unit in {"", "%", POINTS, "倍"} or not _TOTAL.search(words):
        return None
    if _OTHER.search(words) or _OTHER.search(number.after):
        return None
    plain = re.sub(r"\s", "", _PLAIN.sub("", words)) + "/" + number.after[:4]
    return plain if len(plain) > _SHORTEST else None


def _finding(bulletin: Bulletin, first: Number, number: Number) -> Finding:
    start = number.start - len(number.before)
    sentence = (
        f"“{bulletin.words(start, number.end)}”：前文写的是“"
        f"{bulletin.words(first.start - len(first.before), first.end)}”，同一数字前后不一，请核对。"
    )
    return bulletin.finding("said_twice", start, number.end, sentence)
