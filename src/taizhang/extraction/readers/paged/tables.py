"""Tables as text (表格成文): a row a line, cells between tabs, lines inside a cell between ``\\v``.

A merged cell is repeated in each row and column that it covers, with the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .glyphs import NOWHERE, Glyph, Rule
from .grids import Grid, find_grids
from .lines import Piece, join_rows, make_pieces
from .paragraphs import first_word_width

_PADDING = 0.8  # of the size, on both sides of a cell together
_NAME_END = re.compile(
    r"(?:局|委|办|厅|处|会|院|部|府|公司|中心|银行|学校|学院|大学|支队|集团|管委会)$"
)
_NAME_START = re.compile(r"[市县省区各国]")
CELL = "\t"
BREAK = "\v"


def take_tables(glyphs: Sequence[Glyph], rules: Iterable[Rule]) -> tuple[list[Glyph], list[Piece]]:
    """The glyphs outside all tables, and each table as one piece of many lines."""
    grids = find_grids(rules)
    if not grids:
        return list(glyphs), []
    inside: list[dict[int, list[Glyph]]] = [{} for _ in grids]
    outside: list[Glyph] = []
    for glyph in glyphs:
        left, top, right, bottom = glyph.box
        x, y = (left + right) / 2, (top + bottom) / 2
        for grid, cells in zip(grids, inside, strict=True):
            cell = grid.find(x, y)
            if cell is not None:
                cells.setdefault(cell, []).append(glyph)
                break
        else:
            outside.append(glyph)
    tables = [_write(grid, cells) for grid, cells in zip(grids, inside, strict=True) if cells]
    return outside, tables


def _write(grid: Grid, glyphs: dict[int, list[Glyph]]) -> Piece:
    cells = {cell: _write_cell(each, grid.width(cell)) for cell, each in glyphs.items()}
    first = min((piece for piece in cells.values()), key=lambda piece: piece.base)
    table = Piece(grid.xs[0], grid.xs[-1], grid.ys[0], first.size, is_table=True)
    for row in grid.cells:
        if not any(cell in cells for cell in row):
            continue
        if table.text:
            table.add("\n", NOWHERE)
        for number, cell in enumerate(row):
            if number:
                table.add(CELL, NOWHERE)
            if cell in cells:
                table.append(cells[cell])
    return table


def _write_cell(glyphs: Sequence[Glyph], width: float) -> Piece:
    lines = join_rows(make_pieces(glyphs))
    whole = Piece(lines[0].left, lines[0].right, lines[0].base, lines[0].size)
    before: Piece | None = None
    for line in lines:
        if before is not None and not _runs_on(before, line, width):
            whole.add(BREAK, NOWHERE)
        whole.append(line)
        before = line
    return whole


def _runs_on(before: Piece, after: Piece, width: float) -> bool:
    """Whether a line in a cell was only broken for want of room."""
    if _NAME_END.search(before.text) and _NAME_START.match(after.text):
        return False
    needed = before.right - before.left + (first_word_width(after.text) + _PADDING) * after.size
    return needed > width
