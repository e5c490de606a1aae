"""Every slip there ever was, as it stands or stood (督查单清单), in sets.

A slip is a task and a number; the last row of the task with that number says how it stands.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.queries.versions import versions_for
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.enums import ANSWERING_ROLES, UnitRole
from taizhang.ledger.models import Assignment, Event, Task, TaskVersion
from taizhang.organisations.domain.acting import unit_ids_for

from ...enums import SlipStage
from ...models import SupervisedTask
from ..clocks.days import day_of_due, days_past

Rows = QuerySet[SupervisedTask]
_GIVEN = Q(detail__slip__has_key="given_at")
_WAITS = Q(slip_open=True, slip_answered_at__isnull=True)


def slips_at(moment: datetime | None = None) -> Rows:
    """A row for each slip, the last number first; `moment`: a recorded one, None: now."""
    rows = SupervisedTask.objects.exclude(slip_number="")
    if moment is not None:
        rows = rows.filter(since__lte=moment)
    last = rows.order_by("task_id", "slip_number", "-since").distinct("task_id", "slip_number")
    found: Rows = SupervisedTask.objects.filter(pk__in=last.values("pk"))
    return found.annotate(year=Substr("slip_number", 3, 4), places=Length("slip_number")).order_by(
        "-year", F("task__keeper").asc(nulls_first=True), "-places", "-slip_number", "-task_id"
    )


def slips_seen_by(person: Person, *, on: date, moment: datetime | None = None) -> Rows:
    """The slips of the tasks that this person may see."""
    seen = versions_for(person, on=on, moment=moment).filter(task=OuterRef("task"))
    return slips_at(moment).filter(Exists(seen))


def slips_to_answer(person: Person, *, on: date) -> Rows:
    """Open slips that wait for an answer of a unit for which this person speaks."""
    answers = Assignment.objects.at(None).filter(task=OuterRef("task"))
    own = answers.filter(unit__in=sorted(unit_ids_for(person, on=on)))
    leads = answers.filter(role=UnitRole.LEAD)
    speaks = Exists(own.filter(role=UnitRole.LEAD)) | (
        Exists(own.filter(role__in=sorted(ANSWERING_ROLES))) & ~Exists(leads)
    )
    return _current(_WAITS & ~_GIVEN).filter(speaks)


def slips_to_sign(person: Person, *, on: date) -> Rows:
    """Answers that wait for the signature of this person as the leader of a unit."""
    led = sorted(unit_ids_for(person, on=on, role=Role.UNIT_LEADER))
    return _current(_WAITS & _GIVEN).filter(detail__slip__unit_id__in=led)


def slips_to_review(person: Person, *, on: date) -> Rows:
    """Answers that this person may accept or return: not those that they gave or signed."""
    oversight = oversight_of(person, on=on)
    kept = Q(task__keeper__in=sorted(oversight.units))
    if oversight.city:
        kept |= Q(task__keeper__isnull=True)
    own = Q(detail__slip__given_by_id=person.pk) | Q(detail__slip__signed_by_id=person.pk)
    return _current(Q(slip_open=True, slip_answered_at__isnull=False) & kept).exclude(own)


def _current(wanted: Q) -> Rows:
    """Open slips as they stand now, the first to be answered first: what an index finds."""
    return SupervisedTask.objects.at(None).filter(wanted).order_by("slip_answer_by", "task_id")


def in_stage(stage: str, moment: datetime) -> Q:
    """The slips that have come so far at a moment."""
    return {
        SlipStage.UNANSWERED: _WAITS & ~_GIVEN & Q(slip_answer_by__gte=moment),
        SlipStage.LATE: _WAITS & ~_GIVEN & Q(slip_answer_by__lt=moment),
        SlipStage.TO_SIGN: _WAITS & _GIVEN,
        SlipStage.TO_REVIEW: Q(slip_open=True, slip_answered_at__isnull=False),
        SlipStage.LIFTED: Q(slip_open=False),
    }[SlipStage(stage)]


def stage_of(row: SupervisedTask, moment: datetime) -> SlipStage:
    """How far one slip has come at a moment: the same as `in_stage`."""
    if not row.slip_open:
        return SlipStage.LIFTED
    if row.slip_answered_at is not None:
        return SlipStage.TO_REVIEW
    if "given_at" in row.detail["slip"]:
        return SlipStage.TO_SIGN
    late = row.slip_answer_by is not None and row.slip_answer_by < moment
    return SlipStage.LATE if late else SlipStage.UNANSWERED


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A slip with what a list shows of it; `event_id`: the event that issued it in its colour."""

    event_id: int | None
    task: Task
    title: str
    units: tuple[str, ...]
    keeper: str
    number: str
    colour: str
    issued_at: datetime
    answer_by: datetime
    answered_at: datetime | None
    lifted_at: datetime | None
    stage: SlipStage
    days_over: int

    @property
    def answer_day(self) -> date:
        """The last day for an answer."""
        return day_of_due(self.answer_by)


def slip_rows(rows: Collection[SupervisedTask], *, moment: datetime, past: bool) -> list[SlipRow]:
    """Rows (with task and keeper) with the names that belong to them: three queries.

    `moment`: the present or the past moment at which they are looked at.
    """
    tasks = [row.task_id for row in rows]
    at = moment if past else None
    titles = dict(TaskVersion.objects.at(at).filter(task__in=tasks).values_list("task_id", "title"))
    units = answering_names(tasks, at)
    events = _issues(tasks, at)
    return [_slip_row(row, titles, units, events, moment) for row in rows]


def answering_names(
    tasks: Collection[int], moment: datetime | None = None
) -> dict[int, tuple[str, ...]]:
    """The units that slips of tasks are sent to: the lead, else every responsible unit."""
    found: dict[int, list[tuple[str, str]]] = {}
    answers = Assignment.objects.at(moment).filter(task__in=tasks, role__in=sorted(ANSWERING_ROLES))
    for task_id, role, name in answers.order_by("position").values_list("task_id", "role", "name"):
        found.setdefault(task_id, []).append((role, name))
    return {
        task_id: tuple(name for role, name in own if role == UnitRole.LEAD)
        or tuple(name for _role, name in own)
        for task_id, own in found.items()
    }


def _issues(tasks: Collection[int], moment: datetime | None) -> dict[tuple[int, datetime], int]:
    """(task, when) → the event that issued a slip."""
    events = Event.objects.filter(task__in=tasks, type="slip_issued")
    if moment is not None:
        events = events.filter(recorded_at__lte=moment)
    found = events.order_by("seq").values_list("task_id", "occurred_at", "pk")
    return {(task_id, occurred): pk for task_id, occurred, pk in found}


def _slip_row(
    row: SupervisedTask,
    titles: dict[int, str],
    units: dict[int, tuple[str, ...]],
    events: dict[tuple[int, datetime], int],
    moment: datetime,
) -> SlipRow:
    slip = row.detail["slip"]
    issued = datetime.fromisoformat(slip["issued_at"])
    lifted = slip.get("lifted_at")
    stage = stage_of(row, moment)
    assert row.slip_answer_by is not None
    return SlipRow(
        event_id=events.get((row.task_id, issued)),
        task=row.task,
        title=titles.get(row.task_id, ""),
        units=units.get(row.task_id, ()),
        keeper=row.task.keeper.name if row.task.keeper else "",
        number=row.slip_number,
        colour=row.slip_colour,
        issued_at=issued,
        answer_by=row.slip_answer_by,
        answered_at=row.slip_answered_at,
        lifted_at=datetime.fromisoformat(lifted) if lifted else None,
        stage=stage,
        days_over=days_past(moment, row.slip_answer_by) if stage == SlipStage.LATE else 0,
    )
