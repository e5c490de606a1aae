"""One measurement in a process of its own, so that its memory is its own.

`python -m taizhang.cli.bench_schemes_one WHAT SCHEME FOLDER` reads `given.parquet` there, writes
WHAT.parquet beside it and prints seconds and the peak of memory as JSON.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from taizhang.schemes import run_scheme, scheme_named, values_for, write_outcome
from taizhang.schemes.reading import TypedTable, read_texts
from taizhang.schemes.running import compute_again

from .bench_schemes_data import DAY, STAR
from .bench_schemes_loop import pay, rate
from .bench_timing import timed

AGAIN = 3
SAMPLE = 20_000
_SLICE = 10_000
_CENTS = pl.Decimal(20, 2)
RATED: dict[str, Any] = {
    "enterprise_id": pl.String,
    "eligible": pl.Boolean,
    "total_score": pl.Decimal(20, 4),
    "rank": pl.Int64,
    "star": pl.Int64,
    "reward_yuan": _CENTS,
}
PAID: dict[str, Any] = {"claim_id": pl.String, "subsidy_yuan": _CENTS}
Answer = dict[str, float]


def main() -> None:
    """Measure what is asked for."""
    what, name, folder = sys.argv[1:]
    answer = _WORKS[what](name, Path(folder))
    sys.stdout.write(json.dumps({"peak_mb": _peak_mb(), **answer}))


def _peak_mb() -> float:
    """The most memory this process held at a time."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _road(name: str, folder: Path) -> Answer:
    """From Parquet to Parquet as `schemes run` goes, stage by stage; then only computed again."""
    scheme = scheme_named(name)
    values = values_for(scheme, as_of=DAY)
    begun = _processor()
    texts, reading = timed(lambda: read_texts(folder / "given.parquet", scheme.definition.columns))
    typed, checking = timed(lambda: _typed(scheme.typed(texts)))
    run, computing = timed(lambda: compute_again(scheme, typed, values))
    _, writing = timed(lambda: write_outcome(run, folder / "road.parquet"))
    peak, whole, processor = _peak_mb(), _processor() - begun, time.process_time()
    again = [timed(lambda: compute_again(scheme, typed, values))[1] for _ in range(AGAIN)]
    return {
        "reading": reading,
        "checking": checking,
        "computing": computing,
        "writing": writing,
        "road_processor": whole,
        "again": min(again),
        "processor": (time.process_time() - processor) / AGAIN,
        "peak_mb": peak,
    }


def _processor() -> float:
    """Seconds of processor of this process and of the children that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _typed(table: TypedTable) -> TypedTable:
    """The columns are made when they are first asked for."""
    assert table.frame.height
    return table


def _loop(name: str, folder: Path) -> Answer:
    """The plain loop, over rows that are read piece by piece."""
    given = pl.read_parquet(folder / "given.parquet")
    work, columns = (rate, RATED) if name == STAR else (pay, PAID)
    processor = time.process_time()
    found, seconds = timed(lambda: list(work(_rows(given))))
    busy = time.process_time() - processor
    peak = _peak_mb()
    pl.DataFrame(found, schema=columns, orient="row").write_parquet(folder / "loop.parquet")
    return {"computing": seconds, "processor": busy, "peak_mb": peak}


def _rows(frame: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for piece in frame.iter_slices(_SLICE):
        yield from piece.iter_rows(named=True)


def _spark(name: str, folder: Path) -> Answer:
    """A sample computed here and on Spark; both must give the same table."""
    sample = folder / "sample.parquet"
    pl.read_parquet(folder / "given.parquet").head(SAMPLE).write_parquet(sample)
    here = run_scheme(name, sample, as_of=DAY).outcome.frame
    run, seconds = timed(lambda: run_scheme(name, sample, as_of=DAY, engine="spark"))
    there = run.outcome.frame
    assert there.equals(here), "Spark computes otherwise"
    return {"computing": seconds, "rows": here.height}


_WORKS = {"road": _road, "loop": _loop, "spark": _spark}

if __name__ == "__main__":
    main()
