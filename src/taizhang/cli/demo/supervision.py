"""One line of the story's supervision → one operation of the room of supervision."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.cli.demo.acts import file_of, liaisons_of
from taizhang.cli.demo.intake import Cast, Name, decompose, enter, instruct, meet, say, units_of
from taizhang.ledger.domain.closing import accept_closure, request_closure
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput, ReportPart
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.messages.domain.digesting import send_digests
from taizhang.supervision.domain.clocks.answering import OPEN, PERIOD
from taizhang.supervision.domain.clocks.projecting import load_states
from taizhang.supervision.domain.planning.answers import current_place
from taizhang.supervision.domain.rechecks.rechecking import RoundPlan, answer_item, open_round
from taizhang.supervision.domain.reports.opening import record_opening
from taizhang.supervision.domain.reports.plan_filing import NodeInput, PlanInput, file_plan
from taizhang.supervision.domain.reports.rating import record_rating
from taizhang.supervision.domain.reports.reporting import report_owed
from taizhang.supervision.domain.reports.reviewing import (
    ACCEPTED,
    INSUFFICIENT,
    Review,
    review_reports,
)
from taizhang.supervision.domain.requests.deciding import grant_request, refuse_request
from taizhang.supervision.domain.requests.extending import request_extension
from taizhang.supervision.domain.requests.requesting import Asked, sign_request
from taizhang.supervision.domain.requests.sending_back import request_send_back
from taizhang.supervision.domain.requests.suspending import request_suspension
from taizhang.supervision.domain.rules.practice import record_practice
from taizhang.supervision.domain.slips.answers import answer_slip, lift_slip, sign_slip_answer
from taizhang.supervision.domain.slips.issuing import SlipInput, issue_slips
from taizhang.supervision.models import RecheckRound


def _practice(cast: Cast, **given: Any) -> None:
    record_practice(**given)


def _extend(cast: Cast, *, task: Name, due: date, reason: str, progress: str, **who: Any) -> None:
    request_extension(cast.task(task), due=due, asked=Asked(reason, progress), **who)


def _suspend(
    cast: Cast, *, task: Name, cause: str, until: date, reason: str, progress: str, **who: Any
) -> None:
    asked = Asked(reason, progress)
    request_suspension(cast.task(task), cause=cause, until=until, asked=asked, **who)


def _send_back(cast: Cast, *, task: Name, suggested: list[str], reason: str, **who: Any) -> None:
    units = [unit.pk for unit in units_of(suggested, who["as_of"]).values()]
    request_send_back(cast.task(task), suggested=units, asked=Asked(reason), **who)


def _sign_request(cast: Cast, *, task: Name, text: str = "", **who: Any) -> None:
    sign_request(cast.task(task), text=text, **who)


def _grant(cast: Cast, *, task: Name, text: str = "", **who: Any) -> None:
    grant_request(cast.task(task), text=text, **who)


def _refuse(cast: Cast, *, task: Name, reason: str, **who: Any) -> None:
    refuse_request(cast.task(task), reason=reason, **who)


def _slip(
    cast: Cast, *, task: Name, colour: str, over: str = "", reason: str, text: str = "", **who: Any
) -> None:
    issue_slips([SlipInput(cast.task(task).pk, colour, over, reason, text)], **who)


def _answer_slip(cast: Cast, *, task: Name, text: str, **who: Any) -> None:
    answer_slip(cast.task(task), text=text, **who)


def _sign_answer(cast: Cast, *, task: Name, text: str = "", **who: Any) -> None:
    sign_slip_answer(cast.task(task), text=text, **who)


def _lift(cast: Cast, *, task: Name, text: str, quality: str, **who: Any) -> None:
    lift_slip(cast.task(task), text=text, quality=quality, **who)


def _sign(cast: Cast, *, tasks: list[Name], actor: Person, as_of: datetime) -> None:
    for name in tasks:
        sign_for_task(cast.task(name), actor=actor, as_of=as_of)
        record_opening(cast.task(name), person=actor, now=as_of)


def _report(cast: Cast, *, task: Name, actor: Person, as_of: datetime, **given: Any) -> None:
    report = _input(given, as_of)
    if report.parts:
        report_owed(cast.task(task), report, actor=actor, as_of=as_of, confirmed=True)
    else:
        report_progress(cast.task(task), report, actor=actor, as_of=as_of)


def _routine(
    cast: Cast, *, keys: list[str], quiet: list[str], text: str, actor: Person, as_of: datetime
) -> None:
    """The first liaison of each task that has not answered the current period reports on it."""
    for (key, row), task in list(cast.tasks.items()):
        state = load_states([task.pk], None)[task.pk]
        place = current_place(state, as_of)
        if key not in keys or row in quiet or state.halted_at or not state.signed_at:
            continue
        if state.marks[place : place + 1] == OPEN:
            report = ReportInput(text, answers=f"{PERIOD}{place + 1}")
            report_progress(task, report, actor=liaisons_of(task, as_of)[0], as_of=as_of)


def _request(cast: Cast, *, task: Name, actor: Person, as_of: datetime, **given: Any) -> None:
    request_closure(cast.task(task), _input(given, as_of), actor=actor, as_of=as_of)


def _input(given: Mapping[str, Any], as_of: datetime) -> ReportInput:
    """`figures`: of each target in its order; `parts`: what the mechanism asks a report to say."""
    day = timezone.localdate(as_of)
    figures = enumerate(given.get("figures", ()), start=1)
    return ReportInput(
        text=given.get("text", ""),
        percent=given.get("percent"),
        figures=[FigureInput(key, Decimal(value), day) for key, value in figures],
        parts=[ReportPart(name, text) for name, text in given.get("parts", {}).items()],
        files=[file_of(given["file"], as_of)] if "file" in given else [],
        answers=given.get("answers", ""),
    )


def _accept(cast: Cast, *, task: Name, grade: str, text: str, **who: Any) -> None:
    accept_closure(cast.task(task), grade=grade, text=text, **who)


def _plan(cast: Cast, *, task: Name, nodes: Mapping[str, date], text: str, **who: Any) -> None:
    plan = PlanInput([NodeInput(name, due) for name, due in nodes.items()], text)
    file_plan(cast.task(task), plan, **who)


def _review(
    cast: Cast,
    *,
    quality: Mapping[str, list[Name]],
    refused: list[Mapping[str, Any]],
    under: str = "",
    **who: Any,
) -> None:
    """Everything that waits, well done unless said otherwise; `under`: only of these parts,
    else of what the city's office keeps."""
    tasks = {
        task.pk
        for (key, _row), task in cast.tasks.items()
        if (key == under if under else task.keeper_id is None)
    }
    known = {cast.task(name).pk: word for word, names in quality.items() for name in names}
    poor = {cast.task(each["task"]).pk: each["text"] for each in refused}
    reviews = [
        Review(
            task_id,
            filed.answers,
            filed.filed_at,
            INSUFFICIENT if task_id in poor else ACCEPTED,
            "poor" if task_id in poor else known.get(task_id, "good"),
            poor.get(task_id, ""),
        )
        for task_id, state in load_states(tasks, None).items()
        for filed in state.filed
    ]
    if failed := review_reports(reviews, **who).refused:
        raise failed[0][1]


def _rate(cast: Cast, *, task: Name, satisfied: bool, text: str, **who: Any) -> None:
    record_rating(cast.task(task), satisfied=satisfied, text=text, **who)


def _draw(cast: Cast, *, closed_from: date, closed_to: date, seed: str, **who: Any) -> None:
    open_round(RoundPlan(None, closed_from, closed_to), seed=seed, **who)


def _recheck(
    cast: Cast,
    *,
    said: str,
    untrue: list[Mapping[str, Any]],
    waiting: list[Name],
    actor: Person,
    as_of: datetime,
) -> None:
    """The checkers answer what they were given, those of `waiting` later."""
    found = {cast.task(each["task"]).pk: each["text"] for each in untrue}
    late = {cast.task(name).pk for name in waiting}
    items = RecheckRound.objects.latest("pk").items.exclude(task__in=late).exclude(checker=None)
    for item in items.select_related("checker"):
        text = found.get(item.task_id)
        result = "false" if text else "true"
        assert item.checker is not None  # those without one are left out above
        answer_item(item, result=result, text=text or said, actor=item.checker, as_of=as_of)


def _digest(cast: Cast, *, actor: Person, as_of: datetime) -> None:
    send_digests(as_of=as_of)


SUPERVISION: dict[str, Callable[..., None]] = {
    "practice": _practice,
    "extend": _extend,
    "suspend": _suspend,
    "send_back": _send_back,
    "sign_request": _sign_request,
    "grant": _grant,
    "refuse": _refuse,
    "slip": _slip,
    "answer_slip": _answer_slip,
    "sign_answer": _sign_answer,
    "lift": _lift,
    "meet": meet,
    "instruct": instruct,
    "say": say,
    "enter": enter,
    "decompose": decompose,
    "sign": _sign,
    "report": _report,
    "routine": _routine,
    "request": _request,
    "accept": _accept,
    "plan": _plan,
    "review": _review,
    "rate": _rate,
    "draw": _draw,
    "recheck": _recheck,
    "digest": _digest,
}
