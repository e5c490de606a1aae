"""Steps of an explanation for all rows of a scored table at once."""

from collections.abc import Iterable

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


def with_lifts(frame: Scored, criteria: Iterable[Criterion], values: Values) -> Scored:
    """The next step up of each criterion, once for all who speak of it: `gain_`, `how_` columns."""
    lifts = {criterion.code: criterion.lift(values) for criterion in criteria}
    return frame.with_columns(
        *(lift.gain.alias(f"gain_{code}") for code, lift in lifts.items()),
        *(lift.how.alias(f"how_{code}") for code, lift in lifts.items()),
    )


def criterion_steps(
    frame: Scored, subject: str, criterion: Criterion, values: Values
) -> pl.DataFrame:
    """A criterion's step of every row: own numbers, rule, the next step up, points, clause.

    `frame` has its next step up (`with_lifts`).
    """
    gain, how = nw.col(f"gain_{criterion.code}"), nw.col(f"how_{criterion.code}")
    next_step = nw.concat_str(
        nw.lit("；"), how, nw.lit("，可多得 "), points_text(gain), nw.lit(" 分")
    )
    more = nw.when(gain > 0).then(next_step).otherwise(nw.lit(""))
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
