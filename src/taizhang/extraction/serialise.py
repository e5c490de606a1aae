"""The JSON form of a result, schema ``taizhang/extract/1`` (结果的 JSON 形式)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from .types import Extraction

SCHEMA = "taizhang/extract/1"


def plain(value: object) -> Any:
    """Records, tuples and dates as JSON values; whole numbers as integers."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [plain(entry) for entry in value]
    return value


def to_json(extraction: Extraction) -> dict[str, Any]:
    """An extraction as a dictionary of JSON values.

    >>> from taizhang.extraction import extract, to_json
    >>> to_json(extract("", name="空.txt"))["documents"]
    []
    """
    return {
        "schema": SCHEMA,
        "source": {
            "name": extraction.name,
            "sha256": extraction.sha256,
            "characters": extraction.characters,
        },
        "coverage": plain(extraction.coverage),
        "notices": plain(extraction.notices),
        "documents": plain(extraction.documents),
    }
