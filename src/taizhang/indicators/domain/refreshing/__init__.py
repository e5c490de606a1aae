"""The pace and the projection of every goal as they stand now, kept (当前进度、到期预计)."""

from .outlooks import refresh_outlooks
from .queueing import enqueue_refresh, refresh_soon
from .refreshing import refresh_pace

__all__ = [
    "enqueue_refresh",
    "refresh_outlooks",
    "refresh_pace",
    "refresh_soon",
]
