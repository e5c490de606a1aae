"""Order in running text (文中位次): 居前三位的是甲（96.5%）、乙（94.2%）、丙（95.1%）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....patterns import late
from ...bulletin import Bulletin, Sentence
from ...findings import Finding
from ...numbers import Number

_FIRST = late(
    r"(?:居|排|列|位居|位列|排名)(?:在|名)?(?:全[市县省区])?(?:前|第一至第?)[\d一二三四五六七八九十]{0,2}[位名]?|前[三四五六七八九十\d]{1,2}[位名]|由高到低|从高到低|依次(?:为|是)"
)
_LAST = late(
    r"(?:居|排|列|位居|位列|排名)(?:在|名)?(?:全[市县省区])?(?:后|末)[\d一二三四五六七八九十]{0,2}[位名]?|后[三四五六七八九十\d]{1,2}[位名]|由低到高|从低到高|倒数"
)
_REVERSED = late(r"投诉|事故|扣分|问题|失业|能耗|排放|降幅|负面|逾期|超期|退回|滞后")
_SUMMED = late(r"平均|合计|共|总|同比|比|增|降")
_LONGEST = 24


def check_order(bulletin: Bulletin) -> Iterator[Finding]:
    """Lists said to go from the first down whose numbers do not."""
    text = bulletin.text
    for sentence in bulletin.sentences:
        if _REVERSED.search(text, sentence.start, sentence.end):
            continue
        for piece in bulletin.pieces(sentence):
            rising = _LAST.search(text, piece.start, piece.end)
            opened = rising or _FIRST.search(text, piece.start, piece.end)
            if opened is not None:
                yield from _piece(bulletin, piece, opened.start(), rising is not None)


def _piece(bulletin: Bulletin, piece: Sentence, at: int, ends: bool) -> Iterator[Finding]:
    numbers = [n for n in piece.numbers if n.start > at and not _SUMMED.search(n.before)]
    for listed in _lists(bulletin, numbers):
        values = [number.value for number in listed]
        falling = all(one >= two for one, two in zip(values, values[1:], strict=False))
        rising = all(one <= two for one, two in zip(values, values[1:], strict=False))
        if len(values) < 3 or falling or (ends and rising):
            continue
        wrong = next(i for i in range(1, len(values)) if values[i] > values[i - 1])
        if ends and values[0] <= values[-1]:
            wrong = next(i for i in range(1, len(values)) if values[i] < values[i - 1])
        one, two = listed[wrong - 1], listed[wrong]
        sentence = (
            f"“{bulletin.words(at, listed[-1].end)}”：按数值排列，{two.as_printed(two.value)}"
            f"不应在{one.as_printed(one.value)}之后，请核对位次或数字。"
        )
        yield bulletin.finding("rank_mismatch", at, listed[-1].end, sentence)


def _lists(bulletin: Bulletin, numbers: Sequence[Number]) -> Iterator[list[Number]]:
    """Numbers of one unit, a name between each two."""
    listed: list[Number] = []
    for number in numbers:
        gap = bulletin.text[listed[-1].end : number.start] if listed else ""
        if listed and (
            number.unit != listed[0].unit or len(gap) > _LONGEST or not gap.strip(")、，")
        ):
            yield listed
            listed = []
        listed.append(number)
    if listed:
        yield listed
