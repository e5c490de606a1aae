"""What is proposed for a target, and what happens when somebody confirms it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext

from indicators.linking.conftest import NOON
from taizhang.accounts.models import Person
from taizhang.indicators.domain.linking.accepting import (
    Accepted,
    accept_links,
    leave_out,
    take_back,
    targets_at,
)
from taizhang.indicators.domain.linking.proposing import Proposal, propose_links
from taizhang.indicators.domain.queries.waiting import left_out_targets, waiting_targets
from taizhang.indicators.models import GoalVersion, Indicator, IndicatorVersion, Series
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError
from taizhang.ledger.domain.snapshot import Answer, Goal
from taizhang.ledger.models import Task
from taizhang.organisations.models import Region, Unit

DAY = date(2024, 6, 3)
Make = Callable[..., Task]


def goal(indicator: str, unit: str = "家", key: int = 1, **more: object) -> Goal:
    known = {"op": ">=", "value": Decimal(140), "deadline": date(2024, 6, 30)}
    return Goal(key, indicator, unit=unit, **{**known, **more})


def proposal(task: Task, key: int = 1) -> Proposal:
    return propose_links(targets_at([(task.pk, key)]))[task.pk, key]


def test_the_indicator_of_that_name_and_measure_is_proposed(
    make_task: Make, make_series: Callable[..., Series]
) -> None:
    make_series("高新技术企业", unit="户")
    kept = make_series("高新技术企业")
    found = proposal(make_task(targets=(goal("全市高新技术企业达到"),)))
    assert (found.code, found.series_id, found.is_same) == (kept.indicator.code, kept.pk, True)


def test_an_indicator_of_a_like_name_is_proposed_as_such(
    make_task: Make, make_series: Callable[..., Series]
) -> None:
    kept = make_series("高新技术企业")
    found = proposal(make_task(targets=(goal("培育高新技术企业"),)))
    assert (found.code, found.is_same) == (kept.indicator.code, False)
    assert 0.8 <= found.score < 1


@pytest.mark.parametrize("name", ["第二产业增加值", "科技型中小企业", "规上工业企业"])
def test_another_name_proposes_a_new_indicator(
    make_task: Make, make_series: Callable[..., Series], science: Unit, region: Region, name: str
) -> None:
    for known in ("第一产业增加值", "高新技术企业"):
        make_series(known)
    found = proposal(make_task(targets=(goal(f"力争{name}达到"),)))
    assert (found.kept, found.series_id, found.code) == (None, None, "")
    assert found.new.name == name
    assert (found.new.unit, found.new.direction) == ("家", "more")
    assert (found.new.frequency, found.new.accumulation) == ("month", "cumulative")
    assert (found.new.office_id, found.new.region_id) == (science.pk, region.pk)
    assert found.new.reference == "《云岭市若干措施》第1条"


def test_the_lead_supplies_a_new_indicator(make_task: Make, science: Unit, industry: Unit) -> None:
    units = (
        Answer(science.pk, "responsible", "市科技局"),
        Answer(industry.pk, "lead", "市工信局"),
    )
    assert proposal(make_task(units=units)).new.office_id == industry.pk


def test_a_part_kept_by_a_county_is_of_its_region(
    make_task: Make, county: Unit, make_series: Callable[..., Series]
) -> None:
    kept = make_series("培育高新技术企业")
    place = Region.objects.create(name="青石县", level="县")
    found = proposal(make_task(keeper=county))
    assert (found.region, found.code, found.series_id) == (place, kept.indicator.code, None)


def test_percentage_points_are_proposed_with_the_word_that_a_figure_is_needed(
    make_task: Make, make_series: Callable[..., Series]
) -> None:
    rate = make_series("城镇化率", unit="%", accumulation="level")
    task = make_task(targets=(goal("城镇化率", "个百分点"), goal("营商环境满意度", "个百分点", 2)))
    known, new = proposal(task), proposal(task, 2)
    assert (known.code, known.needs_baseline) == (rate.indicator.code, True)
    assert (new.new.unit, new.new.accumulation, new.needs_baseline) == ("%", "level", True)


def test_a_target_in_yuan_means_the_indicator_kept_in_a_larger_unit(
    make_task: Make, make_series: Callable[..., Series]
) -> None:
    make_series("社会消费品零售总额", unit="件")
    kept = make_series("社会消费品零售总额", unit="亿元")
    found = proposal(
        make_task(targets=(goal("社会消费品零售总额", "元", value=Decimal(38 * 10**9)),))
    )
    assert (found.code, found.is_same) == (kept.indicator.code, True)


@pytest.mark.parametrize(("chosen", "unit"), [("", "亿元"), (" 万元 ", "万元")])
def test_a_new_indicator_of_a_large_amount_is_kept_as_people_keep_it(
    make_task: Make, clerk: Person, chosen: str, unit: str
) -> None:
    half = goal("完成投资", "元", 1, value=Decimal(90_000_000))
    year = goal("完成投资", "元", 2, value=Decimal(200_000_000), deadline=date(2024, 12, 31))
    task = make_task(targets=(half, year))
    assert [proposal(task, key).new.unit for key in (1, 2)] == ["万元", "亿元"]
    taken = [Accepted((task.pk, 2), unit=chosen), Accepted((task.pk, 1))]
    accept_links(taken, actor=clerk, as_of=NOON)
    assert IndicatorVersion.objects.get().unit == unit
    assert Series.objects.count() == 1


def test_a_unit_of_another_measure_is_refused_for_a_new_indicator(
    make_task: Make, clerk: Person
) -> None:
    task = make_task(targets=(goal("完成投资", "元", value=Decimal(90_000_000)),))
    with pytest.raises(ActInputError, match="以“元”计.*以“件”计，不能比较"):
        accept_links([Accepted((task.pk, 1), unit="件")], actor=clerk, as_of=NOON)
    assert not Indicator.objects.exists()


def test_more_targets_take_no_more_queries(
    make_task: Make,
    county: Unit,
    make_series: Callable[..., Series],
    django_assert_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    make_series("高新技术企业")
    names = ["高新技术企业", "规上企业", "省级实验室"]
    tasks = [make_task(targets=(goal(name),), keeper=county) for name in names]
    targets = targets_at([(task.pk, 1) for task in tasks])
    with CaptureQueriesContext(transaction.get_connection()) as one:
        propose_links(targets[:1])
    with django_assert_num_queries(len(one)):
        assert len(propose_links(targets)) == 3


def test_a_confirmed_proposal_is_a_link(
    make_task: Make, make_series: Callable[..., Series], clerk: Person
) -> None:
    kept, task = make_series("高新技术企业"), make_task()
    chosen = Accepted((task.pk, 1), kept.indicator.code, method="line")
    accept_links([chosen], actor=clerk, as_of=NOON)
    version = GoalVersion.objects.get()
    assert (version.goal.series, version.method) == (kept, "line")
    assert not waiting_targets(clerk, on=DAY)


def test_two_targets_that_mean_one_new_indicator_share_it(make_task: Make, clerk: Person) -> None:
    tasks = [make_task(), make_task()]
    accept_links([Accepted((task.pk, 1)) for task in tasks], actor=clerk, as_of=NOON)
    version = IndicatorVersion.objects.get()
    assert (version.name, version.recorded_by) == ("培育高新技术企业", clerk)
    assert {each.goal.series for each in GoalVersion.objects.all()} == {Series.objects.get()}


def test_an_indicator_kept_elsewhere_gets_a_series_of_this_region(
    make_task: Make, make_series: Callable[..., Series], county: Unit, officer: Person
) -> None:
    kept = make_series("培育高新技术企业")
    place = Region.objects.create(name="青石县", level="县")
    task = make_task(keeper=county)
    accept_links([Accepted((task.pk, 1), kept.indicator.code)], actor=officer, as_of=NOON)
    assert GoalVersion.objects.get().goal.series.region == place
    assert kept.indicator.series.count() == 2


def test_nothing_is_made_where_one_link_does_not_fit(
    make_task: Make, make_series: Callable[..., Series], clerk: Person
) -> None:
    other = make_series("研发投入", unit="亿元")
    good, bad = make_task(), make_task()
    chosen = [Accepted((good.pk, 1)), Accepted((bad.pk, 1), other.indicator.code)]
    with pytest.raises(ActInputError, match="不能比较"):
        accept_links(chosen, actor=clerk, as_of=NOON)
    assert Indicator.objects.count() == 1
    assert not GoalVersion.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "said"), [((1, "NICHTS"), "没有代码或名称"), ((9, ""), "目标已经更改")]
)
def test_what_is_not_there_is_refused(
    make_task: Make, clerk: Person, chosen: tuple[int, str], said: str
) -> None:
    task = make_task()
    with pytest.raises(ActInputError, match=said):
        accept_links([Accepted((task.pk, chosen[0]), chosen[1])], actor=clerk, as_of=NOON)


def test_a_liaison_confirms_nothing(make_task: Make, liaison: Person) -> None:
    task = make_task()
    with pytest.raises(ActNotAllowedError):
        accept_links([Accepted((task.pk, 1))], actor=liaison, as_of=NOON)
    with pytest.raises(ActNotAllowedError):
        leave_out([(task.pk, 1)], actor=liaison, as_of=NOON)
    assert not Indicator.objects.exists()


def test_a_target_left_out_waits_no_more_until_it_is_taken_back(
    make_task: Make, clerk: Person
) -> None:
    task = make_task()
    place = (task.pk, 1)
    assert waiting_targets(clerk, on=DAY).count() == 1
    assert leave_out([place, (task.pk, 9)], actor=clerk, as_of=NOON, reason="只需完成") == 1
    assert leave_out([place], actor=clerk, as_of=NOON) == 0
    assert not waiting_targets(clerk, on=DAY)
    assert left_out_targets(clerk, on=DAY).count() == 1
    take_back([place], actor=clerk, as_of=NOON)
    assert waiting_targets(clerk, on=DAY).count() == 1


def test_a_target_left_out_and_then_linked_is_left_out_no_more(
    make_task: Make, clerk: Person
) -> None:
    task = make_task()
    leave_out([(task.pk, 1)], actor=clerk, as_of=NOON)
    accept_links([Accepted((task.pk, 1))], actor=clerk, as_of=NOON)
    assert not left_out_targets(clerk, on=DAY)


def test_who_links_what(
    make_task: Make,
    clerk: Person,
    officer: Person,
    liaison: Person,
    county: Unit,
    county_clerk: Person,
) -> None:
    own, part = make_task(), make_task(keeper=county)
    seen = {
        who: {target.task_id for target in waiting_targets(who, on=DAY)}
        for who in (clerk, officer, county_clerk, liaison)
    }
    assert seen == {
        clerk: {own.pk},
        officer: {own.pk, part.pk},
        county_clerk: {part.pk},
        liaison: set(),
    }


def test_an_indicator_is_meant_by_its_name_in_the_measure_of_the_target(
    make_task: Make, make_series: Callable[..., Series], clerk: Person
) -> None:
    make_series("重点企业", unit="户")
    meant, task = make_series("重点企业"), make_task()
    accept_links([Accepted((task.pk, 1), "重点企业")], actor=clerk, as_of=NOON)
    assert GoalVersion.objects.get().goal.series == meant
