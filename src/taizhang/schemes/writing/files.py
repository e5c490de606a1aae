"""Tables as CSV, Excel or Parquet, by the suffix of the file; written whole or not at all."""

import io
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import polars as pl

from taizhang.papers import Cell, ColumnKind, PaperError, SheetSetup, write_xlsx
from taizhang.papers import Column as PaperColumn

from ..errors import OutputError
from ..types import Column, Kind
from .texts import WRITTEN, decimal_text, texts_of, written_units

SUFFIXES = (".csv", ".xlsx", ".parquet")
_EXCEL_ROWS = 1_048_575
_EXCEL_DIGITS = 15  # what a cell keeps of a number


def check_suffix(path: Path) -> None:
    """Refuse a form that is not known before anything is computed; `OutputError`."""
    if path.suffix.lower() not in SUFFIXES:
        raise OutputError(f"结果文件“{path.name}”应当是 {'、'.join(SUFFIXES)} 之一。")


def write_table(
    frame: pl.DataFrame,
    columns: tuple[Column, ...],
    path: Path,
    *,
    title: str = "",
    chinese: bool = False,
) -> None:
    """Write a table under its names, or under Chinese heads with units.

    Money has two decimals, points and percentages four; none is empty. The file appears when it
    is complete, never half.

    Raises:
        OutputError: the suffix is not known, the place cannot be written, too many rows, a text
            longer than a cell of a workbook takes.
    """
    check_suffix(path)
    heads = [column.head if chinese else column.name for column in columns]
    made = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet}[path.suffix.lower()]
    data = made(frame, columns, heads, title)
    replace_file(path, data)


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in its place when it is complete; `OutputError`."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(f"无法写入“{path}”：{error.strerror}。请换一个位置再试。") from error


def _csv(frame: pl.DataFrame, columns: tuple[Column, ...], heads: list[str], title: str) -> bytes:
    texts = texts_of(frame, columns)
    # A spreadsheet runs a text that begins like this as a formula; an apostrophe keeps it text.
    risky = [
        pl.col(c.name).str.replace(r"^('*[=+\-@\t\n＝＋－＠])", "'$1")
        for c in columns
        if c.kind is Kind.TEXT
    ]
    texts = texts.with_columns(risky)
    texts.columns = heads
    nothing = texts.with_columns(pl.all().replace({"": None}))  # an empty text would be quoted
    return b"\xef\xbb\xbf" + nothing.write_csv().encode()


def _xlsx(frame: pl.DataFrame, columns: tuple[Column, ...], heads: list[str], title: str) -> bytes:
    if frame.height > _EXCEL_ROWS:
        raise OutputError(f"结果有 {frame.height} 行，超过 Excel 的上限，请写成 .csv 或 .parquet。")
    papers = [
        PaperColumn(
            head,
            width=max(12, min(40, len(head) * 2)),
            kind=_paper_kind(column),
            places=WRITTEN.get(column.kind),
        )
        for column, head in zip(columns, heads, strict=True)
    ]
    stream = io.BytesIO()
    setup = SheetSetup(name="结果", title=title)
    try:
        write_xlsx(_cells(frame, columns), papers, stream, setup=setup)
    except PaperError as error:
        raise OutputError(error.message) from error
    return stream.getvalue()


def _paper_kind(column: Column) -> ColumnKind:
    if column.kind is Kind.DATE:
        return ColumnKind.DATE
    return ColumnKind.NUMBER if column.kind.is_number else ColumnKind.TEXT


def _cells(frame: pl.DataFrame, columns: tuple[Column, ...]) -> Iterator[list[Cell]]:
    """Rows for Excel: numbers as numbers, but as text where a cell would lose digits."""
    for texts in texts_of(frame, columns).iter_rows():
        yield [
            _number(text) if column.kind.is_number else text
            for text, column in zip(texts, columns, strict=True)
        ]


def _number(text: str) -> Cell:
    digits = len(text.replace(".", "").lstrip("-0"))
    return Decimal(text) if text and digits <= _EXCEL_DIGITS else text


def _parquet(
    frame: pl.DataFrame, columns: tuple[Column, ...], heads: list[str], title: str
) -> bytes:
    exact = frame.select(_exact(column) for column in columns)
    exact.columns = heads
    stream = io.BytesIO()
    exact.write_parquet(stream)
    return stream.getvalue()


def _exact(column: Column) -> pl.Expr:
    value = pl.col(column.name)
    places = WRITTEN.get(column.kind, 0)
    if not places:
        return value
    text = pl.when(value.is_null()).then(None).otherwise(_decimal(value, column.kind, places))
    return text.alias(column.name)


def _decimal(value: pl.Expr, kind: Kind, places: int) -> pl.Expr:
    return decimal_text(written_units(value, kind), places).cast(pl.Decimal(20, places))
