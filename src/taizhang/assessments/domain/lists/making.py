"""The files of a final list (生成名单), written in the background once the result is final."""

import io
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.documents.domain.storing import keep_file
from taizhang.papers.official import write_paper

from ...enums import RunState
from ...models import FinalList, SchemeRun
from ...paper_enums import PaperState
from ...permissions import may_approve_any
from ..errors import RunNotAllowedError
from ..letters.files import WORD
from ..letters.issuing import office_name
from ..locking import check_state, locked_run
from ..paper_jobs import Files, ask_for, write_asked
from .books import book_bytes
from .gathering import facts_of
from .papers import paper_of

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"word": (".docx", WORD), "excel": (".xlsx", EXCEL)}  # by the column that keeps it


def ask_for_list(run: SchemeRun, *, at: datetime) -> FinalList:
    """Queue the list in the transaction of the caller, who holds the run."""
    return ask_for(FinalList, run, {"office": office_name()}, at=at)


@transaction.atomic
def request_list(run: SchemeRun, *, actor: Person, at: datetime) -> FinalList:
    """Have the list written again where it failed or nobody writes it.

    Raises RunNotAllowedError, RunStateError.
    """
    locked = locked_run(run.pk)
    if not may_approve_any(actor):
        raise RunNotAllowedError("not_allowed", _("您不能生成这次评定的名单。"))
    check_state(locked, {RunState.FINAL})
    return ask_for_list(locked, at=at)


def write_list(run_id: int, *, clock: Callable[[], datetime]) -> PaperState | None:
    """Write the list that is asked for; run again it does nothing."""
    return write_asked(FinalList, run_id, lambda paper: _written(paper, clock()), clock=clock)


def _written(paper: FinalList, at: datetime) -> Files:
    facts = facts_of(paper)
    word, excel = write_paper(paper_of(facts)), book_bytes(facts)
    return {
        "word": keep_file(io.BytesIO(word), media_type=WORD, as_of=at),
        "excel": keep_file(io.BytesIO(excel), media_type=EXCEL, as_of=at),
    }
