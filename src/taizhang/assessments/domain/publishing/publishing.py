"""Publish a submitted result for objection, by another person (公示); extend the period."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day

from ...enums import RunEventKind, RunState
from ...models import SchemeRun
from ..errors import RunError
from ..history import record_event
from ..letters.issuing import issue_letters
from ..locking import check_may_approve, check_seen, check_state, clean_words, locked_run
from ..telling import tell_units
from .periods import MOST_DAYS, objections_until


@transaction.atomic
def publish_run(
    run: SchemeRun, *, days: int, seen: str, actor: Person, at: datetime, text: str = ""
) -> SchemeRun:
    """Publish it for so many working days; units with a row read theirs from now on.

    Raises RunNotAllowedError, RunStateError; RunError `bad_days`.
    """
    locked = locked_run(run.pk)
    check_may_approve(locked, actor)
    check_state(locked, {RunState.SUBMITTED})
    check_seen(locked, seen)
    today = local_day(at)
    locked.state, locked.published_by, locked.published_at = RunState.PUBLISHED, actor, at
    locked.period_days, locked.objections_until = days, _until(today, days)
    locked.save()
    said = _("公示 %(days)d 个工作日，至 %(until)s。%(text)s") % {
        "days": days,
        "until": locked.objections_until,
        "text": text.strip(),
    }
    record_event(locked, RunEventKind.PUBLISHED, actor=actor, at=at, text=said)
    assert locked.current is not None  # a constraint of the table
    issue_letters(locked.current, locked, at=at)
    _tell_published(locked, at)
    return locked


@transaction.atomic
def extend_period(
    run: SchemeRun, *, days: int, text: str, actor: Person, at: datetime
) -> SchemeRun:
    """Take objections for so many working days more, from today or from the end of the period.

    Raises RunNotAllowedError, RunStateError; RunError `bad_days`, `text_missing`.
    """
    locked = locked_run(run.pk)
    check_may_approve(locked, actor)
    check_state(locked, {RunState.PUBLISHED})
    said = clean_words(text)
    assert locked.objections_until is not None  # a constraint of the table
    start = max(local_day(at), locked.objections_until)
    locked.objections_until = _until(start, days)
    locked.save(update_fields=["objections_until"])
    facts = {"until": locked.objections_until, "text": said}
    text = _("延长至 %(until)s。%(text)s") % facts
    record_event(locked, RunEventKind.EXTENDED, actor=actor, at=at, text=text)
    _tell_published(locked, at)
    return locked


def _until(start: date, days: int) -> date:
    if not 1 <= days <= MOST_DAYS:
        said = _("公示期应当是 1 至 %(most)d 个工作日。") % {"most": MOST_DAYS}
        raise RunError("bad_days", said, field="days")
    return objections_until(start, days).due


def _tell_published(run: SchemeRun, at: datetime) -> None:
    subject = _("评定结果公示：%(title)s") % {"title": run.title}
    body = _("本单位的结果和依据可以在系统内查看。有异议的，请在%(until)s前提出。")
    tell_units(run, subject, body % {"until": run.objections_until}, at=at)
