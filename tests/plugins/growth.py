"""How time grows with the size of what is read: a square shows, a busy machine does not."""

import gc
import time
from collections.abc import Callable

TIMES = 3
"""How often each is measured; the least counts, as a busy machine only ever adds."""


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
    short: Callable[[], object],
    long: Callable[[], object],
    *,
    steepest: int = 20,
    free: float = 0.05,
) -> None:
    """
    `long`, ten times the size of `short`, takes less than `steepest` times as long (a square would
    take a hundred times) and `free` seconds. What is quick is not measured twice.

    Raises:
        AssertionError: It took more.
    """
    taken = seconds(long)
    if taken < free:
        return
    base = min(seconds(short) for _ in range(TIMES))
    bound = steepest * base + free
    assert taken < bound or min(seconds(long) for _ in range(TIMES - 1)) < bound, (
        f"{taken:.3f} s, the short one {base:.3f} s"
    )
