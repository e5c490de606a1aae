from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger.models import Event, Task
from taizhang.organisations.models import Unit

from ..enums import RecheckResult


class RecheckRound(models.Model):
    """An independent re-check of a random sample of closed tasks (复核抽查).

    Append-only: what was drawn, from which list and how stands as it was on the day of the draw.
    Shares are whole hundredths of a per cent, so that they are exact.
    """

    keeper = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("督办单位"), null=True, related_name="+"
    )
    closed_from = models.DateField(_("办结自"))
    closed_to = models.DateField(_("办结至"))
    confidence = models.PositiveSmallIntegerField(_("把握程度"))  # 9500: 95 %
    tolerated = models.PositiveSmallIntegerField(_("容许不实比例"))  # 500: 5 %
    population = models.PositiveIntegerField(_("总体"))
    population_sha256 = models.CharField(_("总体校验值"), max_length=64)
    sample = models.PositiveIntegerField(_("样本量"))
    seed = models.CharField(_("种子"), max_length=64)
    algorithm = models.CharField(_("抽样方法"), max_length=32)
    opened_at = models.DateTimeField(_("抽取时间"))
    opened_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("抽取人"), related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("复核抽查")
        ordering = ["-opened_at", "-id"]

    def __str__(self) -> str:
        return f"{self.closed_from.isoformat()}—{self.closed_to.isoformat()}"


class RecheckItem(models.Model):
    """A drawn task (抽中任务), the checker and what they found; a finding is never changed."""

    round = models.ForeignKey(
        RecheckRound, models.PROTECT, verbose_name=_("抽查"), related_name="items"
    )
    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("任务"), related_name="rechecks")
    position = models.PositiveIntegerField(_("次序"))  # in the draw
    checker = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("复核人"), null=True, related_name="rechecks"
    )
    result = models.CharField(
        _("结论"), max_length=8, choices=RecheckResult.choices, blank=True, default=""
    )
    text = models.TextField(_("说明"), blank=True)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("复核时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("抽中任务")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "task"], name="drawn_once_a_round"),
            models.CheckConstraint(
                condition=models.Q(result="", answered_at__isnull=True, event__isnull=True)
                | (
                    ~models.Q(result="")
                    & ~models.Q(text="")
                    & models.Q(
                        answered_at__isnull=False, event__isnull=False, checker__isnull=False
                    )
                ),
                name="a_finding_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["checker"], condition=models.Q(result=""), name="recheck_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.position}"
