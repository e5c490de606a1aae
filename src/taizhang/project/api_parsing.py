"""What calls of the API send, as texts that can be kept (接口内容)."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.errors import ValidationError
from ninja.parser import Parser


class KeepableParser(Parser):
    """Refuses texts that no database keeps: with a NUL character, or half of a pair (U+D800…)."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """JSON. Raises ValueError, which the API answers with 400."""
        body = super().parse_body(request)
        if not all(_can_be_kept(text) for text in _texts(body)):
            raise ValueError("a text with NUL or a lone surrogate")
        return body

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The address or a form. Raises ninja's ValidationError, which it answers with 422."""
        wrong = [name for name in data if not all(map(_can_be_kept, data.getlist(name)))]
        if wrong:
            raise ValidationError(
                [{"type": "text", "loc": ["query", name], "msg": "U+0000"} for name in wrong]
            )
        return super().parse_querydict(data, list_fields, request)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield name
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _can_be_kept(text: object) -> bool:
    if not isinstance(text, str):
        return True  # an uploaded file
    return "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
