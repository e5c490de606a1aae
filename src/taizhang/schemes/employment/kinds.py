"""The five kinds of subsidies with the values of a day: conditions, amounts, words."""

import narwhals as nw

from ..exact import divided_half_up, integer, quotient, scaled
from ..parameters import Values
from ..population import Frame
from ..types import Column
from ..wording import yuan
from .conditions import Condition, Once, Subsidy, text, yuan_text

UNTIL, UNTIL_DAY = "__until__", "__until_day__"
"""The last day of a social insurance claim: as a number 20220630 and as text."""
LEFT, PAYABLE, ASKED = "__left__", "__payable__", "__asked__"
"""Months left of the longest time; months of this claim that are paid; its months, at least 1."""


def subsidies_of(values: Values, category: Column) -> tuple[Subsidy, ...]:
    """Every kind of subsidy; `category` has the words of the categories of people."""
    return (
        _social_insurance(values),
        _training_living(values, category),
        _training_travel(values, category),
        _placement(values, category, "placement_poor", "poor"),
        _placement(values, category, "placement_agency", "agency"),
    )


def with_insurance_terms(frame: Frame, values: Values) -> Frame:
    """Add the last day, the months left, the months paid of social insurance claims."""
    until = _until(values.count("claim_within_years"))
    left = integer(values.count("insurance_months")) - nw.col("months_paid_before")
    months, left = nw.col("months"), nw.when(left > 0).then(left).otherwise(integer(0))
    frame = frame.with_columns(until.alias(UNTIL), left.alias(LEFT))
    return frame.with_columns(
        _day_text(nw.col(UNTIL)).alias(UNTIL_DAY),
        nw.when(months < nw.col(LEFT)).then(months).otherwise(nw.col(LEFT)).alias(PAYABLE),
        nw.when(months > 0).then(months).otherwise(integer(1)).alias(ASKED),
    )


def _until(years: int) -> nw.Expr:
    """The same day some years later; 29 February becomes 28 where the year has none."""
    year, month_day = _year("graduated_on") + integer(years), _month_day("graduated_on")
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    none = (month_day == 229) & ~leap
    return year * 10000 + nw.when(none).then(integer(228)).otherwise(month_day)


def _year(column: str) -> nw.Expr:
    return nw.col(column).dt.year().cast(nw.Int64)


def _month_day(column: str) -> nw.Expr:
    day = nw.col(column).dt
    return day.month().cast(nw.Int64) * 100 + day.day().cast(nw.Int64)


def _day_text(day: nw.Expr) -> nw.Expr:
    """20220630 as 2022-06-30."""
    digits = (day % 10000 + integer(10000)).cast(nw.String)
    year = (day - day % 10000) // 10000
    return text(year, "-", digits.str.slice(1, 2), "-", digits.str.slice(3, 2))


def _social_insurance(values: Values) -> Subsidy:
    """2/3 of the contribution for the months that are left, half up."""
    share = values.map("contribution_share")
    over, under = int(share["numerator"]), int(share["denominator"])
    whole, months = nw.col("contribution_yuan"), nw.col(ASKED)
    # Multiplied in two parts, so that the largest amounts stay within 64 bits.
    times, by = nw.col(PAYABLE) * over, months * under
    parts = quotient(whole, by)
    amount = parts * times + divided_half_up((whole - parts * by) * times, by)
    return Subsidy(
        kind="social_insurance",
        conditions=(_graduated(values), _in_time(values), _months_left(values)),
        amount=amount,
        given=text(
            "缴费 ", yuan_text(whole), "，", months, " 个月，可补 ", nw.col(PAYABLE), " 个月"
        ),
        rule=text(f"缴费 × {over}/{under} × ", nw.col(PAYABLE), " ÷ ", months, "，四舍五入到分"),
        nothing="按实际缴费算得 0 元",
        source=values.source("contribution_share", "insurance_months"),
        less=_less(values),
    )


def _less(values: Values) -> nw.Expr:
    said = text(
        f"最长 {values.count('insurance_months')} 个月，以前已补 ",
        nw.col("months_paid_before"),
        " 个月，本次 ",
        nw.col("months"),
        " 个月只补 ",
        nw.col(PAYABLE),
        " 个月",
    )
    return nw.when(nw.col(PAYABLE) < nw.col("months")).then(said)


def _graduated(values: Values) -> Condition:
    days = text("毕业 ", nw.col("graduated_on"), "，申领 ", nw.col("claimed_on"))
    return Condition(
        criterion="graduated",
        label="已离校",
        holds=nw.col("claimed_on") >= nw.col("graduated_on"),
        given=days,
        rule=text("申领不早于毕业"),
        missing=text("申领早于毕业日期，尚未离校"),
        source=values.source("claim_within_years"),
    )


def _in_time(values: Values) -> Condition:
    years = values.count("claim_within_years")
    claimed = _year("claimed_on") * 10000 + _month_day("claimed_on")
    return Condition(
        criterion="claim_period",
        label="申领期限",
        holds=claimed <= nw.col(UNTIL),
        given=text("毕业 ", nw.col("graduated_on"), "，申领 ", nw.col("claimed_on")),
        rule=text(f"毕业后 {years} 年内，到 ", nw.col(UNTIL_DAY), " 为止（含当日）"),
        missing=text(f"申领超过毕业后 {years} 年，期限到 ", nw.col(UNTIL_DAY)),
        source=values.source("claim_within_years"),
    )


def _months_left(values: Values) -> Condition:
    most, before = values.count("insurance_months"), nw.col("months_paid_before")
    return Condition(
        criterion="months_left",
        label="可补月数",
        holds=nw.col(LEFT) > 0,
        given=text("以前已补 ", before, " 个月，本次 ", nw.col("months"), " 个月"),
        rule=text(f"最长 {most} 个月，还可补 ", nw.col(LEFT), " 个月"),
        missing=text("以前已补 ", before, f" 个月，最长 {most} 个月已经补满"),
        source=values.source("insurance_months"),
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
