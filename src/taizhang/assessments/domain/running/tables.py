"""Tables of a run as kept files (表格文件): packed as Parquet, hashed as what they say.

How a library packs Parquet may change from one version to the next; the hash is that of the
contents written as CSV, which does not.
"""

import hashlib
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _

from taizhang.documents.domain.storing import Readable, keep_file, open_file, stored_path
from taizhang.documents.models import StoredFile
from taizhang.schemes import Column, InputRefusedError, texts_of
from taizhang.schemes.errors import Problem
from taizhang.schemes.reading import LINE, TextTable, read_texts

PARQUET = "application/vnd.apache.parquet"
_MOST_BYTES = 2 * 2**30
_NUL = "\0"
SLICE = 50_000  # rows hashed or written at a time


def content_digest(frame: pl.DataFrame) -> str:
    """SHA-256 of a table of texts written as CSV with its head."""
    digest = hashlib.sha256(csv_of(frame.clear(), head=True))
    for part in frame.iter_slices(SLICE):
        digest.update(csv_of(part))
    return digest.hexdigest()


def csv_of(frame: pl.DataFrame, *, head: bool = False) -> bytes:
    """A piece of a table as it is hashed."""
    return frame.write_csv(include_header=head).encode()


def result_digest(frame: pl.DataFrame, columns: tuple[Column, ...]) -> str:
    """SHA-256 of a result as it is written: money with two places, points with four."""
    return content_digest(texts_of(frame, columns))


def keep_table(frame: pl.DataFrame, *, at: datetime) -> StoredFile:
    """Keep a table as Parquet."""
    stream = io.BytesIO()
    frame.write_parquet(stream, compression="zstd")
    stream.seek(0)
    return keep_packed(stream, at=at)


def keep_packed(stream: Readable, *, at: datetime) -> StoredFile:
    """Keep a table that is packed already."""
    return keep_file(stream, media_type=PARQUET, as_of=at, limit=_MOST_BYTES)


def kept_path(stored: StoredFile) -> Path:
    """Where a kept table lies. Raises StorageError where it is gone."""
    open_file(stored).close()
    return stored_path(stored.sha256)


def read_kept(stored: StoredFile) -> pl.DataFrame:
    """A kept table. Raises StorageError where it is gone."""
    return pl.read_parquet(kept_path(stored))


def rows_of(path: Path) -> int:
    """How many rows a kept table has."""
    return int(pl.scan_parquet(path).select(pl.len()).collect().item())


def pieces_of(path: Path) -> Iterator[pl.DataFrame]:
    """A kept table piece by piece: the steps of many firms are never in memory together."""
    for start in range(0, max(rows_of(path), 1), SLICE):
        yield pl.scan_parquet(path).slice(start, SLICE).collect()


def read_source(stored: StoredFile, name: str, columns: tuple[Column, ...]) -> TextTable:
    """The uploaded table as text; its problems name it as the person named it.

    Raises:
        InputRefusedError: heads or rows that cannot be.
    """
    read = read_texts(kept_path(stored), columns)
    if found := _unkeepable(read):
        raise InputRefusedError(name, found)
    return TextTable(name, read.frame, tuple(head.replace(_NUL, "") for head in read.unread))


def _unkeepable(table: TextTable) -> list[Problem]:
    """Cells with the one character that a database does not take."""
    names = [name for name in table.frame.columns if name != LINE]
    where = pl.any_horizontal(pl.col(name).str.contains(_NUL, literal=True) for name in names)
    said = _("有看不见的空字符（NUL），请删去这一格的内容，重新填写。")
    return [
        Problem(row[LINE], name, row[name].replace(_NUL, "□"), said)
        for row in table.frame.filter(where).iter_rows(named=True)
        for name in names
        if _NUL in row[name]
    ]
