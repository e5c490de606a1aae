"""What the office uses from a day on; the text of a light regime (督查口径、亮灯办法)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.forms.fields import DayInput

from ..domain.rules.practice import practice_on
from ..domain.rules.regime_versions import regimes_in_force
from ..domain.rules.versioning import versions_in_force

MAX_CHARACTERS = 100_000


class PracticeForm(forms.Form):
    """From which day, which light regime, which mechanism and kind without a choice."""

    valid_from = forms.DateField(label=_("启用日期"), widget=DayInput())
    regime = forms.ChoiceField(label=_("亮灯办法"))
    how = forms.ChoiceField(
        label=_("默认督办机制"), help_text=_("交办时没有另选机制的任务按它计时；已在办理的不变。")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, today: date) -> None:
        held = practice_on(today)
        initial = {
            "valid_from": today,
            "regime": held.regime,
            "how": f"{held.mechanism}:{held.kind}",
        }
        super().__init__(data, initial=initial)
        self._choose("regime", [(one.key, one.name) for one in regimes_in_force(on=today)])
        self._choose(
            "how",
            [
                (f"{one.key}:{kind.key}", f"{one.name} · {kind.name}")
                for one in versions_in_force(on=today)
                for kind in one.mechanism.kinds
            ],
        )

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def chosen(self) -> dict[str, Any]:
        """What `record_practice` takes."""
        mechanism, kind = self.cleaned_data["how"].split(":", 1)
        return {
            "valid_from": self.cleaned_data["valid_from"],
            "regime": self.cleaned_data["regime"],
            "mechanism": mechanism,
            "kind": kind,
        }


class RegimeForm(forms.Form):
    """The whole text of a light regime as YAML."""

    body = forms.CharField(
        label=_("亮灯办法内容（YAML）"),
        max_length=MAX_CHARACTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "class": "code", "spellcheck": "false"}),
        help_text=_("规则自上而下，第一条符合的决定灯色；生效日期写在 valid_from。"),
    )

    def clean_body(self) -> str:
        """Line ends as YAML and the digest want them."""
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").replace("\r", "\n")
