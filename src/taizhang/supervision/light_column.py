"""The light of each task on the ledger's list: column, filter, counts in the foot (亮灯)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from taizhang.indicators.domain.queries.statements import Scope
from taizhang.ledger.lists import ListCount, ListFilter, Option, register_filter
from taizhang.ledger.models import TaskVersion
from taizhang.ledger.registry import Column, register_column

from .domain.queries.desk import due_today
from .domain.queries.lights import (
    count_rules,
    labelled_sql,
    regime_at,
    tasks_with_clock,
    tasks_with_colour,
)
from .enums import Clock
from .models import SupervisedTask
from .regimes import Outcome, Regime, colour_names

DUE_TODAY = "due:today"
CLOCK = "clock:"  # before the word of a clock in the address
_OUTER = '"ledger_taskversion"."task_id"'
_MOST_ASKED = 20_000  # more tasks than this are asked for all together

# State is never colour alone: a shape and the word stand beside it. White and none have no tone.
_LOOKS = {
    "green": ("●", "green"),
    "blue": ("◆", "blue"),
    "yellow": ("▲", "yellow"),
    "orange": ("▶", "orange"),
    "red": ("■", "red"),
    "none": ("", "grey"),
}
_OTHER = ("○", "grey")


def register_light() -> None:
    """Put the light on the list."""
    register_column(Column("light", _("灯"), _annotate, _cell))
    register_filter(ListFilter("light", _("灯"), _("全部灯色"), _open))


def look_of(outcome: Outcome) -> dict[str, Any]:
    """Shape, word and tone of the chip of a light."""
    return _look(outcome.colour, outcome.label)


def _look(colour: str, label: str) -> dict[str, Any]:
    shape, tone = _LOOKS.get(colour, _OTHER)
    return {"shape": shape, "word": label, "tone": tone}


def _annotate(versions: QuerySet[TaskVersion], moment: datetime | None) -> QuerySet[TaskVersion]:
    """Colour and label of each row, in the query of the rows."""
    scope = Scope(_OUTER, moment)
    light = labelled_sql(scope, moment=moment or timezone.now())
    array: ArrayField[Any, Any] = ArrayField(TextField())
    shown = RawSQL(light.text, light.params, output_field=array)  # noqa: S611 - from constants
    return versions.annotate(light=shown)


def _cell(version: TaskVersion) -> SafeString | str:
    light = getattr(version, "light", None)
    if light is None:
        return ""
    return render_to_string("parts/chip.html", _look(*light))


@dataclass(frozen=True, slots=True)
class LightFilter:
    """Colours and clocks as a filter of the list at one moment."""

    moment: datetime
    known_at: datetime | None
    regime: Regime

    def options(self) -> Sequence[Option]:
        """The colours of the regime in force, then the clocks."""
        outcomes = sorted((rule.then for rule in self.regime.rules), key=_order)
        names = {one.colour: _colour_name(one.colour) for one in outcomes}
        clocks = [(f"{CLOCK}{clock}", clock.label) for clock in Clock]
        clocks.append((DUE_TODAY, _("今天到期")))
        return [(str(_("灯色")), list(names.items())), (str(_("时钟")), clocks)]

    def select(self, versions: QuerySet[TaskVersion], value: str) -> QuerySet[TaskVersion]:
        """The rows whose light has a colour, or whose clock stands at a word."""
        if value == DUE_TODAY:
            rows = due_today(SupervisedTask.objects.at(self.known_at), moment=self.moment)
            return versions.filter(Exists(rows.filter(task=OuterRef("task"))))
        scope = Scope(_few(versions), self.known_at)
        if value.startswith(CLOCK):
            clock = value.removeprefix(CLOCK)
            found = tasks_with_clock(scope, clock, moment=self.moment)
        else:
            found = tasks_with_colour(self.regime, value, scope, moment=self.moment)
        return versions.filter(task_id__in=RawSQL("SELECT unnest(%s::bigint[])", (found,)))

    def count(self, task_ids: Sequence[int]) -> list[ListCount]:
        """How many rows show each colour; a colour with one label carries it."""
        found = count_rules(self.regime, Scope(task_ids, self.known_at), moment=self.moment)
        counts = []
        for colour, same in groupby(sorted(found, key=_order), key=lambda one: one.colour):
            outcomes = list(same)
            word = outcomes[0].label if len(outcomes) == 1 else _colour_name(colour)
            number = sum(found[one] for one in outcomes)
            counts.append(ListCount(**_look(colour, word), number=number, value=colour))
        return counts


def _open(moment: datetime | None, now: datetime) -> LightFilter:
    then = moment or now
    return LightFilter(then, moment, regime_at(then, moment))


def _order(outcome: Outcome) -> tuple[int, str, str]:
    known = list(colour_names())
    place = known.index(outcome.colour) if outcome.colour in known else len(known)
    return place, outcome.colour, outcome.label


def _colour_name(colour: str) -> str:
    return colour_names().get(colour, colour)


def _few(versions: QuerySet[TaskVersion]) -> list[int] | None:
    """The tasks of the rows; None for so many that asking for all tasks is quicker."""
    ids = list(versions.order_by().values_list("task_id", flat=True)[: _MOST_ASKED + 1])
    return ids if len(ids) <= _MOST_ASKED else None
