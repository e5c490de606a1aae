"""From the units a draft names to registered units (单位登记)."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.documents.models import Draft
from taizhang.organisations.domain.errors import UnitError
from taizhang.organisations.domain.regions import default_region, ensure_region
from taizhang.organisations.domain.resolving import ensure_units
from taizhang.organisations.domain.units import add_name
from taizhang.organisations.models import Region, Unit

from .choices import Choices
from .errors import DraftNotReadyError
from .payloads import clean_answers
from .proposals import Proposal, ProposedUnit
from .snapshot import Answer


def answers_of_proposals(
    draft: Draft,
    proposals: list[Proposal],
    choices: Choices,
    *,
    actor: Person,
    as_of: datetime,
) -> dict[int, tuple[Answer, ...]]:
    """The units of each row; unknown names are registered (or taken for the unit chosen)."""
    named = [unit for each in proposals for unit in each.units]
    unknown = dict.fromkeys(
        unit.name for unit in named if unit.unit_id is None and unit.name not in choices.units
    )
    _name_chosen(named, choices, actor, as_of)
    made = ensure_units(unknown, region=region_of(draft), actor=actor, as_of=as_of)
    ids = {name: unit.pk for name, unit in made.items()} | dict(choices.units)
    _check_known({unit.unit_id or ids[unit.name] for unit in named})
    return {
        each.row_id: clean_answers(
            Answer(unit.unit_id or ids[unit.name], unit.role, unit.name) for unit in each.units
        )
        for each in proposals
    }


def _name_chosen(
    named: Iterable[ProposedUnit], choices: Choices, actor: Person, as_of: datetime
) -> None:
    """A printed name the clerk took for a unit means that unit from now on."""
    used = {unit.name: choices.units[unit.name] for unit in named if unit.name in choices.units}
    units = Unit.objects.in_bulk(used.values())
    try:
        for name, unit_id in used.items():
            add_name(units[unit_id], name, actor=actor, as_of=as_of)
    except KeyError:
        raise DraftNotReadyError(_("选用的单位已经不存在，请刷新页面后重新选择。")) from None
    except UnitError as error:
        raise DraftNotReadyError(str(error)) from error


def region_of(draft: Draft) -> Region:
    """The region whose names a draft uses."""
    if draft.region is not None:
        return draft.region
    if draft.jurisdiction:
        return ensure_region(draft.jurisdiction, level=draft.level)
    return default_region()


def _check_known(unit_ids: set[int]) -> None:
    known = set(Unit.objects.filter(pk__in=unit_ids).values_list("pk", flat=True))
    if unit_ids - known:
        raise DraftNotReadyError(_("草稿选用的单位已经不存在，请回到核对页重新选择单位。"))
