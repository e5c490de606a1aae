"""Letters go out with publication and with every corrected result (发出通知书)."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.supervision.domain.slips.offices import office_names

from ...enums import RevisionState
from ...models import LetterDrawing, LetterSet, ResultRow, Revision, SchemeRun
from ...permissions import may_approve_any, may_read_row
from ..errors import RunNotAllowedError, RunStateError
from ..locking import locked_run
from ..paper_jobs import ask_for
from ..places import place_of


def issue_letters(revision: Revision, run: SchemeRun, *, at: datetime) -> LetterSet:
    """Fix what the letters of a revision say of their issue and queue their writing.

    In the transaction of the caller, who holds the run; for a published run only.
    """
    until = run.objections_until
    assert until is not None  # a constraint of the table
    facts = {
        "office": office_name(),
        "issued_on": local_day(at),
        "objections_until": until,
        "address": f"{settings.SITE_URL}{run.get_absolute_url()}" if settings.SITE_URL else "",
    }
    return ask_for(LetterSet, revision, facts, at=at)


def office_name() -> str:
    """In whose name letters and lists go out: the city's own office."""
    return office_names([None])[None]


@transaction.atomic
def request_letters(revision: Revision, *, actor: Person, at: datetime) -> LetterSet:
    """Have the archive written again where it failed or nobody writes it.

    Raises RunNotAllowedError; RunStateError `papers_there`, `papers_underway`, `not_shown`.
    """
    run = locked_run(revision.run_id)
    if not may_approve_any(actor):
        raise RunNotAllowedError("not_allowed", _("您不能生成这次评定的通知书。"))
    if not run.is_shown or revision.state != RevisionState.DONE:
        raise RunStateError("not_shown", _("公示以后才有通知书。"))
    return issue_letters(revision, run, at=at)


@transaction.atomic
def request_pdf(row: ResultRow, *, actor: Person, at: datetime) -> LetterDrawing:
    """Have one letter drawn as PDF, by whoever may read it.

    Raises RunNotAllowedError; RunStateError `papers_there`, `papers_underway`, `not_shown`.
    """
    run = locked_run(row.revision.run_id)
    if not may_read_row(place_of(actor, on=local_day(at)), run, row.unit_id):
        raise RunNotAllowedError("not_allowed", _("您不能查看这份通知书。"))
    if not LetterSet.objects.filter(revision=row.revision_id).exists():
        raise RunStateError("not_shown", _("公示以后才有通知书。"))
    return ask_for(LetterDrawing, row, {}, at=at)
