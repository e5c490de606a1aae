from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.organisations.models import Unit

from .run import SchemeRun


class SubjectTie(models.Model):
    """Which unit a subject of a run is, as a person said (对应单位). Append-only: the last holds.

    `unit` None: no unit, whatever its name says.
    """

    run = models.ForeignKey(SchemeRun, models.PROTECT, verbose_name=_("评定"), related_name="ties")
    subject = models.CharField(_("对象代码"), max_length=512)
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("单位"), null=True, blank=True, related_name="+"
    )
    tied_by = models.ForeignKey(Person, models.PROTECT, verbose_name=_("经办人"), related_name="+")
    tied_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("对应单位")
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "subject"], name="ties_by_subject")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.subject}"
