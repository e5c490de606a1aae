"""飞地经济税收分享: a project's local tax shared by the county that found it and the park."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..definitions import read_definition
from ..exact import CENT, half_up
from ..parameters import Values
from ..scheme import Refusals, RowScheme
from ..types import Judged, Row, Step
from ..wording import percent, plain, yuan

_SHARE = "source_share"
_AGREED = "source_share_pct"


def _check(rows: Sequence[Row], values: Values, refusals: Refusals) -> None:
    for row in rows:
        if row.count("year") < row.count("first_tax_year"):
            first = row.count("first_tax_year")
            refusals.add(row, "year", f"早于产生税收的首年 {first}，请检查这两个年份。")


def _compute(rows: Sequence[Row], values: Values) -> Iterator[Judged]:
    return (_judge(row, values) for row in rows)


def _judge(row: Row, values: Values) -> Judged:
    """The county's part is rounded to the cent; the park's is the rest, so that none is lost."""
    share, rule = _share(row, values)
    tax = row.number("local_tax_yuan")
    source = half_up(tax * share / 100, CENT)
    found = {
        "project_id": row["project_id"],
        "year": row["year"],
        "source_yuan": source,
        "park_yuan": tax - source,
    }
    return Judged(
        f"{row.text('project_id')}/{row.count('year')}",
        found,
        (
            _year_step(row, share, rule, values),
            _source_step(row, tax, share, source, values),
            _park_step(tax, source, values),
        ),
    )


def _share(row: Row, values: Values) -> tuple[Decimal, str]:
    """The county's percentage and the rule that gives it: agreed, or by the year of the tax."""
    if row.given(_AGREED):
        return row.number(_AGREED), "重大项目一事一议，按双方约定的比例"
    nth = _nth_year(row)
    brackets = values.brackets(_SHARE)
    for at, (first, share) in enumerate(brackets):
        if nth >= first:
            until = f"至第 {plain(brackets[at - 1][0] - 1)} 年" if at else "起"
            return share, f"第 {plain(first)} 年{until}"
    return Decimal(0), f"第 {plain(brackets[-1][0])} 年以前不分享给引资县区"


def _nth_year(row: Row) -> int:
    return row.count("year") - row.count("first_tax_year") + 1


def _year_step(row: Row, share: Decimal, rule: str, values: Values) -> Step:
    first, year = row.count("first_tax_year"), row.count("year")
    given = f"{first} 年首次产生税收，{year} 年是第 {_nth_year(row)} 年"
    ratio = f"引资县区 {percent(share)}，产业园 {percent(100 - share)}"
    return Step("share", "分享比例", given, rule, ratio, values.source(_SHARE))


def _source_step(row: Row, tax: Decimal, share: Decimal, part: Decimal, values: Values) -> Step:
    county = row.text("source_county")
    label = f"引资县区分享（{county}）" if county else "引资县区分享"
    rule = f"地方级税收 × {percent(share)}，四舍五入到分"
    return Step("source", label, f"地方级税收 {yuan(tax)}", rule, yuan(part), values.source(_SHARE))


def _park_step(tax: Decimal, source: Decimal, values: Values) -> Step:
    given = f"{yuan(tax)} - {yuan(source)}"
    rule = "其余归产业园，两部分之和等于地方级税收"
    return Step("park", "产业园分享", given, rule, yuan(tax - source), values.source(_SHARE))


SCHEMES = (
    RowScheme(read_definition(__package__ or "", "enclave-tax-sharing"), _compute, check=_check),
)
