"""States of source files, drafts and rows; kinds of corrections (状态、更正)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReadingState(TextChoices):
    """Where the reading of a source file stands (识读状态)."""

    QUEUED = "queued", _("等待识读")
    READING = "reading", _("正在识读")
    READ = "read", _("已识读")
    FAILED = "failed", _("识读失败")


class ReadingStage(TextChoices):
    """What a reading is busy with (识读阶段); the values are those the reader reports."""

    CLEAN = "clean", _("整理文字")
    DOCUMENTS = "documents", _("识读条目、单位、指标和时限")
    COVERAGE = "coverage", _("核对有没有漏读")
    DONE = "done", _("写入草稿")


class DraftState(TextChoices):
    """Where a draft stands (草稿状态)."""

    OPEN = "open", _("待核对")
    CONFIRMED = "confirmed", _("已入账")
    DISCARDED = "discarded", _("已弃用")


class RowState(TextChoices):
    """What the clerk decided on a row (行状态)."""

    PROPOSED = "proposed", _("待核对")
    ACCEPTED = "accepted", _("已核对")
    DROPPED = "dropped", _("已删除")


class RowKind(TextChoices):
    """Where a row came from (行来源)."""

    ITEM = "item", _("条目")
    DUTY = "duty", _("附带职责")
    ADDED = "added", _("人工增加")


class CorrectionKind(TextChoices):
    """What a correction did (更正类别)."""

    EDIT = "edit", _("修改")
    ADD = "add", _("增加")
    SPLIT = "split", _("拆分")
    MERGE = "merge", _("合并")
    DROP = "drop", _("删除")
    RESTORE = "restore", _("恢复")
    ACCEPT = "accept", _("核对")


class UnitRole(TextChoices):
    """What a unit does (分工); the values are those of the extraction contract."""

    LEAD = "lead", _("牵头")
    RESPONSIBLE = "responsible", _("责任")
    SUPPORT = "support", _("配合")


class Operator(TextChoices):
    """How a number meets a target (算符); the values are those of the extraction contract."""

    EQUAL = "=", _("达到")
    AT_LEAST = ">=", _("不低于")
    ABOVE = ">", _("超过")
    AT_MOST = "<=", _("不超过")
    BELOW = "<", _("低于")
    ABOUT = "~", _("左右")
    RANGE = "range", _("区间")


class Change(TextChoices):
    """What became of a measure in another document (承接情况); the values are those of `align`."""

    SAME = "same", _("一致")
    NUMBER = "number", _("数字有变")
    DATE = "date", _("时限有变")
    SOFTENED = "softened", _("力度减弱")
    DROPPED = "dropped", _("未承接")
    ADDED = "added", _("新增")
