"""What the office used, uses and will use, with the names of things (督查口径)."""

from dataclasses import dataclass
from datetime import date

from taizhang.documents.domain.versions import in_force, newest_of

from ...mechanisms import Mechanism
from ...models import MechanismVersion, Practice, RegimeVersion
from ..rules.practice import practice_on, shipped_practice


@dataclass(frozen=True)
class PracticeLine:
    """A practice with the names of its regime, mechanism and kind; `holds` on the day asked."""

    practice: Practice
    regime: str
    mechanism: str
    kind: str
    holds: bool = True
    ahead: bool = False


def practice_line(practice: Practice, *, on: date) -> PracticeLine:
    """One practice."""
    return _lines([practice], on)[0]


def practice_lines(*, on: date) -> list[PracticeLine]:
    """All practices, the last to begin first; the product's own at the end: three queries."""
    rows = Practice.objects.select_related("recorded_by")
    return _lines([*rows, shipped_practice()], on)


def _lines(practices: list[Practice], on: date) -> list[PracticeLine]:
    held = practice_on(on)
    regimes = dict(RegimeVersion.objects.order_by("id").values_list("key", "name"))
    versions: dict[str, list[MechanismVersion]] = {}
    for version in MechanismVersion.objects.all():
        versions.setdefault(version.key, []).append(version)
    mechanisms = {
        key: (in_force(found, on) or newest_of(found)).mechanism for key, found in versions.items()
    }
    return [
        PracticeLine(
            one,
            regimes.get(one.regime, one.regime),
            mechanisms[one.mechanism].name if one.mechanism in mechanisms else one.mechanism,
            _kind(mechanisms.get(one.mechanism), one.kind),
            one.pk == held.pk,
            one.valid_from > on,
        )
        for one in practices
    ]


def _kind(mechanism: Mechanism | None, key: str) -> str:
    kinds = mechanism.kinds if mechanism else ()
    return next((kind.name for kind in kinds if kind.key == key), key)
