"""Sending and reading messages, gathering what goes out once a day (消息)."""

from .digesting import make_daily_digests, send_digests
from .gathering import Notice, add_notices, add_to_digest
from .reading import inbox_for, mark_read, unread_count
from .sending import send_messages

__all__ = [
    "Notice",
    "add_notices",
    "add_to_digest",
    "inbox_for",
    "make_daily_digests",
    "mark_read",
    "send_digests",
    "send_messages",
    "unread_count",
]
