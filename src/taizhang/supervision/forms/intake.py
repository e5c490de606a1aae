"""What is entered of meetings and instructions (会议、批示录入)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.documents.domain.errors import DocumentError
from taizhang.documents.domain.storing import keep_evidence
from taizhang.ledger.domain.reports import FileInput
from taizhang.ledger.forms.fields import DayInput
from taizhang.ledger.forms.reports import FilesField
from taizhang.organisations.models import Unit

from ..domain.intake.convening import MeetingInput
from ..domain.intake.instructing import InstructionInput, QuickInstruction
from ..domain.intake.recording import MatterInput
from ..enums import Urgency
from ..models import Matter
from .dispatch import chosen_by

CITY = "city"


def _day(**options: Any) -> forms.DateField:
    widget = DayInput()
    return forms.DateField(widget=widget, **options)


def _lines(rows: int, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=False, max_length=200_000, widget=widget, **options)


class FilesForm(forms.Form):
    """Files; they are kept once the rest of the form is right."""

    attachments = FilesField(
        label=_("附件"),
        required=False,
        help_text=_("纪要、批示件的扫描件等：pdf、Word、WPS、图片、ofd，可选多个。"),
    )

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = now
        self.kept: list[FileInput] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for upload in cleaned.get("attachments") or [] if not self.errors else []:
            name = upload.name or ""
            try:
                stored = keep_evidence(upload, name=name, as_of=self.now)
            except DocumentError as error:
                self.add_error("attachments", f"{name}：{error}")
            else:
                self.kept.append(FileInput(stored, name))
        return cleaned


class RecordForm(FilesForm):
    """What meetings and instructions share: for whom, when, the lines, files."""

    def __init__(
        self, *args: Any, keepers: Sequence[Unit | None], is_new: bool = True, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.keepers = {str(keeper.pk) if keeper else CITY: keeper for keeper in keepers}
        if is_new and len(self.keepers) > 1:
            choices = [
                (key, keeper.name if keeper else _("市级")) for key, keeper in self.keepers.items()
            ]
            self.fields["keeper"] = forms.ChoiceField(label=_("督办单位"), choices=choices)
        if not is_new:
            del self.fields["text"], self.fields["attachments"]

    def clean_held_on(self) -> Any:
        """Not a day that is still to come."""
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate(self.now):
            raise forms.ValidationError(_("这一天还没有到，请更正。"), code="future")
        return day

    @property
    def keeper(self) -> Unit | None:
        """The unit whose office supervises what comes of it."""
        chosen = self.cleaned_data.get("keeper")
        return self.keepers[chosen] if chosen else next(iter(self.keepers.values()))


class MeetingForm(RecordForm):
    """A meeting with its decisions."""

    kind = forms.CharField(
        label=_("会议类别"),
        max_length=64,
        widget=forms.TextInput(attrs={"list": "meeting-kinds"}),
        help_text=_("同一类别的会议连成例会，如“周调度会”。"),
    )
    title = forms.CharField(
        label=_("会议名称"),
        max_length=256,
        help_text=_("写进任务的依据，如“市政府第12次常务会议”。"),
    )
    held_on = _day(label=_("开会日期"))
    chair = forms.CharField(label=_("主持人"), max_length=64, required=False)
    number = forms.CharField(label=_("纪要文号"), max_length=64, required=False)
    text = _lines(
        12,
        label=_("议定事项"),
        help_text=_(
            "从纪要粘贴，一行一项。单位、时限、数字自动识读，下一步可以改；不是任务的行原样保留。"
        ),
    )
    field_order = ("keeper", "kind", "title", "held_on", "chair", "number", "text", "attachments")

    def meeting(self) -> MeetingInput:
        """What the operation takes."""
        cleaned = self.cleaned_data
        return MeetingInput(
            cleaned["kind"],
            cleaned["title"],
            cleaned["held_on"],
            cleaned["chair"],
            cleaned["number"],
            cleaned.get("text", ""),
            self.keeper,
            self.kept,
        )


class InstructionForm(RecordForm):
    """A leader's remark as the office enters it."""

    leader_name = forms.CharField(label=_("批示领导"), max_length=64)
    post = forms.CharField(label=_("职务"), max_length=64, required=False)
    held_on = _day(label=_("批示日期"))
    urgency = forms.ChoiceField(label=_("缓急"), choices=Urgency.choices)
    subject = forms.CharField(
        label=_("批示对象"),
        max_length=512,
        required=False,
        help_text=_("在什么文件、信函或材料上批示的。"),
    )
    remark = forms.CharField(
        label=_("批示内容"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    text = _lines(5, label=_("办理事项"), help_text=_("一行一项；不填就从批示内容里识读。"))
    field_order = (
        "keeper",
        "leader_name",
        "post",
        "held_on",
        "urgency",
        "subject",
        "remark",
        "text",
        "attachments",
    )

    def instruction(self) -> InstructionInput:
        """What the operation takes."""
        cleaned = self.cleaned_data
        return InstructionInput(
            cleaned["leader_name"],
            cleaned["held_on"],
            cleaned["remark"],
            cleaned["post"],
            cleaned["subject"],
            cleaned["urgency"],
            cleaned.get("text", ""),
            self.keeper,
            self.kept,
        )


class QuickForm(forms.Form):
    """What, who, by when: for a leader with a phone."""

    remark = forms.CharField(
        label=_("办什么"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    units = forms.CharField(
        label=_("谁来办"),
        max_length=4_000,
        required=False,
        widget=forms.TextInput(attrs={"list": "unit-names"}),
        help_text=_("几家之间用顿号隔开；不填由督查室拟定。"),
    )
    due = _day(label=_("什么时候办完"), required=False)

    def instruction(self) -> QuickInstruction:
        """What the operation takes."""
        return QuickInstruction(**self.cleaned_data)


class LinesForm(forms.Form):
    """Further lines of a record that is there."""

    text = forms.CharField(
        label=_("补充事项"), max_length=200_000, widget=forms.Textarea(attrs={"rows": 4})
    )


class MatterForm(forms.Form):
    """The row of one line."""

    is_task = forms.BooleanField(label=_("列为任务"), required=False)
    title = forms.CharField(
        label=_("任务"), max_length=512, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    leads = forms.CharField(
        label=_("牵头单位"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    units = forms.CharField(
        label=_("责任单位"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due = _day(label=_("完成时限"), required=False)
    targets = forms.CharField(
        label=_("目标"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    how = forms.ChoiceField(label=_("督办机制"), required=False)

    def __init__(self, data: Any, *, matter: Matter, hows: Sequence[Any]) -> None:
        initial = {name: getattr(matter, name) for name in ("title", "leads", "units", "targets")}
        initial |= {"due": matter.due, "is_task": matter.kind == Matter.Kind.TASK}
        super().__init__(data, prefix=f"m{matter.pk}", initial=initial)
        self.matter = matter
        how = self.fields["how"]
        assert isinstance(how, forms.ChoiceField)
        how.choices = [("", _("机制按下方选项")), *hows]
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = _("第%(place)d行 %(field)s") % {
                "place": matter.position,
                "field": field.label,
            }
            field.widget.attrs["data-cell"] = name

    def matter_input(self) -> MatterInput:
        """What the operation takes."""
        cleaned = self.cleaned_data
        return MatterInput(
            self.matter.pk,
            cleaned["is_task"],
            cleaned["title"],
            self.matter.text,
            cleaned["leads"],
            cleaned["units"],
            cleaned["targets"],
            cleaned["due"],
        )

    @property
    def chosen(self) -> dict[str, Any]:
        """Under which mechanism this line is dispatched; empty: as all others."""
        return chosen_by(self.cleaned_data["how"])

    def unit_cells(self) -> list[str]:
        """The units as they stand in the row now; none of a line that is to be no task."""
        if not self["is_task"].value():
            return []
        return [str(self[name].value() or "") for name in ("leads", "units")]
