"""Tables of a document (表格): rows of cells as the readers give them, tabs between, or lines.

A merged cell is repeated in each row it covers, or left empty behind its first row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..tables.line_grid import find_line_rows
from .reading import Reading


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its clean range and its folded text."""

    start: int
    end: int
    text: str


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its head row and the rows below; a head repeated on the next page is left out."""

    head: Row
    rows: tuple[Row, ...]

    def columns(self, names: frozenset[str]) -> list[int]:
        """The columns whose head is one of some names, brackets left out (分值（分）)."""
        return [i for i, cell in enumerate(self.head) if cell.text.split("(")[0] in names]


def _cells(fold: str, start: int, end: int) -> Row:
    cells: list[Cell] = []
    position = start
    for text in fold[start:end].split("\t"):
        cells.append(Cell(position, position + len(text), text))
        position += len(text) + 1
    return tuple(cells)


def find_grids(reading: Reading) -> Iterator[Grid]:
    """The tables of a document in order."""
    stream, part = reading.stream, reading.context.part
    rows: list[Row] = []
    for block in stream.blocks[part.first : part.last]:
        if stream.fold.find("\t", block.start, block.end) >= 0:
            rows.append(_cells(stream.fold, block.start, block.end))
        elif rows:
            yield _grid(rows)
            rows = []
    if rows:
        yield _grid(rows)
    for lines in find_line_rows(stream, stream.blocks[part.first : part.last]):
        yield _grid([tuple(Cell(a, b, stream.fold[a:b]) for a, b in row.cells) for row in lines])


def _grid(rows: list[Row]) -> Grid:
    """Rows below the first that is a head; the same head again is dropped."""
    head = [cell.text for cell in rows[0]]
    body = [row for row in rows[1:] if [cell.text for cell in row] != head]
    return Grid(rows[0], tuple(body))
