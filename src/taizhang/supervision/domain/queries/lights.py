"""The lights of tasks at a moment (亮灯): facts, mapped by the regime in force then."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from taizhang.indicators.domain.queries.statements import Scope, Statement

from ...regimes import NoOutcomeError, Outcome, Regime, sql_case
from ..clocks.days import day_of_due
from ..rules.practice import regime_on
from .facts import facts_sql


def lights_of(
    task_ids: Collection[int] | None, *, moment: datetime, known_at: datetime | None = None
) -> dict[int, Outcome]:
    """The light of each task (None: of all) at a moment, under the regime in force on its day.

    `known_at` as in `facts_of`. Raises NoOutcomeError where facts contradict each other.
    """
    regime = regime_at(moment, known_at)
    rules = lights_sql(regime, Scope(task_ids, known_at), moment=moment)
    return {task_id: outcome_of(regime, rule) for task_id, rule, *_ in rules.rows()}


def count_lights(
    task_ids: Collection[int] | None, *, moment: datetime, known_at: datetime | None = None
) -> dict[Outcome, int]:
    """How many of the tasks (None: of all) show each outcome of the regime; those that occur."""
    return count_rules(regime_at(moment, known_at), Scope(task_ids, known_at), moment=moment)


def count_rules(regime: Regime, scope: Scope, *, moment: datetime) -> dict[Outcome, int]:
    """The same for a regime and a scope."""
    head = Statement("SELECT l.rule, count(*) FROM (")
    counts: Counter[Outcome] = Counter()
    counted = head + lights_sql(regime, scope, moment=moment) + ") l GROUP BY 1"
    for rule, number in counted.rows():
        counts[outcome_of(regime, rule)] += number  # rules may give the same
    return dict(counts)


def tasks_with_colour(regime: Regime, colour: str, scope: Scope, *, moment: datetime) -> list[int]:
    """The tasks whose light has a colour."""
    rules = [place for place, rule in enumerate(regime.rules) if rule.then.colour == colour]
    chosen = Statement(") l WHERE l.rule = ANY(%s::smallint[])", (rules,))
    lights = lights_sql(regime, scope, moment=moment)
    return [task for (task,) in (Statement("SELECT l.task_id FROM (") + lights + chosen).rows()]


def tasks_with_clock(scope: Scope, clock: str, *, moment: datetime) -> list[int]:
    """The tasks whose clock stands at a word."""
    chosen = Statement(") f WHERE f.clock = %s", (clock,))
    facts = facts_sql(scope, moment=moment)
    return [task for (task,) in (Statement("SELECT f.task_id FROM (") + facts + chosen).rows()]


def labelled_sql(scope: Scope, *, moment: datetime) -> Statement:
    """A subquery: colour and label of the task of the scope, an array of two texts."""
    regime = regime_at(moment, scope.known_at)
    arms = Statement("SELECT CASE l.rule")
    for place, rule in enumerate(regime.rules):
        shown = [rule.then.colour, rule.then.label]
        arms += Statement(f" WHEN {place} THEN %s::text[]", (shown,))
    return arms + " END FROM (" + lights_sql(regime, scope, moment=moment) + ") l"


def regime_at(moment: datetime, known_at: datetime | None) -> Regime:
    """The light regime in force at a moment, as far as it was entered at `known_at`."""
    return regime_on(day_of_due(moment), known_at=known_at).regime


def lights_sql(
    regime: Regime,
    scope: Scope,
    *,
    moment: datetime,
    reviews_known_at: datetime | None = None,
) -> Statement:
    """`task_id, rule, clock, reds_in_a_row`: of each task the place of the rule that decides."""
    case, params = sql_case(regime)
    facts = facts_sql(scope, moment=moment, reviews_known_at=reviews_known_at)
    columns = f"f.task_id, {case} AS rule, f.clock, f.reds_in_a_row"
    decided = Statement(f"SELECT {columns} FROM (", tuple(params))  # noqa: S608
    return decided + facts + ") f"


def outcome_of(regime: Regime, rule: int | None) -> Outcome:
    """What the rule at a place gives."""
    if rule is None:
        said = _("亮灯办法“%(name)s”对某些任务没有结果；请检查该办法和任务时限。")
        raise NoOutcomeError(said % {"name": regime.name})
    return regime.rules[rule].then
