"""Forms of the mechanism pages: the numbers of a mechanism, or its whole text (督办机制)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.forms.people import FilterForm, day_input
from taizhang.calendars import DayUnit
from taizhang.papers.strict_yaml import MAX_CHARACTERS

from ..mechanisms import Mechanism, Reports, Step, Within

TERM_UNITS = [
    (DayUnit.CALENDAR.value, gettext_lazy("天")),
    (DayUnit.WORKING.value, gettext_lazy("工作日")),
    (DayUnit.MONTH.value, gettext_lazy("个月")),
]


class TrialDay(forms.DateField):
    """A day of assignment to count from, within the years people plan in."""

    def __init__(self, **options: Any) -> None:
        bounds = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 1, 1))]
        help_text = options.pop("help_text", gettext_lazy("只用来试算，不保存。"))
        super().__init__(
            label=gettext_lazy("试算交办日"),
            widget=day_input(),
            validators=bounds,
            help_text=help_text,
            **options,
        )


class TrialForm(FilterForm):
    """The day of assignment to try the due days for; an older version to look at."""

    start = TrialDay(required=False, help_text="")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TextForm(forms.Form):
    """The whole text of a mechanism as YAML."""

    start = TrialDay()
    body = forms.CharField(
        label=gettext_lazy("机制内容（YAML）"),
        max_length=MAX_CHARACTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "class": "code", "spellcheck": "false"}),
        help_text=gettext_lazy("生效日期写在 valid_from；已在办理的任务仍按交办时的版本。"),
    )

    def clean_body(self) -> str:
        """Line ends as YAML and the digest want them."""
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").replace("\r", "\n")


class TermField(forms.MultiValueField):
    """A term: number, unit, and whether it moves off a day off; gives `Within`."""

    def __init__(self, *, label: str, may_roll: bool = True) -> None:
        number = forms.IntegerField(min_value=0, max_value=3660)
        parts: list[forms.Field] = [number, forms.ChoiceField(choices=TERM_UNITS)]
        if may_roll:
            parts.append(forms.BooleanField(required=False))
        super().__init__(
            parts,
            label=label,
            widget=TermWidget(label, may_roll=may_roll),
            require_all_fields=False,
            error_messages={"incomplete": _("请填写期限。"), "required": _("请填写期限。")},
        )

    def compress(self, data_list: Any) -> Within:
        """`Within` from its parts."""
        number, unit, *roll = data_list
        return Within(number, DayUnit(unit), bool(roll and roll[0]))


class TermWidget(forms.MultiWidget):
    """Number, unit and the box for moving, on one line."""

    template_name = "supervision/widgets/term.html"

    def __init__(self, label: str, *, may_roll: bool) -> None:
        unit = _("%s：单位") % label
        parts: list[forms.Widget] = [
            forms.NumberInput(attrs={"class": "short", "aria-label": label}),
            forms.Select(choices=TERM_UNITS, attrs={"aria-label": unit}),
        ]
        if may_roll:
            parts.append(forms.CheckboxInput())
        super().__init__(parts)

    def decompress(self, value: Within | None) -> list[Any]:
        """The parts of a term."""
        if value is None:
            return [None, DayUnit.CALENDAR.value, False][: len(self.widgets)]
        return [value.number, value.unit.value, value.roll][: len(self.widgets)]


class LinesField(forms.CharField):
    """Texts, one a line."""

    def __init__(self, *, label: str, initial: Sequence[str]) -> None:
        super().__init__(
            label=label,
            required=False,
            initial="\n".join(initial),
            widget=forms.Textarea(attrs={"rows": max(2, len(initial)), "class": "low"}),
        )

    def clean(self, value: Any) -> Any:
        """The lines that are not empty."""
        return tuple(line.strip() for line in super().clean(value).splitlines() if line.strip())


class DaysField(forms.CharField):
    """Numbers of days, separated by 、 or commas: reminders."""

    def __init__(self, *, label: str, initial: Sequence[int]) -> None:
        super().__init__(label=label, required=False, initial="、".join(map(str, initial)))

    def clean(self, value: Any) -> Any:
        """The numbers."""
        text = super().clean(value)
        for mark in "，,;； ":
            text = text.replace(mark, "、")
        parts = [part for part in text.split("、") if part]
        if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
            raise forms.ValidationError(_("请填写天数，用顿号分开，如 5、1。"))
        return tuple(map(int, parts))


@dataclass(frozen=True)
class StepRow:
    """The fields of one step, and from when it counts."""

    step: Step
    base: str
    within: forms.BoundField
    contains: forms.BoundField


class NumbersForm(forms.Form):
    """The numbers and contents people change most; the rest stays as it is."""

    valid_from = forms.DateField(
        label=gettext_lazy("新版本生效日期"),
        widget=day_input(),
        help_text=gettext_lazy("已在办理的任务仍按交办时的版本。"),
    )
    start = TrialDay()

    def __init__(self, mechanism: Mechanism, data: Any = None, **options: Any) -> None:
        self.mechanism = mechanism
        super().__init__(data, **options)
        self.fields["near"] = TermField(label=_("到期前多久算临期"), may_roll=False)
        self.fields["near"].initial = mechanism.near
        self.fields["cutoff"] = forms.TimeField(
            label=_("截止钟点"),
            required=False,
            initial=mechanism.cutoff,
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            help_text=_("之后到的算下一天；不填为 24 点。"),
        )
        for step in mechanism.steps:
            self._add_step(step)
        if mechanism.reports is not None:
            self._add_reports(mechanism.reports)

    def _add_step(self, step: Step) -> None:
        term = TermField(label=_("“%s”的期限") % step.name)
        term.initial = step.within
        self.fields[f"step-{step.key}-within"] = term
        label = _("“%s”的材料要求") % step.name
        contains = LinesField(label=label, initial=step.contains)
        self.fields[f"step-{step.key}-contains"] = contains

    def _add_reports(self, reports: Reports) -> None:
        if reports.day is not None:
            day = forms.IntegerField(label=_("报告日（期内第几日）"), min_value=1, max_value=31)
            self.fields["report-day"] = day
            day.initial = reports.day
        else:
            term = TermField(label=_("期末后多久内报告"))
            self.fields["report-after_end"] = term
            term.initial = reports.after_end
        before = DaysField(label=_("到期前几天提醒"), initial=reports.remind_before)
        after = DaysField(label=_("逾期后几天提醒"), initial=reports.remind_after)
        self.fields["report-remind_before"], self.fields["report-remind_after"] = before, after
        contains = LinesField(label=_("材料要求，每行一项"), initial=reports.contains)
        self.fields["report-contains"] = contains

    def steps(self) -> list[StepRow]:
        """The fields of every step."""
        names = {step.key: step.name for step in self.mechanism.steps}
        return [
            StepRow(
                step,
                _("自“%s”到期起算") % names[step.start] if step.start in names else _("自交办起算"),
                self[f"step-{step.key}-within"],
                self[f"step-{step.key}-contains"],
            )
            for step in self.mechanism.steps
        ]

    def reports(self) -> list[forms.BoundField]:
        """The fields of the periodic reports."""
        return self._starting("report-")

    def common(self) -> list[forms.BoundField]:
        """The fields of the whole mechanism."""
        return [self[name] for name in ("valid_from", "start", "near", "cutoff")]

    def _starting(self, prefix: str) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(prefix)]

    def changed_mechanism(self) -> Mechanism:
        """The mechanism with what was entered."""
        data = self.cleaned_data
        steps = (
            replace(
                step,
                within=data[f"step-{step.key}-within"],
                contains=data[f"step-{step.key}-contains"],
            )
            for step in self.mechanism.steps
        )
        return replace(
            self.mechanism,
            valid_from=data["valid_from"],
            near=data["near"],
            cutoff=data["cutoff"],
            steps=tuple(steps),
            reports=self._changed_reports(),
        )

    def _changed_reports(self) -> Reports | None:
        reports = self.mechanism.reports
        if reports is None:
            return None
        start = len("report-")
        fields = (name for name in self.fields if name.startswith("report-"))
        return replace(reports, **{name[start:]: self.cleaned_data[name] for name in fields})


def suggested_day(mechanism: Mechanism, today: date) -> date:
    """The day a new version begins unless people say otherwise."""
    return max(today, mechanism.valid_from)
