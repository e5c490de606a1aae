"""Tasks that no draft proposed: a meeting's decision, a leader's instruction, a county's part."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ledger.road import now
from taizhang.accounts.enums import Role
from taizhang.documents.enums import DraftState
from taizhang.ledger.domain.adding import TaskInput, add_tasks
from taizhang.ledger.domain.choices import Choices
from taizhang.ledger.domain.closing import request_closure
from taizhang.ledger.domain.confirming import confirm_draft
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError, TaskStateError
from taizhang.ledger.domain.queries.earlier import changes_against
from taizhang.ledger.domain.queries.similar import similar_commitments
from taizhang.ledger.domain.queries.timeline import timeline
from taizhang.ledger.domain.replay import replay
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer, Goal
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event, Task

pytestmark = pytest.mark.django_db

GOAL = Goal(0, "培育高新技术企业", ">=", Decimal(20), unit="家", deadline=date(2024, 6, 30))


@pytest.fixture
def said(township):
    """What a task says; parts can be replaced."""

    def said(**parts):
        plain = {
            "title": "培育高新技术企业",
            "text": "柳河镇培育高新技术企业20家。",
            "basis": "市政府第12次常务会议纪要第3项",
            "units": (Answer(township.pk, "responsible", "柳河镇"),),
            "targets": (GOAL,),
            "due": date(2024, 6, 30),
        }
        return TaskInput(**(plain | parts))

    return said


@pytest.fixture
def city_task(make_task, county):
    return make_task(units=(Answer(county.pk, "responsible", "青石县"),), title="市级任务")


@pytest.fixture
def confirmed_draft(make_draft, clerk, noon):
    draft = make_draft()
    draft.state, draft.confirmed_by, draft.confirmed_at = DraftState.CONFIRMED, clerk, noon
    draft.save()
    return draft


def test_decisions_of_a_meeting_become_tasks_in_their_order(said, clerk, township, noon):
    inputs = [said(title=title) for title in ("第一项", "第二项", "第三项")]
    tasks = add_tasks(inputs, actor=clerk, as_of=noon)
    assert [now(task).title for task in tasks] == ["第一项", "第二项", "第三项"]
    assert [task.position for task in tasks] == [1, 2, 3]
    first = now(tasks[0])
    assert (first.state, first.basis, first.due) == (
        "confirmed",
        "市政府第12次常务会议纪要第3项",
        date(2024, 6, 30),
    )
    assert first.units == (Answer(township.pk, "responsible", "柳河镇"),)
    assert [(goal.key, goal.value) for goal in first.targets] == [(1, 20)]
    assert first == replay(tasks[0])
    assert verify().holds


def test_later_tasks_come_after_those_that_are_there(said, clerk, make_task, noon):
    last = make_task().position
    [task] = add_tasks([said()], actor=clerk, as_of=noon)
    [next_task] = add_tasks([said()], actor=clerk, as_of=noon)
    assert (task.position, next_task.position) == (last + 1, last + 2)


def test_task_of_a_document_comes_after_its_last_one(said, clerk, confirmed_draft, noon):
    Task.objects.create(document=confirmed_draft, position=30)
    [task] = add_tasks([said(document=confirmed_draft)], actor=clerk, as_of=noon)
    assert (task.document, task.position) == (confirmed_draft, 31)


def test_county_clerk_makes_parts_of_the_task_the_county_answers_for(
    said, city_task, county, county_clerk, noon
):
    part = said(parent=city_task, keeper=county)
    tasks = add_tasks([part, part], actor=county_clerk, as_of=noon)
    stored = Task.objects.get(pk=tasks[1].pk)
    assert (stored.parent, stored.keeper) == (city_task, county)
    dispatch_tasks(tasks, actor=county_clerk, as_of=noon)
    assert verify().holds


def test_city_office_makes_parts_that_it_supervises_itself(said, city_task, clerk, noon):
    [task] = add_tasks([said(parent=city_task)], actor=clerk, as_of=noon)
    assert (task.parent, task.keeper) == (city_task, None)
    assert '"keeper"' not in Event.objects.get(task=task).payload


def test_township_with_a_clerk_of_its_own_goes_one_level_further(
    said, make_task, county, township, make_person, appoint, noon
):
    person = make_person("liuhe")
    appoint(person, township, Role.COUNTY_CLERK)
    part = make_task(units=(Answer(township.pk, "lead", "柳河镇"),), keeper=county)
    [task] = add_tasks([said(parent=part, keeper=township)], actor=person, as_of=noon)
    assert (task.parent, task.keeper) == (part, township)


def test_clerk_of_the_successor_makes_parts_in_the_successors_name(
    said, city_task, county, industry, make_person, appoint, noon
):
    county.successor, county.succeeded_on = industry, date(2024, 6, 1)
    county.succession_reason = "reform"
    county.save()
    person = make_person("later")
    appoint(person, industry, Role.COUNTY_CLERK)
    [task] = add_tasks([said(parent=city_task, keeper=industry)], actor=person, as_of=noon)
    assert task.keeper == industry


@pytest.fixture
def refused(said, noon):
    """Check that adding is refused with an error that says so, and that nothing is written."""

    def refused(error, match, *, actor, **parts):
        tasks, events = Task.objects.count(), Event.objects.count()
        inputs = [said(), said(**parts)] if parts.pop("second", False) else [said(**parts)]
        with pytest.raises(error, match=match), transaction.atomic():
            add_tasks(inputs, actor=actor, as_of=noon)
        assert (Task.objects.count(), Event.objects.count()) == (tasks, events)

    return refused


def test_only_the_keepers_clerk_adds(refused, clerk, county_clerk, liaison, county, industry):
    refused(ActNotAllowedError, "督查室人员", actor=county_clerk)
    refused(ActNotAllowedError, "督查室人员", actor=liaison)
    refused(ActNotAllowedError, "不是青石县人民政府的县区督查员", actor=clerk, keeper=county)
    refused(ActNotAllowedError, "不是市工信局的县区督查员", actor=county_clerk, keeper=industry)


def test_parent_must_be_seen_and_be_the_persons_to_decompose(
    refused, make_task, clerk, county, county_clerk, city_task
):
    theirs = {"actor": county_clerk, "keeper": county}
    refused(ActNotAllowedError, "无权查看", parent=make_task(), **theirs)
    support = make_task(units=(Answer(county.pk, "support", "青石县"),))
    refused(ActNotAllowedError, "无权对任务", parent=support, **theirs)
    refused(ActNotAllowedError, "无权对任务", parent=make_task(keeper=county), actor=clerk)


def test_keeper_of_a_part_has_to_do_with_the_whole(
    refused, city_task, make_task, county, county_clerk, industry, appoint, make_person
):
    """Somebody who may decompose the task, and is also clerk of a unit it does not concern."""
    appoint(county_clerk, industry, Role.COUNTY_CLERK)
    refused(ActInputError, "改选督办单位", actor=county_clerk, parent=city_task, keeper=industry)
    both = make_person("both", Role.CLERK)
    appoint(both, county, Role.COUNTY_CLERK)
    refused(ActInputError, "改选督办单位", actor=both, parent=make_task(keeper=county))


def test_parent_must_be_open(refused, city_task, clerk, county_clerk, county, noon):
    dispatch_tasks([city_task], actor=clerk, as_of=noon)
    sign_for_task(city_task, actor=county_clerk, as_of=noon)
    report = ReportInput("完成", figures=[FigureInput(1, 140, noon.date())])
    request_closure(city_task, report, actor=county_clerk, as_of=noon)
    refused(TaskStateError, "待审核", actor=county_clerk, parent=city_task, keeper=county)


def test_document_must_be_in_the_ledger(refused, make_draft, clerk):
    refused(ActInputError, "还没有确认入账", actor=clerk, document=make_draft())


def test_county_adds_to_no_document_but_that_of_the_parent(
    refused, confirmed_draft, county, county_clerk, city_task
):
    theirs = {"actor": county_clerk, "keeper": county, "document": confirmed_draft}
    refused(ActNotAllowedError, "上级任务的文件", **theirs)
    refused(ActNotAllowedError, "上级任务的文件", parent=city_task, **theirs)


@pytest.mark.parametrize(
    ("parts", "match"),
    [
        ({"title": " "}, "“任务”没有填写"),
        ({"basis": ""}, "“依据”没有填写"),
        ({"title": "长" * 513}, "513 个字"),
        ({"targets": (Goal(0, "x", "≈", Decimal(1)),)}, "算符"),
        ({"units": (Answer(999_999, "lead", "没有的局"),)}, "没有“没有的局”这个单位"),
        ({"units": (Answer(1, "friend", "市科技局"),)}, "分工"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(refused, clerk, parts, match):
    refused(ActInputError, match, actor=clerk, **parts)


def test_of_several_tasks_the_sentence_says_which(refused, clerk):
    refused(ActInputError, "第 2 项任务：“任务”没有填写", actor=clerk, second=True, title="")


def test_nothing_to_add_is_said(clerk, noon):
    with pytest.raises(ActInputError, match="没有填写任何任务"):
        add_tasks([], actor=clerk, as_of=noon)


def test_number_of_queries_does_not_grow_with_the_tasks(
    said, city_task, county, county_clerk, noon
):
    part = said(parent=city_task, keeper=county)
    counts = []
    for number in (1, 3):
        with CaptureQueriesContext(connection) as captured:
            add_tasks([part] * number, actor=county_clerk, as_of=noon)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_timeline_says_where_a_part_comes_from(said, city_task, clerk, noon):
    [task] = add_tasks([said(parent=city_task)], actor=clerk, as_of=noon)
    assert timeline(task)[0].sentence == f"由 {city_task.number} 分解，入账"


def test_parts_do_not_end_with_the_earlier_version_of_the_document(
    said, confirmed_draft, make_draft, make_row, clerk, noon
):
    [measure] = add_tasks([said(document=confirmed_draft)], actor=clerk, as_of=noon)
    part = said(document=confirmed_draft, parent=measure)
    [part] = add_tasks([part], actor=clerk, as_of=noon)
    later = make_draft(title="云岭市新的若干措施", number="云政〔2024〕9号")
    make_row(later, title="别的任务")
    dropped = {each.task_id for each in changes_against(later, confirmed_draft)} - {None}
    assert dropped == {measure.pk}
    confirm_draft(later, actor=clerk, as_of=noon, choices=Choices(replaces=confirmed_draft))
    assert (now(measure).state, now(part).state) == ("superseded", "confirmed")


def test_task_of_a_county_is_not_offered_to_be_linked_by_the_city(
    make_task, make_draft, make_row, county
):
    mine, theirs = make_task(), make_task(keeper=county)
    draft = make_draft()
    row = make_row(draft)
    offered = {each.version.task_id for each in similar_commitments(draft)[row.pk]}
    assert (mine.pk in offered, theirs.pk in offered) == (True, False)


class TestPages:
    """Tasks without a draft row are shown, filtered and exported like all others."""

    @pytest.fixture
    def parts(self, said, city_task, county, county_clerk, noon):
        inputs = [said(parent=city_task, keeper=county, title=f"第{n}部分") for n in (1, 2, 3)]
        return add_tasks(inputs, actor=county_clerk, as_of=noon)

    @pytest.fixture
    def get(self):
        def get(person, address):
            client = Client()
            client.force_login(person)
            return client.get(address)

        return get

    def test_page_shows_basis_keeper_and_the_task_above(self, get, parts, city_task, clerk):
        page = get(clerk, parts[0].get_absolute_url()).content.decode()
        assert "市政府第12次常务会议纪要第3项" in page
        assert "柳河镇培育高新技术企业20家。" in page
        assert "督办单位" in page
        assert "青石县人民政府" in page
        assert f'<a href="{city_task.get_absolute_url()}">{city_task.number} 市级任务</a>' in page

    def test_page_counts_the_parts_and_leads_to_their_list(
        self, get, parts, city_task, county_clerk, noon
    ):
        dispatch_tasks(parts[:1], actor=county_clerk, as_of=noon)
        answer = get(county_clerk, city_task.get_absolute_url())
        assert answer.context["page"].parts_by_state == [("confirmed", 2), ("dispatched", 1)]
        page = answer.content.decode()
        assert f'<a href="/ledger/?parent={city_task.number}">3 项</a>' in page
        listed = get(county_clerk, f"/ledger/?parent={city_task.number}")
        assert {row.version.task for row in listed.context["list"].rows} == set(parts)

    def test_who_may_not_see_the_task_above_gets_no_link(
        self, get, parts, city_task, make_person, appoint, township
    ):
        person = make_person("liuhe")
        appoint(person, township)
        page = get(person, parts[0].get_absolute_url()).content.decode()
        assert city_task.number not in page.replace("由 " + city_task.number, "")
        assert get(person, city_task.get_absolute_url()).status_code == 404

    def test_other_county_sees_no_part(self, get, parts, city_task, make_person, appoint, science):
        person = make_person("elsewhere")
        appoint(person, science, Role.COUNTY_CLERK)
        assert get(person, parts[0].get_absolute_url()).status_code == 404
        assert get(person, "/ledger/").context["list"].totals["total"] == 0

    def test_list_is_filtered_by_level(self, get, parts, city_task, clerk, county):
        def found(query):
            shown = get(clerk, f"/ledger/?{query}").context["list"]
            return {row.number for row in shown.rows}, [chip.value for chip in shown.chips]

        numbers = {task.number for task in parts}
        assert found("keeper=city") == ({city_task.number}, ["市级督办"])
        assert found(f"keeper={county.pk}") == (numbers, ["青石县人民政府督办"])
        assert found(f"parent={city_task.number}") == (numbers, [city_task.number])

    @pytest.mark.parametrize("query", ["keeper=0", "keeper=x", "parent=T", "parent=12"])
    def test_filter_that_cannot_be_read_is_said(self, get, parts, clerk, query):
        shown = get(clerk, f"/ledger/?{query}").context["list"]
        assert shown.form.errors
        assert shown.totals["total"] == 0

    def test_levels_are_offered_only_where_a_county_keeps_tasks(self, get, clerk, city_task):
        assert b'name="keeper"' not in get(clerk, "/ledger/").content

    def test_export_holds_them(self, get, parts, clerk):
        rows = b"".join(get(clerk, "/ledger/export.csv").streaming_content).decode("utf-8-sig")
        assert "第3部分" in rows
        assert "市政府第12次常务会议纪要第3项" in rows

    def test_api_gives_parent_and_keeper(self, get, parts, clerk, city_task, county):
        detail = get(clerk, f"/api/ledger/tasks/{parts[0].number}").json()
        assert (detail["parent"], detail["keeper"]) == (city_task.number, county.pk)
        for query in (f"keeper={county.pk}", f"parent={city_task.number}"):
            assert get(clerk, f"/api/ledger/tasks?{query}").json()["count"] == 3
        assert get(clerk, "/api/ledger/tasks?keeper=city").json()["count"] == 1
