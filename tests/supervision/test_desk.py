"""The office's lists by the clock, urging, and acts of supervision on the desk."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from supervision.asking import extend, state_of
from supervision.owing_tasks import dispatch, filled, local, sign
from taizhang.ledger.domain.errors import ActNotAllowedError
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event
from taizhang.messages.models import Message
from taizhang.supervision.domain.queries.desk import due_today, overdue
from taizhang.supervision.domain.queries.facts import facts_of
from taizhang.supervision.domain.reports.reporting import report_owed
from taizhang.supervision.domain.reports.urging import urge_units
from taizhang.supervision.models import SupervisedTask

START = local("2024-06-03T09:00")


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def lists_of(person):
    return {each.key: each for each in client_of(person).get("/").context["lists"]}


def ids(rows):
    return sorted(rows.values_list("task_id", flat=True))


@pytest.fixture
def owing(make_task, clerk, liaison):
    """A dispatched and signed task that owes its deployment on 3 June 2024."""
    [task] = dispatch([make_task(title="挂牌成立研究院", due=None)], clerk, START)
    sign([task], liaison, START + timedelta(hours=1))
    return task


@pytest.mark.parametrize(
    ("moment", "today", "late"),
    [
        ("2024-06-03T10:00", 1, 0),
        ("2024-06-03T23:59", 1, 0),
        ("2024-06-04T00:01", 0, 1),
        ("2024-06-02T10:00", 0, 0),
    ],
)
def test_a_step_is_due_today_until_its_day_ends_and_late_from_then_on(owing, moment, today, late):
    rows = SupervisedTask.objects.at(None)
    when = local(moment)
    assert due_today(rows, moment=when).count() == today
    assert overdue(rows, moment=when).count() == late
    assert (facts_of([owing.pk], moment=when)[owing.pk]["clock"] == "overdue") == bool(late)


def test_lists_lead_to_the_same_tasks_in_the_ledger(clerk, owing, make_task, liaison):
    now = timezone.now()
    [fresh] = dispatch([make_task(title="今天的", due=None)], clerk, now)
    sign([fresh], liaison, now)
    lists = lists_of(clerk)
    for key, task in (("overdue", owing), ("due-today", fresh)):
        assert [row.version.task_id for row in lists[key].rows] == [task.pk]
        page = client_of(clerk).get(lists[key].url).context["list"]
        assert [row.version.task_id for row in page.rows] == [task.pk], key


def test_who_supervises_nothing_has_no_lists_of_the_office(liaison, owing):
    assert {"overdue", "due-today", "returned-open", "to_dispatch"}.isdisjoint(lists_of(liaison))


def test_each_office_counts_what_it_keeps(
    clerk, county, county_clerk, make_task, owing, appoint, make_person
):
    inner = make_task(title="县里的", keeper=county, due=None)
    dispatch([inner], county_clerk, START)
    assert [row.version.task_id for row in lists_of(clerk)["overdue"].rows] == [owing.pk]
    assert [row.version.task_id for row in lists_of(county_clerk)["overdue"].rows] == [inner.pk]


def test_urging_tells_each_person_once_and_stands_in_the_chain(clerk, liaison, owing, make_task):
    [other] = dispatch([make_task(title="另一项", due=None)], clerk, START)
    Message.objects.all().delete()
    noon = local("2024-06-05T12:00")
    assert urge_units([owing.pk, other.pk], actor=clerk, as_of=noon).done == [owing.pk, other.pk]
    [message] = Message.objects.filter(recipient=liaison)
    assert "催办 2 项任务" in message.subject
    again = urge_units([owing.pk, other.pk], actor=clerk, as_of=noon + timedelta(hours=3))
    assert (again.done, again.before) == ([], [owing.pk, other.pk])
    assert urge_units([owing.pk], actor=clerk, as_of=noon + timedelta(days=1)).done == [owing.pk]
    assert Event.objects.filter(task=owing, type="urged").count() == 2
    assert SupervisedTask.objects.at(None).get(task=owing).due_at == local("2024-06-04T00:00")
    assert verify().first_broken is None


def test_urging_is_for_who_supervises(liaison, county_clerk, owing):
    for person in (liaison, county_clerk):
        with pytest.raises(ActNotAllowedError):
            urge_units([owing.pk], actor=person, as_of=local("2024-06-05T12:00"))
    assert client_of(liaison).post("/supervision/desk/urge/").status_code == 403


def test_urging_from_the_desk_says_what_was_urged_today_already(clerk, owing):
    for said in ("已催办 1 项任务", "今天已经催办过"):
        answer = client_of(clerk).post("/supervision/desk/urge/", {"task": owing.pk}, follow=True)
        assert said in answer.content.decode()
    answer = client_of(clerk).post("/supervision/desk/urge/", {"task": ["x"]}, follow=True)
    assert "没有选中任何任务" in answer.content.decode()


def test_a_report_is_opened_in_its_row_only_for_who_owes_it(liaison, other_liaison, owing, clerk):
    [item] = [i for i in lists_of(liaison)["owed"].rows if i.row.owed.answers == "step:deployed"]
    url = f"/supervision/desk/owed/{item.key}/"
    shown = client_of(liaison).get(url).content.decode()
    assert f'name="item" value="{item.key}"' in shown
    assert " open>" in shown
    assert "现在不用报" in client_of(other_liaison).get(url).content.decode()
    assert client_of(clerk).get(url).status_code == 403
    assert client_of(liaison).get("/supervision/desk/owed/x-y/").status_code == 404


def test_a_report_is_accepted_on_the_desk_with_its_quality(clerk, liaison, owing):
    report_owed(owing, filled("step:deployed"), actor=liaison, as_of=START + timedelta(hours=2))
    [report] = lists_of(clerk)["report_reviews"].rows
    data = {
        "pick": report.key,
        f"{report.key}-answers": report.filed.answers,
        f"{report.key}-filed_at": report.filed.filed_at.isoformat(),
        f"{report.key}-quality": "good",
        "next": "/#list-report_reviews",
    }
    answer = client_of(clerk).post("/supervision/reports/reviews/accept/", data)
    assert answer.url == "/#list-report_reviews"
    assert SupervisedTask.objects.at(None).get(task=owing).quality == "good"
    assert "report_reviews" not in lists_of(clerk)


def test_more_tasks_take_no_more_queries(clerk, liaison, make_task, django_assert_max_num_queries):
    def count(person):
        [task] = dispatch([make_task(title="挂牌", due=None)], clerk, START)
        sign([task], liaison, START)
        report_owed(task, filled("step:deployed"), actor=liaison, as_of=START)
        client = client_of(person)
        client.get("/")
        with django_assert_max_num_queries(45) as captured:
            client.get("/")
        return len(captured)

    for person in (clerk, liaison):
        one = count(person)
        count(person)
        assert count(person) == one


def test_leader_signs_and_clerk_grants_what_is_ticked_on_the_desk(
    clerk, liaison, leader, underway, noon, monkeypatch
):
    monkeypatch.setattr(timezone, "now", lambda: noon)
    tasks = [underway(title=title) for title in ("一", "二")]
    for task in tasks:
        extend(task, actor=liaison, as_of=noon)
    [*rows] = lists_of(leader)["requests-sign"].rows
    assert "requests-decide" not in lists_of(clerk)
    ticked = {"request": [row.token for row in rows], "next": "/#list-requests-sign"}
    answer = client_of(liaison).post("/supervision/desk/sign/", ticked, follow=True)
    assert "banner-warn" in answer.content.decode()
    assert "requests-decide" not in lists_of(clerk)
    answer = client_of(leader).post("/supervision/desk/sign/", ticked, follow=True)
    assert "已签批 2 件申请" in answer.content.decode()
    waiting = lists_of(clerk)["requests-decide"]
    assert waiting.count == 2
    ticked = {"request": [row.token for row in waiting.rows], "next": "/#list-requests-decide"}
    answer = client_of(clerk).post("/supervision/requests/grant/", ticked)
    assert answer.url == "/#list-requests-decide"
    assert [state_of(task).extensions for task in tasks] == [1, 1]


@pytest.mark.parametrize("token", ["x", "9@never", f"{'9' * 30}@2024-06-03T12:00:00+08:00"])
def test_a_request_that_was_tampered_with_is_not_found(leader, token):
    answer = client_of(leader).post("/supervision/desk/sign/", {"request": token})
    assert answer.status_code == 404


def test_a_slip_that_is_due_goes_from_the_desk_to_its_preview(clerk, owing):
    [row] = lists_of(clerk)["slips-due"].rows
    shown = client_of(clerk).get("/").content.decode()
    assert f'name="slip" value="{row.token}"' in shown
    answer = client_of(clerk).post("/supervision/slips/issue/", {"slip": row.token})
    assert "挂牌成立研究院" in answer.content.decode()
