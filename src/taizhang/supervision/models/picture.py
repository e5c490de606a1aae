from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.documents.models import StoredFile


class PictureMark(models.Model):
    """What a kept picture says of itself (照片特征), read once: time, place, likeness.

    `likeness` is the 64-bit difference hash as a signed number, `bands` its five parts for the
    index; both are empty for pictures that tell nothing (one plain surface, unreadable).
    """

    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="picture_mark")
    width = models.PositiveIntegerField(_("宽"), default=0)
    height = models.PositiveIntegerField(_("高"), default=0)
    likeness = models.BigIntegerField(_("相似特征"), null=True)
    bands = ArrayField(models.IntegerField(), verbose_name=_("特征分段"), default=list)
    taken_at = models.DateTimeField(_("拍摄时间"), null=True)
    latitude = models.FloatField(_("纬度"), null=True)
    longitude = models.FloatField(_("经度"), null=True)
    problem = models.CharField(_("问题"), max_length=256, blank=True)
    read_at = models.DateTimeField(_("读取时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("照片特征")
        indexes = [GinIndex(fields=["bands"], name="picture_bands")]

    def __str__(self) -> str:
        return str(self.file_id)

    @property
    def has_place(self) -> bool:
        """Whether the camera wrote where it was."""
        return self.latitude is not None and self.longitude is not None
