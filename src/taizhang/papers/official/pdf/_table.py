from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from .._measures import SIZE_TABLE
from .._pieces import pieces_of
from .._styles import LINE_FACTOR
from .._tables import check_table, share_width
from .._text import one_line
from .._types import Align, Table, TableColumn
from ._nodes import Node, line, node, pieces, points, words

_SIDES = {Align.CENTRE: "text-align:center;", Align.RIGHT: "text-align:right;"}


def table_of(table: Table, *, width: int, site: str) -> Node:
    """The table in a width of twips. Raises PaperError like its twin for Word."""
    check_table(table)
    widths = share_width(width, [column.share for column in table.columns])
    columns = (node("col", style=f"width:{points(wide)}") for wide in widths)
    return node(
        "table",
        node("colgroup", *columns),
        node("thead", *_head_rows(table)),
        node("tbody", *_rows(table, site)),
        style=f"width:{points(width)}",
    )


def _rows(table: Table, site: str) -> Iterable[Node]:
    size = _size(table)
    looks = [_SIDES.get(column.align, "") + size for column in table.columns]
    for row in table.rows:
        cells = (
            node("td", line("TableText", *pieces(pieces_of(text), site=site), style=look))
            for text, look in zip(row, looks, strict=True)
        )
        yield node("tr", *cells)


def _size(table: Table) -> str:
    if table.size == SIZE_TABLE:
        return ""
    high = f"{table.size * LINE_FACTOR:g}pt"
    return f"font-size:{table.size:g}pt;line-height:{high};min-height:{high}"


def _head_rows(table: Table) -> list[Node]:
    if not any(column.group for column in table.columns):
        return [node("tr", *(_head(table, column.title) for column in table.columns))]
    upper, lower = node("tr"), node("tr")
    for group, found in groupby(table.columns, lambda column: column.group):
        columns: Sequence[TableColumn] = list(found)
        if group:
            upper.append(_head(table, group, colspan=str(len(columns))))
            lower.extend(_head(table, column.title) for column in columns)
        else:
            upper.extend(_head(table, column.title, rowspan="2") for column in columns)
    return [upper, lower]


def _head(table: Table, title: str, **spans: str) -> Node:
    return node("th", line("TableHead", words(one_line(title)), style=_size(table)), **spans)
