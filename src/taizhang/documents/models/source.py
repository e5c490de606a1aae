from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.organisations.enums import Level

from ..enums import ReadingStage, ReadingState


class StoredFile(models.Model):
    """Bytes kept once, known by their hash (存储文件): sources and evidence alike."""

    sha256 = models.CharField(_("哈希值"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("字节数"))
    media_type = models.CharField(_("类型"), max_length=128)
    kept_at = models.DateTimeField(_("存入时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("存储文件")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="a_hash_is_sha256"
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Source(models.Model):
    """A file as it was uploaded (原件) and where its reading stands."""

    file = models.OneToOneField(StoredFile, models.PROTECT, verbose_name=_("文件"))
    name = models.CharField(_("文件名"), max_length=255)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("上传人"), related_name="+"
    )
    uploaded_at = models.DateTimeField(_("上传时间"))
    issued_option = models.DateField(_("指定成文日期"), null=True, blank=True)
    level_option = models.CharField(_("指定层级"), max_length=2, choices=Level.choices, blank=True)
    state = models.CharField(
        _("识读状态"), max_length=16, choices=ReadingState.choices, default=ReadingState.QUEUED
    )
    stage = models.CharField(_("阶段"), max_length=64, blank=True)
    percent = models.PositiveSmallIntegerField(_("进度"), default=0)
    error = models.TextField(_("错误"), blank=True)
    read_at = models.DateTimeField(_("识读时间"), null=True, blank=True)
    text = models.TextField(_("文字"), blank=True)  # the decoded text that all spans point into
    reading = models.JSONField(_("识读结果"), null=True, blank=True)  # root coverage and notices

    class Meta:
        verbose_name = verbose_name_plural = _("原件")
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def stage_label(self) -> str:
        """The stage for people."""
        return str(dict(ReadingStage.choices).get(self.stage, self.stage))
