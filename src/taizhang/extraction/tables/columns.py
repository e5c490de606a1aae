"""Columns of task tables (表头识别): what each holds, by its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from ..clauses.keys import key_kind, key_role
from ..patterns import late
from ..types import Role
from ..vocabulary import alternation

Kind = Literal["number", "time", "silent", "text", "lead", "responsible", "support"]

ROLES: dict[str, Role] = {"lead": "lead", "responsible": "responsible", "support": "support"}
NUMBER_HEAD = late(r"序号|编号|号|序|项次|No\.?", re.IGNORECASE)
_UNIT = late(alternation("tables", "unit_words"))
_LEAD = late(alternation("tables", "lead_words"))
_SUPPORT = late(alternation("tables", "support_words"))
_RESPONSIBLE = late(alternation("tables", "responsible_words"))
_SPOKEN: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("silent", late(alternation("tables", "person_words"))),
    ("silent", late(alternation("tables", "remark_words"))),
    ("time", late(alternation("tables", "time_words"))),
)
_MEASURE = late(alternation("tables", "measure_words"))
_WORK = late(alternation("tables", "work_words"))
_CATEGORY = late(alternation("tables", "category_words"))
_GOAL = late(alternation("tables", "goal_words"))
_TASK_HEAD = late("任务|事项|举措|措施")
_DUE_HEAD = late("完成(?:时间|时限|日期)|时限|期限|时间节点")
_WATCHES = late(alternation("tables", "watching_words"))
_BRACKETED = late(r"[(〔\[][^()〔〕\[\]]*[)〕\]]")
_BARE_UNIT = frozenset(("单位", "部门"))
_OFFICE = late(
    rf"(?:{alternation('units', 'unit_endings')}|单位|部门|[区县市镇乡旗盟]|街道|园区)"
    r"(?:[(〔\[][^()〔〕\[\]]*[)〕\]])?$"
)
_EVERY = late("各|有关|相关|市直|区直|县直|省直")
_BETWEEN = late("[、,;]")
_SAID = late(r"[。:：\d](?:(?<!\d)|[\d.]*[年月%个家所条万亿])")
_TIMED = late(r"\d{1,4}[年月.\-/]|季度|年底|长期|持续|全年")
_LONGEST_NAME = 24
_LONGEST = 24
_SHORTEST_TASK = 8
_MOST_COLUMNS = 24
_FEWEST_HELD = 3


def kinds_of(heads: Sequence[str]) -> list[Kind]:
    """What the columns under some heads hold.

    A bare 单位 is who does it only where no other column says so: beside one it is a measure.

    >>> kinds_of(["序号", "重点任务", "牵头单位", "完成时间"])
    ['number', 'text', 'lead', 'time']
    """
    kinds = [_kind(head) for head in heads]
    if not any(
        kind in ROLES and not _WATCHES.match(head) for head, kind in zip(heads, kinds, strict=True)
    ):
        return [
            "responsible" if head in _BARE_UNIT else kind
            for head, kind in zip(heads, kinds, strict=True)
        ]
    return [
        "silent" if head in _BARE_UNIT or (kind in ROLES and _WATCHES.match(head)) else kind
        for head, kind in zip(heads, kinds, strict=True)
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
    if _LEAD.search(head) and not ("或" in head and _RESPONSIBLE.search(head)):
        return "lead"
    if _RESPONSIBLE.search(head):
        return "responsible"
    if _SUPPORT.search(head):
        return "support"
    return None if _WORK.search(head) else "responsible"


def names_column(head: str) -> bool:
    """Whether a word may be the first of a head: 序号, 类别, 重点任务."""
    if NUMBER_HEAD.fullmatch(head) or is_category(head):
        return True
    return len(head) <= _SHORTEST_TASK and _WORK.search(head) is not None


def is_category(head: str) -> bool:
    """Whether a column only groups the tasks (类别, 领域)."""
    return _CATEGORY.search(head) is not None


def is_goal(head: str) -> bool:
    """Whether a column holds what is to be reached (年度目标, 计划数)."""
    return _GOAL.search(head) is not None


def is_head(heads: Sequence[str]) -> bool:
    """Whether a row names columns, one of units among them, and says nothing itself."""
    if not 2 <= len(heads) <= _MOST_COLUMNS or len(set(heads)) < 2:
        return False
    if any(len(head) > _LONGEST or "。" in head for head in heads):
        return False
    kinds = kinds_of(heads)
    if not any(kind in ROLES for kind in kinds) and not _is_schedule(heads):
        return False
    if len(heads) > 2 and any(key_role(head) for head in heads):
        return True
    return all(
        kind != "text" or _WORK.search(head) is not None
        for head, kind in zip(heads, kinds, strict=True)
    )


def _is_schedule(heads: Sequence[str]) -> bool:
    """Whether a head counts tasks and says until when, though not who does them."""
    if len(heads) < _FEWEST_HELD or not NUMBER_HEAD.fullmatch(heads[0]):
        return False
    return any(map(_TASK_HEAD.search, heads)) and any(map(_DUE_HEAD.search, heads))


def is_unit_list(text: str) -> bool:
    """Whether a cell consists of names of offices.

    >>> is_unit_list("市发改委、各县区"), is_unit_list("新建园区5个")
    (True, False)
    """
    if _SAID.search(text):
        return False
    names = _BETWEEN.split(_BRACKETED.sub("", text).rstrip("、,;"))
    return all(
        1 < len(name) <= _LONGEST_NAME and (_OFFICE.search(name) or _EVERY.match(name))
        for name in names
    )


def fits_kind(text: str, kind: Kind) -> int:
    """How well a cell fits its column: 1, -1 where it does not, 0 where that cannot be told."""
    if not text:
        return 0
    if kind in ROLES:
        return 1 if is_unit_list(text) else -1
    if kind == "time":
        return 1 if _TIMED.search(text) else -1
    if kind == "number":
        return 1 if text.isdecimal() else -1
    return 0


def kinds_held(rows: Sequence[Sequence[str]]) -> list[Kind]:
    """What the columns of a table without a head hold, told by the cells; empty: no task table.

    The first column counts its rows, the first column of offices behind the tasks is who does
    them; what is said behind it (进展, 完成情况) is no task.

    >>> kinds_held([["1", "植树5万株", "市林业局", "已完成"], ["2", "清淤", "市水利局", "已完成"]])
    ['number', 'text', 'responsible', 'silent']
    """
    if len(rows) < 2 or not _FEWEST_HELD <= len(rows[0]) <= _MOST_COLUMNS:
        return []
    columns = [list(column) for column in zip(*rows, strict=True)]
    if not all(text.isdecimal() and len(text) < 4 for text in columns[0]):
        return []
    numbers = [int(text) for text in columns[0]]
    if any(after - before not in {0, 1} for before, after in pairwise(numbers)):
        return []
    units = next((at for at, held in enumerate(columns) if at and _are_units(held)), 0)
    if units < 2:
        return []
    tasks: list[Kind] = ["text"] * (units - 1)
    return [
        "number",
        *tasks,
        "responsible",
        *(_kind_behind(column) for column in columns[units + 1 :]),
    ]


def _are_units(column: Sequence[str]) -> bool:
    """Whether nearly all cells of a column name offices."""
    return sum(map(is_unit_list, column)) * 5 >= len(column) * 4


def _kind_behind(column: Sequence[str]) -> Kind:
    """What a column behind the units holds: more units, times, or remarks."""
    if _are_units(column):
        return "support"
    timed = all(_TIMED.search(text) and len(text) <= _LONGEST for text in column)
    return "time" if timed else "silent"
