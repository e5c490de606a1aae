from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..domain.projections import are_narrow
from .indicator import Series


class SeriesHonesty(models.Model):
    """How earlier projections of a series turned out (预测回头看): derived, written anew when the
    figures of the series change or a year ends.

    `cases`: projections made again; `ends`: of how many ends; `hits`: ended within the interval.
    Medians of the errors are percentages of the end; empty: nothing can be said.
    """

    series = models.OneToOneField(
        Series,
        models.CASCADE,
        verbose_name=_("数列"),
        primary_key=True,
        related_name="honesty",
    )
    cases = models.PositiveIntegerField(_("预测次数"))
    ends = models.PositiveIntegerField(_("期末数"))
    hits = models.PositiveIntegerField(_("落在区间内"))
    error_pct = models.DecimalField(_("误差中位数"), max_digits=34, decimal_places=4, null=True)
    bias_pct = models.DecimalField(_("偏差中位数"), max_digits=34, decimal_places=4, null=True)
    is_enough = models.BooleanField(_("次数足够"))
    day = models.DateField(_("截至日期"))
    figures_until = models.DateTimeField(_("数据记录至"))  # of the last figure that was read
    refreshed_at = models.DateTimeField(_("计算时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("预测回头看")

    def __str__(self) -> str:
        return f"{self.series_id}: {self.hits}/{self.cases}"

    @property
    def hit_pct(self) -> Decimal | None:
        """How often it ended within the interval, in percent."""
        return Decimal(self.hits) * 100 / self.cases if self.cases else None

    @property
    def is_narrow(self) -> bool:
        """Whether the intervals held far fewer than they claim to."""
        return are_narrow(self.hits, self.cases)
