"""Tables of a run as kept files (表格文件): packed as Parquet, hashed as what they say.

How a library packs Parquet may change from one version to the next; the hash is that of the
contents written as CSV, which does not.
"""

import hashlib
import io
from datetime import datetime
from pathlib import Path

import polars as pl

from taizhang.documents.domain.storing import keep_file, open_file, stored_path
from taizhang.documents.models import StoredFile
from taizhang.schemes import Column, texts_of
from taizhang.schemes.reading import TextTable, read_texts

PARQUET = "application/vnd.apache.parquet"
_MOST_BYTES = 2 * 2**30
_SLICE = 50_000  # rows hashed at a time


def content_digest(frame: pl.DataFrame) -> str:
    """SHA-256 of a table of texts written as CSV with its head."""
    digest = hashlib.sha256()
    digest.update(frame.clear().write_csv().encode())
    for part in frame.iter_slices(_SLICE):
        digest.update(part.write_csv(include_header=False).encode())
    return digest.hexdigest()


def result_digest(frame: pl.DataFrame, columns: tuple[Column, ...]) -> str:
    """SHA-256 of a result as it is written: money with two places, points with four."""
    return content_digest(texts_of(frame, columns))


def keep_table(frame: pl.DataFrame, *, at: datetime) -> StoredFile:
    """Keep a table as Parquet."""
    stream = io.BytesIO()
    frame.write_parquet(stream, compression="zstd")
    stream.seek(0)
    return keep_file(stream, media_type=PARQUET, as_of=at, limit=_MOST_BYTES)


def kept_path(stored: StoredFile) -> Path:
    """Where a kept table lies. Raises StorageError where it is gone."""
    open_file(stored).close()
    return stored_path(stored.sha256)


def read_kept(stored: StoredFile) -> pl.DataFrame:
    """A kept table. Raises StorageError where it is gone."""
    return pl.read_parquet(kept_path(stored))


def read_source(stored: StoredFile, name: str, columns: tuple[Column, ...]) -> TextTable:
    """The uploaded table as text; its problems name it as the person named it.

    Raises:
        InputRefusedError: heads or rows that cannot be.
    """
    read = read_texts(kept_path(stored), columns)
    return TextTable(name, read.frame, read.unread)
