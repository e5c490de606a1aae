"""The API: the same predicates and operations as the pages, 404 for what one may not see."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from ledger.road import now
from taizhang.accounts.enums import Role
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.models import Event, Evidence

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def as_person(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"

    def as_person(person) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_person


@pytest.fixture
def asks(as_person):
    def asks(person, path, status=200, **query):
        answer = as_person(person).get(f"/api/ledger/tasks{path}", query)
        assert answer.status_code == status, answer.content
        return answer.json()

    return asks


@pytest.fixture
def acts(as_person):
    def acts(person, task, act, status=200, **body):
        answer = as_person(person).post(
            f"/api/ledger/tasks/{task.number}/{act}", body, content_type="application/json"
        )
        assert answer.status_code == status, answer.content
        return answer.json()

    return acts


@pytest.fixture
def sends(as_person):
    def sends(person, task, act, status=200, **form):
        answer = as_person(person).post(f"/api/ledger/tasks/{task.number}/{act}", form)
        assert answer.status_code == status, answer.content
        return answer.json()

    return sends


def test_whole_road_over_http(make_task, clerk, liaison, asks, acts, sends, make_person):
    task = make_task()
    assert acts(clerk, task, "dispatch")["state"] == "dispatched"
    signed = acts(liaison, task, "sign")
    assert signed["acts"] == ["report", "request_closure"]
    day = timezone.localdate().isoformat()
    figures = json.dumps([{"key": 1, "value": "62.5", "observed_on": day}])
    reported = sends(liaison, task, "report", text="过半", percent=45, figures=figures)
    assert reported["percent"] == 45
    assert reported["targets"][0]["latest"] == {"value": "62.5", "observed_on": day}
    file = SimpleUploadedFile("证明.pdf", PDF, "application/pdf")
    closing = sends(liaison, task, "request-closure", text="已完成", files=[file])
    assert closing["state"] == "closing"
    assert Evidence.objects.get(task=task).name == "证明.pdf"
    assert acts(clerk, task, "return-closure", reason="不清楚")["state"] == "underway"
    sends(liaison, task, "request-closure", text="已完成")
    assert acts(clerk, task, "accept-closure", grade="good")["grade"] == "good"
    assert acts(clerk, task, "reopen", reason="复核")["state"] == "underway"
    acts(make_person("leader", Role.CITY_LEADER), task, "remark", text="抓紧")
    sentences = [event["sentence"] for event in asks(clerk, f"/{task.number}/events")]
    assert sentences[-1] == "批示：抓紧"
    assert len(sentences) == Event.objects.filter(task=task).count() == 10


def test_corrections_and_links_over_http(make_task, clerk, acts, industry):
    task, other = make_task(), make_task()
    said = acts(
        clerk,
        task,
        "correct",
        reason="原文有误",
        units=[{"unit": industry.pk, "role": "lead", "printed": "市工信局"}],
        targets=[
            {"indicator": "引进项目", "op": "range", "value": 3, "value_max": "5", "unit": "个"}
        ],
    )
    assert said["units"][0]["printed"] == "市工信局"
    assert [(t["key"], t["value"], t["value_max"]) for t in said["targets"]] == [(2, "3", "5")]
    assert acts(clerk, task, "link", other=other.number)["commitment"] == task.number
    assert acts(clerk, task, "unlink")["commitment"] is None


def test_strangers_are_not_answered(make_task):
    assert Client().get("/api/ledger/tasks").status_code == 401


def test_act_without_the_token_of_the_session_is_refused(make_task, clerk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/api/ledger/tasks/{make_task().number}/dispatch")
    assert answer.status_code == 403


def test_other_units_task_is_not_there(make_task, other_liaison, asks, acts, clerk, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    assert asks(other_liaison, "")["count"] == 0
    asks(other_liaison, f"/{task.number}", status=404)
    asks(other_liaison, f"/{task.number}/events", status=404)
    for act in ("sign", "report", "request-closure", "dispatch"):
        acts(other_liaison, task, act, status=404)
    asks(clerk, "/T999999", status=404)
    asks(clerk, "/1", status=404)


def test_task_without_the_right_to_link_to_is_not_there(make_task, clerk, acts, liaison):
    acts(clerk, make_task(), "link", status=404, other="T999999")
    acts(liaison, make_task(), "link", status=403, other=make_task().number)


@pytest.mark.parametrize(
    ("role", "count"),
    [
        (Role.CLERK, 1),
        (Role.HEAD, 1),
        (Role.INDICATOR_OFFICER, 1),
        (Role.ASSESSMENT_OFFICER, 1),
        (Role.CITY_LEADER, 1),
        (Role.AUDITOR, 1),
        (Role.ADMINISTRATOR, 0),
    ],
)
def test_each_role_sees_what_it_may(make_task, make_person, asks, role, count):
    make_task()
    assert asks(make_person("p", role), "")["count"] == count


def test_errors_carry_code_sentence_and_field(make_task, clerk, acts, sends, liaison):
    task = make_task()
    acts(clerk, task, "dispatch")
    assert acts(clerk, task, "dispatch", status=409)["code"] == "task_state"
    acts(liaison, task, "sign")
    wrong = sends(liaison, task, "report", status=422, figures="[{}]")
    assert (wrong["code"], wrong["field"]) == ("act_input", "figures")
    assert acts(clerk, task, "reopen", status=409, reason="x")["message"]
    assert acts(liaison, task, "correct", status=403, reason="x", title="y")["code"]


def test_refused_file_is_named_and_nothing_is_kept(make_task, clerk, liaison, acts, sends):
    task = make_task()
    acts(clerk, task, "dispatch")
    acts(liaison, task, "sign")
    page = SimpleUploadedFile("x.html", b"<script>", "text/html")
    refused = sends(liaison, task, "report", status=422, text="x", files=[page])
    assert refused["field"] == "files"
    assert now(task).progress == ""


def test_list_filters_and_pages(make_task, clerk, asks, science, industry):
    tasks = [make_task(title=f"任务{n}") for n in range(3)]
    page = asks(clerk, "", size=2, page=2)
    assert (page["count"], [item["title"] for item in page["items"]]) == (3, ["任务2"])
    assert asks(clerk, "", q="任务1")["count"] == 1
    assert asks(clerk, "", unit=science.pk, role="responsible", state="confirmed")["count"] == 3
    assert asks(clerk, "", unit=industry.pk)["count"] == 0
    assert asks(clerk, "", due_to="2024-06-01")["count"] == 0
    assert asks(clerk, "", document=404)["count"] == 0
    asks(clerk, "", status=422, state="nonsense")
    assert asks(clerk, "", status=422, as_of="昨天")["field"] == "as_of"
    assert tasks


def test_past_moment_shows_what_held_then_and_no_acts(make_task, clerk, asks, acts):
    task = make_task()
    before = timezone.now().isoformat()
    acts(clerk, task, "dispatch")
    then = asks(clerk, f"/{task.number}", as_of=before)
    assert (then["state"], then["acts"]) == ("confirmed", [])
    assert len(asks(clerk, f"/{task.number}/events", as_of=before)) == 1
    long_ago = (timezone.now() - timedelta(days=1)).isoformat()
    asks(clerk, f"/{task.number}", status=404, as_of=long_ago)


def test_only_the_chains_readers_get_payloads(make_task, clerk, make_person, asks):
    task = make_task()
    assert asks(clerk, f"/{task.number}/events")[0]["payload"] is None
    auditor = make_person("audit", Role.AUDITOR)
    assert "title" in asks(auditor, f"/{task.number}/events")[0]["payload"]


def test_list_takes_a_constant_number_of_queries(
    make_task, clerk, as_person, django_assert_num_queries
):
    client = as_person(clerk)
    for count in (1, 3):
        for _ in range(count):
            make_task()
        with django_assert_num_queries(8):
            client.get("/api/ledger/tasks")


def test_description_is_published():
    description = Client().get("/api/openapi.json").json()
    assert "/api/ledger/tasks/{number}/report" in description["paths"]


def test_the_due_date_is_corrected_before_the_dispatch_only(make_task, clerk, acts):
    task = make_task()
    assert acts(clerk, task, "correct", reason="x", due="2024-09-30")["due"] == "2024-09-30"
    assert acts(clerk, task, "correct", reason="x", title="新题目")["due"] == "2024-09-30"
    assert acts(clerk, task, "correct", reason="x", due=None)["due"] is None
    acts(clerk, task, "dispatch")
    refused = acts(clerk, task, "correct", status=422, reason="x", due="2024-09-30")
    assert (refused["code"], refused["field"]) == ("date_fixed", "due")


def test_parts_of_a_report_travel_as_json(make_task, clerk, liaison, acts, sends):
    task = make_task()
    acts(clerk, task, "dispatch")
    acts(liaison, task, "sign")
    wrong = sends(liaison, task, "report", status=422, parts='{"name": 1}')
    assert wrong["field"] == "parts"
    parts = json.dumps([{"name": "采取的措施", "text": "成立专班"}])
    sends(liaison, task, "report", parts=parts, answers="step:reported")
    assert now(task).progress == "采取的措施：成立专班"
