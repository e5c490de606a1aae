"""The page of an indicator: what it says, to whom, for which day, and with how many queries."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.projections.stored import BEFORE, give_goal, give_history
from indicators.projections.years import given, steady
from taizhang.accounts.models import Person
from taizhang.indicators.enums import Source
from taizhang.indicators.models import GoalPlan, GoalVersion, PlanNode, Series, SeriesGoal
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.models import Task
from taizhang.organisations.models import Region, Unit

MakeSeries = Callable[..., Series]
JULY = "2024-07-10"
YEARS = (2020, 2021, 2022, 2023, 2024)


@pytest.fixture
def series(make_series: MakeSeries, science: Unit) -> Series:
    """Five years with one season; of the last, that is to end at 200, half is there."""
    series = make_series(office=science, code="Z0001")
    rows = steady(YEARS, (100, 110, 90, 100, 200))
    give_history(series, [row for row in rows if row.day <= date(2024, 6, 30)])
    return series


@pytest.fixture
def show(client: Client, officer: Person) -> Callable[..., str]:
    """The page as somebody sees it, blanks folded."""

    def answer(
        code: str = "Z0001", *, person: Person = officer, status: int = 200, **asked: Any
    ) -> str:
        client.force_login(person)
        response = client.get(f"/indicators/{code}/", {"as_of": JULY, **asked})
        assert response.status_code == status
        return re.sub(r"\s+", " ", response.content.decode())

    return answer


def _texts(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


def _option(html: str) -> dict[str, Any]:
    found = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', html)
    assert found
    option: dict[str, Any] = json.loads(found[1])
    return option


def _line(html: str, name: str) -> list[list[Any]]:
    lines = {line["name"]: line["data"] for line in _option(html)["series"]}
    data: list[list[Any]] = lines[name]
    return data


def test_a_goal_stands_with_pace_and_projection(series: Series, show: Callable[..., str]) -> None:
    give_goal(series, value=150)
    text = _texts(show())
    assert "≥150 家" in text
    assert "82 2024-06-30" in re.sub(r"\s+", " ", text)  # 41 % of 200
    assert "预计2024年12月31日为 200 家" in text
    assert "2020—2023年到同一天平均达到时限时的 41.0%" in text
    assert "预计完成" in text


def test_the_curve_holds_this_year_last_year_target_and_projection(
    series: Series, show: Callable[..., str]
) -> None:
    give_goal(series, value=150)
    html = show()
    assert _line(html, "本年")[-1] == ["2024-06-30", 82.0]
    assert _line(html, "上年")[0] == ["2024-01-31", 4.0]  # of January 2023, on this year's day
    assert _line(html, "目标") == [["2024-01-01", 150.0], ["2024-12-31", 150.0]]
    assert _line(html, "预计")[0] == ["2024-06-30", 82.0]
    assert _line(html, "预计")[-1] == ["2024-12-31", 200.0]
    assert _line(html, "应达")[-1] == ["2024-12-31", 150.0]


def test_the_numbers_behind_the_curve_stand_in_a_table(
    series: Series, show: Callable[..., str]
) -> None:
    give_goal(series, value=150)
    html = show()
    table = html[html.index("看数据") :].split("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    heads = ["本年", "上年同期", "应达", "预计", "预计区间"]
    assert cells[0] == ["日期", *(f"{head}（家）" for head in heads)]
    by_day = {row[0]: row[1:] for row in cells}
    assert by_day["2024-06-30"] == ["82", "41", "74.6", "", ""]
    assert by_day["2024-12-31"] == ["", "100", "150", "200", "200—200"]
    assert '<td class="num">82</td>' in table


def test_the_band_of_tolerance_is_stacked_on_what_is_needed(
    series: Series, show: Callable[..., str]
) -> None:
    give_goal(series, value=100)
    html = show()
    low, width = _line(html, "容差范围·"), _line(html, "容差范围")
    needed = _line(html, "应达")
    assert low[0][1] == 0  # not below the baseline
    assert low[-1][1] + width[-1][1] == needed[-1][1] + 5  # five points of 100
    assert low[-1][1] == needed[-1][1] - 5


def test_a_plan_that_judges_draws_what_is_needed(
    series: Series, show: Callable[..., str], officer: Person
) -> None:
    goal = give_goal(series, value=100, method="plan")
    plan = GoalPlan.objects.create(
        goal=goal, filed_by=officer, recorded_at=datetime(2024, 2, 1, tzinfo=UTC)
    )
    PlanNode.objects.create(plan=plan, day=date(2024, 6, 30), value=20)
    html = show()
    assert dict(map(tuple, _line(html, "应达")))["2024-06-30"] == 20
    assert "计划进度 按此判定" in re.sub(r"\s+", " ", _texts(html))


def test_a_ceiling_has_no_way_that_leads_to_it(
    make_series: MakeSeries, show: Callable[..., str]
) -> None:
    series = make_series("失业率", unit="%", code="Z0002", accumulation="level", direction="less")
    give_history(series, [given("2024-06-30", "5.2")])
    give_goal(series, op="<=", value="5.5", unit="%")
    html = show("Z0002")
    assert "应达" not in {line["name"] for line in _option(html)["series"]}
    assert "三种进度方法对照" not in html
    assert "历史不足12次连续变动，不作预测。" in html


def test_revisions_are_all_there_and_one_counts(series: Series, show: Callable[..., str]) -> None:
    give_history(series, [given("2024-06-30", 79)], at=datetime(2024, 7, 8, tzinfo=UTC))
    give_history(series, [given("2024-06-30", 85)], source=Source.UNIT)
    rows = re.findall(r"<tr[^>]*><th[^>]*>2024-06-30</th>(.*?)</tr>", show())
    figures = [_texts(row).split()[:3] for row in rows if "计入" in row or "已被替代" in row]
    assert [(words[0], words[1]) for words in figures] == [
        ("79", "✓"),
        ("82", "已被替代"),
        ("85", "已被替代"),
    ]


def test_a_day_that_goes_on_to_the_next_page_counts_once(
    series: Series, show: Callable[..., str]
) -> None:
    for number in range(30):
        give_history(series, [given("2024-06-30", number)])
    second = show(page=2)
    assert second.count("✓ 计入") == 24 - 7  # of 31 figures of June, seven stand on the second page


def test_figures_after_the_day_are_not_counted(series: Series, show: Callable[..., str]) -> None:
    give_goal(series)
    assert _line(show(as_of="2024-03-31"), "本年")[-1] == ["2024-03-31", 30.0]


def test_a_changed_target_stays_in_the_history(series: Series, show: Callable[..., str]) -> None:
    goal = give_goal(series, value=150)
    changed = datetime(2024, 5, 1, tzinfo=UTC)
    GoalVersion.objects.filter(goal=goal).update(until=changed)
    GoalVersion.objects.create(
        goal=goal, since=changed, op=">=", value=120, unit="家", deadline=date(2024, 12, 31)
    )
    html = show()
    history = html[html.index("目标的历次变化") :]
    assert history.index("≥120 家") < history.index("≥150 家")
    assert "≥150 家" not in html[: html.index("目标的历次变化")]


def test_of_several_goals_the_one_asked_for_is_drawn(
    series: Series, show: Callable[..., str]
) -> None:
    give_goal(series, value=90, deadline=date(2024, 9, 30))
    late = give_goal(series, value=150)
    assert _line(show(), "目标")[0][1] == 90
    assert _line(show(goal=late.pk), "目标")[0][1] == 150


def test_earlier_projections_are_judged(series: Series, show: Callable[..., str]) -> None:
    text = re.sub(r"\s+", " ", _texts(show()))
    assert "1 个期末，各在此前每个月末重新预测，共 11 次：11 次（100.0%）落在区间内" in text
    assert "次数太少，只供参考" in text
    known = _texts(show(known=1))  # all came in after those years had ended
    assert "还没有可以回头看的预测" in known


def test_a_projection_says_when_earlier_intervals_were_too_narrow(
    series: Series, show: Callable[..., str]
) -> None:
    give_goal(series, value=150)
    claimed = _texts(show())
    assert "应在五次里约有四次包含实际数" in claimed
    assert "偏窄" not in claimed
    late = datetime(2024, 7, 1, tzinfo=UTC)
    give_history(series, [given("2023-12-31", 140)], at=late)  # the year ended unlike the others
    text = re.sub(r"\s+", " ", _texts(show()))
    assert "以往预测偏窄：80% 的区间在 11 次里只有 0 次（0.0%）包含实际数" in text
    assert "应在五次里约有四次包含实际数" not in text


def test_without_figures_it_says_how_they_come(
    make_series: MakeSeries, show: Callable[..., str]
) -> None:
    make_series(code="Z0003")
    html = show("Z0003")
    assert "还没有报过数" in html
    assert "还没有目标" in html
    assert "<figure" not in html


def test_an_address_that_cannot_be_read_says_so(series: Series, show: Callable[..., str]) -> None:
    assert "筛选条件看不懂" in show(as_of="gestern")
    assert "筛选条件看不懂" in show(as_of="2999-01-01")
    assert "筛选条件看不懂" in show(region=999_999)


def test_another_region_has_its_own_figures(
    series: Series, make_series: MakeSeries, region: Region, show: Callable[..., str]
) -> None:
    county = Region.objects.create(name="青石县", level="县", parent=region)
    other = make_series(code="Z0001", place=county)
    give_history(other, [given("2024-06-30", 7)])
    assert _line(show(region=county.pk), "本年") == [["2024-06-30", 7.0]]
    assert _line(show(), "本年")[-1] == ["2024-06-30", 82.0]


def test_an_indicator_that_is_not_there_answers_404(
    officer: Person, show: Callable[..., str]
) -> None:
    show("Z9999", status=404)


def test_people_of_units_see_what_their_unit_supplies_and_nothing_else(
    series: Series, liaison: Person, other_liaison: Person, show: Callable[..., str]
) -> None:
    show(person=liaison)
    show(person=other_liaison, status=404)


def test_a_task_is_a_link_only_for_those_who_see_it(
    series: Series,
    make_task: Callable[..., Task],
    liaison: Person,
    officer: Person,
    industry: Unit,
    show: Callable[..., str],
) -> None:
    task = make_task(units=(Answer(industry.pk, "responsible", "市工信局"),))
    goal = SeriesGoal.objects.create(series=series, task=task, target_key=1)
    GoalVersion.objects.create(
        goal=goal,
        since=datetime(2024, 1, 1, tzinfo=UTC),
        op=">=",
        value=90,
        unit="家",
        deadline=date(2024, 12, 31),
    )
    assert task.get_absolute_url() in show(person=officer)
    assert task.get_absolute_url() not in show(person=liaison)


def test_one_row_and_three_take_as_many_queries_here(
    make_series: MakeSeries, client: Client, officer: Person, region: Region
) -> None:
    client.force_login(officer)
    series, address, asked = make_series(code="Z0001"), f"/indicators/Z0001/?as_of={JULY}", []
    for month in (1, 2, 3):
        goal = give_goal(series, value=100 + month)
        plan = GoalPlan.objects.create(goal=goal, filed_by=officer, recorded_at=BEFORE)
        PlanNode.objects.create(plan=plan, day=date(2024, 6, 30), value=20)
        place = Region.objects.create(name=f"第{month}县", level="县", parent=region)
        make_series(code="Z0001", place=place)
        give_history(series, [given(f"2024-0{month}-28", month)])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[-1] <= 20


def test_the_pace_against_a_target_that_was_changed_later_can_be_shown(
    series: Series, show: Callable[..., str]
) -> None:
    goal = give_goal(series, value=150)
    changed = datetime(2024, 5, 1, 2, 30, 15, 250, tzinfo=UTC)
    GoalVersion.objects.filter(goal=goal).update(until=changed)
    new = {"op": ">=", "value": 120, "unit": "家", "deadline": date(2024, 12, 31)}
    GoalVersion.objects.create(goal=goal, since=changed, **new)
    give_history(series, [given("2024-04-30", 11)], at=datetime(2024, 6, 1, tzinfo=UTC))
    link = re.search(r'href="\?([^"]*known_at=[^"]*)"', show())
    assert link
    asked = dict(parse_qsl(link[1].replace("&amp;", "&")))
    then = show(**asked)
    assert "2024-05-01 10:30" in then
    assert ">≥150 家</" in then
    assert "≥120 家" not in then
    assert _line(then, "本年")[-1] == ["2024-04-30", 46.0]  # the 11 came later
