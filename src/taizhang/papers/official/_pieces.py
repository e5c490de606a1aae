"""Words made of pieces (文字片段): lines of them, without the blanks that nobody prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ._text import clean_text
from ._types import Piece, Words

Line = list[Piece]


def pieces_of(words: Words) -> Line:
    """The pieces of words, clean, plain text as a piece without a link; blanks at both ends gone.

    >>> pieces_of(["滞后", Piece("17项 ", link="/ledger/")])
    [Piece(text='滞后', link='', bold=False), Piece(text='17项', link='/ledger/', bold=False)]
    """
    given = [words] if isinstance(words, str) else words
    pieces = [Piece(one) if isinstance(one, str) else one for one in given]
    return _trimmed([replace(piece, text=clean_text(piece.text)) for piece in pieces])


def plain_text(words: Words) -> str:
    """The words without their links."""
    return "".join(piece.text for piece in pieces_of(words))


def lines_of(words: Words) -> list[Line]:
    """The non-empty lines of words, each without the blanks around it."""
    lines: list[Line] = [[]]
    for piece in pieces_of(words):
        first, *more = piece.text.split("\n")
        lines[-1].append(replace(piece, text=first))
        lines.extend([replace(piece, text=text)] for text in more)
    return [line for line in map(_trimmed, lines) if line]


def joined(words: Words) -> Line:
    """The words as one line: every run of blanks and line ends is one blank."""
    made: Line = []
    for piece in pieces_of(words):
        text = re.sub(r"[ \t\n]+", " ", piece.text)
        if made and made[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            made.append(replace(piece, text=text))
    return made


def _trimmed(pieces: Sequence[Piece]) -> Line:
    """Without blanks at both ends and without empty pieces."""
    kept = list(pieces)
    while kept and not (begun := kept[0].text.lstrip()):
        kept.pop(0)
    if kept:
        kept[0] = replace(kept[0], text=begun)
    while kept and not (ended := kept[-1].text.rstrip()):
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=ended)
    return [piece for piece in kept if piece.text]
