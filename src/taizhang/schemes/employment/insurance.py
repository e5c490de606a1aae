"""社会保险补贴: the months that are left, the share of the contribution, the last day."""

import narwhals as nw

from ..exact import integer, quotient
from ..parameters import Values
from ..population import Frame
from .conditions import Condition, Subsidy, text, yuan_text

UNTIL, UNTIL_DAY = "__until__", "__until_day__"
"""The last day of a claim: as a number 20220630 and as text."""
LEFT, PAYABLE, ASKED = "__left__", "__payable__", "__asked__"
"""Months left of the longest time; months of this claim that are paid; its months, at least 1."""
_TIMES, _BY, _PART, _REST = "__times__", "__by__", "__part__", "__rest__"
_AMOUNT = "__amount__"


def with_insurance(frame: Frame, values: Values) -> Frame:
    """Add the last day, the months that are paid and the amount of social insurance claims."""
    until = _until(values.count("claim_within_years"))
    left = integer(values.count("insurance_months")) - nw.col("months_paid_before")
    months, left = nw.col("months"), nw.when(left > 0).then(left).otherwise(integer(0))
    frame = frame.with_columns(until.alias(UNTIL), left.alias(LEFT))
    frame = frame.with_columns(
        _day_text(nw.col(UNTIL)).alias(UNTIL_DAY),
        nw.when(months < nw.col(LEFT)).then(months).otherwise(nw.col(LEFT)).alias(PAYABLE),
        nw.when(months > 0).then(months).otherwise(integer(1)).alias(ASKED),
    )
    return _with_amount(frame, *_share(values))


def _share(values: Values) -> tuple[int, int]:
    share = values.map("contribution_share")
    return int(share["numerator"]), int(share["denominator"])


def _with_amount(frame: Frame, over: int, under: int) -> Frame:
    """contribution × over × paid months ÷ (under × months), half up.

    Multiplied in two parts, so that the largest amounts stay within 64 bits; step by step, so
    that no engine writes a long expression out again and again.
    """
    whole, times, by = nw.col("contribution_yuan"), nw.col(_TIMES), nw.col(_BY)
    part, rest = nw.col(_PART), nw.col(_REST)
    frame = frame.with_columns(
        (nw.col(PAYABLE) * over).alias(_TIMES), (nw.col(ASKED) * under).alias(_BY)
    )
    frame = frame.with_columns(quotient(whole, by).alias(_PART))
    frame = frame.with_columns(((whole - part * by) * times * 2 + by).alias(_REST))
    return frame.with_columns((part * times + quotient(rest, by * 2)).alias(_AMOUNT))


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


def social_insurance(values: Values) -> Subsidy:
    """2/3 of the contribution for the months that are left, half up."""
    (over, under), months = _share(values), nw.col(ASKED)
    whole = nw.col("contribution_yuan")
    return Subsidy(
        kind="social_insurance",
        conditions=(_graduated(values), _in_time(values), _months_left(values)),
        amount=nw.col(_AMOUNT),
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
