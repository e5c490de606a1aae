"""Figures that a person gives (报数): what they would change, what is doubtful, and taking them.

Page, file and interface share this road; what they take goes through `record_observations`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import unit_ids_for
from taizhang.organisations.models import Unit

from ...enums import Source, Way
from ...models import Submission
from ..errors import FigureProblem
from ..observing import record_observations
from ..observing.checking import Ground, last_figures, problems_of
from ..queries.series import known_series
from ..types import FigureInput
from .doubts import Doubt, doubts_about
from .numbers import Written
from .slots import Slot, load_slots


class Change(TextChoices):
    """What a figure changes (变化)."""

    NEW = "new", _("新报")
    REVISED = "revised", _("修订")
    SAME = "same", _("未变")


@dataclass(frozen=True, slots=True)
class Filled:
    """A figure as it was filled in, for the end of a day."""

    series_id: int
    day: date
    written: Written
    is_final: bool = True
    note: str = ""

    @property
    def row(self) -> FigureInput:
        """What the door takes."""
        return FigureInput(self.series_id, self.day, self.written.value, self.is_final, self.note)


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure with what it changes and what is doubtful about it."""

    filled: Filled
    slot: Slot
    change: Change
    doubts: tuple[Doubt, ...]


def judge_figures(filled: Sequence[Filled]) -> list[Judged]:
    """What each figure would change, in their order: a constant number of queries. Those of
    series that do not exist are left out."""
    slots = load_slots((each.series_id, each.day) for each in filled)
    found = ((each, slots.get((each.series_id, each.day))) for each in filled)
    return [_judge(each, slot) for each, slot in found if slot is not None]


def find_problems(
    rows: Sequence[FigureInput], *, way: Way, actor: Person, as_of: datetime
) -> list[FigureProblem]:
    """What the door would refuse, without taking anything: three queries."""
    today = timezone.localdate(as_of)
    ground = Ground(
        series=known_series([row.series_id for row in rows]),
        last=last_figures(rows, Source.OFFICE),
        today=today,
        way=way,
        actor=actor,
        acting=unit_ids_for(actor, on=today),
    )
    return problems_of(rows, ground)


def give_figures(
    judged: Sequence[Judged], *, way: Way, actor: Person, as_of: datetime, **options: Any
) -> Submission:
    """Take the figures as those of the office, all or none. Pages and files leave out what changes
    nothing (`changing`).

    `options` are those of the door: `file`, `file_name`, `key`, `body_hash`.

    Raises:
        FiguresRefusedError: some cannot be taken; it says of each why.
        IndicatorError: there are none; the key was used for something else.
    """
    return record_observations(
        [each.filled.row for each in judged],
        source=Source.OFFICE,
        way=way,
        actor=actor,
        as_of=as_of,
        unit=_only_supplier(judged) if judged else None,
        **options,
    )


def changing(judged: Sequence[Judged]) -> list[Judged]:
    """Those that change something."""
    return [each for each in judged if each.change != Change.SAME]


def _only_supplier(judged: Sequence[Judged]) -> Unit | None:
    """The unit that supplies all of these series, where it is one."""
    first, *others = {each.slot.series.office_id for each in judged}
    return None if others or first is None else Unit.objects.get(pk=first)


def _judge(filled: Filled, slot: Slot) -> Judged:
    asked = doubts_about(filled.written.value, slot.setting(filled.written.unit))
    return Judged(filled, slot, _change(filled, slot), tuple(asked))


def _change(filled: Filled, slot: Slot) -> Change:
    if slot.own is None:
        return Change.NEW
    own = slot.own
    same = own.value == filled.written.value and own.is_final == filled.is_final
    return Change.SAME if same and filled.note in ("", own.note) else Change.REVISED
