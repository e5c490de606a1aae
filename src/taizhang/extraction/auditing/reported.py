"""A reported result (待核对的结果): the JSON form read back, also after people edited it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..serialise import SCHEMA
from ..types import Span


class ResultShapeError(ValueError):
    """The result is not in the form of the extraction contract (结果格式不符)."""

    code = "result_shape"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a reported item: its span, what it says of that span, its JSON."""

    kind: str
    span: Span
    quote: str | None
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReportedItem:
    """A reported item or duty with its fields."""

    where: str
    span: Span
    text: str | None
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """What an audit needs of a result."""

    items: tuple[ReportedItem, ...]
    duties: tuple[ReportedItem, ...]
    heads: tuple[Field, ...]
    coverage: Mapping[str, Any]
    parts: tuple[Mapping[str, Any], ...]
    unread: tuple[Span, ...]
    issued: tuple[str | None, ...]
    source: Mapping[str, Any]


_QUOTES = {"targets": "quote", "deadlines": "quote", "units": ""}
_SAID: dict[str, dict[str, type | tuple[type, ...]]] = {
    "targets": {"quote": str, "unit": str, "indicator": str, "value": (int, float)},
    "deadlines": {"quote": str, "date": str},
    "units": {"name": str},
}


def read_result(result: Mapping[str, Any]) -> Reported:
    """A result as records; ``ResultShapeError`` says what is missing and where."""
    if result.get("schema") != SCHEMA:
        found = result.get("schema")
        raise ResultShapeError(
            f"结果的 schema 是“{found}”，应为“{SCHEMA}”；请用 taizhang extract 重新输出。"
        )
    try:
        return _read(result)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ResultShapeError(
            f"结果不符合 {SCHEMA} 的格式（{error}）；请对照 taizhang extract 的输出改正后再核对。"
        ) from error


def _read(result: Mapping[str, Any]) -> Reported:
    documents = result["documents"]
    return Reported(
        items=tuple(_items(documents, "items", "条目")),
        duties=tuple(_items(documents, "duties", "条目外职责")),
        heads=tuple(
            Field(name, _span(span), None, {})
            for d in documents
            for name, span in d["spans"].items()
        ),
        coverage=_coverage(result["coverage"]),
        parts=tuple(_coverage(document["coverage"]) for document in documents),
        unread=tuple(_span(span) for span in result["coverage"]["unread"]),
        issued=tuple(_day(document["issued"]) for document in documents),
        source=_source(result["source"]),
    )


def _items(documents: Sequence[Mapping[str, Any]], key: str, label: str) -> Iterator[ReportedItem]:
    for number, document in enumerate(documents, start=1):
        for count, data in enumerate(document[key], start=1):
            name = "".join(data.get("path", ())) or f"第{count}个"
            where = f"第{number}份文件{label}“{name}”"
            yield ReportedItem(where, _span(data["span"]), data["text"], tuple(_fields(data)))


def _fields(data: Mapping[str, Any]) -> Iterator[Field]:
    for kind, quote in _QUOTES.items():
        for entry in data.get(kind, ()):
            _check_said(kind, entry)
            yield Field(kind, _span(entry["span"]), entry[quote] if quote else None, entry)


def _check_said(kind: str, entry: Mapping[str, Any]) -> None:
    for name, wanted in _SAID[kind].items():
        if not isinstance(entry[name], wanted):
            raise TypeError(f"{kind}.{name} {entry[name]!r}")


def _span(value: Sequence[Any]) -> Span:
    start, end = value
    if not (isinstance(start, int) and isinstance(end, int)):
        raise TypeError(f"span {value!r}")
    return start, end


def _day(value: Any) -> str | None:
    return None if value is None else date.fromisoformat(value).isoformat()


def _coverage(data: Mapping[str, Any]) -> Mapping[str, Any]:
    counts = (data["sentences"], *data["classes"].values())
    if not all(isinstance(count, int) for count in counts) or not isinstance(data["unread"], list):
        raise TypeError("coverage")
    return data


def _source(data: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(data["characters"], int) or not isinstance(data["sha256"], str):
        raise TypeError("source")
    return data
