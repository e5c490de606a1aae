"""The steps of a computation on the disk (计算过程), written piece by piece.

A million enterprises have thirty million steps: they are never in memory together.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import polars as pl
from django.conf import settings
from polars.io.plugins import register_io_source

from taizhang.schemes import STEP_COLUMNS

from .tables import SLICE, csv_of

_SCHEMA = dict.fromkeys(STEP_COLUMNS, pl.String)


def written_steps(parts: Callable[[], Iterator[pl.DataFrame]]) -> tuple[BinaryIO, str]:
    """A Parquet file without a name, from its beginning, and the SHA-256 of its contents as CSV.

    The file goes with the process if that is killed, or when it is closed.
    """
    digest = hashlib.sha256(csv_of(pl.DataFrame(schema=_SCHEMA), head=True))

    def pieces(
        columns: list[str] | None, where: pl.Expr | None, rows: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        for part in parts():
            for piece in part.select(STEP_COLUMNS).iter_slices(SLICE):
                digest.update(csv_of(piece))
                yield piece

    stream: Any = tempfile.TemporaryFile(dir=settings.MEDIA_ROOT)  # noqa: SIM115 - goes on living
    source = register_io_source(pieces, schema=_SCHEMA)
    source.sink_parquet(stream, compression="zstd", maintain_order=True)
    stream.seek(0)
    return stream, digest.hexdigest()
