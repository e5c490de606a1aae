"""The rank with its neighbours and ties, and what would lift an enterprise to the next star."""

import narwhals as nw
import polars as pl

from ..criteria import amount, picked, points_text, step_table
from ..criteria.steps import Scored
from ..exact import integer
from ..parameters import Values
from ..types import Kind
from .criteria import DEFINITION
from .ranking import star_places, tie_columns

_ID = "enterprise_id"
_KEPT = (_ID, "name", "total_score", "tax_yuan", "revenue_yuan", "star")


def with_neighbours(scored: pl.DataFrame, values: Values) -> pl.DataFrame:
    """The scored table; who is ranked beside the one before, the one after, and the last one with
    the next higher star (`goal_`)."""
    ranked = nw.from_native(scored, eager_only=True)
    ranked = ranked.filter(nw.col("eligible")).sort("rank")
    beside = ranked.select(
        _ID,
        *(nw.col(name).shift(1).alias(f"before_{name}") for name in _KEPT),
        *(nw.col(name).shift(-1).alias(f"after_{name}") for name in _KEPT),
        _goal(values).alias("goal_rank"),
    )
    goals = ranked.select(
        nw.col("rank").alias("goal_rank"), *(nw.col(name).alias(f"goal_{name}") for name in _KEPT)
    )
    return scored.join(
        beside.join(goals, on="goal_rank", how="left").to_native(), on=_ID, how="left"
    )


def _goal(values: Values) -> nw.Expr:
    """The last rank of the nearest higher star; nothing where there is none."""
    places = [(star, last) for star, last in star_places(values) if last]
    goal = nw.lit(None, nw.Int64)
    for star in range(max((star for star, _ in places), default=0)):
        higher = [last for better, last in places if better > star]
        nearest = integer(max(higher))
        goal = nw.when(nw.col("star") == star).then(nearest).otherwise(goal)
    return goal


def explain_rank(ranked: Scored, values: Values) -> pl.DataFrame:
    """The step of the rank: what is compared, and what parts it from its neighbours."""
    first, second = (_label(name) for name in tie_columns(values))
    order = (
        f"按总分由高到低；总分相同的先比{first}、再比{second}，都相同的按企业编号"
        "（总分相同怎么排，文件没有规定）"
    )
    before = beside("before", "前一名", values)
    after = beside("after", "后一名", values)
    own = (
        nw.lit("总分 "),
        points_text(nw.col("total_score")),
        nw.lit(" 分"),
        *(part for name in tie_columns(values) for part in _money(name)),
    )
    return step_table(
        ranked,
        subject=_ID,
        criterion="rank",
        label="名次",
        given=nw.concat_str(*own),
        rule=nw.concat_str(nw.lit(order), before, after, separator="；"),
        points=_place(nw.col("rank")),
        source=values.source("order"),
    )


def _money(column: str) -> tuple[nw.Expr, ...]:
    return nw.lit(f"，{_label(column)} "), amount(nw.col(column), Kind.MONEY), nw.lit(" 元")


def _label(column: str) -> str:
    return DEFINITION.column(column).label


def _place(rank: nw.Expr) -> nw.Expr:
    return nw.concat_str(nw.lit("第 "), rank.cast(nw.String), nw.lit(" 名"))


def beside(side: str, words: str, values: Values) -> nw.Expr:
    """A neighbour and what decided between the two; said too where there is none."""
    there = nw.concat_str(nw.lit(words), named(side), nw.lit("："), decided(side, values))
    none = nw.lit(f"没有{words}")
    return nw.when(nw.col(f"{side}_{_ID}").is_null()).then(none).otherwise(there)


def named(side: str) -> nw.Expr:
    total = points_text(nw.col(f"{side}_total_score"))
    name, code = nw.col(f"{side}_name"), nw.col(f"{side}_{_ID}")
    return nw.concat_str(name, nw.lit("（"), code, nw.lit("，总分 "), total, nw.lit(" 分）"))


def decided(side: str, values: Values) -> nw.Expr:
    """The first difference in the total order between an enterprise and one beside it."""
    first, second = tie_columns(values)
    whose = "本企业的" if side == "after" else "该企业的"
    lead = nw.col(f"{side}_total_score") - nw.col("total_score")
    higher, lower = nw.lit("总分高 "), nw.lit("总分低 ")
    apart = nw.concat_str(
        nw.when(lead > 0).then(higher).otherwise(lower), points_text(lead.abs()), nw.lit(" 分")
    )
    ties = [
        (_differs(first, side), nw.lit(f"总分相同，{whose}{_label(first)}较多")),
        (
            _differs(second, side),
            nw.lit(f"总分和{_label(first)}相同，{whose}{_label(second)}较多"),
        ),
    ]
    by_id = nw.lit(f"总分、{_label(first)}、{_label(second)}都相同，{whose}企业编号在前")
    return picked([(lead != 0, apart), *ties], by_id)


def _differs(column: str, side: str) -> nw.Expr:
    return nw.col(column) != nw.col(f"{side}_{column}")
