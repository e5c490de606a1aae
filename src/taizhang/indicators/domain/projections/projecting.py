"""Where a number will be at a day to come (预计值)."""

from collections.abc import Iterable
from datetime import date

from .curves import Curves, curves_of
from .drifting import project_drift
from .positions import month_ends
from .shares import project_share
from .types import Figure, Projection, Reason


def project(
    history: Iterable[Figure],
    *,
    end: date | None,
    as_of: date,
    accumulation: str,
    frequency: str = "month",
    starts: date | None = None,
) -> Projection:
    """What a series will be at `end` (of a goal, its deadline), seen from the end of `as_of`.

    `history`: figures that count, one a day; those after `as_of` are ignored. `accumulation` and
    `frequency` as in `enums`; `starts`: from when figures of periods alone are added up. Without a
    sound basis there is no number but a reason. See docs/algorithms/projection.md.

    >>> project([], end=date(2024, 12, 31), as_of=date(2024, 6, 30), accumulation="level").reason
    <Reason.NO_FIGURE: 'no_figure'>
    """
    ready = curves_of(history, accumulation=accumulation, frequency=frequency, starts=starts)
    return project_curves(ready, end=end, as_of=as_of, starts=starts)


def project_curves(
    curves: Curves, *, end: date | None, as_of: date, starts: date | None = None
) -> Projection:
    """The same of a history that is made ready, for several days one after the other."""
    if end is None:
        return Projection(None, reason=Reason.NO_DEADLINE)
    if as_of >= end:
        return Projection(end, reason=Reason.ENDED)
    if curves.level is not None:
        return project_drift(curves, curves.level, end=end, as_of=as_of)
    if end.year != as_of.year or (starts is not None and starts.year != end.year):
        return Projection(end, reason=Reason.OTHER_YEAR)
    return project_share(curves, end=end, as_of=as_of)


def project_path(
    curves: Curves, *, end: date | None, as_of: date, starts: date | None = None
) -> list[Projection]:
    """The projection of each month end until `end`, and of it: the fan of a chart. Empty where
    there is no projection of `end`."""
    whole = project_curves(curves, end=end, as_of=as_of, starts=starts)
    if whole.value is None or end is None:
        return []
    found = (
        project_curves(curves, end=day, as_of=as_of, starts=starts)
        for day in month_ends(as_of, end)
    )
    return [*(step for step in found if step.value is not None), whole]
