"""Units of a task as one cell of text and back: 市工信局、市财政局（配合）."""

import re
from collections.abc import Sequence
from typing import Protocol

from ..enums import UnitRole

SUPPORT_MARK = "（配合）"
_SEPARATORS = re.compile(r"[、,，;；\n]+")
_SUPPORT = re.compile(r"\s*[（(]\s*配合\s*[)）]$")


class Named(Protocol):
    """A unit with its printed name and role."""

    name: str
    role: str


def format_units(answers: Sequence[Named]) -> list[str]:
    """Printed names in order, helpers marked."""
    return [
        answer.name + (SUPPORT_MARK if answer.role == UnitRole.SUPPORT else "")
        for answer in answers
    ]


def join_units(names: Sequence[str]) -> str:
    """One cell."""
    return "、".join(names)


def parse_units(text: str) -> list[tuple[str, str]]:
    """Names with their roles as a cell of 责任单位 gives them; doubles are kept out."""
    found: dict[str, str] = {}
    for part in _SEPARATORS.split(text):
        name = _SUPPORT.sub("", part.strip())
        if name and name not in found:
            marked = bool(_SUPPORT.search(part.strip()))
            found[name] = UnitRole.SUPPORT if marked else UnitRole.RESPONSIBLE
    return list(found.items())
