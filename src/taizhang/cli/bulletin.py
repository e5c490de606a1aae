"""`taizhang bulletin`: the bulletin of a period as a file."""

from pathlib import Path
from typing import Annotated

import typer

_SUFFIXES = {".docx": "word", ".xlsx": "annex", ".pdf": "pdf"}


def bulletin(
    period: Annotated[str, typer.Option(help="期间：2024-06、2024-Q2、2024-H1、2024")],
    output: Annotated[Path, typer.Option(metavar="FILE", help="写到 .docx、.xlsx 或 .pdf 文件")],
    as_of: Annotated[
        str, typer.Option(metavar="MOMENT", help="按该日期（当天结束）或时刻的记录；省略为现在")
    ] = "",
) -> None:
    """Write the city's bulletin on a period, as recorded at a moment; nothing is kept."""
    kind = _SUFFIXES.get(output.suffix.lower())
    if kind is None:
        raise typer.BadParameter(
            f"“{output.name}”应以 .docx（通报）、.xlsx（附表）或 .pdf 结尾。", param_hint="--output"
        )
    from taizhang.project.start import open_product

    with open_product():
        from taizhang.cli.printing_bulletins import print_to

        number = print_to(output, kind, period, as_of)
    typer.echo(f"已写入“{output}”：{number} 项指标。")
