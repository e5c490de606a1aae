"""`taizhang align`: several documents side by side. No Django, no database."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from taizhang.cli.input_files import UnreadableFileError, bytes_of

if TYPE_CHECKING:
    from taizhang.extraction.align import Alignment, Paper


class Format(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"


def align(
    paths: Annotated[
        list[Path], typer.Argument(metavar="A B …", help="两份以上文件，第一份是对照的依据")
    ],
    format: Annotated[Format, typer.Option(help="输出格式")] = Format.TEXT,
) -> None:
    """Say what became of each measure of the first document in the others."""
    if len(paths) < 2:
        typer.echo("比对至少要两份文件：taizhang align 上级文件 下级文件 …", err=True)
        raise typer.Exit(2)
    papers = [paper for path in paths if (paper := _read(path)) is not None]
    if len(papers) < len(paths):
        raise typer.Exit(1)
    from taizhang.extraction.align import align as compare

    alignment = compare(papers)
    write = _as_json if format is Format.JSON else _as_text
    sys.stdout.buffer.write(write(alignment).encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _read(path: Path) -> "Paper | None":
    """The measures of one file, or None after a sentence on standard error."""
    from taizhang.extraction import ReadError, extract, read_bytes
    from taizhang.extraction.align import read_paper

    try:
        source = read_bytes(path.name, bytes_of(path))
    except (ReadError, UnreadableFileError) as error:
        typer.echo(str(error), err=True)
    else:
        return read_paper(source, extract(source), name=str(path))
    return None


def _as_json(alignment: "Alignment") -> str:
    from taizhang.extraction.align import to_json

    return json.dumps(to_json(alignment), ensure_ascii=False, indent=1) + "\n"


def _as_text(alignment: "Alignment") -> str:
    from taizhang.cli.align_text import render

    return render(alignment)
