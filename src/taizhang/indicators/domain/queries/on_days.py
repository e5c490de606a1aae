"""What series say for single days (某日的数): for a page or a file, not for a history."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .statements import Statement

_ON_DAYS = """
SELECT DISTINCT ON (o.series_id, o.day, o.source) o.series_id, o.day,
    o.value, o.source, o.is_final, o.note, o.recorded_at, o.submission_id
FROM unnest(%s::bigint[], %s::date[]) w (series_id, day)
JOIN indicators_observation o ON o.series_id = w.series_id AND o.day = w.day{known}
ORDER BY o.series_id, o.day, o.source, o.id DESC
"""
Place = tuple[int, date]
"""A series and the last day of a period."""


@dataclass(frozen=True, slots=True)
class OnDay:
    """The last figure of a source for a day, with the submission it came in."""

    value: Decimal
    source: int
    is_final: bool
    note: str
    recorded_at: datetime
    submission_id: int


def figures_on(
    places: Iterable[Place], *, known_at: datetime | None = None
) -> Mapping[Place, Mapping[int, OnDay]]:
    """The last figure of each source, by source, of any number of places: one query. `known_at`:
    as it was recorded at that moment; None: as it is now."""
    wanted = list(dict.fromkeys(places))
    found: dict[Place, dict[int, OnDay]] = defaultdict(dict)
    text = _ON_DAYS.format(known=" AND o.recorded_at <= %s" if known_at else "")
    params: tuple[Any, ...] = ([series for series, _ in wanted], [day for _, day in wanted])
    asked = Statement(text, params + ((known_at,) if known_at else ()))
    for series, day, *rest in asked.rows() if wanted else ():
        figure = OnDay(*rest)
        found[series, day][figure.source] = figure
    return found


def counting(figures: Mapping[int, OnDay] | None) -> OnDay | None:
    """Of the figures of a place the one that counts: that of the best source."""
    return figures[min(figures)] if figures else None
