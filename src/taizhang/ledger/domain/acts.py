"""The acts people do on a task: in which states, and who may (办理动作)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .. import permissions
from ..enums import OPEN_STATES, REPORTABLE_STATES, TaskState
from .snapshot import Snapshot
from .standing import Standing


@dataclass(frozen=True, slots=True)
class ActRule:
    """One act: the states it starts from and the predicate of who may do it.

    `reviews`: it decides on what somebody submitted, so nobody does it who submitted anything of
    the commitment (the predicate says so; this is why, for the sentence of the refusal).
    """

    name: str
    label: str | Promise
    states: frozenset[str]
    may: Callable[[Standing], bool]
    reviews: bool = False

    def is_open(self, task: Snapshot, standing: Standing) -> bool:
        """Whether this person could do it now."""
        return task.state in self.states and self.may(standing)


_SIGNABLE = frozenset({TaskState.DISPATCHED, TaskState.UNDERWAY})
_REVIEWED = frozenset({TaskState.CLOSING})

ACTS = {
    rule.name: rule
    for rule in (
        ActRule("dispatch", _("交办"), frozenset({TaskState.CONFIRMED}), permissions.may_dispatch),
        ActRule("sign", _("签收"), _SIGNABLE, permissions.may_sign),
        ActRule("report", _("报告进展"), REPORTABLE_STATES, permissions.may_report),
        ActRule(
            "request_closure", _("申请办结"), REPORTABLE_STATES, permissions.may_request_closure
        ),
        ActRule(
            "accept_closure", _("通过办结"), _REVIEWED, permissions.may_review_closure, reviews=True
        ),
        ActRule(
            "return_closure", _("退回"), _REVIEWED, permissions.may_review_closure, reviews=True
        ),
        ActRule("reopen", _("重新办理"), frozenset({TaskState.CLOSED}), permissions.may_reopen),
        ActRule("remark", _("批示"), OPEN_STATES | {TaskState.CLOSED}, permissions.may_remark),
        ActRule("correct", _("更正"), OPEN_STATES - _REVIEWED, permissions.may_correct),
        ActRule("link", _("关联同一承诺"), OPEN_STATES, permissions.may_link),
        ActRule("unlink", _("取消关联"), OPEN_STATES, permissions.may_link),
    )
}


def acts_open_to(task: Snapshot, standing: Standing) -> list[ActRule]:
    """The acts this person can do on this task now, in the order of the road to closing."""
    return [rule for rule in ACTS.values() if rule.is_open(task, standing)]
