"""File a plan with dated nodes (报送方案), in place of the result where that is allowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person
from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.chain import Appended, append_event
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.reports import FileInput, files_payload
from taizhang.ledger.domain.scenes import open_scene
from taizhang.ledger.enums import REPORTABLE_STATES
from taizhang.ledger.models import Task
from taizhang.ledger.permissions import may_request_closure

from .reporting import sign_first

MOST_NODES = 60
FILE_PLAN = ActRule("file_plan", gettext_lazy("报送方案"), REPORTABLE_STATES, may_request_closure)


@dataclass(frozen=True, slots=True)
class NodeInput:
    """One node of a plan (节点): what is reached, by when."""

    name: str
    due: date


@dataclass(frozen=True, slots=True)
class PlanInput:
    """A plan: words, nodes in the order of their dates, files."""

    nodes: Sequence[NodeInput]
    text: str = ""
    files: Sequence[FileInput] = ()


@transaction.atomic
def file_plan(task: Task, plan: PlanInput, *, actor: Person, as_of: datetime) -> Appended:
    """File a plan: it meets the steps that ask for one, its nodes are owed from now on.

    A plan filed again replaces the nodes that are not met yet. Who has not signed for the task
    signs with it. Raises what `open_scenes` raises; `ActInputError` for nodes that cannot be used.
    """
    sign_first(task, actor=actor, as_of=as_of)
    scene = open_scene(task, FILE_PLAN, actor=actor, as_of=as_of)
    unit = scene.standing.units[0]
    payload = {"unit": unit.unit_id, "name": unit.name, **_said(plan)}
    return append_event(task, type="plan_filed", payload=payload, actor=actor, occurred_at=as_of)


def _said(plan: PlanInput) -> dict[str, Any]:
    if not plan.nodes:
        raise ActInputError(
            _("方案要写明各节点的内容和完成日期，请至少填写一个节点。"), field="nodes"
        )
    if len(plan.nodes) > MOST_NODES:
        raise ActInputError(
            _("方案最多 %(most)d 个节点，现在有 %(count)d 个，请合并。")
            % {"most": MOST_NODES, "count": len(plan.nodes)},
            field="nodes",
        )
    return {
        "text": clean_text(plan.text, _("方案说明"), field="text"),
        "nodes": [
            {
                "name": clean_text(node.name, _("节点"), field="nodes", most=128, needed=True),
                "due": node.due.isoformat(),
            }
            for node in plan.nodes
        ],
        "files": files_payload(plan.files),
    }
