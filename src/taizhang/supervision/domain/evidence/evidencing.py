"""Closing with evidence (办结佐证): what is asked for, filing it, and what is still missing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from taizhang.accounts.models import Person
from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.chain import Appended, append_event
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.notices import tell_units
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.scenes import Scene, open_scene
from taizhang.ledger.domain.snapshot import Snapshot
from taizhang.ledger.enums import TaskState
from taizhang.ledger.models import Event, Evidence, Figure, Task
from taizhang.ledger.permissions import may_correct, may_report

from ...enums import EvidenceKind
from ..clocks.projecting import load_states
from ..clocks.state import Supervised
from ..queries.evidence import VOID, requirements_of
from .filing import Filing, filing_payload
from .rules import Asked

FILE = ActRule(
    "file_evidence", gettext_lazy("提交佐证"), frozenset({TaskState.UNDERWAY}), may_report
)
SET = ActRule(
    "set_evidence",
    gettext_lazy("改办结佐证"),
    frozenset({TaskState.DISPATCHED, TaskState.UNDERWAY}),
    may_correct,
)


@transaction.atomic
def file_evidence(task: Task, filing: Filing, *, actor: Person, as_of: datetime) -> Appended:
    """File what shows a result. Who files never decides on the closing of the task.

    Raises what `open_scenes` raises; `ActInputError` for evidence that nobody asked for, and for
    what cannot be used.
    """
    scene = open_scene(task, FILE, actor=actor, as_of=as_of)
    state = _state_of(task)
    if (filing.key, filing.kind.value) not in state.evidence:
        raise ActInputError(
            _("任务 %(number)s 没有要求这一项佐证，请刷新页面后重新填写。")
            % {"number": task.number},
            field="kind",
        )
    payload = filing_payload(filing, scene, state, as_of=as_of)
    return append_event(
        task, type="evidence_filed", payload=payload, actor=actor, occurred_at=as_of
    )


@transaction.atomic
def set_evidence(
    task: Task, asked: Asked, *, text: str = "", actor: Person, as_of: datetime
) -> Appended:
    """Say what closes a task from now on, and tell its units.

    Raises what `open_scenes` raises; `ActInputError` for a target or kind that is not there, or
    when nothing would change.
    """
    scene = open_scene(task, SET, actor=actor, as_of=as_of)
    asked = tuple(dict.fromkeys(asked))
    _check_asked(asked, scene.before)
    if asked == _state_of(task).evidence:
        raise ActInputError(_("办结佐证没有变化，没有写入。"), field="evidence")
    text = clean_text(text, _("说明"), field="text", most=500)
    payload = {"evidence": [list(pair) for pair in asked], "text": text}
    place = append_event(task, type="evidence_set", payload=payload, actor=actor, occurred_at=as_of)
    _tell_asked(scene, asked, as_of)
    return place


def _check_asked(asked: Asked, task: Snapshot) -> None:
    for key, kind in asked:
        if kind not in EvidenceKind.values or (key is not None and task.goal(key) is None):
            raise ActInputError(
                _("没有第 %(key)s 个目标或佐证类别“%(kind)s”，请刷新页面后重新填写。")
                % {"key": key, "kind": kind},
                field="evidence",
            )
        if key is None and kind == EvidenceKind.FIGURE:
            raise ActInputError(
                _("统计数据要对应一个目标；没有目标的任务请选文件或照片。"), field="evidence"
            )


def _tell_asked(scene: Scene, asked: Asked, as_of: datetime) -> None:
    with override("zh-hans"):  # a message is kept as it was sent
        kinds = "、".join(str(EvidenceKind(kind).label) for kind in _kinds(asked))
    tell_units(
        scene.task,
        scene.before,
        kind="evidence_set",
        subject="办结佐证有变化",
        body=f"办结时要提交：{kinds or '不另作要求'}",
        as_of=as_of,
    )


def _kinds(asked: Asked) -> list[str]:
    return list(dict.fromkeys(kind for _key, kind in asked))


def check_evidence(
    scene: Scene, payload: Mapping[str, Any] | None, /, *, as_of: datetime
) -> Sequence[str]:
    """Closing check: a sentence for every piece of evidence that is asked for and missing."""
    state = _state_of(scene.task)
    if not state.evidence:
        return _check_after_void(scene.task, payload)
    asked = requirements_of(scene.task, scene.before, state)
    return [each.missing for each in asked if each.missing]


def _check_after_void(task: Task, payload: Mapping[str, Any] | None) -> Sequence[str]:
    """Where nothing special is asked for: something new since evidence was found false."""
    void = Event.objects.filter(task=task, type=VOID).order_by("-seq").first()
    sent = payload is not None and (payload.get("files") or payload.get("figures"))
    if void is None or sent:
        return []
    if any(
        kept.objects.filter(task=task, event__gt=void.pk).exists() for kept in (Evidence, Figure)
    ):
        return []
    return [_("复核发现此前的佐证不实，都不算数；请重新上传附件，或填报数字。")]


def _state_of(task: Task) -> Supervised:
    state = load_states([task.pk], None).get(task.pk)
    if state is None:
        raise ActInputError(_("任务 %(number)s 还没有督办状态。") % {"number": task.number})
    return state
