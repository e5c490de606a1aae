"""`taizhang bench NAME`: measure and print a table."""

from importlib import import_module
from typing import Annotated

import typer

BENCHES = {
    "ledger": ("taizhang.cli.bench_ledger", "十万任务、百万事件的台账"),
    "supervision": ("taizhang.cli.bench_supervision", "一百万项在办任务的亮灯"),
    "indicators": ("taizhang.cli.bench_indicators", "二十四万数列、近三千万观测值的进度"),
    "schemes": ("taizhang.cli.bench_schemes", "一百万家企业评星、一百万件补贴"),
}


def bench(
    name: Annotated[str, typer.Argument(help="、".join(BENCHES))],
    size: Annotated[int | None, typer.Option(help="规模；省略时用约定的规模")] = None,
) -> None:
    """Run one benchmark; each prints its machine, its numbers and how long it took."""
    if name not in BENCHES:
        raise typer.BadParameter(f"没有“{name}”，可选：{'、'.join(BENCHES)}。", param_hint="NAME")
    module, _ = BENCHES[name]
    import_module(module).run(size)
