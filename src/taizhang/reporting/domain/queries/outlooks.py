"""The projections that are kept (到期预计), as outlooks."""

from datetime import date

from taizhang.indicators.domain.queries.statements import Statement

_KEPT = "SELECT goal_id, outlook FROM indicators_goaloutlook WHERE day = %s"


def kept_outlooks(day: date) -> dict[int, str]:
    """Goal → whether it will be reached, as seen from a day; those kept of another day are not
    among them. One query."""
    words: dict[str, str] = {}  # one text for each outlook, not one a row
    rows = Statement(_KEPT, (day,)).rows()
    return {goal: words.setdefault(outlook, outlook) for goal, outlook in rows}
