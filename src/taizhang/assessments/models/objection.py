from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person

from ..enums import OPEN_OBJECTIONS, ObjectionState
from .revision import Revision
from .run import SchemeRun


class Objection(models.Model):
    """What a subject says against its result (异议), and the office's answer.

    `said_by`: who said so where the office recorded it on the subject's behalf, otherwise "".
    `led_to`: the revision with the corrected cell, of one that was upheld.
    """

    run = models.ForeignKey(
        SchemeRun, models.PROTECT, verbose_name=_("评定"), related_name="objections"
    )
    revision = models.ForeignKey(  # the result it is said against
        Revision, models.PROTECT, verbose_name=_("轮次"), related_name="+"
    )
    subject = models.CharField(_("对象代码"), max_length=512)
    name = models.CharField(_("对象"), max_length=256)
    text = models.TextField(_("异议内容"))
    said_by = models.CharField(_("提出人"), max_length=128, blank=True)
    raised_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("录入人"), related_name="+"
    )
    raised_at = models.DateTimeField(_("提出时间"))
    state = models.CharField(_("状态"), max_length=16, choices=ObjectionState.choices)
    answer = models.TextField(_("答复"), blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("答复人"), null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    led_to = models.OneToOneField(
        Revision,
        models.PROTECT,
        verbose_name=_("更正后的轮次"),
        null=True,
        blank=True,
        related_name="objection",
    )

    class Meta:
        verbose_name = verbose_name_plural = _("异议")
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "state"], name="objections_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(OPEN_OBJECTIONS))
                | models.Q(answered_by__isnull=False, answered_at__isnull=False),
                name="an_answered_objection_says_by_whom",
            )
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.name}"

    def get_absolute_url(self) -> str:
        """The objection's own page."""
        return reverse("assessments:objection", args=[self.run_id, self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer, or for the corrected result."""
        return self.state in OPEN_OBJECTIONS
