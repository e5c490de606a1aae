"""`taizhang bench ledger`: a ledger of 100,000 tasks and 1,000,000 events, measured.

The ledger is written into a data folder of its own, which is removed afterwards; the data of the
installation is never touched.
"""

import os
import platform
from collections.abc import Iterable

import typer

from .bench_folder import own_data_folder
from .bench_timing import Row, timed

TASKS = 100_000


def run(size: int | None) -> None:
    """Build, measure, print."""
    tasks = size or TASKS
    with own_data_folder():
        from taizhang.project.start import open_product

        with open_product():
            _print(tasks, list(_measure(tasks)))


def _measure(tasks: int) -> Iterable[Row]:
    from taizhang.cli.bench_ledger_data import build
    from taizhang.cli.bench_ledger_pages import page_rows
    from taizhang.cli.bench_ledger_writers import writer_rows
    from taizhang.project.assets import gather_assets

    gather_assets()
    ledger = build(tasks, say=lambda line: typer.echo(line, err=True))
    yield Row("写入（集合语句）", f"{ledger.events / ledger.seconds:,.0f} 个事件/秒")
    yield from _supervision()
    yield from page_rows(ledger)
    yield from _verification(ledger.events)
    yield from writer_rows(ledger)


def _supervision() -> Iterable[Row]:
    """The rows of supervision, which an upgrade writes for tasks that were there before it."""
    from taizhang.ledger.domain.rebuilding import rebuild_projection
    from taizhang.supervision.domain.registration import PROJECTION

    tasks, seconds = timed(lambda: rebuild_projection(PROJECTION))
    yield Row("按事件链补建督办状态", f"{tasks / seconds:,.0f} 项任务/秒")


def _verification(events: int) -> Iterable[Row]:
    from taizhang.ledger.domain.comparison import first_difference
    from taizhang.ledger.domain.verification import verify_chain

    result, seconds = timed(verify_chain)
    assert result.holds, result
    yield Row(f"核验链与封印（{result.events:,} 个事件）", f"{seconds:.1f} 秒")
    difference, seconds = timed(first_difference)
    assert difference is None, difference
    yield Row("核验投影（全部回放）", f"{seconds:.1f} 秒")


def _print(tasks: int, rows: list[Row]) -> None:
    machine = f"{platform.system()} {platform.machine()}，{os.cpu_count()} 核"
    python = f"Python {platform.python_version()}"
    typer.echo(f"\n{tasks:,} 项任务，{tasks * 10:,} 个事件；{machine}，{python}\n")
    typer.echo("| 项目 | 结果 | 查询数 |\n|---|---:|---:|")
    for row in rows:
        typer.echo(f"| {row.name} | {row.result} | {row.queries} |")
