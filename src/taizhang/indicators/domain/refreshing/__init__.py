"""The pace of every goal as it stands now, kept in a table (当前进度)."""

from .queueing import enqueue_refresh
from .refreshing import refresh_changed, refresh_pace

__all__ = ["enqueue_refresh", "refresh_changed", "refresh_pace"]
