"""The pace of every goal as it stands now, kept in a table (当前进度)."""

from .refreshing import refresh_changed, refresh_pace

__all__ = ["refresh_changed", "refresh_pace"]
