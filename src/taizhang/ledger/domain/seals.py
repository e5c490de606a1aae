"""The daily seal over all chain heads (每日封印), chained to the seal before it.

A seal cuts at a moment and covers every event recorded before it and since the seal before: so no
event, task or day can vanish. docs/algorithms/event-chain.md describes the canonical form.
"""

from datetime import datetime

from django.db import connection, transaction

from ..models import Seal
from .chain import microseconds

# While the table is held no event is being written: whoever waits takes a later time.
_HOLD = "LOCK TABLE ledger_seal IN SHARE ROW EXCLUSIVE MODE; LOCK TABLE ledger_event IN SHARE MODE"

_CUT = """
SELECT greatest(
    clock_timestamp(),
    (SELECT max(recorded_at) FROM ledger_event) + interval '1 microsecond',
    (SELECT max(until) FROM ledger_seal) + interval '1 microsecond')
"""


def seal_hash_expression(seal: str, heads: str) -> str:
    """SQL: the hash of a seal row over the seal before, its columns and the heads, one a line."""
    return (
        f"encode(sha256(convert_to({seal}.previous_hash || E'\\n'"
        f" || {microseconds(seal + '.until')} || E'\\n' || {seal}.tasks::text || E'\\n'"
        f" || {seal}.events::text || E'\\n' || {microseconds(seal + '.sealed_at')} || E'\\n'"
        f" || {heads}, 'UTF8')), 'hex')"
    )


# task, number of its last event, hash of that event
HEADS = (
    "coalesce(string_agg({0}.task_id || ' ' || {0}.seq || ' ' || {0}.hash, E'\\n'"
    " ORDER BY {0}.task_id), '')"
)

_SEAL = f"""
WITH window_events AS MATERIALIZED (
    SELECT task_id, seq, hash FROM ledger_event WHERE recorded_at < %(cut)s
        AND recorded_at >= coalesce((SELECT max(until) FROM ledger_seal), '-infinity')
), heads AS (
    SELECT DISTINCT ON (task_id) task_id, seq, hash FROM window_events ORDER BY task_id, seq DESC
), gathered AS (
    SELECT {HEADS.format("h")} AS heads, count(*) AS tasks FROM heads h
), previous AS (
    SELECT hash, events FROM ledger_seal ORDER BY until DESC LIMIT 1
), fresh AS (
    SELECT %(cut)s::timestamptz AS until, g.tasks, g.heads, %(as_of)s::timestamptz AS sealed_at,
           coalesce((SELECT events FROM previous), 0) + (SELECT count(*) FROM window_events)
               AS events,
           coalesce((SELECT hash FROM previous), '') AS previous_hash
    FROM gathered g
)
INSERT INTO ledger_seal (until, tasks, events, previous_hash, sealed_at, hash)
SELECT until, tasks, events, previous_hash, sealed_at, {seal_hash_expression("f", "f.heads")}
FROM fresh f RETURNING id
"""  # noqa: S608 - built from constants only


@transaction.atomic
def seal_chain(*, as_of: datetime) -> Seal:
    """Seal every event recorded so far; a day without events is sealed too."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)
        cursor.execute(_CUT)
        [cut] = cursor.fetchone()
        cursor.execute(_SEAL, {"cut": cut, "as_of": as_of})
        [seal_id] = cursor.fetchone()
    return Seal.objects.get(pk=seal_id)
