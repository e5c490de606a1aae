"""Ways out of the house: e-mail and a messaging platform (投递渠道). No database, no settings."""

from .formats import FORMATS, WebhookFormat, webhook_format
from .mail import send_mails
from .types import (
    ChannelDownError,
    DeliveryRefusedError,
    DeliveryRetryError,
    MailServer,
    Outcome,
    Outgoing,
    Webhook,
)
from .webhook import post_digests

__all__ = [
    "FORMATS",
    "ChannelDownError",
    "DeliveryRefusedError",
    "DeliveryRetryError",
    "MailServer",
    "Outcome",
    "Outgoing",
    "Webhook",
    "WebhookFormat",
    "post_digests",
    "send_mails",
    "webhook_format",
]
