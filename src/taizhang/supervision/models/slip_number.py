"""How far the numbers of slips have come (督查单编号)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.organisations.models import Unit


class SlipSeries(models.Model):
    """The last number of a year and an office (编号序列).

    The row is the lock under which numbers are allotted: they have no gaps and never come twice.
    """

    year = models.PositiveSmallIntegerField(_("年度"))
    keeper = models.ForeignKey(  # None: the city's own office
        Unit, models.PROTECT, verbose_name=_("督办单位"), null=True, related_name="+"
    )
    last = models.PositiveIntegerField(_("最后编号"))

    class Meta:
        verbose_name = verbose_name_plural = _("督查单编号")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "keeper"], name="one_series_a_year", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"督〔{self.year}〕{self.last}号"
