"""Texts that lost their line ends (断行丢失): one long line, blanks where lines ended.

Chinese text has no blanks of its own. A number that stands behind one, begins a list or goes on
with it opens a block; before the first number the marks of the head are set apart as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from .marks import document_number, whole_title
from .numbering import Label, read_label
from .stream import Block, Stream

_LONG = 120
_REACH = 24
_LABEL = re.compile(r"[(第一二三四五六七八九十\d任实行措工专举项重①-⒇㈠-㈩]")
_ENDED = frozenset("。;:!?)]〕】”")
_SPLIT = frozenset(("chapter", "section", "article", "cn", "matter", "cn_paren", "num"))
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_OPENING = re.compile(r"各|为|根据|按照|近日|经|近年|现将")
_HEAD = 1500


def _gaps(stream: Stream, block: Block) -> list[int]:
    """Where in a block a blank of the source was left out."""
    offsets = stream.offsets
    return [
        at for at in range(block.start + 1, block.end) if offsets[at] - offsets[at - 1] > 1
    ]  # fmt: skip


class _Series:
    """The numbers met so far: whether a new one begins a list or goes on with it."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}

    def note(self, label: Label) -> None:
        """Remember a number that opens a block."""
        self.last[label.kind] = label.value

    def takes(self, label: Label, ended: bool) -> bool:
        """Whether a number inside a line fits: the first, the next, or any at a sentence's end."""
        if label.kind not in _SPLIT:
            return False
        before = self.last.get(label.kind)
        return label.value == 1 or (ended if before is None else label.value == before + 1)


def _cuts(stream: Stream, gaps: list[int], block: Block, series: _Series) -> list[int]:
    """The gaps at which a number opens a block of its own."""
    fold = stream.fold
    cuts: list[int] = []
    for at in gaps:
        if not _LABEL.match(fold, at):
            continue
        label = read_label(fold[at : min(block.end, at + _REACH)])
        if label and series.takes(label, fold[at - 1] in _ENDED):
            series.note(label)
            cuts.append(at)
    return cuts


def _head_cuts(stream: Stream, gaps: list[int], start: int, stop: int) -> Iterator[int]:
    """The gaps between the marks of a head: title, number, addressee, date."""
    fold = stream.fold
    bounds = [start, *(at for at in gaps if start < at < min(stop, start + _HEAD)), stop]
    last = start
    for i, at in enumerate(bounds[1:-1], 1):
        piece, following = fold[last:at], fold[at : bounds[i + 1]]
        marked = document_number(piece) or document_number(following)
        titled = _OPENING.match(following) and whole_title(piece)
        if marked or titled or fold[at - 1] in "。:" or _DATE.search(piece[-12:]):
            yield at
            last = at


def _pieces(stream: Stream, block: Block, series: _Series) -> Iterator[Block]:
    label = read_label(stream.fold[block.start : min(block.end, block.start + _REACH)])
    if label:
        series.note(label)
    if block.end - block.start < _LONG:
        yield block
        return
    gaps = _gaps(stream, block)
    cuts = _cuts(stream, gaps, block, series)
    if len(cuts) > 1 and label is None:
        first = cuts[0]
        cuts = [*_head_cuts(stream, gaps[: bisect_left(gaps, first)], block.start, first), *cuts]
    edges = [block.start, *cuts, block.end]
    yield from (Block(a, b) for a, b in zip(edges, edges[1:], strict=False))


def split_runs(stream: Stream) -> Stream:
    """The stream with long lines cut where their lost line ends can be told; else as it was."""
    series = _Series()
    blocks = tuple(piece for block in stream.blocks for piece in _pieces(stream, block, series))
    return stream if len(blocks) == len(stream.blocks) else replace(stream, blocks=blocks)
