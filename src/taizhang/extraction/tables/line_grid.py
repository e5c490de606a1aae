"""Tables that lost their cells (一行一格): the cells of each row one below the other.

Where the task tables of `extraction.tables` are told by the words of their heads, a table of
figures is told by its rhythm: as many heads as lie between two numbers of the same column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..lines.numbering import read_label
from ..lines.stream import Block, Stream

_VALUE = re.compile(
    r"[\d.,]*\d(?:\([^()]{1,6}\))?(?:%|分|[万亿]?元|[个项家户人名件次亩台套]|万亩|公里)?"
    r"(?:\([^()]{1,8}\))?(?:及?以[上下内])?(?:\([^()]{1,8}\))?|"
    r"[^。;]{0,10}\d[^。;]{0,20}(?:以[上下内]|不足|不满|[-—~至到])[^。;]{0,20}"
)
_TIER = re.compile(r"\d[^\d]{0,3}[-—~至到]|以[上下内]|不足|不满")
_TOTAL = re.compile(r"合计|总计|总分|共计|满分$")
_EMPTY = re.compile(r"[-—–/]+")
_LONGEST_CELL = 80
_LONGEST_HEAD = 16
_WIDTHS = range(2, 9)
_CAPTION_LINES = 3
_FEWEST = 2
_LABEL_REACH = 24
_Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class LineRow:
    """The ranges of a row's cells in the clean stream; an empty cell is an empty range."""

    cells: tuple[tuple[int, int], ...]


def find_line_rows(stream: Stream, blocks: Sequence[Block]) -> Iterator[list[LineRow]]:
    """The tables of a document with one cell a line: their heads, then their rows."""
    run: list[Block] = []
    for block in (*blocks, None):
        if block is not None and _is_cell(stream.fold, block):
            run.append(block)
            continue
        if len(run) >= 2 * (_FEWEST + 1):
            yield from _read_run(stream.fold, run)
        run = []


def _is_cell(fold: str, block: Block) -> bool:
    """Whether a line may be a cell: short, no sentence, no numbered heading, not a row itself."""
    if block.end - block.start > _LONGEST_CELL or fold[block.end - 1] in "。:;":
        return False
    text = fold[block.start : block.end]
    label = read_label(text[:_LABEL_REACH])
    return "\t" not in text and (label is None or label.length == len(text) or text[0].isdigit())


def _read_run(fold: str, run: Sequence[Block]) -> Iterator[list[LineRow]]:
    texts = [fold[block.start : block.end] for block in run]
    for skipped in range(_CAPTION_LINES):
        for width in _WIDTHS:
            count = _rows(texts[skipped:], width)
            if count >= _FEWEST:
                yield _build(run[skipped:], texts[skipped:], width, count)
                return


def _is_value(text: str) -> bool:
    return _VALUE.fullmatch(text) is not None


def _rows(texts: _Lines, width: int) -> int:
    """How many rows of a width follow its heads; 0 where lines have no such rhythm."""
    heads = texts[:width]
    if len(set(heads)) < width or any(_is_value(h) or len(h) > _LONGEST_HEAD for h in heads):
        return 0
    kinds = [_is_value(text) for text in texts[width : 2 * width]]
    if not any(kinds) or (all(kinds) and not _TIER.search(texts[width])):
        return 0
    count = 0
    for at in range(width, len(texts) - width + 1, width):
        row = texts[at : at + width]
        if _TOTAL.match(row[0]) or not _fits(row, kinds):
            break
        if all(kinds) and not _TIER.search(row[0]):
            break
        count += 1
    return count


def _fits(row: _Lines, kinds: Sequence[bool]) -> bool:
    """Whether numbers and words of a row stand where the first row has them."""
    pairs = zip(row, kinds, strict=True)
    return all(_is_value(text) == kind or _EMPTY.fullmatch(text) for text, kind in pairs)


def _build(run: Sequence[Block], texts: _Lines, width: int, count: int) -> list[LineRow]:
    """Head, rows and the row of totals, whose empty cells left no line."""
    last = width * (count + 1)
    rows = [
        LineRow(tuple((block.start, block.end) for block in run[at : at + width]))
        for at in range(0, last, width)
    ]
    if last >= len(texts) or not _TOTAL.match(texts[last]):
        return rows
    kinds = [_is_value(text) for text in texts[width : 2 * width]]
    columns = [i for i, kind in enumerate(kinds) if kind]
    values = [i for i in range(last + 1, min(last + width, len(texts))) if _is_value(texts[i])]
    if len(values) == len(columns):
        edge = run[last].end
        cells = [(run[last].start, edge), *[(edge, edge)] * (width - 1)]
        for column, value in zip(columns, values, strict=True):
            cells[column] = run[value].start, run[value].end
        rows.append(LineRow(tuple(cells)))
    return rows
