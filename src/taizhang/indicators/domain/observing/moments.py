"""When figures were recorded (记录时间): the database's clock, and a moment that nothing in flight
can still fall before."""

from datetime import datetime

from django.db import connection, transaction

_WRITERS = 0x696E646F  # "indo": held in share by everybody who is recording figures
_NEXT = """
SELECT greatest(clock_timestamp(), (
    SELECT recorded_at + interval '1 microsecond' FROM indicators_submission
    ORDER BY id DESC LIMIT 1))
"""


def register_writer() -> None:
    """Say that this transaction records figures, until it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_WRITERS])


def next_moment() -> datetime:
    """Now by the database's clock, and later than the submission before, also where the machine's
    clock was set back. Taken after the locks on the series."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT)
        moment: datetime = cursor.fetchone()[0]
    return moment


def settled_moment() -> datetime:
    """A moment such that every figure recorded by then is committed: what is read as known at it
    reads the same for ever. Waits for those who are recording; they wait for nobody but each
    other."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITERS])
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
