from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.documents.models import TextVersion

from ..enums import Severity, WarningActKind, WarningState
from ..warnings import Evidence, WarningRule, load_rule
from .goal import SeriesGoal
from .indicator import Series


@lru_cache(maxsize=256)
def _read(body: str) -> WarningRule:
    """The text was checked when it was recorded; one that the program can no longer read is
    refused with its findings."""
    return load_rule(body)


class WarningRuleVersion(TextVersion):
    """A rule of early warning as it holds from a day on (预警规则版本)."""

    class Meta:
        verbose_name = verbose_name_plural = _("预警规则版本")
        ordering = ["key", "-valid_from", "-id"]
        indexes = [models.Index(fields=["key", "-valid_from", "-id"], name="warning_rule_by_day")]

    @property
    def rule(self) -> WarningRule:
        """What the text says."""
        return _read(self.body)


class WarningQuerySet(models.QuerySet["EarlyWarning"]):
    """Warnings, asked for in the words of the room."""

    def open_at(self, moment: datetime) -> "WarningQuerySet":
        """Raised and not closed, as far as was written by a moment."""
        acts = WarningAct.objects.filter(warning=models.OuterRef("pk"), written_at__lte=moment)
        raised = acts.filter(kind=WarningActKind.RAISED)
        closed = acts.filter(kind=WarningActKind.CLOSED)
        return self.filter(models.Exists(raised), ~models.Exists(closed))


class EarlyWarning(models.Model):
    """Something about a series that somebody must look at (预警).

    One rule has at most one warning of a series, or of a goal where the rule asks for one, that is
    not closed. `fingerprint` is of the figures it rests on: as long as they are the same, nothing
    is said again; empty: the rule holds no longer. What was done with it stands in its acts.
    """

    rule = models.ForeignKey(
        WarningRuleVersion, models.PROTECT, verbose_name=_("预警规则"), related_name="warnings"
    )
    rule_key = models.CharField(_("规则代号"), max_length=32)
    series = models.ForeignKey(
        Series, models.PROTECT, verbose_name=_("数列"), related_name="warnings"
    )
    goal = models.ForeignKey(
        SeriesGoal,
        models.PROTECT,
        verbose_name=_("目标"),
        null=True,
        blank=True,
        related_name="warnings",
    )
    severity = models.CharField(_("级别"), max_length=8, choices=Severity.choices)
    state = models.CharField(_("状态"), max_length=16, choices=WarningState.choices)
    fingerprint = models.CharField(_("证据指纹"), max_length=64, blank=True)
    evidence = models.JSONField(_("证据"))  # the figures, their days and the bound, as texts
    raised_at = models.DateTimeField(_("发出时间"))
    changed_at = models.DateTimeField(_("最近变化"))
    closed_at = models.DateTimeField(_("销号时间"), null=True, blank=True)

    objects = WarningQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("预警")
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule_key", "series", "goal"],
                condition=models.Q(closed_at__isnull=True),
                nulls_distinct=False,
                name="one_open_warning_of_a_rule",
            )
        ]
        indexes = [models.Index(fields=["state", "-changed_at"], name="warnings_by_state")]

    def __str__(self) -> str:
        return f"{self.rule_key} {self.series_id}"

    def get_absolute_url(self) -> str:
        """The warning's own page."""
        return reverse("indicators:warning", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Not closed."""
        return self.closed_at is None

    @property
    def has_recovered(self) -> bool:
        """Whether the rule holds no longer."""
        return not self.fingerprint

    @property
    def found(self) -> Evidence:
        """What it rests on, or last rested on."""
        return Evidence.from_json(self.evidence)

    @property
    def answer_by(self) -> date:
        """The last day on which its handling is in time."""
        return localdate(self.raised_at) + timedelta(days=self.rule.rule.days_to_answer)


class WarningAct(models.Model):
    """What was done with a warning, or happened to it (预警办理). Append-only."""

    warning = models.ForeignKey(
        EarlyWarning, models.PROTECT, verbose_name=_("预警"), related_name="acts"
    )
    kind = models.CharField(_("办理"), max_length=16, choices=WarningActKind.choices)
    actor = models.ForeignKey(  # empty: the rule itself
        Person, models.PROTECT, verbose_name=_("经办人"), null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("内容"), blank=True)
    evidence = models.JSONField(_("证据"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("记录时间"))
    written_at = models.DateTimeField(  # by the database's clock: from when on it is known
        _("入库时间"), db_default=Now(), editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = _("预警办理")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.warning_id} {self.kind}"
