"""The forms in which findings are written."""

from enum import StrEnum


class Format(StrEnum):
    """What is written."""

    TEXT = "text"
    JSON = "json"
