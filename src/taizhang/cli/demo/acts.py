"""One line of the story's acts → one operation of the ledger."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.cli.demo.data import EXAMPLES, ActStory, DemoError
from taizhang.documents.domain.storing import keep_evidence
from taizhang.ledger.domain.closing import (
    accept_closure,
    reopen_task,
    request_closure,
    return_closure,
)
from taizhang.ledger.domain.remarking import remark_on_task
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, FileInput, ReportInput
from taizhang.ledger.models import Assignment, Target, Task
from taizhang.organisations.models import Membership
from taizhang.supervision.domain.clocks.answering import OPEN, PERIOD
from taizhang.supervision.domain.clocks.projecting import load_states
from taizhang.supervision.domain.planning.answers import current_place


def _report(task: Task, act: ActStory, *, actor: Person, as_of: datetime) -> None:
    report_progress(task, _input(task, act, as_of), actor=actor, as_of=as_of)


def _request(task: Task, act: ActStory, *, actor: Person, as_of: datetime) -> None:
    request_closure(task, _input(task, act, as_of), actor=actor, as_of=as_of)


def _accept(task: Task, act: ActStory, *, actor: Person, as_of: datetime) -> None:
    accept_closure(task, grade=act.grade, text=act.text, actor=actor, as_of=as_of)


def _return(task: Task, act: ActStory, *, actor: Person, as_of: datetime) -> None:
    return_closure(task, reason=act.text, actor=actor, as_of=as_of)


def _reopen(task: Task, act: ActStory, *, actor: Person, as_of: datetime) -> None:
    reopen_task(task, reason=act.text, actor=actor, as_of=as_of)


def _remark(task: Task, act: ActStory, *, actor: Person, as_of: datetime) -> None:
    remark_on_task(task, text=act.text, actor=actor, as_of=as_of)


ACTS: dict[str, Callable[..., None]] = {
    "report": _report,
    "request": _request,
    "accept": _accept,
    "return": _return,
    "reopen": _reopen,
    "remark": _remark,
}


def _input(task: Task, act: ActStory, as_of: datetime) -> ReportInput:
    targets = list(Target.objects.at(None).filter(task=task))
    day = min(act.on, timezone.localdate(as_of))
    return ReportInput(
        text=act.text,
        percent=act.percent,
        figures=[
            FigureInput(_target_of(name, targets, act).key, value, day)
            for name, value in act.figures.items()
        ],
        files=[file_of(act.file, as_of, said=act.text if act.file.endswith(".txt") else "")]
        if act.file
        else [],
        answers=_answers(task, as_of),
    )


def _answers(task: Task, as_of: datetime) -> str:
    """The report period of the day, else the last one that nobody answered; "": none is owed."""
    state = load_states([task.pk], None)[task.pk]
    place = current_place(state, as_of)
    if state.marks[place : place + 1] == OPEN:
        return f"{PERIOD}{place + 1}"
    unanswered = state.marks.rfind(OPEN, 0, place) + 1
    return f"{PERIOD}{unanswered}" if unanswered else ""


def _target_of(name: str, targets: list[Target], act: ActStory) -> Target:
    """The target of this indicator, or the only one whose name is longer or shorter than it."""
    exact = [each for each in targets if each.indicator == name]
    near = [each for each in targets if name in each.indicator or each.indicator in name]
    found = exact or near
    if len(found) != 1:
        known = "、".join(each.indicator for each in targets) or "无"
        raise DemoError(
            "demo_target_missing",
            f"演示数据 acts.csv 中 {act.document} 第 {act.row} 条的指标“{name}”对不上，"
            f"读出的指标有：{known}。请更正演示数据。",
        )
    return found[0]


def file_of(name: str, as_of: datetime, *, said: str = "", folder: str = "evidence") -> FileInput:
    """A file of the examples, as somebody uploads it; `said`: what they wrote below it."""
    content = (EXAMPLES / "city" / folder / name).read_bytes() + said.encode("utf-8")
    return FileInput(keep_evidence(BytesIO(content), name=name, as_of=as_of), name)


def liaisons_of(task: Task, moment: datetime) -> list[Person]:
    """Who acts for the task's units, in the order of the document."""
    units = Assignment.objects.at(None).filter(task=task).values_list("unit_id", flat=True)
    memberships = Membership.objects.on(timezone.localdate(moment)).filter(
        unit__in=units, role="liaison"
    )
    holders = {each.unit_id: each.person for each in memberships.select_related("person")}
    return [holders[unit] for unit in units if unit in holders]
