"""Sentences (句子): the units in which coverage is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .stream import Stream

_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*[”」』)）]*|[。！？!?]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: clean range and the block (by index in the stream) that holds it."""

    start: int
    end: int
    block: int


def split_sentences(stream: Stream, first: int, last: int) -> Iterator[Sentence]:
    """The sentences of blocks [first, last); every character of them is in exactly one."""
    for index in range(first, last):
        block = stream.blocks[index]
        for found in _SENTENCE.finditer(stream.fold, block.start, block.end):
            yield Sentence(found.start(), found.end(), index)
