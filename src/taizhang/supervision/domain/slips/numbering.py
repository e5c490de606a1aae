"""Numbers of slips (督查单编号): 督〔2026〕1号, each year and office from 1, without gaps."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import connection

from taizhang.calendars import local_day

_TAKE = """
INSERT INTO supervision_slipseries AS s (year, keeper_id, last) VALUES (%s, %s, %s)
ON CONFLICT (year, keeper_id) DO UPDATE SET last = s.last + excluded.last
RETURNING last
"""


def allot_numbers(keepers: Sequence[int | None], *, as_of: datetime) -> list[str]:
    """A number for each slip, in the order of their offices (None: the city's own).

    The offices' rows stay locked until the transaction ends, and are locked in one order; what is
    rolled back gives its numbers back, so that none is left out or comes twice.
    """
    year = local_day(as_of).year
    wanted = Counter(keepers)
    free = {
        keeper: _take(year, keeper, wanted[keeper])
        for keeper in sorted(wanted, key=lambda keeper: keeper or 0)
    }
    return [written_number(year, next(free[keeper])) for keeper in keepers]


def written_number(year: int, serial: int) -> str:
    """A number as slips print it."""
    return f"督〔{year}〕{serial}号"


def _take(year: int, keeper: int | None, count: int) -> Iterator[int]:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [year, keeper, count])
        last: int = cursor.fetchone()[0]
    return iter(range(last - count + 1, last + 1))
