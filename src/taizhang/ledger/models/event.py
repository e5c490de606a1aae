from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .task import Task


class Event(models.Model):
    """One act on one task (事件), chained to the one before by its hash. Never changed or removed.

    `payload` is canonical JSON kept as text, because the hash is over exactly these characters.
    `recorded_at` is the database's clock, taken under the lock of the task's row.
    """

    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("任务"), related_name="events")
    seq = models.PositiveIntegerField(_("次序"))
    type = models.CharField(_("类别"), max_length=32)
    payload = models.TextField(_("内容"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("经办人"), related_name="+"
    )
    occurred_at = models.DateTimeField(_("发生时间"))
    recorded_at = models.DateTimeField(_("记录时间"))
    previous_hash = models.CharField(_("前一哈希"), max_length=64, blank=True)
    hash = models.CharField(_("哈希"), max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = _("事件")
        ordering = ["task_id", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["task", "seq"], name="one_event_a_place_in_the_chain")
        ]
        indexes = [models.Index(fields=["recorded_at"])]

    def __str__(self) -> str:
        return f"{self.task_id}/{self.seq} {self.type}"


class Seal(models.Model):
    """The daily seal over the chain heads (每日封印), chained to the seal before."""

    until = models.DateTimeField(_("封至"), unique=True)  # events recorded before this moment
    tasks = models.PositiveIntegerField(_("涉及任务数"))
    events = models.PositiveBigIntegerField(_("累计事件数"))
    previous_hash = models.CharField(_("前一封印"), max_length=64, blank=True)
    hash = models.CharField(_("封印"), max_length=64, unique=True)
    sealed_at = models.DateTimeField(_("封印时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("封印")
        ordering = ["until"]

    def __str__(self) -> str:
        return self.hash[:12]
