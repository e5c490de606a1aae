"""Reports reviewed: by whom the mechanism names, never by who sent them, one or many at once."""

import io
import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from supervision.owing_tasks import dispatch, filled
from taizhang.accounts.enums import Role
from taizhang.documents.domain.storing import keep_evidence
from taizhang.ledger.domain.reports import FileInput
from taizhang.ledger.models import Event
from taizhang.messages.models import DigestItem, Message
from taizhang.supervision.domain.clocks.projecting import load_states
from taizhang.supervision.domain.queries.owed import owed_places
from taizhang.supervision.domain.queries.reviews import waiting_reviews
from taizhang.supervision.domain.reports.reporting import report_owed
from taizhang.supervision.domain.reports.reviewing import Review, review_reports
from taizhang.supervision.domain.rules.versioning import record_version

pytestmark = pytest.mark.django_db
LIST = reverse("supervision:report-reviews")
LEADER_REVIEWS = """
key: led
name: 单位把关机制
reference: 云岭市督查工作规程第五条
valid_from: 2020-01-01
near: {days: 1}
kinds: [{key: all, name: 全部事项}]
steps:
  - {key: deployed, name: 研究部署, within: {days: 1}, met_by: [reported], reviewer: leader}
  - {key: settled, name: 办结, within: {days: 9}, met_by: [closure_requested]}
"""


@pytest.fixture
def filed(make_task, clerk, liaison, noon):
    """Three tasks, the deployment of each reported."""
    tasks = dispatch([make_task(due="2099-12-31") for _ in range(3)], clerk, noon)
    for task in tasks:
        report_owed(task, filled("step:deployed"), actor=liaison, as_of=noon)
    return tasks


@pytest.fixture
def leader(make_person, appoint, science):
    person = make_person("zhouyang", name="周洋")
    appoint(person, science, Role.UNIT_LEADER)
    return person


@pytest.fixture
def led(make_task, make_person, clerk, liaison, noon):
    """A task whose report the unit's own leader reviews."""
    head = make_person("chenjing", Role.HEAD)
    record_version(LEADER_REVIEWS, actor=head, as_of=noon)
    [task] = dispatch([make_task()], clerk, noon, kind="all", key="led")
    report_owed(task, filled_plain(), actor=liaison, as_of=noon)
    return task


def filled_plain():
    from taizhang.ledger.domain.reports import ReportInput

    return ReportInput("已研究部署，由创新处负责", answers="step:deployed")


def verdict(task, noon, given="accepted", **more):
    return Review(task.pk, "step:deployed", noon, given, **more)


def state_of(task):
    return load_states([task.pk], None)[task.pk]


def test_clerk_accepts_and_the_unit_hears_of_it_with_the_digest(filed, clerk, liaison, noon):
    result = review_reports([verdict(filed[0], noon, quality="good")], actor=clerk, as_of=noon)
    assert (len(result.done), result.refused) == (1, [])
    assert (state_of(filed[0]).filed, state_of(filed[0]).quality) == ((), "good")
    item = DigestItem.objects.get(recipient=liaison)
    assert "“当日研究部署”审核通过" in item.subject


def test_insufficient_report_is_owed_again_and_the_unit_is_told_why(filed, clerk, liaison, noon):
    Message.objects.all().delete()
    given = verdict(filed[0], noon, "insufficient", text="没有写明由谁负责")
    review_reports([given], actor=clerk, as_of=noon)
    owed = [(p.task_id, p.owed.answers) for p in owed_places(liaison, now=noon)]
    assert owed == [(filed[0].pk, "step:deployed")]
    message = Message.objects.get(recipient=liaison)
    assert "不合要求，需要重报" in message.subject
    assert message.body == "没有写明由谁负责"


def test_insufficient_without_words_is_refused(filed, clerk, noon):
    result = review_reports([verdict(filed[0], noon, "insufficient")], actor=clerk, as_of=noon)
    [(_review, error)] = result.refused
    assert error.code == "act_input"
    assert state_of(filed[0]).filed


def test_second_review_of_the_same_report_is_refused(filed, clerk, noon):
    review_reports([verdict(filed[0], noon)], actor=clerk, as_of=noon)
    result = review_reports([verdict(filed[0], noon)], actor=clerk, as_of=noon)
    assert [error.code for _review, error in result.refused] == ["review_gone"]
    assert Event.objects.filter(task=filed[0], type="report_reviewed").count() == 1


def test_of_many_the_refused_ones_do_not_stop_the_others(filed, clerk, noon):
    review_reports([verdict(filed[1], noon)], actor=clerk, as_of=noon)
    result = review_reports([verdict(task, noon) for task in filed], actor=clerk, as_of=noon)
    assert [review.task_id for review in result.done] == [filed[0].pk, filed[2].pk]
    assert [review.task_id for review, _error in result.refused] == [filed[1].pk]


def test_nobody_reviews_their_own_report(led, liaison, science, appoint, noon):
    appoint(liaison, science, Role.UNIT_LEADER)
    result = review_reports([verdict(led, noon)], actor=liaison, as_of=noon)
    assert [error.code for _review, error in result.refused] == ["own_submission"]
    assert waiting_reviews(liaison, now=noon).count == 0


def test_leader_reviews_what_the_mechanism_leaves_to_the_leader(led, leader, clerk, noon):
    assert waiting_reviews(leader, now=noon).count == 1
    assert waiting_reviews(clerk, now=noon).count == 0
    assert waiting_reviews(clerk, now=noon, leaders=True).count == 1
    result = review_reports([verdict(led, noon)], actor=leader, as_of=noon)
    assert len(result.done) == 1


def test_leader_does_not_review_for_the_office(filed, leader, noon):
    assert waiting_reviews(leader, now=noon).count == 0
    result = review_reports([verdict(filed[0], noon)], actor=leader, as_of=noon)
    assert [error.code for _review, error in result.refused] == ["act_not_allowed"]


@pytest.mark.parametrize("count", [1, 3])
def test_reviews_take_as_many_queries_for_many_as_for_one(
    count, filed, clerk, noon, django_assert_num_queries
):
    reviews = [verdict(task, noon) for task in filed[:count]]
    with django_assert_num_queries(24):
        review_reports(reviews, actor=clerk, as_of=noon)


def enter(client, person):
    client.force_login(person)
    return client


def fields(task, given, text=""):
    key = f"{task.pk}-step-deployed"
    [filed] = state_of(task).filed
    said = {"verdict": given, "text": text, "quality": "", "answers": filed.answers}
    said["filed_at"] = filed.filed_at.isoformat()
    return {"item": key, "pick": key, **{f"{key}-{name}": value for name, value in said.items()}}


def test_page_shows_the_words_and_one_click_accepts(filed, clerk, client):
    page = enter(client, clerk).get(LIST).content.decode()
    assert "由谁负责：已完成招标" in page
    response = client.post(reverse("supervision:report-review"), fields(filed[0], "accepted"))
    assert response.status_code == 200
    assert "已通过" in response.content.decode()
    event = Event.objects.get(task=filed[0], type="report_reviewed")
    assert json.loads(event.payload)["verdict"] == "accepted"


def test_page_says_where_else_a_file_was_used(make_task, clerk, liaison, noon, client):
    stored = keep_evidence(io.BytesIO(b"%PDF-1.4"), name="名单.pdf", as_of=noon)
    tasks = dispatch([make_task(due="2099-12-31") for _ in range(2)], clerk, noon)
    for task in tasks:
        sent = replace(filled("step:deployed"), files=[FileInput(stored, "名单.pdf")])
        report_owed(task, sent, actor=liaison, as_of=noon)
    page = enter(client, clerk).get(LIST).content.decode()
    assert page.count("同一文件") == 2
    for task in tasks:
        assert f'href="{task.get_absolute_url()}"><span class="num">' in page


def test_page_keeps_the_words_of_a_verdict_that_cannot_be_given(filed, clerk, client):
    sent = fields(filed[0], "accepted", "很好")
    review_reports(
        [verdict(filed[0], state_of(filed[0]).filed[0].filed_at)], actor=clerk, as_of=timezone.now()
    )
    response = enter(client, clerk).post(reverse("supervision:report-review"), sent)
    assert response.status_code == 409
    assert "已经审核过" in response.content.decode()


def test_ticked_reports_are_accepted_together(filed, clerk, client):
    sent = [fields(task, "") for task in filed[:2]]
    merged = {name: value for part in sent for name, value in part.items()}
    merged["pick"] = [part["pick"] for part in sent]
    response = enter(client, clerk).post(reverse("supervision:reports-accept"), merged, follow=True)
    assert "已通过 2 份报告" in response.content.decode()
    assert [len(state_of(task).filed) for task in filed] == [0, 0, 1]


def test_somebody_else_s_report_is_neither_shown_nor_reviewed(filed, leader, client):
    assert "由谁负责：已完成招标" not in enter(client, leader).get(LIST).content.decode()
    sent = fields(filed[0], "accepted")
    assert client.post(reverse("supervision:report-review"), sent).status_code == 403


def test_queries_of_the_review_page_do_not_grow(filed, clerk, client, noon):
    three = queries_of(enter(client, clerk))
    review_reports([verdict(task, noon) for task in filed[1:]], actor=clerk, as_of=noon)
    assert queries_of(client) == three


def queries_of(client):
    client.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(LIST).status_code == 200
    return len(queries)


@pytest.mark.parametrize("role", ["indicator_officer", "auditor", "administrator", "city_leader"])
def test_other_roles_do_not_review(role, make_person, client):
    person = make_person(role, role)
    assert enter(client, person).get(LIST).status_code == 403
    assert client.post(reverse("supervision:report-review"), {}).status_code == 403


def test_liaison_has_no_reviews(liaison, client):
    assert enter(client, liaison).get(LIST).status_code == 403
