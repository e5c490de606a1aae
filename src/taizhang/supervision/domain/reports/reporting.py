"""Answer what is owed (报送): a report of a step or period, signed for in the same act if need be.

The ledger's report with three more questions: is this owed now, are its parts all there, does it
say anything new.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.ledger.domain.acts import ACTS
from taizhang.ledger.domain.chain import Appended, lock_tasks
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError
from taizhang.ledger.domain.queries.parts import latest_figures
from taizhang.ledger.domain.reporting import append_reports, commitment_ids, open_with_mates
from taizhang.ledger.domain.reports import ReportInput, report_payload
from taizhang.ledger.domain.scenes import Scene, look_at
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.models import Task

from ..clocks.beginning import KEY
from ..clocks.projecting import load_states
from ..errors import NotOwedError, SecondLookError
from ..planning.sources import mechanism_of
from ..queries.last_reports import last_reports
from .owing import REPORT, Owed, find_owed
from .repeating import repeated_parts, say_lower, say_repeated, words_of


@dataclass(frozen=True, slots=True)
class Doubts:
    """What looks wrong about a report: the parts that repeat, and all sentences about it."""

    repeated: tuple[str, ...]
    sentences: tuple[str, ...]


@transaction.atomic
def report_owed(
    task: Task,
    report: ReportInput,
    *,
    actor: Person,
    as_of: datetime,
    confirmed: bool = False,
) -> list[Appended]:
    """Report what `report.answers` names; who has not signed for the task signs with it.

    `confirmed`: the person has seen what looks wrong and means it so.

    Raises:
        NotOwedError: it is not, or no longer, owed.
        ActNotAllowedError: the person does not speak for the task.
        ActInputError: parts are missing, or something cannot be used.
        SecondLookError: it repeats earlier words, or a figure falls, and it is not confirmed.
    """
    sign_first(task, actor=actor, as_of=as_of)
    scenes = open_with_mates(task, "report", actor=actor, as_of=as_of)
    owed = check_owed(scenes[0], report.answers, REPORT, as_of)
    _check_parts(owed, report)
    doubts = doubts_about(task, report, scenes[0])
    if doubts.sentences and not confirmed:
        raise SecondLookError(doubts.sentences)
    payload = report_payload(report, scenes[0], as_of=as_of)
    if doubts.repeated:
        payload[KEY] = {"repeated": True}
    return append_reports(scenes, "reported", payload, actor=actor, as_of=as_of)


def sign_first(task: Task, *, actor: Person, as_of: datetime) -> None:
    """Sign for a task that the person speaks for and their unit has not signed for.

    All tasks of the commitment are locked first, in the order of their numbers.
    """
    lock_tasks(commitment_ids(task))
    scene = look_at([task.pk], actor=actor, as_of=as_of).get(task.pk)
    if scene is None or not scene.standing.speaks_for_the_task:
        return
    if ACTS["sign"].is_open(scene.before, scene.standing):
        sign_for_task(task, actor=actor, as_of=as_of)


def check_owed(scene: Scene, answers: str, way: str, moment: datetime) -> Owed:
    """The thing owed under a locked task; refused where it is not owed by this person now."""
    number = scene.task.number
    if not scene.standing.speaks_for_the_task:
        raise ActNotAllowedError(
            _("任务 %(number)s 由牵头单位报送，您所在的单位不用报。") % {"number": number}
        )
    state = load_states([scene.task.pk], None).get(scene.task.pk)
    mechanism = mechanism_of(state.mechanism_id) if state and state.mechanism_id else None
    owed = find_owed(state, mechanism, answers, moment) if state else None
    if owed is None or owed.way != way:
        raise NotOwedError(
            _("任务 %(number)s 的这一项已经报过，或者现在不用报，请刷新页面。") % {"number": number}
        )
    return owed


def _check_parts(owed: Owed, report: ReportInput) -> None:
    """Every part that the mechanism asks for is there."""
    filled = {part.name for part in report.parts if part.text.strip()}
    missing = [name for name in owed.contains if name not in filled]
    if missing:
        raise ActInputError(
            _("还缺%(parts)s；没有的请写“无”。") % {"parts": _quoted(missing)}, field="parts"
        )


def _quoted(names: Collection[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


def doubts_about(task: Task, report: ReportInput, scene: Scene) -> Doubts:
    """What looks wrong about a report, held against the last one and the last figures."""
    last = last_reports([task.pk]).get(task.pk)
    repeated = repeated_parts(words_of(report), last.words) if last else []
    said = [say_repeated(repeated, last.name)] if repeated and last else []
    return Doubts(tuple(repeated), (*said, *_lower(task, report, scene)))


def _lower(task: Task, report: ReportInput, scene: Scene) -> list[str]:
    if not report.figures:
        return []
    known: dict[int, tuple[Decimal, str]] = {
        figure.target_key: (figure.value, figure.observed_on.isoformat())
        for figure in latest_figures([task.pk])
    }
    goals = {goal.key: goal for goal in scene.before.targets}
    return say_lower(report.figures, known, goals)
