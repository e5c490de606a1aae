"""`taizhang lint`: check a draft, print findings. Django only with `--store`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from taizhang.cli.finding_format import Format
from taizhang.cli.input_files import decoded_or_leave

if TYPE_CHECKING:
    from taizhang.extraction import DecodedText
    from taizhang.extraction.lint import Report


def lint(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="要检查的文件")],
    format: Annotated[Format, typer.Option(help="输出格式")] = Format.TEXT,
    store: Annotated[bool, typer.Option("--store", help="与本系统中的单位和文件比对")] = False,
) -> None:
    """Check a draft before it is issued."""
    decoded = decoded_or_leave(path)
    report = _check_with_store(decoded) if store else _check(decoded)
    if format is Format.JSON:
        _print_json(report)
    else:
        from taizhang.cli.lint_text import print_report

        print_report(decoded, report, compared=store)
    raise typer.Exit(1 if report.count("error") else 0)


def _check(decoded: "DecodedText") -> "Report":
    from taizhang.extraction.lint import lint as check

    return check(decoded)


def _check_with_store(decoded: "DecodedText") -> "Report":
    """The same, with the units and documents of the database at hand."""
    from taizhang.project.start import open_product

    with open_product():
        from django.utils import timezone

        from taizhang.documents.domain.lint_store import StoredKnowledge
        from taizhang.documents.models import Source
        from taizhang.extraction.lint import lint as check

        same = Source.objects.filter(file__sha256=decoded.sha256).values_list("pk", flat=True)
        store = StoredKnowledge(source_id=same.first())
        return check(decoded, store=store, on=timezone.localdate())


def _print_json(report: "Report") -> None:
    from taizhang.extraction.lint import to_json

    text = json.dumps(to_json(report), ensure_ascii=False, indent=1)
    typer.echo(text.encode("utf-8", "backslashreplace"))
