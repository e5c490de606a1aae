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


def check_apart(*paths: Path) -> None:
    """Refuse one file for two purposes, the input for the result say; `OutputError`."""
    seen: dict[Path, Path] = {}
    for path in paths:
        other = seen.setdefault(path.resolve(), path)
        if other is not path:
            raise OutputError(f"“{other}”与“{path}”是同一个文件，请分别写成不同的文件。")


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
    pieces = file_pieces(parts, columns, path, title=title, chinese=chinese)
    replace_files(((path, pieces),))


def file_pieces(
    parts: Callable[[], Iterator[pl.DataFrame]],
    columns: tuple[Column, ...],
    path: Path,
    *,
    title: str = "",
    chinese: bool = False,
) -> Iterator[bytes]:
    """The bytes of such a file, made when they are asked for, in the form its suffix says."""
    check_suffix(path)
    heads = [column.head if chinese else column.name for column in columns]
    if path.suffix.lower() == ".csv":
        yield from _csv(parts(), columns, heads)
    elif path.suffix.lower() == ".xlsx":
        yield _xlsx(_for_excel(parts()), columns, heads, title)
    else:
        yield _parquet(pl.concat(list(parts())), columns, heads)


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


def replace_files(files: Iterable[tuple[Path, Iterable[bytes]]]) -> None:
    """Put files in their places when all are complete: all of them or none; `OutputError`."""
    parts: list[tuple[Path, Path]] = []
    try:
        for path, pieces in files:
            parts.append((_part_of(path), path))
            _write_part(parts[-1][0], path, pieces)
        for part, path in parts:
            _move(part, path)
    finally:
        for part, _ in parts:
            part.unlink(missing_ok=True)


def _part_of(path: Path) -> Path:
    """Where a file is made. A folder in its place is found before anything is moved."""
    if path.is_dir():
        raise OutputError(f"无法写入“{path}”：这是一个文件夹。请写上文件名再试。")
    return path.with_name(f".{path.name}.part")


def _write_part(part: Path, path: Path, pieces: Iterable[bytes]) -> None:
    try:
        with part.open("wb") as stream:
            for piece in pieces:
                stream.write(piece)
    except OSError as error:
        raise _not_written(path, error) from error


def _move(part: Path, path: Path) -> None:
    try:
        os.replace(part, path)
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> OutputError:
    return OutputError(f"无法写入“{path}”：{error.strerror}。请换一个位置再试。")


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
