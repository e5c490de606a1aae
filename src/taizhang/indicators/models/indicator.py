from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger.models.projection import Temporal
from taizhang.organisations.models import Region, Unit

from ..enums import Accumulation, Direction, Frequency


class Indicator(models.Model):
    """Something that is counted again and again (指标): what never changes of it."""

    code = models.CharField(_("代码"), max_length=32, unique=True)
    created_at = models.DateTimeField(_("建立时间"))
    created_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("建立人"), related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("指标")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """The indicator's own page."""
        return reverse("indicators:indicator", args=[self.code])


class IndicatorVersion(Temporal):
    """What an indicator means, in one period (指标的一个版本)."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, verbose_name=_("指标"), related_name="versions"
    )
    name = models.CharField(_("名称"), max_length=256)
    unit = models.CharField(_("计量单位"), max_length=32, blank=True)
    direction = models.CharField(_("方向"), max_length=8, choices=Direction.choices)
    frequency = models.CharField(_("频度"), max_length=16, choices=Frequency.choices)
    accumulation = models.CharField(_("累计方式"), max_length=16, choices=Accumulation.choices)
    office = models.ForeignKey(  # whose figures count; empty: nobody's yet
        Unit,
        models.PROTECT,
        verbose_name=_("数据来源单位"),
        null=True,
        blank=True,
        related_name="+",
    )
    region = models.ForeignKey(  # for which it is kept; series of places below it exist too
        Region, models.PROTECT, verbose_name=_("地区"), related_name="+"
    )
    release_days = models.PositiveSmallIntegerField(_("期后几日内报数"), default=15)
    definition = models.TextField(_("口径说明"), blank=True)
    reference = models.CharField(_("依据"), max_length=512, blank=True)
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("录入人"), related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("指标版本")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator"],
                condition=models.Q(until__isnull=True),
                name="one_current_indicator_version",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    """The figures of one indicator in one region (数列)."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, verbose_name=_("指标"), related_name="series"
    )
    region = models.ForeignKey(
        Region, models.PROTECT, verbose_name=_("地区"), related_name="series"
    )
    office = models.ForeignKey(  # who gives the figures of this region; empty: the indicator's
        Unit, models.PROTECT, verbose_name=_("报数单位"), null=True, blank=True, related_name="+"
    )
    expected_from = models.DateField(  # empty: nothing is late or missing
        _("自哪日起应报"), null=True, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = _("数列")
        ordering = ["indicator_id", "region_id"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "region"], name="one_series_a_region")
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.region_id}"
