from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from .goal import SeriesGoal


class GoalOutlook(models.Model):
    """Where the number of a goal will be at its deadline, seen from the end of `day` (到期预计):
    derived, written anew whenever something it rests on changes. A past day is projected from the
    figures themselves.

    `outlook` as in `domain.projections.Outlook`. `value`, `low`, `high`: empty where there is no
    projection, and `reason` says why.
    """

    goal = models.OneToOneField(
        SeriesGoal,
        models.CASCADE,
        verbose_name=_("目标"),
        primary_key=True,
        related_name="outlook",
    )
    day = models.DateField(_("截至日期"))
    outlook = models.CharField(_("能否完成"), max_length=8)
    value = models.DecimalField(_("到期预计"), max_digits=34, decimal_places=4, null=True)
    low = models.DecimalField(_("预计下限"), max_digits=34, decimal_places=4, null=True)
    high = models.DecimalField(_("预计上限"), max_digits=34, decimal_places=4, null=True)
    reason = models.CharField(_("原因"), max_length=16, blank=True)
    refreshed_at = models.DateTimeField(_("计算时间"))
    writing = models.PositiveBigIntegerField(_("改写次序"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("到期预计")
        indexes = [
            models.Index(fields=["outlook"], name="goals_of_an_outlook"),
            BrinIndex(fields=["writing"], pages_per_range=8, name="outlooks_as_written"),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.outlook}"
