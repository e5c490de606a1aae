"""The page 公开: who sees what, reviewing, publishing, withdrawing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reporting.public.conftest import NOON
from taizhang.ledger.domain.correcting import Correction, correct_task
from taizhang.reporting.models import PublicMark

LIST = "/reporting/public/"


@pytest.fixture
def enter():
    def log_in(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return log_in


@pytest.fixture
def at_work(enter, head) -> Client:
    return enter(head)


def _review(document) -> str:
    return f"/reporting/public/documents/{document.pk}/"


def _digest(client: Client, address: str) -> str:
    return client.get(address).context["offer"].digest


def _said(client: Client, address: str, *tasks, **more) -> dict:
    return {
        "digest": _digest(client, address),
        "tasks": [task.pk for task in tasks],
        "reason": "主动公开文件",
        "reviewed": "on",
        **more,
    }


@pytest.mark.parametrize(("who", "status"), [("clerk", 200), ("mayor", 200), ("liaison", 403)])
def test_who_reads_all_tasks_reads_what_is_public(city, enter, request, who, status) -> None:
    client = enter(request.getfixturevalue(who))
    assert client.get(LIST).status_code == status
    assert client.get(_review(city.document)).status_code == 403
    assert client.post(_review(city.document), {}).status_code == 403


def test_page_is_a_tab_of_reporting(at_work) -> None:
    words = at_work.get(LIST).context["frame"].words
    assert [str(word.label) for word in words if word.is_current] == ["通报"]


def test_chosen_thing_leads_to_its_review(city, at_work) -> None:
    to = {
        f"document={city.document.pk}": _review(city.document),
        f"task={city.tasks[0].pk}": f"/reporting/public/tasks/{city.tasks[0].number}/",
        "indicator=GX001": "/reporting/public/indicators/GX001/",
    }
    for query, address in to.items():
        assert at_work.get(f"{LIST}find/?{query}").headers["Location"] == address
    for query in ("", "?task=T999999", "?indicator=无", "?document=x"):
        assert at_work.get(f"{LIST}find/{query}").headers["Location"] == LIST


def test_review_shows_every_word_and_ticks_nothing(city, at_work) -> None:
    page = at_work.get(_review(city.document)).content.decode()
    assert "加大创新主体培育力度。上半年，培育140家高新技术企业。" in page
    assert " checked" not in page
    assert not PublicMark.objects.exists()


def test_reviewed_and_ticked_is_published(city, at_work, head) -> None:
    address = _review(city.document)
    answer = at_work.post(address, _said(at_work, address, city.tasks[0]))
    assert answer.headers["Location"] == LIST
    assert Client().get(f"/open/tasks/{city.tasks[0].number}/").status_code == 200
    assert Client().get(f"/open/tasks/{city.tasks[1].number}/").status_code == 404
    page = at_work.get(LIST).content.decode()
    assert "主动公开文件" in page
    assert head.name in page


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [("reviewed", "请先完成公开审查并勾选"), ("reason", "公开依据"), ("tasks", "没有选择任务")],
)
def test_incomplete_review_publishes_nothing(city, at_work, missing: str, sentence: str) -> None:
    address = _review(city.document)
    said = _said(at_work, address, city.tasks[0])
    del said[missing]
    answer = at_work.post(address, said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not PublicMark.objects.exists()


def test_change_while_reviewing_is_told_and_shown(city, at_work, clerk) -> None:
    address = _review(city.document)
    said = _said(at_work, address, city.tasks[0])
    change = Correction(title="改过的标题")
    correct_task(city.tasks[0], change, reason="笔误", actor=clerk, as_of=NOON)
    answer = at_work.post(address, said)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "改过的标题" in page
    assert "有了变化" in page
    assert said["digest"] not in page, "the next attempt is on what is shown now"
    assert " checked" not in page, "and is to be reviewed anew"


def test_task_and_indicator_are_published_on_their_own_pages(city, at_work) -> None:
    for part in (f"tasks/{city.tasks[0].number}", "indicators/GX001"):
        address = f"{LIST}{part}/"
        assert at_work.post(address, _said(at_work, address)).status_code == 302
    assert Client().get("/open/indicators/GX001/").status_code == 200
    assert Client().get(f"/open/tasks/{city.tasks[0].number}/").status_code == 200


def test_withdrawal_needs_a_reason_and_is_kept(city, at_work, publish) -> None:
    [mark] = publish(city.tasks[0])
    address = f"/reporting/public/marks/{mark.pk}/withdraw/"
    assert at_work.post(address, {"reason": ""}).status_code == 422
    assert at_work.post(address, {"reason": "数字有误"}).headers["Location"] == LIST
    assert Client().get(f"/open/tasks/{city.tasks[0].number}/").status_code == 404
    assert "数字有误" in at_work.get(f"{LIST}?state=ended").content.decode()
    assert at_work.post(address, {"reason": "再来"}).status_code == 409


def test_changed_words_are_listed_for_a_new_review(city, at_work, publish, clerk) -> None:
    publish(city.tasks[0])
    assert "内容有更新" not in at_work.get(LIST).content.decode()
    change = Correction(title="改过的标题")
    correct_task(city.tasks[0], change, reason="笔误", actor=clerk, as_of=NOON)
    assert "内容有更新，待审查" in at_work.get(LIST).content.decode()


def test_unknown_things_are_not_found(at_work) -> None:
    for part in ("documents/9999999", "tasks/T999999", "indicators/无", "marks/99999/withdraw"):
        assert at_work.get(f"{LIST}{part}/").status_code == 404


def test_queries_of_the_list_do_not_grow(city, at_work, publish, confirm) -> None:
    counts = []
    for titles in (["甲"], ["乙", "丙", "丁"]):
        draft, tasks = confirm(*titles, number=f"云政〔2024〕{len(titles)}号")
        publish(draft, *tasks)
        with CaptureQueriesContext(connection) as seen:
            assert at_work.get(LIST).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
