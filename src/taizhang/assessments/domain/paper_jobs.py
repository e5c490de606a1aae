"""The life of papers that a job writes (文件生成): asked for, begun, told, ended.

The rows say truly where it stands. What is written depends on kept data alone, so a job that was
killed simply runs again.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from taizhang.documents.domain.errors import DocumentError
from taizhang.documents.models import StoredFile
from taizhang.papers import PaperError
from taizhang.schemes import SchemeError

from ..models import FinalList, LetterDrawing, LetterSet
from ..paper_enums import PAPERS_UNDERWAY, PaperState
from .errors import RunError, RunStateError

WRITE_LETTERS = "assessments.write_letters"
DRAW_LETTER = "assessments.draw_letter"
WRITE_LIST = "assessments.write_list"
_TASKS: dict[type[Any], str] = {
    LetterSet: WRITE_LETTERS,
    LetterDrawing: DRAW_LETTER,
    FinalList: WRITE_LIST,
}
PaperT = TypeVar("PaperT", LetterSet, LetterDrawing, FinalList)
Files = Mapping[str, StoredFile]
"""The kept files by the name of the column that holds them."""


def ask_for(model: type[PaperT], key: Any, facts: Mapping[str, Any], *, at: datetime) -> PaperT:
    """Queue the writing, in the caller's transaction; `key`: what the papers are of.

    Raises RunStateError `papers_there`, `papers_underway`.
    """
    known = model._default_manager.filter(pk=key.pk).select_for_update().first()
    if known and known.state == PaperState.DONE:
        raise RunStateError("papers_there", _("文件已经生成，请刷新页面后下载。"))
    if known and known.is_underway and not known.is_late(at):
        raise RunStateError("papers_underway", _("文件正在生成，请稍候，不用重复提交。"))
    field = model._meta.pk.name
    waits = {"state": PaperState.WAITING, "code": "", "reason": "", "asked_at": at}
    paper, _made = model._default_manager.update_or_create(
        **{field: key},
        defaults={**waits, "told_at": None, "ended_at": None},
        create_defaults={**waits, **facts},
    )
    _enqueue(_TASKS[model], key.pk)
    return paper


def write_asked(
    model: type[PaperT],
    pk: int,
    write: Callable[[PaperT], Files],
    *,
    clock: Callable[[], datetime],
) -> PaperState | None:
    """Write what is asked for; run again it does nothing. None: nothing was asked for.

    Written outside any transaction. What cannot be written says why; anything else that goes
    wrong is noted for the reader of the page and raised.
    """
    paper = _begin(model, pk, at=clock())
    if paper is None:
        return None
    try:
        return _end(model, pk, PaperState.DONE, write(paper), at=clock())
    except (RunError, SchemeError, DocumentError, PaperError) as error:
        return _fail(model, pk, error.code, str(error), at=clock())
    except Exception as error:
        said = _("生成文件时程序出错（%(kind)s）。请再试一次；仍然不行时，请管理员查看日志。")
        _fail(model, pk, "broken", said % {"kind": type(error).__name__}, at=clock())
        raise


def tell(model: type[PaperT], pk: int, *, at: datetime, **facts: int) -> None:
    """A sign of life of the job, with how far it has come."""
    model._default_manager.filter(pk=pk, state=PaperState.WRITING).update(told_at=at, **facts)


@transaction.atomic
def _begin(model: type[PaperT], pk: int, *, at: datetime) -> PaperT | None:
    paper = _waiting(model, pk)
    if paper is not None:
        paper.state, paper.told_at = PaperState.WRITING, at
        paper.save(update_fields=["state", "told_at"])
    return paper


def _fail(
    model: type[PaperT], pk: int, code: str, reason: str, *, at: datetime
) -> PaperState | None:
    return _end(model, pk, PaperState.FAILED, {"code": code[:32], "reason": reason}, at=at)


@transaction.atomic
def _end(
    model: type[PaperT], pk: int, state: PaperState, facts: Mapping[str, Any], *, at: datetime
) -> PaperState | None:
    paper = _waiting(model, pk)
    if paper is None:
        return None
    for name, value in facts.items():
        setattr(paper, name, value)
    paper.state, paper.ended_at = state, at
    paper.save()
    return state


def _waiting(model: type[PaperT], pk: int) -> PaperT | None:
    """The papers, held, while they are to be written."""
    rows = model._default_manager.filter(pk=pk, state__in=PAPERS_UNDERWAY)
    return rows.select_for_update().first()


def _enqueue(task: str, pk: int) -> None:
    """Queue the job; it starts after the commit and vanishes with its rollback."""
    lock = f"{task}-{pk}"
    try:
        with transaction.atomic():
            app.configure_task(task, lock=lock, queueing_lock=lock).defer(pk=pk)
    except AlreadyEnqueued:
        return
