"""Who had no part in a task and so can check it again (独立复核人)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.models import Assignment, Event
from taizhang.organisations.domain.acting import people_acting_for

from ...models import RecheckItem
from ...permissions import CHECKERS


def independent_checkers(task_ids: Collection[int], *, on: date) -> dict[int, list[Person]]:
    """For each task the active auditors and people of the supervision office who never acted on
    it and act for none of its units, auditors first: four queries, however many tasks."""
    people = list(
        Person.objects.filter(is_active=True, roles__overlap=sorted(CHECKERS)).order_by("pk")
    )
    people.sort(key=lambda person: not person.has_role(Role.AUDITOR))
    involved = _involved(task_ids, on)
    return {
        task_id: [person for person in people if person.pk not in involved[task_id]]
        for task_id in task_ids
    }


def _involved(task_ids: Collection[int], on: date) -> dict[int, set[int]]:
    """Everybody who ever did anything to the task, and who acts for its units, then or now."""
    involved: dict[int, set[int]] = defaultdict(set)
    checks = ("rechecked", "false_evidence_found")  # to check again is no part in it
    acts = Event.objects.filter(task__in=task_ids).exclude(type__in=checks).order_by()
    for task_id, actor_id in acts.values_list("task_id", "actor_id").distinct():
        involved[task_id].add(actor_id)
    held = Assignment.objects.filter(task__in=task_ids).order_by()
    pairs = set(held.values_list("task_id", "unit_id"))
    acting = people_acting_for({unit_id for _task, unit_id in pairs}, on=on)
    for task_id, unit_id in pairs:
        involved[task_id].update(person.pk for person in acting.get(unit_id, ()))
    return involved


def share_out(
    drawn: Sequence[int], eligible: Mapping[int, Sequence[Person]]
) -> dict[int, Person | None]:
    """A checker for each drawn task: of those who can, the one with the fewest tasks waiting."""
    people = {person.pk for able in eligible.values() for person in able}
    waiting = _waiting(people)
    chosen: dict[int, Person | None] = {}
    for task_id in drawn:
        able = eligible[task_id]
        chosen[task_id] = min(able, key=lambda person: waiting[person.pk], default=None)
        if (checker := chosen[task_id]) is not None:
            waiting[checker.pk] += 1
    return chosen


def _waiting(people: Iterable[int]) -> dict[int, int]:
    waiting = dict.fromkeys(people, 0)
    open_items = RecheckItem.objects.filter(result="", checker__in=waiting).order_by()
    for checker_id in open_items.values_list("checker_id", flat=True):
        if checker_id is not None:
            waiting[checker_id] += 1
    return waiting
