"""Very many open tasks under supervision for measuring: two thousand states, multiplied.

The states are made and written as the product does it; SQL then gives each of them to as many
tasks as are asked for, with targets, figures and the lights of the last review day.
"""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import connection

from taizhang.accounts.models import Person
from taizhang.calendars import TIME_ZONE
from taizhang.ledger.models import Task
from taizhang.organisations.models import Region, Unit
from taizhang.supervision.domain.clocks.days import start_of_day
from taizhang.supervision.domain.clocks.projecting import columns_of
from taizhang.supervision.domain.clocks.state import Duty, Period, Request, Slip, Stop, Supervised
from taizhang.supervision.domain.clocks.stored import dump_state
from taizhang.supervision.models import SupervisedTask

from .bench_supervision_sql import (
    ANSWERS,
    EVENT,
    FIGURES,
    LIGHTS,
    MULTIPLY,
    OPENED,
    TARGETS,
    TASKS,
    VERSIONS,
)

MOMENT = datetime(2026, 6, 30, 12, 0, tzinfo=TIME_ZONE)
STATES = 2_000
UNITS = 60
_DAY = timedelta(days=1)
_SINCE = datetime(2026, 1, 5, 9, 0, tzinfo=TIME_ZONE)


def build(tasks: int, *, say: Callable[[str], None]) -> None:
    """Write that many tasks; refresh the planner's statistics."""
    _run(TASKS, [tasks])
    first = Task.objects.order_by("pk").values_list("pk", flat=True)[0]
    _run(VERSIONS, [_SINCE])
    say(f"{tasks} 项任务")
    states = min(STATES, tasks)
    _make_states(first, states)
    fields = SupervisedTask._meta.concrete_fields
    names = [str(field.column) for field in fields if field.name not in {"id", "task"}]
    columns, given = ", ".join(names), ", ".join(f"s.{name}" for name in names)
    _run(MULTIPLY.format(columns=columns, given=given), [first, states, first, first + states])
    say("督办状态")
    _make_units()
    _run(ANSWERS, [_SINCE])
    say("责任单位")
    clerk = Person.objects.create_user("clerk", name="王芳")
    _run(EVENT, [clerk.pk, _SINCE, _SINCE, first])
    _run(OPENED, [clerk.pk, _SINCE])
    say("查看记录")
    for statement, what in ((TARGETS, "目标"), (FIGURES, "填报数"), (LIGHTS, "亮灯记录")):
        _run(statement, [_SINCE] if "%s" in statement else [])
        say(what)
    _run("VACUUM ANALYZE")


def _make_units() -> None:
    region = Region.objects.create(name="云岭市", level="市")
    Unit.objects.bulk_create(Unit(region=region, name=f"市第{n}局") for n in range(1, UNITS + 1))


def _make_states(first: int, states: int) -> None:
    SupervisedTask.objects.bulk_create(
        SupervisedTask(
            task_id=first + number,
            since=_SINCE,
            detail=dump_state(state),
            **columns_of(state),
        )
        for number, state in ((n, make_state(random.Random(n))) for n in range(states))  # noqa: S311
    )


def make_state(chance: random.Random) -> Supervised:
    """An open task half a year old: steps, monthly reports, now and then a pause, a slip."""
    begun = _SINCE + chance.randrange(120) * _DAY
    periods, marks = _periods(chance)
    stopped = chance.random() < 0.03
    asks = not stopped and chance.random() < 0.03
    started = begun if chance.random() < 0.97 else None
    return Supervised(
        begun,
        kind="long",
        started_at=started,
        signed_at=begun + _DAY if started and chance.random() < 0.95 else None,
        duties=_duties(chance, begun),
        periods=periods,
        marks=marks,
        deadline=start_of_day(date(2027, 1, 1)),
        first_deadline=start_of_day(date(2027, 1, 1)),
        stops=(Stop(date(2026, 6, 20), None, "汛期停工", 1),) if started and stopped else (),
        request=Request("extension", 1, 1, MOMENT - _DAY, "招标推迟") if started and asks else None,
        extensions=chance.choice([0, 0, 0, 1, 2]),
        slip=Slip("云督〔2026〕1号", "blue", MOMENT - 3 * _DAY, MOMENT + _DAY)
        if chance.random() < 0.02
        else None,
        quality=chance.choice(["", "", "good", "fair", "poor"]),
    )


def _duties(chance: random.Random, begun: datetime) -> tuple[Duty, ...]:
    """Studied, reported, settled: two steps met, the last one due around the moment."""
    day = start_of_day(begun.date())
    due = start_of_day(MOMENT.date()) + chance.randrange(-20, 120) * _DAY
    return (
        Duty("deployed", "研究部署", day + _DAY, day, met_at=begun),
        Duty("reported", "报告办理情况", day + 4 * _DAY, day + 3 * _DAY, met_at=begun),
        Duty("settled", "办结", due, due - 3 * _DAY, closes=True),
    )


def _periods(chance: random.Random) -> tuple[tuple[Period, ...], str]:
    """Twelve months; those that are over were reported, now and then late or not at all."""
    periods = tuple(
        Period(f"2026年{month}月", start_of_day(date(2026, month, 26))) for month in range(1, 13)
    )
    return periods, "".join(chance.choices("ml.", (90, 5, 5), k=6)) + "......"


def _run(statement: str, parameters: list[object] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)  # type: ignore[arg-type]
