import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from taizhang.accounts.models import Person
from taizhang.messages.channels import MailServer, Webhook
from taizhang.messages.domain import (
    Notice,
    add_notices,
    make_daily_digests,
    send_digests,
    unread_count,
)
from taizhang.messages.domain.composing import group_items
from taizhang.messages.domain.preferences import choose_channels
from taizhang.messages.models import Delivery, Digest, DigestItem, DigestRun, Message
from taizhang.messages.registry import register_digest_source

from .conftest import MORNING, SECRET, digest_of, waiting_items

MAIL = MailServer("mail.yunling.example", 25, "taizhang@yunling.example")
HOOK = Webhook("https://im.yunling.example/in", "im.yunling.example", "generic", SECRET)
ROBOT = Webhook("https://im.yunling.example/in?key=k", "im.yunling.example", "wecom")


def test_all_matters_of_a_person_are_one_message(people, tell):
    lin, gao, he = people
    tell(lin, gao, subject="补齐季度台账")
    tell(lin, subject="约谈", kind="near_limit")
    tell(lin, subject="签收")
    send_digests(as_of=MORNING)
    assert [unread_count(person) for person in people] == [1, 1, 0]
    message = Message.objects.get(recipient=lin)
    assert message.subject == "今日提醒：逾期 2 项，临期 1 项"
    assert message.url == f"/inbox/digests/{digest_of(lin).pk}/"


def test_a_second_digest_of_the_day_is_not_made(people, tell):
    tell(people[0], subject="一")
    send_digests(as_of=MORNING)
    tell(people[0], subject="二")
    assert send_digests(as_of=MORNING + timedelta(hours=5)) == []
    assert waiting_items(people[0]) == ["二"]
    send_digests(as_of=MORNING + timedelta(days=1))
    assert Digest.objects.filter(person=people[0]).count() == 2
    assert waiting_items(people[0]) == []


def test_a_matter_told_on_two_days_stands_once_with_its_last_words(people, tell):
    tell(people[0], key="T1", subject="还有 3 天")
    tell(people[0], key="T1", subject="还有 2 天", as_of=MORNING + timedelta(days=1))
    send_digests(as_of=MORNING + timedelta(days=1))
    [group] = group_items(digest_of(people[0]).items.all())
    assert [item.subject for item in group.items] == ["还有 2 天"]


def test_what_waits_for_somebody_who_left_is_dropped(people, tell):
    tell(people[0])
    Person.objects.filter(pk=people[0].pk).update(is_active=False)
    assert send_digests(as_of=MORNING) == []
    assert not DigestItem.objects.exists()


def test_nothing_leaves_the_machine_unless_set(people, tell, set_channels):
    set_channels()
    tell(*people)
    send_digests(as_of=MORNING)
    assert not Delivery.objects.exists()


def test_each_channel_gets_one_delivery_a_person_who_wants_it(people, tell, set_channels):
    lin, gao, he = people
    set_channels(MAIL, HOOK)
    choose_channels(actor=gao, email=False, webhook=True)
    Person.objects.filter(pk=he.pk).update(email="")
    tell(*people)
    send_digests(as_of=MORNING)
    made = Delivery.objects.values_list("digest__person__username", "channel", "address")
    assert set(made) == {
        ("lin", "email", "lin@yunling.example"),
        ("lin", "webhook", "13800000000"),
        ("gao", "webhook", "13800000001"),
        ("he", "webhook", "13800000002"),
    }


def test_a_group_robot_is_not_told_of_people_without_telephone(people, tell, set_channels):
    set_channels(webhook=ROBOT)
    Person.objects.filter(pk=people[0].pk).update(phone="")
    tell(*people)
    send_digests(as_of=MORNING)
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize(("number", "each"), [(3, 1), (1000, 5)])
def test_the_number_of_queries_is_constant(
    db, number, each, set_channels, django_assert_num_queries
):
    set_channels(MAIL, HOOK)
    people = Person.objects.bulk_create(
        Person(username=f"p{at}", name=f"p{at}", email=f"p{at}@yunling.example")
        for at in range(number)
    )
    add_notices(
        (Notice(p.pk, "overdue", "补报", f"T{at}") for p in people for at in range(each)),
        as_of=MORNING,
    )
    with django_assert_num_queries(10):
        assert len(send_digests(as_of=MORNING)) == number
    assert Delivery.objects.count() == 2 * number


# The job of the day


def test_digests_wait_for_their_hour(people, tell, settings):
    settings.DIGEST_HOUR = 9
    tell(people[0])
    assert make_daily_digests(as_of=MORNING) == 0
    assert make_daily_digests(as_of=MORNING + timedelta(hours=1)) == 1


def test_a_day_is_made_once_and_later_matters_wait_for_the_next(people, tell):
    lin, gao, _ = people
    tell(lin)
    assert make_daily_digests(as_of=MORNING) == 1
    tell(gao)
    assert make_daily_digests(as_of=MORNING + timedelta(minutes=10)) == 0
    assert make_daily_digests(as_of=MORNING + timedelta(days=1)) == 1


def test_sources_are_asked_before_the_digests_are_made(people, tell):
    register_digest_source(lambda as_of: tell(people[0], as_of=as_of))
    assert make_daily_digests(as_of=MORNING) == 1


def test_a_failure_leaves_the_day_to_be_made_again(people, tell):
    failures = [ZeroDivisionError()]

    def source(as_of):
        tell(people[0], as_of=as_of)
        if failures:
            raise failures.pop()

    register_digest_source(source)
    with pytest.raises(ZeroDivisionError):
        make_daily_digests(as_of=MORNING)
    assert (DigestRun.objects.count(), waiting_items(people[0])) == (0, [])
    assert make_daily_digests(as_of=MORNING) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("work", [send_digests, make_daily_digests])
def test_two_workers_at_once_make_one_digest(people, tell, work):
    tell(*people)
    made = []

    def second():
        try:
            made.append(work(as_of=MORNING))
        finally:
            connection.close()

    rival = threading.Thread(target=second)
    with transaction.atomic():
        first = work(as_of=MORNING)
        rival.start()
        rival.join(0.5)
        assert rival.is_alive(), "the second worker did not wait for the first"
    rival.join()
    assert first
    assert not made[0]
    assert Message.objects.count() == Digest.objects.count() == 3


_WORKER = """
import sys, time, django
django.setup()
from django.conf import settings
from django.utils.dateparse import parse_datetime
from taizhang.messages.domain import digesting

settings.DATABASES["default"]["NAME"] = sys.argv[1]

def hang(digests, as_of):
    print("here", flush=True)
    time.sleep(60)

digesting.deliveries_for = hang  # after the digests have begun, before their messages
digesting.make_daily_digests(as_of=parse_datetime(sys.argv[2]))
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_nothing_half_told(people, tell):
    tell(*people)
    worker = subprocess.Popen(
        [
            sys.executable,
            "-c",
            _WORKER,
            django_settings.DATABASES["default"]["NAME"],
            MORNING.isoformat(),
        ],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
    )
    assert worker.stdout.readline() == b"here\n"
    worker.kill()
    worker.communicate()
    assert not Digest.objects.exists()
    assert make_daily_digests(as_of=MORNING) == 3
    assert Message.objects.count() == 3
