"""Numbers of bulletins (文号): 督通〔2026〕1号, each year and office from 1, without gaps."""

from datetime import date

from django.db import connection

_TAKE = """
INSERT INTO reporting_bulletinseries AS s (year, keeper_id, last) VALUES (%s, %s, 1)
ON CONFLICT (year, keeper_id) DO UPDATE SET last = s.last + 1
RETURNING last
"""


def take_number(keeper_id: int | None, *, on: date) -> str:
    """The next number of an office (None: the city's own) in the year of a day.

    The office's row stays locked until the transaction ends; what is rolled back gives its number
    back, so that none is left out or comes twice.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [on.year, keeper_id])
        [serial] = cursor.fetchone()
    return f"督通〔{on.year}〕{serial}号"
