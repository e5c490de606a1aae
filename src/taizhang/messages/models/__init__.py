"""Messages, the digest of a day, its deliveries outside (消息)."""

from .deliveries import Delivery, Preference
from .digests import Digest, DigestItem, DigestRun
from .inbox import Message

__all__ = ["Delivery", "Digest", "DigestItem", "DigestRun", "Message", "Preference"]
