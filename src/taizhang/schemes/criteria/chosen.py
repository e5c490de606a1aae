"""Points by a word or by yes and no (按等级、按是否计分)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import narwhals as nw

from ..exact import integer
from ..parameters import Values
from ..types import Column
from ..wording import plain
from .base import Criterion, Lift, picked, units


@dataclass(frozen=True)
class Chosen(Criterion):
    """“A级企业得2分，B级企业得1分”: the points of the word that stands there, none 0."""

    of: Column

    def points(self, values: Values) -> nw.Expr:
        given = values.map(self.code)
        cases = [(self._is(word), integer(units(points))) for word, points in given.items()]
        return picked(cases, integer(0))

    def given(self) -> nw.Expr:
        cases = [(self._is(code), nw.lit(word)) for code, word in self.of.choices.items()]
        return picked(cases, nw.lit("无"))

    def rule(self, values: Values) -> nw.Expr:
        given = values.map(self.code)
        words = self.of.choices
        cases = [
            (self._is(code), nw.lit(f"{words[code]}得 {plain(points)} 分"))
            for code, points in given.items()
        ]
        table = "、".join(
            f"{words[code]} {plain(points)} 分" for code, points in given.items() if points
        )
        return picked(cases, nw.lit(f"没有，得 0 分（{table}）"))

    def lift(self, values: Values) -> Lift:
        """The word with the next higher points."""
        given = values.map(self.code)
        rungs = [(self._is(code), _above(given, points), points) for code, points in given.items()]
        gains = [(where, _gain(given, above, points)) for where, above, points in rungs]
        hows = [(where, self._how(above)) for where, above, _ in rungs]
        first = _above(given, Decimal(0))
        return Lift(picked(gains, _gain(given, first, Decimal(0))), picked(hows, self._how(first)))

    def _is(self, code: str) -> nw.Expr:
        return nw.col(self.of.name) == nw.lit(code)

    def _how(self, code: str | None) -> nw.Expr:
        return nw.lit(f"达到“{self.of.choices[code]}”" if code else "")


def _above(given: Mapping[str, Decimal], points: Decimal) -> str | None:
    """The code with the least points above these."""
    higher = [code for code in given if given[code] > points]
    return min(higher, key=lambda code: given[code], default=None)


def _gain(given: Mapping[str, Decimal], code: str | None, points: Decimal) -> nw.Expr:
    return integer(units(given[code]) - units(points) if code else 0)


@dataclass(frozen=True)
class Flagged(Criterion):
    """“企业属于高新技术企业的得1分”: points for a yes."""

    of: Column

    def points(self, values: Values) -> nw.Expr:
        full = integer(units(values.number(self.code)))
        return nw.when(nw.col(self.of.name)).then(full).otherwise(integer(0))

    def given(self) -> nw.Expr:
        return nw.when(nw.col(self.of.name)).then(nw.lit("是")).otherwise(nw.lit("否"))

    def rule(self, values: Values) -> nw.Expr:
        return nw.lit(f"{self.of.label}得 {plain(values.number(self.code))} 分，否则 0 分")

    def lift(self, values: Values) -> Lift:
        full = integer(units(values.number(self.code)))
        gain = nw.when(nw.col(self.of.name)).then(integer(0)).otherwise(full)
        return Lift(gain, nw.lit(f"满足“{self.of.label}”"))
