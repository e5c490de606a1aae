"""Sending and reading messages (消息)."""

from .reading import inbox_for, mark_read, unread_count
from .sending import send_messages

__all__ = ["inbox_for", "mark_read", "send_messages", "unread_count"]
