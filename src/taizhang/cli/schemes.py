"""`taizhang schemes`: rule sets of policies, listed, shown, run. No Django, no database."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from taizhang.cli.scheme_text import print_list, print_scheme

if TYPE_CHECKING:
    from taizhang.schemes import Run

schemes = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="计算政策里的评分、奖补、分成",
)

_Name = Annotated[str, typer.Argument(metavar="NAME", help="办法的名称，见 schemes list")]
_Input = Annotated[Path, typer.Option("--input", metavar="FILE", help="CSV、XLSX 或 Parquet")]
_Output = Annotated[Path, typer.Option("--output", metavar="FILE", help=".csv、.xlsx 或 .parquet")]
_Set = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="改一个参数，可以写几次")
]
_AsOf = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="按哪一天的规定算")
]
_Engine = Annotated[str, typer.Option(help="local 或 spark")]
_Chinese = Annotated[bool, typer.Option("--chinese", help="结果用中文表头")]


@schemes.command("list", help="列出全部办法")
def list_schemes() -> None:
    """Print every scheme: name, title, the days it is in force, open questions."""
    from taizhang.schemes import schemes as known

    print_list(known().values())


@schemes.command("show", help="一项办法的列、参数、依据和原文没有说清的地方")
def show(name: _Name, as_of: _AsOf = None) -> None:
    """Print what a scheme reads, writes and computes with; the open parameters first."""
    from taizhang.schemes import scheme_named

    print_scheme(scheme_named(name), as_of.date() if as_of else None)


@schemes.command("template", help="写一张空表，供填报")
def template(
    name: _Name,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help=".xlsx 或 .csv，缺省 NAME.xlsx")
    ] = None,
) -> None:
    """Write an empty table with Chinese heads, units and lists to choose from."""
    from taizhang.schemes import scheme_named, write_template

    path = output or Path(f"{name}.xlsx")
    write_template(scheme_named(name).definition, path)
    typer.echo(f"已写入 {path}", err=True)


@schemes.command("run", help="计算")
def run(
    name: _Name,
    input: _Input,
    output: _Output,
    set_: _Set = None,
    as_of: _AsOf = None,
    explain: Annotated[
        Path | None, typer.Option(metavar="FILE", help="每一步的数、规则、分数和依据")
    ] = None,
    engine: _Engine = "local",
    chinese: _Chinese = False,
) -> None:
    """Compute a scheme; exit status 1 with a sentence for each thing that is wrong."""
    from taizhang.schemes import check_suffix, run_scheme, write_explanation, write_outcome

    for path in (output, explain):
        if path:
            check_suffix(path)
    day = _day(as_of)
    done = run_scheme(name, input, as_of=day, settings=settings_of(set_), engine=engine)
    if explain:
        write_explanation(done, explain, chinese=chinese)
    write_outcome(done, output, chinese=chinese)
    say_notices(done)


def settings_of(given: list[str] | None) -> dict[str, str]:
    """`--set` options as a mapping; exit status 2 for one that is no KEY=VALUE or comes twice."""
    found: dict[str, str] = {}
    for text in given or []:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise typer.BadParameter(f"“{text}”应当写成 名称=值。", param_hint="--set")
        if key.strip() in found:
            raise typer.BadParameter(f"“{key.strip()}”写了两次。", param_hint="--set")
        found[key.strip()] = value.strip()
    return found


def say_notices(done: "Run") -> None:
    """The sentences about a run, on standard error."""
    for sentence in done.notices:
        typer.echo(sentence, err=True)


def _day(as_of: datetime | None) -> date:
    """The day that was asked for, or today in the product's time zone, said on standard error."""
    if as_of:
        return as_of.date()
    from zoneinfo import ZoneInfo

    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    typer.echo(f"没有写 --as-of，按今天（{today}）的规定计算。", err=True)
    return today
