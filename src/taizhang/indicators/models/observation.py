from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.documents.models import StoredFile
from taizhang.ledger.models import Figure
from taizhang.organisations.models import Unit

from ..enums import Source, Way
from .indicator import Series


class Submission(models.Model):
    """Figures that came in together (报送批次): who gave them, when, on which way, from which
    file. Append-only."""

    way = models.CharField(_("报送方式"), max_length=16, choices=Way.choices)
    source = models.PositiveSmallIntegerField(_("数据来源"), choices=Source.choices)
    submitted_by = models.ForeignKey(  # empty: a programme
        Person, models.PROTECT, verbose_name=_("报送人"), null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("报送单位"), null=True, blank=True, related_name="+"
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name=_("文件"), null=True, blank=True, related_name="+"
    )
    file_name = models.CharField(_("文件名"), max_length=255, blank=True)
    key = models.CharField(
        _("幂等键"), max_length=64, blank=True
    )  # the caller's own, unique for it
    body_hash = models.CharField(
        _("内容哈希"), max_length=64, blank=True
    )  # of what came under the key
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("报送批次")
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submitted_by", "key"],
                condition=~models.Q(key=""),
                name="one_submission_a_key",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.way}"


class Observation(models.Model):
    """A figure as somebody gave it for the end of a day (观测值). Append-only: a revision is a new
    row, and of one date that of the best source counts, of one source the row recorded last."""

    series = models.ForeignKey(
        Series, models.PROTECT, verbose_name=_("数列"), related_name="observations", db_index=False
    )
    day = models.DateField(_("截至日期"))
    value = models.DecimalField(  # six decimals, in any unit up to 亿
        _("数值"), max_digits=36, decimal_places=14
    )
    source = models.PositiveSmallIntegerField(_("数据来源"), choices=Source.choices)
    is_final = models.BooleanField(_("最终数"), default=True)
    submission = models.ForeignKey(
        Submission, models.PROTECT, verbose_name=_("报送批次"), related_name="observations"
    )
    figure = models.ForeignKey(  # what a unit reported against a target
        Figure,
        models.PROTECT,
        verbose_name=_("填报数"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    note = models.CharField(_("说明"), max_length=512, blank=True)
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("观测值")
        indexes = [
            models.Index(  # the one that counts is the first of its series and day
                fields=["series", "-day", "source", "-id"],
                include=["value", "is_final", "recorded_at"],
                name="observation_that_counts",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "figure"],
                condition=models.Q(figure__isnull=False),
                name="a_figure_is_observed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.value}"
