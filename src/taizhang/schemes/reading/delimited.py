"""CSV: UTF-8 with or without a mark, or GB18030 as WPS saves it; every cell as it stands."""

import csv
import io
from collections.abc import Iterator

import polars as pl

from taizhang.papers import PaperError

NO_HEAD = PaperError("no_head", "这一行应当是表头，现在是空的。", row=1)
_ESCAPED = r"^'('*[=+\-@\t\n＝＋－＠])"  # what a CSV that we wrote puts before risky texts


def read_delimited(data: bytes) -> tuple[list[str], pl.DataFrame]:
    """The head and the texts of a CSV; short rows end in nulls.

    Raises PaperError: `binary`, `encoding`, `quotes`, `ragged`.
    """
    utf8 = _as_utf8(data)
    head = next(_records(utf8), [])
    if not any(text.strip() for text in head):
        raise NO_HEAD
    try:
        frame = pl.read_csv(
            io.BytesIO(utf8),
            has_header=True,
            infer_schema=False,
            new_columns=_names(len(head)),
        )
    except pl.exceptions.PolarsError:
        frame = _slowly(utf8, len(head))
    return head, frame.select(pl.all().str.replace(_ESCAPED, "$1"))


def _names(width: int) -> list[str]:
    return [f"at{at}" for at in range(width)]


def _as_utf8(data: bytes) -> bytes:
    if b"\0" in data:
        raise PaperError("binary", "这不是表格，请另存为 CSV（UTF-8）或 .xlsx 后再试。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).encode()
        except UnicodeError:
            continue
    raise PaperError("encoding", "文件的编码既不是 UTF-8 也不是 GB18030，请另存为其中一种。")


def _records(utf8: bytes) -> Iterator[list[str]]:
    """The records by the rules of CSV; PaperError where quotes do not pair."""
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(utf8), "utf-8", newline=""), strict=True)
    row = 1
    try:
        for record in reader:
            yield record
            row += 1
    except csv.Error as error:
        sentence = "引号不成对或一格过长，请检查这一行，或另存为 .xlsx 后再试。"
        raise PaperError("quotes", sentence, row=row) from error


def _slowly(utf8: bytes, width: int) -> pl.DataFrame:
    """Record by record: what the fast reader does not take, and which row is wrong."""
    rows = []
    records = _records(utf8)
    next(records, None)
    for row, record in enumerate(records, start=2):
        if any(text.strip() for text in record[width:]):
            sentence = f"有 {len(record)} 格，比表头的 {width} 格多；请检查数字里有没有逗号。"
            raise PaperError("ragged", sentence, row=row)
        rows.append((record + [""] * width)[:width])
    return pl.DataFrame(rows, schema=dict.fromkeys(_names(width), pl.String), orient="row")
