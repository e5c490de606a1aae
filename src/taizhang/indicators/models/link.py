from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger.models import Task
from taizhang.ledger.models.projection import Temporal


class UnmeasuredTarget(Temporal):
    """A target for which no indicator is kept, in one period (不设指标): it waits for none."""

    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("任务"), related_name="+")
    target_key = models.PositiveSmallIntegerField(_("目标号"))
    reason = models.CharField(_("理由"), max_length=512, blank=True)
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("录入人"), related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("不设指标的目标")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "target_key"],
                condition=models.Q(until__isnull=True),
                name="one_decision_a_target",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.target_key}"
