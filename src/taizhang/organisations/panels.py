"""What units add to the people pages: memberships of a person, posts in the list (任职)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.accounts.registry import PersonPanel

from .models import Membership
from .permissions import may_appoint, may_read_units


def posts_held(people: Iterable[Person], on: date) -> dict[int, list[str]]:
    """Unit and role of every membership in force, by person."""
    posts: dict[int, list[str]] = defaultdict(list)
    held = Membership.objects.on(on).filter(person__in=list(people)).select_related("unit")
    for membership in held:
        role = membership.get_role_display()
        posts[membership.person_id].append(f"{membership.unit.name} {role}")
    return posts


def _memberships(actor: Person, person: Person) -> dict[str, Any]:
    today = timezone.localdate()
    rows = Membership.objects.filter(person=person).select_related("unit").order_by("-starts")
    return {
        "memberships": [(held, held.holds_on(today)) for held in rows],
        "may_appoint": may_appoint(actor),
        "may_read_units": may_read_units(actor),
    }


PERSON_PANEL = PersonPanel("organisations/parts/person_memberships.html", _memberships)
