"""Words of the room (评定)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RunState(TextChoices):
    """Where a run of a scheme stands (评定状态)."""

    COMPUTING = "computing", _("计算中")
    REFUSED = "refused", _("数据有误")
    FAILED = "failed", _("计算失败")
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审核")
    PUBLISHED = "published", _("公示中")
    FINAL = "final", _("已定")
    WITHDRAWN = "withdrawn", _("已作废")


SHOWN_STATES = frozenset({RunState.PUBLISHED, RunState.FINAL})
"""States in which subjects see their own rows."""
UNSUBMITTED_STATES = frozenset({RunState.REFUSED, RunState.FAILED, RunState.DRAFT})
"""States in which the result is nobody's but the runner's."""
COMPUTED_STATES = frozenset(
    {RunState.DRAFT, RunState.SUBMITTED, RunState.PUBLISHED, RunState.FINAL}
)
"""States in which there is a result."""


class RevisionState(TextChoices):
    """Where a revision of a run stands (轮次状态)."""

    WAITING = "waiting", _("排队等待")
    COMPUTING = "computing", _("正在计算")
    DONE = "done", _("已完成")
    REFUSED = "refused", _("数据有误")
    FAILED = "failed", _("计算失败")


UNDERWAY_STATES = frozenset({RevisionState.WAITING, RevisionState.COMPUTING})


class Stage(TextChoices):
    """How far a computation has come (进度)."""

    WAITING = "waiting", _("等待空闲的计算进程")
    READING = "reading", _("读取和核对表格")
    COMPUTING = "computing", _("按办法计算")
    EXPLAINING = "explaining", _("写出每一步的依据")
    KEEPING = "keeping", _("保存结果")


class ObjectionState(TextChoices):
    """Where an objection stands (异议状态)."""

    OPEN = "open", _("待答复")
    CORRECTING = "correcting", _("更正计算中")
    UPHELD = "upheld", _("异议成立")
    REJECTED = "rejected", _("异议不成立")


OPEN_OBJECTIONS = frozenset({ObjectionState.OPEN, ObjectionState.CORRECTING})


class RunEventKind(TextChoices):
    """What happened to a run (经过)."""

    BEGUN = "begun", _("上传表格，开始计算")
    COMPUTED = "computed", _("计算完成")
    REFUSED = "refused", _("数据有误，没有计算")
    FAILED = "failed", _("计算失败")
    SUBMITTED = "submitted", _("提交审核")
    RETURNED = "returned", _("退回修改")
    PUBLISHED = "published", _("审核通过并公示")
    EXTENDED = "extended", _("延长公示")
    OBJECTED = "objected", _("提出异议")
    REJECTED = "rejected", _("答复：异议不成立")
    UPHELD = "upheld", _("答复：异议成立，更正后重新计算")
    REVISED = "revised", _("更正计算完成")
    CORRECTION_REFUSED = "correction_refused", _("更正没有成功")
    TIED = "tied", _("对应到单位")
    CHECKED = "checked", _("再算一次核对")
    FINALISED = "finalised", _("公示结束，结果确定")
    WITHDRAWN = "withdrawn", _("作废")
