"""What the pages of messages read."""

from .deliveries import count_states, deliveries_matching
from .digests import digest_for

__all__ = ["count_states", "deliveries_matching", "digest_for"]
