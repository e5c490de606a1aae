"""The criteria of 第五条 and 第六条: each gives points and the words that explain them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..exact import whole_steps
from ..types import Kind, Row
from ..wording import plain, yuan
from .field import Field, number

_NAMED = 3  # counties named of those that are equally the best


@dataclass(frozen=True, slots=True)
class Found:
    """What a criterion gives a county: the points, the numbers, the rule, its parameters."""

    points: Fraction
    given: str
    rule: str
    names: tuple[str, ...]


Criterion = Callable[[Row, Field], Found]


def against_mean(code: str, column: str) -> Criterion:
    """A base for reaching the city's figure, points for whole steps above and below it."""

    def judge(row: Row, field: Field) -> Found:
        rule, step = field.values.map(code), field.values.number(f"{code}_step_pct")
        value, city = number(row, column), field.city(column)
        steps = whole_steps(Fraction(value) - Fraction(city), step)
        compared = f"全市平均 {plain(city)}%，{_stepped(value, city, steps)}"
        given = f"本县区 {_amount(row, column, field)}，{compared}"
        words = f"达到全市平均得 {plain(rule['base'])} 分，{_steps_rule(rule, step)}"
        return Found(_stepped_points(rule, steps), given, words, (code, f"{code}_step_pct"))

    return judge


def _stepped_points(rule: Mapping[str, Decimal], steps: int) -> Fraction:
    """The base with what whole steps add or take away; a rule without `deduct` takes nothing."""
    if steps >= 0:
        change = min(Fraction(rule["most_added"]), Fraction(rule["add"]) * steps)
    elif "deduct" in rule:
        change = -min(Fraction(rule["most_deducted"]), Fraction(rule["deduct"]) * -steps)
    else:
        change = Fraction(0)
    most = Fraction(rule["most"]) if "most" in rule else None
    points = Fraction(rule["base"]) + change
    return points if most is None else min(points, most)


def _stepped(value: Decimal, city: Decimal, steps: int) -> str:
    if value == city:
        return "与全市平均相同"
    return f"{'高于' if value > city else '低于'}全市平均，计 {abs(steps)} 步"


def _steps_rule(rule: Mapping[str, Decimal], step: Decimal) -> str:
    words = (
        f"每高 {plain(step)} 个百分点加 {plain(rule['add'])} 分，"
        f"最多加 {plain(rule['most_added'])} 分"
    )
    if "deduct" not in rule:
        return f"{words}；低于全市平均的得基础分；本项最多 {plain(rule['most'])} 分"
    return (
        f"{words}；每低 {plain(step)} 个百分点减 {plain(rule['deduct'])} 分，"
        f"最多减 {plain(rule['most_deducted'])} 分；不满一步的不计"
    )


def against_best(code: str, column: str) -> Criterion:
    """All points for the best county, the share of the best value for the others."""

    def judge(row: Row, field: Field) -> Found:
        most = field.values.number(f"{code}_most")
        value, best = number(row, column), field.best(column)
        names = "、".join(best.counties[:_NAMED])
        if len(best.counties) > _NAMED:
            names += f"等 {len(best.counties)} 个县区"
        given = f"本县区 {_amount(row, column, field)}，最高 {names}"
        given += "" if value == best.value else f"（{_written(best.value, column, field)}）"
        points, how = _share(value, best.value, most)
        rule = f"最高的县区得 {plain(most)} 分，其他县区按占最高县区的比例计分：{how}"
        return Found(points, given, rule, (f"{code}_most",))

    return judge


def _share(value: Decimal, best: Decimal, most: Decimal) -> tuple[Fraction, str]:
    """The points and how they came; whoever equals the best gets all, also at or below 0."""
    if value == best:
        return Fraction(most), "与最高相同，得满分"
    if value <= 0:
        return Fraction(0), "不高于 0 的不得分"
    points = Fraction(most) * Fraction(value) / Fraction(best)
    return points, f"{plain(most)} × {plain(value)} ÷ {plain(best)}"


def counted(code: str) -> Criterion:
    """So many points for each thing of several kinds, up to a cap; a task done counts as one."""

    def judge(row: Row, field: Field) -> Found:
        rule = field.values.map(code)
        weights = {column: weight for column, weight in rule.items() if column != "most"}
        numbers = {column: _count(row, column) for column in weights}
        total = sum((Fraction(weights[c]) * n for c, n in numbers.items()), Fraction(0))
        parts = [
            f"{field.columns[c].label} {n} × {plain(weights[c])} 分"
            for c, n in numbers.items()
            if n
        ]
        each = "；".join(f"{field.columns[c].label} {plain(w)} 分" for c, w in weights.items())
        words = f"每个（每家、每项）加分：{each}；本项最多 {plain(rule['most'])} 分"
        given = f"{' + '.join(parts)} = {plain(total)} 分" if parts else "没有可以加分的"
        points = min(total, Fraction(rule["most"]))
        given += f"，按最多 {plain(rule['most'])} 分计" if points < total else ""
        return Found(points, given, words, (code,))

    return judge


def _count(row: Row, column: str) -> int:
    value = row[column]
    return int(value) if isinstance(value, bool) else row.count(column)


def high_growth(row: Row, field: Field) -> Found:
    """Firms of high growth: their mean growth, how many are listed, any among the top taxpayers."""
    rule = {name: Fraction(points) for name, points in field.values.map("high_growth").items()}
    grown, how_grown = _grown(row, field, rule)
    listed = row.count("listed_high_growth")
    firms = min(rule["most_firms"], rule["firm"] * listed)
    top = row.count("top_tax_high_growth")
    once = field.values.flag("top_tax_once")
    paid = min(top, 1) if once else top
    points = min(rule["most"], grown + firms + rule["top_tax"] * paid)
    given = (
        f"{how_grown}；入名录 {listed} 家，得 {plain(firms)} 分；"
        f"其中税收前三名 {top} 家，得 {plain(rule['top_tax'] * paid)} 分"
    )
    return Found(points, given, _high_growth_rule(field, rule, once), _HIGH_GROWTH)


_HIGH_GROWTH = ("high_growth", "high_growth_from_pct", "high_growth_step_pct", "top_tax_once")


def _grown(row: Row, field: Field, rule: Mapping[str, Fraction]) -> tuple[Fraction, str]:
    value, start = number(row, "cultivated_growth_pct"), field.values.number("high_growth_from_pct")
    amount = f"年增幅 {_amount(row, 'cultivated_growth_pct', field)}"
    if value < start:
        return Fraction(0), f"{amount}，未达到 {plain(start)}%，得 0 分"
    steps = whole_steps(
        Fraction(value) - Fraction(start), field.values.number("high_growth_step_pct")
    )
    points = rule["base"] + min(rule["most_added"], rule["add"] * steps)
    return points, f"{amount}，达到 {plain(start)}% 并高出 {steps} 步，得 {plain(points)} 分"


def _high_growth_rule(field: Field, rule: Mapping[str, Fraction], once: bool) -> str:
    start = plain(field.values.number("high_growth_from_pct"))
    step = plain(field.values.number("high_growth_step_pct"))
    points = {name: plain(value) for name, value in rule.items()}
    return (
        f"年增幅达 {start}% 得 {points['base']} 分，每高 {step} 个百分点加 {points['add']} 分，"
        f"最多加 {points['most_added']} 分；入名录每家 {points['firm']} 分，"
        f"最多 {points['most_firms']} 分；有税收前三名的加 {points['top_tax']} 分"
        f"{'（只加一次）' if once else '（每家都加）'}；本项最多 {points['most']} 分"
    )


def _amount(row: Row, column: str, field: Field) -> str:
    return _written(number(row, column), column, field)


def _written(value: Decimal, column: str, field: Field) -> str:
    known = field.columns[column]
    if known.kind is Kind.MONEY:
        return yuan(value)
    return f"{plain(value)}{'%' if known.kind is Kind.PERCENT else f' {known.unit}'}"
