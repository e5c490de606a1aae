"""The year's total of each county, its rank and what follows (第三条、第七条至第九条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..exact import WRITTEN_POINT, half_up
from ..parameters import Values
from ..types import Step
from ..wording import plain
from .field import ROUTINE, YEAR_END, number
from .scoring import Scored

_WORDS = {"": "没有奖惩", "commended": "表彰", "criticised": "通报批评"}


@dataclass(frozen=True)
class County:
    """A county with the scores of both phases."""

    routine: Scored
    year_end: Scored

    @property
    def name(self) -> str:
        """The county's name."""
        return self.year_end.row.text("county")

    @property
    def ranked(self) -> bool:
        """Whether it takes part in the ranking."""
        return self.year_end.row.flag("ranked")

    @property
    def values(self) -> Values:
        """The parameters of the run."""
        return self.year_end.field.values

    @property
    def total(self) -> Fraction:
        """The weighted sum of both phases, unrounded."""
        share = self.values.map("phase_share_pct")
        routine = Fraction(share[ROUTINE]) * self.routine.score
        return (routine + Fraction(share[YEAR_END]) * self.year_end.score) / 100

    @property
    def tax(self) -> Fraction:
        """The taxes of the year."""
        return Fraction(number(self.year_end.row, "tax_total_yuan"))

    def total_step(self, label: str) -> Step:
        """How the total came."""
        share = self.values.map("phase_share_pct")
        given = (
            f"平时 {plain(self.routine.score)} 分 × {plain(share[ROUTINE])}% + "
            f"年终 {plain(self.year_end.score)} 分 × {plain(share[YEAR_END])}%"
        )
        rule = "平时考核和年终考核按比例合计，按没有四舍五入的分数计算"
        source = self.values.source("phase_share_pct")
        return Step("total_score", label, given, rule, f"{plain(self.total)} 分", source)


@dataclass(frozen=True)
class Standing:
    """A county's place among the ranked: None for one that is not ranked; its neighbours."""

    county: County
    rank: int | None
    of: int
    before: County | None = None
    after: County | None = None

    @property
    def outcome(self) -> str:
        """commended, criticised or ""; 通报批评 wins over 表彰."""
        values = self.county.values
        if self.rank is None:
            return ""
        if self.of - self.rank < values.count("criticised_last") and self._is_slow:
            return "criticised"
        return "commended" if self.rank <= values.count("commended_first") else ""

    @property
    def _is_slow(self) -> bool:
        end = self.county.year_end
        return number(end.row, "va_growth_pct") < end.field.city("va_growth_pct")

    def rank_step(self, label: str) -> Step:
        """Why the county stands where it stands."""
        values, total = self.county.values, plain(self.county.total)
        if self.rank is None:
            rule = f"{values.text('unranked_areas')}参加考核，不参加评比"
            source = values.source("unranked_areas")
            return Step("rank", label, f"总成绩 {total} 分，不参加评比", rule, "没有名次", source)
        given = f"总成绩 {total} 分，共 {self.of} 个县区参加评比"
        rule = "；".join(["按总成绩从高到低排名", *self._neighbours()])
        return Step("rank", label, given, rule, f"第 {self.rank} 名", values.source("tie_break"))

    def _neighbours(self) -> list[str]:
        """The one before and the one after, how far away, and what decided between equals."""
        words = []
        for word, other in (("前", self.before), ("后", self.after)):
            if other is None:
                continue
            apart = abs(other.total - self.county.total)
            far = _apart(apart) if apart else self._decided(other)
            words.append(f"{word}一名 {other.name}（{plain(other.total)} 分，{far}）")
        return words

    def _decided(self, other: County) -> str:
        by_tax = self.county.values.text("tie_break") == "tax_then_county"
        if by_tax and other.tax != self.county.tax:
            return "总成绩相同，年终税收总额多的在前"
        return "总成绩相同，按县区名称的字符编码从小到大"

    def outcome_step(self, label: str) -> Step:
        """What the rank leads to."""
        values, end = self.county.values, self.county.year_end
        first, last = values.count("commended_first"), values.count("criticised_last")
        rank = "没有名次" if self.rank is None else f"第 {self.rank} 名（共 {self.of} 名）"
        own, city = number(end.row, "va_growth_pct"), end.field.city("va_growth_pct")
        given = f"{rank}，年终增加值增速 {plain(own)}%，全市 {plain(city)}%"
        rule = f"前 {first} 名表彰；最后 {last} 名且增加值增速低于全市的通报批评（批评优先）"
        source = values.source("commended_first", "criticised_last")
        return Step("outcome", label, given, rule, _WORDS[self.outcome], source)


def _apart(points: Fraction) -> str:
    """How far two totals are apart, which may be less than what is written of them."""
    return f"相差 {plain(points)} 分" if half_up(points, WRITTEN_POINT) else "相差不到 0.0001 分"


def standings(counties: Sequence[County], values: Values) -> dict[str, Standing]:
    """The standing of every county: total descending, then the tie rule; unranked ones last."""
    by_tax = values.text("tie_break") == "tax_then_county"
    ranked = sorted(
        (county for county in counties if county.ranked),
        key=lambda c: (-c.total, -c.tax if by_tax else 0, c.name),
    )
    beside = [None, *ranked, None]
    found = {
        county.name: Standing(county, at, len(ranked), beside[at - 1], beside[at + 1])
        for at, county in enumerate(ranked, start=1)
    }
    rest = (county for county in counties if not county.ranked)
    return found | {county.name: Standing(county, None, len(ranked)) for county in rest}
