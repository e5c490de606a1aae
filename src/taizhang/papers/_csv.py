import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from ._cells import Cell, text_of
from ._errors import PaperError
from ._limits import Limits
from ._tables import Table

# A spreadsheet runs a text cell that begins like this as a formula (OWASP, CSV injection; the
# full-width forms count in East Asian locales). An apostrophe before it keeps it text; a text
# that has such apostrophes already gets one more, so that reading gives back what was written.
_RISKY = re.compile(r"'*[=+\-@\t\n＝＋－＠]")
_ESCAPED = re.compile(r"'+[=+\-@\t\n＝＋－＠]")
_FLUSH_AT = 64 * 1024


def iter_csv(rows: Iterable[Sequence[Cell]], header: Sequence[str]) -> Iterator[bytes]:
    """The table as CSV in pieces of about 64 KB, UTF-8 with BOM, for a streaming answer."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
        if buffer.tell() >= _FLUSH_AT:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def write_csv(rows: Iterable[Sequence[Cell]], header: Sequence[str], stream: BinaryIO) -> None:
    """Write a table as CSV: UTF-8 with BOM, ISO dates, text that looks like a formula escaped."""
    for piece in iter_csv(rows, header):
        stream.write(piece)


def read_csv(stream: BinaryIO, limits: Limits | None = None) -> Table:
    """Read a CSV table of text cells, UTF-8 (with or without BOM) or GB18030.

    Raises PaperError: `empty`, `too_large`, `wrong_encoding`, `binary`, `unreadable`,
    `too_many_rows`, `too_many_columns`.
    """
    limits = limits or Limits()
    data = stream.read(limits.size + 1)
    if len(data) > limits.size:
        raise PaperError("too_large", f"文件超过 {limits.size // 2**20} MB，请拆分后再试。")
    text = _decode(data)
    rows: list[list[Cell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for record in reader:
            _check_record(record, len(rows) + 1, limits)
            rows.append([_unescaped(cell) for cell in record])
    except csv.Error as error:
        raise PaperError(
            "unreadable",
            f"第 {reader.line_num} 行不是规范的 CSV（引号不成对或字段过长），请另存为 CSV 后再试。",
            row=reader.line_num,
        ) from error
    return Table("", rows)


def _safe(cell: Cell) -> str:
    text = text_of(cell)
    return "'" + text if isinstance(cell, str) and _RISKY.match(text) else text


def _unescaped(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text


def _decode(data: bytes) -> str:
    if not data.strip():
        raise PaperError("empty", "文件是空的，请检查是否选错了文件。")
    if b"\0" in data:
        raise PaperError("binary", "这不是文本文件，请另存为 CSV（UTF-8 或 GB18030）后再试。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PaperError(
        "wrong_encoding", "文件的编码既不是 UTF-8 也不是 GB18030，请另存为其中一种后再试。"
    )


def _check_record(record: list[str], row: int, limits: Limits) -> None:
    if row > limits.rows:
        raise PaperError("too_many_rows", f"表格超过 {limits.rows} 行，请拆分后再试。", row=row)
    if len(record) > limits.columns:
        raise PaperError(
            "too_many_columns", f"第 {row} 行超过 {limits.columns} 列，请检查文件。", row=row
        )
