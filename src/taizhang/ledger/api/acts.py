"""The acts of the road to closing over HTTP: one address an act, each answers with the task."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Body, File, Form, Router, UploadedFile
from pydantic import TypeAdapter, ValidationError

from taizhang.accounts.access import actor_of
from taizhang.documents.domain.storing import keep_evidence

from ..domain.closing import accept_closure, reopen_task, request_closure, return_closure
from ..domain.correcting import Correction, correct_task
from ..domain.dispatching import dispatch_tasks
from ..domain.errors import ActInputError
from ..domain.linking import link_tasks, unlink_task
from ..domain.remarking import remark_on_task
from ..domain.reporting import report_progress
from ..domain.reports import FigureInput, FileInput, ReportInput, ReportPart
from ..domain.scenes import open_scene
from ..domain.signing import sign_for_task
from ..domain.snapshot import Answer, Goal
from ..forms.dispatch import DispatchForm
from ..models import Task
from .finding import detail_of, find_version
from .schemas import (
    AcceptIn,
    AnswerIn,
    ClosureIn,
    CorrectIn,
    DispatchIn,
    ErrorOut,
    FigureIn,
    GoalIn,
    LinkIn,
    PartIn,
    ReasonIn,
    ReportIn,
    TaskDetail,
    TextIn,
)

router = Router()
_ANSWERS: dict[Any, Any] = {200: TaskDetail, frozenset({403, 409, 422}): ErrorOut}
_FIGURES = TypeAdapter(list[FigureIn])
_PARTS = TypeAdapter(list[PartIn])
Files = Annotated[list[UploadedFile], File(default_factory=list)]


def _task(request: HttpRequest, number: str) -> Task:
    return find_version(request, number).task


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request), "as_of": timezone.now()}


def _answer(request: HttpRequest, number: str) -> dict[str, Any]:
    return detail_of(request, find_version(request, number), None)


@router.post("/{number}/dispatch", response=_ANSWERS, summary="交办")
def dispatch(
    request: HttpRequest, number: str, said: Annotated[DispatchIn | None, Body()] = None
) -> dict[str, Any]:
    task, who = _task(request, number), _who(request)
    choices = None if said is None else _chosen(said, task, who["as_of"])
    dispatch_tasks([task], **who, choices=choices)
    return _answer(request, number)


def _chosen(said: DispatchIn, task: Task, now: datetime) -> dict[str, Any]:
    """The choices of a dispatch, checked by the same forms as on the page."""
    form = DispatchForm(said.choices, tasks=[task], now=now)
    for name, errors in form.errors.items():
        raise ActInputError(str(errors[0]), field=name)
    return form.choices()


@router.post("/{number}/sign", response=_ANSWERS, summary="签收")
def sign(request: HttpRequest, number: str) -> dict[str, Any]:
    sign_for_task(_task(request, number), **_who(request))
    return _answer(request, number)


@router.post("/{number}/report", response=_ANSWERS, summary="报告进展")
def report(
    request: HttpRequest,
    number: str,
    files: Files,
    said: Form[ReportIn],
) -> dict[str, Any]:
    with transaction.atomic():
        task, who = _task(request, number), _who(request)
        open_scene(task, "report", **who)  # before any file is kept
        report_progress(task, _report(said, said.percent, files, who), **who)
    return _answer(request, number)


@router.post("/{number}/request-closure", response=_ANSWERS, summary="申请办结")
def ask_to_close(
    request: HttpRequest,
    number: str,
    files: Files,
    said: Form[ClosureIn],
) -> dict[str, Any]:
    with transaction.atomic():
        task, who = _task(request, number), _who(request)
        open_scene(task, "request_closure", **who)
        request_closure(task, _report(said, None, files, who), **who)
    return _answer(request, number)


def _report(
    said: ClosureIn, percent: int | None, files: list[UploadedFile], who: dict[str, Any]
) -> ReportInput:
    figures: list[FigureIn] = _read(
        _FIGURES,
        said.figures,
        _("figures 应为 JSON 列表，每项有 key、value 和 observed_on，请更正。"),
        field="figures",
    )
    parts: list[PartIn] = _read(
        _PARTS, said.parts, _("parts 应为 JSON 列表，每项有 name 和 text，请更正。"), field="parts"
    )
    return ReportInput(
        said.text,
        percent,
        [FigureInput(**each.dict()) for each in figures],
        [
            FileInput(
                keep_evidence(file, name=file.name or "", as_of=who["as_of"]), file.name or ""
            )
            for file in files
        ],
        [ReportPart(**each.dict()) for each in parts],
        said.answers,
    )


def _read(adapter: TypeAdapter[Any], text: str, sentence: str, *, field: str) -> Any:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        raise ActInputError(sentence, field=field) from error


@router.post("/{number}/accept-closure", response=_ANSWERS, summary="通过办结")
def accept(request: HttpRequest, number: str, said: AcceptIn) -> dict[str, Any]:
    accept_closure(_task(request, number), grade=said.grade, text=said.text, **_who(request))
    return _answer(request, number)


@router.post("/{number}/return-closure", response=_ANSWERS, summary="退回办结申请")
def send_back(request: HttpRequest, number: str, said: ReasonIn) -> dict[str, Any]:
    return_closure(_task(request, number), reason=said.reason, **_who(request))
    return _answer(request, number)


@router.post("/{number}/reopen", response=_ANSWERS, summary="重新办理")
def reopen(request: HttpRequest, number: str, said: ReasonIn) -> dict[str, Any]:
    reopen_task(_task(request, number), reason=said.reason, **_who(request))
    return _answer(request, number)


@router.post("/{number}/remark", response=_ANSWERS, summary="批示")
def remark(request: HttpRequest, number: str, said: TextIn) -> dict[str, Any]:
    remark_on_task(_task(request, number), text=said.text, **_who(request))
    return _answer(request, number)


@router.post("/{number}/correct", response=_ANSWERS, summary="更正")
def correct(request: HttpRequest, number: str, said: CorrectIn) -> dict[str, Any]:
    correction = Correction(said.title, _answers(said.units), _goals(said.targets))
    if "due" in said.model_fields_set:
        correction = replace(correction, due=said.due)
    correct_task(_task(request, number), correction, reason=said.reason, **_who(request))
    return _answer(request, number)


def _answers(units: list[AnswerIn] | None) -> list[Answer] | None:
    return None if units is None else [Answer(u.unit, u.role, u.printed) for u in units]


def _goals(targets: list[GoalIn] | None) -> list[Goal] | None:
    return None if targets is None else [Goal(**each.dict()) for each in targets]


@router.post("/{number}/link", response=_ANSWERS, summary="关联同一承诺")
def link(request: HttpRequest, number: str, said: LinkIn) -> dict[str, Any]:
    link_tasks(_task(request, number), _task(request, said.other), **_who(request))
    return _answer(request, number)


@router.post("/{number}/unlink", response=_ANSWERS, summary="取消关联")
def unlink(request: HttpRequest, number: str) -> dict[str, Any]:
    unlink_task(_task(request, number), **_who(request))
    return _answer(request, number)
