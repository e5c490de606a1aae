"""Lights as they stood on days (亮灯记录)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.models import Task


class LightRecord(models.Model):
    """The light of an open task at the end of a day (亮灯记录): of every review day, and of the
    days on which it changed.

    Derived from the chains and the office's practice, and written once. `reds`: how many review
    days in a row, this one included, the light was red; null on other days.
    """

    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("任务"), related_name="lights")
    day = models.DateField(_("日期"))
    colour = models.CharField(_("灯色"), max_length=20)
    label = models.CharField(_("说明"), max_length=200)
    points = models.DecimalField(_("记分"), max_digits=8, decimal_places=4)
    reds = models.PositiveSmallIntegerField(_("连续红灯次数"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("亮灯记录")
        constraints = [
            models.UniqueConstraint(fields=["task", "day"], name="one_light_a_day"),
        ]
        indexes = [
            models.Index(
                fields=["day", "task"],
                condition=models.Q(reds__isnull=False),
                name="light_of_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.label}"
