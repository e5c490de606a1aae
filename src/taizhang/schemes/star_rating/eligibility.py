"""Who may take part (一、评定范围；二、评定条件): every reason against an enterprise, in words."""

import narwhals as nw

from ..criteria import figure
from ..exact import CENT, scaled
from ..parameters import Values
from ..wording import round_yuan
from .criteria import DEFINITION

PARAMETERS = ("requires", "minimum_revenue_yuan", "disqualifies")
_REVENUE = DEFINITION.column("revenue_yuan")


def reasons(values: Values) -> nw.Expr:
    """Every reason why an enterprise may not take part, joined by ；; "" where there is none."""
    found = [nw.when(where).then(nw.lit(words)) for where, words in _against(values)]
    return nw.concat_str(*found, separator="；", ignore_nulls=True)


def _against(values: Values) -> list[tuple[nw.Expr, str]]:
    least = values.number("minimum_revenue_yuan")
    poor = nw.col(_REVENUE.name) < scaled(least, CENT)
    missing = [(~nw.col(name), f"不是“{_label(name)}”") for name in _named(values, "requires")]
    bad = [(nw.col(name), f"有“{_label(name)}”情形") for name in _named(values, "disqualifies")]
    return [*missing, (poor, f"年营业收入不足 {round_yuan(least)}"), *bad]


def _named(values: Values, parameter: str) -> list[str]:
    """The columns that a map of yes and no names with yes."""
    return [name for name, holds in values.flags(parameter).items() if holds]


def _label(column: str) -> str:
    return DEFINITION.column(column).label


def given() -> nw.Expr:
    """The enterprise's own facts that decide whether it may take part."""
    parts = [_yes_no("registered_in_city"), _yes_no("above_scale")]
    revenue = nw.concat_str(nw.lit(f"{_REVENUE.label} "), figure(_REVENUE))
    return nw.concat_str(*parts, revenue, separator="，")


def _yes_no(column: str) -> nw.Expr:
    word = nw.when(nw.col(column)).then(nw.lit("是")).otherwise(nw.lit("否"))
    return nw.concat_str(nw.lit(f"{_label(column)}："), word)


def rule(values: Values) -> str:
    """What is demanded, in words."""
    needs = "、".join(_label(name) for name in _named(values, "requires"))
    least = round_yuan(values.number("minimum_revenue_yuan"))
    bad = "、".join(_label(name) for name in _named(values, "disqualifies"))
    return f"{needs}，年营业收入 {least}以上（含）；没有这些情形：{bad}"
