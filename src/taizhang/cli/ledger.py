"""`taizhang ingest`, `taizhang export` and `taizhang verify`."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class What(StrEnum):
    """What can be exported."""

    LEDGER = "ledger"
    EVENTS = "events"
    DOCUMENTS = "documents"
    CORRECTIONS = "corrections"


class Format(StrEnum):
    """In which form."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="文件或文件夹")],
    confirm: Annotated[bool, typer.Option("--confirm", help="读完直接确认入账")] = False,
    issued: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="成文日期，优先于原文")
    ] = None,
    actor: Annotated[str, typer.Option(help="经办人的用户名")] = "system",
) -> None:
    """Read files into the ledger, as drafts or confirmed."""
    from taizhang.project.start import open_product

    with open_product():
        from taizhang.cli.ingesting import ingest_paths

        day = issued.date() if issued else None
        failures = ingest_paths(paths, confirm=confirm, issued=day, username=actor)
    raise typer.Exit(1 if failures else 0)


def export(
    what: Annotated[What, typer.Argument(help="台账、事件、文件或更正")],
    format: Annotated[Format | None, typer.Option(help="输出格式；corrections 只有 json")] = None,
    as_of: Annotated[str, typer.Option(metavar="MOMENT", help="日期（当天结束）或时刻")] = "",
    output: Annotated[Path | None, typer.Option(help="输出文件；省略时写到标准输出")] = None,
) -> None:
    """Write the ledger, its events, documents or corrections to a file."""
    chosen = format or (Format.JSON if what is What.CORRECTIONS else Format.CSV)
    if what is What.CORRECTIONS and chosen is not Format.JSON:
        raise typer.BadParameter("更正只能导出为 json（金标格式）。", param_hint="--format")
    if as_of and what in (What.DOCUMENTS, What.CORRECTIONS):
        raise typer.BadParameter("只有台账和事件可以按时点导出。", param_hint="--as-of")
    from taizhang.project.start import open_product

    with open_product():
        from taizhang.cli.exporting import export_to, parse_as_of

        export_to(output, what.value, chosen.value, moment=parse_as_of(as_of))


def verify(
    seal: Annotated[str, typer.Option(metavar="HASH", help="印在旧通报上的封印")] = "",
) -> None:
    """Prove the chains, the seals and what is shown."""
    from taizhang.project.start import open_product

    with open_product():
        from taizhang.ledger.domain.verification import verify as verify_ledger

        result = verify_ledger(seal or None)
    if result.first_broken is not None:
        typer.echo(f"核验不通过：{result.first_broken.sentence}", err=True)
        raise typer.Exit(1)
    typer.echo(f"核验通过：{result.events} 个事件、{result.seals} 个封印，投影与事件一致。")
    if seal:
        typer.echo(f"封印 {seal} 存在，封存的内容没有变化。")
