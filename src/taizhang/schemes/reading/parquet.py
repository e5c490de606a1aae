"""Parquet: columns of any plain type, opened in a child process (see `parquet_child`)."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl

from taizhang.papers import PaperError

from . import parquet_child

_SECONDS = 300


def read_parquet(data: bytes) -> pl.DataFrame:
    """The table of a Parquet file; PaperError `damaged`, `nested`, `too_many_rows`."""
    with os.fdopen(os.memfd_create("taizhang-table"), "rb") as table:
        kind, _, name = _answer(data, table.fileno()).partition(" ")
        if kind == "table":
            table.seek(0)  # the child shares the place in the file
            return pl.read_ipc(table)
    if kind == "nested":
        raise PaperError("nested", f"“{name}”列里不是单个的值，请换成文字或数字。")
    if kind == "too_many_rows":
        most = parquet_child.MOST_ROWS
        raise PaperError("too_many_rows", f"超过 {most} 行，请拆分后再试。")
    raise PaperError("damaged", "这个 Parquet 文件读不出来，可能已经损坏，请重新导出后再试。")


def _answer(data: bytes, out: int) -> str:
    """The child's word; none when it died or took too long."""
    program = Path(parquet_child.__file__)
    paths = "\n".join(str(Path(path).absolute()) for path in sys.path)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-B", str(program), paths, str(out)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            pass_fds=(out,),
            cwd="/",
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode() if done.returncode == 0 else ""
