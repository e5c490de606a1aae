"""`taizhang bench supervision`: the lights of a million open tasks, measured.

The tasks are written into a data folder of their own, which is removed afterwards; the data of
the installation is never touched.
"""

import os
import platform
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial

import typer

from taizhang.calendars import TIME_ZONE

from .bench_folder import own_data_folder
from .bench_timing import Row, median, timed

TASKS = 1_000_000
PAGE = 40
LOOPED = 5_000  # tasks that the plain loop is tried on


def run(size: int | None) -> None:
    """Build, measure, print."""
    tasks = size or TASKS
    with own_data_folder():
        from taizhang.project.start import open_product

        with open_product():
            _print(tasks, list(_measure(tasks)))


def _measure(tasks: int) -> Iterable[Row]:
    from taizhang.cli.bench_supervision_data import build

    _built, seconds = timed(lambda: build(tasks, say=lambda line: typer.echo(line, err=True)))
    yield Row("写入测试数据", f"{seconds:.0f} 秒")
    yield from _lights(tasks)
    yield from _rates(tasks)
    yield from _loop(tasks)


def _lights(tasks: int) -> Iterable[Row]:
    from taizhang.cli.bench_supervision_data import MOMENT
    from taizhang.indicators.domain.queries.statements import Scope
    from taizhang.ledger.models import Task
    from taizhang.supervision.domain.queries.lights import (
        count_lights,
        lights_of,
        regime_at,
        tasks_with_colour,
    )

    counts, first = timed(lambda: count_lights(None, moment=MOMENT))
    assert sum(counts.values()) == tasks, counts
    yield Row("全部任务重新判定亮灯并按灯色计数，第一次", f"{first:.1f} 秒")
    regime = regime_at(MOMENT, None)
    yield _whole("同上，再次", lambda: count_lights(None, moment=MOMENT))
    then = partial(count_lights, None, moment=MOMENT, known_at=MOMENT)
    yield _whole("同上，按当时的记录（截至某时刻）", then)
    reds = partial(tasks_with_colour, regime, "red", Scope(), moment=MOMENT)
    yield _whole("找出全部红灯任务", reds)
    some = list(Task.objects.order_by("-pk").values_list("pk", flat=True)[:PAGE])
    page = median(lambda: lights_of(some, moment=MOMENT))
    yield Row(f"一页 {PAGE} 项的灯", f"{page * 1000:.0f} 毫秒")
    few = list(Task.objects.order_by("pk").values_list("pk", flat=True)[:5_000])
    yield Row("5,000 项按灯色计数", f"{median(lambda: count_lights(few, moment=MOMENT)):.2f} 秒")


def _rates(tasks: int) -> Iterable[Row]:
    """Rates of sixty units over the year, when the deadlines of all tasks have passed."""
    from taizhang.supervision.domain.queries.behind import Behind
    from taizhang.supervision.domain.queries.scoreboard import Window, scoreboard

    moment = datetime(2027, 2, 1, 12, 0, tzinfo=TIME_ZONE)
    window = Window(date(2026, 1, 1), date(2026, 12, 31), moment)
    (scores, whole), first = timed(lambda: scoreboard(window, on=moment.date()))
    assert whole is not None
    yield Row(f"单位榜：{len(scores)} 家单位，第一次", f"{first:.2f} 秒")
    again = min(timed(lambda: scoreboard(window, on=moment.date()))[1] for _ in range(2))
    yield Row("同上，再次", f"{again:.2f} 秒")
    behind = Behind(window, "late", scores[0].unit.pk if scores[0].unit else None)
    listed = min(timed(lambda: behind.rows(on=moment.date(), start=0, most=PAGE))[1] for _ in "ab")
    yield Row("一家单位逾期任务的第一页", f"{listed:.2f} 秒")


def _whole(name: str, work: Callable[[], object]) -> Row:
    """The better of two runs by the clock, with the database's processor time."""
    from taizhang.cli.bench_processor import measured

    seconds, processor = min(measured(work) for _ in range(2))
    return Row(name, f"{seconds:.1f} 秒，其中数据库用处理器 {processor:.1f} 秒")


def _loop(tasks: int) -> Iterable[Row]:
    """What one would write instead: the same rows, decided task by task in Python."""
    from taizhang.cli.bench_supervision_data import MOMENT
    from taizhang.cli.bench_supervision_loop import lights_in_a_loop
    from taizhang.ledger.models import Task
    from taizhang.supervision.domain.queries.lights import lights_of

    some = list(Task.objects.order_by("pk").values_list("pk", flat=True)[: min(LOOPED, tasks)])
    processor = time.process_time()
    looped, seconds = timed(lambda: lights_in_a_loop(some, MOMENT))
    busy = (time.process_time() - processor) * tasks / len(some)
    assert looped == lights_of(some, moment=MOMENT), "the loop decides otherwise"
    whole = seconds * tasks / len(some)
    yield Row(
        f"逐项循环（Python），由 {len(some):,} 项推算全部",
        f"{whole:,.0f} 秒，其中 Python 用处理器 {busy:,.0f} 秒",
    )


def _print(tasks: int, rows: list[Row]) -> None:
    load = f"此刻负荷 {os.getloadavg()[0]:.1f}"
    machine = f"{platform.system()} {platform.machine()}，{os.cpu_count()} 核，{load}"
    typer.echo(f"\n{tasks:,} 项在办任务；{machine}，Python {platform.python_version()}\n")
    typer.echo("| 项目 | 结果 |\n|---|---:|")
    for row in rows:
        typer.echo(f"| {row.name} | {row.result} |")
