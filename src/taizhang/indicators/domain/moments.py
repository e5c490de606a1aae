"""When something was recorded (记录时间): the database's clock."""

from datetime import datetime

from django.db import connection


def recorded_now(*, after: datetime | None = None) -> datetime:
    """Now by the database's clock, and later than what it follows, also where the machine's clock
    was set back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(clock_timestamp(), %s::timestamptz + interval '1 microsecond')",
            [after],
        )
        moment: datetime = cursor.fetchone()[0]
    return moment
