"""Where tasks come from besides documents (交办来源): what meetings and instructions share."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.documents.models import StoredFile
from taizhang.ledger.models import Task
from taizhang.organisations.models import Unit


class Intake(models.Model):
    """A meeting or an instruction (交办来源), never removed; what was edited stands in `edits`.

    `keeper` is the unit whose office supervises what comes of it, None: the city's. `version`
    counts the savings: of two people who edit at once the later one is told.
    """

    keeper = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("督办单位"), null=True, blank=True, related_name="+"
    )
    held_on = models.DateField(_("日期"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("录入人"), related_name="+"
    )
    entered_at = models.DateTimeField(_("录入时间"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("交办来源")
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["-held_on", "-id"], name="intake_by_day")]

    def __str__(self) -> str:
        return f"{self.held_on} {self.pk}"


class Matter(models.Model):
    """A line of a meeting or an instruction (事项): a task to be, or words that are kept.

    `source` is the line as it was entered and never changes; the other texts are what the clerk
    makes of it, in the forms that Excel carries too. With a task it is confirmed and closed.
    """

    class Kind(models.TextChoices):
        TASK = "task", _("列为任务")
        NOTE = "note", _("不列任务")

    intake = models.ForeignKey(
        Intake, models.PROTECT, verbose_name=_("来源"), related_name="matters"
    )
    position = models.PositiveIntegerField(_("序号"))
    label = models.CharField(_("项号"), max_length=16, blank=True)
    source = models.TextField(_("原文"))
    kind = models.CharField(_("处理"), max_length=8, choices=Kind.choices, default=Kind.TASK)
    title = models.CharField(_("任务"), max_length=512, blank=True)
    text = models.TextField(_("要求"), blank=True)
    leads = models.TextField(_("牵头单位"), blank=True)
    units = models.TextField(_("责任单位"), blank=True)
    targets = models.TextField(_("目标"), blank=True)
    due = models.DateField(_("完成时限"), null=True, blank=True)
    task = models.OneToOneField(
        Task, models.PROTECT, verbose_name=_("任务"), null=True, blank=True, related_name="matter"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("事项")
        ordering = ["intake", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["intake", "position"], name="one_matter_a_place"),
            models.CheckConstraint(
                condition=models.Q(task__isnull=True) | models.Q(kind="task"),
                name="a_note_has_no_task",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.source[:40]


class IntakeFile(models.Model):
    """A file of a meeting or an instruction (附件); only added."""

    intake = models.ForeignKey(Intake, models.PROTECT, verbose_name=_("来源"), related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, verbose_name=_("文件"), related_name="+")
    name = models.CharField(_("文件名"), max_length=255)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("上传人"), related_name="+"
    )
    added_at = models.DateTimeField(_("上传时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("附件")
        ordering = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["intake", "file"], name="one_file_once_an_intake")
        ]

    def __str__(self) -> str:
        return self.name


class IntakeEdit(models.Model):
    """What somebody changed in a meeting or an instruction (修改记录); only added.

    `changes`: [[label, before, after], …] as people read them.
    """

    intake = models.ForeignKey(Intake, models.PROTECT, verbose_name=_("来源"), related_name="edits")
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("修改人"), related_name="+"
    )
    edited_at = models.DateTimeField(_("修改时间"))
    changes = models.JSONField(_("修改内容"))

    class Meta:
        verbose_name = verbose_name_plural = _("修改记录")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.intake_id} {self.edited_at}"
