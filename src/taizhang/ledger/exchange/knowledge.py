"""What an import knows about the tasks of its rows: a few queries for a thousand (导入比对)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from taizhang.accounts.models import Person
from taizhang.organisations.domain.regions import default_region
from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.models import Region, Unit
from taizhang.papers import text_of

from ..domain.projection import load_snapshots
from ..domain.queries.versions import versions_for
from ..domain.snapshot import Snapshot
from ..domain.standing import Standing, standings_of
from ..models import TaskVersion
from .columns import COLUMNS
from .rows import rows_of
from .sheets import SheetRow
from .unit_text import parse_units


@dataclass(frozen=True)
class Known:
    """A task as it stands, and as it stood when the file was exported."""

    version: TaskVersion
    now: Mapping[str, str]
    then: Mapping[str, str] | None
    snapshot: Snapshot
    standing: Standing
    names: Mapping[str, Unit | None]

    @property
    def base(self) -> Mapping[str, str]:
        """The texts the file was made from."""
        return self.now if self.then is None else self.then


def know_tasks(rows: Mapping[int, SheetRow], actor: Person, today: date) -> dict[int, Known]:
    """The tasks of these rows (by task id) that the person may see."""
    visible = versions_for(actor, on=today).filter(task_id__in=rows.keys())
    versions = {each.task_id: each for each in visible.select_related("task__document__region")}
    snapshots = load_snapshots(versions.keys())
    standings = standings_of(actor, snapshots, on=today)
    now = _texts(versions.values(), None, today)
    then = _texts_then(rows, versions.keys(), today)
    names = _names(rows, versions)
    return {
        pk: Known(version, now[pk], then.get(pk), snapshots[pk], standings[pk], names[pk])
        for pk, version in versions.items()
    }


def _texts_then(
    rows: Mapping[int, SheetRow], ids: Iterable[int], today: date
) -> dict[int, dict[str, str]]:
    """Texts as they were when the file was exported, where its name tells the moment."""
    by_moment: dict[datetime, list[int]] = defaultdict(list)
    for pk in ids:
        if (moment := rows[pk].moment) is not None:
            by_moment[moment].append(pk)
    texts: dict[int, dict[str, str]] = {}
    for moment, pks in by_moment.items():
        held = TaskVersion.objects.at(moment).filter(task_id__in=pks).select_related("task")
        texts |= _texts(held, moment, today)
    return texts


def _texts(
    versions: Iterable[TaskVersion], moment: datetime | None, today: date
) -> dict[int, dict[str, str]]:
    return {
        row.version.task_id: {column.name: text_of(column.cell(row)).strip() for column in COLUMNS}
        for row in rows_of(versions, moment=moment, today=today)
    }


def _names(
    rows: Mapping[int, SheetRow], versions: Mapping[int, TaskVersion]
) -> dict[int, Mapping[str, Unit | None]]:
    """For each task what the names in its row mean in its region: a few queries a region."""
    fallback: list[Region] = []
    regions: dict[int, Region] = {}
    wanted: dict[int, set[str]] = defaultdict(set)
    homes: dict[int, int] = {}
    for pk, version in versions.items():
        region = version.task.document.region if version.task.document else None
        if region is None:
            fallback = fallback or [default_region()]
            region = fallback[0]
        homes[pk], regions[region.pk] = region.pk, region
        cells = rows[pk].cells
        wanted[region.pk] |= {
            name
            for column in ("leads", "units")
            for name, _role in parse_units(cells.get(column, ""))
        }
    known = {pk: resolve_names(names, region=regions[pk]) for pk, names in wanted.items()}
    return {pk: known[home] for pk, home in homes.items()}
