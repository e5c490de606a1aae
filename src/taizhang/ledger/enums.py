"""States, unit roles, grades and target operators of tasks (任务状态、单位分工、等次、算符)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class UnitRole(TextChoices):
    """What a unit does for a task (分工); the values are those of the extraction contract."""

    LEAD = "lead", _("牵头")
    RESPONSIBLE = "responsible", _("责任")
    SUPPORT = "support", _("配合")


ANSWERING_ROLES = frozenset({UnitRole.LEAD, UnitRole.RESPONSIBLE})


class Grade(TextChoices):
    """The grade a closing carries (办结等次); 13710 mechanism, Shanxi 2016."""

    EXCELLENT = "excellent", _("优秀")
    GOOD = "good", _("良好")
    PASSED = "passed", _("合格")
    FAILED = "failed", _("不合格")


class Operator(TextChoices):
    """How a figure meets a target (算符); the values are those of the extraction contract."""

    AT_LEAST = ">=", _("不低于")
    AT_MOST = "<=", _("不超过")
    EQUAL = "=", _("达到")
    ABOUT = "~", _("左右")
    RANGE = "range", _("区间")
    ABOVE = ">", _("超过")
    BELOW = "<", _("低于")
