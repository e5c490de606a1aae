"""`taizhang check-bulletin`: the arithmetic of somebody's bulletin. No Django."""

import json
from pathlib import Path
from typing import Annotated

import typer

from taizhang.cli.finding_format import Format
from taizhang.cli.input_files import decoded_or_leave


def check_bulletin(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="要核对的通报")],
    format: Annotated[Format, typer.Option(help="输出格式")] = Format.TEXT,
) -> None:
    """Check the numbers of a bulletin against each other."""
    from taizhang.extraction.checking import check_bulletin as check
    from taizhang.extraction.checking import to_json

    decoded = decoded_or_leave(path)
    report = check(decoded)
    if format is Format.JSON:
        text = json.dumps(to_json(report), ensure_ascii=False, indent=1)
        typer.echo(text.encode("utf-8", "backslashreplace"))
    else:
        from taizhang.cli.finding_text import print_findings

        print_findings(decoded, report.findings)
    raise typer.Exit(1 if report.count("error") else 0)
