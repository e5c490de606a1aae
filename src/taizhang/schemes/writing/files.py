"""Tables as CSV, Excel or Parquet, by the suffix of the file; written whole or not at all."""

import io
import os
from collections.abc import Callable, Iterable, Iterator
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
    write_parts(lambda: iter((frame,)), columns, path, title=title, chinese=chinese)


def write_parts(
    parts: Callable[[], Iterator[pl.DataFrame]],
    columns: tuple[Column, ...],
    path: Path,
    *,
    title: str = "",
    chinese: bool = False,
) -> None:
    """Write a table that comes in pieces, as `write_table` does; CSV holds one piece at a time."""
    check_suffix(path)
    heads = [column.head if chinese else column.name for column in columns]
    if path.suffix.lower() == ".csv":
        replace_file(path, _csv(parts(), columns, heads))
        return
    if path.suffix.lower() == ".xlsx":
        data = _xlsx(_for_excel(parts()), columns, heads, title)
    else:
        data = _parquet(pl.concat(list(parts())), columns, heads)
    replace_file(path, (data,))


def _for_excel(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """The pieces as one table; refused as soon as it has more rows than a sheet takes."""
    taken: list[pl.DataFrame] = []
    rows = 0
    for part in parts:
        taken.append(part)
        rows += part.height
        if rows > _EXCEL_ROWS:
            raise OutputError(
                f"结果超过 Excel 一张表的上限（{_EXCEL_ROWS} 行），请写成 .csv 或 .parquet。"
            )
    return pl.concat(taken)


def replace_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Put a file in its place when it is complete; `OutputError`."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as stream:
            for piece in pieces:
                stream.write(piece)
        os.replace(part, path)
    except OSError as error:
        raise OutputError(f"无法写入“{path}”：{error.strerror}。请换一个位置再试。") from error
    finally:
        part.unlink(missing_ok=True)


def _csv(
    parts: Iterable[pl.DataFrame], columns: tuple[Column, ...], heads: list[str]
) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    for at, frame in enumerate(parts):
        yield _csv_piece(frame, columns, heads, with_head=not at)


def _csv_piece(
    frame: pl.DataFrame, columns: tuple[Column, ...], heads: list[str], *, with_head: bool
) -> bytes:
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
    return nothing.write_csv(include_header=with_head).encode()


def _xlsx(frame: pl.DataFrame, columns: tuple[Column, ...], heads: list[str], title: str) -> bytes:
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


def _parquet(frame: pl.DataFrame, columns: tuple[Column, ...], heads: list[str]) -> bytes:
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
