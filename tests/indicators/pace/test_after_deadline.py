"""After the deadline: what was to be kept is judged by what it was then, what was to be reached
can be reached later in the year, and neither fades into the unknown."""

from datetime import date
from decimal import Decimal

import pytest

from taizhang.indicators.domain.pace.explaining import GoalFacts, explain_facts
from taizhang.indicators.domain.pace.measuring import Asked, Measure
from taizhang.indicators.domain.pace.rules import PaceRule

HALF, YEAR_END = date(2026, 6, 30), date(2026, 12, 31)
RULE = PaceRule(date(2026, 1, 1), Decimal(5), 45, "云政办〔2026〕3号")


def judged(
    figures: dict[date, int],
    as_of: date,
    *,
    op: str = "<=",
    value: int = 10,
    value_max: int | None = None,
    deadline: date = HALF,
    kind: str = "cumulative",
) -> tuple[str, object, str]:
    """Class, value and reason of a number without a baseline."""
    top = None if value_max is None else Decimal(value_max)
    asked = Asked(op, Decimal(value), top, "", None, None, deadline)
    measure = Measure("起", "within" if top else "less", kind, "month")
    points = tuple((day, Decimal(number)) for day, number in figures.items())
    found = explain_facts(GoalFacts(asked, measure, points, ()), RULE, as_of)
    seen = found.counted.seen
    return found.judged.pace, seen and seen.value, found.judged.reason


def test_a_ceiling_of_the_half_year_is_not_broken_by_what_comes_later() -> None:
    kept = {date(2026, 5, 31): 7, HALF: 8, date(2026, 7, 31): 11, date(2026, 10, 31): 19}
    assert judged(kept, date(2026, 8, 20)) == ("done", 8, "")
    assert judged(kept, YEAR_END) == ("done", 8, "")
    assert judged(kept, date(2026, 11, 10), deadline=YEAR_END)[:2] == ("behind", 19)


def test_a_ceiling_broken_at_its_deadline_stays_broken() -> None:
    broken = {HALF: 12, date(2026, 10, 31): 19}
    assert judged(broken, date(2026, 7, 1)) == ("behind", 12, "")
    assert judged(broken, date(2027, 3, 1)) == ("behind", 12, "")


def test_a_corridor_of_levels_is_kept_until_its_deadline() -> None:
    figures = {HALF: 12, date(2026, 7, 31): 30}
    corridor = {"op": "range", "value": 10, "value_max": 15, "kind": "level"}
    assert judged(figures, date(2026, 8, 20), **corridor) == ("done", 12, "")
    assert judged(figures, date(2026, 8, 20), **{**corridor, "value_max": 11})[0] == "behind"


def test_what_is_to_be_reached_is_reached_later_too() -> None:
    figures = {HALF: 8, date(2026, 9, 30): 12}
    assert judged(figures, date(2026, 10, 10), op=">=") == ("done", 12, "")
    assert judged(figures, date(2026, 8, 1), op=">=") == ("behind", 8, "")


@pytest.mark.parametrize("as_of", [date(2027, 1, 10), date(2027, 3, 1), date(2029, 1, 1)])
def test_a_year_that_was_missed_stays_missed(as_of: date) -> None:
    missed = {date(2026, 11, 30): 7, YEAR_END: 8, date(2027, 1, 31): 1}
    assert judged(missed, as_of, op=">=", deadline=YEAR_END) == ("behind", 8, "")


def test_a_year_whose_last_figure_never_came_is_unknown_once_it_is_due() -> None:
    figures = {date(2026, 11, 30): 7}
    in_time = judged(figures, date(2027, 1, 15), op=">=", deadline=YEAR_END)
    assert in_time == ("behind", 7, "")
    overdue = judged(figures, date(2027, 1, 16), op=">=", deadline=YEAR_END)
    assert overdue == ("unknown", 7, "stale")
