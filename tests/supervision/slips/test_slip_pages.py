"""The pages of slips: lists, issuing, answering, files, who gets where."""

import io

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supervision.asking import DAY, state_of
from taizhang.accounts.enums import Role
from taizhang.ledger.models import Event
from taizhang.papers import read_xlsx
from taizhang.supervision.domain.slips.answers import answer_slip, lift_slip
from taizhang.supervision.models import SupervisedTask

pytestmark = pytest.mark.django_db

LIST, DUE, ISSUE = "/supervision/slips/", "/supervision/slips/due/", "/supervision/slips/issue/"
WORD, PRINT, EXPORT = LIST + "word/", LIST + "print/", LIST + "export/"


def page(task, act=""):
    return f"/supervision/tasks/{task.number}/slip/{act}"


def events(*tasks):
    found = Event.objects.filter(type="slip_issued", task__in=tasks).order_by("pk")
    return {"event": list(found.values_list("pk", flat=True))}


@pytest.fixture
def people(clerk, liaison, leader, other_liaison, county_clerk, second_clerk, make_person):
    people = {"clerk": clerk, "head": second_clerk, "liaison": liaison, "leader": leader}
    people |= {"other": other_liaison, "county_clerk": county_clerk}
    for role in (Role.AUDITOR, Role.CITY_LEADER, Role.INDICATOR_OFFICER, Role.ADMINISTRATOR):
        people[role.value] = make_person(role.value, role)
    return people


READERS = {"clerk", "head", "liaison", "leader", "auditor", "city_leader", "indicator_officer"}
OFFICE = {"clerk", "head"}
NOWHERE = {"administrator"}


def test_each_role_gets_to_its_own_addresses(client, people, answered, issue, underway):
    task, other = answered(), underway()
    issue(other)
    token = f"{underway().pk}:blue:"
    for name, person in people.items():
        client.force_login(person)
        assert client.get(LIST).status_code == (403 if name in NOWHERE else 200), name
        assert client.get(EXPORT).status_code == (403 if name in NOWHERE else 200), name
        reads = 200 if name in READERS else 403 if name in NOWHERE else 404
        assert client.get(page(task)).status_code == reads, name
        issues = 200 if name in OFFICE | {"county_clerk"} else 403
        assert client.get(DUE).status_code == issues, name
        shown = client.post(ISSUE, {"slip": token})
        assert shown.status_code == (302 if name == "county_clerk" else issues), name
        by_hand = 200 if name in OFFICE else 404 if name == "county_clerk" else 403
        assert client.get(page(other, "issue/")).status_code == by_hand, name
        word = 200 if name in READERS else 403 if name in NOWHERE else 302
        assert client.get(WORD, events(task)).status_code == word, name
        assert client.get(PRINT, events(task)).status_code == word, name
    assert state_of(task).slip.is_open


@pytest.mark.parametrize("act", ["answer", "sign", "lift", "return"])
def test_each_act_is_for_its_own_people(client, people, answered, underway, issue, act):
    """An answered slip is decided by the office; one that is not is answered by its unit."""
    task = answered() if act in ("lift", "return") else underway()
    if act in ("answer", "sign"):
        issue(task)
    allowed = {"answer": {"liaison", "leader"}, "sign": set()}.get(act, OFFICE)
    for name, person in people.items():
        client.force_login(person)
        expected = 422 if name in allowed else 403 if name in READERS | NOWHERE else 404
        assert client.post(page(task, f"{act}/"), {"text": ""}).status_code == expected, name


def test_strangers_are_led_to_the_log_in(client, underway):
    task = underway()
    for address in (LIST, DUE, WORD, PRINT, EXPORT, page(task), page(task, "issue/")):
        assert client.get(address).status_code == 302


def test_clerk_issues_a_selection_after_a_preview(client, clerk, underway):
    tasks = [underway(), underway()]
    client.force_login(clerk)
    found = client.get(DUE)
    tokens = [row.token for row in found.context["list"].rows]
    assert tokens == [f"{task.pk}:blue:" for task in tasks]
    preview = client.post(ISSUE, {"slip": tokens})
    assert "三日内反馈办理情况" in preview.content.decode()
    assert not SupervisedTask.objects.filter(slip_open=True).exists()
    sent = {"slip": tokens, "confirm": "1", "text": "三日内书面说明。"}
    assert client.post(ISSUE, sent).status_code == 302
    assert SupervisedTask.objects.at(None).filter(slip_open=True).count() == 2
    again = client.post(ISSUE, sent)
    assert again.status_code == 422
    assert "刷新页面" in again.content.decode()


def test_issue_by_hand_takes_another_colour_with_a_reason(client, clerk, underway):
    task = underway()
    client.force_login(clerk)
    form = client.get(page(task, "issue/")).context["issue"].form
    assert form.initial["colour"] == "blue"
    sent = {"slip": f"{task.pk}:blue:", "confirm": "1", "colour": "red"}
    refused = client.post(ISSUE, sent)
    assert (refused.status_code, "reason" in refused.context["issue"].form.errors) == (422, True)
    assert client.post(ISSUE, sent | {"reason": "防汛急件"}).status_code == 302
    assert state_of(task).slip.colour == "red"
    assert client.get(page(task, "issue/")).url == page(task)


@pytest.mark.parametrize("token", ["x", "1:blue", "a:blue:"])
def test_tokens_that_are_none_are_not_found(client, clerk, token):
    client.force_login(clerk)
    assert client.post(ISSUE, {"slip": token}).status_code == 404


def test_answer_goes_from_liaison_over_leader_to_the_office(
    client, clerk, liaison, leader, underway, issue, make_file
):
    task = underway()
    issue(task)
    client.force_login(liaison)
    assert [each.number for each in client.get(LIST + "?show=answer").context["list"].rows]
    assert client.post(page(task, "answer/"), {"text": "已补报"}).status_code == 302
    client.force_login(leader)
    shown = client.get(page(task))
    assert [panel.name for panel in shown.context["panels"]] == ["sign", "answer"]
    seen = shown.context["page"].token
    assert client.post(page(task, "sign/"), {"seen": seen}).status_code == 302
    client.force_login(clerk)
    shown = client.get(page(task))
    assert [panel.name for panel in shown.context["panels"]] == ["lift", "return"]
    late = client.post(page(task, "lift/"), {"seen": seen, "text": "可"})
    assert late.status_code == 409
    seen = shown.context["page"].token
    sent = {"seen": seen, "quality": "good"}
    assert client.post(page(task, "lift/"), sent).status_code == 302
    assert client.post(page(task, "lift/"), sent).status_code == 409
    assert not state_of(task).slip.is_open


def test_list_filters_by_colour_stage_unit_and_words(
    client, clerk, answered, underway, issue, industry
):
    one, two = answered(title="加快项目建设"), underway()
    issue(two, "red", reason="急")
    client.force_login(clerk)

    def found(query):
        return [row.task.pk for row in client.get(LIST + query).context["list"].rows]

    assert found("") == [two.pk, one.pk]
    assert found("?colour=red") == [two.pk]
    assert found("?stage=to_review") == found("?show=review") == [one.pk]
    assert found("?stage=late") == [two.pk]
    assert found("?q=项目") == found("?q=督〔2024〕1号") == [one.pk]
    assert found(f"?unit={one.assignments.get(until=None).unit_id}") == [two.pk, one.pk]
    assert found(f"?unit={industry.pk}") == []


def test_past_list_shows_slips_as_they_stood(client, clerk, answered, noon):
    task = answered()
    before = SupervisedTask.objects.at(None).get(task=task).since.isoformat()
    lift_slip(task, actor=clerk, as_of=noon + 7 * DAY)
    client.force_login(clerk)
    now = client.get(LIST).context["list"].rows
    past = client.get(LIST, {"as_of": before}).context["list"].rows
    assert [row.stage for row in (*now, *past)] == ["lifted", "to_review"]
    assert client.get(page(task), {"as_of": before}).context["page"].slip.is_open


def test_word_holds_each_slip_on_its_own_page_and_is_the_same_every_time(
    client, clerk, answered, underway, issue, noon
):
    one, two = answered(), underway()
    issue(two, "red", reason="防汛急件")
    client.force_login(clerk)
    file = client.get(WORD, events(one, two))
    document = docx.Document(io.BytesIO(file.content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert [text for text in texts if text.endswith("督查单")] == ["蓝色督查单", "红色督查单"]
    assert len(document.tables) == 2
    breaks = document.element.body.xpath("//w:pageBreakBefore")
    assert len(breaks) == 1
    lift_slip(one, actor=clerk, as_of=noon + 7 * DAY)
    assert client.get(WORD, events(one, two)).content == file.content
    printed = client.get(PRINT, events(one, two)).content.decode()
    assert "防汛急件" in printed
    assert client.get(WORD).status_code == 302


def test_excel_holds_the_rows_of_the_list(client, clerk, answered):
    task = answered()
    client.force_login(clerk)
    data = b"".join(client.get(EXPORT).streaming_content)
    [sheet] = read_xlsx(io.BytesIO(data))
    assert any("督〔2024〕1号" in row and task.number in row for row in sheet.rows)


def count(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_lists_take_as_many_queries_for_three_rows_as_for_one(
    client, clerk, liaison, leader, underway, issue, noon
):
    def add():
        underway()
        waiting, answered = underway(), underway()
        for task in (waiting, answered):
            issue(task)
        answer_slip(answered, text="已办", actor=leader, as_of=noon + 6 * DAY)

    addresses = {clerk: [LIST, DUE, DUE + "?by=light", "/"], liaison: [LIST + "?show=answer", "/"]}
    add()
    first = {}
    for rounds in range(2):
        for person, asked in addresses.items():
            client.force_login(person)
            for address in asked:
                client.get(address)
                found = count(client, address)
                assert first.setdefault((person, address), found) == found, address
        if not rounds:
            add()
            add()


def test_task_page_shows_its_slips_and_the_desk_what_waits(client, clerk, liaison, underway, issue):
    task = underway()
    client.force_login(clerk)
    assert page(task, "issue/") in client.get(task.get_absolute_url()).content.decode()
    assert "待发督查单" in client.get("/").content.decode()
    issue(task)
    client.force_login(liaison)
    assert "督〔2024〕1号" in client.get(task.get_absolute_url()).content.decode()
    assert "督查单，待我答复" in client.get("/").content.decode()
