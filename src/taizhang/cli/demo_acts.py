"""One line of the story's acts → one operation of the ledger."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.cli.demo_data import EXAMPLES, ActStory
from taizhang.documents.domain.storing import keep_evidence
from taizhang.ledger.domain.closing import (
    accept_closure,
    reopen_task,
    request_closure,
    return_closure,
)
from taizhang.ledger.domain.remarking import remark_on_task
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, FileInput, ReportInput
from taizhang.ledger.models import Target, Task


def _report(task: Task, act: ActStory, *, actor: Person, as_of: datetime) -> None:
    report_progress(task, _input(task, act, as_of), actor=actor, as_of=as_of)


def _request(task: Task, act: ActStory, *, actor: Person, as_of: datetime) -> None:
    request_closure(task, _input(task, act, as_of), actor=actor, as_of=as_of)


def _accept(task: Task, act: ActStory, *, actor: Person, as_of: datetime) -> None:
    accept_closure(task, grade=act.grade, text=act.text, actor=actor, as_of=as_of)


def _return(task: Task, act: ActStory, *, actor: Person, as_of: datetime) -> None:
    return_closure(task, reason=act.text, actor=actor, as_of=as_of)


def _reopen(task: Task, act: ActStory, *, actor: Person, as_of: datetime) -> None:
    reopen_task(task, reason=act.text, actor=actor, as_of=as_of)


def _remark(task: Task, act: ActStory, *, actor: Person, as_of: datetime) -> None:
    remark_on_task(task, text=act.text, actor=actor, as_of=as_of)


ACTS: dict[str, Callable[..., None]] = {
    "report": _report,
    "request": _request,
    "accept": _accept,
    "return": _return,
    "reopen": _reopen,
    "remark": _remark,
}


def _input(task: Task, act: ActStory, as_of: datetime) -> ReportInput:
    targets = Target.objects.at(None).filter(task=task)
    day = min(act.on, timezone.localdate(as_of))
    return ReportInput(
        text=act.text,
        percent=act.percent,
        figures=tuple(
            FigureInput(target.key, value, day)
            for target, value in zip(targets, act.figures, strict=bool(act.figures))
            if value is not None
        ),
        files=(_file(act.file, as_of),) if act.file else (),
    )


def _file(name: str, as_of: datetime) -> FileInput:
    with (EXAMPLES / "city" / "evidence" / name).open("rb") as stream:
        return FileInput(keep_evidence(stream, name=name, as_of=as_of), name)
