"""Steps of an explanation for all rows of a scored table at once."""

import narwhals as nw
import polars as pl

from ..parameters import Values
from ..reading import LINE
from .base import Criterion
from .numbers import points_text

Scored = nw.DataFrame[pl.DataFrame]


def step_table(
    frame: Scored,
    *,
    subject: str,
    criterion: str,
    label: str,
    given: nw.Expr,
    rule: nw.Expr,
    points: nw.Expr,
    source: str,
) -> pl.DataFrame:
    """One step of every row of a table."""
    made = frame.select(
        nw.col(LINE),
        nw.col(subject).alias("subject"),
        nw.lit(criterion).alias("criterion"),
        nw.lit(label).alias("label"),
        given.alias("input"),
        rule.alias("rule"),
        points.alias("points"),
        nw.lit(source).alias("source"),
    )
    return made.to_native()


def criterion_steps(
    frame: Scored, subject: str, criterion: Criterion, values: Values
) -> pl.DataFrame:
    """A criterion's step of every row: own numbers, rule, the next step up, points, clause."""
    lift = criterion.lift(values)
    next_step = nw.concat_str(
        nw.lit("；"), lift.how, nw.lit("，可多得 "), points_text(lift.gain), nw.lit(" 分")
    )
    more = nw.when(lift.gain > 0).then(next_step).otherwise(nw.lit(""))
    return step_table(
        frame,
        subject=subject,
        criterion=criterion.code,
        label=criterion.label,
        given=criterion.given(),
        rule=nw.concat_str(criterion.rule(values), more),
        points=points_text(nw.col(criterion.column)),
        source=values.source(*criterion.parameters),
    )
