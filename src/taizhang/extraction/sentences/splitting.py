"""Sentences (句子): the units in which coverage is counted.

A sentence ends at 。！？ or where its paragraph ends; semicolons do not end it, so an enumeration
一是…；二是… is one sentence. A heading, a responsibility clause in brackets or behind its key, and
a row of a table are one sentence each, whatever stops they hold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from ..lines.stream import Stream
from ..patterns import late
from ..types import Span

_SENTENCE = late(r"[^。！？!?]+[。！？!?]*[”」』)）]*|[。！？!?]+")
_CLOSERS = "。;,、:!?…"


class Sentence(NamedTuple):
    """A sentence: clean range and the block (by index in the stream) that holds it."""

    start: int
    end: int
    block: int


def split_sentences(
    stream: Stream, first: int, last: int, cuts: Sequence[Span] = ()
) -> list[Sentence]:
    """The sentences of blocks [first, last); every character of them is in exactly one.

    ``cuts``: ranges in order that stay whole, each within a block; one that begins inside another
    is part of that, and a stop right behind one belongs to it.
    """
    starts = [start for start, _ in cuts]
    found: list[Sentence] = []
    for index in range(first, last):
        block = stream.blocks[index]
        low, high = bisect_left(starts, block.start), bisect_left(starts, block.end)
        position = block.start
        for start, end in cuts[low:high]:
            if start < position:
                continue  # inside the one before
            if position < start:
                found += _plain(stream, position, start, index)
            position = _behind(stream, end, block.end)
            found.append(Sentence(start, position, index))
        if position < block.end:
            found += _plain(stream, position, block.end, index)
    return found


def _behind(stream: Stream, end: int, limit: int) -> int:
    """Where a whole range ends with the stops that follow it."""
    while end < limit and stream.fold[end] in _CLOSERS:
        end += 1
    return end


def _plain(stream: Stream, start: int, end: int, block: int) -> list[Sentence]:
    """The sentences between two points of a block; a row of a table stays whole."""
    if stream.fold.find("\t", start, end) >= 0:
        return [Sentence(start, end, block)]
    return [
        Sentence(found.start(), found.end(), block)
        for found in _SENTENCE.finditer(stream.fold, start, end)
    ]
