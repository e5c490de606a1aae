"""Put the rules in force to all series, and say what is new (预警判断): set-based, repeatable."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from ...models import Series, WarningRuleVersion
from ..queries.statements import Statement
from .ground import Ground
from .raising import Evaluated, Finding, write_findings
from .rule_versions import rules_in_force

_LOCK = 0x696E6477  # "indw": of two runs the second sees what the first one wrote
CHUNK = 10_000
_PEERS = """
SELECT s.id, s.indicator_id FROM indicators_series s
WHERE s.indicator_id IN (
    SELECT p.indicator_id FROM indicators_series p WHERE p.id = ANY(%s::bigint[]))
ORDER BY s.indicator_id, s.id
"""


def evaluate_warnings(*, as_of: datetime, series_ids: Collection[int] | None = None) -> Evaluated:
    """Put the rules in force on the local day of a moment to series (None: to all) and to those
    of the same indicators, with which they are compared.

    What is new is raised, what has changed is noted, each told to its owners and the indicator
    officers; where a rule holds no longer, that is noted too, and closing is left to people. Some
    10,000 series at a time, each batch a transaction of its own and a constant number of queries:
    killed and run again, or run twice, it ends the same and says nothing twice.
    """
    on = timezone.localdate(as_of)
    versions = rules_in_force(on=on)
    total = Evaluated()
    for batch in _batches(series_ids) if versions else ():
        total += _evaluate(batch, versions, as_of=as_of)
    return total


@transaction.atomic
def _evaluate(
    series_ids: Collection[int], versions: list[WarningRuleVersion], *, as_of: datetime
) -> Evaluated:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    rules = [version.rule for version in versions]
    ground = Ground(series_ids, rules, on=timezone.localdate(as_of))
    findings = [
        Finding(version, *subject, verdict)
        for version in versions
        for subject, verdict in ground.verdicts(version.rule)
        if verdict is not None
    ]
    return write_findings(findings, ground.by_id, as_of=as_of)


def _batches(series_ids: Collection[int] | None) -> Iterator[list[int]]:
    """Whole indicators at a time, so that counties are compared with all others."""
    if series_ids is None:
        rows = list(Series.objects.order_by("indicator_id", "pk").values_list("pk", "indicator_id"))
    else:
        rows = Statement(_PEERS, (sorted(set(series_ids)),)).rows()
    batch: list[int] = []
    last = None
    for series_id, indicator_id in rows:
        if len(batch) >= CHUNK and indicator_id != last:
            yield batch
            batch = []
        batch.append(series_id)
        last = indicator_id
    if batch:
        yield batch
