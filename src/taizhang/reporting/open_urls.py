"""Addresses that anybody may read: /open/ and what search engines ask for."""

from collections.abc import Iterator

from django.urls import URLPattern, path, register_converter

from taizhang.indicators.converters import CodeConverter

from .views import open_data


class IdConverter:
    """The number of a row, as far as the database can count."""

    regex = r"\d{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class TaskNumberConverter:
    """T and at least six digits, as the number of a task."""

    regex = r"T\d{6,18}"

    def to_python(self, value: str) -> int:
        return int(value[1:])

    def to_url(self, value: str | int) -> str:
        return str(value)


register_converter(IdConverter, "openid")
register_converter(CodeConverter, "opencode")
register_converter(TaskNumberConverter, "tasknumber")


def _forms(stem: str, view: object, name: str, page: str = "") -> Iterator[URLPattern]:
    """A page with the same as CSV and as JSON."""
    yield path(page or f"{stem}/", view, name=name)  # type: ignore[call-overload]
    for form in ("csv", "json"):
        yield path(f"{stem}.{form}", view, {"form": form}, name=f"{name}-{form}")  # type: ignore[call-overload]


urlpatterns: list[URLPattern] = [
    path("robots.txt", open_data.show_robots, name="robots"),
    path("open/schema.json", open_data.show_schema, name="open-schema"),
    *_forms("open/documents", open_data.show_documents, "open", page="open/"),
    *_forms("open/documents/<openid:pk>", open_data.show_document, "open-document"),
    *_forms("open/tasks", open_data.show_tasks, "open-tasks"),
    *_forms("open/tasks/<tasknumber:number>", open_data.show_task, "open-task"),
    *_forms("open/indicators", open_data.show_indicators, "open-indicators"),
    *_forms("open/indicators/<opencode:code>", open_data.show_indicator, "open-indicator"),
]
