"""Holiday notices that people entered (放假安排)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person


class HolidayNotice(models.Model):
    """The holiday notice of a year, entered where the program does not know it yet (放假安排).

    Append-only: the database refuses to change or remove a row. A later one of the same year
    replaces an earlier; all of them go before what the program brings. `off`: day → festival of
    the days off beside ordinary weekends; `work`: make-up day → festival. Days are ISO text.
    """

    year = models.PositiveSmallIntegerField(_("年份"))
    reference = models.CharField(_("发文字号或文件名称"), max_length=64)
    issued = models.DateField(_("印发日期"), null=True)
    off = models.JSONField(_("放假"))
    work = models.JSONField(_("调休上班"))
    recorded_at = models.DateTimeField(_("录入时间"))
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("录入人"), related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("放假安排")
        ordering = ["-year", "-id"]

    def __str__(self) -> str:
        return f"{self.year} {self.reference}"
