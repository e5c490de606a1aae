from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.models import Task
from taizhang.ledger.models.projection import Temporal

from ..enums import Colour, Quality, RequestKind
from .mechanism import MechanismVersion

_NOW = models.Q(until__isnull=True)


class SupervisedTask(Temporal):
    """What supervision knows of a task in one period (督办状态): the projection of its chain.

    The columns are what facts, lists and rates are computed from, in sets; `detail` holds the
    whole state, of which the columns are drawn (`domain.projecting`).
    """

    task = models.ForeignKey(
        Task, models.PROTECT, verbose_name=_("任务"), related_name="supervised"
    )
    mechanism = models.ForeignKey(
        MechanismVersion,
        models.PROTECT,
        verbose_name=_("督办机制"),
        null=True,
        blank=True,
        related_name="+",
    )
    kind = models.CharField(_("事项类别"), max_length=32, blank=True)
    intake_at = models.DateTimeField(_("交入时间"))
    started_at = models.DateTimeField(_("起算时间"), null=True, blank=True)
    signed_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    due_at = models.DateTimeField(_("应办时限"), null=True, blank=True)
    near_at = models.DateTimeField(_("临期时间"), null=True, blank=True)
    next_key = models.CharField(_("应办环节代码"), max_length=64, blank=True)
    next_name = models.CharField(_("应办环节"), max_length=128, blank=True)
    deadline_at = models.DateTimeField(_("办结时限"), null=True, blank=True)
    first_deadline_at = models.DateTimeField(_("最初时限"), null=True, blank=True)
    halted_at = models.DateTimeField(_("暂停计报时间"), null=True, blank=True)
    stopped = models.BooleanField(_("挂账"), default=False)
    request_kind = models.CharField(
        _("待批事项"), max_length=16, choices=RequestKind.choices, blank=True
    )
    request_signed = models.BooleanField(_("单位负责人已签"), default=False)
    extensions = models.PositiveSmallIntegerField(_("延期次数"), default=0)
    slip_number = models.CharField(_("督查单编号"), max_length=64, blank=True)
    slip_colour = models.CharField(
        _("督查单颜色"), max_length=8, choices=Colour.choices, blank=True
    )
    slip_answer_by = models.DateTimeField(_("督查单答复时限"), null=True, blank=True)
    slip_answered_at = models.DateTimeField(_("督查单答复时间"), null=True, blank=True)
    slip_open = models.BooleanField(_("督查单未销"), default=False)
    office_reviews = models.PositiveSmallIntegerField(
        _("待交办单位审核的报告"), default=0, db_default=0
    )
    leader_reviews = models.PositiveSmallIntegerField(
        _("待单位负责人审核的报告"), default=0, db_default=0
    )
    repeats = models.PositiveSmallIntegerField(_("重复上期的报告"), default=0, db_default=0)
    quality = models.CharField(_("质量"), max_length=8, choices=Quality.choices, blank=True)
    public_rating = models.PositiveSmallIntegerField(_("群众不满意次数"), default=0)
    asked_to_close_at = models.DateTimeField(_("申请办结时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    closed_late = models.BooleanField(_("逾期办结"), default=False)
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)
    returned = models.PositiveSmallIntegerField(_("退回次数"), default=0)
    sent_back = models.PositiveSmallIntegerField(_("回退次数"), default=0)
    reopened = models.PositiveSmallIntegerField(_("重新办理次数"), default=0)
    edited = models.PositiveSmallIntegerField(_("时限更正次数"), default=0)
    provisional = models.BooleanField(_("时限暂定"), default=False)
    period_dues = ArrayField(models.DateTimeField(), verbose_name=_("报告时限"), default=list)
    marks = models.TextField(_("报告记录"), blank=True)  # m met, l made up late, . not yet
    detail = models.JSONField(_("详情"))

    class Meta:
        verbose_name = verbose_name_plural = _("督办状态")
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=_NOW, name="one_current_supervised"),
            models.UniqueConstraint(fields=["task", "since"], name="one_supervised_a_moment"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True)
                | models.Q(due_at__isnull=True, stopped=False, request_kind="", slip_open=False),
                name="nothing_pending_when_closed",
            ),
            models.CheckConstraint(
                condition=models.Q(stopped=False) | models.Q(request_kind=""),
                name="no_request_while_stopped",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=_NOW & models.Q(due_at__isnull=False),
                name="supervised_due",
            ),
            models.Index(
                fields=["request_kind"],
                condition=_NOW & ~models.Q(request_kind=""),
                name="supervised_request",
            ),
            models.Index(
                fields=["task"],
                condition=_NOW & (models.Q(office_reviews__gt=0) | models.Q(leader_reviews__gt=0)),
                name="supervised_reviews",
            ),
            models.Index(
                fields=["slip_answer_by"],
                condition=_NOW & models.Q(slip_open=True),
                name="supervised_slip",
            ),
            models.Index(  # every slip there ever was, as it stood last
                fields=["task", "slip_number", "-since"],
                condition=~models.Q(slip_number=""),
                name="supervised_slips",
            ),
            models.Index(
                fields=["task"],
                condition=_NOW & models.Q(provisional=True),
                name="supervised_provisional",
            ),
        ]

    def __str__(self) -> str:
        return f"T{self.task_id:06d}"
