"""`taizhang extract`: read policy files, print or write what was read. No Django, no database."""

import os
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from taizhang.cli.extract_files import Job

FILES_A_WORKER = 16  # starting a process takes as long as reading some of them


class Format(StrEnum):
    """What is written."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class Level(StrEnum):
    """The level of government that completes the names of departments."""

    PROVINCE = "省"
    CITY = "市"
    DISTRICT = "区"
    COUNTY = "县"


class Engine(StrEnum):
    """Who does the work on many files: all cores, this process alone, or a Spark cluster."""

    LOCAL = "local"
    SINGLE = "single"
    SPARK = "spark"


def extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="文件或文件夹")],
    format: Annotated[Format, typer.Option(help="输出格式")] = Format.JSON,
    output: Annotated[Path | None, typer.Option(help="输出文件夹")] = None,
    issued: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="成文日期")
    ] = None,
    level: Annotated[Level | None, typer.Option(help="层级")] = None,
    text: Annotated[bool, typer.Option("--text", help="只输出解码后的文本")] = False,
    engine: Annotated[
        Engine, typer.Option(help="多个文件时：local 用全部处理器核，single 用一个，spark 用集群")
    ] = Engine.LOCAL,
) -> None:
    """Read files into tasks, units, targets and deadlines."""
    from taizhang.cli.extract_files import Job, print_one, write_all

    job = Job(
        "text" if text else format.value,
        issued.date() if issued else None,
        level.value if level else None,
    )
    if engine is Engine.SPARK:
        raise typer.Exit(_on_spark(paths, job, output))
    files = list(_files(paths))
    if len(files) == 1 and output is None and not any(path.is_dir() for path in paths):
        failed = print_one(files[0], job)
    else:
        failed = write_all(files, job, output or Path(), workers=_workers(engine, len(files)))
    raise typer.Exit(1 if failed or not files else 0)


def _on_spark(paths: list[Path], job: "Job", output: Path | None) -> int:
    from taizhang.cli.extract_spark import write_on_spark

    if output is None or job.format != "json":
        raise typer.BadParameter("spark 只写 JSON，并需要用 --output 指定一个还不存在的文件夹。")
    return int(write_on_spark(paths, job, output))


def _workers(engine: Engine, files: int) -> int:
    """A process for each core, but none that would not have some files to read."""
    return 1 if engine is Engine.SINGLE else min(os.cpu_count() or 1, 1 + files // FILES_A_WORKER)


def _files(paths: list[Path]) -> Iterator[Path]:
    """The files named, and those of known formats in the folders named."""
    from taizhang.extraction import is_readable, suffixes

    for path in paths:
        if not path.is_dir():
            yield path
            continue
        known = sorted(p for p in path.rglob("*") if is_readable(p.name))
        if not known:
            typer.echo(f"文件夹“{path}”里没有可读取的文件（{'、'.join(suffixes())}）。", err=True)
        yield from (p for p in known if p.is_file())
