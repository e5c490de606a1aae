"""Forms of one subject and of its objections (对象与异议的表单)."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.forms.fields import long_text
from taizhang.organisations.domain.queries.units import live_units

from ..domain.running.corrections import Correction

Cells = Sequence[tuple[Correction, str]]


class ObjectForm(forms.Form):
    """What a unit says against its result."""

    text = long_text(
        _("异议内容"), required=True, rows=4, help_text=_("写明哪一项、应当是多少、凭什么。")
    )


class RecordForm(ObjectForm):
    """What a subject said on paper or by telephone, recorded by the office."""

    said_by = forms.CharField(
        label=_("提出人"), max_length=128, help_text=_("哪个单位、哪个人，什么方式提出。")
    )


class RejectForm(forms.Form):
    """Why the result stands."""

    text = long_text(_("答复"), required=True, rows=4)


class UpholdForm(forms.Form):
    """The one cell that was wrong, and what should stand there."""

    cell = forms.ChoiceField(label=_("更正哪一格"), help_text=_("只更正一格，其他数据不变。"))
    new = forms.CharField(label=_("新值"), required=False, max_length=512)
    text = long_text(_("答复"), required=True, rows=3)

    def __init__(self, *args: Any, cells: Cells, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("请选择")), *((_value(cell), label) for cell, label in cells)]
        self.fields["cell"].choices = choices  # type: ignore[attr-defined]

    @property
    def correction(self) -> Correction:
        """The correction that was chosen; the old value is the one that the page showed."""
        row_key, column, old = json.loads(self.cleaned_data["cell"])
        return Correction(row_key, column, old, self.cleaned_data["new"].strip())


def _value(cell: Correction) -> str:
    return json.dumps([cell.row_key, cell.column, cell.old], ensure_ascii=False)


class TieForm(forms.Form):
    """Which unit a subject is."""

    unit = forms.ModelChoiceField(
        label=_("对应单位"),
        queryset=live_units(),
        required=False,
        empty_label=_("没有单位（纸质送达）"),
    )
