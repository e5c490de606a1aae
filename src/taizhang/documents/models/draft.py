import re

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.organisations.enums import Level
from taizhang.organisations.models import Region

from ..enums import CorrectionKind, DraftState, RowKind, RowState
from .source import Source

_SENTENCE_END = re.compile("[。；;\n]")
_HEADING_LENGTH = 40


def shorten(text: str) -> str:
    """The first sentence of a text, at most 40 characters."""
    first = _SENTENCE_END.split(text.strip(), maxsplit=1)[0].strip()
    return first if len(first) <= _HEADING_LENGTH else first[: _HEADING_LENGTH - 1] + "…"


class Draft(models.Model):
    """One issued document inside a source (文件草稿), as read and then as corrected."""

    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("原件"), related_name="drafts"
    )
    position = models.PositiveIntegerField(_("序号"))
    title = models.CharField(_("标题"), max_length=512, blank=True)
    issuer = models.CharField(_("发文机关"), max_length=256, blank=True)
    document_number = models.CharField(_("文号"), max_length=128, blank=True)
    issued = models.DateField(_("成文日期"), null=True, blank=True)
    effective_until = models.DateField(_("有效期至"), null=True, blank=True)
    jurisdiction = models.CharField(_("适用地区"), max_length=64, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, verbose_name=_("地区"), null=True, blank=True, related_name="+"
    )
    level = models.CharField(_("层级"), max_length=2, choices=Level.choices, blank=True)
    span_start = models.PositiveIntegerField()
    span_end = models.PositiveIntegerField()
    reading = models.JSONField(_("识读结果"), default=dict)  # spans, coverage, notices as read
    state = models.CharField(
        _("状态"), max_length=16, choices=DraftState.choices, default=DraftState.OPEN
    )
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("替代"),
        null=True,
        blank=True,
        related_name="replaced_by",
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("确认人"),
        null=True,
        blank=True,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("文件草稿")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "position"], name="one_draft_a_document"),
            models.CheckConstraint(
                condition=models.Q(state=DraftState.CONFIRMED, confirmed_at__isnull=False)
                | (~models.Q(state=DraftState.CONFIRMED) & models.Q(confirmed_at__isnull=True)),
                name="a_confirmed_draft_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.source.name


class DraftRow(models.Model):
    """A proposed task (草稿行); its parts have the shape of the extraction contract.

    `units`: [{"name", "role", "span", "basis_span", "unit_id"}], unit_id (int or null) chosen by
    the clerk; `targets` and `deadlines` as in `taizhang/extract/1`; spans are null for what was
    typed by hand. `first` is the row as first read ({} for a row added by hand). Free until the
    draft is confirmed.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, verbose_name=_("草稿"), related_name="rows")
    position = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(_("来源"), max_length=8, choices=RowKind.choices, default=RowKind.ITEM)
    path = models.JSONField(_("条目号"), default=list)
    title = models.CharField(_("任务"), max_length=512, blank=True)
    text = models.TextField(_("原文"), blank=True)
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)
    units = models.JSONField(_("单位"), default=list)
    targets = models.JSONField(_("目标"), default=list)
    deadlines = models.JSONField(_("时限"), default=list)
    first = models.JSONField(_("首次识读"), default=dict)
    state = models.CharField(
        _("状态"), max_length=16, choices=RowState.choices, default=RowState.PROPOSED
    )
    version = models.PositiveIntegerField(default=1)  # two clerks on one row: the later one is told
    merged_into = models.ForeignKey(
        "self",
        models.CASCADE,
        verbose_name=_("并入"),
        null=True,
        blank=True,
        related_name="merged_rows",
    )
    offer = models.JSONField(_("重新识读结果"), null=True, blank=True)  # read anew, not yet taken

    class Meta:
        verbose_name = verbose_name_plural = _("草稿行")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        """The title, or the beginning of the text where the row has no title of its own."""
        return self.title or shorten(self.text)


class Correction(models.Model):
    """Who changed what on a draft, from what, to what (更正). Never changed or removed."""

    draft = models.ForeignKey(
        Draft, models.CASCADE, verbose_name=_("草稿"), related_name="corrections"
    )
    row = models.ForeignKey(
        DraftRow,
        models.CASCADE,
        verbose_name=_("行"),
        null=True,
        blank=True,
        related_name="corrections",
    )
    kind = models.CharField(_("类别"), max_length=8, choices=CorrectionKind.choices)
    field = models.CharField(_("字段"), max_length=32, blank=True)
    before = models.JSONField(_("更正前"), null=True)
    after = models.JSONField(_("更正后"), null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("更正人"), related_name="+"
    )
    corrected_at = models.DateTimeField(_("更正时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("更正")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.field}"
