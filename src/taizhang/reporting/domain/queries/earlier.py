"""The bulletin before (上期通报)."""

import json
from typing import Any

from django.db.models import Exists, OuterRef

from ...enums import BulletinActKind
from ...models import Bulletin, BulletinAct, NamedUnit
from ..asked import Asked


def bulletin_before(asked: Asked) -> Bulletin | None:
    """The last bulletin of that kind and office on an earlier day, issued by that moment."""
    issued = BulletinAct.objects.filter(
        bulletin=OuterRef("pk"),
        kind=BulletinActKind.ISSUED,
        recorded_at__lte=asked.known_at,
    )
    found = Bulletin.objects.filter(
        Exists(issued), kind=asked.period.kind, keeper=asked.keeper_id, day__lt=asked.day
    )
    return found.order_by("-day", "-pk").first()


def classes_in(bulletin: Bulletin) -> dict[str, str]:
    """Number → class, as a bulletin says it."""
    numbers: dict[str, Any] = json.loads(bulletin.numbers)
    return {item["id"]: item["pace"] for item in numbers["items"]}


def answers_to(bulletin: Bulletin, asked: Asked) -> dict[str, Any]:
    """How many units a bulletin asked to answer, how many did by the moment, and the names, as
    it printed them, of those that did not."""
    named = json.loads(bulletin.numbers)["given"]["named"]
    rows = NamedUnit.objects.filter(bulletin=bulletin, answered_at__lte=asked.known_at)
    answered = set(rows.values_list("unit_id", flat=True))
    silent = [name for pk, name, _why in named if pk not in answered]
    return {"asked": len(named), "answered": len(named) - len(silent), "silent": silent}
