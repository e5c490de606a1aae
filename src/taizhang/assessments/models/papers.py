from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.documents.models import StoredFile

from ..paper_enums import PAPERS_UNDERWAY, PaperState
from .revision import ResultRow, Revision
from .run import SchemeRun

LATE = timedelta(minutes=5)  # without a sign of life


class Paper(models.Model):
    """Files that a job writes of a run (文件生成); `told_at`: the job's last sign of life."""

    state = models.CharField(_("状态"), max_length=16, choices=PaperState.choices)
    code = models.CharField(_("代号"), max_length=32, blank=True)
    reason = models.TextField(_("原因"), blank=True)
    asked_at = models.DateTimeField(_("提出时间"))
    told_at = models.DateTimeField(_("最近进展"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_underway(self) -> bool:
        """It waits for its turn, or is being written."""
        return self.state in PAPERS_UNDERWAY

    def is_late(self, now: datetime) -> bool:
        """Nothing was heard of it for too long: whoever wrote it is gone."""
        return self.is_underway and now - (self.told_at or self.asked_at) > LATE


class LetterSet(Paper):
    """The letters of one revision (一轮通知书), from publication on: one archive of Word files.

    What every letter says of its own issue is fixed when the set is asked for, so that a letter
    read from the archive and one written before the archive was there are the same.
    """

    revision = models.OneToOneField(
        Revision,
        models.PROTECT,
        verbose_name=_("轮次"),
        related_name="letters",
        primary_key=True,
    )
    office = models.CharField(_("发文单位"), max_length=128)
    issued_on = models.DateField(_("发文日期"))
    objections_until = models.DateField(_("异议截止"))
    address = models.CharField(_("系统内地址"), max_length=255, blank=True)
    written = models.PositiveIntegerField(_("已写份数"), default=0)
    archive = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name=_("文件"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("通知书")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=PaperState.DONE) | models.Q(archive__isnull=False),
                name="written_letters_are_kept",
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.state}"


class LetterDrawing(Paper):
    """The PDF of one letter (通知书 PDF), drawn when somebody asks for it, then kept."""

    row = models.OneToOneField(
        ResultRow,
        models.PROTECT,
        verbose_name=_("对象"),
        related_name="drawing",
        primary_key=True,
    )
    pdf = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name=_("文件"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("通知书 PDF")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=PaperState.DONE) | models.Q(pdf__isnull=False),
                name="a_drawn_letter_is_kept",
            )
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.state}"


class FinalList(Paper):
    """The list to be signed of a final run (结果名单), as Word and as Excel."""

    run = models.OneToOneField(
        SchemeRun,
        models.PROTECT,
        verbose_name=_("评定"),
        related_name="final_list",
        primary_key=True,
    )
    office = models.CharField(_("发文单位"), max_length=128)
    word = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name=_("Word"), null=True, blank=True, related_name="+"
    )
    excel = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name=_("Excel"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("结果名单")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=PaperState.DONE)
                | models.Q(word__isnull=False, excel__isnull=False),
                name="a_written_list_is_kept",
            )
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.state}"
