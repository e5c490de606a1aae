"""The computation of a revision in the background (计算作业): begun, told, ended.

The bytes of the table never change, so a job that was killed simply runs again. The result is
written in one transaction: a reader sees none of it or all of it.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.calendars import local_day
from taizhang.documents.domain.errors import DocumentError
from taizhang.schemes import InputRefusedError, SchemeError

from ...enums import UNDERWAY_STATES, RevisionState, RunEventKind, RunState, Stage
from ...models import Revision, SchemeRun
from ..errors import RunError
from ..history import record_event
from ..locking import locked_run
from ..objections.concluding import conclude_correction, give_up_correction
from .calculating import Calculated, Order, calculate, order_for
from .problems import problem_rows
from .rows import keep_rows
from .tables import keep_packed, keep_table


def compute_revision(revision_id: int, *, clock: Callable[[], datetime]) -> RevisionState | None:
    """Compute a revision that waits; run again it does nothing. None: there is nothing to do.

    What is wrong with the table or the scheme is noted and shown; anything else that goes wrong
    is noted for the reader of the page and raised.
    """
    order = begin_computing(revision_id, at=clock())
    if order is None:
        return None
    try:
        return _compute(order, clock)
    except Exception as error:
        said = _("计算时程序出错（%(kind)s）。请再试一次；仍然不行时，请管理员查看日志。")
        fail_computing(order, said % {"kind": type(error).__name__}, at=clock())
        raise


def _compute(order: Order, clock: Callable[[], datetime]) -> RevisionState | None:
    def tell(stage: Stage) -> None:
        rows = Revision.objects.filter(pk=order.revision_id, state=RevisionState.COMPUTING)
        rows.update(stage=stage)

    try:
        made = calculate(order, tell)
        tell(Stage.KEEPING)
        return end_computing(order, made, at=clock())
    except InputRefusedError as error:
        return refuse_input(order, error, at=clock())
    except (SchemeError, DocumentError, RunError) as error:
        return fail_computing(order, str(error), at=clock())


@transaction.atomic
def begin_computing(revision_id: int, *, at: datetime) -> Order | None:
    """Note that it is being computed; None where it has ended."""
    revision = _waiting(revision_id)
    if revision is None:
        return None
    revision.state, revision.began_at = RevisionState.COMPUTING, at
    revision.save(update_fields=["state", "began_at"])
    return order_for(revision)


@transaction.atomic
def end_computing(order: Order, made: Calculated, *, at: datetime) -> RevisionState | None:
    """Keep result, steps and rows; the revision is the run's current one from now on."""
    revision = _waiting(order.revision_id)
    if revision is None:
        return None
    _keep(revision, made, at)
    keep_rows(revision, made, on=local_day(at))
    run = locked_run(revision.run_id)
    run.current = revision
    if run.state == RunState.COMPUTING:
        run.state = RunState.DRAFT
    run.save(update_fields=["current", "state"])
    if revision.is_correction:
        conclude_correction(run, revision, at=at)
    else:
        record_event(run, RunEventKind.COMPUTED, actor=None, at=at, revision=revision)
    return RevisionState.DONE


@transaction.atomic
def refuse_input(order: Order, error: InputRefusedError, *, at: datetime) -> RevisionState | None:
    """Note what is wrong with the table; nothing was computed."""
    revision = _waiting(order.revision_id)
    if revision is None:
        return None
    revision.problems = problem_rows(error, revision.run.scheme)
    revision.problem_count = len(error.problems)
    _end(revision, RevisionState.REFUSED, at)
    said = _("%(n)d 处问题") % {"n": revision.problem_count}
    _give_up(revision, RunState.REFUSED, RunEventKind.REFUSED, said, at)
    return RevisionState.REFUSED


@transaction.atomic
def fail_computing(order: Order, reason: str, *, at: datetime) -> RevisionState | None:
    """Note why there is no result."""
    revision = _waiting(order.revision_id)
    if revision is None:
        return None
    revision.reason = reason
    _end(revision, RevisionState.FAILED, at)
    _give_up(revision, RunState.FAILED, RunEventKind.FAILED, reason, at)
    return RevisionState.FAILED


def _give_up(
    revision: Revision, state: RunState, kind: RunEventKind, said: str, at: datetime
) -> None:
    run: SchemeRun = locked_run(revision.run_id)
    if revision.is_correction:
        give_up_correction(run, revision, at=at, text=said)
        return
    run.state = state
    run.save(update_fields=["state"])
    record_event(run, kind, actor=None, at=at, revision=revision, text=said)


def _keep(revision: Revision, made: Calculated, at: datetime) -> None:
    revision.table = keep_table(made.table.frame, at=at)
    revision.result = keep_table(made.frame, at=at)
    with made.steps as steps:
        revision.steps = keep_packed(steps, at=at)
    revision.table_digest = made.table_digest
    revision.result_digest = made.result_digest
    revision.steps_digest = made.steps_digest
    revision.subjects = made.frame.height
    revision.totals = made.totals
    revision.notices = list(made.notices)
    _end(revision, RevisionState.DONE, at)


def _end(revision: Revision, state: RevisionState, at: datetime) -> None:
    revision.state, revision.ended_at = state, at
    revision.save()


def _waiting(revision_id: int) -> Revision | None:
    """The revision, held with its run, while it is to be computed."""
    found = Revision.objects.select_related("run", "source").filter(pk=revision_id).first()
    if found is None:
        return None
    locked_run(found.run_id)
    found = Revision.objects.select_related("run", "source").get(pk=revision_id)
    return found if found.state in UNDERWAY_STATES else None
