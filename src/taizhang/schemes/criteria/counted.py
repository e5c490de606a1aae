"""Points that add up to a cap: by pieces, as given, by steps (累计计分，设最高分)."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from decimal import Decimal

import narwhals as nw

from ..exact import integer, quotient
from ..parameters import Values
from ..types import Column, Kind
from ..wording import plain
from .base import Criterion, Lift, capped, picked, units
from .numbers import amount, figure, points_text


@dataclass(frozen=True)
class Capped(Criterion, ABC):
    """A criterion with a highest sum, the parameter `<code>_cap`."""

    @property
    def parameters(self) -> tuple[str, ...]:
        return (self.code, f"{self.code}_cap")

    def _cap(self, values: Values) -> Decimal:
        return values.number(f"{self.code}_cap")

    @abstractmethod
    def _raw(self, values: Values) -> nw.Expr:
        """The points before the cap."""

    def points(self, values: Values) -> nw.Expr:
        return capped(self._raw(values), units(self._cap(values)))

    def _under_cap(self, rule: str, values: Values) -> nw.Expr:
        """The rule, and where the sum is above the cap, that the cap was taken."""
        raw, cap = self._raw(values), self._cap(values)
        text = f"{rule}，最高 {plain(cap)} 分"
        over = nw.concat_str(
            nw.lit(f"{text}（合计 "), points_text(raw), nw.lit(f" 分，按 {plain(cap)} 分计）")
        )
        return nw.when(raw > units(cap)).then(over).otherwise(nw.lit(text))

    def _gain(self, more: nw.Expr, values: Values) -> nw.Expr:
        """What so many points more would add under the cap."""
        higher = capped(self._raw(values) + more, units(self._cap(values)))
        return higher - self.points(values)


@dataclass(frozen=True)
class Counted(Capped):
    """“国家级4分/个, 省级1分/个; 总分不超过5分”: weight times count of each term, capped.

    `once`: a term counts once, however many there are (拥有…得4分).
    """

    terms: tuple[Column, ...]
    once: bool = False

    def _raw(self, values: Values) -> nw.Expr:
        weights = values.map(self.code)
        raw = integer(0)
        for term in self.terms:
            raw = raw + self._count(term) * units(weights[term.name])
        return raw

    def _count(self, term: Column) -> nw.Expr:
        if term.kind is Kind.FLAG:
            return nw.when(nw.col(term.name)).then(integer(1)).otherwise(integer(0))
        if self.once:
            return nw.when(nw.col(term.name) > 0).then(integer(1)).otherwise(integer(0))
        return nw.col(term.name)

    def _single(self, term: Column) -> bool:
        return self.once or term.kind is Kind.FLAG

    def given(self) -> nw.Expr:
        return nw.concat_str(*(_named(term) for term in self.terms), separator="，")

    def rule(self, values: Values) -> nw.Expr:
        weights = values.map(self.code)
        words = [
            f"有{term.label}得 {plain(weights[term.name])} 分"
            if self._single(term)
            else f"每{term.unit}{term.label}得 {plain(weights[term.name])} 分"
            for term in self.terms
        ]
        return self._under_cap("、".join(words), values)

    def lift(self, values: Values) -> Lift:
        """One more of what weighs most among the terms that can still add."""
        weights = values.map(self.code)
        heavy = sorted(self.terms, key=lambda term: -weights[term.name])
        open_terms = [(self._can_add(term), term) for term in heavy]
        gains = [
            (can, self._gain(integer(units(weights[term.name])), values))
            for can, term in open_terms
        ]
        hows = [(can, nw.lit(self._one_more(term))) for can, term in open_terms]
        return Lift(picked(gains, integer(0)), picked(hows, nw.lit("")))

    def _can_add(self, term: Column) -> nw.Expr:
        return self._count(term) == 0 if self._single(term) else nw.col(term.name) >= 0

    def _one_more(self, term: Column) -> str:
        if self._single(term):
            return f"有{term.label}"
        return f"再增加 1 {term.unit}{term.label}"


def _named(term: Column) -> nw.Expr:
    if term.kind is Kind.FLAG:
        yes = nw.when(nw.col(term.name)).then(nw.lit("是")).otherwise(nw.lit("否"))
        return nw.concat_str(nw.lit(f"{term.label}："), yes)
    return nw.concat_str(nw.lit(f"{term.label} "), figure(term))


@dataclass(frozen=True)
class Given(Capped):
    """Points that the assessing office gives, because the source prints no scale; capped."""

    of: Column

    @property
    def parameters(self) -> tuple[str, ...]:
        return (f"{self.code}_cap",)

    def _raw(self, values: Values) -> nw.Expr:
        return nw.col(self.of.name)

    def given(self) -> nw.Expr:
        return figure(self.of)

    def rule(self, values: Values) -> nw.Expr:
        return self._under_cap("按评定部门所给的分计", values)

    def lift(self, values: Values) -> Lift:
        cap = self._cap(values)
        gain = integer(units(cap)) - self.points(values)
        return Lift(gain, nw.lit(f"所给的分达到 {plain(cap)} 分"))


@dataclass(frozen=True)
class Steps(Capped):
    """“满1000人得1分，每增加500人加0.5分，不超过3分”: a start and whole steps above it, capped.

    Parameters: `<code>_start`, `<code>_first`, `<code>_step`, `<code>_each`, `<code>_cap`.
    """

    of: Column

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(f"{self.code}_{part}" for part in ("start", "first", "step", "each", "cap"))

    def _column(self) -> nw.Expr:
        return nw.col(self.of.name)

    def _numbers(self, values: Values) -> tuple[int, int]:
        return values.count(f"{self.code}_start"), values.count(f"{self.code}_step")

    def _weights(self, values: Values) -> tuple[Decimal, Decimal]:
        return values.number(f"{self.code}_first"), values.number(f"{self.code}_each")

    def _whole_steps(self, values: Values) -> nw.Expr:
        """Whole steps above the start; only right from the start on."""
        start, step = self._numbers(values)
        return quotient(self._column() - start, step).cast(nw.Int64)

    def _raw(self, values: Values) -> nw.Expr:
        first, each = self._weights(values)
        start, _ = self._numbers(values)
        raw = self._whole_steps(values) * units(each) + units(first)
        return nw.when(self._column() >= start).then(raw).otherwise(integer(0))

    def given(self) -> nw.Expr:
        return figure(self.of)

    def rule(self, values: Values) -> nw.Expr:
        (start, step), (first, each) = self._numbers(values), self._weights(values)
        unit = self.of.unit
        rule = (
            f"满 {start} {unit}得 {plain(first)} 分，"
            f"每增加 {step} {unit}加 {plain(each)} 分（不足不计）"
        )
        return self._under_cap(rule, values)

    def lift(self, values: Values) -> Lift:
        """The next step, or the start."""
        (start, step), (first, each) = self._numbers(values), self._weights(values)
        unit = self.of.unit
        started = self._column() >= start
        reach = (self._whole_steps(values) + 1) * step + start
        goal = nw.when(started).then(reach).otherwise(integer(start))
        more = nw.when(started).then(integer(units(each))).otherwise(integer(units(first)))
        distance, target = (amount(n, Kind.COUNT) for n in (goal - self._column(), goal))
        how = nw.concat_str(
            nw.lit("再增加 "), distance, nw.lit(f" {unit}，达到 "), target, nw.lit(f" {unit}")
        )
        return Lift(self._gain(more, values), how)
