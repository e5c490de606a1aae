"""City, county, township: who supervises a task, who sees it, who is told."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from ledger.road import now
from taizhang.accounts.enums import Role
from taizhang.ledger import permissions
from taizhang.ledger.domain.closing import accept_closure, request_closure
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import ActNotAllowedError, OwnSubmissionError
from taizhang.ledger.domain.queries.versions import versions_for
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.domain.standing import oversight_of, people_supervising, standings_of
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.enums import Grade
from taizhang.ledger.models import Task
from taizhang.messages.models import Message

pytestmark = pytest.mark.django_db
TODAY = date(2024, 6, 3)


def answer(unit, role="responsible"):
    return (Answer(unit.pk, role, unit.name),)


def request_done(noon):
    return ReportInput("完成", figures=[FigureInput(1, 140, noon.date())])


@pytest.fixture
def official(make_person, appoint, township):
    """The liaison of the township."""
    person = make_person("liuhe", name="倪萍")
    appoint(person, township)
    return person


@pytest.fixture
def levels(make_task, county, township):
    """A city task of the county, and below it a task of the township that the county keeps."""
    city = make_task(units=answer(county), title="市级任务")
    return city, make_task(units=answer(township), title="县级任务", parent=city, keeper=county)


def titles(person, **moment):
    return {version.title for version in versions_for(person, on=TODAY, **moment)}


def standing(person, task):
    return standings_of(person, {task.pk: now(task)}, on=TODAY)[task.pk]


def test_each_level_sees_its_own_part(levels, clerk, county_clerk, official, liaison, make_task):
    make_task(title="别的任务")
    assert titles(clerk) == {"市级任务", "县级任务", "别的任务"}
    assert titles(county_clerk) == {"市级任务", "县级任务"}
    assert titles(official) == {"县级任务"}
    assert titles(liaison) == {"别的任务"}


def test_liaison_of_the_county_does_not_see_what_the_county_supervises(
    levels, make_person, appoint, county
):
    person = make_person("qingshi")
    appoint(person, county)
    assert titles(person) == {"市级任务"}


def test_county_clerk_saw_the_kept_task_at_a_past_moment(levels, county_clerk, make_task, county):
    moment = timezone.now()
    make_task(keeper=county, title="以后的任务")
    assert titles(county_clerk, moment=moment) == {"市级任务", "县级任务"}


def test_county_clerk_whose_time_is_over_sees_nothing(levels, county_clerk):
    county_clerk.memberships.update(ends=TODAY.replace(day=2))
    assert titles(county_clerk) == set()
    assert not oversight_of(county_clerk, on=TODAY)


def test_the_keeper_supervises_and_nobody_else(levels, clerk, county_clerk, official):
    city, part = levels
    assert standing(clerk, city).supervises
    assert not standing(clerk, part).supervises
    assert standing(county_clerk, part).supervises
    assert not standing(county_clerk, city).supervises
    assert not standing(official, part).supervises


def test_head_who_is_county_clerk_too_supervises_both(levels, make_person, appoint, county):
    both = make_person("both", Role.HEAD)
    appoint(both, county, Role.COUNTY_CLERK)
    assert all(standing(both, task).supervises for task in levels)


def test_decomposing_is_for_who_supervises_and_for_the_clerk_of_a_county_that_answers(
    levels, clerk, county_clerk, official, liaison
):
    city, part = levels
    may = {
        (person.username, task.pk)
        for person in (clerk, county_clerk, official, liaison)
        for task in levels
        if permissions.may_decompose(standing(person, task))
    }
    assert may == {("wangfang", city.pk), ("qsx", city.pk), ("qsx", part.pk)}


def test_clerk_of_a_county_that_only_supports_does_not_decompose(make_task, county, county_clerk):
    task = make_task(units=answer(county, "support"))
    assert not permissions.may_decompose(standing(county_clerk, task))


def test_county_leads_its_own_task_to_closing(levels, county_clerk, official, clerk, noon):
    _city, part = levels
    with pytest.raises(ActNotAllowedError):
        dispatch_tasks([part], actor=clerk, as_of=noon)
    dispatch_tasks([part], actor=county_clerk, as_of=noon)
    sign_for_task(part, actor=official, as_of=noon)
    request_closure(part, request_done(noon), actor=official, as_of=noon)
    with pytest.raises(ActNotAllowedError):
        accept_closure(part, grade=Grade.GOOD, actor=clerk, as_of=noon)
    accept_closure(part, grade=Grade.GOOD, actor=county_clerk, as_of=noon)
    assert now(part).state == "closed"
    assert verify().holds


def test_county_clerk_answers_for_the_county_like_a_liaison(levels, county_clerk, clerk, noon):
    city, _part = levels
    dispatch_tasks([city], actor=clerk, as_of=noon)
    sign_for_task(city, actor=county_clerk, as_of=noon)
    report_progress(city, ReportInput("过半"), actor=county_clerk, as_of=noon)
    assert now(city).progress == "过半"


def test_county_clerk_does_not_review_what_they_submitted(make_task, county, county_clerk, noon):
    own = make_task(units=answer(county), keeper=county)
    dispatch_tasks([own], actor=county_clerk, as_of=noon)
    sign_for_task(own, actor=county_clerk, as_of=noon)
    request_closure(own, request_done(noon), actor=county_clerk, as_of=noon)
    with pytest.raises(OwnSubmissionError):
        accept_closure(own, grade=Grade.GOOD, actor=county_clerk, as_of=noon)


def test_clerk_of_the_successor_supervises_for_the_county_that_ended(
    levels, county, industry, make_person, appoint
):
    county.successor, county.succeeded_on = industry, TODAY.replace(day=1)
    county.succession_reason = "reform"
    county.save()
    person = make_person("later")
    appoint(person, industry, Role.COUNTY_CLERK)
    assert standing(person, levels[1]).supervises
    assert titles(person) == {"市级任务", "县级任务"}
    assert person in people_supervising(county.pk, on=TODAY)


def test_who_is_told_is_who_supervises(levels, county_clerk, clerk, official, noon):
    _city, part = levels
    dispatch_tasks([part], actor=county_clerk, as_of=noon)
    sign_for_task(part, actor=official, as_of=noon)
    request_closure(part, request_done(noon), actor=official, as_of=noon)
    told = Message.objects.filter(kind="closure_requested")
    assert {message.recipient for message in told} == {county_clerk}
    assert people_supervising(None, on=TODAY) == [clerk]


def test_inactive_person_is_not_told(levels, county, county_clerk):
    county_clerk.is_active = False
    county_clerk.save()
    assert people_supervising(county.pk, on=TODAY) == []


@pytest.mark.parametrize("count", [1, 3])
def test_standings_take_a_constant_number_of_queries(
    make_task, county, county_clerk, count, django_assert_num_queries
):
    snapshots = {task.pk: now(task) for task in (make_task(keeper=county) for _ in range(count))}
    with django_assert_num_queries(8):
        standings_of(county_clerk, snapshots, on=TODAY)


@pytest.mark.parametrize("change", ["parent_id = NULL", "keeper_id = NULL", "position = 99"])
def test_origin_of_a_task_is_written_once(levels, change):
    with (
        pytest.raises(IntegrityError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE ledger_task SET {change} WHERE id = {levels[1].pk}")


def test_task_is_never_below_itself_or_a_later_one(make_task):
    first, second = make_task(), make_task()
    with pytest.raises(IntegrityError, match="a_parent_comes_first"), transaction.atomic():
        Task.objects.create(pk=first.pk + 1000, position=1, parent_id=first.pk + 1000)
    with pytest.raises(IntegrityError, match="a_parent_comes_first"), transaction.atomic():
        Task.objects.create(pk=first.pk - 1, position=1, parent=second)


def test_list_lets_each_tick_what_they_supervise(levels, clerk, county_clerk):
    city, part = levels
    for person, tasks in ((clerk, {city.pk}), (county_clerk, {part.pk})):
        client = Client()
        client.force_login(person)
        assert client.get("/ledger/").context["list"].tickable == tasks


def test_desk_of_each_office_holds_what_it_supervises(levels, clerk, county_clerk):
    for person, title in ((clerk, "市级任务"), (county_clerk, "县级任务")):
        client = Client()
        client.force_login(person)
        lists = {each.key: each for each in client.get("/").context["lists"]}
        waiting = lists["to_dispatch"]
        assert [version.title for version in waiting.rows] == [title]
        assert waiting.count == 1
