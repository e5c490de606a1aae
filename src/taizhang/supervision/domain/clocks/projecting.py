"""The state of tasks as rows (督办状态的投影): drawn from the fold, written in sets, read back."""

import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from taizhang.ledger.registry import StateChange
from taizhang.organisations.domain.acting import answer_once

from ...enums import Reviewer
from ...models import SupervisedTask
from .answering import OPEN
from .state import Supervised
from .stored import dump_state, state_from

_CLOSE = """
UPDATE supervision_supervisedtask r SET until = i.moment
FROM unnest(%s::bigint[], %s::timestamptz[]) AS i(task_id, moment)
WHERE r.task_id = i.task_id AND r.until IS NULL
"""


def columns_of(state: Supervised) -> dict[str, Any]:
    """The columns of a state: everything that is asked of many tasks at once."""
    return {
        "mechanism_id": state.mechanism_id,
        "kind": state.kind,
        "intake_at": state.intake_at,
        "started_at": state.started_at,
        "signed_at": state.signed_at,
        **_due_columns(state),
        "deadline_at": state.deadline,
        "first_deadline_at": state.first_deadline,
        "halted_at": state.halted_at,
        "stopped": state.is_stopped,
        "request_kind": state.request.kind if state.request else "",
        "request_signed": bool(state.request and state.request.signed_at),
        "extensions": state.extensions,
        **_slip_columns(state),
        "office_reviews": _waiting_for(state, Reviewer.OFFICE),
        "leader_reviews": _waiting_for(state, Reviewer.LEADER),
        "repeats": state.repeats,
        "quality": state.quality,
        "public_rating": state.public_rating,
        "asked_to_close_at": state.asked_to_close_at,
        "closed_at": state.closed_at,
        "closed_late": state.closed_late,
        "ended_at": state.ended_at,
        "returned": state.returned,
        "sent_back": state.sent_back,
        "reopened": state.reopened,
        "edited": state.edited,
        "provisional": is_provisional(state),
        "period_dues": [period.due for period in state.periods],
        "marks": state.marks,
    }


def _waiting_for(state: Supervised, reviewer: str) -> int:
    return sum(filed.reviewer == reviewer for filed in state.filed)


def is_provisional(state: Supervised) -> bool:
    """Whether anything still owed was counted without the holiday notice it needs."""
    periods = zip(state.periods, state.marks, strict=True)
    return not state.is_over and (
        any(duty.provisional for duty in state.unmet)
        or any(period.provisional and mark == OPEN for period, mark in periods)
    )


def _due_columns(state: Supervised) -> dict[str, Any]:
    duty = None if state.is_over else state.next_duty
    return {
        "due_at": duty and duty.due,
        "near_at": duty and duty.near,
        "next_key": duty.key if duty else "",
        "next_name": duty.name[:128] if duty else "",
    }


def _slip_columns(state: Supervised) -> dict[str, Any]:
    slip = state.slip
    return {
        "slip_number": slip.number if slip else "",
        "slip_colour": slip.colour if slip else "",
        "slip_answer_by": slip and slip.answer_by,
        "slip_answered_at": slip and slip.answered_at,
        "slip_open": bool(slip and slip.is_open),
    }


_COLUMNS = tuple(columns_of(Supervised(intake_at=datetime.min.replace(tzinfo=UTC))))


def load_states(task_ids: Collection[int], moment: datetime | None) -> dict[int, Supervised]:
    """The states of tasks as they stand (None) or stood at a recorded moment: one query.

    A row whose columns are not those of its state was changed by somebody and gives no state: so
    verification names its task, and the next event folds it anew from the chain.
    """
    rows = SupervisedTask.objects.at(moment).filter(task__in=task_ids)
    read = (
        (task_id, state_from(detail), values)
        for task_id, detail, *values in rows.values_list("task_id", "detail", *_COLUMNS)
    )
    return {
        task_id: state
        for task_id, state, values in read
        if list(columns_of(state).values()) == values
    }


def load_state(task_id: int, moment: datetime | None) -> Supervised | None:
    """The state of one task, as `load_states`: asked once while a page is read."""
    key = ("supervised", task_id, moment)
    return answer_once(key, lambda: load_states([task_id], moment).get(task_id))


def write_states(changes: Sequence[StateChange]) -> None:
    """Let the rows before end and the rows after begin: two statements for any number of tasks.

    A row of the same moment is written over: a chain that is folded anew mends its rows.
    """
    rows = [
        {
            "task_id": change.task_id,
            "since": change.moment,
            "detail": dump_state(change.after),
            **columns_of(change.after),
        }
        for change in changes
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            _CLOSE, [[change.task_id for change in changes], [each.moment for each in changes]]
        )
        cursor.execute(_write_statement(), [json.dumps(rows, default=datetime.isoformat)])


@lru_cache(maxsize=1)
def _write_statement() -> str:
    """SQL: rows given as one JSON array; thousands of rows of forty columns are slow otherwise."""
    fields = [f for f in SupervisedTask._meta.concrete_fields if f.name not in ("id", "until")]
    names = ", ".join(f'"{field.column}"' for field in fields)
    typed = ", ".join(f'"{f.column}" {f.rel_db_type(connection)}' for f in fields)
    return (
        f"INSERT INTO supervision_supervisedtask ({names}) "  # noqa: S608 - own names
        f"SELECT {names} FROM json_to_recordset(%s) AS r({typed}) ORDER BY task_id "
        f"ON CONFLICT (task_id, since) DO UPDATE SET until = NULL, "
        + ", ".join(f'"{f.column}" = excluded."{f.column}"' for f in fields)
    )
