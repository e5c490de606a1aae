import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from taizhang.messages.channels import MailServer, Webhook
from taizhang.messages.domain import send_digests
from taizhang.messages.domain.delivering import ATTEMPTS, CLAIM, PAUSES, deliver_batch
from taizhang.messages.enums import Channel, DeliveryState
from taizhang.messages.models import Delivery
from taizhang.messages.tasks import task_deliver

from .conftest import MORNING, SECRET, digest_of
from .receivers import answering, receive_mails, receive_posts

SENDER = "taizhang@yunling.example"
EMAIL, WEBHOOK = Channel.EMAIL, Channel.WEBHOOK


@pytest.fixture
def mails(set_channels):
    with receive_mails() as receiver:
        set_channels(MailServer("127.0.0.1", receiver.port, SENDER))
        yield receiver


@pytest.fixture
def posts(set_channels):
    with receive_posts() as receiver:
        set_channels(webhook=Webhook(receiver.url, "127.0.0.1", "generic", SECRET))
        yield receiver


def only_delivery():
    return Delivery.objects.select_related("digest").get()


def minutes(number):
    return MORNING + timedelta(minutes=number)


# What arrives


def test_the_mail_holds_all_matters_with_full_addresses(people, tell, mails):
    lin = people[0]
    tell(lin, subject="补齐季度台账", url="/ledger/T000001/", body="已逾期 3 天")
    tell(lin, subject="约谈", kind="near_limit", url="https://elsewhere.example/")
    send_digests(as_of=MORNING)
    assert deliver_batch(EMAIL, as_of=MORNING) == 1
    [(recipient, mail)] = mails.mails
    assert recipient == "lin@yunling.example"
    assert mail["Subject"] == "【台账】今日提醒：逾期 1 项，临期 1 项"
    assert mail.get_content().splitlines() == [
        "【台账】今日提醒：逾期 1 项，临期 1 项",
        "",
        "逾期（1 项）",
        "1. 补齐季度台账",
        "   已逾期 3 天",
        "   https://taizhang.yunling.example/ledger/T000001/",
        "",
        "临期（1 项）",
        "1. 约谈",
        "",
        f"查看：https://taizhang.yunling.example/inbox/digests/{digest_of(lin).pk}/",
    ]


def test_what_was_taken_is_not_sent_again(people, tell, posts):
    tell(*people)
    send_digests(as_of=MORNING)
    assert deliver_batch(WEBHOOK, as_of=MORNING) == 3
    assert deliver_batch(WEBHOOK, as_of=minutes(60)) == 0
    assert len(posts.posts) == 3
    assert set(Delivery.objects.values_list("state", "sent_at")) == {(DeliveryState.SENT, MORNING)}


def test_single_messages_stay_in_the_house(people, mails):
    from taizhang.messages.domain import send_messages

    send_messages(people, kind="dispatch", subject="新任务", as_of=MORNING)
    assert deliver_batch(EMAIL, as_of=MORNING) == 0
    assert mails.connections == 0


# What fails


def test_pauses_grow_and_the_last_failure_is_final(people, tell, posts):
    posts.answer = answering(503)
    tell(people[0])
    send_digests(as_of=MORNING)
    moment, moments = MORNING, []
    for pause in (*PAUSES, timedelta(0)):
        assert deliver_batch(WEBHOOK, as_of=moment - timedelta(seconds=1)) == 0
        assert deliver_batch(WEBHOOK, as_of=moment) == 1
        moments.append(moment)
        moment += pause
    delivery = only_delivery()
    assert len(moments) == ATTEMPTS == len(posts.posts)
    assert (delivery.state, delivery.attempts) == (DeliveryState.FAILED, ATTEMPTS)
    assert "503" in delivery.error
    keys = {headers["Idempotency-Key"] for _path, headers, _body in posts.posts}
    assert keys == {delivery.token.hex}


def test_a_final_refusal_is_not_repeated(people, tell, posts):
    posts.answer = answering(404)
    tell(people[0])
    send_digests(as_of=MORNING)
    deliver_batch(WEBHOOK, as_of=MORNING)
    assert only_delivery().state == DeliveryState.FAILED
    assert deliver_batch(WEBHOOK, as_of=minutes(60)) == 0


def test_success_after_a_failure_clears_the_reason(people, tell, posts):
    posts.answer = answering(500)
    tell(people[0])
    send_digests(as_of=MORNING)
    deliver_batch(WEBHOOK, as_of=MORNING)
    posts.answer = answering(200)
    deliver_batch(WEBHOOK, as_of=minutes(1))
    delivery = only_delivery()
    assert (delivery.state, delivery.error) == (DeliveryState.SENT, "")


def test_a_server_that_is_away_is_asked_once_a_batch(people, tell, set_channels):
    set_channels(MailServer("127.0.0.1", 1, SENDER))
    tell(*people)
    send_digests(as_of=MORNING)
    assert deliver_batch(EMAIL, as_of=MORNING) == 0
    assert set(Delivery.objects.values_list("state", "attempts", "next_at")) == {
        (DeliveryState.WAITING, 1, minutes(1))
    }


def test_no_attempt_is_made_on_the_next_day(people, tell, posts):
    late = MORNING.replace(hour=15, minute=58)  # two minutes before midnight
    posts.answer = answering(500)
    tell(people[0], as_of=late)
    send_digests(as_of=late)
    deliver_batch(WEBHOOK, as_of=late)
    deliver_batch(WEBHOOK, as_of=late + timedelta(minutes=1))
    assert only_delivery().state == DeliveryState.FAILED
    assert len(posts.posts) == 2


def test_what_waits_past_its_day_is_given_up(people, tell, posts):
    tell(people[0])
    send_digests(as_of=MORNING)
    assert deliver_batch(WEBHOOK, as_of=MORNING + timedelta(days=1)) == 0
    assert only_delivery().state == DeliveryState.FAILED
    assert "仍未送达" in only_delivery().error
    assert posts.posts == []


def test_a_channel_that_was_switched_off_sends_nothing(people, tell, posts, set_channels):
    tell(people[0])
    send_digests(as_of=MORNING)
    set_channels()
    assert deliver_batch(WEBHOOK, as_of=MORNING) == 0
    assert "没有设置" in only_delivery().error


# Two workers, and one that dies


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_digest_once(people, tell, posts):
    posts.answer = lambda handler: (time.sleep(0.1), answering(200)(handler))
    tell(*people)
    send_digests(as_of=MORNING)

    def work():
        while deliver_batch(WEBHOOK, as_of=MORNING, most=1):
            pass
        connection.close()

    rivals = [threading.Thread(target=work) for _turn in range(2)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    told = [json.loads(body)["person"]["username"] for _path, _headers, body in posts.posts]
    assert sorted(told) == ["gao", "he", "lin"]


def test_the_claim_of_a_dead_worker_runs_out_and_the_token_is_the_same(people, tell, posts):
    tell(people[0])
    send_digests(as_of=MORNING)
    token = only_delivery().token
    Delivery.objects.update(attempts=1, next_at=MORNING + CLAIM)  # claimed, then killed
    assert deliver_batch(WEBHOOK, as_of=MORNING + CLAIM - timedelta(seconds=1)) == 0
    assert deliver_batch(WEBHOOK, as_of=MORNING + CLAIM) == 1
    assert posts.posts[0][1]["Idempotency-Key"] == token.hex
    assert only_delivery().state == DeliveryState.SENT


PATIENCE = 120  # seconds, on a busy machine


_WORKER = """
import sys, django
django.setup()
from django.conf import settings
from django.utils.dateparse import parse_datetime
from taizhang.messages.channels import Webhook
from taizhang.messages.domain.delivering import deliver_batch
settings.WEBHOOK = Webhook(sys.argv[1], "127.0.0.1", "generic", "x" * 32)
settings.DATABASES["default"]["NAME"] = sys.argv[2]
deliver_batch("webhook", as_of=parse_datetime(sys.argv[3]))
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_sending_leaves_a_digest_that_arrives(people, tell, posts):
    arrived, go_on = threading.Event(), threading.Event()

    def hold(handler):
        arrived.set()
        go_on.wait(PATIENCE)

    posts.answer = hold
    tell(people[0])
    send_digests(as_of=MORNING)
    name = django_settings.DATABASES["default"]["NAME"]
    worker = subprocess.Popen(
        [sys.executable, "-c", _WORKER, posts.url, name, MORNING.isoformat()],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert arrived.wait(PATIENCE)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    go_on.set()
    posts.answer = answering(200)
    assert only_delivery().state == DeliveryState.WAITING
    assert deliver_batch(WEBHOOK, as_of=MORNING) == 0
    assert deliver_batch(WEBHOOK, as_of=MORNING + CLAIM) == 1
    keys = [headers["Idempotency-Key"] for _path, headers, _body in posts.posts]
    assert keys == [only_delivery().token.hex] * 2


# The job


@pytest.mark.parametrize(("form", "sent"), [("generic", 25), ("wecom", 20)])
def test_the_job_empties_the_queue_as_fast_as_the_platform_allows(
    db, tell, posts, set_channels, form, sent
):
    from taizhang.accounts.models import Person

    secret = SECRET if form == "generic" else ""
    set_channels(webhook=Webhook(posts.url, "127.0.0.1", form, secret))
    people = Person.objects.bulk_create(
        Person(username=f"p{at}", name=f"p{at}", phone=f"138{at:08}") for at in range(25)
    )
    now = timezone.now()
    tell(*people, as_of=now)
    send_digests(as_of=now)
    task_deliver(0)
    assert len(posts.posts) == sent
    assert Delivery.objects.filter(state=DeliveryState.SENT).count() == sent


@pytest.mark.parametrize("count", [1, 3])
def test_queries_before_sending_do_not_grow(
    people, tell, set_channels, django_assert_max_num_queries, count
):
    set_channels(MailServer("127.0.0.1", 1, SENDER))
    tell(*people[:count])
    send_digests(as_of=MORNING)
    with django_assert_max_num_queries(8 + count):
        deliver_batch(EMAIL, as_of=MORNING)
