"""Pages: why a goal has its pace, its plan, and how pace is judged."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from indicators.pace.given import (
    JUNE_END,
    change_goal,
    give_figures,
    give_goal,
    give_plan,
    give_rule,
    local,
)
from taizhang.indicators.domain.goals import end_goal
from taizhang.indicators.enums import Frequency
from taizhang.indicators.models import GoalPlan, PaceRuleVersion

pytestmark = pytest.mark.django_db
RULES = "/indicators/pace-rules/"
GRACES = {f"grace_{frequency}": "0" for frequency in Frequency.values}


@pytest.fixture(autouse=True)
def in_july(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: local("2026-07-01T09:00"))


@pytest.fixture
def goal(make_series, science):
    series = make_series(office=science)
    give_figures(series, {date(2025, 6, 30): 20, date(2025, 12, 31): 100, JUNE_END: 30})
    return give_goal(series, 100, reference="云政发〔2026〕1号")


@pytest.fixture
def opened(client):
    def open_as(person, address):
        client.force_login(person)
        return client.get(address)

    return open_as


def page_of(goal):
    return f"/indicators/goals/{goal.pk}/"


def test_every_value_of_every_method_is_on_the_page(goal, officer, opened):
    give_plan(goal, {JUNE_END: 40}, by=officer)
    text = opened(officer, page_of(goal) + "?as_of=2026-06-30").content.decode()
    for value in ("49.59%", "20.00%", "40.00%", "49.589", "19.589", "按此判定", "181", "365"):
        assert value in text, value


def test_the_pace_against_an_earlier_target_is_shown_by_its_link(goal, officer, opened):
    give_figures(goal.series, {date(2026, 4, 30): 25}, at=local("2026-05-08T09:00"))
    change_goal(goal, at=local("2026-05-20T09:00"), value=Decimal(300))
    now = opened(officer, page_of(goal) + "?as_of=2026-06-30")
    assert now.context["page"].explained.values["target"] == 300
    link = r'href="(\?as_of=2026-05-20&amp;known=2026-05-20T08%3A59%3A59[^"]*)"'
    [earlier] = re.findall(link, now.content.decode())
    then = opened(officer, page_of(goal) + earlier.replace("&amp;", "&")).context["page"]
    assert (then.explained.values["target"], then.explained.values["value"]) == (100, 25)


def test_before_the_goal_was_there_the_page_says_so(goal, officer, opened):
    text = opened(officer, page_of(goal) + "?known=2020-01-01").content.decode()
    assert "那时还没有这个目标" in text


def test_a_goal_that_is_over_says_so_and_leads_to_its_pace_then(goal, officer, opened):
    end_goal(goal, actor=officer, as_of=local("2026-07-01T09:00"))
    text = opened(officer, page_of(goal)).content.decode()
    assert "这个目标已经结束" in text
    assert "当时的进度" in text
    assert "那时还没有这个目标" not in text
    before = opened(officer, page_of(goal) + "?known=2020-01-01").content.decode()
    assert "那时还没有这个目标" in before


@pytest.mark.parametrize(
    "query", ["?as_of=2026-02-30", "?as_of=x", "?known=昨天", "?known=9999-12-31"]
)
def test_an_address_that_cannot_be_read_is_said(goal, officer, opened, query):
    answer = opened(officer, page_of(goal) + query)
    assert (answer.status_code, "2026-06-30T09:00" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("person", "status"),
    [("officer", 200), ("clerk", 200), ("mayor", 200), ("liaison", 200), ("other_liaison", 404)],
)
def test_who_sees_the_series_sees_the_goal(request, goal, opened, person, status):
    assert opened(request.getfixturevalue(person), page_of(goal)).status_code == status


def test_a_liaison_files_a_plan_and_reads_it(goal, liaison, client):
    client.force_login(liaison)
    answer = client.get(page_of(goal))
    assert "报送计划" in answer.content.decode()
    body = {"2026-09-30": "７０", "2026-12-31": "95", "reference": "局党组会"}
    answer = client.post(page_of(goal) + "plan/", body, follow=True)
    assert "还没有达到目标值" in answer.content.decode()
    plan = GoalPlan.objects.get()
    assert list(plan.nodes.values_list("value", flat=True)) == [70, 95]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"2026-09-30": "很多"}, "不是数"),
        ({"2026-09-30": "7万家"}, "本指标的计量单位是“家”"),
        ({}, "计划应有 1 至 60 个节点"),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused_at_its_field(goal, liaison, client, body, said):
    client.force_login(liaison)
    answer = client.post(page_of(goal) + "plan/", body)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not GoalPlan.objects.exists()


@pytest.mark.parametrize("person", ["clerk", "mayor"])
def test_who_may_not_plan_sees_no_form_and_is_refused(request, goal, client, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(page_of(goal)).context["form"] is None
    assert client.post(page_of(goal) + "plan/", {"2026-09-30": "70"}).status_code == 403


def test_a_goal_takes_as_many_queries_with_three_plans_as_with_one(goal, officer, client):
    client.force_login(officer)
    counts = []
    for more in (1, 2):
        for number in range(more):
            give_plan(goal, {JUNE_END: 40 + number}, by=officer)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page_of(goal)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 24


def test_everybody_reads_the_rules_and_officers_change_them(officer, liaison, opened):
    assert opened(liaison, RULES).context["form"] is None
    text = opened(officer, RULES).content.decode()
    assert "随系统" in text
    assert "上年同期进度，没有的用时间进度" in text


def test_a_rule_is_entered_and_all_paces_are_written_anew(officer, client):
    client.force_login(officer)
    body = {
        "valid_from": "2026-07-01",
        "methods": "season,line",
        "tolerance_pct": "3",
        "stale_days": "30",
        **GRACES,
        "grace_quarter": "7",
        "reference": "云政办〔2026〕3号",
    }
    answer = client.post(RULES + "change/", body, follow=True)
    assert "自 2026-07-01 起" in answer.content.decode()
    entered = PaceRuleVersion.objects.get(recorded_by=officer)
    assert entered.methods == ["season", "line"]
    assert {name: days for name, days in entered.grace_days.items() if days} == {"quarter": 7}
    assert "季 7 天" in answer.content.decode()
    jobs = ProcrastinateJob.objects.filter(task_name="indicators.refresh_pace")
    assert jobs.count() == 1
    again = client.post(RULES + "change/", body)
    assert (again.status_code, "口径没有变化" in again.content.decode()) == (422, True)


def test_a_rule_entered_twice_before_the_job_ran_is_one_job(officer, client):
    client.force_login(officer)
    for days in ("30", "31"):
        body = {
            "valid_from": "2026-07-01",
            "methods": "line",
            "tolerance_pct": "3",
            "stale_days": days,
            **GRACES,
            "reference": "云政办〔2026〕3号",
        }
        assert client.post(RULES + "change/", body).status_code == 302
    assert PaceRuleVersion.objects.filter(recorded_by=officer).count() == 2
    jobs = ProcrastinateJob.objects.filter(task_name="indicators.refresh_pace")
    assert jobs.count() == 1


def test_a_rule_without_reference_is_refused_and_a_clerk_may_not(officer, clerk, client):
    client.force_login(officer)
    body = {"valid_from": "2026-07-01", "methods": "line", "tolerance_pct": "3", **GRACES}
    body["stale_days"] = "9"
    assert client.post(RULES + "change/", body).status_code == 422
    client.force_login(clerk)
    assert client.post(RULES + "change/", body).status_code == 403


def test_rules_take_as_many_queries_for_three_as_for_one(officer, client):
    client.force_login(officer)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            give_rule("line", by=officer)
        with CaptureQueriesContext(connection) as queries:
            client.get(RULES)
        counts.append(len(queries))
    assert counts[0] == counts[1]
