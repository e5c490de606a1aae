from datetime import timedelta

import pytest

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.messages.domain import send_messages, unread_count

from .test_inbox import NOON


@pytest.fixture
def me(client, db) -> Person:
    person = Person.objects.create_user("me", name="我")
    client.force_login(person)
    return person


@pytest.fixture
def other(db) -> Person:
    return Person.objects.create_user("other", name="他", roles=[Role.CLERK])


def send(person: Person, subject: str, url: str = "", hour: int = 0):
    moment = NOON + timedelta(hours=hour)
    return send_messages([person], kind="x", subject=subject, url=url, as_of=moment)[0]


def test_everybody_sees_the_own_messages_only(client, me, other):
    send(me, "给我的")
    send(other, "给他的")
    page = client.get("/inbox/").text
    assert "给我的" in page
    assert "给他的" not in page


def test_an_empty_inbox_says_what_comes_here(client, me):
    assert "没有消息" in client.get("/inbox/").text


def test_opening_marks_read_and_leads_to_the_matter(client, me):
    message = send(me, "新任务", url="/ledger/T000001/")
    assert client.post(f"/inbox/{message.pk}/").url == "/ledger/T000001/"
    assert unread_count(me) == 0


@pytest.mark.parametrize("url", ["", "https://example.com/", "//example.com/", "javascript:x"])
def test_an_address_outside_is_never_followed(client, me, url):
    message = send(me, "新任务", url=url)
    assert client.post(f"/inbox/{message.pk}/").url == "/inbox/"


def test_the_message_of_another_person_is_not_there(client, me, other):
    message = send(other, "给他的")
    assert client.post(f"/inbox/{message.pk}/").status_code == 404
    assert unread_count(other) == 1


def test_all_are_marked_read_at_once_but_only_the_own(client, me, other):
    send(me, "一")
    send(me, "二")
    send(other, "三")
    assert "全部标为已读（2 条）" in client.get("/inbox/").text
    assert client.post("/inbox/read/").url == "/inbox/"
    assert (unread_count(me), unread_count(other)) == (0, 1)
    assert "全部标为已读" not in client.get("/inbox/").text


def test_nothing_is_marked_by_looking(client, me):
    message = send(me, "一")
    assert client.get("/inbox/read/").status_code == 405
    assert client.get(f"/inbox/{message.pk}/").status_code == 405


def test_strangers_are_led_to_the_log_in(client, other):
    message = send(other, "一")
    assert client.get("/inbox/").status_code == 302
    assert client.post("/inbox/read/").status_code == 302
    assert client.post(f"/inbox/{message.pk}/").status_code == 302
    assert unread_count(other) == 1


def test_text_of_a_message_is_never_markup(client, me):
    send(me, "<script>alert(1)</script>")
    assert "<script>alert" not in client.get("/inbox/").text


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(client, me, django_assert_num_queries, count):
    for number in range(count):
        send(me, f"第{number}条", hour=number)
    with django_assert_num_queries(7):
        assert client.get("/inbox/").status_code == 200
