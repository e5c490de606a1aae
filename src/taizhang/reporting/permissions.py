"""Who may do what in reporting (通报、公开): predicates used by page, template and operation.

A bulletin of the city is drafted by the supervision office and reviewed by its head or a city
leader; that of a unit by its county clerks, and reviewed by another of them or the unit's leader.
Nobody reviews what they drafted.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from taizhang.accounts.enums import SUPERVISION_ROLES, Role
from taizhang.accounts.models import Person
from taizhang.ledger.permissions import may_see_all, may_work_on_tasks

if TYPE_CHECKING:
    from taizhang.ledger.domain.standing import Oversight

    from .domain.places import Place

_REVIEWERS = (Role.HEAD, Role.CITY_LEADER)
_INSIDERS = (*SUPERVISION_ROLES, Role.CITY_LEADER, Role.AUDITOR)


def may_read_public_marks(actor: Person) -> bool:
    """See what is public, and who made it so: who reads all tasks."""
    return may_see_all(actor)


def may_publish(actor: Person) -> bool:
    """Make something public and withdraw it: the head of the supervision office."""
    return actor.has_role(Role.HEAD)


def may_list_bulletins(actor: Person) -> bool:
    """Reach the list: everybody who works on tasks; which ones it shows depends on them."""
    return may_work_on_tasks(actor)


def may_edit_templates(actor: Person) -> bool:
    """Change the words of bulletins: the head of the supervision office."""
    return actor.has_role(Role.HEAD)


def may_read_templates(actor: Person) -> bool:
    """Read the words of bulletins: who drafts and reviews them."""
    return actor.has_role(*_INSIDERS)


def may_draft_for(oversight: "Oversight", keeper_id: int | None) -> bool:
    """Draft, redraft and issue the bulletins of an office: who supervises its tasks."""
    return oversight.covers(keeper_id)


def may_review(place: "Place", keeper_id: int | None, drafters: Collection[int]) -> bool:
    """Review or return a bulletin; `drafters`: who ever drafted it."""
    if place.person.pk in drafters:
        return False
    if keeper_id is None:
        return place.person.has_role(*_REVIEWERS)
    return keeper_id in place.leads or place.oversight.covers(keeper_id)


def may_review_any(place: "Place") -> bool:
    """Whether there could be bulletins that this person reviews."""
    return place.person.has_role(*_REVIEWERS) or bool(place.leads | place.oversight.units)


def may_read_drafts(place: "Place", keeper_id: int | None) -> bool:
    """Read a bulletin before it is issued: who drafts, reviews or audits."""
    if keeper_id is None:
        return place.person.has_role(*_INSIDERS)
    return (
        place.person.has_role(*_INSIDERS)
        or keeper_id in place.leads
        or place.oversight.covers(keeper_id)
    )


def may_read_issued(place: "Place", keeper_id: int | None, named: Collection[int]) -> bool:
    """Read an issued bulletin: the city's everybody who works on tasks, a unit's the unit, the
    units it names, and who reads all tasks."""
    if keeper_id is None or may_see_all(place.person):
        return may_work_on_tasks(place.person)
    return keeper_id in place.units or bool(place.units & set(named))


def may_open_figures(place: "Place", keeper_id: int | None) -> bool:
    """Open the lists behind the figures: who may read all the tasks they count."""
    return may_see_all(place.person) or place.oversight.covers(keeper_id)


def may_read_answer(place: "Place", keeper_id: int | None, unit_id: int) -> bool:
    """Read what a named unit answered: the office that asked, who reads all tasks, the unit."""
    return may_read_drafts(place, keeper_id) or may_see_all(place.person) or unit_id in place.units


def may_ask_for_pdf(place: "Place", keeper_id: int | None) -> bool:
    """Have the PDF drawn that there is not: who reads drafts."""
    return may_read_drafts(place, keeper_id)


def may_answer(place: "Place", unit_id: int) -> bool:
    """Answer for a named unit: who acts for it."""
    return unit_id in place.units


def may_open_dashboards(actor: Person) -> bool:
    """Reach the dashboards: everybody who works on tasks; what they show depends on them."""
    return may_work_on_tasks(actor)


def may_read_dashboard(
    place: "Place", *, office: int | None, region: int | None, regions: Collection[int]
) -> bool:
    """Read what is narrowed to an office or a place: who reads all tasks reads everything, people
    of units their own units, county clerks their own counties (`regions`)."""
    return may_see_all(place.person) or office in place.units or region in regions


def may_rank_counties(actor: Person) -> bool:
    """See counties beside each other: who reads all tasks."""
    return may_see_all(actor)
