"""`taizhang bench indicators`: the pace of 240,000 series as of a day, measured.

The figures are written into a data folder of their own, which is removed afterwards; the data of
the installation is never touched.
"""

import os
import platform
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import typer

from .bench_folder import own_data_folder
from .bench_timing import Row, median, timed

if TYPE_CHECKING:
    from taizhang.accounts.models import Person

INDICATORS = 2_000  # in 120 regions, with 120 monthly figures each
SUBMITTED = 100
LINE, SEASON = ("line",), ("season", "line")


def run(size: int | None) -> None:
    """Build, measure, print; `size` is the number of indicators."""
    indicators = size or INDICATORS
    with own_data_folder():
        from taizhang.project.start import open_product

        with open_product():
            _print(indicators, list(_measure(indicators)))


def _measure(indicators: int) -> Iterable[Row]:
    from taizhang.cli.bench_indicators_data import build

    officer, seconds = timed(lambda: build(indicators, say=lambda line: typer.echo(line, err=True)))
    yield Row("写入测试数据", f"{seconds:.0f} 秒")
    yield from _all(indicators)
    yield from _refreshing(indicators)
    yield from _submission(officer)


def _all(indicators: int) -> Iterable[Row]:
    from taizhang.cli.bench_indicators_data import DAY, MOMENT, REGIONS

    for name, methods in (("时间进度", LINE), ("上年同期进度", SEASON)):
        judge = partial(_classes, methods)
        found, first = timed(judge)
        assert sum(found.values()) == indicators * REGIONS, found
        yield Row(f"全部目标按{name}判定并按类计数，第一次", f"{first:.1f} 秒")
        yield _again("同上，再次", judge)
    year = timedelta(days=365)
    then = partial(_classes, SEASON, day=DAY - year, known_at=MOMENT - year)
    yield _again("同上，一年前某日、按当时的记录（上年同期进度）", then)


def _classes(
    methods: tuple[str, ...], *, day: date | None = None, known_at: datetime | None = None
) -> dict[str, int]:
    """How many goals each class has; every column is reckoned."""
    from taizhang.cli.bench_indicators_data import DAY
    from taizhang.indicators.domain.pace.rules import PaceRule
    from taizhang.indicators.domain.queries.measured import GoalScope
    from taizhang.indicators.domain.queries.pace import goal_pace_sql
    from taizhang.indicators.domain.queries.statements import Statement

    rule = PaceRule(DAY, Decimal(5), 45, "", methods)
    found = goal_pace_sql(GoalScope(), as_of=day or DAY, rule=rule, known_at=known_at)
    head = "SELECT f.pace, count(*), sum(gap), sum(run_rate), sum(share_pct), sum(due_pct) FROM ("
    counted = Statement(head) + found + ") f GROUP BY f.pace"
    return {pace: number for pace, number, *_sums in counted.rows()}


def _refreshing(indicators: int) -> Iterable[Row]:
    from taizhang.cli.bench_indicators_data import MOMENT, REGIONS
    from taizhang.indicators.domain.refreshing import refresh_pace

    for name in ("全部目标的当前进度写入表中，第一次", "同上，再次"):
        written, seconds = timed(lambda: refresh_pace(None, as_of=MOMENT))
        assert written == indicators * REGIONS, written
        yield Row(name, f"{seconds:.1f} 秒")


def _submission(officer: "Person") -> Iterable[Row]:
    """A hundred figures of July through the one door, and the paces that follow from them."""
    from taizhang.cli.bench_indicators_data import DAY, MOMENT
    from taizhang.indicators.domain.observing.recording import record_observations
    from taizhang.indicators.domain.pace.explaining import explain_pace
    from taizhang.indicators.domain.refreshing import refresh_pace
    from taizhang.indicators.domain.types import FigureInput
    from taizhang.indicators.enums import Source, Way
    from taizhang.indicators.models import Series, SeriesGoal

    ids = list(Series.objects.order_by("-pk").values_list("pk", flat=True)[:SUBMITTED])

    def submit() -> None:
        rows = [FigureInput(each, DAY, Decimal(5000)) for each in ids]
        record_observations(rows, source=Source.OFFICE, way=Way.API, actor=officer, as_of=MOMENT)

    yield Row(f"报送 {SUBMITTED} 个数并刷新进度", f"{median(submit) * 1000:.0f} 毫秒")
    refreshed = median(lambda: refresh_pace(ids, as_of=MOMENT))
    yield Row(f"其中刷新 {SUBMITTED} 个数列的进度", f"{refreshed * 1000:.0f} 毫秒")
    goal = SeriesGoal.objects.order_by("-pk")[0].pk
    explained = median(lambda: explain_pace(goal, as_of=DAY))
    yield Row("一个目标的三种进度及全部中间值", f"{explained * 1000:.0f} 毫秒")


def _again(name: str, work: Callable[[], object]) -> Row:
    """The better of two runs by the clock, with the database's processor time."""
    from taizhang.cli.bench_processor import measured

    seconds, processor = min(measured(work) for _ in range(2))
    return Row(name, f"{seconds:.1f} 秒，其中数据库用处理器 {processor:.1f} 秒")


def _print(indicators: int, rows: list[Row]) -> None:
    from taizhang.cli.bench_indicators_data import MONTHS, REGIONS

    series = indicators * REGIONS
    load = f"此刻负荷 {os.getloadavg()[0]:.1f}"
    machine = f"{platform.system()} {platform.machine()}，{os.cpu_count()} 核，{load}"
    counts = f"{series:,} 个数列、{series * MONTHS:,} 个观测值"
    typer.echo(f"\n{counts}；{machine}，Python {platform.python_version()}\n")
    typer.echo("| 项目 | 结果 |\n|---|---:|")
    for row in rows:
        typer.echo(f"| {row.name} | {row.result} |")
