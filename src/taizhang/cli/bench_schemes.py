"""`taizhang bench schemes`: a million enterprises rated, a million claims paid, measured.

Enterprises and claims are made up in a folder of their own, which is removed afterwards. Each
measurement is a process of its own; the benchmark stops unless a plain loop and Spark find the
same as the schemes.
"""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import typer

from .bench_schemes_data import CLAIMS, STAR, write_claims, write_enterprises
from .bench_timing import Row

ROWS = 1_000_000
Answer = dict[str, float]
Beside = Callable[[Path], Iterable[Row]]
"""What another library finds in a folder with the input and our result."""
_DATA = ((STAR, "企业评星", write_enterprises), (CLAIMS, "就业补贴", write_claims))


def run(size: int | None, *, beside: Beside | None = None) -> None:
    """Make the data, measure, print; `beside` adds rows about the enterprises."""
    rows = size or ROWS
    with TemporaryDirectory(prefix="taizhang-bench-") as folder:
        _print(rows, list(_measure(rows, Path(folder), beside)))


def _measure(rows: int, root: Path, beside: Beside | None) -> Iterable[Row]:
    for name, title, write in _DATA:
        folder = root / name
        folder.mkdir()
        write(folder / "given.parquet", rows)
        typer.echo(f"{title}：{rows:,} 行", err=True)
        yield from _road(name, title, folder)
        yield from _loop(name, title, folder)
        yield from beside(folder) if beside and name == STAR else ()
        yield from _spark(name, title, folder)


def _road(name: str, title: str, folder: Path) -> Iterator[Row]:
    found = measured("road", name, folder)
    stages = ("reading", "checking", "computing", "writing")
    words = ("读入", "核对", "计算", "写出")
    parts = "，".join(
        f"{word} {found[stage]:.1f}" for word, stage in zip(words, stages, strict=True)
    )
    yield Row(
        f"{title}：只计算（Polars）",
        f"{found['again']:.2f} 秒，处理器 {found['processor']:.1f} 秒",
    )
    yield Row(
        f"{title}：从 Parquet 到 Parquet",
        f"{sum(found[stage] for stage in stages):.1f} 秒（{parts}），"
        f"处理器 {found['road_processor']:.0f} 秒，内存峰值 {found['peak_mb']:,.0f} MB",
    )


def _loop(name: str, title: str, folder: Path) -> Iterator[Row]:
    found = measured("loop", name, folder)
    ours, theirs = (pl.read_parquet(folder / f"{which}.parquet") for which in ("road", "loop"))
    key = theirs.columns[0]
    assert ours.select(theirs.columns).sort(key).equals(theirs.sort(key)), "the loop differs"
    yield Row(
        f"{title}：逐行循环（Python，Decimal），结果逐行相同",
        f"{found['computing']:.0f} 秒，处理器 {found['processor']:.0f} 秒，"
        f"内存峰值 {found['peak_mb']:,.0f} MB",
    )


def _spark(name: str, title: str, folder: Path) -> Iterator[Row]:
    found = measured("spark", name, folder)
    yield Row(
        f"{title}：Spark 上的前 {found['rows']:,.0f} 行（含启动），结果逐格相同",
        f"{found['computing']:.0f} 秒",
    )


def measured(what: str, name: str, folder: Path) -> Answer:
    """One measurement in a process of its own; its last line is its answer."""
    command = [sys.executable, "-m", "taizhang.cli.bench_schemes_one", what, name, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{what} {name}: {done.stderr[-4000:]}")
    answer: Answer = json.loads(done.stdout.splitlines()[-1])
    return answer


def _print(rows: int, found: list[Row]) -> None:
    load = f"此刻负荷 {os.getloadavg()[0]:.1f}"
    machine = f"{platform.system()} {platform.machine()}，{os.cpu_count()} 核，{load}"
    typer.echo(f"\n各 {rows:,} 行；{machine}，Python {platform.python_version()}\n")
    typer.echo("| 项目 | 结果 |\n|---|---:|")
    for row in found:
        typer.echo(f"| {row.name} | {row.result} |")
