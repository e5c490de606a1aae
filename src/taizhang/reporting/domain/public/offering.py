"""What would become public, for the eyes of the one who decides (公开预览).

An offer shows exactly what the public pages would show from `moment` on, what stands in the way,
and a digest of the reviewed words: publishing asks for it again, so that nothing goes out that was
changed between reading and deciding.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from taizhang.documents.enums import DraftState
from taizhang.documents.models import Draft
from taizhang.extraction import secrecy_mark
from taizhang.indicators.models import Indicator
from taizhang.ledger.domain.payloads import canonical_json, number_text
from taizhang.ledger.models import Task

from ...enums import PublicKind, PublicState
from ...models import PublicMark
from ..queries.public_documents import PublicDocument
from ..queries.public_indicators import (
    PublicFigure,
    PublicGoal,
    PublicIndicator,
    read_figures,
    read_goals,
    read_indicators,
)
from ..queries.public_marks import supposed
from ..queries.public_tasks import PublicTask, public_tasks, read_tasks
from .errors import PublicError
from .sensitive import closed_note, personal_marks, says_it_is_open

_LATEST = 12  # figures shown of an indicator


@dataclass(frozen=True, slots=True)
class OfferedTask:
    """A task as it would be public. `obstacle`: why it cannot be, "" where it can. `mark`: under
    which it is public now; `is_due`: its words changed since and wait for a new review."""

    task: PublicTask
    obstacle: str = ""
    mark: PublicMark | None = None
    is_due: bool = False

    @property
    def may_be_chosen(self) -> bool:
        """Whether publishing would change anything, and may."""
        return not self.obstacle and (self.mark is None or self.is_due)


@dataclass(slots=True)
class Offer:
    """What would become public (公开预览). `mark`: under which the thing itself is public now."""

    kind: PublicKind
    subject_id: int
    title: str
    document: PublicDocument | None = None
    indicator: PublicIndicator | None = None
    tasks: list[OfferedTask] = field(default_factory=list)
    figures: list[PublicFigure] = field(default_factory=list)
    goals: list[PublicGoal] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    mark: PublicMark | None = None
    digest: str = ""

    @property
    def choosable(self) -> list[OfferedTask]:
        """The tasks that can be ticked."""
        return [offered for offered in self.tasks if offered.may_be_chosen]


def database_moment() -> datetime:
    """Now by the clock that events are recorded with."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def offer_document(document_id: int, *, moment: datetime) -> Offer:
    """A document with its tasks. Raises PublicError: `not_found`."""
    draft = Draft.objects.select_related("source").filter(pk=document_id).first()
    if draft is None:
        raise PublicError("not_found", _("没有这份文件，请从文件列表重新选择。"))
    shown = PublicDocument(draft.pk, draft.title, draft.issuer, draft.document_number, draft.issued)
    ids = Task.objects.filter(document=draft).values_list("pk", flat=True)
    offer = Offer(PublicKind.DOCUMENT, draft.pk, draft.title or str(_("没有标题的文件")), shown)
    offer.obstacles = _document_obstacles(draft)
    offer.warnings = _not_said_open(draft)
    offer.tasks = _offered(list(ids), moment)
    return _sealed(offer)


def offer_task(task_id: int, *, moment: datetime) -> Offer:
    """One task. Raises PublicError: `not_found`."""
    tasks = _offered([task_id], moment)
    if not tasks:
        raise PublicError("not_found", _("没有这项任务，请核对编号。"))
    offer = Offer(PublicKind.TASK, task_id, tasks[0].task.title, tasks=tasks)
    if tasks[0].obstacle:
        offer.obstacles = [tasks[0].obstacle]
    source = Draft.objects.select_related("source").filter(tasks=task_id).first()
    if source is not None:  # what its document says of itself holds for its words
        offer.obstacles += _closed(source)
        offer.warnings += _not_said_open(source)
    return _sealed(offer)


def offer_indicator(code: str, *, moment: datetime) -> Offer:
    """An indicator with its latest figures and its goals. Raises PublicError: `not_found`."""
    found = Indicator.objects.filter(code=code).values_list("pk", flat=True).first()
    marks = supposed([found] if found else [], moment=moment)
    shown = read_indicators(marks)
    if not shown:
        raise PublicError("not_found", _("没有这个指标，请核对代码。"))
    indicator = shown[0]
    offer = Offer(PublicKind.INDICATOR, indicator.id, indicator.name, indicator=indicator)
    offer.figures = read_figures(indicator.id, limit=_LATEST)
    offer.goals = read_goals(marks)
    offer.obstacles = _personal([indicator.name, indicator.unit, indicator.office or ""])
    offer.warnings = [
        _("公开后，这个指标各地区已有的数和今后报来的数（含初步数）都会自动公开，不再逐次审查。")
    ]
    return _sealed(offer)


def _document_obstacles(draft: Draft) -> list[str]:
    found = []
    if draft.state != DraftState.CONFIRMED:
        found.append(_("文件还没有入账，不能公开；请先核对并确认入账。"))
    if not draft.title.strip():
        found.append(_("文件没有标题，不能公开。"))
    words = [draft.title, draft.issuer, draft.document_number]
    return found + _closed(draft) + _personal(words)


def _closed(draft: Draft) -> list[str]:
    found = []
    if secrecy_mark(draft.source.text):
        found.append(_("文件印有密级标志，不能公开；请立即按保密规定处理。"))
    note = closed_note(draft.source.text)
    if note:
        found.append(_("文件印有“%(note)s”，不能公开。") % {"note": note})
    return found


def _not_said_open(draft: Draft) -> list[str]:
    if says_it_is_open(draft.source.text):
        return []
    return [_("文件没有印“此件公开发布”；请先向起草单位核对它的公开属性，再决定公开。")]


def _personal(words: Iterable[str]) -> list[str]:
    found = personal_marks("\n".join(words))
    if not found:
        return []
    what = "、".join(found)
    return [_("文字里有%(what)s，属于个人信息，不能公开；请先更正文字。") % {"what": what}]


def _offered(ids: Collection[int], moment: datetime) -> list[OfferedTask]:
    tasks = read_tasks(supposed(ids, moment=moment))
    marks = {
        mark.subject_id: mark
        for mark in PublicMark.objects.at(None).filter(kind=PublicKind.TASK, subject_id__in=ids)
    }
    due = {task.id for task in public_tasks(marks) if task.is_changed}
    inner = _inner_tasks(ids)
    return [
        OfferedTask(task, _obstacle(task, inner), marks.get(task.id), task.id in due)
        for task in tasks
    ]


def _inner_tasks(ids: Collection[int]) -> dict[int, str]:
    """Tasks that are the inner business of an office: parts given to counties, tasks that another
    office keeps, what meetings and leaders' instructions asked for (政府信息公开条例第十六条)."""
    found: dict[int, str] = {}
    rows = Task.objects.filter(pk__in=ids).values_list("pk", "parent", "keeper", "matter")
    for task_id, parent, keeper, matter in rows:
        if parent is not None or keeper is not None:
            found[task_id] = _("是分解给县区或由其他单位督办的任务，由本市公开的只有市级任务。")
        elif matter is not None:
            found[task_id] = _("来自会议议定或领导批示，属于内部事项，不能公开。")
    return found


def _obstacle(task: PublicTask, inner: dict[int, str]) -> str:
    if task.id in inner:
        return inner[task.id]
    if task.state == PublicState.REPLACED:
        return _("已被新的任务替代，请公开新的任务。")
    names = [name for name, role in task.units]
    targets = [f"{target.indicator} {target.unit}" for target in task.targets]
    return "".join(_personal([task.title, task.text, *names, *targets]))


def _sealed(offer: Offer) -> Offer:
    """The offer with its digest and the mark it stands under."""
    current = PublicMark.objects.at(None).filter(kind=offer.kind, subject_id=offer.subject_id)
    offer.mark = current.first()
    said = {
        "kind": offer.kind.value,
        "subject": offer.subject_id,
        "document": offer.document
        and [offer.document.title, offer.document.issuer, offer.document.document_number],
        "indicator": offer.indicator and _indicator_words(offer.indicator),
        "goals": [[goal.region, goal.op, number_text(goal.value)] for goal in offer.goals],
        "tasks": [_task_words(offered.task) for offered in offer.tasks],
    }
    offer.digest = hashlib.sha256(canonical_json(said).encode()).hexdigest()
    return offer


def _indicator_words(indicator: PublicIndicator) -> list[str | None]:
    return [indicator.code, indicator.name, indicator.unit, indicator.direction, indicator.office]


def _task_words(task: PublicTask) -> list[object]:
    targets = [
        [each.indicator, each.op, number_text(each.value), each.unit, str(each.deadline)]
        + [number_text(each.value_max) if each.value_max is not None else ""]
        for each in task.targets
    ]
    return [task.number, task.title, task.text, str(task.due), task.units, targets]
