"""Objections are raised by a subject's unit, or recorded by the office on its behalf (提出异议)."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day

from ...enums import OPEN_OBJECTIONS, ObjectionState, RunEventKind, RunState
from ...models import Objection, ResultRow, SchemeRun
from ...permissions import may_object, may_record_objections
from ..errors import RunError, RunNotAllowedError, RunStateError
from ..history import record_event
from ..locking import check_state, clean_words, locked_run
from ..places import place_of
from ..telling import tell_runner


@transaction.atomic
def raise_objection(
    run: SchemeRun, subject: str, *, text: str, actor: Person, at: datetime
) -> Objection:
    """Object for a subject whose unit the person acts for.

    Raises RunNotAllowedError; RunStateError outside the period or while one is open; RunError
    `no_subject`, `text_missing`.
    """
    locked = locked_run(run.pk)
    row = _row(locked, subject)
    if not may_object(place_of(actor, on=local_day(at)), row.unit_id):
        raise RunNotAllowedError("not_allowed", _("您不是这个单位的人员，不能替它提出异议。"))
    objection = _add(locked, row, text, "", actor, at)
    _tell_office(locked, objection, at)
    return objection


@transaction.atomic
def record_objection(
    run: SchemeRun, subject: str, *, text: str, said_by: str, actor: Person, at: datetime
) -> Objection:
    """Record what a subject said on paper or by telephone; `said_by`: who said it.

    Raises like `raise_objection`; RunError `said_by_missing`.
    """
    locked = locked_run(run.pk)
    if not may_record_objections(actor):
        raise RunNotAllowedError("not_allowed", _("只有考核管理员可以代为登记异议。"))
    if not said_by.strip():
        raise RunError("said_by_missing", _("请写明是谁提出的。"), field="said_by")
    return _add(locked, _row(locked, subject), text, said_by.strip()[:128], actor, at)


def _row(run: SchemeRun, subject: str) -> ResultRow:
    row = ResultRow.objects.filter(revision=run.current_id, subject=subject).first()
    if row is None:
        raise RunError("no_subject", _("这次评定里没有这个对象。"))
    return row


def _add(
    run: SchemeRun, row: ResultRow, text: str, said_by: str, actor: Person, at: datetime
) -> Objection:
    check_state(run, {RunState.PUBLISHED})
    _check_period(run, at)
    said = clean_words(text)
    open_ones = run.objections.filter(subject=row.subject, state__in=OPEN_OBJECTIONS)
    if open_ones.exists():
        raise RunStateError("objection_open", _("这个对象已有一条异议等待答复，请先等答复。"))
    objection = Objection.objects.create(
        run=run,
        revision_id=row.revision_id,
        subject=row.subject,
        name=row.name,
        text=said,
        said_by=said_by,
        raised_by=actor,
        raised_at=at,
        state=ObjectionState.OPEN,
    )
    record_event(
        run,
        RunEventKind.OBJECTED,
        actor=actor,
        at=at,
        objection=objection,
        subject=row.subject,
        text=said,
    )
    return objection


def _check_period(run: SchemeRun, at: datetime) -> None:
    assert run.objections_until is not None  # a constraint of the table
    if local_day(at) > run.objections_until:
        said = _("公示期到 %(until)s 为止，已经结束。") % {"until": run.objections_until}
        raise RunStateError("period_over", said)


def _tell_office(run: SchemeRun, objection: Objection, at: datetime) -> None:
    words = {"name": objection.name, "title": run.title}
    subject = _("有异议待答复：%(name)s，%(title)s") % words
    url = reverse("assessments:objection", args=[run.pk, objection.pk])
    tell_runner(run, subject, objection.text, url, at=at)
