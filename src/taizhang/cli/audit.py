"""`taizhang audit`: whether a result lost anything of its text. No Django, no database."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from taizhang.extraction import Audit


class Format(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"


class UnreadableResultError(ValueError):
    """The result file is not JSON (结果文件无法读取)."""

    code = "unreadable_result"


def audit(
    text: Annotated[Path, typer.Argument(metavar="TEXT", help="原文文件")],
    result: Annotated[
        Path, typer.Argument(metavar="RESULT.json", help="taizhang extract 输出的结果，可已改过")
    ],
    format: Annotated[Format, typer.Option(help="输出格式")] = Format.TEXT,
) -> None:
    """Compare a result with its text; exit status 1 when something is lost or wrong."""
    from taizhang.extraction import audit as audit_result
    from taizhang.extraction import audit_to_json, read_bytes

    decoded = read_bytes(text.name, _bytes(text))
    found = audit_result(decoded, _result(result))
    if format is Format.JSON:
        typer.echo(json.dumps(audit_to_json(found), ensure_ascii=False, indent=1))
    else:
        typer.echo(_as_text(found))
    raise typer.Exit(0 if found.is_clean else 1)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        sentence = f"无法读取文件“{path}”（{error.strerror}）；请检查路径和权限。"
        raise UnreadableResultError(sentence) from error


def _result(path: Path) -> dict[str, Any]:
    """The result as a dictionary, or a sentence on what the file is instead."""
    try:
        loaded = json.loads(_bytes(path).decode("utf-8-sig"))
    except ValueError as error:
        if isinstance(error, UnreadableResultError):
            raise
        sentence = f"“{path}”不是 JSON 文件（{error}）；请给出 taizhang extract 的输出。"
        raise UnreadableResultError(sentence) from error
    if not isinstance(loaded, dict):
        sentence = f"“{path}”的内容不是一个对象；请给出 taizhang extract 的输出。"
        raise UnreadableResultError(sentence)
    return loaded


def _as_text(found: "Audit") -> str:
    lines = [f"[{finding.code}] {finding.message}" for finding in found.findings]
    summary = (
        f"全文 {found.sentences} 句，{found.owed} 句应有着落，{found.held} 句已有，"
        f"{found.owed - found.held} 句落下；共 {len(found.findings)} 处问题。"
    )
    return "\n".join([*lines, summary])
