"""The units with the most registered contracts of a year (技术合同登记金额排名)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..parameters import Values
from ..types import Row, Step
from ..wording import yuan
from .grants import Grant
from .kinds import KINDS

_KIND = KINDS["contract_rank"]
_PAID = _KIND.amount
_SHOWN = 20  # events named one by one in an explanation


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit's registered contracts of one year in the order of their ids, and their sum."""

    subject: str
    events: tuple[Row, ...]
    total: Decimal


def ranked(rows: Iterable[Row], values: Values) -> dict[str, Grant]:
    """The grants of all registered contracts, by event; every year has its own ranking."""
    years: dict[int, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        years[row.count("year")][row.text("subject_id")].append(row)
    found: dict[str, Grant] = {}
    for year, units in years.items():
        order = sorted(_units(units), key=lambda unit: (-unit.total, unit.subject))
        for rank in range(1, len(order) + 1):
            found |= _unit_grants(year, order, rank, values)
    return found


def _units(units: dict[str, list[Row]]) -> Iterable[_Unit]:
    for subject, rows in units.items():
        total = sum((row.number("amount_yuan") for row in rows), Decimal(0))
        yield _Unit(subject, tuple(sorted(rows, key=lambda row: row.text("event_id"))), total)


def _unit_grants(year: int, order: Sequence[_Unit], rank: int, values: Values) -> dict[str, Grant]:
    """The reward goes with the unit's first event; its other events say where it is."""
    unit, paid = order[rank - 1], values.map(_PAID)
    reward = paid.get(str(rank), Decimal(0))
    steps = (_total_step(unit, year, values), _rank_step(order, rank, reward, values))
    first = unit.events[0].text("event_id")
    why = "" if reward else f"{year} 年第 {rank} 名，{_unpaid(rank, len(paid))}"
    found = {first: Grant(reward, why, steps)}
    elsewhere = why or f"本单位 {year} 年的奖补记在事项 {first} 上"
    for row in unit.events[1:]:
        found[row.text("event_id")] = Grant(Decimal(0), elsewhere, steps)
    return found


def _unpaid(rank: int, places: int) -> str:
    return f"只奖补前 {places} 名" if rank > places else "这一名次规定的奖补是 0 元"


def _total_step(unit: _Unit, year: int, values: Values) -> Step:
    shown = unit.events[:_SHOWN]
    parts = "，".join(f"{row.text('event_id')} {yuan(row.number('amount_yuan'))}" for row in shown)
    if len(unit.events) > _SHOWN:
        parts += f" 等 {len(unit.events)} 项"
    label, rule = f"{year} 年登记金额", "本单位本年各项登记金额相加"
    return Step("total", label, parts, rule, yuan(unit.total), values.source(_PAID))


def _rank_step(order: Sequence[_Unit], rank: int, reward: Decimal, values: Values) -> Step:
    paid = values.map(_PAID)
    amounts = "、".join(f"第 {place} 名 {yuan(amount)}" for place, amount in paid.items())
    rule = f"登记金额从高到低（相同时按单位编号）；{amounts}，记在本单位本年编号最前的事项上"
    points = f"第 {rank} 名（共 {len(order)} 家），{yuan(reward)}"
    return Step("rank", "名次", _neighbours(order, rank), rule, points, values.source(_PAID))


def _neighbours(order: Sequence[_Unit], rank: int) -> str:
    """The unit's own total beside those just before and after it."""
    unit = order[rank - 1]
    said = [yuan(unit.total)]
    for at, word in ((rank - 2, "前一名"), (rank, "后一名")):
        if 0 <= at < len(order):
            other = order[at]
            tie = "，金额相同，按单位编号定先后" if other.total == unit.total else ""
            said.append(f"{word} {other.subject} {yuan(other.total)}{tie}")
    return "；".join(said)
