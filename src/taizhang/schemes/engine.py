"""Where expressions run: in memory on this machine, or on Spark; the same expressions on both."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import narwhals as nw
import polars as pl

from .errors import EngineError

ENGINES = ("local", "spark")
_NO_SPARK = (
    "没有安装 Spark：请用 pip install 'taizhang[spark]' 安装，并在系统里装好 Java 17；"
    "或者不写 --engine spark，在单机上计算。"
)

Score = Callable[[nw.LazyFrame[pl.LazyFrame]], nw.LazyFrame[pl.LazyFrame]]


def computed(frame: pl.DataFrame, score: Score, engine: str) -> pl.DataFrame:
    """The columns that `score` makes of a table, computed by an engine, in no particular order.

    Spark takes its cluster from its own configuration (`spark-submit`, `SPARK_CONF_DIR`), all
    cores of this machine without one; on a cluster `TMPDIR` must name a folder that all machines
    share, because the tables pass through it as Parquet.

    Raises:
        EngineError: an engine that is not known, not installed or does not start.
    """
    if engine not in ENGINES:
        raise EngineError(f"不认识计算引擎“{engine}”，可以写：{'、'.join(ENGINES)}。")
    if engine == "spark":
        return _on_spark(frame, score)
    return score(nw.from_native(frame.lazy())).to_native().collect()


def _on_spark(frame: pl.DataFrame, score: Score) -> pl.DataFrame:
    with _session() as spark, TemporaryDirectory(prefix="taizhang-schemes-") as folder:
        given, made = Path(folder, "given.parquet"), Path(folder, "made")
        frame.write_parquet(given)
        # Paths as Hadoop wants them: not encoded, glob characters escaped where it reads.
        place = re.sub(r"[\\{}\[\]*?]", r"\\\g<0>", str(given))
        scored: Any = score(nw.from_native(spark.read.parquet(f"file://{place}")))
        scored.to_native().write.parquet(f"file://{made}")
        return pl.read_parquet(sorted(made.glob("*.parquet")), glob=False)


@contextmanager
def _session() -> Iterator[Any]:
    """A Spark session: the one that runs already, else one that ends with the computation."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineError(_NO_SPARK) from error
    running = SparkSession.getActiveSession()
    try:
        spark = running or _started(SparkSession.builder.appName("taizhang schemes"))
        yield spark
    except (PySparkException, OSError) as error:
        reason = str(error).strip().splitlines()[0]
        raise EngineError(f"Spark 没有算成：{reason} 请检查 Java 17 和 Spark 的配置。") from error
    finally:
        if running is None and (started := SparkSession.getActiveSession()):
            started.stop()


def _started(builder: Any) -> Any:
    """A quiet session; no master is named here, so that Spark's own configuration holds."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    quiet = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    for key, value in quiet.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
