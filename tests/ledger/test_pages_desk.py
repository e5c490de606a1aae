"""The desk and the chain page: what each role finds."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.utils import timezone

from taizhang.accounts.enums import Role
from taizhang.ledger.domain.closing import (
    accept_closure,
    reopen_task,
    request_closure,
    return_closure,
)
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.seals import seal_chain
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.models import TaskVersion


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def desk(person):
    """Title → (titles of the tasks shown, count) of each list of tasks."""
    client = client_of(person)
    answer = client.get("/")
    assert answer.status_code == 200
    shown = [each for each in answer.context["lists"] if each.template.startswith("ledger/")]
    for each in shown:
        assert client.get(each.url).context["list"].totals["total"] == each.count, each.title
    return {
        str(each.title): ([version.title for version in each.rows], each.count) for each in shown
    }


@pytest.fixture
def tomorrow():
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def closing_request():
    return ReportInput("完成", figures=[FigureInput(1, Decimal(140), date(2024, 6, 1))])


def test_the_office_finds_what_to_dispatch_and_what_to_review(
    clerk, liaison, make_task, tomorrow, noon
):
    make_task(title="待交办", due=tomorrow)
    make_task(title="没有时限", due=None)
    make_task(title="逾期", due="2024-06-30")
    waiting = make_task(title="待审核", due=tomorrow)
    dispatch_tasks([waiting], actor=clerk, as_of=noon)
    sign_for_task(waiting, actor=liaison, as_of=noon)
    request_closure(waiting, closing_request(), actor=liaison, as_of=noon)
    assert desk(clerk) == {
        "待交办": (["逾期", "待交办", "没有时限"], 3),
        "等我审核": (["待审核"], 1),
        "退回的": ([], 0),
    }


def test_nobody_waits_for_the_own_review(
    clerk, make_task, make_person, appoint, science, tomorrow, noon
):
    both = make_person("both", Role.CLERK)
    appoint(both, science)
    task = make_task(title="我报的", due=tomorrow)
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=both, as_of=noon)
    request_closure(task, closing_request(), actor=both, as_of=noon)
    assert desk(both)["等我审核"] == ([], 0)
    assert desk(clerk)["等我审核"] == (["我报的"], 1)


def test_a_liaison_finds_what_to_sign_to_report_and_what_came_back(
    clerk, liaison, make_task, tomorrow, noon
):
    unsigned, underway, returned, reopened = (
        make_task(title=title, due=tomorrow) for title in ("待签", "在办", "退回", "退回又重开")
    )
    dispatch_tasks([unsigned, underway, returned, reopened], actor=clerk, as_of=noon)
    for task in (underway, returned, reopened):
        sign_for_task(task, actor=liaison, as_of=noon)
    for task in (returned, reopened):
        request_closure(task, closing_request(), actor=liaison, as_of=noon)
        return_closure(task, reason="不足", actor=clerk, as_of=noon)
    request_closure(reopened, closing_request(), actor=liaison, as_of=noon)
    accept_closure(reopened, grade="good", actor=clerk, as_of=noon)
    reopen_task(reopened, reason="复核", actor=clerk, as_of=noon)
    lists = desk(liaison)
    assert lists["要签收"] == (["待签"], 1)
    assert lists["被退回"] == (["退回"], 1)


def test_ticked_tasks_are_signed_and_what_is_refused_is_said(
    clerk, liaison, make_task, noon, other_liaison
):
    mine, done = make_task(title="待签"), make_task(title="已签")
    dispatch_tasks([mine, done], actor=clerk, as_of=noon)
    sign_for_task(done, actor=liaison, as_of=noon)
    ids = {"task": [mine.pk, done.pk], "next": "/#list-to_sign"}
    answer = client_of(liaison).post("/ledger/desk/sign/", ids)
    assert answer.url == "/#list-to_sign"
    said = [str(each) for each in get_messages(answer.wsgi_request)]
    assert any("已经签收" in each for each in said)
    assert "已签收 1 项任务。" in said
    assert desk(liaison)["要签收"] == ([], 0)
    client_of(other_liaison).post("/ledger/desk/sign/", ids)
    assert TaskVersion.objects.at(None).get(task=mine).state == "underway"


def test_ticked_closing_requests_are_accepted_with_one_grade_but_never_the_own(
    clerk, liaison, make_task, make_person, appoint, science, noon
):
    first, second = make_task(title="一"), make_task(title="二")
    dispatch_tasks([first, second], actor=clerk, as_of=noon)
    both = make_person("both", Role.CLERK)
    appoint(both, science)
    for task, person in ((first, liaison), (second, both)):
        sign_for_task(task, actor=person, as_of=noon)
        request_closure(task, closing_request(), actor=person, as_of=noon)
    data = {"task": [first.pk, second.pk], "grade": "good"}
    assert client_of(liaison).post("/ledger/desk/accept/", data).status_code == 403
    client_of(both).post("/ledger/desk/accept/", data)
    states = dict(TaskVersion.objects.at(None).values_list("title", "state"))
    assert states == {"一": "closed", "二": "closing"}


def test_nothing_ticked_or_no_grade_changes_nothing(clerk, liaison, make_task, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    request_closure(task, closing_request(), actor=liaison, as_of=noon)
    for data in ({}, {"task": [task.pk]}, {"task": ["x", "9" * 30], "grade": "good"}):
        answer = client_of(clerk).post("/ledger/desk/accept/", data, follow=True)
        assert "banner-warn" in answer.content.decode()
    assert TaskVersion.objects.at(None).get(task=task).state == "closing"


def test_who_has_nothing_waiting_is_told_so(other_liaison):
    shown = client_of(other_liaison).get("/").content.decode()
    assert "都办完了" in shown
    assert "desk-section" not in shown


def test_a_liaison_of_another_unit_finds_nothing(other_liaison, make_task, clerk, noon):
    dispatch_tasks([make_task()], actor=clerk, as_of=noon)
    assert desk(other_liaison) == {"要签收": ([], 0), "被退回": ([], 0)}


@pytest.mark.parametrize("role", [Role.CITY_LEADER, Role.AUDITOR, Role.INDICATOR_OFFICER])
def test_readers_find_numbers_that_lead_to_their_lists(make_person, make_task, clerk, noon, role):
    late, _other = make_task(title="逾期最久", due="2020-01-01"), make_task(due=None)
    dispatch_tasks([late], actor=clerk, as_of=noon)
    client = client_of(make_person("reader", role))
    answer = client.get("/")
    counts = {str(count.label): count for count in answer.context["counts"]}
    assert (counts["待签收"].number, counts["待交办"].number) == (1, 1)
    for count in counts.values():
        assert client.get(count.url).context["list"].totals["total"] == count.number
    [listed] = [each for each in answer.context["lists"] if each.key == "overdue-all"]
    assert listed.rows[0].version.title == "逾期最久"
    assert client.get(listed.url).context["list"].totals["total"] == listed.count
    assert "催办" not in answer.content.decode()


def test_an_administrator_goes_to_the_units(make_person):
    answer = client_of(make_person("admin", Role.ADMINISTRATOR)).get("/")
    assert answer.url == "/units/"


def test_who_has_no_role_is_told_whom_to_ask(make_person):
    assert "请联系系统管理员" in client_of(make_person("new")).get("/").content.decode()


def test_strangers_go_to_the_log_in(db):
    assert Client().get("/").url.startswith("/login/")


def test_three_tasks_take_as_many_queries_as_one(
    liaison, clerk, make_task, noon, django_assert_max_num_queries
):
    def count(person):
        dispatch_tasks([make_task()], actor=clerk, as_of=noon)
        client = client_of(person)
        client.get("/")
        with django_assert_max_num_queries(26) as captured:
            client.get("/")
        return len(captured)

    for person in (clerk, liaison):
        one = count(person)
        count(person)
        assert count(person) == one


@pytest.fixture
def as_auditor(make_person):
    return client_of(make_person("auditor", Role.AUDITOR))


def test_the_chain_holds_and_names_its_seals(as_auditor, make_task, noon):
    task = make_task()
    seal = seal_chain(as_of=timezone.now() + timedelta(days=1))
    shown = as_auditor.get("/ledger/chain/").content.decode()
    assert seal.hash in shown
    assert task.number in shown
    checked = as_auditor.post("/ledger/chain/check/", {"seal": seal.hash.upper()})
    assert "核验了 1 个事件、1 个封印，全部相符" in checked.content.decode()


def test_a_seal_that_never_was_is_said(as_auditor, make_task):
    make_task()
    answer = as_auditor.post("/ledger/chain/check/", {"seal": "0" * 64})
    assert "banner-bad" in answer.content.decode()


def test_a_seal_that_is_none_is_said(as_auditor):
    answer = as_auditor.post("/ledger/chain/check/", {"seal": "abc"})
    assert answer.status_code == 422
    assert "64 位" in answer.content.decode()


def test_a_changed_event_is_found(as_auditor, make_task):
    task = make_task()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_event SET payload = replace(payload, '140', '14')")
        cursor.execute("ALTER TABLE ledger_event ENABLE TRIGGER USER")
    shown = as_auditor.post("/ledger/chain/check/").content.decode()
    assert f"任务 {task.number} 的第 1 个事件" in shown


def test_events_are_listed_by_day(as_auditor, make_task):
    task = make_task()
    assert (
        task.number not in as_auditor.get("/ledger/chain/", {"day": "2020-01-01"}).content.decode()
    )
    assert (
        "这一天没有事件" in as_auditor.get("/ledger/chain/", {"day": "2020-01-01"}).content.decode()
    )


@pytest.mark.parametrize("role", [Role.CLERK, Role.CITY_LEADER, Role.ADMINISTRATOR])
def test_the_chain_is_for_auditors(make_person, role):
    client = client_of(make_person("other", role))
    assert client.get("/ledger/chain/").status_code == 403
    assert client.post("/ledger/chain/check/").status_code == 403


def test_three_events_take_as_many_queries_as_one(
    as_auditor, make_task, django_assert_max_num_queries
):
    def count():
        make_task()
        as_auditor.get("/ledger/chain/")
        with django_assert_max_num_queries(26) as captured:
            as_auditor.get("/ledger/chain/")
        return len(captured)

    one = count()
    count()
    assert count() == one
