from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import UNDERWAY, DrawingState
from .bulletin import Bulletin

LATE = timedelta(minutes=5)  # longer than one drawing may take


class BulletinDrawing(models.Model):
    """The PDF of a bulletin, drawn in the background (PDF 生成): one row a bulletin.

    `paper`: what it is drawn of, so that the PDF of an earlier text is never given out. `draft`:
    the bytes while the bulletin is not issued; those of an issued one are kept as its file.
    """

    bulletin = models.OneToOneField(
        Bulletin,
        models.PROTECT,
        verbose_name=_("通报"),
        related_name="drawing",
        primary_key=True,
    )
    paper = models.CharField(_("内容哈希"), max_length=64)
    state = models.CharField(_("状态"), max_length=16, choices=DrawingState.choices)
    code = models.CharField(_("代号"), max_length=32, blank=True)
    reason = models.TextField(_("原因"), blank=True)
    draft = models.BinaryField(_("文件"), null=True, blank=True)
    asked_at = models.DateTimeField(_("提出时间"))
    began_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("通报 PDF")

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.state}"

    @property
    def is_underway(self) -> bool:
        """It waits for its turn, or is being drawn."""
        return self.state in UNDERWAY

    def is_late(self, now: datetime) -> bool:
        """It takes longer than it may: whoever drew it is gone."""
        return self.is_underway and now - (self.began_at or self.asked_at) > LATE
