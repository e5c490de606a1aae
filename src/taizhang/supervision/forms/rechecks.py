"""Forms of re-checks: what to draw, what was found, who checks (复核抽查)."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.documents.domain.errors import DocumentError
from taizhang.documents.domain.storing import keep_evidence
from taizhang.ledger.domain.reports import FileInput
from taizhang.ledger.forms.fields import DayInput
from taizhang.ledger.forms.reports import FilesField
from taizhang.organisations.models import Unit

from ..domain.rechecks.rechecking import RoundPlan
from ..enums import RecheckResult


def _percent(label: Any, help_text: Any, least: Decimal) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=Decimal("99.99"),
        decimal_places=2,
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput())


class RoundForm(forms.Form):
    """The period, the keeper and how sure one wants to be."""

    closed_from = _day(_("办结自"))
    closed_to = _day(_("办结至"))
    keeper = forms.ModelChoiceField(
        label=_("督办单位"), queryset=Unit.objects.none(), required=False, empty_label=_("市级")
    )
    confidence = _percent(
        _("把握程度（%）"), _("不实的超过容许比例时，抽到至少一项的把握。"), Decimal("0.01")
    )
    tolerated = _percent(_("容许不实的比例（%）"), _("超过这个比例就应当被抽查发现。"), Decimal(0))
    seed = forms.CharField(
        label=_("种子"),
        required=False,
        max_length=64,
        help_text=_("可以用当众摇出的数字；不填由系统随机生成。种子会记录，谁都能重抽核对。"),
    )

    def __init__(self, *args: Any, keepers: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["keeper"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=keepers).order_by("name")
        if not keepers:
            del self.fields["keeper"]

    def plan(self) -> RoundPlan:
        """What the operation takes."""
        said = self.cleaned_data
        return RoundPlan(
            said.get("keeper"),
            said["closed_from"],
            said["closed_to"],
            int(said["confidence"] * 100),
            int(said["tolerated"] * 100),
        )


class FindingForm(forms.Form):
    """What the checker found."""

    result = forms.ChoiceField(
        label=_("结论"), choices=RecheckResult.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("复核情况"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("怎么核的（现场、电话、调阅原件）、看到什么；不实的写明哪一份、为什么。"),
    )
    attachments = FilesField(label=_("附件"), required=False)

    def __init__(self, *args: Any, as_of: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.as_of = as_of
        self.kept: list[FileInput] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for upload in [] if self.errors else cleaned.get("attachments") or []:
            name = upload.name or ""
            try:
                stored = keep_evidence(upload, name=name, as_of=self.as_of)
                self.kept.append(FileInput(stored, name))
            except DocumentError as error:
                self.add_error("attachments", f"{name}：{error}")
        return cleaned


class CheckerForm(forms.Form):
    """Who checks a drawn task."""

    checker = forms.ModelChoiceField(label=_("复核人"), queryset=Person.objects.none())

    def __init__(self, *args: Any, able: Sequence[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["checker"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in able])
        field.label_from_instance = _name_and_roles  # type: ignore[method-assign]


def _name_and_roles(obj: Person) -> str:
    return f"{obj.name}（{'、'.join(str(Role(role).label) for role in obj.roles)}）"


def default_period(today: date) -> dict[str, Any]:
    """Last month, at 95 % and 5 %."""
    last = date.fromordinal(today.replace(day=1).toordinal() - 1)
    return {
        "closed_from": last.replace(day=1),
        "closed_to": last,
        "confidence": 95,
        "tolerated": 5,
    }
