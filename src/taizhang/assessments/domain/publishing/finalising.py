"""Make a published result final (确定): after its period, with every objection answered."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day

from ...enums import OPEN_OBJECTIONS, RunEventKind, RunState
from ...models import SchemeRun
from ..errors import RunStateError
from ..history import record_event
from ..lists.making import ask_for_list
from ..locking import check_idle, check_may_approve, check_seen, check_state, locked_run
from ..telling import tell_units


@transaction.atomic
def finalise_run(run: SchemeRun, *, seen: str, actor: Person, at: datetime) -> SchemeRun:
    """From now on it never changes; by somebody who neither computed nor corrected it.

    Raises RunNotAllowedError; RunStateError `period_runs`, `open_objections` and others.
    """
    locked = locked_run(run.pk)
    check_may_approve(locked, actor)
    check_state(locked, {RunState.PUBLISHED})
    check_idle(locked)
    check_seen(locked, seen)
    if why := reason_against(locked, on=local_day(at)):
        raise why
    record_event(locked, RunEventKind.FINALISED, actor=actor, at=at)
    locked.state, locked.finalised_by, locked.finalised_at = RunState.FINAL, actor, at
    locked.save()
    ask_for_list(locked, at=at)
    subject = _("评定结果已确定：%(title)s") % {"title": locked.title}
    tell_units(locked, subject, "", at=at)
    return locked


def reason_against(run: SchemeRun, *, on: date) -> RunStateError | None:
    """Why a published run cannot be made final on a day; None: it can."""
    if run.objections_until and on <= run.objections_until:
        said = _("公示到 %(until)s 为止，期满后才能确定。") % {"until": run.objections_until}
        return RunStateError("period_runs", said)
    number = run.objections.filter(state__in=OPEN_OBJECTIONS).count()
    if number:
        said = _("还有 %(n)d 条异议没有答复，答复后才能确定。") % {"n": number}
        return RunStateError("open_objections", said)
    return None
