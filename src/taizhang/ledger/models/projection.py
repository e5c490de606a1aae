from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.documents.models import StoredFile
from taizhang.organisations.models import Unit

from ..enums import Grade, Operator, TaskState, UnitRole
from .event import Event
from .task import Task


class TemporalQuerySet(models.QuerySet[Any]):
    """Rows that hold from `since` until `until`."""

    def at(self, moment: datetime | None) -> Self:
        """The rows that held at a recorded moment; None: those that hold now."""
        if moment is None:
            return self.filter(until__isnull=True)
        return self.filter(since__lte=moment).filter(
            models.Q(until__isnull=True) | models.Q(until__gt=moment)
        )


class Temporal(models.Model):
    """A row of the projection: it holds from `since` until `until`, recorded moments."""

    since = models.DateTimeField(_("自"))
    until = models.DateTimeField(_("至"), null=True, blank=True)

    objects = TemporalQuerySet.as_manager()

    class Meta:
        abstract = True


class TaskVersion(Temporal):
    """What a task says and where it stands, in one period (任务的一个版本)."""

    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("任务"), related_name="versions")
    title = models.CharField(_("任务"), max_length=512)
    text = models.TextField(_("原文"), blank=True)
    basis = models.CharField(_("依据"), max_length=1024, blank=True)
    due = models.DateField(_("完成时限"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=TaskState.choices)
    percent = models.PositiveSmallIntegerField(_("完成比例"), null=True, blank=True)
    progress = models.TextField(_("进展"), blank=True)
    grade = models.CharField(_("等次"), max_length=16, choices=Grade.choices, blank=True)
    dispatched_at = models.DateTimeField(_("交办时间"), null=True, blank=True)
    signed_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    reported_at = models.DateTimeField(_("最近报告"), null=True, blank=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    closure_requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("申请人"),
        null=True,
        blank=True,
        related_name="+",
    )
    commitment = models.ForeignKey(  # tasks that are one commitment share the first one's id
        Task, models.PROTECT, verbose_name=_("同一承诺"), null=True, blank=True, related_name="+"
    )
    replaced_by = models.ForeignKey(
        Task, models.PROTECT, verbose_name=_("替代任务"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("任务版本")
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(until__isnull=True), name="one_current_version"
            ),
            models.UniqueConstraint(fields=["task", "since"], name="one_version_a_moment"),
        ]
        indexes = [
            models.Index(
                fields=["state", "due"],
                condition=models.Q(until__isnull=True),
                name="current_state_due",
            ),
            models.Index(
                fields=["due", "task"], condition=models.Q(until__isnull=True), name="current_due"
            ),
            models.Index(fields=["since"], name="version_since"),
        ]

    def __str__(self) -> str:
        return self.title


class Assignment(Temporal):
    """A unit answers for a task in a role, in one period (责任分工)."""

    task = models.ForeignKey(
        Task, models.PROTECT, verbose_name=_("任务"), related_name="assignments"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("单位"), related_name="assignments"
    )
    role = models.CharField(_("分工"), max_length=16, choices=UnitRole.choices)
    name = models.CharField(_("原文名称"), max_length=128)  # as the document prints it
    position = models.PositiveSmallIntegerField(_("次序"))
    signed_at = models.DateTimeField(_("签收时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("责任分工")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "unit"],
                condition=models.Q(until__isnull=True),
                name="one_role_a_unit",
            )
        ]
        indexes = [
            models.Index(
                fields=["unit", "role", "task"],
                condition=models.Q(until__isnull=True),
                name="current_unit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.role}"


class Target(Temporal):
    """A number somebody is held to, in one period (目标). `key` is permanent within the task."""

    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("任务"), related_name="targets")
    key = models.PositiveSmallIntegerField(_("目标号"))
    indicator = models.CharField(_("指标"), max_length=256)
    op = models.CharField(_("算符"), max_length=8, choices=Operator.choices)
    value = models.DecimalField(_("目标值"), max_digits=28, decimal_places=6)
    value_max = models.DecimalField(
        _("上限"), max_digits=28, decimal_places=6, null=True, blank=True
    )
    unit = models.CharField(_("计量单位"), max_length=32, blank=True)
    deadline = models.DateField(_("时限"), null=True, blank=True)
    quote = models.TextField(_("原文"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("目标")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "key"],
                condition=models.Q(until__isnull=True),
                name="one_current_target",
            )
        ]
        indexes = [
            models.Index(  # the same number in the same measure elsewhere: likely one commitment
                fields=["value", "unit"],
                condition=models.Q(until__isnull=True),
                name="current_target_value",
            )
        ]

    def __str__(self) -> str:
        return self.indicator


class Figure(models.Model):
    """A figure reported against a target (填报数), as an event of the task recorded it."""

    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("任务"), related_name="figures")
    event = models.ForeignKey(Event, models.PROTECT, related_name="figures")
    target_key = models.PositiveSmallIntegerField(_("目标号"))
    value = models.DecimalField(_("填报值"), max_digits=28, decimal_places=6)
    observed_on = models.DateField(_("截至日期"))
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("填报数")
        ordering = ["observed_on", "event_id"]
        indexes = [models.Index(fields=["task", "target_key", "observed_on"])]

    def __str__(self) -> str:
        return f"{self.target_key}: {self.value}"


class Evidence(models.Model):
    """A file that shows what was done (佐证材料), as an event of the task recorded it."""

    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("任务"), related_name="evidence")
    event = models.ForeignKey(Event, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, models.PROTECT, verbose_name=_("文件"), related_name="+")
    name = models.CharField(_("文件名"), max_length=255)
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("佐证材料")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
