"""Everything that the rules of a day ask of a batch of series, read once (判断依据)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from ...warnings.figures import Point, WholePeriods, end_before, period_end, recent_ends
from ...warnings.judging import (
    GoalStand,
    Verdict,
    judge_behind,
    judge_change,
    judge_gap,
    judge_lag,
    judge_missing,
    judge_pace,
    judge_run,
    judge_value,
)
from ...warnings.types import Change, Gap, LagLevel, PaceLevel, Streak, ValueLevel, WarningRule
from .loading import (
    Judged,
    goal_stands,
    judged_series,
    missing_periods,
    needs_values,
    recent_values,
)

Subject = tuple[int, int | None]
"""A series, and a goal of it or none."""


class Ground:
    """What is known of a batch of series at the end of a day; each part is read when asked for."""

    def __init__(
        self, series_ids: Collection[int], rules: Sequence[WarningRule], *, on: date
    ) -> None:
        self.on = on
        self.rules = rules
        self.series = judged_series(series_ids)
        self.by_id = {each.id: each for each in self.series}

    def verdicts(self, rule: WarningRule) -> Iterator[tuple[Subject, Verdict]]:
        """What a rule says of every series, or goal, that it is put to."""
        asked = [each for each in self.series if each.is_in(rule.applies)]
        if rule.of_goals:
            yield from self._of_goals(rule, asked)
            return
        for each in asked:
            yield (each.id, None), self._of_series(rule, each)

    def _of_series(self, rule: WarningRule, one: Judged) -> Verdict:
        on, meaning = rule.on, one.meaning
        if isinstance(on, ValueLevel):
            return judge_value(on, self.values.get(one.id, ()), meaning)
        if isinstance(on, Change):
            return judge_change(on, self.periods[one.id], meaning)
        if isinstance(on, Gap):
            return self._gap_of_values(on, one)
        assert isinstance(on, Streak)
        if on.of != "missing":
            return judge_run(on, self.periods[one.id], meaning)
        return judge_missing(on, self.missing[one.id], meaning) if one.is_expected else None

    def _of_goals(
        self, rule: WarningRule, asked: Sequence[Judged]
    ) -> Iterator[tuple[Subject, Verdict]]:
        for one in asked:
            for stand in self.stands.get(one.id, ()):
                yield (one.id, stand.goal_id), self._of_goal(rule, one, stand)

    def _of_goal(self, rule: WarningRule, one: Judged, stand: GoalStand) -> Verdict:
        on = rule.on
        if isinstance(on, PaceLevel):
            return judge_pace(on, stand, one.meaning)
        if isinstance(on, LagLevel):
            return judge_lag(on, stand, one.meaning)
        if isinstance(on, Gap):
            return self._gap_of_shares(on, one, stand)
        assert isinstance(on, Streak)
        ends = self._ends(on, one, stand)
        past = [self.past.get(end, {}).get(stand.goal_id) for end in ends]
        return judge_behind(on, past, ends, one.meaning) if ends else None

    def _gap_of_values(self, on: Gap, one: Judged) -> Verdict:
        end = self.periods[one.id].last
        if one.county is None or end is None:
            return None
        counties = self._counties[one.indicator_id, one.county]
        others = [found.values[end] for found in counties if end in found.values]
        return judge_gap(on, (end, self.periods[one.id].values[end]), others, one.meaning)

    def _gap_of_shares(self, on: Gap, one: Judged, stand: GoalStand) -> Verdict:
        place = self._place(one, stand)
        if place is None or stand.observed_on is None or stand.share_pct is None:
            return None
        others = self._shares[place]
        own = (stand.observed_on, stand.share_pct)
        return judge_gap(on, own, others, one.meaning, stand.target)

    @cached_property
    def _counties(self) -> Mapping[tuple[int, int], list[WholePeriods]]:
        found: dict[tuple[int, int], list[WholePeriods]] = defaultdict(list)
        for each in self.series:
            if each.county is not None:
                found[each.indicator_id, each.county].append(self.periods[each.id])
        return found

    @cached_property
    def _shares(self) -> Mapping[tuple[object, ...], list[Decimal]]:
        found: dict[tuple[object, ...], list[Decimal]] = defaultdict(list)
        for each in self.series:
            for stand in self.stands.get(each.id, ()):
                place = self._place(each, stand)
                if place is not None and stand.share_pct is not None:
                    found[place].append(stand.share_pct)
        return found

    def _place(self, one: Judged, stand: GoalStand) -> tuple[object, ...] | None:
        """Among which goals one is compared: of the counties of one region, with the same deadline
        and figures of the same period."""
        if one.county is None or stand.observed_on is None:
            return None
        period = period_end(stand.observed_on, one.meaning.frequency)
        return one.indicator_id, one.county, stand.deadline, period

    @cached_property
    def values(self) -> Mapping[int, list[Point]]:
        """The recent figures of each series."""
        return recent_values(self.series, filter(needs_values, self.rules), on=self.on)

    @cached_property
    def periods(self) -> Mapping[int, WholePeriods]:
        """Those of them that stand for whole periods."""
        return {
            each.id: WholePeriods(
                self.values.get(each.id, ()),
                accumulation=each.meaning.accumulation,
                frequency=each.meaning.frequency,
                as_of=self.on,
            )
            for each in self.series
        }

    @cached_property
    def stands(self) -> Mapping[int, list[GoalStand]]:
        """The goals of each series."""
        return goal_stands([each.id for each in self.series], day=self.on, on=self.on)

    @cached_property
    def missing(self) -> Mapping[int, list[date]]:
        """The periods at the end whose figures are missing."""
        return missing_periods(self.series, on=self.on)

    @cached_property
    def past(self) -> Mapping[date, Mapping[int, GoalStand]]:
        """Where goals stood at the ends of the periods that rules on streaks ask for: a query a
        day, of which there are a few for each frequency."""
        found = {}
        for end, series_ids in self._asked_ends().items():
            stands = goal_stands(series_ids, day=end, on=self.on)
            found[end] = {one.goal_id: one for each in stands.values() for one in each}
        return found

    def _asked_ends(self) -> Mapping[date, set[int]]:
        asked: dict[date, set[int]] = defaultdict(set)
        for rule in self.rules:
            if not isinstance(rule.on, Streak) or rule.on.of != "behind":
                continue
            for each in self.series:
                for stand in self.stands.get(each.id, ()) if each.is_in(rule.applies) else ():
                    for end in self._ends(rule.on, each, stand):
                        asked[end].add(each.id)
        return asked

    def _ends(self, on: Streak, one: Judged, stand: GoalStand) -> list[date]:
        """The ends of the last periods with a figure; none where the last one lies too far back."""
        frequency = one.meaning.frequency
        if stand.observed_on is None:
            return []
        end = period_end(stand.observed_on, frequency)
        if end > self.on:  # a figure for a day within the period that runs
            end = end_before(end, frequency)
        if end not in recent_ends(self.on, frequency):
            return []
        ends = [end]
        while len(ends) < on.periods:
            ends.append(end_before(ends[-1], frequency))
        return ends[::-1]
