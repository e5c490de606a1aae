"""CSV, Excel and Parquet as one thing: a table of texts with the place of every row."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from taizhang.papers import PaperError

from ..errors import InputRefusedError, Problem
from ..types import Column
from .heads import columns_by_place
from .opened import LIMITS, Opened, open_table

LINE = "__line__"
"""The column of a text table that holds the row's number in the file, the header being 1."""


@dataclass(frozen=True)
class TextTable:
    """An input as text: a column of strings for each known column, "" where nothing stands.

    `unread`: heads of the file that are no column of the scheme; they are not used.
    """

    file: str
    frame: pl.DataFrame
    unread: tuple[str, ...] = ()


def read_texts(path: Path, columns: tuple[Column, ...]) -> TextTable:
    """Read a table of any of the three forms, told apart by its first bytes.

    Raises:
        InputRefusedError: not readable, heads doubled or missing, rows longer than the head,
            numbers of which a cell has lost digits.
    """
    data = _bytes(path)
    try:
        opened = open_table(data)
        places, unread = columns_by_place(path.name, opened.head, columns)
        known = _known(path.name, opened, columns, places)
    except PaperError as error:
        raise _refused(path, error.message, error.row or 0) from error
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise _refused(path, "内容读不出来，请另存为 CSV（UTF-8）或 .xlsx 后再试。") from error
    filled = pl.any_horizontal(pl.col(column.name) != "" for column in columns)
    return TextTable(path.name, known.filter(filled), unread)


def _known(
    file: str, opened: Opened, columns: tuple[Column, ...], places: dict[str, int]
) -> pl.DataFrame:
    """The columns of the scheme, an absent one empty, with the row's number before them."""
    problems: list[Problem] = []
    texts = []
    for column in columns:
        if column.name in places:
            series, wrong = opened.texts(places[column.name], column)
            texts.append(series.alias(column.name))
            problems += wrong
    if problems:
        raise InputRefusedError(file, sorted(problems, key=lambda problem: problem.row))
    frame = pl.DataFrame(texts).select(pl.all().fill_null("").str.strip_chars())
    absent = [pl.lit("").alias(c.name) for c in columns if c.name not in places]
    line = pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias(LINE)
    return frame.with_columns(line, *absent).select(LINE, *(column.name for column in columns))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LIMITS.size:
            raise _refused(path, f"文件超过 {LIMITS.size // 2**20} MB，请拆分后再试。")
        data = path.read_bytes()
    except FileNotFoundError:
        raise _refused(path, "没有这个文件，请检查路径。") from None
    except OSError as error:
        raise _refused(path, f"无法读取：{error.strerror}。") from error
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise _refused(path, "文件是空的，请检查是否选错了文件。")
    return data


def _refused(path: Path, message: str, row: int = 0) -> InputRefusedError:
    return InputRefusedError(path.name, [Problem(row, "", "", message)])
