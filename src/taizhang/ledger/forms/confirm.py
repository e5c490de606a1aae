"""What the clerk decides before a draft becomes tasks (入账选择)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.documents.models import Draft
from taizhang.organisations.models import Unit

from ..domain.choices import Choices
from ..domain.queries.earlier import Comparison
from ..domain.queries.similar import Candidate

REPLACE, SEPARATE = "replace", "separate"


@dataclass(frozen=True)
class UnknownUnit:
    """A printed name that no unit has, and in how many rows it stands."""

    name: str
    rows: int


@dataclass(frozen=True)
class Proposed:
    """What there is to decide about a draft."""

    undecided: int
    unknown: Sequence[UnknownUnit]
    similar: Mapping[int, Sequence[Candidate]]  # by row id
    earlier: Draft | None
    changes: Sequence[Comparison]


class ConfirmForm(forms.Form):
    """One field for each thing to decide; nothing is decided silently."""

    def __init__(
        self, *args: Any, proposed: Proposed, units: Sequence[Unit], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.proposed = proposed
        if proposed.undecided:
            self.fields["accept_all"] = forms.BooleanField(
                label=_("其余 %(number)d 行没有逐行核对，按识读结果入账")
                % {"number": proposed.undecided},
                error_messages={
                    "required": gettext_lazy("还有行没有核对：请回到核对页逐行核对，或勾选这一项。")
                },
            )
        self._add_units(units)
        self._add_links()
        if proposed.earlier is not None:
            self._add_replacing()

    def _add_units(self, units: Sequence[Unit]) -> None:
        known = [("", _("登记为新单位"))] + [(str(unit.pk), unit.name) for unit in units]
        for at, unknown in enumerate(self.proposed.unknown):
            self.fields[f"unit-{at}"] = forms.ChoiceField(
                label=unknown.name, choices=known, required=False
            )

    def _add_links(self) -> None:
        for row_id, candidates in self.proposed.similar.items():
            choices = [("", _("是新的承诺，不关联"))] + [
                (str(each.version.task_id), each.version.task.number) for each in candidates
            ]
            self.fields[f"link-{row_id}"] = forms.ChoiceField(choices=choices, required=False)

    def _add_replacing(self) -> None:
        self.fields["replace"] = forms.ChoiceField(
            label=_("这份文件"),
            choices=[
                (REPLACE, _("替代旧文件：旧任务按下表由新任务接替或终止")),
                (SEPARATE, _("与旧文件并行：旧任务不变")),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": gettext_lazy("请选择这份文件是替代旧文件，还是与它并行。")},
        )
        for change in self.proposed.changes:
            if change.row_id is not None and change.task_id is not None:
                self.fields[f"successor-{change.row_id}"] = forms.BooleanField(
                    required=False, initial=True
                )
            elif change.task_id is not None:
                self.fields[f"keep-{change.task_id}"] = forms.BooleanField(required=False)

    @property
    def unit_rows(self) -> list[tuple[UnknownUnit, BoundField]]:
        """Each unknown name with its field."""
        return [(each, self[f"unit-{at}"]) for at, each in enumerate(self.proposed.unknown)]

    @property
    def change_rows(self) -> list[tuple[Comparison, BoundField | None]]:
        """Each change against the earlier version with its field."""
        return [(change, self._field_of(change)) for change in self.proposed.changes]

    def _field_of(self, change: Comparison) -> BoundField | None:
        if change.task_id is None:
            return None
        if change.row_id is None:
            return self[f"keep-{change.task_id}"]
        return self[f"successor-{change.row_id}"]

    def choices(self) -> Choices:
        """What the operation takes."""
        cleaned = self.cleaned_data
        units = {
            unknown.name: int(cleaned[f"unit-{at}"])
            for at, unknown in enumerate(self.proposed.unknown)
            if cleaned[f"unit-{at}"]
        }
        links = {
            row_id: int(cleaned[f"link-{row_id}"])
            for row_id in self.proposed.similar
            if cleaned[f"link-{row_id}"]
        }
        chosen = Choices(bool(cleaned.get("accept_all")), units, links)
        return self._replacing(chosen) if cleaned.get("replace") == REPLACE else chosen

    def _replacing(self, chosen: Choices) -> Choices:
        """The choices with what becomes of the tasks of the earlier version."""
        successors: dict[int, int] = {}
        keep: set[int] = set()
        for change in self.proposed.changes:
            if change.task_id is None:
                continue
            if change.row_id is None:
                keep |= {change.task_id} if self.cleaned_data[f"keep-{change.task_id}"] else set()
            elif self.cleaned_data[f"successor-{change.row_id}"]:
                successors[change.row_id] = change.task_id
        return replace(
            chosen, replaces=self.proposed.earlier, successors=successors, keep=frozenset(keep)
        )
