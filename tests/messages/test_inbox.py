from datetime import UTC, datetime, timedelta

import pytest

from taizhang.accounts.models import Person
from taizhang.messages.domain import inbox_for, mark_read, send_messages, unread_count
from taizhang.messages.models import Message

NOON = datetime(2024, 5, 8, 4, 0, tzinfo=UTC)


@pytest.fixture
def people(db) -> list[Person]:
    return [Person.objects.create_user(name, name=name) for name in ("lin", "gao", "he")]


def test_each_recipient_gets_one_message(people):
    lin, gao, he = people
    he.is_active = False
    he.save()
    send_messages([lin, gao, lin, he], kind="dispatch", subject="新任务", as_of=NOON)
    assert [unread_count(person) for person in people] == [1, 1, 0]


def test_sending_takes_one_statement(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        send_messages(people, kind="dispatch", subject="新任务", as_of=NOON)


def test_a_long_subject_is_cut_to_what_is_kept(people):
    [message] = send_messages(people[:1], kind="dispatch", subject="新" * 300, as_of=NOON)
    message.full_clean()
    assert message.subject == "新" * Message.SUBJECT_LENGTH


def test_unread_comes_first_then_the_newest(people):
    lin = people[0]
    sent = [
        send_messages([lin], kind="x", subject=word, as_of=NOON + timedelta(hours=hour))[0]
        for hour, word in enumerate(["一", "二", "三", "四"])
    ]
    mark_read(lin, as_of=NOON + timedelta(days=1), message_ids=[sent[3].pk])
    mark_read(lin, as_of=NOON + timedelta(days=2), message_ids=[sent[1].pk])
    assert [message.subject for message in inbox_for(lin)] == ["三", "一", "四", "二"]


def test_nobody_marks_the_message_of_another_person_read(people):
    lin, gao, _ = people
    [message] = send_messages([lin], kind="x", subject="一", as_of=NOON)
    assert mark_read(gao, as_of=NOON, message_ids=[message.pk]) == 0
    assert unread_count(lin) == 1


def test_the_first_moment_of_reading_is_kept(people):
    lin = people[0]
    [message] = send_messages([lin], kind="x", subject="一", as_of=NOON)
    assert mark_read(lin, as_of=NOON) == 1
    assert mark_read(lin, as_of=NOON + timedelta(days=1)) == 0
    message.refresh_from_db()
    assert message.read_at == NOON
