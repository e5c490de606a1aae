"""Compute again and compare (再算一次核对): from the kept bytes to the same hashes, or why not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.documents.domain.errors import DocumentError
from taizhang.documents.domain.storing import open_file
from taizhang.schemes import SchemeError, scheme_named, values_for

from ...enums import COMPUTED_STATES, RevisionState, RunEventKind
from ...models import Revision, SchemeRun
from ...permissions import may_read_runs
from ..errors import RunError, RunNotAllowedError
from ..history import first_broken_event, record_event
from ..locking import check_state, locked_run
from .calculating import Calculated, order_for, recalculate
from .parameters import kept_parameters
from .versions import version_of


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a revision came out the same again; otherwise a sentence for each difference."""

    differences: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return not self.differences


def check_again(revision: Revision, *, actor: Person, at: datetime) -> Checked:
    """Compute a finished revision again with the product as it is, and write down what came out.

    Raises RunNotAllowedError, RunStateError.
    """
    if not may_read_runs(actor):
        raise RunNotAllowedError("not_allowed", _("您不能核对这次评定。"))
    run = revision.run
    check_state(run, COMPUTED_STATES)
    if revision.state != RevisionState.DONE:
        raise RunError("not_done", _("这一轮没有结果，没有可以核对的。"))
    checked = Checked(tuple(_differences(run, revision)))
    said = _("核对一致") if checked.is_same else "".join(checked.differences)
    _record(run, revision, said, actor, at)
    return checked


@transaction.atomic
def _record(run: SchemeRun, revision: Revision, said: str, actor: Person, at: datetime) -> None:
    locked = locked_run(run.pk)
    record_event(locked, RunEventKind.CHECKED, actor=actor, at=at, revision=revision, text=said)


def _differences(run: SchemeRun, revision: Revision) -> list[str]:
    found = []
    broken = first_broken_event(run)
    if broken is not None:
        found.append(_("经过第 %(n)d 条与记录时不同。") % {"n": broken})
    try:
        scheme = scheme_named(run.scheme)
        if version_of(scheme) != run.version:
            found.append(_("办法的程序或参数已是另一版本，与首次计算时不同。"))
        values = values_for(scheme, as_of=run.as_of, settings=run.settings)
        if kept_parameters(scheme, values) != run.parameters:
            found.append(_("参数与首次计算时不同。"))
        again = recalculate(order_for(revision), scheme, lambda _stage: None)
        with again.steps:  # written anew, to be hashed only
            return found + _against(revision, again)
    except (SchemeError, RunError, DocumentError) as error:
        return [*found, _("不能重新计算：%(why)s") % {"why": str(error)}]


def _against(revision: Revision, again: Calculated) -> list[str]:
    """What differs between what came out now and what was noted then; kept files that changed."""
    facts = (
        (_("数据"), revision.table_digest, again.table_digest),
        (_("结果"), revision.result_digest, again.result_digest),
        (_("计算过程"), revision.steps_digest, again.steps_digest),
        *_kept_files(revision),
    )
    said = _("%(what)s与当时不同（当时 %(then)s，现在 %(now)s）。")
    return [
        said % {"what": what, "then": then[:12], "now": now[:12]}
        for what, then, now in facts
        if then != now
    ]


def _kept_files(revision: Revision) -> Iterator[tuple[str, str, str]]:
    """Every file the revision keeps, the hash it was kept under and the one it has now."""
    kept = (
        (_("上传的表格"), revision.source),
        (_("保存的数据"), revision.table),
        (_("保存的结果"), revision.result),
        (_("保存的计算过程"), revision.steps),
    )
    for what, stored in kept:
        assert stored is not None  # a constraint of the table
        with open_file(stored) as file:
            yield what, stored.sha256, sha256(file.read()).hexdigest()
