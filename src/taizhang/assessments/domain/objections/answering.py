"""Objections are answered (答复异议): rejected with the reason, or upheld with one corrected cell.

An upheld one runs the same version of the scheme again, the one cell corrected, everything else as
it was; both results with all their steps are kept.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.schemes.reading import TextTable

from ...enums import ObjectionState, RevisionState, RunEventKind, RunState, Stage
from ...models import Objection, Revision, SchemeRun
from ...permissions import may_answer_objections
from ..errors import RunNotAllowedError, RunStateError
from ..history import record_event
from ..locking import check_idle, check_state, clean_words, locked_run
from ..running.calculating import scheme_of_version
from ..running.corrections import Correction, corrected
from ..running.queueing import enqueue_computation
from ..running.tables import read_kept
from ..telling import tell_objector


@transaction.atomic
def reject_objection(objection: Objection, *, text: str, actor: Person, at: datetime) -> Objection:
    """Answer that the result stands, and why.

    Raises RunNotAllowedError, RunStateError; RunError `text_missing`.
    """
    run, held = _held(objection, actor)
    _answer(held, ObjectionState.REJECTED, clean_words(text), actor, at)
    record_event(
        run,
        RunEventKind.REJECTED,
        actor=actor,
        at=at,
        objection=held,
        subject=held.subject,
        text=held.answer,
    )
    tell_objector(held, run, at=at)
    return held


@transaction.atomic
def uphold_objection(
    objection: Objection, *, text: str, correction: Correction, actor: Person, at: datetime
) -> Revision:
    """Answer that it is right: the corrected computation is queued, and concludes it.

    Raises RunNotAllowedError; RunStateError; VersionChangedError; CorrectionError: the cell
    cannot be corrected so; RunError `text_missing`.
    """
    run, held = _held(objection, actor)
    check_idle(run)
    said = clean_words(text)
    _check_correction(run, correction)
    revision = _next_revision(run, correction, actor, at)
    held.led_to = revision
    _answer(held, ObjectionState.CORRECTING, said, actor, at)
    record_event(
        run,
        RunEventKind.UPHELD,
        actor=actor,
        at=at,
        revision=revision,
        objection=held,
        subject=held.subject,
        text=f"{said} {_words(correction, run)}",
    )
    enqueue_computation(revision.pk)
    return revision


def _held(objection: Objection, actor: Person) -> tuple[SchemeRun, Objection]:
    """The run and the objection, held; raises where it cannot be answered by this person."""
    run = locked_run(objection.run_id)
    held = Objection.objects.get(pk=objection.pk)
    if not may_answer_objections(actor):
        raise RunNotAllowedError("not_allowed", _("只有考核管理员或督查室主任可以答复异议。"))
    check_state(run, {RunState.PUBLISHED})
    if held.state != ObjectionState.OPEN:
        raise RunStateError("answered", _("这条异议已经答复，请刷新页面。"))
    return run, held


def _answer(
    objection: Objection, state: ObjectionState, text: str, actor: Person, at: datetime
) -> None:
    objection.state, objection.answer = state, text
    objection.answered_by, objection.answered_at = actor, at
    objection.save()


def _check_correction(run: SchemeRun, correction: Correction) -> None:
    """Held against the table of the current result, before anything is queued."""
    current = run.current
    assert current is not None  # a constraint of the table
    assert current.table is not None
    scheme = scheme_of_version(run)
    table = TextTable(current.source_name, read_kept(current.table))
    corrected(table, correction, scheme)


def _next_revision(run: SchemeRun, correction: Correction, actor: Person, at: datetime) -> Revision:
    last = run.revisions.order_by("-number")[0]
    return Revision.objects.create(
        run=run,
        number=last.number + 1,
        made_by=actor,
        made_at=at,
        corrects_id=run.current_id,
        state=RevisionState.WAITING,
        stage=Stage.WAITING,
        source_id=last.source_id,
        source_name=last.source_name,
        row_key=correction.row_key,
        column=correction.column,
        old=correction.old,
        new=correction.new,
    )


def _words(correction: Correction, run: SchemeRun) -> str:
    words = {
        "key": correction.row_key,
        "column": scheme_of_version(run).definition.column(correction.column).head,
        "old": correction.old,
        "new": correction.new,
    }
    return _("更正“%(key)s”的“%(column)s”：“%(old)s”改为“%(new)s”。") % words
