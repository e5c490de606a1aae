"""Who may do what with the ledger (权限): predicates used by page, API and operation alike.

What a person is to one task is a `Standing` (domain/standing.py); what a person may do at all is
asked of the person.
"""

from typing import TYPE_CHECKING

from taizhang.accounts.enums import READ_ALL_ROLES, SUPERVISION_ROLES, Role
from taizhang.accounts.models import Person

if TYPE_CHECKING:
    from .domain.standing import Standing


def may_see_all(person: Person) -> bool:
    """Read every task."""
    return person.has_role(*READ_ALL_ROLES)


def may_work_on_tasks(person: Person) -> bool:
    """Read all tasks, or hold no city-wide role: people of units see theirs."""
    return may_see_all(person) or not person.roles


def may_supervise(person: Person) -> bool:
    """Confirm drafts, supervise the city's own tasks: the supervision office.

    Who supervises one task is asked of the standing: a county's tasks stand with its own clerk.
    """
    return person.has_role(*SUPERVISION_ROLES)


def may_confirm_draft(person: Person) -> bool:
    return may_supervise(person)


def may_see_chain(person: Person) -> bool:
    """Read events and seals as they are stored, and verify them."""
    return person.has_role(Role.AUDITOR, Role.HEAD)


def may_see(standing: "Standing") -> bool:
    """Read this task."""
    return may_see_all(standing.person) or standing.supervises or bool(standing.units)


def may_dispatch(standing: "Standing") -> bool:
    """Who supervises for the keeper of the task."""
    return standing.supervises


def may_sign(standing: "Standing") -> bool:
    """Somebody who acts for a unit of the task that has not signed yet."""
    return bool(standing.unsigned)


def may_report(standing: "Standing") -> bool:
    """Somebody who acts for a unit of the task, in whatever role the unit has."""
    return bool(standing.units)


def may_request_closure(standing: "Standing") -> bool:
    """Somebody who acts for the lead; without a lead, for any responsible unit."""
    return standing.speaks_for_the_task


def may_review_closure(standing: "Standing") -> bool:
    """Who supervises the task, but nobody who submitted anything of its commitment."""
    return standing.supervises and not standing.submitted


def may_reopen(standing: "Standing") -> bool:
    return standing.supervises


def may_remark(standing: "Standing") -> bool:
    return standing.person.has_role(Role.CITY_LEADER)


def may_correct(standing: "Standing") -> bool:
    return standing.supervises


def may_link(standing: "Standing") -> bool:
    return standing.supervises


def may_decompose(standing: "Standing") -> bool:
    """Make tasks below this one: who supervises it, or the clerk of a county answering for it."""
    return standing.supervises or standing.keeps_a_part
