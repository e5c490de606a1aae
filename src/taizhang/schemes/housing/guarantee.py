"""银行保函置换预售监管资金: how much a bank's guarantee frees from a supervised account."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_FLOOR, Decimal

from ..definitions import read_definition
from ..parameters import Values
from ..scheme import RowScheme
from ..types import Judged, Row, Step
from ..wording import percent, yuan
from .outside import step_outside

_DEFINITION = read_definition(__package__ or "", "housing-presale-guarantee")
_NOTHING = Decimal(0)
_CENT = Decimal("0.01")


def _compute(rows: Sequence[Row], values: Values) -> Iterator[Judged]:
    return (_judge(row, values) for row in rows)


def _judge(row: Row, values: Values) -> Judged:
    """The least of the three bounds, rounded down so that none is passed."""
    required, balance = row.number("required_yuan"), row.number("balance_yuan")
    most, kept = values.number("replaced_pct"), values.number("kept_pct")
    by_share, by_balance = required * most / 100, balance - required * kept / 100
    freed = max(_NOTHING, min(row.number("guarantee_yuan"), by_share, by_balance))
    freed = freed.quantize(_CENT, ROUND_FLOOR)
    said = f"所需资金额度 {yuan(required)}"
    steps = (
        Step(
            "replaced",
            "保函可置换的上限",
            said,
            f"不超过额度的 {percent(most)}",
            _exact(by_share),
            values.source("replaced_pct"),
        ),
        Step(
            "kept",
            "账户可释放的上限",
            f"监管账户余额 {yuan(balance)}，{said}",
            f"置换后不低于额度的 {percent(kept)}",
            _exact(by_balance),
            values.source("kept_pct"),
        ),
        _releasable(row, freed, values),
    )
    return _judged(row, freed, steps)


def _exact(amount: Decimal) -> str:
    """An amount that may be finer than a cent, as it is compared."""
    return f"{amount.normalize():,f} 元" if amount % _CENT else yuan(amount)


def _releasable(row: Row, freed: Decimal, values: Values) -> Step:
    given = f"保函金额 {yuan(row.number('guarantee_yuan'))}"
    rule = "取保函金额和两个上限中最小的，不低于 0，舍去不足一分的部分"
    source = values.source("replaced_pct", "kept_pct")
    return Step("releasable", "可释放金额", given, rule, yuan(freed), source)


def _judged(row: Row, freed: Decimal, steps: tuple[Step, ...]) -> Judged:
    found = {"account_id": row["account_id"], "releasable_yuan": freed}
    return Judged(row.text("account_id"), found, steps)


def _outside(rows: Sequence[Row], values: Values, why: str) -> Iterator[Judged]:
    step = step_outside(_DEFINITION, why, yuan(_NOTHING))
    return (_judged(row, _NOTHING, (step,)) for row in rows)


GUARANTEE = RowScheme(_DEFINITION, _compute, outside=_outside)
