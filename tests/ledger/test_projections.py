"""What another room keeps of every task: folded from the chain, written with it, verified."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from django.db import connection

from taizhang.ledger import registry
from taizhang.ledger.domain.chain import NewEvent, append_event, append_events
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.rebuilding import rebuild_projection
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event
from taizhang.ledger.registry import Planned, Projection, StateChange, register_projection

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Watch:
    """What the room of these tests keeps: the remarks, and the day it promised at dispatch."""

    remarks: int = 0
    promised: str = ""
    kind: str = ""


def apply(state, before, after, act):
    state = state or Watch()
    if act.type == "remarked":
        return replace(state, remarks=state.remarks + 1)
    if act.type == "dispatched" and "watch" in act.payload:
        facts = act.payload["watch"]
        return replace(state, promised=facts["day"][0], kind=facts.get("kind", ""))
    return state


def enrich(planned: Sequence[Planned], *, occurred_at: datetime) -> Mapping[int, dict]:
    """The day after the dispatch, as a tuple: what is stored is a list."""
    day = (occurred_at + timedelta(days=1)).date().isoformat()
    dispatched = [each for each in planned if each.type == "dispatched"]
    assert all(each.after.state == "dispatched" for each in dispatched)
    return {each.task_id: {"day": (day, each.state.remarks)} for each in dispatched}


def load(task_ids: Collection[int], moment: datetime | None) -> dict[int, Watch]:
    held = "until IS NULL" if moment is None else "since <= %s AND coalesce(until > %s, true)"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_id, remarks, promised, kind FROM watch"
            f" WHERE task_id = ANY(%s) AND ({held})",
            [list(task_ids), *([moment, moment] if moment else [])],
        )
        return {task_id: Watch(*values) for task_id, *values in cursor.fetchall()}


def write(changes: Sequence[StateChange]) -> None:
    assert all(change.before != change.after for change in changes)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE watch SET until = i.moment"
            " FROM unnest(%s::bigint[], %s::timestamptz[]) AS i(task_id, moment)"
            " WHERE watch.task_id = i.task_id AND until IS NULL",
            [[change.task_id for change in changes], [change.moment for change in changes]],
        )
        cursor.execute(
            "INSERT INTO watch SELECT *, NULL"
            " FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::timestamptz[])",
            [
                [change.task_id for change in changes],
                [change.after.remarks for change in changes],
                [change.after.promised for change in changes],
                [change.after.kind for change in changes],
                [change.moment for change in changes],
            ],
        )


WATCH = Projection("watch", "留意", apply, load, write, enrich)


@pytest.fixture(autouse=True)
def own_registry(monkeypatch, db):
    """A table of the room, and a registry that forgets the room after the test."""
    monkeypatch.setattr(registry, "_projections", {})
    connection.cursor().execute(
        "CREATE TABLE watch (task_id bigint, remarks int, promised text, kind text,"
        " since timestamptz, until timestamptz, UNIQUE (task_id, since))"
    )


@pytest.fixture
def watched(own_registry):
    register_projection(WATCH)


def remark(task, clerk, noon, times=1):
    events = [NewEvent(task.pk, "remarked", {"text": "抓紧"})] * times
    return append_events(events, actor=clerk, occurred_at=noon)


def test_a_state_is_kept_from_the_first_event_on(watched, make_task, clerk, noon):
    task = make_task()
    assert load([task.pk], None) == {task.pk: Watch()}
    remark(task, clerk, noon)
    assert load([task.pk], None) == {task.pk: Watch(remarks=1)}


def test_a_past_state_is_what_was_recorded_then(watched, make_task, clerk, noon):
    task = make_task()
    first, second = remark(task, clerk, noon, times=2)
    assert load([task.pk], first.recorded_at) == {task.pk: Watch(remarks=1)}
    assert load([task.pk], second.recorded_at) == {task.pk: Watch(remarks=2)}


def test_an_event_that_changes_nothing_writes_no_row(watched, make_task, clerk, noon):
    append_event(make_task(), type="unlinked", payload={}, actor=clerk, occurred_at=noon)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM watch")
        assert cursor.fetchone() == (1,)


def test_added_facts_stand_in_the_hashed_payload(watched, make_task, clerk, noon):
    task = make_task()
    remark(task, clerk, noon)
    dispatch_tasks([task], actor=clerk, as_of=noon)
    payload = json.loads(Event.objects.filter(task=task).last().payload)
    assert payload == {"watch": {"day": ["2024-06-04", 1]}}
    assert load([task.pk], None) == {task.pk: Watch(1, "2024-06-04")}
    assert verify().holds


def test_choices_of_a_dispatch_are_kept_beside_added_facts(watched, make_task, clerk, noon):
    task = make_task()
    choices = {"watch": {"kind": "major"}, "other": 1}
    dispatch_tasks([task], actor=clerk, as_of=noon, choices=choices)
    payload = json.loads(Event.objects.filter(task=task).last().payload)
    assert payload == {"watch": {"kind": "major", "day": ["2024-06-04", 0]}, "other": 1}
    assert load([task.pk], None)[task.pk].kind == "major"


def test_a_later_event_of_one_call_sees_the_state_after_the_earlier(
    watched, make_task, clerk, noon
):
    task = make_task()
    events = [NewEvent(task.pk, "remarked", {"text": "抓紧"}), NewEvent(task.pk, "dispatched", {})]
    append_events(events, actor=clerk, occurred_at=noon)
    payload = json.loads(Event.objects.filter(task=task).last().payload)
    assert payload["watch"]["day"] == ["2024-06-04", 1]


def test_many_tasks_cost_one_reading_and_one_writing(
    watched, make_task, clerk, noon, django_assert_num_queries
):
    for count in (1, 3):
        tasks = [make_task() for _ in range(count)]
        with django_assert_num_queries(9 + 1 + 2):  # the ledger's own, load, write
            append_events(
                [NewEvent(task.pk, "dispatched", {}) for task in tasks],
                actor=clerk,
                occurred_at=noon,
            )


def test_nothing_is_appended_where_the_projection_cannot_be_written(make_task, clerk, noon):
    def refuse(changes):
        raise ConnectionError

    task = make_task()
    register_projection(replace(WATCH, write=refuse))
    with pytest.raises(ConnectionError):
        dispatch_tasks([task], actor=clerk, as_of=noon)
    assert Event.objects.filter(task=task).count() == 1


@pytest.mark.parametrize("statement", ["UPDATE watch SET remarks = 7", "DELETE FROM watch"])
def test_a_changed_row_is_found_and_the_projection_named(
    watched, make_task, clerk, noon, statement
):
    task = make_task()
    remark(task, clerk, noon)
    assert verify().holds
    connection.cursor().execute(statement)
    broken = verify().first_broken
    assert (broken.code, broken.task_id) == ("projection", task.pk)
    assert "“留意”" in broken.sentence


def test_a_room_that_comes_later_is_filled_from_the_chains(make_task, clerk, noon):
    tasks = [make_task(), make_task(), make_task()]
    places = remark(tasks[0], clerk, noon, times=2)
    register_projection(WATCH)
    assert not verify().holds
    seen = []
    filled = rebuild_projection(WATCH, progress=lambda done, total: seen.append((done, total)))
    assert (filled, seen) == (3, [(3, 3)])
    assert load([tasks[0].pk], None) == {tasks[0].pk: Watch(remarks=2)}
    assert load([tasks[0].pk], places[0].recorded_at) == {tasks[0].pk: Watch(remarks=1)}
    assert verify().holds


def test_what_is_there_is_not_filled_again(watched, make_task):
    make_task()
    assert rebuild_projection(WATCH) == 0


def test_a_task_from_before_the_room_is_filled_by_its_next_event(make_task, clerk, noon):
    task = make_task()
    [first] = remark(task, clerk, noon)
    register_projection(WATCH)
    remark(task, clerk, noon)
    assert load([task.pk], None) == {task.pk: Watch(remarks=2)}
    assert load([task.pk], first.recorded_at) == {task.pk: Watch(remarks=1)}
    assert verify().holds


def test_a_projection_that_keeps_nothing_of_a_task_writes_nothing(make_task, clerk, noon):
    register_projection(replace(WATCH, apply=lambda *parts: None, enrich=None))
    remark(make_task(), clerk, noon)
    assert verify().holds


def test_a_name_is_taken_once(watched):
    with pytest.raises(ValueError, match="registered twice"):
        register_projection(replace(WATCH, label="别的"))
