"""Messages to people (消息)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .digests import Digest


class Message(models.Model):
    """One message to one person (消息), with the address of what it speaks of."""

    SUBJECT_LENGTH = 256

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("收件人"), related_name="inbox"
    )
    kind = models.CharField(_("类别"), max_length=32)
    subject = models.CharField(_("主题"), max_length=SUBJECT_LENGTH)
    body = models.TextField(_("内容"), blank=True)
    url = models.CharField(_("地址"), max_length=256, blank=True)
    sent_at = models.DateTimeField(_("发送时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)
    digest = models.OneToOneField(  # empty: a message that stands by itself
        Digest,
        models.CASCADE,
        verbose_name=_("每日提醒"),
        null=True,
        blank=True,
        related_name="message",
    )

    class Meta:
        verbose_name = verbose_name_plural = _("消息")
        ordering = ["-sent_at", "-id"]
        indexes = [
            models.Index(fields=["recipient", "-sent_at"]),
            models.Index(
                fields=["recipient"],
                condition=models.Q(read_at__isnull=True),
                name="unread_messages",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
