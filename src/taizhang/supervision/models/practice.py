"""What the office uses from a day on (督查口径)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person


class Practice(models.Model):
    """Which light regime, and which mechanism for a dispatch that names none (督查口径).

    Append-only: the database refuses to change or remove a row. Of two for one day the one entered
    later holds. The product's own stands in no table.
    """

    valid_from = models.DateField(_("启用日期"))
    regime = models.CharField(_("亮灯办法"), max_length=32)  # key of a RegimeVersion
    mechanism = models.CharField(_("默认督办机制"), max_length=32)  # key of a MechanismVersion
    kind = models.CharField(_("默认事项类别"), max_length=32)
    recorded_at = models.DateTimeField(_("录入时间"))
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("录入人"), related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("督查口径")
        ordering = ["-valid_from", "-id"]
        indexes = [models.Index(fields=["-valid_from", "-id"], name="practice_by_day")]

    def __str__(self) -> str:
        return f"{self.valid_from.isoformat()} {self.regime} {self.mechanism}/{self.kind}"

    @property
    def is_shipped(self) -> bool:
        """Whether it is the product's own."""
        return self.recorded_by_id is None
