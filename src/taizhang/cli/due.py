"""`taizhang due`: when a term ends, and why on that day. No Django, no database."""

import json
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from taizhang.calendars import DayUnit, Due, WorkCalendar


class Format(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"


def due(
    start: Annotated[
        datetime,
        typer.Option("--from", formats=["%Y-%m-%d"], metavar="DATE", help="起算日，次日为第1天"),
    ],
    days: Annotated[int, typer.Option(min=0, help="期限的数目，0为起算日当天")],
    unit: Annotated[DayUnit, typer.Option(help="calendar 日历日，working 工作日，month 月")],
    roll: Annotated[bool, typer.Option("--roll", help="到期日逢休息日，顺延至下一工作日")] = False,
    format: Annotated[Format, typer.Option(help="输出格式")] = Format.TEXT,
) -> None:
    """Count a term and explain every day of it."""
    found = WorkCalendar().count(start.date(), days, unit, roll=roll)
    if format is Format.JSON:
        typer.echo(json.dumps(_to_json(found), ensure_ascii=False, indent=1))
        return
    from taizhang.cli.due_text import describe

    typer.echo(describe(start.date(), days, unit, found))


def _to_json(found: Due) -> dict[str, object]:
    return {
        "due": found.due.isoformat(),
        "provisional": found.provisional,
        "days": [
            {"date": day.date.isoformat(), "counted": day.counted, "why": day.why}
            for day in found.days
        ],
    }
