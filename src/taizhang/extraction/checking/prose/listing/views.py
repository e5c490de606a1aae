"""Views of one total (分类列举): 二、分县区情况 above 青石县4.26万吨、白河县3.98万吨….

The total is said in a paragraph further ahead. A list is held against it only when no number
ahead is its sum and one is nearly: a slip of the pen away, or a little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ....patterns import late
from ...bulletin import Bulletin, Sentence
from ...findings import Finding
from ...numbers import POINTS, Number
from ...slips import slip_weight
from .part_lists import COMPARED, Parts
from .parts import describe_parts

_VIEW = late(
    r"[从按][^，。;\d]{1,12}(?:看|分|划分|统计|分类)[，:]|"
    r"分(?:领域|地区|县区|县[(]|区域|行业|类型|类别|产业|季度|月份|部门|级次|渠道|来源|性质|主体|用途|乡镇)"
    r"[^，。;\d]{0,8}(?:看|情况|统计|进展|进度)?(?:[，:]|$)|各县[^，。;\d]{0,8}(?:情况|进展|进度)$"
)
_HEADING = 30
_BACK = 60
_FEWEST = 3
_SURE = 3
_NEAR = 5
_OPEN = late(
    r"(?<![中高初平优劣])等(?![级次职教])|主要|重点|前[一二三四五六七八九十\d]|较[多大高]|突出|居[前后首末全]"
)


def check_views(bulletin: Bulletin) -> Iterator[Finding]:
    """Lists that divide a total of another sentence and do not make it."""
    ahead: list[Number] = []
    heading = False
    for sentence in bulletin.sentences:
        text = bulletin.text[sentence.start : sentence.end]
        if not sentence.numbers and len(text) < _HEADING:
            heading = _VIEW.search(text) is not None
            continue
        if (heading or _VIEW.search(text)) and not _OPEN.search(text):
            yield from _lists(bulletin, sentence, ahead[-_BACK:])
        heading = False
        ahead += sentence.numbers


def _lists(bulletin: Bulletin, sentence: Sentence, ahead: Sequence[Number]) -> Iterator[Finding]:
    units = dict.fromkeys(number.unit for number in sentence.numbers)
    for unit in units:
        parts = [n for n in sentence.numbers if n.unit == unit and not COMPARED.search(n.before)]
        if unit in {"", "%", POINTS, "倍"} or len(parts) < _FEWEST or _nested(bulletin, parts):
            continue
        totals = [n for n in ahead if n.unit == unit]
        wrong = None if any(n.rough for n in parts) else _nearest(totals, parts)
        if wrong is not None:
            yield describe_parts(bulletin, wrong)


def _nested(bulletin: Bulletin, parts: Sequence[Number]) -> bool:
    """Whether parts of parts stand among them, or several of one label."""
    words = bulletin.text[parts[0].end : parts[-1].start]
    return any(
        sign in words for sign in ("其中", "包括", "(", "共", "合计", "看，", "分，", "涉及")
    )


def _nearest(totals: Sequence[Number], parts: Sequence[Number]) -> Parts | None:
    """The total that the parts miss by a slip; none where one is their sum."""
    made = sum((part.value for part in parts), Fraction(0))
    held = [Parts((total,), tuple(parts), (), "看", True) for total in totals if not total.rough]
    if any(entry.fits for entry in held):
        return None
    levels = [entry for entry in held if not COMPARED.search(entry.total.before)]
    missed = [entry for entry in levels if _is_missed(entry)]
    return min(missed, key=lambda entry: abs(entry.total.value - made), default=None)


def _is_missed(parts: Parts) -> bool:
    gap = parts.total.value - parts.sum
    weights = [slip_weight(part, part.value + gap) for part in parts.parts]
    weight = max(slip_weight(parts.total, parts.sum), *weights)
    near = abs(gap) * _NEAR <= parts.total.value
    return weight >= _SURE or (weight > 0 and near)
