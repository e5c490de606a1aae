"""How a text lies on its pages (版面): whole paragraphs, and what only the page put there."""

from __future__ import annotations

from dataclasses import dataclass

from ..types import DecodedText, Span
from .stream import open_stream


@dataclass(frozen=True, slots=True)
class Layout:
    """Paragraphs as the author wrote them and page noise, both in order.

    A paragraph that a page broke off is one span across the break; noise inside that span is
    listed all the same. Noise that stands by itself is a paragraph too, so that nothing is lost.
    """

    paragraphs: tuple[Span, ...]
    noise: tuple[Span, ...]


def read_layout(text: str | DecodedText) -> Layout:
    """The paragraphs and the page noise of a decoded text.

    >>> read_layout("甲部门要加强领导，\\n\\n— 3 —\\n\\n落实责任。").noise
    ((11, 16),)
    """
    stream = open_stream(text)
    blocks = [stream.span(block.start, block.end) for block in stream.blocks]
    alone: list[Span] = []
    waiting = iter(blocks)
    block = next(waiting, None)
    for noise in stream.noise:
        while block is not None and block[1] <= noise[0]:
            block = next(waiting, None)
        if block is None or noise[1] <= block[0]:
            alone.append(noise)
    return Layout(tuple(sorted(blocks + alone)), stream.noise)
