"""From bytes to text (读取): a registry of readers by file suffix, `read_bytes` picks one."""

from .reading import DEFAULT_LIMIT, is_readable, media_type, read_bytes, suffixes

__all__ = ["DEFAULT_LIMIT", "is_readable", "media_type", "read_bytes", "suffixes"]
