"""A file that was opened: its heads, and each column as texts when it is asked for."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from taizhang.papers import Cell, Limits, PaperError, read_xlsx, text_of

from ..errors import Problem
from ..types import Column
from .cells import texts_of_cells
from .delimited import NO_HEAD, read_delimited
from .parquet import read_parquet

LIMITS = Limits(size=1000 * 2**20, unpacked=4000 * 2**20, rows=1_048_576, cells=100_000_000)
_NO_SHEET = PaperError("no_sheet", "工作簿里没有工作表，请检查是否选错了文件。")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PARQUET = b"PAR1"

Texts = tuple[pl.Series, list[Problem]]


@dataclass(frozen=True)
class Opened:
    """`texts(at, column)`: the texts of the column at a place, read as what that column holds."""

    head: list[str]
    texts: Callable[[int, Column], Texts]


def open_table(data: bytes) -> Opened:
    """Open a table of any of the three forms, told apart by its first bytes.

    Raises:
        PaperError, PolarsError: it cannot be read.
    """
    if data.startswith(_PARQUET):
        return _parquet(data)
    if data.startswith(_WORKBOOKS):
        return _workbook(data)
    head, frame = read_delimited(data)
    return Opened(head, lambda at, column: (frame[f"at{at}"], []))


def _workbook(data: bytes) -> Opened:
    """The first sheet; cells beyond the head must be empty."""
    sheets = read_xlsx(io.BytesIO(data), LIMITS)
    if not sheets:
        raise _NO_SHEET
    rows = sheets[0].rows
    head = [text_of(cell) for cell in rows[0]] if rows else []
    while head and not head[-1].strip():
        head = head[:-1]
    if not head:
        raise NO_HEAD
    for line, row in enumerate(rows[1:], start=2):
        if any(cell not in ("", None) for cell in row[len(head) :]):
            raise PaperError("ragged", "比表头多出内容，请检查这一行。", row=line)

    def texts(at: int, column: Column) -> Texts:
        cells: list[Cell] = [row[at] if at < len(row) else "" for row in rows[1:]]
        return texts_of_cells(cells, column)

    return Opened(head, texts)


def _parquet(data: bytes) -> Opened:
    """Texts, whole numbers, decimals and yes/no exactly; binary fractions as in a workbook."""
    frame = read_parquet(data)

    def texts(at: int, column: Column) -> Texts:
        series = frame.to_series(at)
        if series.dtype.is_float() or series.dtype.is_temporal():
            return texts_of_cells(series.to_list(), column, single=series.dtype == pl.Float32)
        return series.cast(pl.String), []

    return Opened(frame.columns, texts)
