"""工业用地“标准地”: investment and tax a mu held against the bounds of the policy."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..definitions import read_definition
from ..exact import half_up
from ..parameters import Values
from ..scheme import Refusals, RowScheme
from ..types import Judged, Row, Step


def _check(rows: Sequence[Row], values: Values, refusals: Refusals) -> None:
    for row in rows:
        if row.number("area_mu") == 0:
            refusals.add(row, "area_mu", "面积是 0 亩，算不出亩均数，请填写面积。")


def _compute(rows: Sequence[Row], values: Values) -> Iterator[Judged]:
    return (_judge(row, values) for row in rows)


def _judge(row: Row, values: Values) -> Judged:
    """Exact quotients are held against the bounds; only what is written is rounded."""
    area = Fraction(row.number("area_mu"))
    investment = Fraction(row.number("investment_yuan")) / area
    tax = Fraction(row.number("annual_tax_yuan")) / area
    bound, goal = values.number("investment_per_mu_yuan"), values.number("tax_per_mu_yuan")
    entrant = row.flag("new_entrant")
    found = {
        "parcel_id": row["parcel_id"],
        "investment_per_mu_yuan": investment,
        "tax_per_mu_yuan": tax,
        "meets_investment": not entrant or investment >= bound,
        "meets_tax": tax >= goal,
    }
    rule = f"新入驻项目不低于 {bound} 元/亩" if entrant else "不是新入驻项目，不作要求"
    steps = (
        _step(values, "investment_per_mu_yuan", row, "investment_yuan", investment, rule),
        _step(values, "tax_per_mu_yuan", row, "annual_tax_yuan", tax, f"不低于 {goal} 元/亩"),
    )
    return Judged(row.text("parcel_id"), found, steps)


def _step(values: Values, name: str, row: Row, column: str, a_mu: Fraction, rule: str) -> Step:
    label = "亩均投资" if column == "investment_yuan" else "亩均税收"
    given = f"{row.number(column)} 元 ÷ {row.number('area_mu')} 亩"
    return Step(name, label, given, rule, str(half_up(a_mu, 2)), values.source(name))


SCHEMES = (RowScheme(read_definition(__package__ or "", "standard-land"), _compute, check=_check),)
