"""The five kinds of subsidies with the values of a day: conditions, amounts, words."""

import narwhals as nw

from ..exact import integer, scaled
from ..parameters import Values
from ..types import Column
from ..wording import yuan
from .conditions import Condition, Once, Subsidy, text
from .insurance import social_insurance


def subsidies_of(values: Values, category: Column) -> tuple[Subsidy, ...]:
    """Every kind of subsidy; `category` has the words of the categories of people."""
    return (
        social_insurance(values),
        _training_living(values, category),
        _training_travel(values, category),
        _placement(values, category, "placement_poor", "poor"),
        _placement(values, category, "placement_agency", "agency"),
    )


def _training_living(values: Values, category: Column) -> Subsidy:
    cents, days = _cents(values, "living_yuan_per_day"), nw.col("training_days")
    daily = yuan(values.number("living_yuan_per_day"))
    return Subsidy(
        kind="training_living",
        conditions=(_category(values, category, "training_categories"),),
        amount=days * integer(cents),
        given=text("培训 ", days, " 天"),
        rule=text(f"每人每天 {daily}"),
        nothing="按培训天数算得 0 元",
        source=values.source("living_yuan_per_day"),
    )


def _training_travel(values: Values, category: Column) -> Subsidy:
    away = Condition(
        criterion="out_of_city",
        label="培训地点",
        holds=nw.col("out_of_city"),
        given=nw.when(nw.col("out_of_city"))
        .then(nw.lit("市外省内"))
        .otherwise(nw.lit("不是市外省内")),
        rule=text("参加市外省内培训"),
        missing=text("不是市外省内的培训"),
        source=values.source("travel_yuan"),
    )
    source = values.source("travel_times")
    return _fixed(
        values,
        "training_travel",
        "travel_yuan",
        (_category(values, category, "training_categories"), away),
        Once("training_travel", values.count("travel_times"), yearly=False, source=source),
    )


def _placement(values: Values, category: Column, kind: str, code: str) -> Subsidy:
    least, placed = values.count(f"{code}_months"), nw.col("placed_months")
    long_enough = Condition(
        criterion="placed_months",
        label="就业时间",
        holds=placed >= least,
        given=text("已就业 ", placed, " 个月"),
        rule=text(f"{least} 个月以上（含）"),
        missing=text("就业 ", placed, f" 个月，不满 {least} 个月"),
        source=values.source(f"{code}_months"),
    )
    together = values.text("placement_once_covers") == "both"
    source = values.source("placement_times", "placement_once_covers")
    return _fixed(
        values,
        kind,
        f"{code}_yuan",
        (_category(values, category, f"{code}_categories"), long_enough),
        Once(
            "placement" if together else kind,
            values.count("placement_times"),
            yearly=True,
            source=source,
        ),
    )


def _fixed(
    values: Values, kind: str, amount: str, conditions: tuple[Condition, ...], once: Once
) -> Subsidy:
    """A subsidy of one amount a person."""
    return Subsidy(
        kind=kind,
        conditions=conditions,
        amount=integer(_cents(values, amount)),
        given=text("1 人"),
        rule=text(f"每人 {yuan(values.number(amount))}"),
        nothing="补贴标准是 0 元",
        source=values.source(amount),
        once=once,
    )


def _category(values: Values, category: Column, name: str) -> Condition:
    chosen = values.chosen(name)
    words = "、".join(category.choices[code] for code in chosen)
    given: nw.Expr = nw.lit("不属于所列类别")
    for code, word in category.choices.items():
        given = nw.when(nw.col("category") == nw.lit(code)).then(nw.lit(word)).otherwise(given)
    return Condition(
        criterion="category",
        label="人员类别",
        holds=nw.col("category").is_in(chosen),
        given=given,
        rule=text(f"属于：{words}"),
        missing=text("人员类别不在补贴范围内"),
        source=values.source(name),
    )


def _cents(values: Values, name: str) -> int:
    return scaled(values.number(name), 2)
