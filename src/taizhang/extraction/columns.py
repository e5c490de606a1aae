"""Columns of task tables (表头识别): what each holds, by its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from .keys import key_kind, key_role
from .types import Role
from .vocabulary import alternation

Kind = Literal["number", "time", "silent", "text", "lead", "responsible", "support"]

ROLES: dict[str, Role] = {"lead": "lead", "responsible": "responsible", "support": "support"}
NUMBER_HEAD = re.compile(r"序号|编号|号|序|项次|No\.?", re.IGNORECASE)
_UNIT = re.compile(alternation("tables", "unit_words"))
_LEAD = re.compile(alternation("tables", "lead_words"))
_SUPPORT = re.compile(alternation("tables", "support_words"))
_RESPONSIBLE = re.compile(alternation("tables", "responsible_words"))
_SPOKEN: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("silent", re.compile(alternation("tables", "person_words"))),
    ("silent", re.compile(alternation("tables", "remark_words"))),
    ("time", re.compile(alternation("tables", "time_words"))),
)
_MEASURE = re.compile(alternation("tables", "measure_words"))
_WORK = re.compile(alternation("tables", "work_words"))
_CATEGORY = re.compile(alternation("tables", "category_words"))
_BRACKETED = re.compile(r"[(〔\[][^()〔〕\[\]]*[)〕\]]")
_BARE_UNIT = frozenset(("单位", "部门"))
_LONGEST = 24
_MOST_COLUMNS = 24


def kinds_of(heads: Sequence[str]) -> list[Kind]:
    """What the columns under some heads hold.

    A bare 单位 is who does it only where no other column says so: beside one it is a measure.

    >>> kinds_of(["序号", "重点任务", "牵头单位", "完成时间"])
    ['number', 'text', 'lead', 'time']
    """
    kinds = [_kind(head) for head in heads]
    if not any(kind in ROLES for kind in kinds):
        return [
            "responsible" if head in _BARE_UNIT else kind
            for head, kind in zip(heads, kinds, strict=True)
        ]
    return [
        "silent" if head in _BARE_UNIT else kind for head, kind in zip(heads, kinds, strict=True)
    ]


@lru_cache(maxsize=4096)
def _kind(head: str) -> Kind:
    if NUMBER_HEAD.fullmatch(head):
        return "number"
    bare = _BRACKETED.sub("", head)
    known = key_kind(bare)
    if known is not None:
        return known
    if len(bare) > _LONGEST or bare in _BARE_UNIT:
        return "text"
    if _MEASURE.search(bare):
        return "silent"
    role = _unit_kind(bare)
    if role is not None:
        return role
    return next((kind for kind, pattern in _SPOKEN if pattern.search(bare)), "text")


def _unit_kind(head: str) -> Kind | None:
    """The role of the units in a column, None when it holds no units."""
    if not _UNIT.search(head):
        return None
    if _LEAD.search(head):
        return "lead"
    if _RESPONSIBLE.search(head):
        return "responsible"
    if _SUPPORT.search(head):
        return "support"
    return None if _WORK.search(head) else "responsible"


def is_category(head: str) -> bool:
    """Whether a column only groups the tasks (类别, 领域)."""
    return _CATEGORY.search(head) is not None


def is_head(heads: Sequence[str]) -> bool:
    """Whether a row names columns, one of units among them, and says nothing itself."""
    if not 2 <= len(heads) <= _MOST_COLUMNS or len(set(heads)) < 2:
        return False
    if any(len(head) > _LONGEST or "。" in head for head in heads):
        return False
    kinds = kinds_of(heads)
    if not any(kind in ROLES for kind in kinds):
        return False
    if len(heads) > 2 and any(key_role(head) for head in heads):
        return True
    return all(
        kind != "text" or _WORK.search(head) is not None
        for head, kind in zip(heads, kinds, strict=True)
    )
