"""`taizhang pace`: numbers against time, from two tables to one. No Django, no database."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from taizhang.cli.pace_files import TablesRefusedError, number_of, read_goals, read_observed
from taizhang.indicators.domain.pace import Observation, PaceFound, half_up, pace_of
from taizhang.papers import iter_csv

HEADER = (
    "target_id",
    "value",
    "observed_on",
    "share_pct",
    "time_share_pct",
    "needed",
    "gap",
    "class",
    "run_rate_per_month",
)
_FIGURE, _PERCENT = 4, 2  # places


def _points(text: str | Decimal) -> Decimal:
    found = number_of(str(text))
    if found is None or found < 0:
        raise typer.BadParameter(f"“{text}”不是不小于 0 的数，例如 5 或 2.5。")
    return found


def pace(
    targets: Annotated[Path, typer.Option(metavar="FILE", help="目标表（CSV 或 Excel）")],
    observations: Annotated[
        Path, typer.Option(metavar="FILE", help="累计完成数表（CSV 或 Excel）")
    ],
    as_of: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="截至日期（含当日）")
    ],
    output: Annotated[Path, typer.Option(metavar="FILE", help="结果写入此文件（CSV）")],
    tolerance_pct: Annotated[
        Decimal, typer.Option(parser=_points, metavar="POINTS", help="容差，百分点")
    ] = Decimal(5),
    stale_days: Annotated[int, typer.Option(min=0, help="数据超过几日视为过期")] = 45,
) -> None:
    """Judge every target; exit status 1 with a sentence for each thing that is wrong."""
    day = as_of.date()
    judge = partial(pace_of, as_of=day, tolerance_pct=tolerance_pct, stale_days=stale_days)
    try:
        goals = read_goals(targets)
        seen = read_observed(observations, goals, until=day)
    except TablesRefusedError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    rows = [
        [target, *_cells(last := seen.get(target), judge(goal, last))]
        for target, goal in goals.items()
    ]
    _write(output, b"".join(iter_csv(rows, HEADER)))


def _cells(seen: Observation | None, found: PaceFound) -> Iterator[str | date | Decimal | None]:
    yield _rounded(Fraction(seen.value) if seen else None, _FIGURE)
    yield seen.on if seen else None
    yield _percentage(found.share)
    yield _percentage(found.time_share)
    yield _rounded(found.needed, _FIGURE)
    yield _rounded(found.gap, _FIGURE)
    yield found.pace.value
    yield _rounded(found.run_rate, _FIGURE)


def _percentage(share: Fraction | None) -> Decimal | None:
    return None if share is None else half_up(share * 100, _PERCENT)


def _rounded(exact: Fraction | None, places: int) -> Decimal | None:
    return None if exact is None else half_up(exact, places)


def _write(path: Path, table: bytes) -> None:
    try:
        path.write_bytes(table)
    except OSError as error:
        typer.echo(f"无法写入“{path}”：{error.strerror}。请换一个位置再试。", err=True)
        raise typer.Exit(1) from error
