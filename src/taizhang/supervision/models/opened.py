from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.models import Task
from taizhang.organisations.models import Unit


class Opened(models.Model):
    """Somebody of a unit has opened the page of a task of the unit (已查看): when for the first
    time. No event: it changes nothing about the task."""

    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("任务"), related_name="opened")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("单位"), related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("人员"), related_name="+"
    )
    first_at = models.DateTimeField(_("首次查看"))

    class Meta:
        verbose_name = verbose_name_plural = _("查看记录")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "unit", "person"], name="opened_once_a_person_and_unit"
            )
        ]
        indexes = [models.Index(fields=["unit", "task"], name="opened_by_unit")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.unit_id} {self.person_id}"
