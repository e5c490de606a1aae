"""Targets that are tied to series, and goals without a task, in a bulletin."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from reporting.bulletins.cities import HALF
from taizhang.indicators.domain.goals import GoalInput, set_goal
from taizhang.indicators.domain.linking import link_target, unlink_target
from taizhang.indicators.domain.observing.recording import record_observations
from taizhang.indicators.domain.types import FigureInput, LinkInput
from taizhang.indicators.enums import Source, Way
from taizhang.reporting.domain.bulletins.drafting import draft_bulletin
from taizhang.reporting.domain.bulletins.issuing import issue_bulletin
from taizhang.reporting.domain.bulletins.rebuilding import rebuild_bulletin
from taizhang.reporting.domain.bulletins.reviewing import review_bulletin
from taizhang.reporting.domain.figures.behind import rows_behind
from taizhang.reporting.domain.figures.gathering import Gathered, gather
from taizhang.reporting.domain.papers.composing import asked_of

JUNE = date(2024, 6, 30)


@pytest.fixture
def observe(officer):
    def record(series, value, day=JUNE):
        rows = [FigureInput(series.pk, day, Decimal(value))]
        record_observations(
            rows, source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=timezone.now()
        )

    return record


@pytest.fixture
def plan(officer):
    def hold(series, value, *, goal=None):
        said = GoalInput(">=", Decimal(value), deadline=date(2024, 12, 31), reference="县区计划")
        return set_goal(series, said, goal=goal, actor=officer, as_of=timezone.now())

    return hold


def test_a_tied_target_is_judged_by_the_office_that_counts(city, make_series, observe, officer):
    task = city.start(city.task(("高新技术企业", ">=", 100)))
    city.report(task, 100)  # says the unit
    series = make_series(office=city.industry)
    link_target(task, LinkInput(1, series.pk), actor=officer, as_of=timezone.now())
    observe(series, 20)  # says the statistics office
    [item] = gather(HALF, as_of=timezone.now())["items"]
    assert (item["pace"], item["value"], item["names"]) == ("behind", "20 家", ["市科技局"])


def test_a_goal_without_a_task_counts_for_its_office_and_place(city, make_series, plan, observe):
    qingshi = city.counties["青石县"].region
    series = make_series(office=city.science, place=qingshi)
    plan(series, 100)
    observe(series, 90)
    numbers = gather(HALF, as_of=timezone.now())
    [item] = numbers["items"]
    assert (item["pace"], item["task"], item["names"]) == ("ahead", None, ["市科技局"])
    assert [(row["name"], row["ahead"]) for row in numbers["offices"]] == [("市科技局", 1)]
    assert [(row["name"], row["ahead"]) for row in numbers["places"]] == [("青石县", 1)]
    found = Gathered(asked_of(numbers))
    for key in (
        f"item.{item['id']}",
        "numbers.ahead",
        f"place.{qingshi.pk}",
        f"unit.{city.science.pk}.ahead",
    ):
        assert rows_behind(found, key).count == 1
    own = gather(HALF, as_of=timezone.now(), keeper_id=city.counties["青石县"].pk)
    assert len(own["items"]) == 1
    other = gather(HALF, as_of=timezone.now(), keeper_id=city.counties["白河县"].pk)
    assert other["items"] == []


def test_revised_figures_changed_goals_and_new_ties_change_nothing_afterwards(
    city,
    make_series,
    observe,
    plan,
    officer,
    clerk,
    head,
):
    task = city.start(city.task(("高新技术企业", ">=", 100)))
    tied, planned = make_series(), make_series("技术合同")
    link_target(task, LinkInput(1, tied.pk), actor=officer, as_of=timezone.now())
    version = plan(planned, 100)
    observe(tied, 20)
    observe(planned, 50)
    bulletin = draft_bulletin(HALF, keeper_id=None, actor=clerk, as_of=timezone.now())
    review_bulletin(bulletin, seen=bulletin.digest, actor=head, as_of=timezone.now())
    bulletin = issue_bulletin(bulletin, seen=bulletin.digest, actor=clerk, as_of=timezone.now())
    observe(tied, 99)
    observe(planned, 1)
    plan(planned, 500, goal=version.goal)
    unlink_target(task, 1, actor=officer, as_of=timezone.now())
    assert rebuild_bulletin(bulletin).differences == ()
    now = gather(HALF, as_of=timezone.now())
    assert {item["id"]: item["pace"] for item in now["items"]} == {
        f"{task.number}.1": "unknown",
        f"G{version.goal_id}": "behind",
    }


def test_the_queries_are_the_same_for_any_number_of_goals(
    city,
    make_series,
    plan,
    django_assert_max_num_queries,
):
    counts = []
    for _number in range(2):
        plan(make_series(), 100)
        plan(make_series(), 200)
        with django_assert_max_num_queries(60) as asked:
            gather(HALF, as_of=timezone.now())
        counts.append(len(asked))
    assert counts[0] == counts[1]
