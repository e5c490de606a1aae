"""A draft goes to approval and comes back (提交、退回), or is withdrawn (作废)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ...enums import UNSUBMITTED_STATES, RunEventKind, RunState
from ...models import SchemeRun
from ...permissions import may_run
from ..errors import RunNotAllowedError
from ..history import record_event
from ..locking import (
    check_idle,
    check_may_approve,
    check_seen,
    check_state,
    clean_words,
    locked_run,
)
from ..telling import tell_approvers, tell_runner

WITHDRAWABLE_STATES = frozenset({*UNSUBMITTED_STATES, RunState.SUBMITTED})


@transaction.atomic
def submit_run(run: SchemeRun, *, seen: str, actor: Person, at: datetime) -> SchemeRun:
    """Hand a draft to approval; `seen`: the digest of the result that the page showed.

    Raises RunNotAllowedError, RunStateError.
    """
    locked = locked_run(run.pk)
    check_may_run(actor)
    check_state(locked, {RunState.DRAFT})
    check_idle(locked)
    check_seen(locked, seen)
    locked.state, locked.submitted_by = RunState.SUBMITTED, actor
    locked.save(update_fields=["state", "submitted_by"])
    record_event(locked, RunEventKind.SUBMITTED, actor=actor, at=at)
    subject = _("请审核评定结果：%(title)s") % {"title": locked.title}
    tell_approvers(locked, subject, at=at)
    return locked


@transaction.atomic
def return_run(run: SchemeRun, *, text: str, seen: str, actor: Person, at: datetime) -> SchemeRun:
    """Send it back to whoever computed it, with what is wrong.

    Raises RunNotAllowedError, RunStateError; RunError `text_missing`.
    """
    locked = locked_run(run.pk)
    check_may_approve(locked, actor)
    check_state(locked, {RunState.SUBMITTED})
    check_seen(locked, seen)
    said = clean_words(text)
    locked.state = RunState.DRAFT
    locked.save(update_fields=["state"])
    record_event(locked, RunEventKind.RETURNED, actor=actor, at=at, text=said)
    subject = _("评定结果被退回：%(title)s") % {"title": locked.title}
    tell_runner(locked, subject, said, locked.get_absolute_url(), at=at)
    return locked


@transaction.atomic
def withdraw_run(run: SchemeRun, *, text: str, actor: Person, at: datetime) -> SchemeRun:
    """Give up a run that was not published; everything it kept stays.

    Raises RunNotAllowedError, RunStateError; RunError `text_missing`.
    """
    locked = locked_run(run.pk)
    check_may_run(actor)
    check_state(locked, WITHDRAWABLE_STATES)
    said = clean_words(text)
    locked.state = RunState.WITHDRAWN
    locked.save(update_fields=["state"])
    record_event(locked, RunEventKind.WITHDRAWN, actor=actor, at=at, text=said)
    return locked


def check_may_run(actor: Person) -> None:
    """Raises RunNotAllowedError for who is not of the assessment office."""
    if not may_run(actor):
        raise RunNotAllowedError("not_allowed", _("只有考核管理员可以这样办理。"))
