"""Columns (分栏): where a page is set in two, the left one is read before the right one."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from .lines import Piece

_BIN = 2.0  # points
_FEWEST = 4
_FILLED = 0.5
_BESIDE = 0.5  # of the shorter side's height
_DEEPEST = 3
_ZONE = (0.25, 0.75)


def split_columns(pieces: Sequence[Piece], depth: int = 0) -> list[list[Piece]]:
    """The pieces of a page as stretches in the order of reading, each one column wide.

    A line that runs across the gutter (a title, a footnote) parts what stands above from below.
    """
    gutter = _find_gutter(pieces) if depth < _DEEPEST else None
    if gutter is None:
        return [list(pieces)]
    stretches: list[list[Piece]] = []
    across: list[Piece] = []
    band: list[Piece] = []
    for piece in [*sorted(pieces, key=lambda piece: piece.base), None]:
        if piece is not None and not _crosses(piece, gutter):
            band.append(piece)
            continue
        if _is_columned(band, gutter):
            stretches.append(across)
            for side in _sides(band, gutter):
                stretches.extend(split_columns(side, depth + 1))
            across = []
        else:
            across.extend(band)
        band = []
        if piece is not None:
            across.append(piece)
    stretches.append(across)
    return [stretch for stretch in stretches if stretch]


def _crosses(piece: Piece, gutter: float) -> bool:
    return piece.left < gutter < piece.right


def _sides(band: Sequence[Piece], gutter: float) -> tuple[list[Piece], list[Piece]]:
    left = [piece for piece in band if piece.right <= gutter]
    return left, [piece for piece in band if piece.right > gutter]


def _find_gutter(pieces: Sequence[Piece]) -> float | None:
    """The middle of the widest strip in the middle of the page that the fewest pieces cross."""
    if len(pieces) < 2 * _FEWEST:
        return None
    left = min(piece.left for piece in pieces)
    width = max(piece.right for piece in pieces) - left
    bins = int(width / _BIN) + 2
    if not 10 < bins < 100_000:
        return None
    steps = [0] * (bins + 1)
    for piece in pieces:
        steps[int((piece.left - left) / _BIN) + 1] += 1
        steps[int((piece.right - left) / _BIN)] -= 1
    crossed, running = [], 0
    for step in steps:
        running += step
        crossed.append(running)
    first, last = int(bins * _ZONE[0]), int(bins * _ZONE[1])
    fewest = min(crossed[first:last])
    start, end = _longest_run(crossed, first, last, fewest)
    return left + (start + end) / 2 * _BIN


def _longest_run(crossed: Sequence[int], first: int, last: int, value: int) -> tuple[int, int]:
    best = (first, first)
    start = first
    for index in range(first, last + 1):
        if index == last or crossed[index] != value:
            if index - start > best[1] - best[0]:
                best = (start, index)
            start = index + 1
    return best


def _is_columned(band: Sequence[Piece], gutter: float) -> bool:
    """Whether both sides are running text: several lines that fill their column."""
    left, right = _sides(band, gutter)
    if min(len(left), len(right)) < _FEWEST:
        return False
    top = max(side[0].base for side in (left, right))
    bottom = min(side[-1].base for side in (left, right))
    shorter = min(side[-1].base - side[0].base for side in (left, right))
    if bottom - top < _BESIDE * shorter:
        return False
    start = min(piece.left for piece in left)
    end = max(piece.right for piece in right)
    left_width = median(piece.right - piece.left for piece in left)
    right_width = median(piece.right - piece.left for piece in right)
    return left_width > _FILLED * (gutter - start) and right_width > _FILLED * (end - gutter)
