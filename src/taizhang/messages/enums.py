"""Ways out of the house and what became of a delivery (消息投递)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """A way to people outside the inbox (投递渠道)."""

    EMAIL = "email", _("邮件")
    WEBHOOK = "webhook", _("消息平台")


class DeliveryState(TextChoices):
    """What became of a delivery (投递状态)."""

    WAITING = "waiting", _("待投递")
    SENT = "sent", _("已送出")
    FAILED = "failed", _("未送达")
