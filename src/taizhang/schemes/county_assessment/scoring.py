"""The score of a county in one phase: the base of 第五条 and the bonus of 第六条."""

from dataclasses import dataclass
from fractions import Fraction

from ..types import Row, Step
from ..wording import plain
from .criteria import Criterion, Found, against_best, against_mean, counted, high_growth
from .field import Field

BASE: dict[str, Criterion] = {
    "va_growth": against_mean("va_growth", "va_growth_pct"),
    "new_firms": against_best("new_firms", "new_firms"),
    "tax_total": against_best("tax_total", "tax_total_yuan"),
    "tax_growth": against_mean("tax_growth", "tax_growth_pct"),
    **{
        code: against_best(code, f"{code}_pct")
        for code in (
            "mfg_va_growth",
            "mfg_va_share",
            "upgrade_growth",
            "upgrade_share",
            "emerging_growth",
            "emerging_share",
            "hightech_growth",
            "hightech_share",
            "rd_growth",
            "rd_share",
            "new_product_share",
        )
    },
}
BONUS: dict[str, Criterion] = {
    "power": against_mean("power", "power_growth_pct"),
    "high_growth": high_growth,
    **{code: counted(code) for code in ("green", "smart", "innovation", "listing")},
}


@dataclass(frozen=True)
class Scored:
    """A county in one phase: what each criterion gave, unrounded, and the sums."""

    row: Row
    field: Field
    found: dict[str, Found]

    @property
    def base(self) -> Fraction:
        """The points of 第五条."""
        return self._sum(BASE)

    @property
    def bonus(self) -> Fraction:
        """The points of 第六条, capped together."""
        return min(self._sum(BONUS), Fraction(self.field.values.number("bonus_most")))

    @property
    def score(self) -> Fraction:
        """The score of the phase."""
        return self.base + self.bonus

    def _sum(self, codes: dict[str, Criterion]) -> Fraction:
        return sum((self.found[code].points for code in codes), Fraction(0))

    def steps(self, labels: dict[str, str]) -> list[Step]:
        """A step for each criterion and one for the score of the phase."""
        phase, values = self.field.phase, self.field.values
        steps = [
            Step(
                f"{code}_{phase}",
                labels[f"points_{code}_{phase}"],
                found.given,
                found.rule,
                f"{plain(found.points)} 分",
                values.source(*found.names),
            )
            for code, found in self.found.items()
        ]
        raw, most = self._sum(BONUS), plain(values.number("bonus_most"))
        given = f"基础分 {plain(self.base)} 分，加分项合计 {plain(raw)} 分"
        rule = f"基础分加加分项，加分项合计最多 {most} 分"
        name, source = f"{phase}_score", values.source("bonus_most")
        steps.append(Step(name, labels[name], given, rule, f"{plain(self.score)} 分", source))
        return steps


def scored(row: Row, field: Field) -> Scored:
    """Judge a county by every criterion."""
    return Scored(row, field, {c: judge(row, field) for c, judge in (BASE | BONUS).items()})
