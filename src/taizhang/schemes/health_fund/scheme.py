"""基本医保市级统筹: the gap of each pool met in order, with one reserve a scheme for the city."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..definitions import read_definition
from ..exact import CENT
from ..parameters import Values
from ..scheme import Refusals, RowScheme
from ..types import Judged, Row, Value
from .explaining import steps_of
from .pooling import PoolYear, Terms, pool_years

_KEYS = ("pool", "scheme", "year")


def _check(rows: Sequence[Row], values: Values, refusals: Refusals) -> None:
    """Years of a pool and scheme follow one another; the first has an opening balance."""
    last: dict[tuple[str, str], int] = {}
    for row in sorted(rows, key=lambda row: row.count("year")):
        account = (row.text("pool"), row.text("scheme"))
        year, before = row.count("year"), last.get(account)
        if before is None and not row.given("opening_balance_yuan"):
            refusals.add(row, "opening_balance_yuan", "统筹区的首年必须填写年初滚存结余。")
        if before is not None and year != before + 1:
            refusals.add(row, "year", f"年度不连续，前一行是 {before} 年，请补上中间的年度。")
        last[account] = year


def _compute(rows: Sequence[Row], values: Values) -> Iterator[Judged]:
    """The schemes never mix: each runs through the years by itself."""
    terms = Terms(
        values.number("contribution_pct"),
        values.flag("contribution_once"),
        values.text("reserve_sharing"),
    )
    found: dict[int, PoolYear] = {}
    for scheme in {row.text("scheme") for row in rows}:
        mine = [row for row in rows if row.text("scheme") == scheme]
        found |= {year.row.line: year for year in pool_years(mine, terms)}
    return (_judged(found[row.line], values) for row in rows)


def _judged(found: PoolYear, values: Values) -> Judged:
    row = found.row
    cells: dict[str, Value] = {key: row[key] for key in _KEYS}
    cells |= {
        "contribution_yuan": _yuan(found.contribution),
        "refill_yuan": _yuan(found.refill),
        "gap_yuan": _yuan(found.gap),
        "from_balance_yuan": _yuan(found.from_balance),
        "from_reserve_yuan": _yuan(found.from_reserve),
        "from_finance_yuan": _yuan(found.from_finance),
        "closing_balance_yuan": _yuan(found.closing),
        "reserve_after_yuan": _yuan(found.reserve_after),
    }
    return Judged("/".join(str(row[key]) for key in _KEYS), cells, steps_of(found, values))


def _yuan(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-CENT)


SCHEMES = (
    RowScheme(read_definition(__package__ or "", "health-fund-pooling"), _compute, check=_check),
)
