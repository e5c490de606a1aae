"""Numbering what is written of paces and projections (改写次序): who read them before reads only
the rows with a higher number."""

from django.db import connection

_NEXT = """
INSERT INTO indicators_pacewriting AS w (id, number, removed) VALUES (1, 1, 0)
ON CONFLICT (id) DO UPDATE SET number = w.number + 1 RETURNING number"""
_REMOVED = "UPDATE indicators_pacewriting SET removed = number"


def next_writing() -> int:
    """The number of a transaction that writes paces or projections, to be taken before anything is
    read: of two such transactions the second waits here until the first has ended, and reads what
    it left. So a higher number is never visible before a lower one."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT)
        number: int = cursor.fetchone()[0]
    return number


def note_removed() -> None:
    """Say that this transaction removed rows: whoever read them reads everything again."""
    with connection.cursor() as cursor:
        cursor.execute(_REMOVED)
