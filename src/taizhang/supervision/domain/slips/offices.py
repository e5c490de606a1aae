"""In whose name a slip is issued (签发单位)."""

from collections.abc import Iterable

from taizhang.organisations.domain.regions import default_region
from taizhang.organisations.models import Unit


def office_names(keepers: Iterable[int | None]) -> dict[int | None, str]:
    """The name of each office: of the unit that keeps the tasks; None: of the city's own."""
    wanted = set(keepers)
    names: dict[int | None, str] = {}
    if None in wanted:
        names[None] = f"{default_region().name}人民政府办公室"
    units = {pk for pk in wanted if pk is not None}
    if units:
        names |= dict(Unit.objects.filter(pk__in=units).values_list("pk", "name"))
    return names
