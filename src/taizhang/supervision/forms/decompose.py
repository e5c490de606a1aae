"""The table by which a task is given on: a row a unit, a column a target (分解表)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.domain.snapshot import Goal
from taizhang.ledger.exchange.target_text import SIGNS, format_number, format_quantity
from taizhang.ledger.forms.fields import DayInput, QuantityField
from taizhang.organisations.models import Unit

from ..domain.parts.breakdowns import Breakdown
from ..domain.parts.decomposing import Decomposition, Part
from ..domain.parts.offices import Office
from ..enums import Spread

PLAIN_UNITS = ("万", "亿", "%")


@dataclass(frozen=True)
class Column:
    """One target of the whole over its shares; `given`: the shares of parts that are there."""

    goal: Goal
    spread: forms.BoundField
    given: Sequence[Decimal]

    @property
    def quantity(self) -> str:
        """Sign, number and unit: ≥140 家."""
        goal = self.goal
        number = format_quantity(goal.value, goal.value_max, goal.unit)
        return SIGNS[goal.op] + number  # type: ignore[index]

    @property
    def is_plain(self) -> bool:
        """Whether its numbers are written without 万 and 亿."""
        return self.goal.unit[:1] in PLAIN_UNITS

    @property
    def given_line(self) -> str:
        """The shares already given, for the sum on the screen."""
        return " ".join(format_number(share) for share in self.given)


@dataclass(frozen=True)
class Row:
    """One unit with its tick and its shares."""

    unit: Unit
    take: forms.BoundField
    cells: Sequence[tuple[Goal, forms.BoundField]]


class DecomposeForm(forms.Form):
    """Which units get a part, their shares, how each target is given on, the date."""

    due = forms.DateField(
        label=_("完成时限"),
        required=False,
        widget=DayInput(),
        help_text=_("不能晚于本任务的时限。"),
    )
    reason = forms.CharField(
        label=_("缺口说明"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
        help_text=_("份额合计少于目标时填写，例如“其余 20 家由市科技局直接培育”。"),
    )
    weights = forms.CharField(
        label=_("比重"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("每行一家：单位、比重；可从 Excel 粘贴两列。"),
    )
    names = forms.CharField(
        label=_("增加单位"),
        required=False,
        max_length=4_000,
        help_text=_("几家之间用顿号隔开。"),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        goals: Sequence[Goal],
        units: Sequence[Unit],
        office: Office,
        before: Breakdown,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.goals, self.units, self.office, self.before = goals, units, office, before
        for goal in goals:
            self.fields[f"spread-{goal.key}"] = forms.ChoiceField(
                label=_("%(indicator)s的分解方式") % {"indicator": goal.indicator},
                choices=Spread.choices,
            )
        for unit in units:
            self._add_row(unit)

    def _add_row(self, unit: Unit) -> None:
        self.fields[f"take-{unit.pk}"] = forms.BooleanField(label=unit.name, required=False)
        for goal in self.goals:
            field = QuantityField(label=f"{unit.name} {goal.indicator}", required=False)
            field.widget.attrs |= {
                "aria-label": field.label,
                "class": "share",
                "data-share": str(goal.key),
                "autocomplete": "off",
            }
            self.fields[f"share-{unit.pk}-{goal.key}"] = field

    @property
    def columns(self) -> list[Column]:
        """The targets over the table."""
        return [
            Column(goal, self[f"spread-{goal.key}"], self.before.shares_of(goal.key))
            for goal in self.goals
        ]

    @property
    def rows(self) -> list[Row]:
        """The units that may get a part."""
        return [
            Row(
                unit,
                self[f"take-{unit.pk}"],
                [(goal, self[f"share-{unit.pk}-{goal.key}"]) for goal in self.goals],
            )
            for unit in self.units
        ]

    def decomposition(self) -> Decomposition:
        """What the operation takes; only of units that are ticked."""
        cleaned = self.cleaned_data
        parts = [
            Part(
                unit,
                {
                    goal.key: share
                    for goal in self.goals
                    if (share := cleaned[f"share-{unit.pk}-{goal.key}"]) is not None
                },
            )
            for unit in self.units
            if cleaned[f"take-{unit.pk}"]
        ]
        spreads = {goal.key: Spread(cleaned[f"spread-{goal.key}"]) for goal in self.goals}
        return Decomposition(parts, spreads, cleaned["due"], cleaned["reason"], self.office.keeper)


def cell_text(value: Decimal, unit: str) -> str:
    """A share as it stands in its cell: 7, 8.82万; without the unit of measure."""
    return format_number(value) if unit[:1] in PLAIN_UNITS else format_quantity(value)


def values_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed so far, to be shown again with other shares."""
    kept = ("take-", "share-", "spread-")
    plain = ("due", "reason", "weights")
    return {name: value for name, value in data.items() if name.startswith(kept) or name in plain}
