"""What is chosen when tasks are dispatched (交办选项): the forms of rooms above, as one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms

from ..models import Task
from ..registry import dispatch_choices


class DispatchForm(forms.Form):
    """The fields of every registered choice, each under the prefix of its name.

    `tasks`: those to be dispatched, as far as they are known when the form is shown.
    """

    def __init__(
        self, data: Mapping[str, Any] | None, *, tasks: Sequence[Task], now: datetime
    ) -> None:
        super().__init__(data, auto_id="id_DispatchForm_%s")
        self.parts = {
            choice.name: choice.form(data, prefix=choice.name, tasks=tasks, now=now)
            for choice in dispatch_choices()
        }
        for part in self.parts.values():
            for name, field in part.fields.items():
                self.fields[part.add_prefix(name)] = field
                self.initial[part.add_prefix(name)] = part.get_initial_for_field(field, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for part in self.parts.values():
            for name, errors in part.errors.items():
                field = part.add_prefix(name) if name in part.fields else None
                if field not in self.errors:
                    self.add_error(field, errors)
        return cleaned

    def choices(self) -> dict[str, dict[str, Any]]:
        """What was chosen, under the name of each choice."""
        return {name: part.cleaned_data for name, part in self.parts.items()}
