from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Urgency
from .intake import Intake


class Instruction(Intake):
    """A leader's remark that orders something (领导批示), from `held_on` the day it was written.

    `leader` is the leader's account where they entered it themselves or have one.
    """

    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("领导账号"),
        null=True,
        blank=True,
        related_name="+",
    )
    leader_name = models.CharField(_("批示领导"), max_length=64)
    post = models.CharField(_("职务"), max_length=64, blank=True)
    subject = models.CharField(_("批示对象"), max_length=512, blank=True)
    remark = models.TextField(_("批示内容"))
    urgency = models.CharField(
        _("缓急"), max_length=8, choices=Urgency.choices, default=Urgency.ORDINARY
    )

    class Meta:
        verbose_name = verbose_name_plural = _("领导批示")
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.leader_name}{self.post}"
