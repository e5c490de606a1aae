"""Who decides what a unit asks about its clock (审批层级): data in `approving.yaml`.

`decides` says it for one request; `queries.requests` says the same in SQL for many.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from django.utils.translation import gettext as _

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.standing import Oversight

from ...enums import RequestKind
from ..clocks.state import Supervised


@dataclass(frozen=True, slots=True)
class Approving:
    """The city's rungs, each with the roles that decide there, and the limits of requests."""

    reference: str
    rungs: tuple[tuple[Role, ...], ...]
    extension_months: int
    suspension_months: int
    send_back_days: int


@dataclass(frozen=True, slots=True)
class Rung:
    """Who decides: the clerks of a unit that keeps tasks, or roles of the city."""

    keeper_id: int | None
    roles: tuple[Role, ...]

    def decides(self, person: Person, oversight: Oversight) -> bool:
        """Whether this person stands on the rung."""
        if self.keeper_id is not None:
            return self.keeper_id in oversight.units
        return person.has_role(*self.roles)

    @property
    def label(self) -> str:
        """Who decides, in words: 督查专员或督查室主任."""
        return _("或").join(str(role.label) for role in self.roles)


@cache
def approving() -> Approving:
    """The product's own terms. Raises `ValueError` for a role that is not there."""
    data = yaml.safe_load((files("taizhang.supervision") / "approving.yaml").read_text("utf-8"))
    rungs = tuple(tuple(Role(name) for name in rung) for rung in data.pop("rungs"))
    return Approving(rungs=rungs, **data)


def level_of(kind: str, extensions: int) -> int:
    """Which rung a request goes to, from 1: the n-th extension to the n-th."""
    return extensions + 1 if kind == RequestKind.EXTENSION else 1


def level_asked(state: Supervised) -> int:
    """The rung of the request that is pending."""
    return level_of(state.request.kind if state.request else "", state.extensions)


def rung_of(level: int, keeper_id: int | None) -> Rung:
    """The rung of a level for a task of a keeper: its own office first, then the city's rungs."""
    if keeper_id is not None and level == 1:
        return Rung(keeper_id, (Role.COUNTY_CLERK,))
    rungs = approving().rungs
    city_level = level if keeper_id is None else level - 1
    return Rung(None, rungs[min(city_level, len(rungs)) - 1])
