"""Appending to the event chain: the only way anything about a task changes (事件链).

One chain a task, appended under a lock on the task's row, so that writers of different tasks
never wait for each other. The event, the head of the chain and the projection are written in one
transaction. docs/algorithms/event-chain.md describes the canonical form and what is guaranteed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..models import Task
from .errors import ChainError
from .fold import apply_act
from .payloads import canonical_json
from .projection import Change, load_snapshots, write_changes
from .snapshot import Act, Snapshot
from .states import States, enrich_acts, load_states, write_states


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to append."""

    task_id: int
    type: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Appended:
    """Where an event was written."""

    id: int
    task_id: int
    seq: int
    recorded_at: datetime


def microseconds(column: str) -> str:
    """SQL: whole microseconds since 1970 UTC of a timestamp column, as text."""
    return f"((extract(epoch from {column}) * 1000000)::bigint)::text"


def hash_expression(row: str) -> str:
    """SQL: the hash of an event row, over the previous hash and every column, payload last."""
    return (
        f"encode(sha256(convert_to({row}.previous_hash || E'\\n' || {row}.task_id::text || E'\\n'"
        f" || {row}.seq::text || E'\\n' || {row}.type || E'\\n' || {row}.actor_id::text || E'\\n'"
        f" || {microseconds(row + '.occurred_at')} || E'\\n'"
        f" || {microseconds(row + '.recorded_at')} || E'\\n' || {row}.payload, 'UTF8')), 'hex')"
    )


def append_statement(source: str) -> str:
    """SQL: append an event for each (task_id, type, payload) of a relation and move the heads.

    Its parameters after those of the relation: actor and the moment it occurred. It gives (id,
    task_id, seq, recorded_at). The time is taken after the lock on the task's row and after the
    statement's lock on the event table, so that a seal that holds the table never misses an event
    with an earlier time. Should the machine's clock be set back, events still come after what
    they follow and after what was sealed.
    """
    return f"""
WITH input AS MATERIALIZED (
    {source}
), placed AS MATERIALIZED (
    SELECT i.task_id, i.type, i.payload, t.head_seq + 1 AS seq, t.head_hash AS previous_hash,
           %s::bigint AS actor_id, %s::timestamptz AS occurred_at,
           greatest(
               clock_timestamp(),
               last.recorded_at + interval '1 microsecond',
               (SELECT max(until) FROM ledger_seal)
           ) AS recorded_at
    FROM input i
    JOIN ledger_task t ON t.id = i.task_id
    LEFT JOIN ledger_event last ON last.task_id = t.id AND last.seq = t.head_seq
), written AS (
    INSERT INTO ledger_event
        (task_id, seq, type, payload, actor_id, occurred_at, recorded_at, previous_hash, hash)
    SELECT task_id, seq, type, payload, actor_id, occurred_at, recorded_at, previous_hash,
           {hash_expression("placed")}
    FROM placed ORDER BY task_id
    RETURNING id, task_id, seq, recorded_at, hash
), headed AS (
    UPDATE ledger_task t SET head_seq = w.seq, head_hash = w.hash
    FROM written w WHERE t.id = w.task_id
)
SELECT id, task_id, seq, recorded_at FROM written ORDER BY task_id
"""  # noqa: S608 - built from constants only


_APPEND = append_statement(
    "SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS i(task_id, type, payload)"
)


def lock_tasks(task_ids: Iterable[int]) -> dict[int, Task]:
    """Lock tasks against other writers until the transaction ends, always in the same order."""
    tasks = Task.objects.select_for_update(no_key=True).filter(pk__in=set(task_ids)).order_by("pk")
    return {task.pk: task for task in tasks}


def append_event(
    task: Task, *, type: str, payload: Mapping[str, Any], actor: Person, occurred_at: datetime
) -> Appended:
    """Append one event to a task's chain and bring its projection up to date."""
    event = NewEvent(task.pk, type, payload)
    return append_events([event], actor=actor, occurred_at=occurred_at)[0]


@transaction.atomic
def append_events(
    events: Sequence[NewEvent],
    *,
    actor: Person,
    occurred_at: datetime,
    snapshots: Mapping[int, Snapshot] | None = None,
) -> list[Appended]:
    """Append events to the chains of many tasks in one transaction.

    Events of one task keep their order. `snapshots` are the tasks that the caller has locked and
    read; all others are locked here. Raises `ChainError` for a task or an event type that is not
    there.
    """
    known = dict(snapshots or {})
    unread = {event.task_id for event in events} - known.keys()
    missing = unread - lock_tasks(unread).keys() if unread else set()
    if missing:
        raise ChainError(
            _("任务 %(number)s 不存在，事件没有写入。") % {"number": f"T{min(missing):06d}"}
        )
    known |= load_snapshots(unread) if unread else {}
    states = load_states(known.keys() & {event.task_id for event in events})
    appended: list[Appended] = []
    for turn in _turns(events):
        acts = {each.task_id: Act(each.type, each.payload, actor.pk, occurred_at) for each in turn}
        appended += _append_turn(acts, actor, occurred_at, known, states)
    return appended


def _turns(events: Sequence[NewEvent]) -> list[list[NewEvent]]:
    """Split so that each part has at most one event of a task."""
    turns: list[dict[int, NewEvent]] = []
    for event in events:
        turn = next((turn for turn in turns if event.task_id not in turn), None)
        if turn is None:
            turn = {}
            turns.append(turn)
        turn[event.task_id] = event
    return [list(turn.values()) for turn in turns]


def _append_turn(
    acts: dict[int, Act],
    actor: Person,
    occurred_at: datetime,
    known: dict[int, Snapshot],
    states: States,
) -> list[Appended]:
    """Append one event a task; `known` and `states` afterwards hold the tasks as they are then."""
    acts = enrich_acts(acts, known, states)
    after = {task_id: apply_act(known.get(task_id), act) for task_id, act in acts.items()}
    appended = _insert(acts, actor, occurred_at)
    write_changes(
        Change(
            place.task_id,
            known.get(place.task_id),
            after[place.task_id],
            place.recorded_at,
            place.id,
            acts[place.task_id].payload,
        )
        for place in appended
    )
    places = [(place.task_id, place.recorded_at, place.id) for place in appended]
    write_states(acts, known, after, states, places)
    known.update(after)
    return appended


def _insert(acts: dict[int, Act], actor: Person, occurred_at: datetime) -> list[Appended]:
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND,
            [
                list(acts),
                [act.type for act in acts.values()],
                [canonical_json(act.payload) for act in acts.values()],
                actor.pk,
                occurred_at,
            ],
        )
        return [Appended(*row) for row in cursor.fetchall()]
