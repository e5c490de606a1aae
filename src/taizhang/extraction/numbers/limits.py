"""Limits (时限判断): whether a bare year or month says until when something is to be done."""

from __future__ import annotations

import re

from . import time_words as said
from .anchors import Anchor
from .cell_times import fills_cell


def _behind_field(found: re.Match[str]) -> bool:
    """Whether the words before it ask for a time (完成时限：)."""
    start = found.start()
    return said.FIELD.search(found.string, max(0, start - 4), start) is not None


def is_completed(found: re.Match[str], year: int, anchor: Anchor) -> bool:
    """项目2025年建成, 计划2025年投产, 其中2024年新建10所; not what was completed before."""
    text, start, end = found.string, found.start(), found.end()
    if said.PLANNED.search(text, max(0, start - 4), start):
        return said.COMPLETES.match(text, end) is not None or (
            said.NO_TASK.match(text, end) is None and said.PROMISES.match(text, end) is not None
        )
    to_come = anchor.year is not None and year >= anchor.year
    return to_come and said.COMPLETES.match(text, end) is not None


def _is_listed(found: re.Match[str]) -> bool:
    """One of several years: 到2025年、2027年, 2025年和2026年分别新建."""
    text, start, end = found.string, found.start(), found.end()
    if said.YEARS_BEHIND.match(text, end):
        return True
    before = said.YEARS_BEFORE.search(text, max(0, start - 30), start)
    if before is None:
        return False
    return text[before.start() - 1 : before.start()] in {"到", "至"} or text.startswith(
        (",", "分", "各", "均"), end
    )


def is_limit(found: re.Match[str]) -> bool:
    """Whether a bare year is a time limit: 到2025年, 2026年，, or before what is to be done."""
    text, start, end = found.string, found.start(), found.end()
    if found["lead"] in {"到", "至", "截至", "力争"} or fills_cell(found):
        return True
    if _behind_field(found) or _is_listed(found):
        return True
    if text.startswith((",", ":", "目标。", "目标:", "度,"), end):
        return said.IS_A_YEAR.match(text, end) is None
    if said.GOAL_IS.match(text, end) or (found["relative"] and said.GOALS_HEAD.match(text, end)):
        return True
    if start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff":
        return said.NO_TASK.match(text, end) is None and said.PROMISES.match(text, end) is not None
    fulfils = said.FULFILS.search(text, max(0, start - 3), start) is not None
    return fulfils and text[end : end + 1] != "度" and said.WORK.match(text, end) is None


def is_month_limit(found: re.Match[str], anchor: Anchor) -> bool:
    """Whether a bare month is a time limit: 10月竣工, 11月：总结评估, or all that a cell says."""
    text, start, end = found.string, found.start(), found.end()
    if fills_cell(found) or _behind_field(found) or said.COMPLETES.match(text, end):
        return True
    if said.MONTHS_BEHIND.match(text, end):
        return True
    opens = start == 0 or text[start - 1] in ",。;:(\n\t"
    return opens and text.startswith((":", ",") if anchor.issued else ":", end)
