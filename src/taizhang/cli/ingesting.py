"""Files into the ledger without a browser; each file wholly or not at all."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import typer
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.cli.acting import acting_person
from taizhang.documents.domain.errors import DocumentError
from taizhang.documents.domain.reading import read_source
from taizhang.documents.domain.receiving import receive_source
from taizhang.documents.enums import ReadingState, RowKind
from taizhang.documents.models import Draft, Source
from taizhang.extraction import is_readable
from taizhang.ledger.domain.choices import Choices
from taizhang.ledger.domain.confirming import Confirmed, confirm_draft
from taizhang.ledger.domain.errors import LedgerError
from taizhang.ledger.domain.queries.earlier import earlier_version
from taizhang.organisations.domain.errors import UnitError


def ingest_paths(
    paths: Iterable[Path], *, confirm: bool, issued: date | None, username: str
) -> int:
    """Take in files and folders, say what was added; how many files failed."""
    actor = acting_person(username)
    failures = 0
    for path in _files(paths):
        try:
            lines = _ingest(path, actor, confirm=confirm, issued=issued)
        except (DocumentError, LedgerError, UnitError, OSError) as error:
            failures += 1
            typer.echo(_named(path, _sentence(error)), err=True)
        except PermissionDenied:
            failures += 1
            typer.echo(f"{path.name}：{actor.name} 无权收文，请用督查室人员的用户名。", err=True)
        else:
            typer.echo("\n".join(f"{path.name}：{line}" for line in lines))
    return failures


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those inside folders that can be read."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if is_readable(p.name) and p.is_file())
        else:
            yield path


def _named(path: Path, sentence: str) -> str:
    return sentence if path.name in sentence else f"{path.name}：{sentence}"


def _sentence(error: Exception) -> str:
    if not isinstance(error, OSError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "没有这个文件，请检查路径。"
    return f"文件打不开（{error.strerror}），请检查它是不是文件、有没有读取权限。"


@transaction.atomic
def _ingest(path: Path, actor: Person, *, confirm: bool, issued: date | None) -> list[str]:
    now = timezone.now()
    with path.open("rb") as stream:
        received = receive_source(stream, name=path.name, actor=actor, as_of=now, issued=issued)
    source = received.source
    if source.state == ReadingState.READ:
        return [_known(source)]
    read_source(source.pk, as_of=now)
    source.refresh_from_db()
    if source.state != ReadingState.READ:
        raise DocumentError(source.error)
    drafts = list(source.drafts.order_by("position"))
    if not confirm:
        return [_drafted(draft) for draft in drafts] or ["没有读出任何文件。"]
    return [line for draft in drafts for line in _confirm(draft, actor)]


def _confirm(draft: Draft, actor: Person) -> list[str]:
    if not draft.rows.exclude(kind=RowKind.DUTY).exists():
        return [f"《{draft}》没有读出任务，留作草稿 {draft.pk}，请在核对页增加任务或弃用。"]
    earlier = earlier_version(draft)
    choices = Choices(accept_all=True)
    done = confirm_draft(draft, actor=actor, as_of=timezone.now(), choices=choices)
    lines = [_confirmed(done)]
    if done.left_out:
        lines.append(f"《{draft}》有 {done.left_out} 条附带职责没有入账，请在核对页查看。")
    if earlier is not None:
        lines.append(
            f"台账里有它的较早版本《{earlier}》，两者的任务都保留；"
            "要替代旧版，请不带 --confirm 收文后在网页上确认。"
        )
    return lines


def _confirmed(done: Confirmed) -> str:
    numbers = f"{done.tasks[0].number}—{done.tasks[-1].number}"
    return f"《{done.draft}》已入账，新增 {len(done.tasks)} 项任务（{numbers}）。"


def _drafted(draft: Draft) -> str:
    rows = draft.rows.count()
    return f"《{draft}》已识读，{rows} 行待核对（草稿 {draft.pk}）。"


def _known(source: Source) -> str:
    day = timezone.localtime(source.uploaded_at)
    return f"已于 {day:%Y-%m-%d %H:%M} 收过（{source.name}），没有新增内容。"
