"""Tie a subject to a unit by hand (对应单位): its people read its row and letter."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.organisations.models import Unit

from ..enums import RunEventKind, RunState
from ..models import ResultRow, SchemeRun, SubjectTie
from .errors import RunError
from .history import record_event
from .locking import check_state, locked_run
from .publishing.submitting import check_may_run

TIEABLE_STATES = frozenset({RunState.DRAFT, RunState.SUBMITTED, RunState.PUBLISHED})


@transaction.atomic
def tie_subject(
    run: SchemeRun, subject: str, *, unit: Unit | None, actor: Person, at: datetime
) -> SubjectTie:
    """Say which unit a subject is, in this run and all its revisions; None: no unit.

    Raises RunNotAllowedError, RunStateError; RunError `no_subject`.
    """
    locked = locked_run(run.pk)
    check_may_run(actor)
    check_state(locked, TIEABLE_STATES)
    rows = ResultRow.objects.filter(revision__run=locked, subject=subject)
    if not rows.update(unit=unit):
        raise RunError("no_subject", _("这次评定里没有这个对象。"))
    tie = SubjectTie.objects.create(
        run=locked, subject=subject, unit=unit, tied_by=actor, tied_at=at
    )
    said = unit.name if unit else _("没有单位")
    record_event(locked, RunEventKind.TIED, actor=actor, at=at, subject=subject, text=said)
    return tie
