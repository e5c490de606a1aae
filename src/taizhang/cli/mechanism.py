"""`taizhang mechanism check|list|show`. `check` needs neither Django nor the database."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from taizhang.cli.input_files import bytes_or_leave

if TYPE_CHECKING:
    from taizhang.supervision.mechanisms import CheckedMechanism

mechanism = typer.Typer(
    help="检查和查看督办机制",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=True,
)


class Format(StrEnum):
    """What is written."""

    TEXT = "text"
    JSON = "json"


@mechanism.command(help="检查机制文件：写法、先后、能否办结")
def check(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE…", help="YAML 文件")],
    format: Annotated[Format, typer.Option(help="输出格式")] = Format.TEXT,
) -> None:
    """Say whether the mechanisms can be satisfied, and if not, why."""
    from taizhang.supervision.mechanisms import check_mechanism

    checked = [(path, check_mechanism(_read(path))) for path in paths]
    if format is Format.JSON:
        typer.echo(json.dumps([_as_json(*one) for one in checked], ensure_ascii=False, indent=1))
    else:
        for path, one in checked:
            _print(path, one)
    raise typer.Exit(1 if any(one.errors for _path, one in checked) else 0)


@mechanism.command("list", help="列出今天有效的机制")
def list_all() -> None:
    """The mechanisms in force today."""
    from taizhang.project.start import open_product

    with open_product():
        from django.utils import timezone

        from taizhang.supervision.domain.rules.versioning import versions_in_force

        for version in versions_in_force(on=timezone.localdate()):
            typer.echo(f"{version.key}\t{version.valid_from.isoformat()} 起\t{version.name}")


@mechanism.command(help="打印今天有效的一个机制的 YAML")
def show(key: Annotated[str, typer.Argument(metavar="KEY", help="机制代号，如 13710")]) -> None:
    """The text of a mechanism in force today."""
    from taizhang.project.start import open_product

    with open_product():
        from django.utils import timezone

        from taizhang.supervision.domain.rules.versioning import version_in_force

        typer.echo(version_in_force(key, on=timezone.localdate()).body, nl=False)


def _read(path: Path) -> str:
    """The text of the file, or exit status 1 after a sentence on standard error."""
    try:
        return bytes_or_leave(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        typer.echo(f"文件“{path}”不是 UTF-8 编码的文字，请另存为 UTF-8 后再试。", err=True)
        raise typer.Exit(1) from error


def _print(path: Path, checked: "CheckedMechanism") -> None:
    for finding in checked.findings:
        word = "错误" if finding.severity == "error" else "提示"
        typer.echo(f"{path} 第 {finding.line} 行 {word}：{finding.message}", err=True)
    found = checked.mechanism
    if found is None:
        typer.echo(f"{path}：不能采用，有 {len(checked.errors)} 处错误。", err=True)
    else:
        counts = f"{len(found.kinds)} 类事项、{len(found.steps)} 个环节"
        typer.echo(f"{path}：可以采用。{found.name}，{counts}，先后顺序已逐日核对。")


def _as_json(path: Path, checked: "CheckedMechanism") -> dict[str, object]:
    found = checked.mechanism
    return {
        "file": str(path),
        "key": found.key if found else None,
        "accepted": found is not None,
        "findings": [
            {
                "code": one.code,
                "severity": one.severity,
                "line": one.line,
                "message": one.message,
            }
            for one in checked.findings
        ],
    }
