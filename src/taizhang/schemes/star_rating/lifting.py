"""What would lift an enterprise to the next star, all others staying as they are."""

import narwhals as nw
import polars as pl

from ..criteria import Criterion, points_text, step_table
from ..criteria.steps import Scored
from ..exact import POINT, integer, scaled
from ..parameters import Values
from .criteria import BASE, BONUS
from .neighbours import decided, named
from .ranking import star_word, tie_columns

_ID = "enterprise_id"


def explain_lift(ranked: Scored, values: Values) -> pl.DataFrame:
    """The step of the next star: whom one must pass, by how many points, and what alone does it.

    `ranked` has its neighbours (`with_neighbours`) and next steps up (`with_lifts`).
    """
    missing = nw.col("__missing__")
    ranked = ranked.with_columns(
        (nw.col("goal_total_score") - nw.col("total_score")).alias("__missing__"),
        _wins_tie(values).alias("__wins_tie__"),
    )
    ranked = ranked.with_columns(
        *(_room(criterion, "base", values) for criterion in BASE),
        *(_room(criterion, "bonus", values) for criterion in BONUS),
    )
    still = nw.concat_str(nw.lit("还差 "), points_text(missing), nw.lit(" 分"))
    level = nw.when(missing == 0).then(nw.lit("总分已相同")).otherwise(still)
    top = nw.col(f"goal_{_ID}").is_null()
    place = nw.col("rank").cast(nw.String)
    return step_table(
        ranked,
        subject=_ID,
        criterion="lift",
        label="升到上一星级",
        given=nw.concat_str(nw.lit("第 "), place, nw.lit(" 名，"), star_word()),
        rule=nw.when(top).then(nw.lit("已是最高的星级")).otherwise(_demand(values)),
        points=nw.when(top).then(nw.lit("—")).otherwise(level),
        source=values.source("stars", "order"),
    )


def _demand(values: Values) -> nw.Expr:
    place = nw.col("goal_rank").cast(nw.String)
    return nw.concat_str(
        nw.lit("升到"),
        star_word("goal_star"),
        nw.lit("须超过第 "),
        place,
        nw.lit(" 名"),
        named("goal"),
        nw.lit("："),
        decided("goal", values),
        nw.lit("；"),
        _ways(),
    )


def _ways() -> nw.Expr:
    """The criteria of which the next step alone is enough."""
    found = (_way(criterion) for criterion in (*BASE, *BONUS))
    ways = nw.concat_str(*found, separator="；", ignore_nulls=True)
    some = nw.concat_str(nw.lit("下面任何一项就够："), ways)
    none = nw.lit("没有哪一项升一档就够，须几项合计")
    return nw.when(ways == "").then(none).otherwise(some)


def _room(criterion: Criterion, part: str, values: Values) -> nw.Expr:
    """What a criterion's next step adds to the sum of its part, which is capped."""
    cap = scaled(values.number(f"{part}_cap"), POINT)
    gain, room = nw.col(f"gain_{criterion.code}"), integer(cap) - nw.col(f"{part}_score")
    return nw.when(gain > room).then(room).otherwise(gain).alias(f"__adds_{criterion.code}__")


def _way(criterion: Criterion) -> nw.Expr:
    """A criterion's next step in words, where it alone passes the goal, ties included."""
    adds, missing = nw.col(f"__adds_{criterion.code}__"), nw.col("__missing__")
    words = nw.concat_str(
        nw.lit(f"{criterion.label}："),
        nw.col(f"how_{criterion.code}"),
        nw.lit("（可多得 "),
        points_text(adds),
        nw.lit(" 分）"),
    )
    wins = (adds > missing) | ((adds == missing) & nw.col("__wins_tie__"))
    return nw.when((adds > 0) & wins).then(words)


def _wins_tie(values: Values) -> nw.Expr:
    """Whether an enterprise would stand before the one at the goal if their totals were equal."""
    first, second = tie_columns(values)
    more_first, same_first = _against(first)
    more_second, same_second = _against(second)
    by_id = same_second & (nw.col(_ID) < nw.col(f"goal_{_ID}"))
    return more_first | (same_first & (more_second | by_id))


def _against(column: str) -> tuple[nw.Expr, nw.Expr]:
    own, other = nw.col(column), nw.col(f"goal_{column}")
    return own > other, own == other
