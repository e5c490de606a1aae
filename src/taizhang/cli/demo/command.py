"""`taizhang demo`: a fictional city, served. Its accounts exist nowhere else."""

from datetime import date
from typing import Annotated

import typer


def demo(
    host: Annotated[str, typer.Option(help="监听的地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="监听的端口")] = 8000,
    load_only: Annotated[bool, typer.Option("--load-only", help="只装入数据，不启动服务")] = False,
) -> None:
    """Load the city of Yunling (a second time it adds nothing) and serve it."""
    from taizhang.project.start import open_product, set_up_django

    set_up_django()
    if load_only:
        with open_product():
            typer.echo(_load())
        return
    from taizhang.project.serving import page_address, serve_pages

    lines: list[str] = []

    def announce() -> None:
        typer.echo(lines[0])
        typer.echo(f"台账已启动：{page_address(host, port)} （按 Ctrl-C 停止）")

    serve_pages(host, port, announce=announce, prepare=lambda: lines.append(_load()))
    typer.echo("已停止。")


def _load() -> str:
    """Load the city; the text lists its accounts."""
    from django.utils import timezone

    from taizhang.cli.demo.city import load_demo_city

    typer.echo("正在准备云岭市的演示数据，第一次需要一两分钟……")

    def tell(month: date) -> None:
        typer.echo(f"  {month.year}年{month.month}月")

    return load_demo_city(as_of=timezone.now(), told=tell)
