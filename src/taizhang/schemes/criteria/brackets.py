"""Points by the bracket that a number lies in, the bound included (分档计分)."""

from dataclasses import dataclass
from decimal import Decimal

import narwhals as nw

from ..exact import integer, scaled
from ..parameters import Bracket, Values
from ..types import Column, Kind
from ..wording import percent, plain, round_yuan
from .base import Criterion, Lift, picked, units
from .numbers import amount, figure


@dataclass(frozen=True)
class Brackets(Criterion):
    """“20—50亿元得6分”: from a bound on (included) its points, below all bounds 0."""

    of: Column

    def points(self, values: Values) -> nw.Expr:
        cases = [(self._reaches(b), integer(units(p))) for b, p in values.brackets(self.code)]
        return picked(cases, integer(0))

    def given(self) -> nw.Expr:
        return figure(self.of)

    def rule(self, values: Values) -> nw.Expr:
        brackets = values.brackets(self.code)
        cases = [
            (self._reaches(bound), nw.lit(f"{self._words(brackets, at)}，得 {plain(points)} 分"))
            for at, (bound, points) in enumerate(brackets)
        ]
        return picked(cases, nw.lit(f"不足 {self._text(brackets[-1][0])}，得 0 分"))

    def lift(self, values: Values) -> Lift:
        """The bracket above the one it lies in."""
        brackets = values.brackets(self.code)
        rungs = list(zip(brackets, brackets[1:], strict=False))
        gains = [(self._reaches(low[0]), _gain(high[1], low[1])) for high, low in rungs]
        hows = [(self._reaches(low[0]), self._missing(high[0])) for high, low in rungs]
        top = self._reaches(brackets[0][0])
        return Lift(
            picked([(top, integer(0)), *gains], _gain(brackets[-1][1], Decimal(0))),
            picked([(top, nw.lit("")), *hows], self._missing(brackets[-1][0])),
        )

    def _units(self, bound: Decimal) -> int:
        return scaled(bound, self.of.kind.places)

    def _reaches(self, bound: Decimal) -> nw.Expr:
        return nw.col(self.of.name) >= self._units(bound)

    def _text(self, bound: Decimal) -> str:
        if self.of.kind is Kind.MONEY:
            return round_yuan(bound)
        if self.of.kind is Kind.PERCENT:
            return percent(bound)
        return f"{plain(bound)} {self.of.unit}"

    def _words(self, brackets: tuple[Bracket, ...], at: int) -> str:
        words = f"{self._text(brackets[at][0])}以上（含）"
        return f"{words}、不足 {self._text(brackets[at - 1][0])}" if at else words

    def _missing(self, bound: Decimal) -> nw.Expr:
        distance = amount(integer(self._units(bound)) - nw.col(self.of.name), self.of.kind)
        rate = self.of.kind is Kind.PERCENT
        unit = "个百分点" if rate else self.of.unit
        before = nw.lit("再提高 " if rate else "再增加 ")
        after = nw.lit(f" {unit}，达到 {self._text(bound)}")
        return nw.concat_str(before, distance, after)


def _gain(high: Decimal, low: Decimal) -> nw.Expr:
    return integer(max(0, units(high) - units(low)))
