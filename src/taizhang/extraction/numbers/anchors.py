"""Anchors (时间起点): from what a time without a year, or without a start, is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..patterns import late

_SINGLE = late(r"(20\d\d)(?<![\d—–~至到-]\d{4})年(?!\d{0,2}月?\d{0,2}日?[—–~至到-])")
_NUMBERED = late(r"[〔\[(](20\d\d)[〕\])]")
_DATED = late(r"(?<![\d.〔\[(到至])(20\d\d)[年/.-](?=\D|\d{1,2}\D)")
_STATED = late(
    r"(20\d\d)(?<![\d到至比较自从—–~-]\d{4})(?<![高低优好多少早晚快慢大小等始]于\d{4})"
    r"年(?!以来|以后|以前|[—–~至到-])"
)
_PLAN = late(r"十([一二三四五六七八九])五")
_LOOKING = 600
_BEHIND = 120


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of issue, the year that 6月底前 belongs to, the day before which all is past."""

    issued: date | None
    year: int | None
    since: date = date.min

    def year_at(self, fold: str, at: int) -> int | None:
        """The year printed before a position in its sentence, else the year of the document."""
        floor = max(0, at - _BEHIND, fold.rfind("。", 0, at) + 1, fold.rfind("\n", 0, at) + 1)
        stated = [int(y) for y in _STATED.findall(fold, floor, at)]
        if stated and (self.issued is None or stated[-1] >= self.issued.year):
            return stated[-1]
        return self.year


def heading_year(title: str, issued: date | None) -> int | None:
    """The one year that a title names (2025年工作要点), when it is not over before the issue.

    >>> heading_year("2025年重点工作任务分解", None), heading_year("行动计划(2023—2025年)", None)
    (2025, None)
    """
    years = {int(year) for year in _SINGLE.findall(title)}
    year = next(iter(years)) if len(years) == 1 else None
    if year is None or (issued is not None and not 0 <= year - issued.year <= 1):
        return None
    return year


def anchor_of(issued: date | None) -> Anchor:
    """The anchor of a text of which only the day of issue is known, if that."""
    return Anchor(issued, issued.year if issued else None, issued or date.min)


def document_anchor(title: str, number: str | None, issued: date | None, text: str) -> Anchor:
    """The year of a document: of its title, its date, its number, else the first it prints."""
    year = heading_year(title, issued) or (issued.year if issued else None)
    plan, numbered = _PLAN.search(title), _NUMBERED.search(number or "")
    if year is None and plan:
        year = 2006 + 5 * "一二三四五六七八九".index(plan[1])
    elif year is None and numbered:
        year = int(numbered[1])
    if year:
        return Anchor(issued, year, issued or date(year, 1, 1))
    printed = _DATED.search(text, 0, _LOOKING)
    return Anchor(issued, int(printed[1]) if printed else None)
