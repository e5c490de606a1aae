"""Processor time of the database: what a figure costs where other work shares the machine."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection

_SETTLE = 0.3  # seconds until the server has counted workers that have ended
_PARENT, _OWN, _REAPED = 1, slice(11, 13), slice(13, 15)  # fields of /proc/PID/stat after the name


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and seconds of processor that the embedded server spent.

    The process of our connection, and the workers that helped it and have ended (Linux).
    """
    pid = _backend()
    before, began = _spent(pid), time.perf_counter()
    work()
    seconds = time.perf_counter() - began
    time.sleep(_SETTLE)
    return seconds, _spent(pid) - before


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _spent(pid: int) -> float:
    own = _fields(pid)
    ticks = sum(own[_OWN]) + sum(_fields(own[_PARENT])[_REAPED])
    return ticks / os.sysconf("SC_CLK_TCK")


def _fields(pid: int) -> list[int]:
    """The numbers after the name and the state's letter; the letter counts as 0."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [0, *map(int, words[1:])]
