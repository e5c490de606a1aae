"""Columns (分栏): where a page is set in two, the left one is read before the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from .lines import Piece

_BIN = 2.0  # points
_FEWEST = 2  # lines of a column
_FILLED = 0.85  # of the width of the column
_FULL_LINES = 3
_RUNNING = 10  # ems
_BESIDE = 0.5  # of the shorter side's height
_DEEPEST = 3
_ZONE = (0.25, 0.75)


def usual_gutter(pages: Sequence[Sequence[Piece]]) -> float | None:
    """Where most pages of a file are parted into columns, if some of them clearly are."""
    found = []
    for pieces in pages:
        gutter = _find_gutter(pieces)
        if gutter is not None and any(
            _is_columned(band, gutter) for _, band in _bands(pieces, gutter)
        ):
            found.append(gutter)
    return median(found) if found else None


def split_columns(
    pieces: Sequence[Piece], usual: float | None = None, depth: int = 0
) -> list[list[Piece]]:
    """The pieces of a page as stretches in the order of reading, each one column wide.

    A line that runs across the gutter (a title, a footnote) parts what stands above from below.
    ``usual`` is the gutter of the file's other pages: few lines on both sides of it are columns.
    """
    gutter = usual
    if gutter is None:
        gutter = _find_gutter(pieces) if depth < _DEEPEST else None
    if gutter is None:
        return [list(pieces)]
    stretches: list[list[Piece]] = []
    across: list[Piece] = []
    for crossing, band in _bands(pieces, gutter):
        if _is_columned(band, gutter, sure=usual is not None):
            stretches.append(across)
            for side in _sides(band, gutter):
                stretches.extend(split_columns(side, depth=depth + 1))
            across = []
        else:
            across.extend(band)
        across.extend(crossing)
    stretches.append(across)
    return [stretch for stretch in stretches if stretch]


def _bands(
    pieces: Sequence[Piece], gutter: float
) -> Iterator[tuple[Sequence[Piece], Sequence[Piece]]]:
    """From top to bottom: pieces beside the gutter, and the one across it that ends them."""
    band: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.base):
        if _crosses(piece, gutter):
            yield [piece], band
            band = []
        else:
            band.append(piece)
    yield [], band


def _crosses(piece: Piece, gutter: float) -> bool:
    return piece.left < gutter < piece.right


def _sides(band: Sequence[Piece], gutter: float) -> tuple[list[Piece], list[Piece]]:
    left = [piece for piece in band if piece.right <= gutter]
    return left, [piece for piece in band if piece.right > gutter]


def _find_gutter(pieces: Sequence[Piece]) -> float | None:
    """The middle of the widest strip in the middle of the page that the fewest pieces cross."""
    if len(pieces) < _FULL_LINES + _FEWEST:
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


def _is_columned(band: Sequence[Piece], gutter: float, *, sure: bool = False) -> bool:
    """Whether both sides are running text side by side: lines that fill their column.

    The cells of a table without rules may stand like columns, but they are short.
    """
    left, right = _sides(band, gutter)
    if sure:
        return bool(left and right)
    if min(len(left), len(right)) < _FEWEST:
        return False
    if min(_longest(left), _longest(right)) < _RUNNING:
        return False
    if max(_full_lines(left), _full_lines(right)) < _FULL_LINES:
        return False
    top = max(side[0].base for side in (left, right))
    bottom = min(side[-1].base for side in (left, right))
    shorter = min(side[-1].base - side[0].base for side in (left, right))
    return bottom - top >= _BESIDE * shorter


def _ems(piece: Piece) -> float:
    return (piece.right - piece.left) / piece.size


def _longest(side: Sequence[Piece]) -> float:
    return max(_ems(piece) for piece in side)


def _full_lines(side: Sequence[Piece]) -> int:
    """How many lines reach from one edge of their column to the other."""
    widest = max(piece.right for piece in side) - min(piece.left for piece in side)
    return sum(piece.right - piece.left > _FILLED * widest for piece in side)
