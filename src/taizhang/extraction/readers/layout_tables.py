"""Tables as text (表格): a row a line, cells between tabs, line ends in cells ``\\v``.

Merged cells are repeated in each row and column that they cover. A table of one column or one row
only places text on the page: its paragraphs stand by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MOST_COLUMNS = 256
_BLANK = str.maketrans({"\t": " ", "\n": "\v"})


@dataclass(slots=True)
class Cell:
    """A cell as written: its lines, how many columns and rows it covers.

    ``continues`` is a cell that only goes on with the one above it (Word's vertical merge).
    """

    lines: Sequence[str]
    columns: int = 1
    rows: int = 1
    continues: bool = False


def cell_text(lines: Iterable[str]) -> str:
    """The lines of a cell as one: no tab, no line end, no empty lines at its ends."""
    return "\n".join(line.strip(" \t\n\u3000") for line in lines).strip("\n").translate(_BLANK)


def spread(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    """The grid of a table, each merged cell in every place that it covers."""
    grid: list[list[str]] = []
    held: dict[int, tuple[int, str]] = {}  # column: rows still covered, text
    for row in rows:
        line: list[str] = []
        for cell in row:
            _fill_held(line, held)
            text = cell_text(cell.lines)
            if cell.continues and grid and len(line) < len(grid[-1]):
                text = grid[-1][len(line)]
            for _ in range(max(1, min(cell.columns, _MOST_COLUMNS - len(line)))):
                if cell.rows > 1:
                    held[len(line)] = (cell.rows - 1, text)
                line.append(text)
        _fill_held(line, held)
        grid.append(line[:_MOST_COLUMNS])
    return grid


def _fill_held(line: list[str], held: dict[int, tuple[int, str]]) -> None:
    """Put in what cells of rows above still cover here."""
    while len(line) in held:
        left, text = held.pop(len(line))
        if left > 1:
            held[len(line)] = (left - 1, text)
        line.append(text)


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The lines that a table becomes."""
    if len(rows) == 1 or all(len(row) <= 1 for row in rows):
        return [line for row in rows for cell in row for line in cell.lines]
    grid = [line for line in spread(rows) if any(line)]
    return ["\t".join(line) for line in grid]
