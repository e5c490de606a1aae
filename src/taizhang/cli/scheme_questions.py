"""`taizhang schemes what-if | sweep | sensitivity`: questions to a rule set over a file."""

from typing import Annotated

import typer

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

_Base = Annotated[
    list[str] | None,
    typer.Option("--base", metavar="KEY=VALUE", help="改动之前的参数，可以写几次"),
]
_Vary = Annotated[
    str, typer.Option(metavar="KEY=起:止:步长|值,值,…", help="依次取值的参数，两端都算")
]
_Percent = Annotated[int, typer.Option(min=1, max=100, help="各分项得分增减百分之几")]


def ask_what_if(
    name: Name,
    input: Input,
    output: Output,
    set_: Set = None,
    base: _Base = None,
    as_of: AsOf = None,
    engine: Engine = "local",
    chinese: Chinese = False,
) -> None:
    """The old and the new result side by side; sums and who moves on standard output."""
    from taizhang.schemes import scheme_named, what_if

    settings, before = settings_of(set_), settings_of(base, "--base")
    if not settings:
        raise typer.BadParameter("请至少写一个要改的参数：--set 名称=值。", param_hint="--set")
    check_files(input, output)
    both = what_if.undated(scheme_named(name), settings)
    done = what_if.ask_what_if(
        name, input, as_of=day_of(as_of), settings=settings, base=before, engine=engine
    )
    what_if.write_comparison(done, output, chinese=chinese)
    for sentence in what_if.comparison_sentences(done):
        typer.echo(sentence)
    say_notices(done.new.notices)
    say_notices(
        f"“{key}”没有规定的值，原、新都按 {value} 计算；要与别的值比，请写 --base {key}=原值。"
        for key, value in both.items()
        if key not in before
    )


def ask_sweep(
    name: Name,
    input: Input,
    output: Output,
    vary: _Vary,
    set_: Set = None,
    as_of: AsOf = None,
    engine: Engine = "local",
    chinese: Chinese = False,
) -> None:
    """A row a value of one parameter: the sums, how many rows move, how many at each level."""
    from taizhang.schemes import what_if

    ((path, span),) = settings_of([vary], "--vary").items()
    check_files(input, output)
    done = what_if.ask_sweep(
        name,
        input,
        path=path,
        values=what_if.span_of(span),
        as_of=day_of(as_of),
        settings=settings_of(set_),
        engine=engine,
    )
    what_if.write_sweep(done, output, chinese=chinese)
    for sentence in what_if.sweep_sentences(done):
        typer.echo(sentence)
    say_notices(done.base.notices)


def ask_sensitivity(
    name: Name,
    input: Input,
    output: Output,
    set_: Set = None,
    percent: _Percent = 10,
    as_of: AsOf = None,
    engine: Engine = "local",
    chinese: Chinese = False,
) -> None:
    """Two rows a criterion: who changes place when its points count for more, for less."""
    from taizhang.schemes import what_if

    check_files(input, output)
    done = what_if.ask_sensitivity(
        name,
        input,
        as_of=day_of(as_of),
        settings=settings_of(set_),
        percent=percent,
        engine=engine,
    )
    what_if.write_sensitivity(done, output, chinese=chinese)
    for sentence in what_if.sensitivity_sentences(done):
        typer.echo(sentence)
    say_notices(done.run.notices)
