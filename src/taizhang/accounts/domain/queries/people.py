"""The list of people (人员列表)."""

from django.db.models import Q, QuerySet

from ...models import Person


def people_matching(*, q: str = "", role: str = "", state: str = "") -> QuerySet[Person]:
    """People by part of a name, by role, active or not; the active first."""
    people = Person.objects.order_by("-is_active", "name", "username")
    if q:
        people = people.filter(Q(name__icontains=q) | Q(username__icontains=q))
    if role:
        people = people.filter(roles__contains=[role])
    return people.filter(is_active=state == "active") if state else people
