"""A target held to a series: its goal follows the task's chain, at every moment."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext

from indicators.linking.conftest import DAY, NOON, versions
from ledger.road import as_sent
from supervision.asking import go_through
from taizhang.accounts.models import Person
from taizhang.indicators.domain.linking import link_target, link_targets
from taizhang.indicators.domain.linking.projecting import PROJECTION, load_links
from taizhang.indicators.domain.linking.state import Held
from taizhang.indicators.domain.types import LinkInput
from taizhang.indicators.models import GoalVersion, Series, SeriesGoal
from taizhang.ledger.domain.correcting import Correction, correct_task
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError
from taizhang.ledger.domain.rebuilding import rebuild_projection
from taizhang.ledger.domain.snapshot import Goal
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Task

Do = Callable[..., object]


def test_a_linked_target_is_a_goal_of_the_series(task: Task, series: Series, link: Do) -> None:
    place = link(task, series, baseline=Decimal(20), starts=date(2024, 2, 1), method="plan")
    [version] = versions(task)
    goal = version.goal
    assert (goal.series, goal.target_key) == (series, 1)
    assert (version.op, version.value, version.unit) == (">=", 140, "家")
    assert (version.baseline, version.starts, version.method) == (20, date(2024, 2, 1), "plan")
    assert version.deadline == date(2024, 6, 30)
    assert (version.since, version.until) == (place.recorded_at, None)
    assert as_sent(task) == (
        f"目标“培育高新技术企业”挂接指标“高新技术企业”（{series.indicator.code}，云岭市），"
        "基数20，自2024年2月1日起算，按计划进度衡量"
    )
    assert verify().holds


def test_a_target_changed_in_mid_year_keeps_both_versions(
    task: Task, series: Series, link: Do, retarget: Do
) -> None:
    linked = link(task, series)
    changed = retarget(task, 120)
    old, new = versions(task)
    assert (old.value, old.since, old.until) == (140, linked.recorded_at, changed.recorded_at)
    assert (new.value, new.since, new.until) == (120, changed.recorded_at, None)
    assert old.goal == new.goal
    [then] = load_links([task.pk], linked.recorded_at)[task.pk]
    assert then.value == 140
    assert verify().holds


def test_a_target_that_is_left_out_ends_its_goal(
    task: Task, series: Series, link: Do, retarget: Do
) -> None:
    link(task, series)
    gone = retarget(task, None)
    [version] = versions(task)
    assert version.until == gone.recorded_at
    assert load_links([task.pk], None) == {task.pk: ()}
    assert verify().holds


def test_the_deadline_of_a_goal_moves_with_an_extension(
    underway: Callable[..., Task],
    series: Series,
    link: Do,
    liaison: Person,
    leader: Person,
    clerk: Person,
) -> None:
    task = underway()
    link(task, series)
    people = {"liaison": liaison, "leader": leader, "clerk": clerk}
    go_through(task, "extension", as_of=NOON + DAY, **people)
    moved = [version.deadline for version in versions(task)]
    assert moved == [date(2024, 6, 30), date(2024, 7, 31)]
    assert verify().holds


def test_a_target_without_a_deadline_has_that_of_its_task(
    make_task: Callable[..., Task], series: Series, link: Do, clerk: Person
) -> None:
    goal = Goal(1, "高新技术企业", ">=", Decimal(140), unit="家")
    task = make_task(targets=(goal,))
    link(task, series)
    correction = Correction(due=date(2024, 9, 30))
    correct_task(task, correction, reason="更正时限", actor=clerk, as_of=NOON)
    moved = [version.deadline for version in versions(task)]
    assert moved == [date(2024, 6, 30), date(2024, 9, 30)]


def test_a_target_linked_to_another_series_leaves_the_first(
    task: Task, series: Series, make_series: Callable[..., Series], link: Do
) -> None:
    other = make_series("有效高新技术企业")
    link(task, series)
    moved = link(task, other)
    first, second = versions(task)
    assert (first.goal.series, first.until) == (series, moved.recorded_at)
    assert (second.goal.series, second.until) == (other, None)
    assert verify().holds


def test_a_link_made_again_goes_on_with_its_goal(
    task: Task, series: Series, link: Do, unlink: Do
) -> None:
    link(task, series)
    ended = unlink(task)
    assert as_sent(task).startswith("目标“培育高新技术企业”不再挂接指标“高新技术企业”")
    again = link(task, series, baseline=Decimal(5))
    first, second = versions(task)
    assert (first.until, second.since) == (ended.recorded_at, again.recorded_at)
    assert first.goal == second.goal
    assert SeriesGoal.objects.count() == 1
    assert load_links([task.pk], ended.recorded_at) == {task.pk: ()}
    assert verify().holds


def test_a_changed_goal_is_found_by_verification(task: Task, series: Series, link: Do) -> None:
    link(task, series)
    GoalVersion.objects.update(value=130)
    broken = verify().first_broken
    assert broken is not None
    assert "目标挂接" in broken.sentence


def test_goals_that_are_lost_are_folded_from_the_chain_again(
    task: Task, series: Series, link: Do, retarget: Do
) -> None:
    link(task, series)
    retarget(task, 120)
    before = [(each.since, each.until, each.value) for each in versions(task)]
    GoalVersion.objects.all().delete()
    SeriesGoal.objects.all().delete()
    assert not verify().holds
    assert rebuild_projection(PROJECTION) == 1
    assert [(each.since, each.until, each.value) for each in versions(task)] == before
    assert verify().holds


def test_a_task_that_was_never_linked_has_an_empty_state(task: Task) -> None:
    assert load_links([task.pk], None) == {task.pk: ()}
    assert rebuild_projection(PROJECTION) == 0


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"method": "guess"}, "method", "不认识"),
        ({"baseline": Decimal(140)}, "baseline", "没有路程"),
        ({"starts": date(2024, 7, 1)}, "starts", "在时限 2024-06-30 之后"),
        ({"key": 9}, "key", "没有第 9 个目标"),
    ],
)
def test_a_link_that_does_not_fit_is_refused(
    task: Task, series: Series, link: Do, more: dict[str, object], field: str, said: str
) -> None:
    with pytest.raises(ActInputError, match=said) as refused:
        link(task, series, **more)
    assert refused.value.field == field
    assert not SeriesGoal.objects.exists()


def test_the_same_link_twice_is_refused(task: Task, series: Series, link: Do) -> None:
    link(task, series)
    with pytest.raises(ActInputError, match="没有变化"):
        link(task, series)


def test_a_target_of_another_measure_is_refused(
    task: Task, make_series: Callable[..., Series], link: Do
) -> None:
    with pytest.raises(ActInputError, match="以“家”计，指标“研发投入（云岭市）”以“亿元”计"):
        link(task, make_series("研发投入", unit="亿元"))


def test_percentage_points_need_the_figure_they_are_added_to(
    make_task: Callable[..., Task], make_series: Callable[..., Series], link: Do
) -> None:
    goal = Goal(1, "城镇化率提高", ">=", Decimal("1.2"), unit="个百分点")
    task = make_task(targets=(goal,))
    rate = make_series("城镇化率", unit="％", accumulation="level")
    with pytest.raises(ActInputError, match="请填写基数") as refused:
        link(task, rate)
    assert refused.value.field == "baseline"
    link(task, rate, baseline=Decimal("58.3"))
    assert versions(task)[0].baseline == Decimal("58.3")


def test_an_unknown_series_is_refused(task: Task, officer: Person) -> None:
    with pytest.raises(ActInputError, match="没有这个数列"):
        link_target(task, LinkInput(1, 0), actor=officer, as_of=NOON)


@pytest.mark.parametrize(("who", "may"), [("clerk", True), ("head", True), ("liaison", False)])
def test_officers_and_who_supervises_the_task_link(
    task: Task, series: Series, who: str, may: bool, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    if may:
        link_target(task, LinkInput(1, series.pk), actor=person, as_of=NOON)
        assert SeriesGoal.objects.exists()
        return
    with pytest.raises(ActNotAllowedError, match="无权对任务"):
        link_target(task, LinkInput(1, series.pk), actor=person, as_of=NOON)


def test_more_links_take_no_more_statements(
    make_task: Callable[..., Task],
    series: Series,
    officer: Person,
    django_assert_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    links = [(make_task().pk, LinkInput(1, series.pk)) for _ in range(6)]
    with CaptureQueriesContext(transaction.get_connection()) as one:
        link_targets(links[:1], actor=officer, as_of=NOON)
    with django_assert_num_queries(len(one)):
        link_targets(links[1:], actor=officer, as_of=NOON)
    assert SeriesGoal.objects.count() == 6


def test_what_is_held_is_what_was_linked(task: Task, series: Series, link: Do) -> None:
    link(task, series)
    [held] = load_links([task.pk], None)[task.pk]
    assert held == Held(
        key=1,
        series_id=series.pk,
        baseline=None,
        starts=None,
        method="",
        op=">=",
        value=Decimal(140),
        value_max=None,
        unit="家",
        deadline=date(2024, 6, 30),
    )
