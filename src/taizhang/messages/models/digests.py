"""What gathers for people and goes out once a day (每日提醒)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DigestRun(models.Model):
    """The digests of one day were made (每日提醒的汇总). The day is the key: made once."""

    day = models.DateField(_("日期"), primary_key=True)
    made_at = models.DateTimeField(_("汇总时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("每日提醒汇总")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class Digest(models.Model):
    """What one person was told on one day (每日提醒). The database refuses a second one."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("收件人"), related_name="digests"
    )
    day = models.DateField(_("日期"))
    made_at = models.DateTimeField(_("汇总时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("每日提醒")
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="one_digest_a_person_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class DigestItem(models.Model):
    """One matter that waits for the next digest of a person, or stood in one (提醒事项)."""

    SUBJECT_LENGTH = 256

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("收件人"), related_name="+"
    )
    kind = models.CharField(_("类别"), max_length=32)
    key = models.CharField(_("标识"), max_length=128)
    subject = models.CharField(_("主题"), max_length=SUBJECT_LENGTH)
    body = models.TextField(_("内容"), blank=True)
    url = models.CharField(_("地址"), max_length=256, blank=True)
    day = models.DateField(_("日期"))  # of adding: a key stands once a person and day
    added_at = models.DateTimeField(_("加入时间"))
    digest = models.ForeignKey(  # empty: waits
        Digest,
        models.CASCADE,
        verbose_name=_("每日提醒"),
        null=True,
        blank=True,
        related_name="items",
    )

    class Meta:
        verbose_name = verbose_name_plural = _("提醒事项")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "day", "key"], name="one_item_a_person_day_and_key"
            ),
        ]
        indexes = [
            models.Index(
                fields=["recipient"],
                condition=models.Q(digest__isnull=True),
                name="waiting_digest_items",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
