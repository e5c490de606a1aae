"""Who may do what with runs of schemes (评定): predicates used by page, template and operation.

The assessment office runs; another of its officers or the head of the supervision office publishes
and finalises; city leaders and auditors read. People of a unit see their unit's own rows, from
publication on. Nobody approves what they computed, corrected or submitted.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person

if TYPE_CHECKING:
    from .domain.places import Place
    from .models import SchemeRun

_READERS = (Role.ASSESSMENT_OFFICER, Role.HEAD, Role.CITY_LEADER, Role.AUDITOR)
_APPROVERS = (Role.ASSESSMENT_OFFICER, Role.HEAD)


def may_read_runs(actor: Person) -> bool:
    """Read every run with all its subjects."""
    return actor.has_role(*_READERS)


def may_open_assessments(actor: Person) -> bool:
    """Reach the list: who reads all runs, and people of units; it shows them what is theirs."""
    return may_read_runs(actor) or (actor.is_active and not actor.roles)


def may_run(actor: Person) -> bool:
    """Begin a run, submit it, tie subjects to units, try what would be: the assessment office."""
    return actor.has_role(Role.ASSESSMENT_OFFICER)


def may_approve_any(actor: Person) -> bool:
    """Whether there could be runs that this person publishes or finalises."""
    return actor.has_role(*_APPROVERS)


def may_approve(actor: Person, makers: Collection[int]) -> bool:
    """Publish, return, finalise; `makers`: who computed, corrected or submitted the run."""
    return may_approve_any(actor) and actor.pk not in makers


def may_answer_objections(actor: Person) -> bool:
    """Answer an objection, and enter the correction of one that is upheld."""
    return actor.has_role(*_APPROVERS)


def may_record_objections(actor: Person) -> bool:
    """Record an objection that a subject brought on paper or by telephone."""
    return may_run(actor)


def may_read_row(place: "Place", run: "SchemeRun", unit_id: int | None) -> bool:
    """Read one subject's row and letter: who reads all, its unit once the run is published."""
    if may_read_runs(place.person):
        return True
    return run.is_shown and unit_id is not None and unit_id in place.units


def may_object(place: "Place", unit_id: int | None) -> bool:
    """Object for a subject: who acts for its unit."""
    return unit_id is not None and unit_id in place.units


def may_ask_entitlements(actor: Person) -> bool:
    """Ask what a subject is entitled to, and read what was chosen."""
    return may_read_runs(actor)


def may_choose_entitlements(actor: Person) -> bool:
    """Choose between payments for the same purpose where no clause decides."""
    return may_approve_any(actor)
