from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person

from ..enums import RunEventKind
from .objection import Objection
from .revision import Revision
from .run import SchemeRun


class RunEvent(models.Model):
    """What happened to a run (经过). Append-only; each is chained to the one before by its hash.

    `actor` None: the computing job. `result_digest`: the hash of the result that held then.
    """

    run = models.ForeignKey(
        SchemeRun, models.PROTECT, verbose_name=_("评定"), related_name="events"
    )
    number = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(_("经过"), max_length=32, choices=RunEventKind.choices)
    actor = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("经办人"), null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(_("时间"))
    revision = models.ForeignKey(
        Revision, models.PROTECT, verbose_name=_("轮次"), null=True, blank=True, related_name="+"
    )
    objection = models.ForeignKey(
        Objection, models.PROTECT, verbose_name=_("异议"), null=True, blank=True, related_name="+"
    )
    subject = models.CharField(_("对象代码"), max_length=512, blank=True)
    text = models.TextField(_("说明"), blank=True)
    result_digest = models.CharField(_("结果哈希"), max_length=64, blank=True)
    previous = models.CharField(_("上一条哈希"), max_length=64, blank=True)
    digest = models.CharField(_("哈希"), max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = _("评定经过")
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_run_event_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number} {self.kind}"
