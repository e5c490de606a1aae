"""The acts on a task page: which form each needs and which operation it calls (办理)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..domain.acts import ACTS
from ..domain.closing import accept_closure, reopen_task, request_closure, return_closure
from ..domain.correcting import KEPT, correct_task
from ..domain.dispatching import dispatch_tasks
from ..domain.linking import link_tasks, unlink_task
from ..domain.remarking import remark_on_task
from ..domain.reporting import report_progress
from ..domain.signing import sign_for_task
from ..enums import TaskState
from ..exchange.corrections import correction_of
from ..forms.acts import AcceptForm, CorrectionForm, LinkForm, NoForm, ReasonForm, RemarkForm
from ..forms.dispatch import DispatchForm
from ..forms.reports import ClosureForm, ReportForm
from ..models import Task
from .task_page import TaskPage

Files: TypeAlias = MultiValueDict[str, Any] | None
Build = Callable[[TaskPage, QueryDict | None, Files], forms.Form]
Perform = Callable[[TaskPage, Any, datetime], object]


@dataclass(frozen=True)
class ActForm:
    """How one act looks on the page: its form, its operation, what is said when it is done."""

    build: Build
    perform: Perform
    done: str | Promise
    main: bool = False  # the next step on the road
    asks: str | Promise = ""  # a question before it is sent


@dataclass(frozen=True)
class ActPanel:
    """One act open to this person, with its form."""

    name: str
    label: str | Promise
    form: forms.Form
    act: ActForm
    is_open: bool


def _plain(kind: type[forms.Form]) -> Build:
    return lambda page, data, files: kind(data, prefix=None, auto_id=f"id_{kind.__name__}_%s")


def _report(kind: type[ReportForm]) -> Build:
    def build(page: TaskPage, data: QueryDict | None, files: Files) -> forms.Form:
        return kind(
            data,
            files,
            targets=page.row.targets,
            person_id=page.person.pk,
            as_of=page.now,
            today=timezone.localdate(page.now),
            auto_id=f"id_{kind.__name__}_%s",
        )

    return build


def _correction(page: TaskPage, data: QueryDict | None, files: Files) -> forms.Form:
    row = page.row
    initial = {
        "title": page.version.title,
        "leads": "、".join(row.leads),
        "units": "、".join(row.others),
        "targets": row.target_text,
        "due": page.version.due,
    }
    return CorrectionForm(
        data,
        initial=initial,
        dates_open=page.version.state == TaskState.CONFIRMED,
        auto_id="id_CorrectionForm_%s",
    )


def _dispatch(page: TaskPage, data: QueryDict | None, files: Files) -> forms.Form:
    return DispatchForm(data, tasks=[page.task], now=page.now)


def _perform_dispatch(page: TaskPage, form: DispatchForm, as_of: datetime) -> object:
    return dispatch_tasks([page.task], actor=page.person, as_of=as_of, choices=form.choices())


def _link(page: TaskPage, form: LinkForm, as_of: datetime) -> object:
    return link_tasks(
        page.task, Task(pk=form.cleaned_data["other"]), actor=page.person, as_of=as_of
    )


def _correct(page: TaskPage, form: CorrectionForm, as_of: datetime) -> object:
    cleaned = form.cleaned_data
    correction = correction_of(
        page.snapshot,
        title=cleaned["title"],
        leads=cleaned["leads"],
        units=cleaned["units"],
        targets=cleaned["targets"],
        region=page.region,
        due=cleaned["due"] if form.corrects_due else KEPT,
    )
    return correct_task(
        page.task, correction, reason=cleaned["reason"], actor=page.person, as_of=as_of
    )


_FORMS: dict[str, ActForm] = {
    "dispatch": ActForm(
        _dispatch,
        _perform_dispatch,
        _("已交办，责任单位会收到消息。"),
        main=True,
    ),
    "sign": ActForm(
        _plain(NoForm),
        lambda page, form, at: sign_for_task(page.task, actor=page.person, as_of=at),
        _("已签收。"),
        main=True,
    ),
    "report": ActForm(
        _report(ReportForm),
        lambda page, form, at: report_progress(
            page.task, form.report(), actor=page.person, as_of=at
        ),
        _("进展已报告。"),
    ),
    "request_closure": ActForm(
        _report(ClosureForm),
        lambda page, form, at: request_closure(
            page.task, form.report(), actor=page.person, as_of=at
        ),
        _("办结申请已提交，等督查室审核。"),
    ),
    "accept_closure": ActForm(
        _plain(AcceptForm),
        lambda page, form, at: accept_closure(
            page.task, **form.cleaned_data, actor=page.person, as_of=at
        ),
        _("已办结。"),
    ),
    "return_closure": ActForm(
        _plain(ReasonForm),
        lambda page, form, at: return_closure(
            page.task, **form.cleaned_data, actor=page.person, as_of=at
        ),
        _("已退回，责任单位会收到消息。"),
    ),
    "reopen": ActForm(
        _plain(ReasonForm),
        lambda page, form, at: reopen_task(
            page.task, **form.cleaned_data, actor=page.person, as_of=at
        ),
        _("任务已重新办理。"),
    ),
    "remark": ActForm(
        _plain(RemarkForm),
        lambda page, form, at: remark_on_task(
            page.task, **form.cleaned_data, actor=page.person, as_of=at
        ),
        _("批示已记入，责任单位和督查室会收到消息。"),
    ),
    "correct": ActForm(_correction, _correct, _("已更正。")),
    "link": ActForm(_plain(LinkForm), _link, _("已认定为同一承诺，今后一次报告同时计入。")),
    "unlink": ActForm(
        _plain(NoForm),
        lambda page, form, at: unlink_task(page.task, actor=page.person, as_of=at),
        _("已取消关联。"),
        asks=_("取消这项任务与其他任务的关联？"),
    ),
}


def act_panels(page: TaskPage, returned: tuple[str, forms.Form] | None = None) -> list[ActPanel]:
    """The acts open to this person; the form that came back with errors stands open."""
    name_back, form_back = returned or ("", None)
    panels = []
    for name in page.acts:
        act = _FORMS[name]
        form = form_back if name == name_back else act.build(page, None, None)
        assert form is not None
        panels.append(ActPanel(name, ACTS[name].label, form, act, name == name_back))
    return panels


def act_form(name: str) -> ActForm | None:
    """The act with this name, as it stands in addresses."""
    return _FORMS.get(name)
