"""What a day demands of goals, in SQL (应达比例): the same as `pace.shares`.

A share is a numerator and a denominator above zero, so that nothing is rounded.
"""

from collections.abc import Sequence
from datetime import datetime

from ..pace.counted import WEEK_SLACK
from ..pace.words import MethodWord
from .observed import known_figures, period_number
from .statements import Scope, Statement

_NO_TIME = "CASE WHEN k.deadline IS NULL THEN 'no_deadline' ELSE 'starts_after_deadline' END"
# Last year's days are those of the goal, one year earlier. The figures of that year come as two
# arrays, the latest first; `keys` are days counted backwards, so that they ascend and the place of
# a day among them is found at once. Before the first figure stands 0 at the end of `opening`.
_EARLIER = "({day} - interval '1 year')::date"
_DAYS = {
    "start": f"{_EARLIER.format(day='k.begins')} - 1",
    "at": _EARLIER.format(day="least(greatest(k.due_on, k.begins - 1), k.deadline)"),
    "end": _EARLIER.format(day="k.deadline"),
}
_KEY = "(k.opening - ({day}))"


def _place(name: str, day: str) -> str:
    """SQL: a day, and the place of the last figure until it (one too far: there is none)."""
    key = _KEY.format(day=day)
    return f"{key} AS {name}_key, width_bucket({key} - 1, c.keys) + 1 AS {name}_place"


def _looked_up(name: str) -> str:
    """SQL: value of the curve at a day, as a numerator over the days between two figures."""
    place = f"z.{name}_place"
    low, on = f"coalesce(z.figures[{place}], 0)", f"coalesce(z.keys[{place}], 0)"
    way = f"({on} - z.keys[{place} - 1])"
    step = f"(z.figures[{place} - 1] - {low}) * ({on} - z.{name}_key)"
    return (
        f"CASE WHEN {place} = 1 THEN {low} ELSE {low} * {way} + {step} END AS {name}_num,"
        f" CASE WHEN {place} = 1 THEN 1 ELSE {way} END::numeric AS {name}_den"
    )


_IS_SEASON = """{wanted} AND k.days IS NOT NULL AND k.lost IS NULL AND k.accumulation = '{kind}'
    AND k.in_one_year AND o.day BETWEEN k.opening + 1 AND least(
        (k.opening + interval '1 year')::date, k.today)"""
_FIGURES = "FROM indicators_observation o WHERE o.series_id = k.series_id{known} AND {is_season}"
_CUMULATED = """
SELECT DISTINCT ON (o.day) o.day, o.value, FALSE AS broken {cumulated}
ORDER BY o.day DESC, o.source, o.id DESC"""
_ADDED = f"""
SELECT r.day, sum(r.value) OVER (ORDER BY r.number), r.number <> row_number() OVER (
    ORDER BY r.number) - 1 + {period_number("(k.opening + 1)", "k.frequency")}
FROM (
    SELECT DISTINCT ON (n.number) n.number, n.day, n.value FROM (
        SELECT {period_number("o.day", "k.frequency")} AS number, o.* {{added}}) n
    ORDER BY n.number, n.day DESC, n.source, n.id DESC
) r"""  # noqa: S608 - built from constants
_SEASON = f"""
LEFT JOIN LATERAL (
    SELECT z.points, z.broken, z.last_day, z.lowest, z.highest,
        {", ".join(_looked_up(name) for name in _DAYS)}
    FROM (
        SELECT c.*, {", ".join(_place(name, day) for name, day in _DAYS.items())}
        FROM (
            SELECT array_agg({_KEY.format(day="f.day")} ORDER BY f.day DESC) AS keys,
                array_agg(f.value ORDER BY f.day DESC) AS figures,
                count(*) FILTER (WHERE NOT f.broken) AS points, bool_or(f.broken) AS broken,
                max(f.day) AS last_day, min(f.value) AS lowest, max(f.value) AS highest
            FROM (({_CUMULATED}) UNION ALL ({_ADDED})) f
        ) c OFFSET 0
    ) z
) s ON TRUE"""  # noqa: S608 - built from constants
_WAY = "(s.end_num * s.start_den - s.start_num * s.end_den)"
_COME = "(s.at_num * s.start_den - s.start_num * s.at_den)"
_SEASON_REASON = f"""CASE WHEN k.days IS NULL THEN {_NO_TIME}
    WHEN k.accumulation = 'level' THEN 'no_curve_of_levels'
    WHEN NOT k.in_one_year THEN 'no_curve_of_years'
    WHEN s.points = 0 THEN 'no_last_year'
    WHEN s.broken OR s.last_day + CASE k.frequency WHEN 'week' THEN {WEEK_SLACK} ELSE 0 END
        < {_DAYS["end"]} THEN 'last_year_incomplete'
    WHEN s.lowest < 0 AND s.highest > 0 THEN 'last_year_turns'
    WHEN {_WAY} = 0 THEN 'last_year_zero' END"""
_SEASON_DEN = f"(s.at_den * abs({_WAY}))"
_SEASON_NUM = f"""CASE WHEN k.due_on < k.begins THEN 0 ELSE
    least(greatest(sign({_WAY}) * {_COME} * s.end_den, 0), {_SEASON_DEN}) END"""
_DUE_ON = "coalesce(least(k.observed_on, k.today), k.today) AS due_on"
# The way of a plan: from the baseline through its nodes, on to the target at the deadline.
_PLAN_ID = """(SELECT gp.id FROM indicators_goalplan gp
    WHERE gp.goal_id = k.id AND {wanted} AND {known_plans}
    ORDER BY gp.recorded_at DESC, gp.id DESC LIMIT 1) AS plan_id"""
_PLAN = """
LEFT JOIN LATERAL (
    SELECT max(CASE WHEN w.day <= x.at AND (w.next > x.at OR w.next IS NULL) THEN
            CASE WHEN w.next IS NULL THEN w.value
            ELSE w.value * (w.next - w.day) + (w.next_value - w.value) * (x.at - w.day) END END)
            AS num,
        max(CASE WHEN w.day <= x.at AND (w.next > x.at OR w.next IS NULL)
            THEN coalesce(w.next - w.day, 1) END)::numeric AS den
    FROM (
        SELECT t.day, t.value, lead(t.day) OVER v AS next, lead(t.value) OVER v AS next_value
        FROM (
            SELECT k.begins - 1 AS day, k.baseline AS value
            UNION ALL SELECT pn.day, pn.value FROM indicators_plannode pn
            WHERE pn.plan_id = k.plan_id AND pn.day >= k.begins
            UNION ALL SELECT k.deadline, k.value WHERE NOT EXISTS (
                SELECT FROM indicators_plannode pn
                WHERE pn.plan_id = k.plan_id AND pn.day >= greatest(k.deadline, k.begins))
        ) t WHERE k.plan_id IS NOT NULL AND k.days IS NOT NULL WINDOW v AS (ORDER BY t.day)
    ) w CROSS JOIN (SELECT greatest(k.due_on, k.begins - 1) AS at) x
) n ON TRUE"""
_PLAN_REASON = f"""CASE WHEN k.plan_id IS NULL THEN 'no_plan' WHEN k.days IS NULL THEN {_NO_TIME}
    WHEN k.value = k.baseline THEN 'no_distance' END"""
_PLAN_NUM = "(sign(k.value - k.baseline) * (n.num - k.baseline * n.den))"
_PLAN_DEN = "(abs(k.value - k.baseline) * n.den)"
_LINE_NUM = "least(greatest(k.days - (k.deadline - k.due_on), 0), k.days)::numeric"
_PARTS = {
    MethodWord.LINE: (
        f"CASE WHEN k.days IS NULL THEN {_NO_TIME} END",
        _LINE_NUM,
        "k.days::numeric",
    ),
    MethodWord.SEASON: (_SEASON_REASON, _SEASON_NUM, _SEASON_DEN),
    MethodWord.PLAN: (_PLAN_REASON, _PLAN_NUM, _PLAN_DEN),
}


def due_sql(goals: Statement, *, methods: Sequence[str], known_at: datetime | None) -> Statement:
    """The relation of `seen_sql` with the `method` that judges, what it demands by `due_on` (the
    day of the figure; without one the day that is judged) as `due_num` over `due_den`, and
    `undue`, why it cannot say (then both are NULL)."""
    known, params = known_figures(known_at)
    plans = Scope(known_at=known_at).known("gp")
    laterals = _season(_asked(MethodWord.SEASON, methods), known)
    laterals += _PLAN
    plan = _PLAN_ID.format(wanted=_asked(MethodWord.PLAN, methods), known_plans=plans.text)
    parts = ", ".join(
        f"{reason} AS {method}_reason, {num} AS {method}_num, {den} AS {method}_den"
        for method, (reason, num, den) in _PARTS.items()
    )
    chosen = f"SELECT q.*, {_picked()} FROM (SELECT k.*, {_method(methods)} AS method, {parts}"  # noqa: S608
    return (
        Statement(f"{chosen} FROM (SELECT k.*, {_DUE_ON}, {plan} FROM (", plans.params)  # noqa: S608
        + goals
        + Statement(f") k OFFSET 0) k {laterals} OFFSET 0) q", params * 2)
    )


def _season(wanted: str, known: str) -> str:
    """SQL: last year's curve, of figures that are cumulated or added up."""

    def figures(kind: str) -> str:
        is_season = _IS_SEASON.format(wanted=wanted, kind=kind)
        return _FIGURES.format(known=known, is_season=is_season)

    return _SEASON.format(cumulated=figures("cumulative"), added=figures("per_period"))


def _asked(method: MethodWord, methods: Sequence[str]) -> str:
    """SQL: whether a method may judge a goal; behind the line nothing is asked: where that cannot
    say, no other can."""
    before = list(methods)
    before = before[: before.index(MethodWord.LINE)] if MethodWord.LINE in before else before
    return f"(k.own = '{method}'" + (" OR k.own = '')" if method in before else ")")


def _method(methods: Sequence[str]) -> str:
    """SQL: the goal's own method, else the first that can say."""
    can = " ".join(
        f"WHEN ({_PARTS[MethodWord(method)][0]}) IS NULL THEN '{MethodWord(method)}'"
        for method in methods
    )
    first = f"'{MethodWord(methods[0])}'"
    own = "WHEN k.own <> '' THEN k.own"
    return f"CASE {own} WHEN k.lost IS NOT NULL THEN {first} {can} ELSE {first} END"


def _picked() -> str:
    """SQL: the parts of the method that judges; none where the goal cannot be measured."""

    def pick(part: str) -> str:
        cases = " ".join(f"WHEN '{method}' THEN q.{method}_{part}" for method in MethodWord)
        return f"CASE q.method {cases} END"

    says = f"q.lost IS NULL AND ({pick('reason')}) IS NULL"
    return (
        f"{pick('reason')} AS undue, CASE WHEN {says} THEN {pick('num')} END AS due_num,"
        f" CASE WHEN {says} THEN {pick('den')} END AS due_den"
    )
