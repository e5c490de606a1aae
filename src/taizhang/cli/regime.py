"""`taizhang regime`: check light regimes, list and show those that come along. No Django."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from taizhang.cli.input_files import bytes_or_leave

if TYPE_CHECKING:
    from taizhang.supervision.regimes import Report

regime = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="检查、列出亮灯办法",
)
_SEVERITIES = {"error": "错误", "warning": "提示"}


class Format(StrEnum):
    """What is written."""

    TEXT = "text"
    JSON = "json"


_Format = Annotated[Format, typer.Option("--format", help="输出格式")]


@regime.command("check", help="证明每种可能的情形有且只有一个结果")
def check(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE…", help="亮灯办法（YAML）")],
    format: _Format = Format.TEXT,
) -> None:
    """Check files; exit status 1 when one of them is refused."""
    from taizhang.supervision.regimes import check_file

    reports = [(path, check_file(bytes_or_leave(path))) for path in paths]
    if format is Format.JSON:
        shown = [_as_json(path, report) for path, report in reports]
        _print_json(shown[0] if len(shown) == 1 else shown)
    else:
        for path, report in reports:
            _print_report(path, report)
    raise typer.Exit(1 if any(report.errors for _, report in reports) else 0)


@regime.command("list", help="列出内置的亮灯办法")
def list_regimes(format: _Format = Format.TEXT) -> None:
    """Print the regimes that come with the product."""
    from taizhang.supervision.regimes import shipped_regimes

    shipped = shipped_regimes()
    if format is Format.JSON:
        _print_json(
            [
                {
                    "key": one.key,
                    "name": one.regime.name,
                    "reference": one.regime.reference,
                    "valid_from": one.regime.valid_from.isoformat(),
                    "rules": len(one.regime.rules),
                }
                for one in shipped
            ]
        )
        return
    width = max(len(one.key) for one in shipped) + 2
    for one in shipped:
        typer.echo(f"{one.key:<{width}}{one.regime.name}（{len(one.regime.rules)} 条规则）")


@regime.command("show", help="打印一份内置的亮灯办法，可存为文件后修改")
def show(key: Annotated[str, typer.Argument(metavar="KEY", help="list 列出的名称")]) -> None:
    """Print the text of a regime that comes with the product."""
    from taizhang.supervision.regimes import shipped_regime

    shipped = shipped_regime(key)
    if shipped is None:
        typer.echo(f"没有名为“{key}”的亮灯办法；请用 taizhang regime list 查看。", err=True)
        raise typer.Exit(1)
    typer.echo(shipped.text, nl=False)


def _print_report(path: Path, report: "Report") -> None:
    """Errors on standard error, the rest on standard output."""
    for finding in report.findings:
        is_error = finding.severity == "error"
        typer.echo(f"{path}：{_SEVERITIES[finding.severity]}：{finding.message}", err=is_error)
    if report.errors or report.regime is None:
        typer.echo(f"{path}：不能采用，有 {len(report.errors)} 处错误。", err=True)
        return
    rules = len(report.regime.rules)
    typer.echo(
        f"{path}：可以采用。“{report.regime.name}”的 {rules} 条规则已证明："
        f"{report.combinations} 种可能的情形，每种有且只有一个结果。"
    )


def _as_json(path: Path, report: "Report") -> dict[str, Any]:
    return {
        "file": str(path),
        "ok": not report.errors,
        "combinations": report.combinations,
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "line": finding.line or None,
                "rule": finding.rule or None,
                "message": finding.message,
            }
            for finding in report.findings
        ],
    }


def _print_json(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    typer.echo(text.encode("utf-8", "backslashreplace"))
