"""Independent re-check of closed tasks (复核抽查): draw a sample, give it to people who had no
part, keep what they find; false evidence takes the task up again and stays on record."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.chain import append_event
from taizhang.ledger.domain.notices import tell_supervision, tell_units
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.reports import FileInput, files_payload
from taizhang.ledger.domain.scenes import Scene, open_scene
from taizhang.ledger.enums import TaskState
from taizhang.ledger.models import Event, TaskVersion
from taizhang.messages.domain import send_messages
from taizhang.organisations.models import Unit

from ...enums import RecheckResult
from ...models import RecheckItem, RecheckRound
from ...permissions import may_open_recheck
from ..clocks.days import start_of_day
from ..errors import RecheckError
from .independence import independent_checkers, share_out
from .sampling import ALGORITHM, digest_population, draw_sample, sample_size

WHOLE = 10_000  # shares are whole hundredths of a per cent
_LOCK = 7_341_001  # rounds are opened one after the other

RECHECK = ActRule(
    "recheck",
    gettext_lazy("复核"),
    frozenset(TaskState.values),
    lambda standing: not standing.units,
)


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What is to be drawn: tasks of a keeper (None: the city) closed in a period, both days
    included; `confidence` and `tolerated` in hundredths of a per cent."""

    keeper: Unit | None
    closed_from: date
    closed_to: date
    confidence: int = 9_500
    tolerated: int = 500

    def population(self) -> list[int]:
        """The tasks, in the order of their numbers, that are closed now and were in the period."""
        return list(closed_between(self.closed_from, self.closed_to, keeper=self.keeper))

    def size(self, population: int) -> int:
        """How many of so many tasks have to be checked."""
        return sample_size(
            population,
            confidence=Fraction(self.confidence, WHOLE),
            tolerated=Fraction(self.tolerated, WHOLE),
        )


def closed_between(first: date, last: date, *, keeper: Unit | None) -> QuerySet[Any, int]:
    """The numbers of a keeper's tasks that are closed and were closed from `first` to `last`."""
    closed = TaskVersion.objects.at(None).filter(
        state=TaskState.CLOSED,
        closed_at__gte=start_of_day(first),
        closed_at__lt=start_of_day(last + timedelta(days=1)),
        task__keeper=keeper,
    )
    return closed.order_by("task_id").values_list("task_id", flat=True)


@transaction.atomic
def open_round(plan: RoundPlan, *, seed: str, actor: Person, as_of: datetime) -> RecheckRound:
    """Draw the sample, give each task to a checker and tell them.

    Tasks that nobody can check independently wait for `assign_checker`.

    Raises:
        RecheckError: no permission, nothing was closed in the period, shares outside their
            range, or a re-check of the same period is not finished.
    """
    _check_plan(plan, actor, as_of)
    seed = _clean_seed(seed)
    _wait_for_others()
    _check_none_open(plan)
    population = plan.population()
    if not population:
        raise RecheckError(
            "nothing_closed", _("这段时间里没有办结的任务，不用抽查；请换一段时间。"), "closed_from"
        )
    drawn = draw_sample(population, seed=seed, size=plan.size(len(population)))
    round = RecheckRound.objects.create(
        keeper=plan.keeper,
        closed_from=plan.closed_from,
        closed_to=plan.closed_to,
        confidence=plan.confidence,
        tolerated=plan.tolerated,
        population=len(population),
        population_sha256=digest_population(population),
        sample=len(drawn),
        seed=seed,
        algorithm=ALGORITHM,
        opened_at=as_of,
        opened_by=actor,
    )
    _give_out(round, drawn, as_of)
    return round


def _check_plan(plan: RoundPlan, actor: Person, as_of: datetime) -> None:
    if not may_open_recheck(actor):
        raise RecheckError("not_allowed", _("只有督查室主任可以发起复核抽查。"))
    if not plan.closed_from <= plan.closed_to <= local_day(as_of):
        raise RecheckError(
            "period",
            _("办结时间应从早到晚，而且不晚于今天，现在是%(first)s至%(last)s。")
            % {"first": plan.closed_from, "last": plan.closed_to},
            "closed_to",
        )
    if not 0 < plan.confidence < WHOLE:
        raise RecheckError("confidence", _("把握程度应大于0%，小于100%。"), "confidence")
    if not 0 <= plan.tolerated < WHOLE:
        raise RecheckError("tolerated", _("容许不实的比例应不小于0%，小于100%。"), "tolerated")


def _clean_seed(seed: str) -> str:
    seed = clean_text(seed, _("种子"), field="seed", most=64)
    if not seed:
        raise RecheckError("seed", _("请填写种子，例如当天公开的一组数字。"), "seed")
    return seed


def _wait_for_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _check_none_open(plan: RoundPlan) -> None:
    rounds = RecheckRound.objects.filter(
        keeper=plan.keeper, closed_from=plan.closed_from, closed_to=plan.closed_to
    )
    if rounds.filter(items__result="").exists():
        raise RecheckError(
            "unfinished",
            _("同一段时间的复核抽查还没有做完，请先做完再抽。"),
            "closed_from",
        )


def _give_out(round: RecheckRound, drawn: Sequence[int], as_of: datetime) -> None:
    checkers = share_out(drawn, independent_checkers(drawn, on=local_day(as_of)))
    RecheckItem.objects.bulk_create(
        RecheckItem(round=round, task_id=task_id, position=position, checker=checkers[task_id])
        for position, task_id in enumerate(drawn, 1)
    )
    counts = Counter(checker for checker in checkers.values() if checker is not None)
    for checker, number in counts.items():
        _tell_checker(round, checker, number, as_of)


def _tell_checker(round: RecheckRound, checker: Person, number: int, as_of: datetime) -> None:
    send_messages(
        [checker],
        kind="recheck",
        subject=f"请复核 {number} 项已办结的任务",
        body=f"办结时间 {round.closed_from} 至 {round.closed_to}。",
        url=reverse("supervision:recheck", args=[round.pk]),
        as_of=as_of,
    )


@transaction.atomic
def assign_checker(
    item: RecheckItem, checker: Person, *, actor: Person, as_of: datetime
) -> RecheckItem:
    """Give a drawn task to somebody else, as long as nothing was found.

    Raises:
        RecheckError: no permission, answered already, or the person had a part in the task.
    """
    if not may_open_recheck(actor):
        raise RecheckError("not_allowed", _("只有督查室主任可以指定复核人。"))
    item = _locked(item)
    able = independent_checkers([item.task_id], on=local_day(as_of))[item.task_id]
    if checker not in able:
        raise RecheckError(
            "not_independent",
            _("%(name)s经办过这项任务，或者不是审计员、督查室人员，不能复核它，请另选。")
            % {"name": checker.name},
            "checker",
        )
    if item.checker_id != checker.pk:
        item.checker = checker
        item.save(update_fields=["checker"])
        _tell_checker(item.round, checker, 1, as_of)
    return item


@transaction.atomic
def answer_item(
    item: RecheckItem,
    *,
    result: str,
    text: str,
    files: Sequence[FileInput] = (),
    actor: Person,
    as_of: datetime,
) -> RecheckItem:
    """Keep what the checker found, in the round and in the task's chain.

    False evidence takes a closed task up again; whatever was filed for it shows nothing any more.

    Raises:
        RecheckError: somebody else's task, answered already, the checker has had a part in the
            task since, no finding or no words. What `open_scenes` raises.
    """
    scene = open_scene(item.task, RECHECK, actor=actor, as_of=as_of)
    item = _locked(item)
    _check_checker(item, actor, as_of)
    if result not in RecheckResult.values:
        raise RecheckError("result", _("请选择结论：属实、不实或无法认定。"), "result")
    text = clean_text(text, _("复核情况"), field="text", most=5_000)
    if not text:
        raise RecheckError("text", _("请写明怎么核的、看到什么。"), "text")
    event = _append(scene, item, result, text, files, actor, as_of)
    item.result, item.text, item.event, item.answered_at = result, text, event, as_of
    item.save(update_fields=["result", "text", "event", "answered_at"])
    return item


def _locked(item: RecheckItem) -> RecheckItem:
    items = RecheckItem.objects.select_for_update(of=["self"]).select_related("round", "task")
    item = items.get(pk=item.pk)
    if item.result:
        raise RecheckError(
            "answered",
            _("任务 %(number)s 已经复核过了，结论是“%(result)s”，不能再改。")
            % {"number": item.task.number, "result": item.get_result_display()},
        )
    return item


def _check_checker(item: RecheckItem, actor: Person, as_of: datetime) -> None:
    if item.checker_id != actor.pk:
        raise RecheckError("not_yours", _("这项任务没有分给您复核。"))
    if actor not in independent_checkers([item.task_id], on=local_day(as_of))[item.task_id]:
        raise RecheckError(
            "not_independent",
            _("您经办过任务 %(number)s，不能复核它，请督查室主任另外指定复核人。")
            % {"number": item.task.number},
        )


def _append(
    scene: Scene,
    item: RecheckItem,
    result: str,
    text: str,
    files: Sequence[FileInput],
    actor: Person,
    as_of: datetime,
) -> Event:
    payload: dict[str, Any] = {"round": item.round_id, "files": files_payload(files)}
    reopens = result == RecheckResult.FALSE and scene.before.state == TaskState.CLOSED
    if reopens:
        kind, payload = "false_evidence_found", {**payload, "reason": text}
    else:
        kind, payload = "rechecked", {**payload, "result": str(result), "text": text}
    place = append_event(scene.task, type=kind, payload=payload, actor=actor, occurred_at=as_of)
    if reopens:
        for tell in (tell_units, tell_supervision):
            subject = "佐证不实，重新办理"
            tell(scene.task, scene.before, kind=kind, subject=subject, body=text, as_of=as_of)
    return Event.objects.get(pk=place.id)
