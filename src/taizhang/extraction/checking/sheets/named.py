"""A table by names (按名查表): its rows by their names, its columns by the words of their heads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ...patterns import late
from .grid import Table

_STEM = late(r"[\u4e00-\u9fff]{2,}")
_DULL = late(
    r"数量?|情况|总数|合计|项目|任务|单位|县区|名称|指标|类别|上半年|今年|本期|累计|实际|[(][^()]*[)]|[个项家件人]数"
)
CHANGE_COLUMN = late(r"同比|环比|增幅|增速|增长|增减|上年|去年|同期|排名|位次|占比|比重")
_DENIED = late(r"(?:[未不非待应]|尚未|没有|[笔起件户项人个]数|金额|面积)$")


@dataclass(frozen=True)
class NamedTable:
    """A table with its rows by name and its columns by the words of their heads."""

    table: Table
    rows: Mapping[str, int]
    stems: Mapping[int, tuple[str, ...]]
    pattern: re.Pattern[str]


def name_table(table: Table) -> NamedTable | None:
    """The names of a table; None where no row or no column of numbers has one."""
    rows: dict[str, int] = {}
    twice: set[str] = set()
    for index, kind in enumerate(table.kinds):
        name = "" if kind == "total" else table.name_of(index)
        if kind in {"plain", "total"} and (kind == "total" or 2 <= len(name) <= 16):
            twice.update({name} & rows.keys())
            rows[name] = index
    rows = {name: index for name, index in rows.items() if name not in twice}
    stems = {i: found for i in table.numeric if (found := _stems(table.names[i]))}
    names = sorted((name for name in rows if name), key=lambda name: (-len(name), name))
    if not rows or not stems:
        return None
    return NamedTable(table, rows, stems, re.compile("|".join(map(re.escape, names)) or "(?!)"))


def _stems(name: str) -> tuple[str, ...]:
    """The words of a head that say what its column counts."""
    if CHANGE_COLUMN.search(name):
        return ()
    plain = _DULL.sub(" ", name)
    return tuple(stem for stem in _STEM.findall(plain))


def says_head(clause: str, stem: str) -> bool:
    """Whether a clause says what a column counts, not its contrary (未办结)."""
    at = clause.find(stem)
    return at >= 0 and not _DENIED.search(clause[:at])
