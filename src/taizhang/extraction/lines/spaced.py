"""Rows of a table whose cells stand in one line with blanks between them (空格分隔的表)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .stream import Block, Stream

Cell = tuple[int, int]


def pieces(stream: Stream, block: Block) -> list[Cell]:
    """The ranges of a block between blanks of the source; single letters in a row are one."""
    edges = [block.start, *stream.gaps_in(block.start, block.end), block.end]
    found: list[Cell] = []
    spelt = False
    for start, end in zip(edges, edges[1:], strict=False):
        before = found[-1] if found else None
        if before and end - start == 1 and (spelt or before[1] - before[0] == 1):
            found[-1] = (before[0], end)
        else:
            found.append((start, end))
        spelt = end - start == 1
    return found


def spaced_rows(
    stream: Stream, blocks: Sequence[Block], first: int, width: int
) -> Iterator[tuple[int, list[Cell]]]:
    """Rows 1, 2, 3 … below a head of ``width`` columns, each with the index behind its block."""
    number = 1
    for index in range(first, len(blocks)):
        if not stream.fold[blocks[index].start].isdigit():
            return
        row: list[Cell] = []
        for cell in [*pieces(stream, blocks[index]), (0, 0)]:
            text = stream.fold[slice(*cell)]
            if row and (not text or text == str(number + 1)):
                cells = _fit(row, width)
                if cells is not None and stream.fold[slice(*cells[0])] == str(number):
                    yield index + 1, cells
                    number += 1
                row = []
            row.append(cell)


def _fit(row: Sequence[Cell], width: int) -> list[Cell] | None:
    """A row with as many cells as the head; blanks in the task of three columns are none."""
    if width == 3 and len(row) > width:
        return [row[0], (row[1][0], row[-2][1]), row[-1]]
    return list(row) if len(row) == width else None
