"""Deliveries for the administrator (消息投递)."""

from datetime import date

from django.db.models import Count, QuerySet

from ...enums import DeliveryState
from ...models import Delivery


def deliveries_matching(
    *, state: str = "", channel: str = "", day: date | None = None
) -> QuerySet[Delivery]:
    """Deliveries with digest and person, the latest day first, within a day what failed first."""
    wanted = {"state": state, "channel": channel, "digest__day": day}
    found = Delivery.objects.filter(**{name: value for name, value in wanted.items() if value})
    return found.select_related("digest__person").order_by("-digest__day", "state", "-id")


def count_states(day: date) -> dict[str, int]:
    """How many deliveries of the day stand in each state, zeros included."""
    rows = (
        Delivery.objects.filter(digest__day=day)
        .order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
    )
    return {**dict.fromkeys(DeliveryState.values, 0), **dict(rows)}
