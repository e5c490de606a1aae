"""Who may do what with indicators (指标权限): predicates used by page, API and operation alike.

`acting`: the units the person acts for on the day (`organisations.domain.acting.unit_ids_for`).
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.permissions import may_see_all, may_work_on_tasks

if TYPE_CHECKING:
    from taizhang.ledger.domain.standing import Oversight, Standing

OFFICERS = frozenset({Role.INDICATOR_OFFICER, Role.HEAD})  # who say what an indicator means


def may_define(person: Person) -> bool:
    """Say what an indicator means, and set goals that no task asks for."""
    return person.has_role(*OFFICERS)


def may_link(standing: "Standing") -> bool:
    """Tie the targets of a task to series: officers, and who supervises the task."""
    return may_define(standing.person) or standing.supervises


def may_link_at_all(person: Person, oversight: "Oversight") -> bool:
    """Reach the page where targets are tied to series."""
    return may_define(person) or bool(oversight)


def may_read_all(person: Person) -> bool:
    """Read every series: who reads every task."""
    return may_see_all(person)


def may_read_indicators(person: Person) -> bool:
    """Reach the pages of indicators; people of units see the series that concern them."""
    return may_work_on_tasks(person)


def may_enter_all(person: Person) -> bool:
    """Give figures for every series: the indicator officer."""
    return person.has_role(Role.INDICATOR_OFFICER)


def may_enter(person: Person, office_id: int | None, acting: Collection[int]) -> bool:
    """Give figures of one series: who acts for the unit that supplies it, and the indicator
    officer. `office_id`: the series' own supplier, else the indicator's; None: nobody's yet."""
    return may_enter_all(person) or (person.is_active and office_id in acting)


def may_plan(person: Person, planners: Collection[int], acting: Collection[int]) -> bool:
    """File how a goal is to be reached: who acts for a unit that supplies its series or answers
    for its task, and the indicator officer. `planners`: those units."""
    return may_enter_all(person) or (person.is_active and not set(planners).isdisjoint(acting))


def may_handle_warning(person: Person, owners: Collection[int], acting: Collection[int]) -> bool:
    """Sign for a warning and say what is done: who acts for a unit that owns it."""
    return person.is_active and bool(set(owners) & set(acting))


def may_close_warnings(person: Person) -> bool:
    """Close and return warnings: the officers; nobody one that they handled."""
    return person.has_role(*OFFICERS)
