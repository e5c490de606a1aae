"""Forms of runs (评定的表单)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.schemes import schemes

from ..enums import RunState


def scheme_choices() -> list[tuple[str, str]]:
    """Every scheme, in the order of the chapters."""
    return [(name, scheme.definition.title) for name, scheme in schemes().items()]


class RunFilter(forms.Form):
    """Which runs are listed, as the address says it."""

    scheme = forms.ChoiceField(label=_("办法"), required=False)
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部状态")), *RunState.choices]
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("全部办法")), *scheme_choices()]
        self.fields["scheme"].choices = choices  # type: ignore[attr-defined]
