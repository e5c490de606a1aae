"""Ledger rows as people read them: one task with its units, targets and words (台账行)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db.models import QuerySet

from ..domain.queries.parts import Parts, parts_of
from ..domain.snapshot import Goal
from ..enums import OPEN_STATES, UnitRole
from ..models import Target, TaskVersion
from .progress_text import format_progress
from .target_text import TargetParts, format_targets
from .unit_text import format_units

CHUNK = 1_000


@dataclass(frozen=True)
class LedgerRow:
    """One task at a moment; everything is loaded."""

    version: TaskVersion
    parts: Parts
    today: date

    @property
    def number(self) -> str:
        return self.version.task.number

    @property
    def targets(self) -> list[Target]:
        return self.parts.targets

    @property
    def leads(self) -> list[str]:
        """Names of the leading units (牵头单位)."""
        return [answer.name for answer in self.parts.in_role(UnitRole.LEAD)]

    @property
    def others(self) -> list[str]:
        """Names of the other units (责任单位), helpers with a mark: 市财政局（配合）."""
        return format_units(self.parts.in_role(UnitRole.RESPONSIBLE, UnitRole.SUPPORT))

    @property
    def target_text(self) -> str:
        """The targets, one a line."""
        return format_targets([written(target) for target in self.targets])

    @property
    def progress_text(self) -> str:
        """The last report (进展): percent, then words."""
        return format_progress(self.version.percent, self.version.progress)

    @property
    def days_over(self) -> int:
        """Days past the due date of an open task; 0 when not late."""
        return days_over(self.version, self.today)


def days_over(version: TaskVersion, today: date) -> int:
    """Days an open task is past its due date on a day; 0 when it is not late."""
    if version.due is None or version.state not in OPEN_STATES:
        return 0
    return max(0, (today - version.due).days)


def written(target: Target | Goal) -> TargetParts:
    """The target as its text form needs it."""
    return TargetParts(
        target.indicator, target.op, target.value, target.value_max, target.unit, target.deadline
    )


def rows_of(
    versions: Iterable[TaskVersion], *, moment: datetime | None, today: date
) -> list[LedgerRow]:
    """Rows with units and targets as they held at the moment: few queries for any number."""
    versions = list(versions)
    parts = parts_of(versions, moment=moment)
    return [LedgerRow(version, parts[version.task_id], today) for version in versions]


def iter_rows(
    versions: QuerySet[TaskVersion], *, moment: datetime | None, today: date
) -> Iterator[LedgerRow]:
    """All rows in order, loaded a thousand at a time through a server-side cursor."""
    found = versions.select_related("task").iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        yield from rows_of(chunk, moment=moment, today=today)
