"""Neutral facts and words of supervision (督查)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from taizhang.indicators.enums import Pace

__all__ = [
    "Clock",
    "Colour",
    "Every",
    "MeetBy",
    "Memory",
    "Pace",
    "Quality",
    "RequestKind",
    "Reviewer",
    "SlipStage",
]


class Clock(TextChoices):
    """Where a task's clock stands (时钟)."""

    NOT_STARTED = "not_started", _("未开始")
    RUNNING = "running", _("办理中")
    NEAR_LIMIT = "near_limit", _("临期")
    OVERDUE = "overdue", _("逾期")
    SUSPENDED = "suspended", _("挂账")
    SENT_BACK = "sent_back", _("回退中")
    CLOSED_ON_TIME = "closed_on_time", _("按期办结")
    CLOSED_LATE = "closed_late", _("逾期办结")


class Memory(TextChoices):
    """What became of the last report period that is over (报告记录)."""

    MET = "met", _("按时")
    MISSED = "missed", _("未报")
    MADE_UP_LATE = "made_up_late", _("补报")


class Colour(TextChoices):
    """Colour of a slip (督查单颜色), from the mildest to the gravest."""

    BLUE = "blue", _("蓝色")
    ORANGE = "orange", _("橙色")
    RED = "red", _("红色")


class SlipStage(TextChoices):
    """How far a slip has come (督查单状态)."""

    UNANSWERED = "unanswered", _("待答复")
    LATE = "late", _("逾期未答复")
    TO_SIGN = "to_sign", _("待单位负责人签批")
    TO_REVIEW = "to_review", _("答复待审")
    LIFTED = "lifted", _("已销号")


class RequestKind(TextChoices):
    """What a unit asks of the office about its clock (时限事项)."""

    EXTENSION = "extension", _("延期")
    SEND_BACK = "send_back", _("回退")
    SUSPENSION = "suspension", _("挂账")


class SuspensionCause(TextChoices):
    """Why the clock of a task should stop (挂账原因)."""

    SEASON = "season", _("季节、气候原因")
    CONDITIONS = "conditions", _("条件尚不具备")
    POLICY = "policy", _("政策或规划调整")
    OTHER = "other", _("其他原因")


class Quality(TextChoices):
    """How good a report or result is (质量)."""

    GOOD = "good", _("好")
    FAIR = "fair", _("一般")
    POOR = "poor", _("差")


class MeetBy(TextChoices):
    """The act that meets a step of a mechanism (完成方式)."""

    SIGNED = "signed", _("签收")
    PLAN_FILED = "plan_filed", _("报送方案")
    REPORTED = "reported", _("报告进展")
    CLOSURE_REQUESTED = "closure_requested", _("申请办结")
    CLOSURE_ACCEPTED = "closure_accepted", _("审核办结")


class Every(TextChoices):
    """How often a report is due or the office acts (频次)."""

    DAY = "day", _("每日")
    WEEK = "week", _("每周")
    TEN_DAYS = "ten_days", _("每旬")
    MONTH = "month", _("每月")
    QUARTER = "quarter", _("每季度")
    HALF_YEAR = "half_year", _("每半年")
    YEAR = "year", _("每年")


class Reviewer(TextChoices):
    """Who reviews a report (审核人)."""

    OFFICE = "office", _("交办单位")
    LEADER = "leader", _("单位负责人")
    NOBODY = "nobody", _("不审核")


class Urgency(TextChoices):
    """How urgent a leader's instruction is (缓急)."""

    ORDINARY = "ordinary", _("平件")
    URGENT = "urgent", _("急件")
    TOP = "top", _("特急")


class Spread(TextChoices):
    """How a target is given on to the units below (分解方式)."""

    SUM = "sum", _("分摊")
    SAME = "same", _("各家同值")


class EvidenceKind(TextChoices):
    """What closes a target or a task (办结佐证)."""

    FIGURE = "figure", _("统计数据")
    DOCUMENT = "document", _("文件")
    PHOTO = "photo", _("照片")


class RecheckResult(TextChoices):
    """What an independent re-check found (复核结论)."""

    TRUE = "true", _("属实")
    FALSE = "false", _("不实")
    UNCLEAR = "unclear", _("无法认定")
