"""租房提取住房公积金: what a family may withdraw for rent in a year."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..definitions import read_definition
from ..parameters import Values
from ..scheme import RowScheme
from ..types import Judged, Row, Step
from ..wording import yuan
from .outside import step_outside

_DEFINITION = read_definition(__package__ or "", "housing-rent-withdrawal")
_NOTHING = Decimal(0)


def _compute(rows: Sequence[Row], values: Values) -> Iterator[Judged]:
    """The cap of a family and year is used up in the order of the withdrawals' ids."""
    cap = values.number("cap_yuan")
    used: dict[tuple[str, int], Decimal] = {}
    found: dict[str, Judged] = {}
    for row in sorted(rows, key=lambda row: row.text("withdrawal_id")):
        claim = (row.text("family_id"), row.count("year"))
        before = used.get(claim, _NOTHING)
        granted = min(row.number("requested_yuan"), max(_NOTHING, cap - before))
        used[claim] = before + granted
        step = _step(row, before, granted, values)
        found[row.text("withdrawal_id")] = _judged(row, granted, _reason(row, before, cap), step)
    return (found[row.text("withdrawal_id")] for row in rows)


def _reason(row: Row, before: Decimal, cap: Decimal) -> str:
    """Why less than the request is granted; "" when all of it is."""
    left = max(_NOTHING, cap - before)
    if row.number("requested_yuan") <= left:
        return ""
    year = f"{row.count('year')} 年每个家庭不超过 {yuan(cap)}"
    return f"{year}，此前已提取 {yuan(before)}，还可提取 {yuan(left)}"


def _step(row: Row, before: Decimal, granted: Decimal, values: Values) -> Step:
    given = (
        f"家庭 {row.text('family_id')} 在 {row.count('year')} 年："
        f"申请 {yuan(row.number('requested_yuan'))}，编号在前的已提取 {yuan(before)}"
    )
    rule = f"每个家庭每年合计不超过 {yuan(values.number('cap_yuan'))}，按提取编号先后使用"
    source = values.source("cap_yuan")
    return Step("granted", "可提取金额", given, rule, yuan(granted), source)


def _judged(row: Row, granted: Decimal, reason: str, step: Step) -> Judged:
    found = {
        "withdrawal_id": row["withdrawal_id"],
        "family_id": row["family_id"],
        "year": row["year"],
        "granted_yuan": granted,
        "reason": reason,
    }
    return Judged(row.text("withdrawal_id"), found, (step,))


def _outside(rows: Sequence[Row], values: Values, why: str) -> Iterator[Judged]:
    step = step_outside(_DEFINITION, why, yuan(_NOTHING))
    return (_judged(row, _NOTHING, why, step) for row in rows)


WITHDRAWAL = RowScheme(_DEFINITION, _compute, outside=_outside)
