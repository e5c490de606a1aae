from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person

from ..enums import Frequency, Method


def no_grace() -> dict[str, int]:
    """The day after the next figure was due, of every frequency."""
    return dict.fromkeys(Frequency.values, 0)


class PaceRuleVersion(models.Model):
    """How pace is judged from a day on (进度口径). Append-only; of two for one day the one recorded
    later holds. `recorded_by` empty: it came with the product."""

    valid_from = models.DateField(_("启用日期"))
    tolerance_pct = models.DecimalField(_("容差（百分点）"), max_digits=6, decimal_places=2)
    stale_days = models.PositiveSmallIntegerField(  # of figures that belong to no series
        _("未挂接指标的数几日后视为过期")
    )
    grace_days = models.JSONField(  # by frequency: days after the next figure was due
        _("逾期几日后视为过期"), default=no_grace
    )
    methods = ArrayField(  # the first that is there judges
        models.CharField(max_length=8, choices=Method.choices), verbose_name=_("进度方法")
    )
    reference = models.CharField(_("依据"), max_length=512)
    recorded_at = models.DateTimeField(_("录入时间"))
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("录入人"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("进度口径")
        ordering = ["-valid_from", "-id"]

    def __str__(self) -> str:
        return self.valid_from.isoformat()
