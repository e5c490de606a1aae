"""按揭贷款保证金: how much margin a bank may hold on a mortgage, and what is beyond it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..definitions import read_definition
from ..parameters import Values
from ..scheme import RowScheme
from ..types import Judged, Row, Step
from ..wording import percent, yuan
from .outside import step_outside

_DEFINITION = read_definition(__package__ or "", "housing-mortgage-margin")
_NOTHING = Decimal(0)


def _compute(rows: Sequence[Row], values: Values) -> Iterator[Judged]:
    return (_judge(row, values) for row in rows)


def _judge(row: Row, values: Values) -> Judged:
    """The margin is held against the exact share; only what is written is rounded."""
    new, loan, margin = row.flag("new_project"), row.number("loan_yuan"), row.number("margin_yuan")
    name = "new_project_pct" if new else "margin_pct"
    share = values.number(name)
    allowed = loan * share / 100
    excess = max(_NOTHING, margin - allowed)
    project = "新上项目" if new else "不是新上项目"
    steps = (
        Step(
            "allowed",
            "可收保证金",
            f"{project}，贷款 {yuan(loan)}",
            f"{project}，不超过贷款的 {percent(share)}",
            yuan(allowed),
            values.source(name),
        ),
        Step(
            "excess",
            "超收保证金",
            f"保证金 {yuan(margin)}",
            "保证金超过可收保证金的部分",
            yuan(excess),
            values.source(name),
        ),
    )
    return _judged(row, allowed, excess, steps)


def _judged(row: Row, allowed: Decimal, excess: Decimal, steps: tuple[Step, ...]) -> Judged:
    found = {"loan_id": row["loan_id"], "allowed_yuan": allowed, "excess_yuan": excess}
    return Judged(row.text("loan_id"), found, steps)


def _outside(rows: Sequence[Row], values: Values, why: str) -> Iterator[Judged]:
    step = step_outside(_DEFINITION, why, yuan(_NOTHING))
    return (_judged(row, _NOTHING, row.number("margin_yuan"), (step,)) for row in rows)


MARGIN = RowScheme(_DEFINITION, _compute, outside=_outside)
