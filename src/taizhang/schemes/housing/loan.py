"""住房公积金贷款额度: who may borrow from the provident fund, and how much at most."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..definitions import read_definition
from ..parameters import Values
from ..scheme import Refusals, RowScheme
from ..types import Judged, Row, Step
from ..wording import yuan
from .outside import step_outside

_DEFINITION = read_definition(__package__ or "", "housing-provident-loan")
_FAMILIES = {1: "单职工缴存家庭", 2: "双职工缴存家庭"}
_NOTHING = Decimal(0)


def _check(rows: Sequence[Row], values: Values, refusals: Refusals) -> None:
    for row in rows:
        if row.count("contributors") not in _FAMILIES:
            refusals.add(row, "contributors", "应当是 1（单职工缴存）或 2（双职工缴存）。")


def _compute(rows: Sequence[Row], values: Values) -> Iterator[Judged]:
    return (_judge(row, values) for row in rows)


def _judge(row: Row, values: Values) -> Judged:
    cap, requested = _cap(row, values), row.number("requested_yuan")
    lacking = _lacking(row, values)
    granted = _NOTHING if lacking else min(cap, requested)
    reason = "；".join(lacking)
    if granted and granted < requested:
        reason = f"申请 {yuan(requested)}，按{_family(row)}最高额度 {yuan(cap)}"
    return _judged(row, granted, reason, (*_conditions(row, values), _step(row, granted, values)))


def _family(row: Row) -> str:
    return _FAMILIES[row.count("contributors")]


def _cap(row: Row, values: Values) -> Decimal:
    return values.map("cap_yuan")[str(row.count("contributors"))]


def _lacking(row: Row, values: Values) -> list[str]:
    """The conditions that are not met, in words."""
    months, least = row.count("months_contributed"), values.count("least_months")
    found = [] if months >= least else [f"缴存 {months} 个月，不满 {least} 个月"]
    return found if row.flag("new_ordinary_home") else [*found, "所购不是新建普通商品住房"]


def _conditions(row: Row, values: Values) -> tuple[Step, Step]:
    months, least = row.count("months_contributed"), values.count("least_months")
    home, source = row.flag("new_ordinary_home"), values.source("least_months")
    return (
        Step(
            "months",
            "缴存月数",
            f"正常缴存 {months} 个月",
            f"满 {least} 个月",
            "符合" if months >= least else "不符合",
            source,
        ),
        Step(
            "home",
            "所购住房",
            "新建普通商品住房" if home else "不是新建普通商品住房",
            "在本市购买新建普通商品住房",
            "符合" if home else "不符合",
            source,
        ),
    )


def _step(row: Row, granted: Decimal, values: Values) -> Step:
    given = f"{_family(row)}，申请 {yuan(row.number('requested_yuan'))}"
    rule = f"{_family(row)}最高 {yuan(_cap(row, values))}，不超过申请额"
    if _lacking(row, values):
        rule = "条件不全符合，不予贷款"
    return Step("granted", "可贷金额", given, rule, yuan(granted), values.source("cap_yuan"))


def _judged(row: Row, granted: Decimal, reason: str, steps: tuple[Step, ...]) -> Judged:
    found = {"applicant_id": row["applicant_id"], "granted_yuan": granted, "reason": reason}
    return Judged(row.text("applicant_id"), found, steps)


def _outside(rows: Sequence[Row], values: Values, why: str) -> Iterator[Judged]:
    step = step_outside(_DEFINITION, why, yuan(_NOTHING))
    return (_judged(row, _NOTHING, why, (step,)) for row in rows)


LOAN = RowScheme(_DEFINITION, _compute, check=_check, outside=_outside)
