"""What every criterion answers, and the ladder of cases that most of them are."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import narwhals as nw

from ..exact import POINT, integer, scaled
from ..parameters import Values


@dataclass(frozen=True)
class Lift:
    """The next step up of a criterion: points it would add (0: there is none) and how, in words."""

    gain: nw.Expr
    how: nw.Expr


@dataclass(frozen=True)
class Criterion(ABC):
    """One criterion of a score (指标): `code` for machines, `label` for people.

    Its main parameter is called like the code; columns and points are 64-bit integers in the
    smallest unit, and no column is null.
    """

    code: str
    label: str

    @property
    def column(self) -> str:
        """The output column of its points."""
        return f"points_{self.code}"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters it is computed with."""
        return (self.code,)

    @abstractmethod
    def points(self, values: Values) -> nw.Expr:
        """Its points in hundred-millionths."""

    @abstractmethod
    def given(self) -> nw.Expr:
        """The subject's own numbers, with units."""

    @abstractmethod
    def rule(self, values: Values) -> nw.Expr:
        """The rule or bracket that the subject's numbers met."""

    @abstractmethod
    def lift(self, values: Values) -> Lift:
        """What would lift it next."""


def picked(cases: Sequence[tuple[nw.Expr, nw.Expr]], otherwise: nw.Expr) -> nw.Expr:
    """The value of the first case whose condition holds."""
    for condition, value in reversed(cases):
        otherwise = nw.when(condition).then(value).otherwise(otherwise)
    return otherwise


def capped(points: nw.Expr, cap: int) -> nw.Expr:
    """Points, at most so many."""
    return nw.when(points > cap).then(integer(cap)).otherwise(points)


def units(points: Decimal) -> int:
    """Points in hundred-millionths."""
    return scaled(points, POINT)
