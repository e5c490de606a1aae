"""创新指标排名奖惩: counties ranked every two months, half-year and year, and what follows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..definitions import read_definition
from ..errors import BadSettingError
from ..parameters import Values
from ..scheme import Refusals, RowScheme
from ..types import Judged, Row, Step
from ..wording import yuan
from .ranking import Ranking, grouped, rankings

_WORDS = {"": "没有奖惩", "interview": "约谈", "commended": "通报表扬", "criticised": "通报批评"}


@dataclass(frozen=True, slots=True)
class _Finding:
    """What follows from a rank: the code ("" for nothing), yuan with its sign, and why."""

    consequence: str
    money: Decimal
    given: str
    rule: str
    names: tuple[str, ...]

    def step(self, values: Values) -> Step:
        result = _WORDS[self.consequence]
        if self.money:
            does = "奖励" if self.money > 0 else "扣减财力"
            result += f"，{does} {yuan(abs(self.money))}"
        source = values.source(*self.names)
        return Step("consequence", "奖惩", self.given, self.rule, result, source)


def _check(rows: Sequence[Row], values: Values, refusals: Refusals) -> None:
    fewest = len(values.map("annual_reward")) + len(values.map("annual_deduction"))
    for (_, period), group in grouped(rows).items():
        if len(group) < fewest:
            first = min(group, key=lambda row: row.line)
            refusals.add(
                first,
                "county",
                f"{period} 这一期只有 {len(group)} 个县区，前三名和后三名会重叠，"
                f"至少要有 {fewest} 个县区，请补全后再试。",
            )
    annual = any(row.text("kind") == "annual" for row in rows)
    if annual and not values.given("city_first_in_class_c"):
        raise BadSettingError(
            "表里有年度考核的行，缺少必须给出的参数：city_first_in_class_c"
            "（全市考核达到 C 类市第一名）；请用 --set city_first_in_class_c=true 或 false 给出。"
        )


def _compute(rows: Sequence[Row], values: Values) -> Iterator[Judged]:
    found = rankings(rows, values)
    return (_judge(row, found[row.text("kind"), row.text("period")], values) for row in rows)


def _judge(row: Row, ranking: Ranking, values: Values) -> Judged:
    rank = ranking.places[row.text("county")]
    if ranking.kind == "bimonthly":
        finding = _bimonthly(row.text("county"), ranking, values)
    elif ranking.kind == "half_year":
        finding = _half_year(rank, ranking, values)
    else:
        finding = _annual(rank, ranking, values)
    cells = {
        "county": row["county"],
        "period": row["period"],
        "kind": row["kind"],
        "rank": rank,
        "consequence": finding.consequence or None,
        "money_yuan": finding.money,
    }
    subject = "/".join(row.text(key) for key in ("county", "period", "kind"))
    return Judged(subject, cells, (ranking.step(rank, values), finding.step(values)))


def _bimonthly(county: str, ranking: Ranking, values: Values) -> _Finding:
    """At the bottom this time and in the periods of the file just before it."""
    bottom, times = values.count("bimonthly_bottom"), values.count("bimonthly_in_a_row")
    periods = ranking.back(times)
    low = [_is_low(each, county, bottom) for each in periods]
    given = "；".join(_placed(each, county) for each in periods)
    if len(periods) < times:
        given += "；表中没有更早的两月通报"
    return _Finding(
        "interview" if all(low) and len(low) == times else "",
        Decimal(0),
        given,
        f"连续 {times} 次两月通报排在后 {bottom} 名的约谈",
        ("bimonthly_bottom", "bimonthly_in_a_row"),
    )


def _is_low(ranking: Ranking, county: str, bottom: int) -> bool:
    rank = ranking.places.get(county)
    return rank is not None and ranking.from_last(rank) <= bottom


def _placed(ranking: Ranking, county: str) -> str:
    rank = ranking.places.get(county)
    if rank is None:
        return f"{ranking.period} 没有参加排名"
    return f"{ranking.period} 第 {rank} 名（倒数第 {ranking.from_last(rank)} 名）"


def _half_year(rank: int, ranking: Ranking, values: Values) -> _Finding:
    names = ("half_year_deduction", "half_year_last_most")
    amount, rule = _deduction(ranking.from_last(rank), values, *names)
    given = f"共 {len(ranking)} 个县区，第 {rank} 名（倒数第 {ranking.from_last(rank)} 名）"
    rule = f"半年排名后三名约谈并扣减财力：{rule}"
    code = "" if amount is None else "interview"
    return _Finding(code, -(amount or Decimal(0)), given, rule, names)


def _annual(rank: int, ranking: Ranking, values: Values) -> _Finding:
    """The first ones are rewarded; the last ones pay unless the city is first in its class."""
    given = f"共 {len(ranking)} 个县区，第 {rank} 名（倒数第 {ranking.from_last(rank)} 名）"
    reward = values.map("annual_reward").get(str(rank))
    if reward is not None:
        rule = f"年度第 {rank} 名通报表扬，奖励 {yuan(reward)}"
        return _Finding("commended", reward, given, rule, ("annual_reward",))
    names = ("annual_deduction", "annual_last_most")
    amount, rule = _deduction(ranking.from_last(rank), values, *names)
    rule = f"年度后三名在全市未达到 C 类市第一名时通报批评并扣减财力：{rule}"
    first = values.flag("city_first_in_class_c")
    given += f"；全市{'达到' if first else '未达到'} C 类市第一名"
    cited = (*names, "city_first_in_class_c")
    if amount is None or first:
        return _Finding("", Decimal(0), given, rule, cited)
    return _Finding("criticised", -amount, given, rule, cited)


def _deduction(
    from_last: int, values: Values, name: str, last_most: str
) -> tuple[Decimal | None, str]:
    """What the place from the end costs, None above the last ones; and the rule in words."""
    printed = [amount for _, amount in sorted(values.map(name).items())]
    by_place = printed if values.flag(last_most) else printed[::-1]
    words = "、".join(f"倒数第 {at} 名 {yuan(sum_)}" for at, sum_ in enumerate(by_place, start=1))
    return (by_place[from_last - 1] if from_last <= len(by_place) else None), words


SCHEMES = (
    RowScheme(read_definition(__package__ or "", "innovation-ranking"), _compute, check=_check),
)
