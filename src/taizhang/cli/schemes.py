"""`taizhang schemes`: rule sets of policies, listed, shown, run. No Django, no database."""

from pathlib import Path
from typing import Annotated

import typer

from taizhang.cli.scheme_entitled import list_entitled
from taizhang.cli.scheme_options import (
    AsOf,
    Chinese,
    Engine,
    Input,
    Name,
    Output,
    Set,
    check_files,
    day_of,
    say_notices,
    settings_of,
)
from taizhang.cli.scheme_questions import ask_sensitivity, ask_sweep, ask_what_if
from taizhang.cli.scheme_text import print_list, print_scheme

schemes = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="计算政策里的评分、奖补、分成",
)


@schemes.command("list", help="列出全部办法")
def list_schemes() -> None:
    """Print every scheme: name, title, the days it is in force, open questions."""
    from taizhang.schemes import schemes as known

    print_list(known().values())


@schemes.command("show", help="一项办法的列、参数、依据和原文没有说清的地方")
def show(name: Name, as_of: AsOf = None) -> None:
    """Print what a scheme reads, writes and computes with; the open parameters first."""
    from taizhang.schemes import scheme_named

    print_scheme(scheme_named(name), as_of.date() if as_of else None)


@schemes.command("template", help="写一张空表，供填报")
def template(
    name: Name,
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
    name: Name,
    input: Input,
    output: Output,
    set_: Set = None,
    as_of: AsOf = None,
    explain: Annotated[
        Path | None, typer.Option(metavar="FILE", help="每一步的数、规则、分数和依据")
    ] = None,
    engine: Engine = "local",
    chinese: Chinese = False,
) -> None:
    """Compute a scheme; exit status 1 with a sentence for each thing that is wrong."""
    from taizhang.schemes import run_scheme, write_both, write_outcome

    check_files(input, output, explain)
    day = day_of(as_of)
    done = run_scheme(name, input, as_of=day, settings=settings_of(set_), engine=engine)
    if explain:
        write_both(done, output, explain, chinese=chinese)
    else:
        write_outcome(done, output, chinese=chinese)
    say_notices(done.notices)


schemes.command("what-if", help="改参数，新旧结果逐行对照，各项资金的差额")(ask_what_if)
schemes.command("sweep", help="一个参数依次取几个值，各要多少钱、影响多少")(ask_sweep)
schemes.command("sensitivity", help="各分项得分增减时，名次变化多少")(ask_sensitivity)
schemes.command("entitled", help="一家企业、一个人能享受哪些办法，各多少钱，还缺什么")(
    list_entitled
)
