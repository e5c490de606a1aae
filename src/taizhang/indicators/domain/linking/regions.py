"""Of which region a task's numbers are (任务数字的地区)."""

from collections.abc import Iterable

from taizhang.ledger.models import Task
from taizhang.organisations.domain.regions import default_region
from taizhang.organisations.models import Region


def regions_of(tasks: Iterable[Task]) -> dict[int, Region]:
    """Task → region: that of the unit that keeps it, else that of its document, else the
    installation's. Tasks come with `keeper__region` and `document__region`."""
    listed = list(tasks)
    if not listed:
        return {}
    own = default_region()
    named = list(Region.objects.all()) if any(task.keeper for task in listed) else []
    return {task.pk: _region_of(task, named, own) for task in listed}


def _region_of(task: Task, named: Iterable[Region], own: Region) -> Region:
    if task.keeper is not None:
        name = task.keeper.name
        meant = [region for region in named if name.startswith(region.name)]
        return max(meant, key=lambda region: len(region.name), default=task.keeper.region)
    if task.document is not None and task.document.region is not None:
        return task.document.region
    return own
