from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person

from ..enums import COMPUTED_STATES, SHOWN_STATES, UNSUBMITTED_STATES, RunState


class SchemeRun(models.Model):
    """A run of a scheme over a table (评定): from the upload to the final list.

    `version`: the fingerprint of the chapter that computes it; `settings`: what was set otherwise
    than the dated values, as written; `parameters`: every value it computes with, with its clause.
    All are fixed when the run begins, so that it can be repeated. `current`: the revision whose
    result holds now.
    """

    scheme = models.CharField(_("办法"), max_length=64)
    title = models.CharField(_("名称"), max_length=128)
    as_of = models.DateField(_("按哪一天的规定"))
    settings = models.JSONField(_("另行设定的参数"), default=dict)
    parameters = models.JSONField(_("参数"), default=list)
    version = models.CharField(_("办法版本"), max_length=64)
    state = models.CharField(_("状态"), max_length=16, choices=RunState.choices)
    started_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("计算人"), related_name="+"
    )
    started_at = models.DateTimeField(_("开始时间"))
    submitted_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("提交人"), null=True, blank=True, related_name="+"
    )
    published_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("审核人"), null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("公示开始"), null=True, blank=True)
    period_days = models.PositiveSmallIntegerField(_("公示工作日"), null=True, blank=True)
    objections_until = models.DateField(_("公示截止"), null=True, blank=True)
    finalised_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("确定人"), null=True, blank=True, related_name="+"
    )
    finalised_at = models.DateTimeField(_("确定时间"), null=True, blank=True)
    current = models.ForeignKey(
        "Revision",
        models.PROTECT,
        verbose_name=_("现行结果"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = verbose_name_plural = _("评定")
        ordering = ["-started_at", "-id"]
        indexes = [models.Index(fields=["scheme", "state"], name="runs_by_scheme")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(COMPUTED_STATES))
                | models.Q(current__isnull=False),
                name="a_computed_run_has_a_result",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(SHOWN_STATES))
                | models.Q(published_at__isnull=False, objections_until__isnull=False),
                name="a_published_run_has_a_period",
            ),
            models.CheckConstraint(
                condition=models.Q(published_by__isnull=True)
                | ~models.Q(published_by=models.F("started_by")),
                name="nobody_publishes_their_own_run",
            ),
            models.CheckConstraint(
                condition=models.Q(finalised_by__isnull=True)
                | ~models.Q(finalised_by=models.F("started_by")),
                name="nobody_finalises_their_own_run",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The run's own page."""
        return reverse("assessments:run", args=[self.pk])

    @property
    def is_shown(self) -> bool:
        """Whether subjects see their own rows."""
        return self.state in SHOWN_STATES

    @property
    def is_unsubmitted(self) -> bool:
        """Whether it has not left the runner's hands."""
        return self.state in UNSUBMITTED_STATES

    @property
    def parameter_rows(self) -> list[dict[str, Any]]:
        """The kept parameters, in the order of the chapter."""
        return list(self.parameters)
