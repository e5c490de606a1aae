from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.documents.models import StoredFile
from taizhang.organisations.models import Unit

from ..enums import UNDERWAY_STATES, RevisionState, Stage
from .run import SchemeRun


class Revision(models.Model):
    """One computation of a run (轮次): the first, and one more for each corrected cell.

    `source`: the table as it was uploaded, the same for all revisions of a run; `table`: the
    cells that this revision computed with, as text, corrections made; `result` and `steps`: what
    came out and every step to it. The digests are those of the contents written as CSV, which do
    not depend on how a library packs Parquet.
    """

    run = models.ForeignKey(
        SchemeRun, models.PROTECT, verbose_name=_("评定"), related_name="revisions"
    )
    number = models.PositiveSmallIntegerField(_("轮次"))
    made_by = models.ForeignKey(Person, models.PROTECT, verbose_name=_("经办人"), related_name="+")
    made_at = models.DateTimeField(_("提出时间"))
    state = models.CharField(_("状态"), max_length=16, choices=RevisionState.choices)
    stage = models.CharField(_("进度"), max_length=16, choices=Stage.choices)
    source = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name=_("上传的表格"), related_name="+"
    )
    source_name = models.CharField(_("文件名"), max_length=255)
    corrects = models.ForeignKey(  # the revision that it differs from in one cell
        "self",
        models.PROTECT,
        verbose_name=_("更正前的轮次"),
        null=True,
        blank=True,
        related_name="+",
    )
    row_key = models.CharField(_("更正的行"), max_length=512, blank=True)
    column = models.CharField(_("更正的列"), max_length=64, blank=True)
    old = models.CharField(_("原值"), max_length=512, blank=True)
    new = models.CharField(_("新值"), max_length=512, blank=True)
    table = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name=_("数据"), null=True, blank=True, related_name="+"
    )
    result = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name=_("结果"), null=True, blank=True, related_name="+"
    )
    steps = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        verbose_name=_("计算过程"),
        null=True,
        blank=True,
        related_name="+",
    )
    table_digest = models.CharField(_("数据哈希"), max_length=64, blank=True)
    result_digest = models.CharField(_("结果哈希"), max_length=64, blank=True)
    steps_digest = models.CharField(_("过程哈希"), max_length=64, blank=True)
    subjects = models.PositiveIntegerField(_("对象数"), null=True, blank=True)
    totals = models.JSONField(_("金额合计"), default=dict)  # column -> yuan as text
    problems = models.JSONField(_("问题"), default=list)  # the first, each row column value message
    problem_count = models.PositiveIntegerField(_("问题数"), default=0)
    notices = models.JSONField(_("提示"), default=list)
    reason = models.TextField(_("失败原因"), blank=True)
    began_at = models.DateTimeField(_("计算开始"), null=True, blank=True)
    ended_at = models.DateTimeField(_("计算结束"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("轮次")
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_revision_a_number"),
            models.CheckConstraint(
                condition=~models.Q(state=RevisionState.DONE)
                | models.Q(
                    table__isnull=False,
                    result__isnull=False,
                    steps__isnull=False,
                    ended_at__isnull=False,
                ),
                name="a_done_revision_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"

    @property
    def is_underway(self) -> bool:
        """It waits for its turn, or is being computed."""
        return self.state in UNDERWAY_STATES

    @property
    def is_correction(self) -> bool:
        """It differs from the one before in one cell."""
        return bool(self.column)


class ResultRow(models.Model):
    """One subject of a result (评定对象), as far as lists need it; the rest is in the files.

    `cells`: the output columns that people look for, as written (`domain.running.rows`).
    """

    revision = models.ForeignKey(
        Revision, models.PROTECT, verbose_name=_("轮次"), related_name="rows"
    )
    place = models.PositiveIntegerField(_("序号"))  # in the result, from 1
    subject = models.CharField(_("对象代码"), max_length=512)
    name = models.CharField(_("对象"), max_length=256)
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("单位"), null=True, blank=True, related_name="+"
    )
    rank = models.PositiveIntegerField(_("名次"), null=True, blank=True)
    cells = models.JSONField(_("结果"), default=dict)

    class Meta:
        verbose_name = verbose_name_plural = _("评定对象")
        ordering = ["revision", "place"]
        indexes = [
            models.Index(fields=["revision", "subject"], name="result_rows_by_subject"),
            models.Index(fields=["revision", "rank", "place"], name="result_rows_by_rank"),
            models.Index(fields=["unit", "revision"], name="result_rows_of_unit"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["revision", "place"], name="one_result_row_a_place")
        ]

    def __str__(self) -> str:
        return self.name
