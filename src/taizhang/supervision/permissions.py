"""Who may do what in supervision (督查)."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from taizhang.accounts.enums import SUPERVISION_ROLES, Role
from taizhang.accounts.models import Person
from taizhang.ledger.permissions import may_see_all

from .enums import Reviewer

if TYPE_CHECKING:
    from taizhang.ledger.domain.standing import Oversight, Standing

    from .domain.clocks.state import Filed, Request, Slip

CHECKERS = SUPERVISION_ROLES | {Role.AUDITOR}  # who can be given closed tasks to check again


def may_read_mechanisms(actor: Person) -> bool:
    """Everybody who logs in may know the rules they are supervised by."""
    return actor.is_active


def may_edit_mechanisms(actor: Person) -> bool:
    """Enter a mechanism or a new version of one: the head of the supervision office."""
    return actor.has_role(Role.HEAD)


def may_read_practice(actor: Person) -> bool:
    """Everybody who logs in may know how lights are given."""
    return actor.is_active


def may_edit_practice(actor: Person) -> bool:
    """Choose regime and mechanism, enter a regime: the head of the supervision office."""
    return actor.has_role(Role.HEAD)


def may_see_intake(actor: Person, oversight: "Oversight", keeper_id: int | None) -> bool:
    """See one meeting or instruction."""
    return may_see_all(actor) or oversight.covers(keeper_id)


def may_record_intake(oversight: "Oversight") -> bool:
    """Enter meetings and instructions at all."""
    return bool(oversight)


def may_record_for(oversight: "Oversight", keeper_id: int | None) -> bool:
    """Enter, edit and confirm the meetings and instructions of one keeper."""
    return oversight.covers(keeper_id)


def may_instruct(actor: Person) -> bool:
    """Give an instruction in one's own name: city leaders."""
    return actor.has_role(Role.CITY_LEADER)


def may_enter_notices(actor: Person) -> bool:
    """Enter the holiday notice of a year: who keeps the system, who heads supervision."""
    return actor.has_role(Role.ADMINISTRATOR, Role.HEAD)


def may_keep_calendar(actor: Person) -> bool:
    """Reach the calendar from the rail: who works on no task and so has no tabs."""
    return actor.has_role(Role.ADMINISTRATOR)


def may_ask(standing: "Standing") -> bool:
    """Ask for an extension, to send back, to suspend: who speaks for the task."""
    return standing.speaks_for_the_task


def may_sign_request(leads: frozenset[int], unit_id: int) -> bool:
    """Sign what a unit asks: its leader. `leads`: the units whose leader the person is."""
    return unit_id in leads


def may_withdraw_request(standing: "Standing", unit_id: int) -> bool:
    """Withdraw what a unit asked: whoever acts for the unit."""
    return any(answer.unit_id == unit_id for answer in standing.units)


def may_resume(standing: "Standing") -> bool:
    """Let a paused clock run again: who supervises the task."""
    return standing.supervises


def took_part(person: Person, request: "Request") -> bool:
    """Whether a person asked or signed a request: nobody decides on their own."""
    return person.pk in (request.asked_by_id, request.signed_by_id)


def may_issue_slip(standing: "Standing") -> bool:
    """Issue, return and lift slips: who supervises the task."""
    return standing.supervises


def may_urge(standing: "Standing") -> bool:
    """Urge the units of a task: who supervises it."""
    return standing.supervises


def may_answer_slip(standing: "Standing") -> bool:
    """Answer a slip: who speaks for the task."""
    return standing.speaks_for_the_task


def gave_answer(person: Person, slip: "Slip") -> bool:
    """Whether a person gave or signed the answer: nobody decides on their own."""
    return person.pk in (slip.given_by_id, slip.signed_by_id)


def may_open_recheck(actor: Person) -> bool:
    """Draw closed tasks for a re-check: the head of the supervision office."""
    return actor.has_role(Role.HEAD)


def may_read_rechecks(actor: Person) -> bool:
    """Read what was drawn and found: everybody who reads all tasks."""
    return may_see_all(actor)


def may_check_again(actor: Person) -> bool:
    """Be given drawn tasks to check: auditors and the supervision office."""
    return actor.has_role(*CHECKERS)


def may_review_report(standing: "Standing", filed: "Filed", leads: Collection[int]) -> bool:
    """Review a report or plan: who supervises the task; for a report that the unit's leader
    reviews also that leader. `leads`: the units the person leads. Nobody reviews their own."""
    as_leader = filed.reviewer == Reviewer.LEADER and filed.unit_id in leads
    return standing.supervises or as_leader


def may_record_rating(standing: "Standing") -> bool:
    """Record what the public says of a task: who supervises it."""
    return standing.supervises


def may_compare_units(actor: Person, oversight: "Oversight", keeper_id: int | None) -> bool:
    """Read the rates of every unit that answers to an office: who reads all tasks, its clerks.

    Everybody else reads those of the own units, beside the mean of all.
    """
    return may_see_all(actor) or oversight.covers(keeper_id)
