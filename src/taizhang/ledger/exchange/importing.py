"""Doing what an import plan says: all of it or nothing (导入)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..domain.chain import lock_tasks
from ..domain.correcting import correct_task
from ..domain.errors import LedgerError
from ..domain.reporting import report_progress, with_mates
from ..figures import telling_figures_once
from ..models import Task
from .plans import Plan, RowChange
from .sheets import Problem

MOST_CHANGES = 5_000  # in one transaction


class ImportRefusedError(Exception):
    """The import was refused and nothing was changed; `problem` says which row and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@transaction.atomic
def apply_plan(plan: Plan, *, reason: str, actor: Person, as_of: datetime) -> int:
    """Append the corrections and reports of a plan; how many tasks changed.

    Raises ImportRefusedError: the plan has problems or is too large, or an operation refused a
    row; nothing is changed then. All tasks are locked first and the figures told last, so that
    two imports, or one beside an import of figures, never wait for each other in a circle.
    """
    if plan.problems:
        raise ImportRefusedError(plan.problems[0])
    if len(plan.changes) > MOST_CHANGES:
        said = _("一次最多改 %(most)d 项任务，请拆分后再导入。") % {"most": MOST_CHANGES}
        raise ImportRefusedError(Problem(said))
    tasks = lock_tasks(with_mates([change.task_id for change in plan.changes]))
    with telling_figures_once():
        for change in sorted(plan.changes, key=lambda each: each.task_id):
            try:
                _apply(change, tasks[change.task_id], reason=reason, actor=actor, as_of=as_of)
            except LedgerError as error:
                raise ImportRefusedError(change.row.problem(str(error))) from error
    return len(plan.changes)


def _apply(change: RowChange, task: Task, *, reason: str, actor: Person, as_of: datetime) -> None:
    if change.correction is not None:
        correct_task(task, change.correction, reason=reason, actor=actor, as_of=as_of)
    if change.report is not None:
        report_progress(task, change.report, actor=actor, as_of=as_of)
