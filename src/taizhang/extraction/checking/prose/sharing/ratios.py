"""Ratios and lists of shares (构成与比例): 10.0:42.0:48.0; 分别占30%、50%、40%; 收入比1.81:1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ....patterns import late
from ...bulletin import Bulletin, Sentence
from ...findings import Finding
from ...numbers import Number
from ...rounding import prints, short_text
from .share_pairs import runs

_N = r"\d{1,3}(?:\.\d{1,4})?"
_RATIO = late(rf"(?<![\d:.])({_N}(?:[:∶]{_N}){{2,5}})(?![\d:.])")
_CLOCK = late(r"\d{1,2}:\d{2}:\d{2}")
_SHARED = late(r"(?:占|占比|比重|构成|比例)[^，。;]{0,12}(?:分别)?(?:为|是|达)?$")
_OWN = late(r"[\u4e00-\u9fff]{2}(?:占比?|比重[为占]?)$")
_REST = late(r"其他|其余|其它|余下")
_MADE_OF = late(r"(?:构成|结构|组成|来源)(?:为|是|分别为|如下)?[:，]")
_SEVERAL = late(r"多选|可选|不定项|大于100%|超过100%|合计不|四舍五入")
_WEIGHED = late(r"权重|百分制|考核.{0,6}占|评分.{0,6}占|计分")
_ALL = late(
    r"三次产业|第一、二、三产业|第一产业.{0,60}第三产业|一产.{0,40}三产|其他|其余|构成|结构"
)
_TOWN = late(
    rf"城乡[^，。;]{{0,10}}比(?:值)?(?:为|是|缩小[到至]|由[^，。;]{{1,12}}[到至])?(?P<ratio>{_N})(?:[:∶]1)?(?![\d.%])"
)
_HUNDRED = Fraction(100)
_NEAR = 10
_FEWEST = 3


def check_ratios(bulletin: Bulletin) -> Iterator[Finding]:
    """Ratios in percent that do not make 100, and ratios that two numbers refute."""
    for sentence in bulletin.sentences:
        yield from _ratios(bulletin, sentence)
        yield from _lists(bulletin, sentence)
        yield from _singles(bulletin, sentence)
        yield from _town(bulletin, sentence)


def _ratios(bulletin: Bulletin, sentence: Sentence) -> Iterator[Finding]:
    for found in _RATIO.finditer(bulletin.text, sentence.start, sentence.end):
        printed = re.split("[:∶]", found[1])
        total = sum((Fraction(part) for part in printed), Fraction(0))
        near = abs(total - _HUNDRED) < _NEAR and not _CLOCK.fullmatch(found[1])
        if near and abs(total - _HUNDRED) > _slack(printed):
            yield _finding(bulletin, found.start(), found.end(), printed, total)


def _slack(printed: Sequence[str]) -> Fraction:
    """How far rounding may take a sum of shares from 100."""
    steps = [Fraction(1, 10 ** len(part.partition(".")[2])) for part in printed]
    return sum(steps, Fraction(0)) / 2


def _lists(bulletin: Bulletin, sentence: Sentence) -> Iterator[Finding]:
    """Shares in one list: too much, or not 100 where the list is all there is."""
    numbers = sentence.numbers
    complete = _ALL.search(bulletin.text, sentence.start, sentence.end) is not None
    for first, last in runs(bulletin.text, numbers):
        listed = numbers[first:last]
        words = bulletin.text[max(sentence.start, listed[0].start - 30) : listed[0].start]
        if not _SHARED.search(words) or any(number.rough for number in listed):
            continue
        printed = [number.as_printed(number.value).removesuffix("%") for number in listed]
        total = sum((number.value for number in listed), Fraction(0))
        if _off(listed, total, complete=complete) and not _counted(numbers, first, last):
            yield _finding(bulletin, listed[0].start, listed[-1].end, printed, total)


def _singles(bulletin: Bulletin, sentence: Sentence) -> Iterator[Finding]:
    """工业用地占35%，居住用地占30%，其他占25%: shares with 其他 are all there is."""
    text = bulletin.text
    shares = [n for n in sentence.numbers if n.is_share and _OWN.search(n.before) and not n.rough]
    if len(shares) < _FEWEST or len(shares) != len(sentence.numbers):
        return
    around = text[max(0, sentence.start - 60) : min(len(text), sentence.end + 60)]
    rest = _REST.search(shares[-1].before) or _MADE_OF.search(text, sentence.start, shares[0].start)
    if not (rest or _WEIGHED.search(text, sentence.start, sentence.end)) or _SEVERAL.search(around):
        return
    printed = [number.as_printed(number.value).removesuffix("%") for number in shares]
    total = sum((number.value for number in shares), Fraction(0))
    if abs(total - _HUNDRED) > _slack(printed):
        yield _finding(bulletin, shares[0].start, shares[-1].end, printed, total)


def _off(listed: Sequence[Number], total: Fraction, *, complete: bool) -> bool:
    slack = sum((number.step for number in listed), Fraction(0)) / 2
    if total > _HUNDRED + slack:
        return True
    return (complete or total > _HUNDRED - 3) and total < _HUNDRED - slack


def _counted(numbers: Sequence[Number], first: int, last: int) -> bool:
    """Whether each share stands for a number printed before it: then it is checked by itself."""
    return first >= last - first and not any(n.is_share for n in numbers[2 * first - last : first])


def _town(bulletin: Bulletin, sentence: Sentence) -> Iterator[Finding]:
    """城镇居民20,430元，农村居民11,260元，城乡居民收入比为1.81:1."""
    found = _TOWN.search(bulletin.text, sentence.start, sentence.end)
    before = [n for n in sentence.numbers if found and n.end <= found.start()]
    town = [n for n in before if "城镇" in n.before and not n.is_share]
    land = [n for n in before if "农村" in n.before and not n.is_share]
    if not found or len(town) != 1 or len(land) != 1 or town[0].unit != land[0].unit:
        return
    places = len(found["ratio"].partition(".")[2])
    true = town[0].extent.over(land[0].extent)
    if not prints(true, Fraction(found["ratio"]), Fraction(1, 10**places)):
        sentence_ = f"“{found[0]}”：按所列数字计算应为{short_text(true.middle)}，请核对。"
        yield bulletin.finding("share_mismatch", *found.span(), sentence_)


def _finding(
    bulletin: Bulletin, start: int, end: int, printed: Sequence[str], total: Fraction
) -> Finding:
    sentence = (
        f"“{bulletin.words(start, end)}”：各项占比相加（{'＋'.join(printed)}）是"
        f"{short_text(total)}%，不是100%，请核对。"
    )
    return bulletin.finding("shares_sum", start, end, sentence)
