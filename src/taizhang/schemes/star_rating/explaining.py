"""The steps of every enterprise: eligibility, criteria, sums, rank, star, reward, what lifts it."""

import narwhals as nw
import polars as pl

from ..criteria import Criterion, amount, criterion_steps, points_text, step_table, with_lifts
from ..criteria.steps import Scored
from ..parameters import Values
from ..types import Kind
from ..wording import plain, yuan
from . import eligibility
from .criteria import BASE, BONUS
from .lifting import explain_lift
from .neighbours import explain_rank
from .ranking import STAR_WORDS, star_places, star_word

_ID = "enterprise_id"


def explain(scored: pl.DataFrame, values: Values) -> list[pl.DataFrame]:
    """All steps, a table each; enterprises that may not take part have no criteria and no rank.

    `scored` has its neighbours (`with_neighbours`).
    """
    everyone = nw.from_native(scored, eager_only=True)
    taking_part = everyone.filter(nw.col("eligible"))
    taking_part = with_lifts(taking_part, (*BASE, *BONUS), values)
    return [
        _eligible(everyone, values),
        *(criterion_steps(taking_part, _ID, criterion, values) for criterion in BASE),
        _sum(taking_part, "base_score", "基本分", BASE, "base_cap", values),
        *(criterion_steps(taking_part, _ID, criterion, values) for criterion in BONUS),
        _sum(taking_part, "bonus_score", "加分", BONUS, "bonus_cap", values),
        _total(taking_part, values),
        explain_rank(taking_part, values),
        _star(everyone, values),
        _reward(everyone, values),
        explain_lift(taking_part, values),
    ]


def _eligible(frame: Scored, values: Values) -> pl.DataFrame:
    own = nw.when(nw.col("eligible")).then(eligibility.given())
    against = nw.concat_str(eligibility.given(), nw.col("reasons"), separator="；")
    return step_table(
        frame,
        subject=_ID,
        criterion="eligible",
        label="参评资格",
        given=own.otherwise(against),
        rule=nw.lit(eligibility.rule(values)),
        points=nw.when(nw.col("eligible")).then(nw.lit("具备")).otherwise(nw.lit("不具备")),
        source=values.source(*eligibility.PARAMETERS),
    )


def _sum(
    frame: Scored,
    column: str,
    label: str,
    criteria: tuple[Criterion, ...],
    cap: str,
    values: Values,
) -> pl.DataFrame:
    scores = [nw.concat_str(nw.lit(f"{c.label} "), points_text(nw.col(c.column))) for c in criteria]
    return step_table(
        frame,
        subject=_ID,
        criterion=column,
        label=label,
        given=nw.concat_str(*scores, separator=" + "),
        rule=nw.lit(f"以上 {len(criteria)} 项相加，最高 {plain(values.number(cap))} 分"),
        points=points_text(nw.col(column)),
        source=values.source(cap),
    )


def _total(frame: Scored, values: Values) -> pl.DataFrame:
    base, bonus = (points_text(nw.col(name)) for name in ("base_score", "bonus_score"))
    return step_table(
        frame,
        subject=_ID,
        criterion="total_score",
        label="总分",
        given=nw.concat_str(nw.lit("基本分 "), base, nw.lit(" + 加分 "), bonus),
        rule=nw.lit("基本分与加分相加"),
        points=points_text(nw.col("total_score")),
        source=values.source("base_cap", "bonus_cap"),
    )


def _star(frame: Scored, values: Values) -> pl.DataFrame:
    places = sorted(star_places(values), key=lambda place: place[1])
    table = "、".join(f"第 {last} 名以内{STAR_WORDS[star]}" for star, last in places)
    ranked = nw.concat_str(nw.lit("第 "), nw.col("rank").cast(nw.String), nw.lit(" 名"))
    given = nw.when(nw.col("eligible")).then(ranked).otherwise(nw.lit("不具备参评资格，没有名次"))
    return step_table(
        frame,
        subject=_ID,
        criterion="star",
        label="星级",
        given=given,
        rule=nw.lit(f"按得分由高到低：{table}，之后无星"),
        points=star_word(),
        source=values.source("stars"),
    )


def _reward(frame: Scored, values: Values) -> pl.DataFrame:
    table = "、".join(
        f"{STAR_WORDS[int(star)]} {yuan(paid)}" for star, paid in values.map("reward").items()
    )
    return step_table(
        frame,
        subject=_ID,
        criterion="reward",
        label="奖励",
        given=star_word(),
        rule=nw.lit(f"市财政给予：{table}，无星 0.00 元"),
        points=nw.concat_str(amount(nw.col("reward_yuan"), Kind.MONEY), nw.lit(" 元")),
        source=values.source("reward"),
    )
