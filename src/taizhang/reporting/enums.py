"""Words of the room (通报)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PeriodKind(TextChoices):
    """What a bulletin speaks of (通报期别)."""

    MONTH = "month", _("月度")
    QUARTER = "quarter", _("季度")
    HALF_YEAR = "half_year", _("半年")
    YEAR = "year", _("年度")


class BulletinState(TextChoices):
    """Where a bulletin stands (通报状态)."""

    DRAFT = "draft", _("起草")
    REVIEWED = "reviewed", _("已审核")
    ISSUED = "issued", _("已印发")
    ANSWERED = "answered", _("已回复")


class BulletinActKind(TextChoices):
    """What was done with a bulletin (通报办理)."""

    DRAFTED = "drafted", _("起草")
    REDRAFTED = "redrafted", _("重新生成")
    REVIEWED = "reviewed", _("审核通过")
    RETURNED = "returned", _("退回修改")
    ISSUED = "issued", _("印发")
    REMINDED = "reminded", _("催办回复")
    ANSWERED = "answered", _("单位回复")


class DrawingState(TextChoices):
    """Where the PDF of a bulletin stands (PDF 状态)."""

    WAITING = "waiting", _("排队等待生成")
    DRAWING = "drawing", _("正在生成")
    DONE = "done", _("已生成")
    FAILED = "failed", _("没有生成")


UNDERWAY = frozenset({DrawingState.WAITING, DrawingState.DRAWING})


class RowPart(TextChoices):
    """What a figure of a bulletin counts (清单种类)."""

    NUMBERS = "numbers", _("指标项")
    TASKS = "tasks", _("任务")
    WARNINGS = "warnings", _("预警")


class PublicKind(TextChoices):
    """What can be marked public (公开对象)."""

    DOCUMENT = "document", _("文件")
    TASK = "task", _("任务")
    INDICATOR = "indicator", _("指标")


class PublicState(TextChoices):
    """Where a public task stands, as far as it is anybody's business (公开状态)."""

    UNDERWAY = "underway", _("办理中")
    CLOSED = "closed", _("已办结")
    REPLACED = "replaced", _("已调整")
