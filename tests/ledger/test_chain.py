import hashlib
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from taizhang.ledger import registry
from taizhang.ledger.domain.chain import NewEvent, append_event, append_events
from taizhang.ledger.domain.errors import ChainError
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.replay import replay
from taizhang.ledger.models import Event, Figure, Task, TaskVersion

pytestmark = pytest.mark.django_db


def micro(moment: datetime) -> int:
    delta = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86400 + delta.seconds) * 1_000_000 + delta.microseconds


def test_hash_is_sha256_over_the_documented_lines(make_task, clerk, noon):
    task = make_task()
    append_event(task, type="dispatched", payload={}, actor=clerk, occurred_at=noon)
    previous = ""
    for event in Event.objects.filter(task=task):
        lines = [
            previous,
            str(task.pk),
            str(event.seq),
            event.type,
            str(clerk.pk),
            str(micro(event.occurred_at)),
            str(micro(event.recorded_at)),
            event.payload,
        ]
        assert event.previous_hash == previous
        assert event.hash == hashlib.sha256("\n".join(lines).encode()).hexdigest()
        previous = event.hash
    task.refresh_from_db()
    assert (task.head_seq, task.head_hash) == (2, previous)


def test_two_events_of_one_task_in_one_call_keep_order_and_time(make_task, clerk, noon):
    task = make_task()
    append_events(
        [
            NewEvent(task.pk, "remarked", {"text": "抓紧"}),
            NewEvent(task.pk, "remarked", {"text": "再抓紧"}),
        ],
        actor=clerk,
        occurred_at=noon,
    )
    moments = list(Event.objects.filter(task=task).values_list("recorded_at", flat=True))
    assert moments == sorted(set(moments))
    assert "再抓紧" in Event.objects.get(task=task, seq=3).payload


def test_many_tasks_are_appended_with_a_constant_number_of_queries(
    make_task, clerk, noon, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(registry, "_projections", {})  # what rooms above add is theirs to count
    for count in (1, 3):
        tasks = [make_task() for _ in range(count)]
        with django_assert_num_queries(9):
            append_events(
                [NewEvent(task.pk, "dispatched", {}) for task in tasks],
                actor=clerk,
                occurred_at=noon,
            )


def test_projection_keeps_what_held_before(make_task, clerk, noon):
    task = make_task()
    before = Event.objects.get(task=task).recorded_at
    append_event(task, type="dispatched", payload={}, actor=clerk, occurred_at=noon)
    assert TaskVersion.objects.at(None).get(task=task).state == "dispatched"
    assert TaskVersion.objects.at(before).get(task=task).state == "confirmed"
    assert replay(task, moment=before) == load_snapshots([task.pk], moment=before)[task.pk]
    assert replay(task) == load_snapshots([task.pk])[task.pk]


def test_figures_of_a_payload_are_recorded(make_task, clerk, noon, science):
    task = make_task()
    figure = {"key": 1, "value": "62", "observed_on": "2024-06-03", "indicator": "x", "unit": "家"}
    payload = {"unit": science.pk, "text": "", "percent": None, "figures": [figure], "files": []}
    append_event(task, type="reported", payload=payload, actor=clerk, occurred_at=noon)
    assert Figure.objects.get(task=task).value == 62


def test_unknown_event_type_is_refused(make_task, clerk, noon):
    with pytest.raises(ChainError, match="没有登记"):
        append_event(make_task(), type="invented", payload={}, actor=clerk, occurred_at=noon)


def test_task_that_is_not_there_is_refused(clerk, noon):
    with pytest.raises(ChainError, match="T000404 不存在"):
        append_events([NewEvent(404, "dispatched", {})], actor=clerk, occurred_at=noon)


def test_second_confirmation_of_a_task_is_refused(make_task, clerk, noon):
    with pytest.raises(ChainError, match="两个入账事件"):
        append_event(make_task(), type="confirmed", payload={}, actor=clerk, occurred_at=noon)


@pytest.mark.parametrize("table", ["event", "figure", "evidence", "seal"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_database_refuses_to_change_what_is_append_only(make_task, table, statement):
    make_task()
    connection.check_constraints()  # nothing pending
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        connection.cursor().execute(statement.format(f"ledger_{table}"))


def test_database_refuses_an_event_out_of_its_place(make_task, clerk, noon):
    task = make_task()
    last = Event.objects.get(task=task)
    for seq, previous in [(2, "0" * 64), (3, last.hash), (1, last.hash)]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Event.objects.create(
                task=task,
                seq=seq,
                type="remarked",
                payload="{}",
                actor=clerk,
                occurred_at=noon,
                recorded_at=datetime(2099, 1, 1, tzinfo=UTC),
                previous_hash=previous,
                hash="1" * 64,
            )


def test_task_row_without_events_stays_invisible(db):
    task = Task.objects.create(position=1)
    assert load_snapshots([task.pk]) == {}
