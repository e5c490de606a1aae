"""Scores, the total order, stars and rewards, as expressions that every engine computes alike."""

import narwhals as nw

from ..criteria import Criterion, picked
from ..exact import CENT, POINT, integer, scaled
from ..parameters import Values
from ..population import Frame
from .criteria import BASE, BONUS
from .eligibility import reasons

_KEYS = {"tax_revenue": ("tax_yuan", "revenue_yuan"), "revenue_tax": ("revenue_yuan", "tax_yuan")}

STAR_WORDS = ("无星", "一星", "二星", "三星", "四星", "五星")


def tie_columns(values: Values) -> tuple[str, str]:
    """The columns compared, one after the other, where totals are equal; more comes first."""
    return _KEYS[values.text("order")]


def score(frame: Frame, values: Values) -> Frame:
    """The output columns added to the typed input; nobody who may not take part is scored."""
    frame = frame.with_columns(reasons(values).alias("reasons"))
    frame = frame.with_columns((nw.col("reasons") == "").alias("eligible"))
    frame = frame.with_columns(
        _of_eligible(criterion.points(values)).alias(criterion.column)
        for criterion in (*BASE, *BONUS)
    )
    frame = frame.with_columns(
        _sum(BASE, "base_cap", values).alias("base_score"),
        _sum(BONUS, "bonus_cap", values).alias("bonus_score"),
    )
    total = (nw.col("base_score") + nw.col("bonus_score")).alias("total_score")
    return _starred(_ranked(frame.with_columns(total), values), values)


def _of_eligible(value: nw.Expr) -> nw.Expr:
    return nw.when(nw.col("eligible")).then(value).otherwise(nw.lit(None, nw.Int64))


def _sum(criteria: tuple[Criterion, ...], cap: str, values: Values) -> nw.Expr:
    total = integer(0)
    for criterion in criteria:
        total = total + nw.col(criterion.column)
    most = scaled(values.number(cap), POINT)
    return nw.when(total > most).then(_of_eligible(integer(most))).otherwise(total)


def _ranked(frame: Frame, values: Values) -> Frame:
    """Ranks in the total order, by counting in it: ordinal ranks differ between engines.

    Keys are negated, because a descending order puts empty values elsewhere on each engine.
    """
    falling = ("total_score", *tie_columns(values))
    keys = {name: f"__falling_{name}__" for name in falling}
    frame = frame.with_columns((-nw.col(name)).alias(key) for name, key in keys.items())
    place = nw.col("enterprise_id").cum_count()
    rank = place.over("eligible", order_by=[*keys.values(), "enterprise_id"]).cast(nw.Int64)
    return frame.with_columns(_of_eligible(rank).alias("rank")).drop(*keys.values())


def star_places(values: Values) -> list[tuple[int, int]]:
    """Each star and the last rank that has it, the highest star first."""
    places = values.map("stars").items()
    return sorted(((int(star), int(last)) for star, last in places), reverse=True)


def _starred(frame: Frame, values: Values) -> Frame:
    reached = [(nw.col("rank") <= last, integer(star)) for star, last in star_places(values)]
    frame = frame.with_columns(picked(reached, integer(0)).alias("star"))
    paid = [
        (nw.col("star") == int(star), integer(scaled(yuan, CENT)))
        for star, yuan in values.map("reward").items()
    ]
    return frame.with_columns(picked(paid, integer(0)).alias("reward_yuan"))


def star_word(column: str = "star") -> nw.Expr:
    """A star in words: 三星."""
    cases = [(nw.col(column) == star, nw.lit(word)) for star, word in enumerate(STAR_WORDS)]
    return picked(cases, nw.lit(""))
