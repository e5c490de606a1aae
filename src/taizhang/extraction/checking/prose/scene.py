"""The values of one statement of change so far (一句话里的两期数): now, before, difference."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ...patterns import late
from ..numbers import Number
from .roles import Played

_SEVERAL = 6
_STEM = late(
    r"(?:共|累计|全[市县区省])?([\u4e00-\u9fff]{2,12}?)(?:同比|环比)?(?:增加|减少|增收|减收|净增|净减|多|少)[^，]{0,2}$"
)


@dataclass(slots=True)
class Scene:
    """Now, before and difference; ``earlier``: values of the paragraph before this statement."""

    nows: list[Played] = field(default_factory=list)
    before: Played | None = None
    difference: Played | None = None
    earlier: list[Played] = field(default_factory=list)
    changes: list[Played] = field(default_factory=list)

    def play(self, played: Played) -> None:
        """Take a level or a difference in."""
        if played.role == "before":
            self.before, self.difference = played, None
        elif played.role == "difference":
            self.difference = played
            self.changes = [*self.changes[-_SEVERAL:], played]
        elif played.role == "now":
            if self._answered():
                self.before = None
            self.difference = None
            self.before = self._of_earlier_year(played) or self.before
            self.nows = [*self.nows[-_SEVERAL:], played]

    def split_last(self) -> None:
        """4.2兆瓦，是“十三五”末1.5兆瓦的2.8倍: the last value is the one before."""
        alike = len(self.nows) > 1 and self.nows[-1].number.unit == self.nows[-2].number.unit
        if self.before is None and alike:
            self.before = replace(self.nows.pop(), role="before", origin=False)

    def _of_earlier_year(self, played: Played) -> Played | None:
        """2024年100亿元，2025年120亿元: the value of the earlier year."""
        for now in reversed(self.nows if played.year else []):
            if now.year and now.year < played.year and now.number.unit == played.number.unit:
                return now
        return None

    def _answered(self) -> bool:
        """Whether the value before has its value now."""
        if self.before is None:
            return True
        unit, start = self.before.number.unit, self.before.number.start
        behind = any(n.number.unit == unit and n.number.start > start for n in self.nows)
        ahead = any(n.number.unit == unit and n.number.start < start for n in self.nows)
        return behind or (ahead and not self.before.origin)

    def values(self, unit: str) -> list[Played]:
        """What may be the value now: behind 由…, else any, the nearest last."""
        found = [n for n in self.nows if n.number.unit == unit]
        if self.before is not None and (self.before.origin or self.before.role == "now"):
            found = [n for n in found if n.number.start > self.before.number.start]
        return found

    def values_of(self, difference: Number) -> list[Played]:
        """The values that a difference is of: of its statement, or the same words before it."""
        found = self.values(difference.unit)
        stem = _STEM.search(difference.before)
        if found or stem is None:
            return found
        alike = [played for played in self.earlier if played.number.unit == difference.unit]
        for words in ((stem[1][:4], stem[1][-4:]), (stem[1][:2], stem[1][-2:])):
            said = [p for p in alike if any(w in p.number.before + p.number.after for w in words)]
            if said:
                return said
        return []
