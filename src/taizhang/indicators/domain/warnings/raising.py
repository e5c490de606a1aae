"""Writing what rules found (发出预警): new, changed, recovered; the same is never said again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from ...enums import WarningActKind, WarningState
from ...models import EarlyWarning, GoalVersion, WarningAct, WarningRuleVersion
from ...warnings.evidence import Evidence
from ...warnings.judging import Gone
from ..queries.statements import Statement
from .loading import Judged
from .telling import tell_people

Place = tuple[str, int, int | None]
"""The key of a rule, a series, a goal of it or none."""
_CLOSED = """
SELECT DISTINCT ON (w.rule_key, w.series_id, w.goal_id)
    w.rule_key, w.series_id, w.goal_id, w.fingerprint
FROM indicators_earlywarning w
WHERE w.series_id = ANY(%s::bigint[]) AND w.closed_at IS NOT NULL
ORDER BY w.rule_key, w.series_id, w.goal_id, w.closed_at DESC, w.id DESC
"""
_COMPARED = ("rule_key", "series_id", "goal_id", "fingerprint")
_CHANGED = ["rule", "severity", "fingerprint", "evidence", "changed_at"]
_RECOVERED = ["fingerprint", "changed_at"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a series, or of a goal of it."""

    version: WarningRuleVersion
    series_id: int
    goal_id: int | None
    verdict: Evidence | Gone

    @property
    def place(self) -> Place:
        """What there is one open warning of at most."""
        return self.version.key, self.series_id, self.goal_id


@dataclass(frozen=True, slots=True)
class Evaluated:
    """How many warnings a run raised, found changed, found recovered."""

    raised: int = 0
    changed: int = 0
    recovered: int = 0

    def __add__(self, other: "Evaluated") -> "Evaluated":
        return Evaluated(
            self.raised + other.raised,
            self.changed + other.changed,
            self.recovered + other.recovered,
        )


def write_findings(
    findings: Sequence[Finding], series: Mapping[int, Judged], *, as_of: datetime
) -> Evaluated:
    """Write what is new against what stands, in the caller's transaction; a constant number of
    statements. The open warnings are locked: who acts on one waits, or was there before."""
    standing = _standing(series)
    closed = _closed(series)
    raised, changed, recovered = [], [], []
    for finding in findings:
        warning = standing.get(finding.place)
        evidence = finding.verdict
        if isinstance(evidence, Gone):
            if warning is not None and warning.fingerprint:
                recovered.append(_recover(warning, as_of))
        elif warning is None:
            if closed.get(finding.place) != evidence.fingerprint:
                raised.append(_raise(finding, evidence, as_of))
        elif warning.fingerprint != evidence.fingerprint:
            changed.append(_change(warning, finding, evidence, as_of))
    recovered += [_recover(warning, as_of) for warning in _without_goal(standing.values())]
    EarlyWarning.objects.bulk_create(raised)
    EarlyWarning.objects.bulk_update(changed, _CHANGED, batch_size=500)
    EarlyWarning.objects.bulk_update(recovered, _RECOVERED, batch_size=500)
    _note(raised, WarningActKind.RAISED, as_of)
    _note(changed, WarningActKind.CHANGED, as_of)
    _note(recovered, WarningActKind.RECOVERED, as_of)
    tell_people(raised, changed, series, as_of=as_of)
    return Evaluated(len(raised), len(changed), len(recovered))


def _standing(series_ids: Collection[int]) -> dict[Place, EarlyWarning]:
    rows = EarlyWarning.objects.filter(series__in=list(series_ids), closed_at__isnull=True)
    locked = rows.only(*_COMPARED).select_for_update().order_by("pk")
    return {(each.rule_key, each.series_id, each.goal_id): each for each in locked}


def _without_goal(standing: Iterable[EarlyWarning]) -> list[EarlyWarning]:
    """Those that rest on a goal to which the series is held no longer: no rule is put to it."""
    holds = GoalVersion.objects.at(None).filter(goal=OuterRef("goal"))
    rows = EarlyWarning.objects.filter(closed_at__isnull=True, goal__isnull=False)
    over = set(rows.exclude(fingerprint="").filter(~Exists(holds)).values_list("pk", flat=True))
    return [each for each in standing if each.pk in over]


def _closed(series_ids: Collection[int]) -> dict[Place, str]:
    """The fingerprint of the last closed warning of each place."""
    rows = Statement(_CLOSED, (sorted(series_ids),)).rows()
    return {(key, series_id, goal_id): found for key, series_id, goal_id, found in rows}


def _raise(finding: Finding, evidence: Evidence, as_of: datetime) -> EarlyWarning:
    return EarlyWarning(
        rule=finding.version,
        rule_key=finding.version.key,
        series_id=finding.series_id,
        goal_id=finding.goal_id,
        severity=finding.version.rule.severity,
        state=WarningState.RAISED,
        fingerprint=evidence.fingerprint,
        evidence=evidence.to_json(),
        raised_at=as_of,
        changed_at=as_of,
    )


def _change(
    warning: EarlyWarning, finding: Finding, evidence: Evidence, as_of: datetime
) -> EarlyWarning:
    warning.rule = finding.version
    warning.severity = finding.version.rule.severity
    warning.fingerprint = evidence.fingerprint
    warning.evidence = evidence.to_json()
    warning.changed_at = as_of
    return warning


def _recover(warning: EarlyWarning, as_of: datetime) -> EarlyWarning:
    """What it rested on stays to be read."""
    warning.fingerprint = ""
    warning.changed_at = as_of
    return warning


def _note(warnings: Iterable[EarlyWarning], kind: WarningActKind, as_of: datetime) -> None:
    WarningAct.objects.bulk_create(
        WarningAct(
            warning=warning,
            kind=kind,
            evidence=None if kind == WarningActKind.RECOVERED else warning.evidence,
            recorded_at=as_of,
        )
        for warning in warnings
    )
