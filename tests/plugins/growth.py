"""How time grows with the size of what is read: a square shows, a busy machine does not."""

import gc
import time
from collections.abc import Callable

PATIENCE = 4
"""How often a pair is measured before it counts as too steep: a square is so every time."""


def seconds(run: Callable[[], object]) -> float:
    """Processor seconds, without the collector, which would count what other tests left."""
    gc.disable()
    try:
        start = time.process_time()
        run()
        return time.process_time() - start
    finally:
        gc.enable()


def assert_linear(
    short: Callable[[], object], long: Callable[[], object], *, times: int = 10, free: float = 0.05
) -> None:
    """
    `long`, so many times the size of `short`, takes less than three times as much again.

    Raises:
        AssertionError: It took more in each of several measurements.
    """
    ratios = []
    for _ in range(PATIENCE):
        taken, base = seconds(long), seconds(short)
        if taken < free + 3 * times * base:
            return
        ratios.append(f"{taken:.3f}/{base:.3f}")
    raise AssertionError(f"{times} times the size took {', '.join(ratios)} seconds")
