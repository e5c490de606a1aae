"""The class of numbers against what is due, in SQL (判定): the same as `pace.reckoning`.

`numbers` give, a row a number: `id`, `op`, `value`, `value_max`, `within`, `baseline`, `deadline`,
`days` (from start to deadline, NULL: no such time), `due_num` over `due_den` (NULL: the method
cannot say), `observed`, `observed_on`, `fresh_since` (an older figure is stale). Dates
and numerics, op as text; unknown is NULL.
"""

from datetime import date

from ...enums import WORST_FIRST
from ..pace.rules import PaceRule
from .statements import Statement

PLACES = {pace.value: place for place, pace in enumerate(WORST_FIRST)}
WORDS = "ARRAY[" + ", ".join(f"'{pace}'" for pace in PLACES) + "]"

# What is reckoned of each number. No division before the last step, so that classes are exact;
# OFFSET 0 keeps the planner from writing one step into the next, which would reckon it many times.
_DISTANCE = "(g.value - g.baseline)"
_CORRIDOR = "(g.within AND g.op = 'range' AND g.value_max IS NOT NULL)"
CEILING = f"({_CORRIDOR} OR (g.op IN ('<=', '<') AND g.value >= g.baseline))"
"""SQL: whether the number `g` is there to be kept, not reached."""
_MET = f"""CASE g.op WHEN '>' THEN g.observed > g.value WHEN '<' THEN g.observed < g.value
    WHEN '<=' THEN g.observed <= g.value
    ELSE g.observed >= g.value AND (NOT {_CORRIDOR} OR g.observed <= g.value_max) END"""
_RECKONED = f"""
SELECT g.*, {CEILING} AS ceiling, {_CORRIDOR} AS corridor, {_MET} AS met,
    CASE WHEN g.due_den > 0 THEN abs({_DISTANCE}) * g.due_den END AS whole,
    CASE WHEN g.due_den > 0 THEN sign({_DISTANCE}) * ((g.observed - g.baseline) * g.due_den
        - g.due_num * {_DISTANCE}) END AS lead
FROM ({{numbers}}) g OFFSET 0
"""  # noqa: S608 - built from constants
_CLASSED = """
SELECT r.*, CASE
    WHEN r.met AND (d.today > r.deadline OR NOT r.ceiling) THEN {done}
    WHEN r.met IS NULL OR r.observed_on < r.fresh_since THEN {unknown}
    WHEN r.ceiling THEN CASE WHEN NOT r.met THEN {behind} WHEN r.days > 0 THEN {on_pace}
        ELSE {unknown} END
    WHEN r.days IS NULL OR r.days <= 0 THEN {unknown}
    WHEN d.today > r.deadline THEN {behind}
    WHEN r.whole IS NULL OR r.whole = 0 THEN {unknown}
    WHEN 100 * r.lead >= d.tolerance_pct * r.whole THEN {ahead}
    WHEN 100 * r.lead <= -d.tolerance_pct * r.whole THEN {behind}
    ELSE {on_pace} END AS place
FROM ({reckoned}) r
CROSS JOIN (SELECT %s::date AS today, %s::numeric AS tolerance_pct) d
OFFSET 0
"""
# Percentage points behind what is due, of a number that can be behind.
LAG = """CASE WHEN c.lead < 0 AND NOT c.ceiling AND c.whole > 0
    AND c.place NOT IN ({done}, {unknown}) THEN round(-100 * c.lead / c.whole, 4) ELSE 0 END"""


def classed_sql(numbers: Statement, *, as_of: date, rule: PaceRule) -> Statement:
    """The relation of `numbers` with `place`, the index of its class in `WORST_FIRST`, and what it
    follows from: `ceiling`, `corridor`, `met`, and `lead` over `whole`, the share of the target
    less the share that is due."""
    head, tail = _CLASSED.format(reckoned="\0", **PLACES).split("\0")
    inner, rest = _RECKONED.split("{numbers}")
    judged = (as_of, rule.tolerance_pct)
    return Statement(head + inner) + numbers + Statement(rest + tail, judged)
