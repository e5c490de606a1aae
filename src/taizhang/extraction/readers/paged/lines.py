"""Printed lines (行): glyphs side by side make a piece, pieces on one baseline a line."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .characters import restore_character
from .glyphs import NOWHERE, Box, Glyph, turned

_SAME_BASE = 0.35  # of the size: still one line
_SCRIPT_BASE = 0.7  # of the size: a small figure above or below
_SMALL = 0.8
_APART = 1.2  # of the size: a gap that may be one between columns
_WORD_GAP = 0.25
_TYPED_GAP = 0.1
_BACK = -0.5
_OVERPRINT = 0.12
_CHINESE = "\u2e80"
SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class Piece:
    """Characters side by side on one baseline; ``boxes`` four numbers each, in the page."""

    left: float
    right: float
    base: float
    size: float
    text: str = ""
    is_table: bool = False
    boxes: array[float] = field(default_factory=lambda: array("f"))

    def add(self, text: str, box: Box) -> None:
        """Append printed text; all its characters share a box."""
        self.text += text
        self.boxes.extend(box * len(text))

    def append(self, other: Piece) -> None:
        """Append the text of another piece with its places."""
        self.text += other.text
        self.boxes.extend(other.boxes)


def make_pieces(glyphs: Iterable[Glyph]) -> list[Piece]:
    """Pieces in the order of the file, characters printed twice taken once."""
    pieces: list[Piece] = []
    printed = _Printed()
    before: Glyph | None = None
    for glyph in glyphs:
        if printed.has(glyph):
            continue
        if before is None or not _continues(pieces[-1], before, glyph):
            pieces.append(Piece(glyph.start, glyph.end, glyph.base, glyph.size))
        elif _has_blank(before, glyph):
            pieces[-1].add(" ", NOWHERE)
        piece = pieces[-1]
        piece.add(restore_character(glyph.text), turned(glyph.box, glyph.turn))
        piece.right = max(piece.right, glyph.end)
        before = glyph
    return pieces


class _Printed:
    """What stands on the page: bold is often made by printing a character twice."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, int, int], Glyph] = {}
        self._before: Glyph | None = None
        self._twice = False

    def has(self, glyph: Glyph) -> bool:
        """Whether the same character was printed at this place; else it is from now on."""
        before, self._before = self._before, glyph
        returns = before is not None and glyph.start <= before.start + glyph.size * _OVERPRINT
        cell = max(1.0, glyph.size / 4)
        column, row = round(glyph.start / cell), round(glyph.base / cell)
        self._twice = (returns or self._twice) and self._is_near(glyph, column, row)
        if not self._twice:
            self._cells[glyph.text, column, row] = glyph
        return self._twice

    def _is_near(self, glyph: Glyph, column: int, row: int) -> bool:
        reach = glyph.size * _OVERPRINT
        for key in ((glyph.text, column + i, row + j) for i in (0, -1, 1) for j in (0, -1, 1)):
            other = self._cells.get(key)
            if other and abs(other.start - glyph.start) < reach > abs(other.base - glyph.base):
                return True
        return False


def _continues(piece: Piece, before: Glyph, glyph: Glyph) -> bool:
    gap = glyph.start - before.end
    size = max(before.size, glyph.size)
    if not _BACK * size < gap < _APART * size or glyph.start < before.start:
        return False
    shift = abs(glyph.base - piece.base)
    if shift <= _SAME_BASE * size:
        return True
    small = min(glyph.size, before.size) < _SMALL * size
    return small and shift <= _SCRIPT_BASE * size and gap < _WORD_GAP * size


def _is_word(text: str) -> bool:
    return text.isascii() and text.isalnum()


def _has_blank(before: Glyph, glyph: Glyph) -> bool:
    """A blank between words, or one behind the stop of a number; none between Chinese."""
    gap = (glyph.start - before.end) / glyph.size
    if _is_word(before.text) and _is_word(glyph.text):
        return gap > (_TYPED_GAP if glyph.spaced else _WORD_GAP)
    if not glyph.spaced or gap <= _TYPED_GAP:
        return False
    behind_stop = before.text.isascii() and not _is_word(before.text)
    return behind_stop or max(before.text, glyph.text) < _CHINESE


def join_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces of one column as lines from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.base, piece.left)):
        if rows and _beside(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_join_row(row) for row in rows]


def _beside(anchor: Piece, piece: Piece) -> bool:
    if anchor.is_table or piece.is_table:
        return False
    return piece.base - anchor.base <= _SAME_BASE * min(piece.size, anchor.size) + 0.5


def _join_row(row: list[Piece]) -> Piece:
    if len(row) == 1:
        return row[0]
    row.sort(key=lambda piece: piece.left)
    widest = max(row, key=lambda piece: len(piece.text))
    line = Piece(row[0].left, row[0].right, widest.base, widest.size)
    for piece in row:
        gap = piece.left - line.right
        if line.text and gap > _WORD_GAP * piece.size:
            line.add(" ", NOWHERE)
        line.append(piece)
        line.right = max(line.right, piece.right)
    return line
