"""Averages against totals (平均数): 120件，平均每个县区30件; 人均2.5万元; a mean of values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...patterns import late
from ..bulletin import Bulletin, Sentence
from ..findings import Finding
from ..numbers import Number
from ..rounding import Extent, prints

_EACH = late(
    r"(?:平均|均)?每(?:个|家|户|名|人|件|所|座|次|项|亩|公里)?(?P<of>[\u4e00-\u9fff]{0,6}?)(?:平均)?(?:约)?(?:为|达到?|是|有|完成|投资|办理|受理|[\u4e00-\u9fff]{0,4})?$"
)
_PER = late(r"(?<!平)(?P<of>[人户亩县村校家件项镇])均(?:[\u4e00-\u9fff]{0,8})?$")
_WORDS = {
    "人": "人名口",
    "户": "户",
    "亩": "亩",
    "县": "县区市",
    "村": "村",
    "校": "所校",
    "家": "家",
    "件": "件",
    "项": "项",
    "镇": "镇乡",
}
_MEAN = late(r"(?:平均(?:得分|分|值|为|是|[\u4e00-\u9fff]{0,6})?|均值)(?:为|是)?$")


def check_averages(bulletin: Bulletin) -> Iterator[Finding]:
    """Averages that the total and the count of the same sentence, or the values listed, refute."""
    for sentence in bulletin.sentences:
        for index, number in enumerate(sentence.numbers):
            if number.rough or not index:
                continue
            of = _EACH.search(number.before) or _PER.search(number.before)
            if of:
                yield from _per(bulletin, sentence, index, of)
            elif _MEAN.search(number.before):
                yield from _mean(bulletin, sentence, index)


def _per(
    bulletin: Bulletin, sentence: Sentence, index: int, of: re.Match[str]
) -> Iterator[Finding]:
    """A total over a count; silent unless the sentence has one of each."""
    stated = sentence.numbers[index]
    near = [n for n in sentence.numbers[max(0, index - 6) : index] if not n.rough]
    totals = [n for n in near if n.unit == stated.unit and n.value > stated.value]
    counts = [n for n in near if n.unit != stated.unit and _counts(n, of) and n.extent.low > 0]
    if not totals or not counts:
        return
    tried = [t.extent.over(c.extent) for t in totals for c in counts]
    if any(prints(true, stated.value, stated.step) or _loosely(true, stated) for true in tried):
        return
    total, count = totals[-1], counts[-1]
    true = total.extent.over(count.extent)
    if len(totals) > 1 or len(counts) > 1:
        return
    yield _finding(
        bulletin,
        stated,
        min(total.start, count.start),
        f"{total.as_printed(total.value)}÷{count.as_printed(count.value)}＝",
        true,
    )


def _counts(number: Number, of: re.Match[str]) -> bool:
    """Whether a number counts what the average is of: 4个县区 for 每个县区, 人 for 人均."""
    word = of["of"]
    words = number.unit + number.after[:8]
    said = of[0]
    if "每" in said:
        unit = re.search("每(个|家|户|名|人|件|所|座|次|项|亩|公里)", said)
        if unit and unit[1] == number.unit and (not word or word[:1] in words or word[:2] in words):
            return True
        return bool(word) and word[:2] in words
    return any(sign in number.unit or sign in number.after[:4] for sign in _WORDS[word])


def _loosely(true: Extent, stated: Number) -> bool:
    """A whole average of things that are counted is rounded, too."""
    return not stated.step and abs(true.middle - stated.value) * 2 <= 1


def _mean(bulletin: Bulletin, sentence: Sentence, index: int) -> Iterator[Finding]:
    """甲95.2分、乙93.1分、丙94.0分，平均94.1分."""
    stated = sentence.numbers[index]
    values = _listed(bulletin, sentence.numbers, index)
    if len(values) < 3 or any(value.rough for value in values):
        return
    total = values[0].extent
    for value in values[1:]:
        total = total.plus(value.extent)
    true = total.times(Fraction(1, len(values)))
    if not prints(true, stated.value, stated.step or Fraction(1)) and not _loosely(true, stated):
        said = f"前面{len(values)}个数的平均是"
        yield _finding(bulletin, stated, values[0].start, said, true)


def _listed(bulletin: Bulletin, numbers: Sequence[Number], index: int) -> list[Number]:
    """The values of one unit in one list right before a mean."""
    found: list[Number] = []
    edge = numbers[index].start
    for number in reversed(numbers[:index]):
        gap = bulletin.text[number.end : edge]
        linked = re.fullmatch("[、，和及,][^，。;、\\d]{0,12}", gap)
        if number.unit != numbers[index].unit or not linked:
            break
        found.insert(0, number)
        edge = number.start
    return found


def _finding(bulletin: Bulletin, stated: Number, start: int, formula: str, true: Extent) -> Finding:
    sentence = (
        f"“{bulletin.words(start, stated.end)}”：{formula}{stated.as_printed(true.middle)}，"
        f"文中写的是{stated.as_printed(stated.value)}，请核对。"
    )
    return bulletin.finding("average_mismatch", start, stated.end, sentence)
