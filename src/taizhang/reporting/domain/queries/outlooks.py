"""The projections that are kept (到期预计), as outlooks."""

from collections.abc import Collection
from datetime import date

from taizhang.indicators.domain.queries.statements import Statement

_KEPT = """
SELECT goal_id, outlook FROM indicators_goaloutlook
WHERE day = %s AND goal_id = ANY(%s::bigint[])"""


def kept_outlooks(day: date, goals: Collection[int]) -> dict[int, str]:
    """Goal → whether it will be reached, as seen from a day; those kept of another day are not
    among them. One query."""
    return dict(Statement(_KEPT, (day, list(goals))).rows())
