"""What the page of a decomposition shows and keeps between its steps (分解页)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of
from taizhang.ledger.domain.errors import ActInputError, LedgerError
from taizhang.ledger.domain.snapshot import Snapshot
from taizhang.ledger.domain.standing import standings_of
from taizhang.ledger.exchange.unit_text import parse_units
from taizhang.ledger.models import Task
from taizhang.ledger.views.task_page import open_task_page
from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.models import Unit

from ..domain.parts.offices import Office, offices_before
from ..domain.parts.proposing import (
    Shares,
    propose_as_last,
    propose_by_weights,
    propose_equally,
    read_weights,
)
from ..domain.queries.decomposition import breakdown_of
from ..domain.queries.recipients import recipients_of, region_of_office
from ..enums import Spread
from ..forms.decompose import DecomposeForm, cell_text, values_of

_FIELDS = {"reason", "due", "weights", "names"}


class DecomposePage:
    """One task to be given on by one office: its units, the shares typed or proposed so far."""

    def __init__(self, task: Task, snapshot: Snapshot, office: Office, data: QueryDict) -> None:
        self.task, self.snapshot, self.office, self.data = task, snapshot, office, data
        self.offices: list[Office] = []
        self.before = breakdown_of(task, office.keeper)
        self.units = self._units()
        self.form = self._form({})
        self.status = 200

    def _units(self) -> list[Unit]:
        """Units one level below, and those added by name; without those that have a part."""
        given = {unit_id for child in self.before.children for unit_id in child.unit_ids}
        near = {unit.pk: unit for unit in recipients_of(self.office)}
        wanted = [int(pk) for pk in self.data.getlist("unit") if pk.isdecimal() and len(pk) < 19]
        added = Unit.objects.select_related("region").in_bulk(set(wanted) - near.keys())
        return [unit for pk, unit in (near | added).items() if pk not in given]

    def _form(self, values: Mapping[str, Any], data: QueryDict | None = None) -> DecomposeForm:
        return DecomposeForm(
            data,
            initial=values,
            goals=self.before.goals,
            units=self.units,
            office=self.office,
            before=self.before,
        )

    def propose(self) -> None:
        """The first sight: as the last time, else every unit below equally."""
        spreads = {f"spread-{key}": spread for key, spread in self.before.spreads.items()}
        shares = propose_as_last(self.task, self.units, self.before, self.before.spreads)
        given = {unit_id for (unit_id, _key), share in shares.items() if share}
        taken = {f"take-{unit.pk}": unit.pk in given or not shares for unit in self.units}
        self._show({"due": self.snapshot.due, **taken, **spreads}, shares)

    def bind(self) -> DecomposeForm:
        """The form with what was sent, to be saved."""
        self.form = self._form({}, self.data)
        return self.form

    def refuse(self, error: LedgerError) -> None:
        """Say why nothing was saved."""
        field = error.field if isinstance(error, ActInputError) else ""
        self.form.add_error(field if field in _FIELDS else None, error.sentence)
        self.status = 422

    def fill(self, how: str) -> None:
        """Put other shares into the cells of the ticked units, or add units by name."""
        values = values_of(self.data)
        try:
            if how == "add":
                shares: Shares = {}
                values |= self._add_names()
            else:
                shares = self._proposed(how)
        except ActInputError as error:
            self.form = self._form({}, self.data)
            self.form.is_valid()
            self.refuse(error)
            return
        self._show(values, shares)

    def _proposed(self, how: str) -> Shares:
        chosen = [unit for unit in self.units if f"take-{unit.pk}" in self.data]
        spreads = self._spreads()
        if how == "last":
            return propose_as_last(self.task, chosen, self.before, spreads)
        if how == "weights":
            text, region = self.data.get("weights", ""), region_of_office(self.office)
            weights = read_weights(text, chosen, region=region)
            return propose_by_weights(chosen, self.before, spreads, weights)
        return propose_equally(chosen, self.before, spreads)

    def _spreads(self) -> dict[int, Spread]:
        sent = {key: self.data.get(f"spread-{key}", "") for key in self.before.spreads}
        return {
            key: Spread(said) if said in Spread.values else self.before.spreads[key]
            for key, said in sent.items()
        }

    def _add_names(self) -> dict[str, Any]:
        """Rows for units named by people, ticked."""
        names = [name for name, _role in parse_units(self.data.get("names", ""))]
        found = resolve_names(names, region=region_of_office(self.office))
        if unknown := [name for name, unit in found.items() if unit is None]:
            raise ActInputError(
                _("没有登记“%(names)s”，请先登记单位，或更正名称。")
                % {"names": "、".join(unknown)},
                field="names",
            )
        known = {unit.pk for unit in self.units}
        added = {unit.pk: unit for unit in found.values() if unit and unit.pk not in known}
        self.units += added.values()
        return {f"take-{unit.pk}": True for unit in found.values() if unit}

    def _show(self, values: Mapping[str, Any], shares: Shares) -> None:
        units = {goal.key: goal.unit for goal in self.before.goals}
        cells: dict[str, Any] = {}
        if shares:
            cells = {f"share-{unit.pk}-{key}": "" for unit in self.units for key in units}
        for (unit_id, key), share in shares.items():
            cells[f"share-{unit_id}-{key}"] = cell_text(share, units[key]) if share else ""
        self.form = self._form({**values, **cells})


def open_decompose_page(request: HttpRequest, number: str, *, now: datetime) -> DecomposePage:
    """The page for a person who may give this task on; 404 and 403 otherwise.

    Who may in the name of several offices chooses by `office` in the address (0: the city's).
    """
    shown, on = open_task_page(request, number, now=now), timezone.localdate(now)
    snapshots = {shown.task.pk: shown.snapshot}
    standing = standings_of(actor_of(request), snapshots, on=on)[shown.task.pk]
    offices = offices_before(shown.task, standing, on=on)
    if not offices:
        raise PermissionDenied
    wanted = request.GET.get("office", "")
    office = next((each for each in offices if wanted == str(each.keeper_id or 0)), offices[0])
    page = DecomposePage(shown.task, shown.snapshot, office, request.POST)
    page.offices = offices
    return page
