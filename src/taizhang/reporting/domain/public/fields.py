"""The fields that are published (公开字段), from `fields.yaml`: order, names, JSON Schema."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

SCHEMA = "taizhang/open/1"
KINDS = ("document", "task", "unit", "target", "indicator", "figure", "goal")
_FILE = Path(__file__).with_name("fields.yaml")
_TYPES: Mapping[str, Mapping[str, str]] = {
    "string": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
}


@dataclass(frozen=True, slots=True)
class PublicField:
    """A field of a published record. `of`: the kind of the objects of a list; "" for a value."""

    name: str
    zh: str
    en: str
    type: str = ""
    of: str = ""
    values: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name for people, in the language of the page."""
        return self.zh if (get_language() or "zh").startswith("zh") else self.en

    @property
    def shown_type(self) -> str:
        """The type as the description prints it."""
        return f"[{self.of}]" if self.of else self.type

    def json_schema(self) -> dict[str, Any]:
        """The JSON Schema of the field."""
        if self.of:
            return {"type": "array", "items": {"$ref": f"#/$defs/{self.of}"}, "title": self.label}
        said: dict[str, Any] = dict(_TYPES[self.type.removesuffix("?")])
        if self.type.endswith("?"):
            said["type"] = [said["type"], "null"]
        if self.values:
            said["enum"] = list(self.values)
        return said | {"title": self.label}


@cache
def public_fields() -> Mapping[str, tuple[PublicField, ...]]:
    """All fields by kind."""
    read: Mapping[str, Sequence[Mapping[str, Any]]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return {kind: tuple(_field_of(entry) for entry in read[kind]) for kind in KINDS}


def _field_of(entry: Mapping[str, Any]) -> PublicField:
    return PublicField(
        entry["name"],
        entry["zh"],
        entry["en"],
        type=entry.get("type", ""),
        of=entry.get("from", ""),
        values=tuple(entry.get("values", ())),
    )


def chosen(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """A record of a kind: exactly its fields, in their order. A value too many or too few is a
    mistake of the program and fails here, before anything goes out."""
    names = [field.name for field in public_fields()[kind]]
    if set(names) != set(values):
        raise ValueError(f"{kind}: {sorted(set(names) ^ set(values))}")
    return {name: values[name] for name in names}


def schema() -> dict[str, Any]:
    """The JSON Schema of all records."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "$defs": {
            kind: {
                "type": "object",
                "properties": {field.name: field.json_schema() for field in fields},
                "required": [field.name for field in fields],
                "additionalProperties": False,
            }
            for kind, fields in public_fields().items()
        },
    }
