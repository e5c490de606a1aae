"""The engines: unknown ones, Spark without Java, and the same results on Spark and in memory."""

import os
import random
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from schemes.test_star_rating import NAMES, run_stars
from taizhang.schemes import EngineError, compute_run, scheme_named, values_for
from taizhang.schemes.types import Column, Kind

SCHEME = scheme_named("star-enterprise-rating")


def test_an_unknown_engine_is_refused_with_those_there_are() -> None:
    run = run_stars([_row(0, random.Random(0))])
    with pytest.raises(EngineError, match="“flink”，可以写：local、spark"):
        compute_run(SCHEME, run.table, run.values, engine="flink")


_WITHOUT_JAVA = """
import polars as pl
from taizhang.schemes import EngineError
from taizhang.schemes.engine import computed
try:
    computed(pl.DataFrame({"a": [1]}), lambda frame: frame, "spark")
except EngineError as error:
    print(error)
"""


@pytest.mark.slow
def test_without_java_spark_says_what_is_missing() -> None:
    pytest.importorskip("pyspark", reason="Spark is an extra: pip install 'taizhang[spark]'")
    environment = {
        **os.environ,
        "JAVA_HOME": "/nonexistent",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_JAVA], env=environment, capture_output=True, text=True
    )
    assert "Java 17" in done.stdout, done.stderr


@pytest.mark.slow
def test_spark_computes_what_memory_computes_in_any_order_of_rows() -> None:
    pytest.importorskip("pyspark", reason="Spark is an extra: pip install 'taizhang[spark]'")
    rnd = random.Random(20)
    rows = [_row(at, rnd) for at in range(2000)]
    local = run_stars(rows).outcome
    assert 1200 < local.frame["rank"].max() < 2000  # type: ignore[operator]
    rnd.shuffle(rows)
    table = run_stars(rows).table
    values = values_for(SCHEME, as_of=date(2024, 1, 1))
    spark = compute_run(SCHEME, table, values, engine="spark").outcome
    assert spark.frame.schema == local.frame.schema
    assert spark.frame.sort("enterprise_id").equals(local.frame.sort("enterprise_id"))
    assert spark.explain().equals(compute_run(SCHEME, table, values).outcome.explain())


def _row(at: int, rnd: random.Random) -> dict[str, str]:
    row = {c.name: _cell(c, rnd) for c in SCHEME.definition.columns}
    bad = {name: rnd.choice(["", "是"]) if rnd.random() < 0.02 else "" for name in NAMES[-8:]}
    needs = {"registered_in_city": "是", "above_scale": "是"}
    return row | bad | needs | {"enterprise_id": f"企{at}", "name": f"云岭{at}"}


def _cell(column: Column, rnd: random.Random) -> str:
    if column.kind is Kind.MONEY:
        bound = rnd.choice([100_000_000, 500_000_000, 5_000_000_000, 3_000_000, 50_000_000])
        floor = 100_000_000 if column.name == "revenue_yuan" else 0
        return str(max(bound, floor)) + rnd.choice(["", ".01", ".99"])
    if column.kind is Kind.CHOICE:
        return rnd.choice(["", *column.choices])
    cells: dict[Any, list[str]] = {
        Kind.FLAG: ["", "是", "否"],
        Kind.COUNT: ["", "0", "1", "3", "1000", "2999"],
        Kind.POINTS: ["", "0.0001", "2.5", "9"],
        Kind.PERCENT: ["0", "4.9999999", "30", "50"],
    }
    return rnd.choice(cells.get(column.kind, [""]))
