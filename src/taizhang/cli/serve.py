"""`taizhang serve`."""

from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="监听的地址；0.0.0.0 供全网访问")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="监听的端口")] = 8000,
) -> None:
    """Serve until Ctrl-C."""
    from taizhang.project.start import set_up_django

    set_up_django()
    from taizhang.project.serving import page_address, serve_pages

    def announce() -> None:
        typer.echo(f"台账已启动：{page_address(host, port)} （按 Ctrl-C 停止）")

    serve_pages(host, port, announce=announce)
    typer.echo("已停止。")
