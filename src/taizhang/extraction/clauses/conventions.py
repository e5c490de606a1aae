"""Conventions on the lead (牵头约定): 排首位的为牵头单位, 第一个逗号前为牵头单位, 带*的为牵头单位.

Said once, they hold for all clauses from there on; said outside a clause, for the whole document.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ..guarded import Guarded
from ..lines.stream import Stream
from ..patterns import late
from .finding import Clause

_LEAD = r"(?:均)?(?:为|是|系|作为)(?:本?项?(?:工作|任务)的?)?(?:牵头|主责|主办|主要责任)"
_WHO = r"(?:者|的)?(?:责任)?(?:单位|部门|的|者)*"
_FIRST = late(
    r"(?:(?:排|列|位于|排名|处于|排列|位列|排序)(?:在|名|于)?)?"
    rf"(?:首位|第一位|第一名|第一|首个|第一个|最前)(?:的|者)?(?:责任)?(?:单位|部门|的|者)*{_LEAD}"
)
_COMMA = late(rf"第一个?逗号(?:之|以)?前(?:面)?{_WHO}{_LEAD}")
_SEMICOLON = late(rf"第一个?分号(?:之|以)?前(?:面)?{_WHO}{_LEAD}")
_MARK = late(
    rf"(?:带|标|标注|标有|加|打)?[“\"]?(?P<mark>[*★▲△※#☆])[”\"]?(?:号|标记|标注)?{_WHO}{_LEAD}"
)
_KINDS = (
    ("comma", Guarded("逗号", _COMMA, 4)),
    ("semicolon", Guarded("分号", _SEMICOLON, 4)),
    ("mark", Guarded("[*★▲△※#☆]", _MARK, 3)),
    ("first", Guarded("首位|第一|首个|最前", _FIRST, 3)),
)
_BLANKET = late(
    r"(?:以下|上述|各项).{0,12}(?:均|都|全部)需.{1,60}?(?:落实|负责).{0,6}(?:不再|不另)"
)


@dataclass(frozen=True, slots=True)
class Convention:
    """Who leads where a clause does not say: ``kind`` first, comma, semicolon or mark."""

    kind: str
    mark: str
    start: int
    end: int
    since: int


@dataclass(frozen=True, slots=True)
class Blanket:
    """A duty put on somebody for all items that follow (以下均需各区落实，不再列出)."""

    start: int
    end: int


def _sentence(fold: str, start: int, end: int, floor: int, ceiling: int) -> tuple[int, int]:
    """The part between stops around [start, end)."""
    first = max((fold.rfind(stop, floor, start) for stop in "。;,(〔[\n"), default=-1)
    last = [at for stop in "。;)〕]\n" if (at := fold.find(stop, end, ceiling)) >= 0]
    return first + 1 if first >= floor else floor, min(last, default=ceiling)


def find_conventions(
    stream: Stream, start: int, end: int, clauses: Sequence[Clause]
) -> list[Convention]:
    """All conventions between two points of the clean stream, in order."""
    found: list[Convention] = []
    starts = [clause.start for clause in clauses]
    for kind, pattern in _KINDS:
        for match in pattern.finditer(stream.fold, start, end):
            first, last = _sentence(stream.fold, match.start(), match.end(), start, end)
            i = bisect_right(starts, match.start()) - 1
            inside = i >= 0 and match.start() < clauses[i].end
            mark = match["mark"] if kind == "mark" else ""
            since = clauses[i].start if inside else start
            found.append(Convention(kind, mark, first, last, since))
    return sorted(found, key=lambda c: c.since)


def find_blankets(stream: Stream, start: int, end: int) -> list[Blanket]:
    """Blanket duties between two points, one a sentence."""
    found: list[Blanket] = []
    for m in _BLANKET.finditer(stream.fold, start, end):
        if not found or m.start() >= found[-1].end:
            found.append(Blanket(*_sentence(stream.fold, m.start(), m.end(), start, end)))
    return found
