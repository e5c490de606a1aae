"""Put a bulletin together: numbers, what people chose, words (成稿). No rows are written here."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings

from taizhang.calendars import DayUnit, local_day
from taizhang.organisations.enums import UnitKind
from taizhang.organisations.models import Unit
from taizhang.supervision.domain.rules.calendar import calendar_in_force

from ...models import Bulletin, BulletinTemplate
from ..asked import Asked
from ..figures.gathering import Gathered, Numbers, canonical, numbers_from
from ..figures.keeping import KeptRows, rows_to_keep
from ..periods import read_period
from ..queries.units import read_book
from ..wording.writing import answer_days, write_words


@dataclass(frozen=True, slots=True)
class Composed:
    """A bulletin as it would be kept: `numbers` and `words` are plain JSON."""

    numbers: Numbers
    words: Mapping[str, Any]
    template: BulletinTemplate
    rows: KeptRows

    @property
    def digest(self) -> str:
        """What two bulletins that say the same have in common (内容哈希)."""
        return digest_of(canonical(self.numbers), canonical(self.words), self.template.sha256)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What people choose: by when named units answer, and which are named (None: proposed)."""

    answer_by: date | None = None
    named: Collection[int] | None = None


def digest_of(numbers: str, words: str, template_sha256: str) -> str:
    """SHA-256 over the canonical texts and the words' template, a line each."""
    return sha256("\n".join([numbers, words, template_sha256]).encode()).hexdigest()


def compose(asked: Asked, template: BulletinTemplate, chosen: Chosen | None = None) -> Composed:
    """Gather and write. Raises TemplateRefusedError."""
    chosen = chosen or Chosen()
    numbers, rows = _counted(Gathered(asked))
    proposed = _able_to_answer(proposed_units(numbers))
    named = [list(each) for each in proposed if chosen.named is None or each[0] in chosen.named]
    due = chosen.answer_by or default_answer_day(asked, template)
    given = {"answer_by": due.isoformat(), "named": named, "site": settings.SITE_URL}
    return _written(numbers | {"given": given}, rows, template)


def _counted(found: Gathered) -> tuple[Numbers, KeptRows]:
    """The numbers with the hash of the rows they count, and these rows."""
    rows = rows_to_keep(found)
    return numbers_from(found) | {"rows": rows.digest}, rows


def _written(numbers: Numbers, rows: KeptRows, template: BulletinTemplate) -> Composed:
    return Composed(numbers, write_words(numbers, template.body), template, rows)


def compose_again(bulletin: Bulletin) -> Composed:
    """The same bulletin gathered and written anew, with the units as it kept them."""
    kept: Numbers = json.loads(bulletin.numbers)
    found = Gathered(asked_of(kept), read_book(kept["book"]))
    numbers, rows = _counted(found)
    return _written(numbers | {"given": kept["given"]}, rows, bulletin.template)


def asked_of(numbers: Numbers) -> Asked:
    """What a bulletin was asked for."""
    said = numbers["asked"]
    return Asked(
        read_period(said["period"]),
        date.fromisoformat(said["day"]),
        datetime.fromisoformat(said["known_at"]),
        said["keeper"],
    )


def proposed_units(numbers: Numbers) -> list[tuple[int, str, str]]:
    """The units of the worst numbers, with how many of theirs are behind, in their order."""
    worst = set(numbers["worst"])
    wanted = {pk for item in numbers["items"] if item["id"] in worst for pk in item["units"]}
    units = {unit.id: unit for unit in read_book(numbers["book"]).units.values()}
    counts = {
        pk: sum(pk in item["units"] and item["pace"] == "behind" for item in numbers["items"])
        for pk in wanted
    }
    order = sorted(wanted, key=lambda pk: (units[pk].position, pk))
    return [(pk, units[pk].name, f"{counts[pk]}项指标进度滞后") for pk in order]


def _able_to_answer(units: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Without collective names (各县区): nobody acts for them."""
    ids = [pk for pk, _name, _why in units]
    collective = Unit.objects.filter(pk__in=ids, kind=UnitKind.COLLECTIVE)
    without = set(collective.values_list("pk", flat=True))
    return [unit for unit in units if unit[0] not in without]


def default_answer_day(asked: Asked, template: BulletinTemplate) -> date:
    """The last day to answer: so many working days after the day the numbers were read."""
    days = answer_days(template.body)
    calendar = calendar_in_force(known_at=asked.known_at)
    return calendar.count(local_day(asked.known_at), days, DayUnit.WORKING).due
