import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.db.models import Count, Q
from django.test import RequestFactory
from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.assessments.models import SchemeRun
from taizhang.cli.demo import city as demo_city
from taizhang.cli.demo.city import load_demo_city
from taizhang.cli.demo.data import DemoError, read_acts, read_city, read_documents
from taizhang.indicators.domain.queries.owed import OwedScope, owed_figures
from taizhang.indicators.enums import Pace, Source, WarningState
from taizhang.indicators.models import (
    EarlyWarning,
    GoalPace,
    GoalVersion,
    Observation,
    UnmeasuredTarget,
)
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.enums import TaskState
from taizhang.ledger.models import Event, Target, Task, TaskVersion
from taizhang.messages.models import Message
from taizhang.reporting.domain.bulletins.rebuilding import rebuild_bulletin
from taizhang.reporting.enums import BulletinState
from taizhang.reporting.models import Bulletin, PublicMark
from taizhang.supervision.domain.clocks.projecting import load_states
from taizhang.supervision.enums import Colour
from taizhang.supervision.models import Matter, RecheckItem

COUNTED = (Person, Event, Message, Observation, EarlyWarning, Bulletin, PublicMark)
GOAL = ("goal__task", "goal__target_key")
AS_OF = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def data_folder(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.slow
@pytest.mark.django_db
def test_city_is_loaded_once_alive_and_with_a_sound_chain(
    data_folder: None, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        text = load_demo_city(as_of=AS_OF)
    states = list(TaskVersion.objects.at(None).values_list("state", flat=True))
    assert len(states) > 50
    assert set(states) == set(TaskState) - {TaskState.SUPERSEDED}
    assert verify().first_broken is None
    _check_supervision()
    _check_numbers()
    _check_printed()
    _check_assessed()
    assert "clerk" in text
    assert read_city().password in text

    counts = [model.objects.count() for model in COUNTED]
    assert load_demo_city(as_of=AS_OF) == text
    assert [model.objects.count() for model in COUNTED] == counts

    person = authenticate(RequestFactory().post("/"), username="kjj", password="yunling-2026")
    assert person is not None


def _check_supervision() -> None:
    """Every page of supervision has something to show."""
    states = load_states(Task.objects.values_list("pk", flat=True), None).values()
    assert {state.request.kind for state in states if state.request} == {"extension", "send_back"}
    assert {bool(state.request.signed_at) for state in states if state.request} == {True, False}
    assert {state.extensions for state in states} == {0, 1}
    assert [state for state in states if state.is_stopped]
    assert {state.slip.colour for state in states if state.slip} == set(Colour)
    assert {mark for state in states for mark in state.marks} == {"m", "l", "."}
    assert {state.closed_late for state in states if state.closed_at} == {True, False}
    assert sum(state.repeats for state in states) == 1
    assert any(period.provisional for state in states for period in state.periods)
    assert Matter.objects.filter(task=None, kind="task").exists()
    assert set(RecheckItem.objects.values_list("result", flat=True)) == {"", "true", "false"}
    assert set(Task.objects.values_list("keeper__name", flat=True)) == {None, "青石县人民政府"}
    assert Message.objects.filter(kind="digest", recipient__username="qsx").exists()


def _check_numbers() -> None:
    """Every page of indicators has something to show: each class, warning and state of a figure."""
    assert set(GoalPace.objects.values_list("pace", flat=True)) == set(Pace)
    assert set(GoalPace.objects.values_list("day", flat=True)) == {timezone.localdate(AS_OF)}
    assert {"plan", "line"} <= set(GoalPace.objects.values_list("method", flat=True))
    assert set(GoalPace.objects.values_list("reason", flat=True)) >= {"", "stale"}
    assert set(Observation.objects.values_list("source", flat=True)) == {Source.OFFICE, Source.UNIT}
    assert set(EarlyWarning.objects.values_list("state", flat=True)) == set(WarningState)
    given_twice = Observation.objects.filter(source=Source.OFFICE).values("series", "day")
    given_twice = given_twice.annotate(n=Count("pk"), firm=Count("pk", filter=Q(is_final=True)))
    firm = sorted(given_twice.filter(n=2).values_list("firm", flat=True))
    assert firm == [1, 2], "one provisional made final, one revised"
    owed = owed_figures(OwedScope(), as_of=date(2026, 11, 23), states=("missing", "late"))
    assert Counter(each.state for each in owed) == {"missing": 1, "late": 2}
    places = [(target.task_id, target.key) for target in Target.objects.at(None)]
    waiting = set(places) - set(GoalVersion.objects.values_list(*GOAL)) - _left_out()
    assert 6 <= len(waiting) <= 20


def _left_out() -> set[tuple[int, int]]:
    return set(UnmeasuredTarget.objects.at(None).values_list("task", "target_key"))


def _check_printed() -> None:
    """The half-year's bulletin is issued and can be made again; the month's waits for review."""
    half, month = Bulletin.objects.get(period="2026-H1"), Bulletin.objects.get(period="2026-10")
    assert (half.state, month.state) == (BulletinState.ISSUED, BulletinState.DRAFT)
    assert rebuild_bulletin(half).is_same
    answered = half.named.filter(answered_at__isnull=False)
    assert (answered.count(), half.named.count()) == (2, 3)
    numbers = json.loads(half.numbers)["numbers"]
    assert all(numbers[pace.value]["count"] for pace in Pace)
    kinds = Counter(PublicMark.objects.values_list("kind", flat=True))
    assert kinds == {"document": 1, "task": 12, "indicator": 6}


def _check_assessed() -> None:
    """Runs stand in different states; a corrected one keeps both results."""
    states = SchemeRun.objects.values_list("state", flat=True)
    assert Counter(states) == {"final": 1, "published": 1, "draft": 1, "refused": 1}
    stars = SchemeRun.objects.get(state="published")
    assert [(row.number, row.subjects) for row in stars.revisions.all()] == [(1, 40), (2, 40)]
    states = stars.objections.values_list("state", flat=True)
    assert sorted(states) == ["open", "upheld"]


@pytest.mark.slow
@pytest.mark.django_db
def test_nothing_happens_after_the_moment_of_loading(data_folder: None) -> None:
    moment = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    months: list[date] = []
    load_demo_city(as_of=moment, told=months.append)
    assert months == [date(2026, 1, 1), date(2026, 2, 1)]
    assert not Event.objects.filter(occurred_at__gt=moment).exists()
    assert not Message.objects.filter(sent_at__gt=moment).exists()
    assert Observation.objects.exists()
    assert not Observation.objects.filter(day__gt=moment.date()).exists()
    assert not Bulletin.objects.exists(), "the half-year is not over"


@pytest.mark.django_db
def test_data_of_other_people_is_left_alone() -> None:
    Person.objects.create_user("real", "一个-真实-的人", name="真实人员")
    with pytest.raises(DemoError) as refused:
        load_demo_city(as_of=AS_OF)
    assert refused.value.code == "demo_on_real_data"
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_figure_of_an_indicator_that_was_not_read_is_named(data_folder: None, monkeypatch) -> None:
    acts = [replace(act, figures={"没有的指标": Decimal(1)}) for act in read_acts() if act.figures]
    monkeypatch.setattr(demo_city, "read_acts", lambda: acts[:1])
    with pytest.raises(DemoError, match="“没有的指标”对不上") as refused:
        load_demo_city(as_of=AS_OF)
    assert refused.value.code == "demo_target_missing"
    assert not Person.objects.exists(), "the load is undone as a whole"


def test_missing_examples_are_named(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="没有找到演示数据"):
        read_city(tmp_path)


def test_a_county_has_a_clerk_of_its_own() -> None:
    [county] = [unit for unit in read_city().units if unit.clerk]
    assert county.clerk is not None
    assert (county.name, county.clerk.username) == ("青石县人民政府", "qsx")
    assert county.clerk.post == "青石县人民政府县区督查员"
    assert county.clerk in read_city().accounts()


def test_every_act_speaks_of_a_document_and_a_person_of_the_story() -> None:
    documents = {story.key for story in read_documents()}
    people = {account.username for account in read_city().accounts()}
    for act in read_acts():
        assert act.document in documents
        assert not act.by or act.by in people
