"""Pages of the clock acts: who gets in and who may do what, what they show, constant queries."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ledger.road import now
from supervision.asking import JULY, extend, send_back, state_of, suspend
from taizhang.accounts.enums import Role
from taizhang.organisations.domain.names import name_key
from taizhang.organisations.models import UnitName
from taizhang.supervision import request_urls
from taizhang.supervision.domain.requests.deciding import grant_request
from taizhang.supervision.domain.requests.requesting import sign_request
from taizhang.supervision.models import SupervisedTask

pytestmark = pytest.mark.django_db

OFFICE = ("clerk", "head")
READERS = (*OFFICE, "city_leader", "auditor", "indicator_officer", "assessment_officer")
OWN = ("liaison", "unit_leader")
OTHER = ("other_liaison", "county_clerk")
OUTSIDE = ("administrator", "nobody")
EVERYBODY = (*READERS, *OWN, *OTHER, *OUTSIDE)

# address: 200 for, redirect for, 409 for, 404 for; 403 for the others
WAITING = {  # a signed first extension waits
    "": ((*READERS, *OWN), (), (), OTHER),
    "extend/": ((), (), OWN, OTHER),
    "send-back/": ((), (), OWN, OTHER),
    "suspend/": ((), (), OWN, OTHER),
    "sign/": ((), (), ("unit_leader",), OTHER),
    "grant/": ((), OFFICE, (), OTHER),
    "refuse/": ((), OFFICE, (), OTHER),
    "withdraw/": ((), OWN, (), OTHER),
    "resume/": ((), (), OFFICE, OTHER),
    "nothing/": ((), (), (), (*READERS, *OWN, *OTHER)),
}
GETS = ("", "extend/", "send-back/", "suspend/")


@pytest.fixture
def people(make_person, appoint, science, clerk, liaison, leader, head, mayor, other_liaison):
    return {
        role: make_person(f"the_{role}", role)
        for role in ("auditor", "indicator_officer", "assessment_officer", "administrator")
    } | {
        "clerk": clerk,
        "head": head,
        "city_leader": mayor,
        "liaison": liaison,
        "unit_leader": leader,
        "other_liaison": other_liaison,
        "nobody": make_person("nobody"),
    }


@pytest.fixture
def everybody(people, county_clerk):
    return people | {"county_clerk": county_clerk}


@pytest.fixture
def moment():
    return timezone.now()


@pytest.fixture
def task(underway, freeze):
    return underway()


@pytest.fixture
def freeze(monkeypatch, noon):
    """Pages of the day on which the tasks of these tests live."""
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return noon


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def address(task, name=""):
    return f"/supervision/requests/{task.number}/{name}"


def body(task):
    return {
        "seen": state_of(task).request.asked_at.isoformat() if state_of(task).request else "",
        "day": JULY.isoformat(),
        "reason": "理由不充分",
        "text": "同意",
    }


def expected(who, fine, redirected, late, missing):
    for people, status in ((fine, 200), (redirected, 302), (late, 409), (missing, 404)):
        if who in people:
            return status
    return 403


def test_every_address_is_in_the_matrix():
    assert {pattern.name for pattern in request_urls.urlpatterns} == {
        *("requests", "requests-grant", "request", "request-answer"),
        *("ask-extension", "ask-send-back", "ask-suspension"),
    }


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_who_may_gets_in_and_answers(who, task, everybody, liaison, leader, noon):
    extend(task, actor=liaison, as_of=noon)
    sign_request(task, actor=leader, as_of=noon)
    client, answer = client_of(everybody[who]), body(task)
    for name, who_gets in WAITING.items():
        with transaction.atomic():
            if name in GETS:
                status = client.get(address(task, name)).status_code
            else:
                status = client.post(address(task, name), answer).status_code
            transaction.set_rollback(True)
        assert status == expected(who, *who_gets), name


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_with_tasks_sees_the_list(who, task, everybody):
    client = client_of(everybody[who])
    inside = (*READERS, *OWN, *OTHER)
    assert client.get("/supervision/requests/").status_code == (200 if who in inside else 403)
    posted = client.post("/supervision/requests/grant/", {"request": []}).status_code
    assert posted == (302 if who in inside else 403)


def test_liaison_asks_leader_signs_clerk_grants_on_the_pages(task, liaison, leader, clerk):
    form = client_of(liaison).get(address(task, "extend/") + "?due=2024-07-31").content.decode()
    assert "顺延 31 天" in form
    assert "第 1 次延期，由督查专员或督查室主任审批" in form
    sent = {"due": "2024-07-31", "reason": "招标流标", "progress": "过半"}
    assert client_of(liaison).post(address(task, "extend/"), sent).status_code == 302
    assert "等我签批" in client_of(leader).get("/supervision/requests/").content.decode()
    assert client_of(leader).post(address(task, "sign/"), body(task)).status_code == 302
    page = client_of(clerk).get(address(task)).content.decode()
    assert "招标流标" in page
    answered = client_of(clerk).post(address(task, "grant/"), body(task))
    assert answered.status_code == 302
    assert now(task).due == JULY
    assert "2024-07-31" in client_of(liaison).get(address(task)).content.decode()


def test_day_off_is_pointed_out_once(task, liaison):
    sent = {"due": "2024-07-27", "reason": "招标流标", "progress": "过半"}
    back = client_of(liaison).post(address(task, "extend/"), sent)
    assert back.status_code == 422
    assert "是星期六，不是工作日，其后的工作日是 2024-07-29" in back.content.decode()
    sent["keep_day_off"] = "on"
    assert client_of(liaison).post(address(task, "extend/"), sent).status_code == 302


def test_refused_form_keeps_what_was_written(task, liaison):
    sent = {"due": "2024-06-03", "reason": "招标流标", "progress": "过半"}
    back = client_of(liaison).post(address(task, "extend/"), sent)
    assert back.status_code == 422
    assert "招标流标" in back.content.decode()
    assert "不晚于 2024-06-30" in back.content.decode()


def test_unknown_unit_is_pointed_out(task, liaison):
    sent = {"reason": "职责不符", "suggested": "市月球局"}
    back = client_of(liaison).post(address(task, "send-back/"), sent)
    assert back.status_code == 422
    assert "没有叫“市月球局”的单位" in back.content.decode()


def test_send_back_is_asked_and_granted_with_units_by_name(
    task, liaison, leader, clerk, industry, region
):
    key = name_key("市工信局", region_name=region.name)
    UnitName.objects.filter(unit=industry).update(key=key)
    sent = {"reason": "三定规定第二条", "suggested": "市工信局"}
    assert client_of(liaison).post(address(task, "send-back/"), sent).status_code == 302
    assert client_of(leader).post(address(task, "sign/"), body(task)).status_code == 302
    page = client_of(clerk).get(address(task)).content.decode()
    assert "市工信局" in page
    answer = body(task) | {"leads": "", "units": "市科技局", "day": ""}
    refused = client_of(clerk).post(address(task, "grant/"), answer)
    assert refused.status_code == 422
    assert "是申请回退的单位" in refused.content.decode()
    granted = client_of(clerk).post(address(task, "grant/"), answer | {"units": "市工信局"})
    assert granted.status_code == 302
    assert [answer.unit_id for answer in now(task).units] == [industry.pk]
    assert now(task).state == "dispatched"


def test_day_that_cannot_be_granted_is_said_at_its_field(task, leader, clerk, noon):
    extend(task, actor=leader, as_of=noon)
    answer = body(task) | {"day": "2024-08-31"}
    back = client_of(clerk).post(address(task, "grant/"), answer)
    assert back.status_code == 422
    assert "应在今天到申请的 2024-07-31 之间" in back.content.decode()


def test_suspension_is_asked_granted_and_resumed(task, liaison, leader, clerk, noon):
    sent = {"cause": "season", "due": "2024-09-02", "reason": "汛期无法施工"}
    assert client_of(liaison).post(address(task, "suspend/"), sent).status_code == 302
    assert client_of(leader).post(address(task, "sign/"), body(task)).status_code == 302
    answer = body(task) | {"day": "2024-09-02"}
    assert client_of(clerk).post(address(task, "grant/"), answer).status_code == 302
    assert "2024年9月2日自动恢复计时" in client_of(liaison).get(address(task)).content.decode()
    assert client_of(clerk).post(address(task, "resume/"), {"text": "已具备"}).status_code == 302
    assert not state_of(task).is_stopped


def test_second_approver_is_told_that_somebody_was_faster(task, liaison, leader, clerk, head, noon):
    extend(task, actor=liaison, as_of=noon)
    sign_request(task, actor=leader, as_of=noon)
    answer = body(task)
    assert client_of(clerk).post(address(task, "grant/"), answer).status_code == 302
    late = client_of(head).post(address(task, "grant/"), answer)
    assert late.status_code == 409
    assert "可能已由他人处理" in late.content.decode()


def test_selection_is_granted_at_once(underway, freeze, liaison, leader, clerk, noon):
    tasks = [underway(), underway()]
    for each in tasks:
        extend(each, actor=leader, as_of=noon)
    tokens = [f"{each.pk}@{noon.isoformat()}" for each in tasks]
    page = client_of(clerk).get("/supervision/requests/").content.decode()
    assert all(token.replace("+", "&#x2B;") in page or token in page for token in tokens)
    client_of(clerk).post("/supervision/requests/grant/", {"request": tokens, "text": "同意"})
    assert [now(each).due for each in tasks] == [JULY, JULY]
    assert (
        client_of(clerk).post("/supervision/requests/grant/", {"request": "x"}).status_code == 404
    )


def test_page_of_a_past_moment_shows_what_waited_then_and_no_buttons(
    underway, liaison, leader, clerk, noon
):
    task = underway()
    extend(task, actor=leader, as_of=noon)
    then = state_row(task).since
    grant_request(task, actor=clerk, as_of=noon)
    page = client_of(clerk).get(address(task), {"as_of": then.isoformat()})
    assert page.context["page"].row is not None
    assert page.context["panels"] == []
    assert client_of(clerk).get(address(task)).context["page"].row is None


def state_row(task):
    return SupervisedTask.objects.at(None).get(task=task)


@pytest.mark.parametrize("url", ["/supervision/requests/?show=all", "/"])
def test_lists_take_as_many_queries_for_three_rows_as_for_one(
    url, underway, freeze, liaison, leader, clerk, noon
):
    client, counts = client_of(clerk), []
    for number in (1, 2):
        for _ in range(number):
            extend(underway(), actor=leader, as_of=noon)
        client.get(url)  # a mechanism's version is read once and kept
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_task_page_offers_the_acts_and_shows_the_request(task, liaison, leader, clerk, noon):
    client = client_of(liaison)
    page = client.get(task.get_absolute_url()).content.decode()
    for name in ("extend/", "send-back/", "suspend/"):
        assert address(task, name) in page
    suspend(task, actor=leader, as_of=noon)
    assert "等待审批" in client.get(task.get_absolute_url()).content.decode()
    assert "extend/" not in client_of(clerk).get(task.get_absolute_url()).content.decode()


def test_send_back_that_came_late_warns_the_approver(task, leader, clerk, noon, freeze):
    send_back(task, actor=leader, as_of=noon + timedelta(days=7))
    assert "3 个工作日内" in client_of(clerk).get(address(task)).content.decode()


def test_roles_of_the_matrix_are_all_roles():
    assert {*Role.values} == {*EVERYBODY} - {"other_liaison", "nobody"}
