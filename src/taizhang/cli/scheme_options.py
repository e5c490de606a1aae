"""What the commands of `taizhang schemes` have in common: arguments, settings, the day."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

Name = Annotated[str, typer.Argument(metavar="NAME", help="办法的名称，见 schemes list")]
Input = Annotated[Path, typer.Option("--input", metavar="FILE", help="CSV、XLSX 或 Parquet")]
Output = Annotated[Path, typer.Option("--output", metavar="FILE", help=".csv、.xlsx 或 .parquet")]
Set = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="改一个参数，可以写几次")
]
AsOf = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="按哪一天的规定算")
]
Engine = Annotated[str, typer.Option(help="local 或 spark")]
Chinese = Annotated[bool, typer.Option("--chinese", help="结果用中文表头")]


def settings_of(given: list[str] | None, option: str = "--set") -> dict[str, str]:
    """KEY=VALUE options as a mapping; exit status 2 for one that is none or comes twice."""
    found: dict[str, str] = {}
    for text in given or []:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise typer.BadParameter(f"“{text}”应当写成 名称=值。", param_hint=option)
        if key.strip() in found:
            raise typer.BadParameter(f"“{key.strip()}”写了两次。", param_hint=option)
        found[key.strip()] = value.strip()
    return found


def check_files(source: Path, *results: Path | None) -> None:
    """Refuse, before anything is computed, results in a form that is not known or in one place."""
    from taizhang.schemes import check_apart, check_suffix

    written = [path for path in results if path]
    for path in written:
        check_suffix(path)
    check_apart(source, *written)


def day_of(as_of: datetime | None) -> date:
    """The day that was asked for, or today in the product's time zone, said on standard error."""
    if as_of:
        return as_of.date()
    from zoneinfo import ZoneInfo

    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    typer.echo(f"没有写 --as-of，按今天（{today}）的规定计算。", err=True)
    return today


def say_notices(sentences: Iterable[str]) -> None:
    """Sentences about a run, on standard error."""
    for sentence in sentences:
        typer.echo(sentence, err=True)
