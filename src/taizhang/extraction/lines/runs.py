"""Texts that lost their line ends (断行丢失): one long line, blanks where lines ended.

Chinese text has no blanks of its own. A number that stands behind one, begins a list or goes on
with it opens a block; before the first number the marks of the head are set apart as well.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..patterns import late
from .marks import document_number, signed_number, whole_title
from .numbering import Label, read_label

_LONG = 120
_REACH = 24
_ENDED = frozenset("。;:!?)]〕】”")
_SECTIONS = frozenset(("chapter", "section", "article", "cn", "matter"))
_SPLIT = _SECTIONS | {"cn_paren", "num", "num_paren"}
_GLUED = late(
    r"[\u4e00-\u9fff“”]{4,40}(?:(?=\((?:[一二三四五六七八九]|1)\)(?!期)[\u4e00-\u9fff“]{2})|"
    r"[\u4e00-\u9fff“”,、]{0,40}(?=1[.、][\u4e00-\u9fff“]{2}))"
)
"""A heading without a stop, up to the number 1 that is glued to it."""
_SECTION = late(r"[。!?:](?=[一二三四五六七八九十]{1,3}、)")
_DATE = late(r"\d{4}年\d{1,2}月\d{1,2}日")
_OPENING = late(r"各|为|根据|按照|近日|经|近年|现将")
_HEAD = 1500


class _Series:
    """The numbers met so far: whether a new one begins a list or goes on with it."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}
        self.long = False

    def note(self, label: Label) -> None:
        """Remember a number that opens a block."""
        self.last[label.kind] = label.value

    def takes(self, label: Label, ended: bool) -> bool:
        """Whether a number inside a line fits: the first, the next, or any at a sentence's end."""
        if label.kind not in (_SPLIT if self.long else _SECTIONS):
            return False
        before = self.last.get(label.kind)
        if before is None:  # a list may begin before the text, points of a sentence may not
            return label.value == 1 or (ended and label.kind != "num_paren")
        return label.value in {1, before + 1}


def _cuts(fold: str, gaps: Sequence[int], edge: int, end: int, series: _Series) -> list[int]:
    """The gaps at which a number opens a block of its own; ``edge``: where the text begins."""
    cuts: list[int] = []
    for at in gaps:
        if at <= edge:
            continue
        label = read_label(fold[at : min(end, at + _REACH)])
        if label and series.takes(label, fold[at - 1] in _ENDED):
            series.note(label)
            cuts.append(at)
            edge = at + label.length
    return cuts


def _stops(fold: str, edge: int, end: int, series: _Series) -> list[int]:
    """Where sections (一、 二、) begin in a long line without blanks: behind a stop, in order."""
    cuts: list[int] = []
    for found in _SECTION.finditer(fold, edge, end) if series.long else ():
        label = read_label(fold[found.end() : min(end, found.end() + _REACH)])
        if label is not None and label.kind == "cn" and series.takes(label, ended=False):
            series.note(label)
            cuts.append(found.end())
    return cuts


def _head_cuts(fold: str, gaps: Sequence[int], start: int, stop: int) -> Iterator[int]:
    """The gaps between the marks of a head: title, number, addressee, date."""
    bounds = [start, *(at for at in gaps if start < at < min(stop, start + _HEAD)), stop]
    last = start
    for i, at in enumerate(bounds[1:-1], 1):
        piece, following = fold[last:at], fold[at : bounds[i + 1]]
        marked = document_number(piece) or document_number(following)
        titled = _OPENING.match(following) and whole_title(piece)
        if marked or titled or fold[at - 1] in "。:" or _DATE.search(piece[-12:]):
            yield at
            last = at


def _glued(fold: str, label: Label, start: int, end: int, series: _Series) -> list[int]:
    """Where numbers open below a heading that lost its line end: 一、加强监测(一)增强能力1.建设…"""
    cuts: list[int] = []
    below: Label | None = label
    while below is not None and (found := _GLUED.match(fold, start + below.length, end)):
        above, start = below, found.end()
        below = read_label(fold[start : min(end, start + _REACH)])
        if below is not None and below.rank > above.rank:
            series.note(below)
            cuts.append(start)
        else:
            below = None
    return cuts


def _edges(fold: str, gaps: Sequence[int], block: tuple[int, int], series: _Series) -> list[int]:
    """Where the pieces of a block begin and end."""
    start, end = block
    gaps = gaps[bisect_right(gaps, start) : bisect_left(gaps, end)]
    label = read_label(fold[start : min(end, start + _REACH)])
    if label:
        series.note(label)
        glued = _glued(fold, label, start, end, series)
        if glued:
            last = _edges(fold, gaps, (glued[-1], end), series)
            return [start, *glued[:-1], *last]
    series.long = end - start > _LONG
    edge = start + label.length if label else start
    cuts = _cuts(fold, gaps, edge, end, series) if gaps else []
    cuts = cuts or _stops(fold, edge, end, series)
    if len(cuts) > 1 and label is None:
        cuts = [*_head_cuts(fold, gaps, start, cuts[0]), *cuts]
    return [start, *_with_glued(fold, cuts, end, series), end]


def _with_glued(fold: str, cuts: Sequence[int], end: int, series: _Series) -> Iterator[int]:
    """The cuts, and those at numbers that are glued to the headings there."""
    for at, following in pairwise([*cuts, end]):
        yield at
        label = read_label(fold[at : min(end, at + _REACH)])
        if label is not None:
            yield from _glued(fold, label, at, following, series)


def cut_runs(
    fold: str, gaps: Sequence[int], blocks: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The blocks, those cut whose lost line ends can be told; rows of tables stay whole.

    ``gaps``: where a blank of the source was left out, in order.
    """
    series = _Series()
    signed = "签发" in fold
    for block in blocks:
        parted = signed_number(fold, *block) if signed else None
        if parted is not None:
            yield block[0], parted[0]
            yield parted[1], block[1]
            continue
        row = fold.find("\t", *block) >= 0
        edges = block if row else _edges(fold, gaps, block, series)
        yield from zip(edges, edges[1:], strict=False)
