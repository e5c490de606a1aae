from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.documents.models import StoredFile, TextVersion
from taizhang.organisations.models import Unit

from ..enums import BulletinActKind, BulletinState, PeriodKind


class BulletinTemplate(TextVersion):
    """The words of a kind of bulletin from a day on (通报模板); its key is the kind."""

    class Meta:
        verbose_name = verbose_name_plural = _("通报模板")
        ordering = ["key", "-valid_from", "-id"]
        indexes = [models.Index(fields=["key", "-valid_from", "-id"], name="template_by_day")]


class Bulletin(models.Model):
    """A bulletin on a period (通报): its numbers and words, as of a day and a recorded moment.

    `numbers` and `blocks` are canonical JSON kept as text, and both are under `digest`; making it
    again from the same day, moment and template gives the same. Once issued the database refuses
    to change what it says.
    """

    kind = models.CharField(_("期别"), max_length=16, choices=PeriodKind.choices)
    period = models.CharField(_("期间"), max_length=8)  # 2026-06, 2026-Q2, 2026-H1, 2026
    day = models.DateField(_("数据截至"))
    known_at = models.DateTimeField(_("数据读取时间"))
    keeper = models.ForeignKey(  # whose office issues it; empty: the city's own
        Unit, models.PROTECT, verbose_name=_("督办单位"), null=True, blank=True, related_name="+"
    )
    template = models.ForeignKey(
        BulletinTemplate, models.PROTECT, verbose_name=_("模板"), related_name="+"
    )
    number = models.CharField(_("文号"), max_length=64, blank=True)
    title = models.CharField(_("标题"), max_length=256)
    numbers = models.TextField(_("数据"))
    blocks = models.TextField(_("正文"))
    digest = models.CharField(_("内容哈希"), max_length=64)
    state = models.CharField(_("状态"), max_length=16, choices=BulletinState.choices)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)
    word = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name=_("Word"), null=True, blank=True, related_name="+"
    )
    annex = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name=_("附表"), null=True, blank=True, related_name="+"
    )
    pdf = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name=_("PDF"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("通报")
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "keeper"],
                condition=~models.Q(number=""),
                nulls_distinct=False,
                name="one_bulletin_a_number",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The bulletin's own page."""
        return reverse("reporting:bulletin", args=[self.pk])


class BulletinSeries(models.Model):
    """The last number of a year and an office (文号序列).

    The row is the lock under which numbers are allotted: they have no gaps and never come twice.
    """

    year = models.PositiveSmallIntegerField(_("年度"))
    keeper = models.ForeignKey(  # None: the city's own office
        Unit, models.PROTECT, verbose_name=_("督办单位"), null=True, related_name="+"
    )
    last = models.PositiveIntegerField(_("最后编号"))

    class Meta:
        verbose_name = verbose_name_plural = _("文号序列")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "keeper"],
                nulls_distinct=False,
                name="one_bulletin_series_a_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.last}"


class NamedUnit(models.Model):
    """A unit that a bulletin names and that must answer it (点名单位)."""

    bulletin = models.ForeignKey(
        Bulletin, models.PROTECT, verbose_name=_("通报"), related_name="named"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("单位"), related_name="+")
    reason = models.CharField(_("事由"), max_length=512)
    answer_by = models.DateField(_("回复时限"))
    answer = models.TextField(_("整改回复"), blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("回复人"), null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("回复时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("点名单位")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "unit"], name="a_unit_is_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.unit_id}"

    def days_late(self, today: date) -> int:
        """How many days its answer is late: of one that was given, when it was given."""
        came = local_day(self.answered_at) if self.answered_at else today
        return max((came - self.answer_by).days, 0)


class BulletinAct(models.Model):
    """What was done with a bulletin (通报办理). Append-only."""

    bulletin = models.ForeignKey(
        Bulletin, models.PROTECT, verbose_name=_("通报"), related_name="acts"
    )
    kind = models.CharField(_("办理"), max_length=16, choices=BulletinActKind.choices)
    actor = models.ForeignKey(Person, models.PROTECT, verbose_name=_("经办人"), related_name="+")
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("单位"), null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("内容"), blank=True)
    digest = models.CharField(_("内容哈希"), max_length=64, blank=True)  # of what it was done with
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("通报办理")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.kind}"
