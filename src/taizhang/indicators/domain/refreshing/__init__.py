"""The pace and the projection of every goal as they stand now, kept (当前进度、到期预计)."""

from .outlooks import project_changed, refresh_outlooks
from .queueing import enqueue_refresh
from .refreshing import refresh_changed, refresh_pace

__all__ = [
    "enqueue_refresh",
    "project_changed",
    "refresh_changed",
    "refresh_outlooks",
    "refresh_pace",
]
