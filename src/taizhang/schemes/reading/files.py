"""CSV, Excel and Parquet as one thing: a table of texts with the place of every row."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import polars as pl

from taizhang.papers import Cell, Limits, PaperError, read_xlsx
from taizhang.papers import text_of as paper_text_of

from ..errors import InputRefusedError, Problem
from ..types import Column
from .heads import columns_by_place

LINE = "__line__"
"""The column of a text table that holds the row's number in the file, the header being 1."""

_LIMITS = Limits(size=1000 * 2**20, unpacked=4000 * 2**20, rows=1_048_576, cells=100_000_000)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PARQUET = b"PAR1"


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
        InputRefusedError: not readable, heads doubled or missing, rows longer than the head.
    """
    data = _bytes(path)
    try:
        if data.startswith(_PARQUET):
            head, frame = _parquet(data)
        elif data.startswith(_WORKBOOKS):
            head, frame = _workbook(data)
        else:
            head, frame = _csv(data)
    except PaperError as error:
        raise _refused(path, error.message, error.row or 0) from error
    except pl.exceptions.PolarsError as error:
        raise _refused(path, "内容读不出来，请另存为 CSV（UTF-8）或 .xlsx 后再试。") from error
    places, unread = columns_by_place(path.name, head, columns)
    texts = [
        pl.col(frame.columns[at]).fill_null("").str.strip_chars().alias(name)
        for name, at in places.items()
    ]
    absent = [pl.lit("").alias(c.name) for c in columns if c.name not in places]
    known = frame.select(pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias(LINE), *texts, *absent)
    known = known.select(LINE, *(column.name for column in columns))
    filled = pl.any_horizontal(pl.col(column.name) != "" for column in columns)
    return TextTable(path.name, known.filter(filled), unread)


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise _refused(path, "没有这个文件，请检查路径。") from None
    except OSError as error:
        raise _refused(path, f"无法读取：{error.strerror}。") from error
    if not data.strip():
        raise _refused(path, "文件是空的，请检查是否选错了文件。")
    return data


def _refused(path: Path, message: str, row: int = 0) -> InputRefusedError:
    return InputRefusedError(path.name, [Problem(row, "", "", message)])


def _csv(data: bytes) -> tuple[list[str], pl.DataFrame]:
    text = _decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""))
    head = next(reader)
    try:
        frame = pl.read_csv(
            io.BytesIO(text.encode()),
            has_header=True,
            infer_schema=False,
            new_columns=[f"at{at}" for at in range(len(head))],
        )
    except pl.exceptions.PolarsError as error:
        raise _ragged(reader, len(head)) from error
    risky = pl.all().str.replace(r"^'([=+\-@\t＝＋－＠'])", "$1")  # what our own CSV escapes
    return head, frame.select(risky)


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise PaperError("binary", "这不是表格，请另存为 CSV（UTF-8）或 .xlsx 后再试。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PaperError("encoding", "文件的编码既不是 UTF-8 也不是 GB18030，请另存为其中一种。")


def _ragged(reader: Iterator[list[str]], width: int) -> PaperError:
    """Say which row has more cells than the head, or that quotes do not pair."""
    row = 1
    try:
        for row, record in enumerate(reader, start=2):
            if len(record) > width:
                sentence = f"有 {len(record)} 格，比表头的 {width} 格多；请检查数字里有没有逗号。"
                return PaperError("ragged", sentence, row=row)
    except csv.Error:
        return PaperError("quotes", "引号不成对或一格过长，请另存为 CSV 后再试。", row=row + 1)
    return PaperError("quotes", "不是规范的 CSV（引号不成对），请另存为 CSV 后再试。")


def _workbook(data: bytes) -> tuple[list[str], pl.DataFrame]:
    rows = read_xlsx(io.BytesIO(data), _LIMITS)[0].rows
    texts = [[_text(cell) for cell in row] for row in rows]
    head = texts[0] if texts else []
    while head and not head[-1]:
        head = head[:-1]
    for line, row in enumerate(texts[1:], start=2):
        if any(row[len(head) :]):
            raise PaperError("ragged", "比表头多出内容，请检查这一行。", row=line)
    cut = [(row + [""] * len(head))[: len(head)] for row in texts[1:]]
    schema = {f"at{at}": pl.String for at in range(len(head))}
    return head, pl.DataFrame(cut, schema=schema, orient="row")


def _text(cell: Cell) -> str:
    """The text of a cell; a number with the fifteen digits that Excel keeps."""
    if isinstance(cell, float):
        return format(Decimal(f"{cell:.15g}"), "f")
    return paper_text_of(cell).strip()


def _parquet(data: bytes) -> tuple[list[str], pl.DataFrame]:
    frame = pl.read_parquet(io.BytesIO(data))
    texts = [
        pl.col(name).map_elements(_text, return_dtype=pl.String)
        if dtype.is_float()
        else pl.col(name).cast(pl.String)
        for name, dtype in frame.schema.items()
    ]
    return frame.columns, frame.select(texts)
