"""Line ends inside table cells (格内换行): which part names or points, which only wrap.

A reader writes them as ``\\v``. In a list of units, one a line, they stand for an enumeration
comma; before a numbered point or a key for a semicolon; elsewhere they mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..numbers.numerals import FOLD
from ..patterns import late
from ..vocabulary import alternation
from .numbering import read_label

NAMES = "、"
POINTS = "；"
_CELL = late(r"[^\t\n|｜]*\v[^\t\n|｜]*")
_ENDS = late(
    rf"(?:{alternation('units', 'unit_endings')})(?:[(〔\[][^()〔〕\[\]]{{0,40}}[)〕\]])?$"
)
_ETC = late(r"等(?:有关|相关)?(?:部门|单位)?$")
_LISTED = late(r"[、,;]")
_PUNCTUATION = frozenset("。；;，,、：:！!？?（(《〈“…—-/|")
_OPENERS = frozenset("。；;，,、：:！!？?）)》〉”…（(和或及与等")
_KEY = late(r"[\u4e00-\u9fff]{2,8}:")
_SHORTEST, _LONGEST = 3, 30
_BRACKETED = late(r"[(〔\[][^()〔〕\[\]]*[)〕\]]")
_BLANK = late(r"\s+")


def cell_breaks(source: str, start: int, end: int) -> dict[int, str]:
    """The line ends between two offsets that part something, with the mark that they stand for.

    >>> cell_breaks("市发改委\\v市财政局", 0, 9)
    {4: '、'}
    """
    if source.find("\v", start, end) < 0:
        return {}
    return {
        at: mark
        for cell in _CELL.finditer(source, start, end)
        for at, mark in _breaks(cell[0], cell.start())
    }


def _breaks(cell: str, offset: int) -> Iterator[tuple[int, str]]:
    lines = cell.split("\v")
    folded = [_BLANK.sub("", line).translate(FOLD) for line in lines]
    listed = any(_LISTED.search(_BRACKETED.sub("", line)) for line in folded)
    at = offset + len(cell)
    after = ""
    for line, before in zip(reversed(lines), reversed(folded), strict=True):
        mark = _mark(before, after, listed)
        if mark:
            yield at, mark
        after = before or after
        at -= len(line) + 1


def _mark(before: str, after: str, listed: bool) -> str:
    if not before or not after or before[-1] in _PUNCTUATION:
        return ""
    if read_label(after[:24]) is not None or _KEY.match(after):
        return POINTS
    if listed or after[0] in _OPENERS:
        return ""
    return NAMES if _is_name(before) and (_is_name(after) or _ETC.search(after)) else ""


def _is_name(line: str) -> bool:
    return _SHORTEST <= len(line) <= _LONGEST and _ENDS.search(line) is not None
