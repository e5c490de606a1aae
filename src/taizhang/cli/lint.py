"""`taizhang lint`: check a draft, print findings. Django only with `--store`."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from taizhang.extraction import DecodedText
    from taizhang.extraction.lint import Report


class Format(StrEnum):
    """What is written."""

    TEXT = "text"
    JSON = "json"


def lint(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="要检查的文件")],
    format: Annotated[Format, typer.Option(help="输出格式")] = Format.TEXT,
) -> None:
    """Check a draft before it is issued."""
    from taizhang.extraction.lint import lint as check

    decoded = _read(path)
    report = check(decoded)
    if format is Format.JSON:
        _print_json(report)
    else:
        from taizhang.cli.lint_text import print_report

        print_report(decoded, report)
    raise typer.Exit(1 if report.count("error") else 0)


def _read(path: Path) -> "DecodedText":
    """The text of the file, or exit status 1 after a sentence on standard error."""
    from taizhang.extraction import ReadError, read_bytes

    try:
        return read_bytes(path.name, path.read_bytes())
    except ReadError as error:
        sentence = error.message
    except FileNotFoundError:
        sentence = f"没有文件“{path}”，请检查路径。"
    except OSError as error:
        sentence = f"无法读取文件“{path}”：{error.strerror}。"
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def _print_json(report: "Report") -> None:
    from taizhang.extraction.lint import to_json

    text = json.dumps(to_json(report), ensure_ascii=False, indent=1)
    typer.echo(text.encode("utf-8", "backslashreplace"))
