"""Tables with named columns (表): head rows read together, rows below them, the caption's unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ...lines.stream import Block
from ...patterns import late
from ...tables.line_grid import find_line_rows
from ..bulletin import Bulletin
from .cells import Cell, Figure, read_cell

_RULE = late(r"[-—–:\s|]*")
_TOTAL = late(
    r"(?:全[市县区省](?:总体|汇总)?|总体|[全总合共累]?[市县区]?(?:合计|总计|共计|总数|汇总|累计)|[收支]入?出?(?:合计|总计))(?:[(][^()]*[)])?[:]?"
)
_PARTIAL = late(r".{0,8}小计[:]?")
_MEAN = late(r"(?:全[市县区省])?(?:平均[值数]?|均值|平均水平)")
_WITHIN = late(r"其中|#")
_PERCENT = late(r"[%％]|率|占比|比重|比例|增长(?![额量数])|增幅|增速")
_UNIT = late(r"[(]?(?:计量)?单位:?([^()\s，,]{1,8})[)]?")
_HEAD_UNIT = late(r"[(](?:单位:?)?([^()\d]{1,8})[)]$")
_INDEX = late(r"序号|编号|排名|位次|名次|排序|年份|时间|日期|备注|说明")
_MOST_HEADS = 4
_FEWEST_ROWS = 3

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table: the name and unit of each column, and its rows with their numbers."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    caption: str
    kinds: tuple[str, ...]
    figures: tuple[tuple[Figure | None, ...], ...] = field(repr=False)

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.names)

    def column(self, index: int) -> list[Figure | None]:
        """The numbers of a column, row by row."""
        return [row[index] for row in self.figures]

    @cached_property
    def numeric(self) -> list[int]:
        """Columns most cells of which are numbers, running numbers left out."""
        found = []
        for index, name in enumerate(self.names):
            filled = [
                row[index].text for row in self.rows if row[index].text not in {"", "-", "—", "/"}
            ]
            figures = sum(figure is not None for figure in self.column(index))
            if figures and figures * 2 > len(filled) and not _INDEX.fullmatch(name):
                found.append(index)
        return found

    def unit(self, index: int) -> str:
        """The unit of a column by its head or the caption; empty when neither says one."""
        head = _HEAD_UNIT.search(self.names[index])
        caption = _UNIT.search(self.caption)
        return head[1] if head else caption[1] if caption else ""

    def name_of(self, row: int) -> str:
        """The first words of a row that are no number."""
        for cell in self.rows[row][:3]:
            if cell.text and read_cell(cell.text) is None:
                return cell.text
        return ""


def find_tables(bulletin: Bulletin) -> Iterator[Table]:
    """The tables of a bulletin: cells between tabs or bars, one cell a line, or blanks between."""
    blocks = bulletin.stream.blocks
    rows: list[Row] = []
    first = 0
    for index, block in enumerate((*blocks, None)):
        spans = bulletin.cells(block) if block is not None else []
        cells = tuple(_cell(bulletin, *span) for span in spans)
        if cells and not (rows and _opens(rows, cells)):
            first = first if rows else index
            rows.append(cells)
            continue
        if rows:
            yield from _table(bulletin, rows, _caption(bulletin, blocks, first))
        rows, first = ([cells], index) if cells else ([], index)
    for lines in find_line_rows(bulletin.stream, blocks):
        line_rows = [tuple(_cell(bulletin, a, b) for a, b in row.cells) for row in lines]
        yield from _table(bulletin, line_rows, "")


def _opens(rows: Sequence[Row], cells: Row) -> bool:
    """Whether a row is the head of another table: words only, below numbers, of another shape."""
    if any(read_cell(cell.text) is not None for cell in cells):
        return False
    below = any(read_cell(cell.text) is not None for cell in rows[-1])
    named = len({cell.text for cell in cells if cell.text})
    return below and named > 1 and named * 3 > len(cells) * 2


def _cell(bulletin: Bulletin, start: int, end: int) -> Cell:
    text = bulletin.text[start:end]
    return Cell(start + len(text) - len(text.lstrip()), end, text.strip())


def _caption(bulletin: Bulletin, blocks: Sequence[Block], first: int) -> str:
    """What stands right above a table: its title, 单位：万元."""
    above = blocks[max(0, first - 3) : first]
    return " ".join(bulletin.text[b.start : b.end] for b in above if b.end - b.start < 60)


def _table(bulletin: Bulletin, rows: list[Row], caption: str) -> Iterator[Table]:
    """The rows below their heads, those as wide as most."""
    rows = [row for row in rows if not _RULE.fullmatch("".join(cell.text for cell in row))]
    rows = [_trimmed(row) for row in rows]
    if len(rows) < _FEWEST_ROWS:
        return
    width = max((len(row) for row in rows), key=[len(row) for row in rows].count)
    captions = [row for row in rows if len({cell.text for cell in row if cell.text}) == 1]
    caption = " ".join([caption, *(row[0].text for row in captions)])
    rows = [_filled(row, width) for row in rows if row not in captions]
    rows = [row for row in rows if len(row) == width]
    heads = _heads(rows)
    if not heads or width < 2 or len(rows) - heads < 2:
        return
    names = tuple(_name(rows[:heads], index) for index in range(width))
    head_texts = [[cell.text for cell in row] for row in rows[:heads]]
    body = [row for row in rows[heads:] if [cell.text for cell in row] not in head_texts]
    yield _build(names, tuple(body), caption)


def _trimmed(row: Row) -> Row:
    """A row drawn with bars without the empty cells outside them."""
    if len(row) > 2 and not row[0].text and not row[-1].text and row[0].start == row[0].end:
        return row[1:-1]
    return row


def _filled(row: Row, width: int) -> Row:
    """A row of totals that ends early, with empty cells behind it."""
    if 1 < len(row) < width and _kind(row) != "plain":
        edge = row[-1].end
        return (*row, *[Cell(edge, edge, "")] * (width - len(row)))
    return row


def _heads(rows: Sequence[Row]) -> int:
    """How many rows from the first hold no number."""
    for index, row in enumerate(rows[: _MOST_HEADS + 1]):
        if any(read_cell(cell.text) is not None for cell in row):
            return index
    return 0


def _name(heads: Sequence[Row], index: int) -> str:
    """The words above a column, from the top down, each once."""
    return "".join(dict.fromkeys(row[index].text for row in heads))


def _build(names: tuple[str, ...], rows: tuple[Row, ...], caption: str) -> Table:
    percent = [_PERCENT.search(name) is not None for name in names]
    figures = tuple(
        tuple(read_cell(c.text, percent=p) for c, p in zip(row, percent, strict=True))
        for row in rows
    )
    return Table(names, rows, caption, tuple(_kind(row) for row in rows), figures)


def _kind(row: Row) -> str:
    """What a row is: total, partial (小计), mean, within (其中), or plain."""
    for cell in row[:3]:
        for kind, words in (("total", _TOTAL), ("partial", _PARTIAL), ("mean", _MEAN)):
            if words.fullmatch(cell.text):
                return kind
    return "within" if any(_WITHIN.match(cell.text) for cell in row[:2]) else "plain"
