"""The same reading on Spark: a province's archive on many machines (extra `spark`, system Java).

Results are JSON, a file a line (`{"file", "result"}` or `{"file", "code", "message"}`), in part
files of the output folder: Spark has no order and no single file. The cluster comes from Spark's
own configuration (`spark-submit`, `SPARK_CONF_DIR`); without one, all cores of this machine.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlparse

import typer

from taizhang.cli.extract_files import Job

HINT = "没有安装 Spark：请用 pip install 'taizhang[spark]' 安装，并在系统里装好 Java 17。"


_GLOB = re.compile(r"[\\{}\[\]*?]")
_RECURSIVE = "spark.hadoop.mapreduce.input.fileinputformat.input.dir.recursive"


def read_rows(rows: Iterable[tuple[str, bytes]], job: Job) -> Iterator[str]:
    """One line of JSON a file: what Spark runs on each partition; address and bytes."""
    from taizhang.extraction import ReadError, extract, read_bytes, suffixes, to_json

    for address, data in rows:
        path = PurePosixPath(unquote(urlparse(address).path))
        if path.suffix.lower() not in suffixes():
            continue
        line: dict[str, Any] = {"file": str(path)}
        try:
            decoded = read_bytes(path.name, data)
            line["result"] = to_json(extract(decoded, issued=job.issued, level=job.level))
        except ReadError as error:
            line |= {"code": error.code, "message": error.message}
        yield json.dumps(line, ensure_ascii=False)


def write_on_spark(paths: Iterable[Path], job: Job, output: Path) -> bool:
    """Read all files of the paths into part files of a folder; whether any failed."""
    try:
        from pyspark import SparkConf
        from pyspark.sql import SparkSession
    except ImportError:
        typer.echo(HINT, err=True)
        return True
    if refusal := _refusal(paths, output):
        typer.echo(refusal, err=True)
        return True
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers find the same libraries
    builder = SparkSession.builder.appName("taizhang extract").config(_RECURSIVE, "true")
    if not SparkConf().contains("spark.master"):
        builder = builder.master("local[*]")
    spark = builder.getOrCreate()
    try:
        # Not the data source "binaryFile": it leaves empty files out without a word.
        context = spark.sparkContext
        files = context.binaryFiles(_places(paths), context.defaultParallelism)
        lines = files.mapPartitions(lambda rows: read_rows(rows, job))
        target = f"file://{output.absolute()}"  # not encoded: Hadoop takes it as it stands
        lines.saveAsTextFile(target)
        written = spark.read.schema("code string, message string").json(_places([output]))
        failures = written.where("code is not null").collect()
    finally:
        spark.stop()
    for failure in failures:
        typer.echo(failure.message, err=True)
    return bool(failures)


def _refusal(paths: Iterable[Path], output: Path) -> str | None:
    """Why the paths cannot be used, or None."""
    if output.exists():
        return f"文件夹“{output}”已经存在；Spark 不覆盖旧结果，请换一个名字。"
    for path in paths:
        if "," in str(path.absolute()):  # Hadoop takes it for the end of a path
            return f"路径“{path}”里有英文逗号，Spark 读不了，请换一个没有逗号的路径。"
    return None


def _places(paths: Iterable[Path]) -> str:
    """The paths as Hadoop wants them: not encoded, glob characters escaped."""
    return ",".join("file://" + _GLOB.sub(r"\\\g<0>", str(path.absolute())) for path in paths)
