"""`taizhang schemes entitled`: who is entitled to what, out of a file of facts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from taizhang.cli.scheme_options import (
    AsOf,
    Chinese,
    Output,
    check_files,
    day_of,
    say_notices,
    settings_of,
)

if TYPE_CHECKING:
    from taizhang.schemes.entitlements import Final

_Facts = Annotated[
    Path, typer.Option("--input", metavar="FACTS", help="CSV、XLSX、Parquet 或 YAML")
]
_Finals = Annotated[
    list[str] | None,
    typer.Option("--final", metavar="NAME=FILE", help="要排名的办法已定的结果，可以写几次"),
]


def list_entitled(
    input: _Facts,
    output: Output,
    as_of: AsOf = None,
    final: _Finals = None,
    chinese: Chinese = False,
) -> None:
    """A row a subject and scheme: amount, reason, what is missing, the clause."""
    from taizhang.schemes.entitlements import find_entitlements, read_facts, write_entitlements

    check_files(input, output)
    finals, day = _finals(final), day_of(as_of)
    facts = read_facts(input)
    found = find_entitlements(facts, as_of=day, finals=finals)
    write_entitlements(found, output, chinese=chinese)
    if facts.unread:
        say_notices([f"{facts.file}：没有用到这些列：{'、'.join(facts.unread)}。"])


def _finals(given: list[str] | None) -> "dict[str, Final]":
    """The results that were named, read; exit status 2 for a scheme that needs none."""
    from taizhang.schemes.entitlements import paying_schemes, read_final

    ranking = {
        paying.scheme.name: paying
        for paying in paying_schemes()
        if any(way.ranked for way in paying.ways.values())
    }
    named = settings_of(given, "--final")
    for name in named:
        if name not in ranking:
            known = "、".join(ranking)
            raise typer.BadParameter(f"“{name}”不需要结果，可以写：{known}。", param_hint="--final")
    return {name: read_final(ranking[name], Path(path)) for name, path in named.items()}
