"""How earlier projections of a series turned out, as its page says it (预测回头看)."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..domain.projections import Case, Honesty, judge_cases
from ..domain.queries.turned_out import cases_of
from ..domain.types import Seen


@dataclass(frozen=True, slots=True)
class Ahead:
    """The projections made so many months before the end."""

    months: int
    honesty: Honesty


class TurnedOut:
    """The finished periods of one series, projected again; read when it is asked for."""

    def __init__(
        self,
        series_id: int,
        history: list[Seen],
        *,
        as_of: date,
        deadlines: set[date],
        as_known_then: bool,
    ) -> None:
        self._series_id = series_id
        self._history = history
        self._as_of = as_of
        self._deadlines = deadlines
        self.as_known_then = as_known_then

    @cached_property
    def cases(self) -> list[Case]:
        """Every projection made again."""
        found = cases_of(
            [self._series_id],
            as_of=self._as_of,
            ends={self._series_id: self._deadlines},
            as_known_then=self.as_known_then,
            values={self._series_id: self._history},
        )
        return found[self._series_id]

    @cached_property
    def whole(self) -> Honesty:
        return judge_cases(self.cases)

    @property
    def first(self) -> date:
        """The first end that was judged; there is one."""
        return min(case.end for case in self.cases)

    @property
    def last(self) -> date:
        return max(case.end for case in self.cases)

    @cached_property
    def by_months(self) -> list[Ahead]:
        """By how long before the end they were made, the longest first."""
        found: dict[int, list[Case]] = {}
        for case in self.cases:
            found.setdefault(_months_ahead(case), []).append(case)
        return [Ahead(months, judge_cases(found[months])) for months in sorted(found, reverse=True)]


def _months_ahead(case: Case) -> int:
    return (case.end.year - case.as_of.year) * 12 + case.end.month - case.as_of.month
