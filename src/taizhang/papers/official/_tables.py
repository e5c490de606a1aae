"""Tables (表格): fixed widths, the head on every page, no row torn apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from .._errors import PaperError
from ._measures import POINT, SIZE_TABLE
from ._pieces import pieces_of
from ._runs import runs_of
from ._styles import LINE_FACTOR
from ._text import one_line
from ._types import Align, Table, TableColumn, Words
from ._xml import Node, node, paragraph

_SIDES = {Align.CENTRE: "center", Align.RIGHT: "right"}
_CELL_MARGIN = 70  # twips, left and right
_SMALLEST, _LARGEST = 6.0, 16.0


def table_of(table: Table, *, width: int) -> Node:
    """The table in a width of twips.

    Raises PaperError: `no_columns`, `bad_table_size`, `bad_column_share`, or `ragged_row` with its
    row.
    """
    check_table(table)
    widths = share_width(width, [column.share for column in table.columns])
    made = table_frame(widths)
    made.extend(_head_rows(table, widths))
    for row in table.rows:
        cells = (
            cell_of(_text(table, text, _SIDES.get(column.align, "")), width=wide)
            for text, column, wide in zip(row, table.columns, widths, strict=True)
        )
        made.append(node("tr", _row_look(), *cells))
    return made


def share_width(width: int, shares: Sequence[float]) -> list[int]:
    """Widths in proportion to the shares, their sum exactly `width`."""
    total, reached, made = sum(shares), 0.0, list[int]()
    for share in shares:
        reached += share
        made.append(round(width * reached / total) - sum(made))
    return made


def table_frame(widths: Sequence[int], *, padding: int = 30) -> Node:
    """An empty table of fixed widths in the middle of the page, ruled all round.

    `padding`: twips above and below the text of every cell.
    """
    look = node(
        "tblPr",
        node("tblStyle", val="PaperTable"),
        node("tblW", w=sum(widths), type="dxa"),
        node("jc", val="center"),
        node("tblLayout", type="fixed"),
        node(
            "tblCellMar",
            node("top", w=padding, type="dxa"),
            node("left", w=_CELL_MARGIN, type="dxa"),
            node("bottom", w=padding, type="dxa"),
            node("right", w=_CELL_MARGIN, type="dxa"),
        ),
    )
    return node("tbl", look, node("tblGrid", *(node("gridCol", w=wide) for wide in widths)))


def cell_of(*content: Node, width: int, span: int = 1, merge: str = "") -> Node:
    """A cell; `span` columns wide; `merge` is `restart` or `continue` of a cell over two rows."""
    look = node("tcPr", node("tcW", w=width, type="dxa"))
    if span > 1:
        look.append(node("gridSpan", val=span))
    if merge:
        look.append(node("vMerge", val=merge))
    look.append(node("vAlign", val="center"))
    return node("tc", look, *content)


def _text(table: Table, words: Words, side: str, style: str = "TableText") -> Node:
    looks = [node("jc", val=side)] if side else []
    letters = []
    if table.size != SIZE_TABLE:
        line = round(table.size * LINE_FACTOR * POINT)
        looks.append(node("spacing", before=0, after=0, line=line, lineRule="exact"))
        letters = [node("sz", val=round(table.size * 2)), node("szCs", val=round(table.size * 2))]
    return paragraph(style, *runs_of(pieces_of(words), *letters), properties=tuple(looks))


def _row_look(*, head: bool = False) -> Node:
    look = node("trPr", node("cantSplit"))
    if head:
        look.append(node("tblHeader"))
    look.append(node("jc", val="center"))
    return look


def _head_rows(table: Table, widths: Sequence[int]) -> list[Node]:
    if not any(column.group for column in table.columns):
        cells = [
            cell_of(_head(table, column.title), width=wide)
            for column, wide in zip(table.columns, widths, strict=True)
        ]
        return [node("tr", _row_look(head=True), *cells)]
    upper, lower = node("tr", _row_look(head=True)), node("tr", _row_look(head=True))
    for group, columns in groupby(zip(table.columns, widths, strict=True), lambda c: c[0].group):
        (_put_group if group else _put_alone)(table, list(columns), upper, lower)
    return [upper, lower]


def _put_group(
    table: Table, columns: list[tuple[TableColumn, int]], upper: Node, lower: Node
) -> None:
    wide = sum(width for _, width in columns)
    title = _head(table, columns[0][0].group)
    upper.append(cell_of(title, width=wide, span=len(columns)))
    lower.extend(cell_of(_head(table, column.title), width=width) for column, width in columns)


def _put_alone(
    table: Table, columns: list[tuple[TableColumn, int]], upper: Node, lower: Node
) -> None:
    for column, width in columns:
        upper.append(cell_of(_head(table, column.title), width=width, merge="restart"))
        lower.append(cell_of(_head(table, ""), width=width, merge="continue"))


def _head(table: Table, title: str) -> Node:
    return _text(table, one_line(title), "", "TableHead")


def check_table(table: Table) -> None:
    """Raise PaperError for a table that cannot be drawn."""
    name = one_line(table.caption)[:30] or "未命名"
    if not table.columns:
        raise PaperError("no_columns", f"表格“{name}”没有列，请至少给出一列。")
    if not _SMALLEST <= table.size <= _LARGEST:
        raise PaperError(
            "bad_table_size",
            f"表格“{name}”的字号是 {table.size:g} 磅，应在 {_SMALLEST:g} 至 {_LARGEST:g} 磅之间。",
        )
    for at, column in enumerate(table.columns, start=1):
        if not 0 < column.share < float("inf"):
            raise PaperError(
                "bad_column_share",
                f"表格“{name}”第 {at} 列的宽度份额是 {column.share:g}，应大于 0。",
                column=at,
            )
    for at, row in enumerate(table.rows, start=1):
        if len(row) != len(table.columns):
            raise PaperError(
                "ragged_row",
                f"表格“{name}”第 {at} 行有 {len(row)} 格，表头有 {len(table.columns)} 列，"
                "请补齐或删去多出的格。",
                row=at,
            )
