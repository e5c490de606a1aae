"""Who stands where: the counties of one period and kind in their order."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from ..parameters import Values
from ..types import Row, Step
from ..wording import plain

_NO_SCORE = "没有填写得分，按 0 分计"
_NAMED = 5  # of those with an equal score
_DECIDED = {"county": "从小到大", "county_reversed": "从大到小"}


@dataclass(frozen=True)
class Ranking:
    """The rows of one kind and period, the first one first, and the rule for equal scores.

    `before`: the ranking of the same kind in the period just before it in the file.
    """

    kind: str
    period: str
    rows: tuple[Row, ...]
    tie_break: str
    before: "Ranking | None"

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each county, from 1."""
        return {row.text("county"): at for at, row in enumerate(self.rows, start=1)}

    @cached_property
    def _by_score(self) -> dict[Decimal, list[str]]:
        equal: dict[Decimal, list[str]] = defaultdict(list)
        for row in self.rows:
            equal[row.number("score")].append(row.text("county"))
        return equal

    def back(self, times: int) -> "list[Ranking]":
        """This ranking and those before it, at most so many in all."""
        found = [self]
        while len(found) < times and found[-1].before:
            found.append(found[-1].before)
        return found

    def from_last(self, rank: int) -> int:
        """The place from the end: 1 for the last one."""
        return len(self.rows) - rank + 1

    def step(self, rank: int, values: Values) -> Step:
        """Why a county stands there: its score, its neighbours, what decided between equals."""
        row = self.rows[rank - 1]
        beside = [
            f"{word} {other.text('county')}（{plain(other.number('score'))} 分）"
            for word, other in (("前一名", self._at(rank - 1)), ("后一名", self._at(rank + 1)))
            if other
        ]
        equal = [c for c in self._by_score[row.number("score")] if c != row.text("county")]
        tie = f"；与{shortened(equal)}得分相同，按县区名称的字符编码{_DECIDED[self.tie_break]}"
        rule = f"按得分从高到低排名：{'，'.join(beside)}{tie if equal else ''}"
        score = f"得分 {plain(row.number('score'))} 分" if row.given("score") else _NO_SCORE
        given = f"{score}，共 {len(self)} 个县区"
        return Step("rank", "名次", given, rule, f"第 {rank} 名", values.source("tie_break"))

    def _at(self, rank: int) -> Row | None:
        return self.rows[rank - 1] if 1 <= rank <= len(self.rows) else None


def shortened(names: list[str]) -> str:
    """Names one after another, the first few where there are many."""
    return "、".join(names[:_NAMED]) + (f"等 {len(names)} 个" if len(names) > _NAMED else "")


def grouped(rows: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    """The rows by kind and period."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.text("kind"), row.text("period")].append(row)
    return groups


def rankings(rows: Sequence[Row], values: Values) -> dict[tuple[str, str], Ranking]:
    """The ranking of every kind and period: score descending, then the county's name."""
    tie = values.text("tie_break")
    found: dict[tuple[str, str], Ranking] = {}
    last: dict[str, Ranking] = {}
    for (kind, period), group in sorted(grouped(rows).items()):
        named = sorted(group, key=lambda r: r.text("county"), reverse=tie == "county_reversed")
        ordered = sorted(named, key=lambda r: -Fraction(r.number("score")))
        last[kind] = Ranking(kind, period, tuple(ordered), tie, last.get(kind))
        found[kind, period] = last[kind]
    return found
