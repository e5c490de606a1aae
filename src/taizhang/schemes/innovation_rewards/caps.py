"""A share of what was traded, up to so much a unit and year (后补助), events in order of ids."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ..exact import CENT, half_up
from ..parameters import Values
from ..types import Row, Step
from ..wording import percent, yuan
from .grants import Grant
from .kinds import Kind, kind_of


def capped(rows: Iterable[Row], values: Values) -> dict[str, Grant]:
    """The grants of all events that pay a share, by event; each kind has its own limit."""
    groups: dict[tuple[str, str, int], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.text("kind"), row.text("subject_id"), row.count("year")].append(row)
    found: dict[str, Grant] = {}
    for group in groups.values():
        found |= _unit_year(sorted(group, key=lambda row: row.text("event_id")), values)
    return found


def _unit_year(group: Sequence[Row], values: Values) -> dict[str, Grant]:
    """A unit's events of one year use up its limit one after another.

    Each share is rounded to the cent before it meets the limit, so that what is paid never
    passes it.
    """
    kind = kind_of(group[0])
    paid = Decimal(0)
    found = {}
    for row in group:
        share = values.number(f"{kind.code}_pct")
        wanted = half_up(row.number("amount_yuan") * share / 100, CENT)
        left = values.number(f"{kind.code}_cap_yuan") - paid
        amount = min(wanted, left)
        steps = (
            _share_step(row, kind, wanted, values),
            _cap_step(row, kind, wanted, paid, values),
        )
        found[row.text("event_id")] = Grant(amount, _reason(row, wanted, left), steps)
        paid += amount
    return found


def _reason(row: Row, wanted: Decimal, left: Decimal) -> str:
    if wanted == 0:
        return "成交额是 0 元" if row.number("amount_yuan") == 0 else "按比例计算不足 1 分"
    return f"本单位 {row.count('year')} 年已用完上限" if left == 0 else ""


def _share_step(row: Row, kind: Kind, wanted: Decimal, values: Values) -> Step:
    name = f"{kind.code}_pct"
    given = f"成交额 {yuan(row.number('amount_yuan'))}"
    rule = f"成交额 × {percent(values.number(name))}，四舍五入到分"
    label = f"{kind.label}：按比例"
    return Step("share", label, given, rule, yuan(wanted), values.source(name))


def _cap_step(row: Row, kind: Kind, wanted: Decimal, paid: Decimal, values: Values) -> Step:
    name = f"{kind.code}_cap_yuan"
    most = values.number(name)
    given = f"本单位 {row.count('year')} 年编号在前的事项已给 {yuan(paid)}"
    rule = f"每家每年最高 {yuan(most)}，还可以给 {yuan(most - paid)}"
    if wanted > most - paid:
        rule += "，超过的部分不给"
    points = yuan(min(wanted, most - paid))
    return Step("cap", f"{kind.label}：每年上限", given, rule, points, values.source(name))
