"""What the benchmarks share: a line of the table, one run timed, the median of several."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
REPEATS = 7


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    result: str
    queries: str = ""


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """The result of one run and its seconds."""
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


def median(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median seconds of several runs, after one that warms up."""
    work()
    return statistics.median(timed(work)[1] for _ in range(repeats))
