"""What units ask about the clock, and what is answered (延期、回退、挂账的表单)."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from taizhang.calendars import WorkCalendar
from taizhang.ledger.forms.acts import UnitsForm
from taizhang.ledger.forms.fields import DayInput, long_text
from taizhang.ledger.forms.reports import ReportForm
from taizhang.organisations.models import Unit

from ..domain.requests.requesting import Asked
from ..enums import RequestKind, SuspensionCause


class AskForm(ReportForm):
    """Why, how far the work is, and files; files are kept when the form comes back."""

    reason = long_text(_("理由"), required=True)
    progress = long_text(_("目前进展"))

    def __init__(self, *args: Any, calendar: WorkCalendar, **options: Any) -> None:
        super().__init__(*args, targets=(), **options)
        self.calendar = calendar
        del self.fields["text"], self.fields["percent"]
        self.fields["attachments"].label = _("证明材料")

    def asked(self) -> Asked:
        """What the operation takes."""
        cleaned = self.cleaned_data
        return Asked(cleaned["reason"], cleaned["progress"], tuple(self.files_kept))

    def said(self) -> dict[str, Any]:
        """What only this kind of request says, as the operation names it."""
        raise NotImplementedError

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields before the files, in their order."""
        last = ("attachments", "kept")
        return [field for field in self.visible_fields() if field.name not in last]


class _DayForm(AskForm):
    """A request that names a day; a day off is taken only when it is confirmed."""

    keep_day_off = forms.BooleanField(label=_("就用这一天（不是工作日）"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self._is_off(self._typed_day()):
            del self.fields["keep_day_off"]

    def _typed_day(self) -> date | None:
        try:
            return date.fromisoformat(self.data.get("due", ""))
        except ValueError:
            return None

    def _is_off(self, day: date | None) -> bool:
        return day is not None and not self.calendar.is_working(day)

    def clean_due(self) -> date:
        """The day, once a day off is wanted."""
        day: date = self.cleaned_data["due"]
        if self._is_off(day) and not self.data.get("keep_day_off"):
            raise forms.ValidationError(
                _("%(day)s是%(weekday)s，不是工作日，其后的工作日是 %(next)s；确要用它请勾选。"),
                params={
                    "day": day,
                    "weekday": WEEKDAYS[day.weekday()],
                    "next": self.calendar.roll_on(day),
                },
            )
        return day


_PREVIEW = {  # a change of the day shows what it means before anything is sent
    "hx-get": "",
    "hx-trigger": "change",
    "hx-target": "#effect",
    "hx-select": "#effect",
    "hx-swap": "outerHTML",
}


class ExtensionForm(_DayForm):
    """More time."""

    field_order = ("due", "keep_day_off", "reason", "progress")
    due = forms.DateField(label=_("申请延期至"), widget=DayInput(_PREVIEW))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["progress"].required = True
        self.fields["reason"].help_text = _("为什么不能按期办结，已经采取什么措施。")

    def said(self) -> dict[str, Any]:
        return {"due": self.cleaned_data["due"]}


class SuspensionForm(_DayForm):
    """The clock stops until a day."""

    field_order = ("cause", "due", "keep_day_off", "reason", "progress")
    cause = forms.ChoiceField(
        label=_("挂账原因"), choices=[("", _("请选择")), *SuspensionCause.choices]
    )
    due = forms.DateField(
        label=_("再议日期"),
        widget=DayInput(),
        help_text=_("到这一天自动恢复计时；督查机构可以提前恢复。"),
    )

    def said(self) -> dict[str, Any]:
        return {"until": self.cleaned_data["due"], "cause": self.cleaned_data["cause"]}


class SendBackForm(AskForm):
    """Other units should do it."""

    field_order = ("reason", "suggested", "progress")
    suggested = forms.CharField(
        label=_("建议承办单位"),
        required=False,
        max_length=4_000,
        help_text=_("几家之间用顿号隔开；不清楚的可以不填。"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = _("回退理由（职责依据）")
        self.fields["reason"].help_text = _("写明职责分工的文件和条款。")
        self.units: dict[str, Unit | None] = {}

    def said(self) -> dict[str, Any]:
        return {"suggested": [unit.pk for unit in self.units.values() if unit is not None]}


ASK_FORMS: dict[RequestKind, type[AskForm]] = {
    RequestKind.EXTENSION: ExtensionForm,
    RequestKind.SEND_BACK: SendBackForm,
    RequestKind.SUSPENSION: SuspensionForm,
}


class SeenForm(forms.Form):
    """An answer to the request that the page showed."""

    seen = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, seen: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seen"].initial = seen.isoformat()


class SignForm(SeenForm):
    text = long_text(_("签批意见"), rows=2)


class WithdrawForm(SeenForm):
    reason = long_text(
        _("撤回理由"), rows=2, help_text=_("单位负责人不同意提出的，也在这里写明理由后撤回。")
    )


class RefuseForm(SeenForm):
    reason = long_text(_("不同意的理由"), required=True, rows=2)


class GrantForm(SeenForm, UnitsForm):
    """A day for an extension or a suspension, units for a send-back."""

    day = forms.DateField(label=_("批准至"), widget=DayInput())
    text = long_text(_("审批意见"), rows=2)

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if kind != RequestKind.SEND_BACK:
            del self.fields["leads"], self.fields["units"]
            return
        self.order_fields(["seen", "leads", "units", "day", "text"])
        day = self.fields["day"]
        day.label, day.required = _("改交后的完成时限"), False
        day.help_text = _("不填就不变；要推迟的填一个更晚的日期。")


class ResumeForm(forms.Form):
    text = long_text(_("说明"), rows=2)


class RequestFilter(forms.Form):
    """Which requests a list shows."""

    kind = forms.ChoiceField(
        label=_("事项"), required=False, choices=[("", _("全部事项")), *RequestKind.choices]
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("单位"), required=False, empty_label=_("全部单位")
    )
