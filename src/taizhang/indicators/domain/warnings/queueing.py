"""Queueing an evaluation in the transaction that changes series (排队判断预警)."""

from datetime import datetime

from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

EVALUATE_CHANGED = "indicators.evaluate_changed"
EVALUATION_LOCK = "indicators.evaluate_warnings"


def queue_evaluation(series_ids: frozenset[int], /, *, as_of: datetime) -> None:
    """Told by `observing.changes`: the rules are put to these series once this is committed."""
    ids: list[JSONValue] = [*sorted(series_ids)]
    app.configure_task(EVALUATE_CHANGED, lock=EVALUATION_LOCK).defer(series_ids=ids)
