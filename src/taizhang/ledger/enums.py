"""States, unit roles, grades and target operators of tasks (任务状态、单位分工、等次、算符)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from taizhang.documents.enums import Operator, UnitRole

__all__ = [
    "ANSWERING_ROLES",
    "Grade",
    "OPEN_STATES",
    "Operator",
    "REPORTABLE_STATES",
    "TaskState",
    "UnitRole",
]


class TaskState(TextChoices):
    """Where a task stands on the road to closing (任务状态)."""

    CONFIRMED = "confirmed", _("待交办")
    DISPATCHED = "dispatched", _("待签收")
    UNDERWAY = "underway", _("办理中")
    CLOSING = "closing", _("待审核")
    CLOSED = "closed", _("已办结")
    SUPERSEDED = "superseded", _("已替代")


OPEN_STATES = frozenset(
    {TaskState.CONFIRMED, TaskState.DISPATCHED, TaskState.UNDERWAY, TaskState.CLOSING}
)
REPORTABLE_STATES = frozenset({TaskState.UNDERWAY})


ANSWERING_ROLES = frozenset({UnitRole.LEAD, UnitRole.RESPONSIBLE})


class Grade(TextChoices):
    """The grade a closing carries (办结等次); 13710 mechanism, Shanxi 2016."""

    EXCELLENT = "excellent", _("优秀")
    GOOD = "good", _("良好")
    PASSED = "passed", _("合格")
    FAILED = "failed", _("不合格")
