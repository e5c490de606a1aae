"""Under which mechanism tasks are dispatched (交办选项)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.calendars import local_day
from taizhang.ledger.models import Task

from ..domain.rules.practice import practice_on
from ..domain.rules.versioning import versions_in_force
from ..models import MechanismVersion


class MechanismChoiceForm(forms.Form):
    """Mechanism and kind of matter, as the office's practice has them unless another is chosen.

    `cleaned_data` is `{"mechanism": id of the version, "kind": its key}`, empty where nothing was
    chosen: then the office's practice decides when the tasks are dispatched.
    """

    how = forms.ChoiceField(label=_("督办机制"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        prefix: str,
        tasks: Sequence[Task],
        now: datetime,
    ) -> None:
        super().__init__(data, prefix=prefix)
        day = local_day(now)
        versions = versions_in_force(on=day)
        field = self.fields["how"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(version.name, _kinds(version)) for version in versions]
        practice = practice_on(day)
        default = next((one for one in versions if one.key == practice.mechanism), None)
        if default is not None:
            self.initial["how"] = f"{default.pk}:{practice.kind}"
        else:
            field.choices = [("", _("请选择")), *field.choices]

    def clean(self) -> dict[str, Any]:
        return chosen_by(self.cleaned_data.get("how") or "")


def chosen_by(how: str) -> dict[str, Any]:
    """What a value of the choice means; "" leaves it to the practice."""
    if not how:
        return {}
    version, kind = how.split(":", 1)
    return {"mechanism": int(version), "kind": kind}


def _kinds(version: MechanismVersion) -> list[tuple[str, str]]:
    """A choice for each kind; the name of the mechanism stands with it, for what is chosen shows
    without its group."""
    return [
        (f"{version.pk}:{kind.key}", f"{version.name} · {kind.name}")
        for kind in version.mechanism.kinds
    ]
