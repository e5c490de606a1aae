"""Digests on their way out of the house, and who wants them there (消息投递、接收方式)."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Channel, DeliveryState
from .digests import Digest


class Delivery(models.Model):
    """One digest on one way outside (投递).

    `token` goes out with every attempt, so that a receiver can tell a repetition. `next_at` is when
    it may be tried (again): while somebody is sending it, that moment lies ahead.
    """

    digest = models.ForeignKey(
        Digest, models.CASCADE, verbose_name=_("每日提醒"), related_name="deliveries"
    )
    channel = models.CharField(_("渠道"), max_length=16, choices=Channel.choices)
    address = models.CharField(_("收件地址"), max_length=254, blank=True)
    token = models.UUIDField(_("标识"), default=uuid4, unique=True, editable=False)
    state = models.CharField(
        _("状态"), max_length=16, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    next_at = models.DateTimeField(_("下次投递时间"))
    sent_at = models.DateTimeField(_("送出时间"), null=True, blank=True)
    error = models.CharField(_("原因"), max_length=400, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("投递")
        ordering = ["-digest__day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "channel"], name="one_delivery_a_digest_and_channel"
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "next_at"],
                condition=models.Q(state=DeliveryState.WAITING),
                name="waiting_deliveries",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.address}"


class Preference(models.Model):
    """Which ways outside a person wants (接收方式); without a row, all of them."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        verbose_name=_("人员"),
        related_name="+",
    )
    email = models.BooleanField(_("邮件"), default=True)
    webhook = models.BooleanField(_("消息平台"), default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("接收方式")

    def __str__(self) -> str:
        return str(self.person)
