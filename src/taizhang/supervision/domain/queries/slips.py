"""Which tasks should get a slip, or a graver one (待发督查单), in sets.

What a mechanism says of an unmet step or report, a slip that was not answered in time, or the
light regime. docs/algorithms/slips.md has the rules.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import override

from taizhang.indicators.domain.queries.statements import Scope, Statement
from taizhang.ledger.domain.standing import Oversight

from ...enums import Colour
from ...mechanisms.types import Mechanism
from ...models import MechanismVersion
from ..clocks.answering import NODE
from ..clocks.beginning import DEADLINE
from ..clocks.days import day_of_due, written_day
from ..clocks.fold_slips import GRAVITY
from ..planning.sources import mechanism_of
from .facts import PAST
from .lights import lights_sql, regime_at

_PERIOD = "#report"
_COLOURS = {"蓝": Colour.BLUE, "橙": Colour.ORANGE, "黄": Colour.ORANGE, "红": Colour.RED}
_SLIP = "督查单"
# Tasks whose units are to work now: nothing pending, no pause, no request to close.
_OPEN = """
SELECT s.*, t.keeper_id FROM supervision_supervisedtask s JOIN ledger_task t ON t.id = s.task_id
WHERE s.started_at IS NOT NULL AND s.closed_at IS NULL AND s.ended_at IS NULL AND NOT s.stopped
    AND s.request_kind = '' AND s.asked_to_close_at IS NULL AND """
_UNMET = f"""
SELECT o.task_id, 'step' AS why, d ->> 'name' AS name, (d ->> 'due')::timestamptz AS due,
    o.mechanism_id, o.kind, o.slip_open, o.slip_number,
    (o.detail -> 'slip' ->> 'issued_at')::timestamptz AS issued_at,
    CASE WHEN d ->> 'key' LIKE '{NODE}%%' THEN '{NODE}' ELSE d ->> 'key' END AS key
FROM open o CROSS JOIN jsonb_array_elements(o.detail -> 'duties') d
WHERE o.due_at < %s AND NOT d ? 'met_at' AND (d ->> 'due')::timestamptz < %s
UNION ALL
SELECT p.task_id, 'period', p.detail -> 'periods' -> (length(p.past) - 1) ->> 0,
    p.period_dues[length(p.past)], p.mechanism_id, p.kind, p.slip_open,
    p.slip_number, (p.detail -> 'slip' ->> 'issued_at')::timestamptz, '{_PERIOD}'
FROM (SELECT s.*, {PAST} AS past FROM open s CROSS JOIN (SELECT %s::timestamptz AS moment) m) p
WHERE right(p.past, 1) = '.'"""  # noqa: S608 - built from constants
_DUE = """
SELECT u.task_id, u.why, u.name, u.due, r.colour, r.next
FROM unmet u
LEFT JOIN rules r ON r.version = u.mechanism_id AND r.kind = u.kind AND r.key = u.key
    AND NOT u.slip_open AND (u.slip_number = '' OR u.due > u.issued_at)
UNION ALL
SELECT o.task_id, 'slip', o.slip_colour, o.slip_answer_by,
    CASE o.slip_colour WHEN 'blue' THEN 'orange' WHEN 'orange' THEN 'red' ELSE '' END, ''
FROM open o WHERE o.slip_open AND o.slip_answered_at IS NULL AND o.slip_answer_by < %s"""


@dataclass(frozen=True, slots=True)
class DueSlip:
    """What a task's slip would be now: its colour ("": none is due), since when, and what it says.

    `unmet`: sentences, one for each thing that was not met in time. `next`: the requirement.
    """

    task_id: int
    colour: str
    since: datetime | None
    unmet: tuple[str, ...]
    next: str = ""


def due_slips(
    task_ids: Collection[int] | None, *, moment: datetime, oversight: Oversight | None = None
) -> dict[int, DueSlip]:
    """Of each task (None: all) that missed something what its slip would be: one query.

    `oversight`: only the tasks that somebody supervises. Those due longest stand first.
    """
    head = " SELECT * FROM due ORDER BY task_id, due"
    rows = (_due(task_ids, moment, oversight) + head).rows()
    found = [_due_slip(key, list(own)) for key, own in groupby(rows, key=lambda row: row[0])]
    found.sort(key=lambda each: (each.since or moment, each.task_id))
    return {each.task_id: each for each in found}


def slips_by_light(
    task_ids: Collection[int] | None, *, moment: datetime, oversight: Oversight | None = None
) -> dict[int, DueSlip]:
    """Tasks whose light names a slip: one that had none yet, or a graver one than is open.

    A slip whose answer was accepted is not asked for again by the same light. Two queries.
    """
    regime = regime_at(moment, None)
    named = {
        place: (colour_named(rule.then.document), rule.then)
        for place, rule in enumerate(regime.rules)
        if _SLIP in rule.then.document
    }
    if not named:
        return {}
    lights = lights_sql(regime, Scope(task_ids), moment=moment)
    rows = (
        Statement("WITH open AS (")  # noqa: S608 - built from constants
        + _open(task_ids, oversight)
        + "), lights AS ("
        + lights
        + ") SELECT o.task_id, l.rule, o.slip_open, o.slip_colour FROM open o"
        + Statement(" JOIN lights l USING (task_id) WHERE l.rule = ANY(%s)", (list(named),))
        + " AND (o.slip_number = '' OR o.slip_open) ORDER BY o.task_id"
    ).rows()
    found = {}
    for task_id, place, is_open, open_colour in rows:
        colour, then = named[place]
        if not is_open or GRAVITY[colour] > GRAVITY[open_colour]:
            said = f"亮灯口径“{regime.name}”：{then.label}。"
            found[task_id] = DueSlip(task_id, colour, None, (said,), then.next)
    return found


def colour_named(document: str) -> str:
    """The colour of the slip that a regime's document names; without one the mildest."""
    return next((colour.value for sign, colour in _COLOURS.items() if sign in document), "blue")


def _open(task_ids: Collection[int] | None, oversight: Oversight | None) -> Statement:
    found = Statement(_OPEN) + Scope(task_ids).holds("s")
    if oversight is None:
        return found
    units = sorted(oversight.units)
    kept = "(t.keeper_id IS NULL AND %s OR t.keeper_id = ANY(%s::bigint[]))"
    return found + Statement(f" AND {kept}", (oversight.city, units))


def _due(
    task_ids: Collection[int] | None, moment: datetime, oversight: Oversight | None
) -> Statement:
    rules = json.dumps(list(_rules()), ensure_ascii=False)
    return (
        Statement("WITH open AS NOT MATERIALIZED (")  # noqa: S608 - built from constants
        + _open(task_ids, oversight)
        + Statement("), unmet AS (" + _UNMET, (moment, moment, moment))
        + Statement(
            "), rules AS (SELECT * FROM json_to_recordset(%s)"
            " AS r(version int, kind text, key text, colour text, next text)), due AS (",
            (rules,),
        )
        + Statement(_DUE, (moment,))
        + ")"
    )


def _rules() -> Iterator[dict[str, object]]:
    """What follows when a step or report is not met, of every version and kind."""
    for pk in MechanismVersion.objects.values_list("pk", flat=True):
        mechanism = mechanism_of(pk)
        for kind in mechanism.kinds:
            for key, colour, then in _follows(mechanism, kind.key):
                yield {"version": pk, "kind": kind.key, "key": key, "colour": colour, "next": then}


def _follows(mechanism: Mechanism, kind: str) -> Iterator[tuple[str, str, str]]:
    steps = mechanism.steps_for(kind)
    for step in steps:
        yield step.key, step.unmet.slip, step.unmet.next
    if mechanism.reports and mechanism.reports.is_for(kind):
        yield _PERIOD, mechanism.reports.unmet.slip, mechanism.reports.unmet.next
    if mechanism.escalation:  # a stated date and the nodes of a plan are no steps of their own
        first = min((rule.colour for rule in mechanism.escalation), key=GRAVITY.__getitem__)
        named = {step.key for step in steps}
        yield from ((key, first, "") for key in (DEADLINE, NODE) if key not in named)


def _due_slip(task_id: int, rows: Iterable[tuple[object, ...]]) -> DueSlip:
    unmet, colours, since, nexts = [], [""], [], [""]
    for _task, why, name, due, colour, then in rows:
        assert isinstance(due, datetime)
        unmet.append(_sentence(str(why), str(name), due))
        if colour:
            colours.append(str(colour))
            since.append(due)
            nexts.append(str(then or ""))
    gravest = max(colours, key=lambda colour: GRAVITY.get(colour, -1))
    wanted = next((each for each in nexts if each), "")
    return DueSlip(task_id, gravest, min(since, default=None), tuple(unmet), wanted)


def _sentence(why: str, name: str, due: datetime) -> str:
    with override("zh-hans"):  # a slip is kept as it was issued
        day = written_day(day_of_due(due))
        if why == "slip":
            return f"{Colour(name).label}督查单应于{day}前答复，至今没有答复。"
    if why == "period":
        return f"{name}的报告应于{day}前报送，至今没有报送。"
    return f"“{name or '完成时限'}”应于{day}前完成，至今没有完成。"
