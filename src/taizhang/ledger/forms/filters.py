"""The filters of the ledger list, as they stand in the address (筛选)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.documents.models import Draft
from taizhang.organisations.domain.queries.succession import with_predecessors
from taizhang.organisations.models import Unit, UnitName

from ..enums import OPEN_STATES, TaskState, UnitRole
from ..lists import list_filters
from ..models import Assignment, TaskVersion
from .fields import DayInput, MomentField
from .waiting import WAITING

OPEN, OVERDUE = "open", "overdue"
STATES = [
    ("", _("全部状态")),
    (OPEN, _("未办结")),
    (OVERDUE, _("已逾期")),
    *TaskState.choices,
    *((name, waiting.label) for name, waiting in WAITING.items()),
]
SORTS: dict[str, tuple[Any, ...]] = {
    # what came without a document (a meeting, a county's part) stands behind the documents
    "": (F("task__document_id").desc(nulls_last=True), "task__position", "task_id"),
    "number": ("task_id",),
    "-number": ("-task_id",),
    "title": ("title", "task_id"),
    "-title": ("-title", "-task_id"),
    "due": ("due", "task_id"),
    "-due": ("-due", "-task_id"),
    "state": ("state", "task_id"),
    "-state": ("-state", "-task_id"),
}
CITY = "city"  # the level of the city's own office
_CITY_ONLY = 2  # choices where no unit keeps tasks: all levels, the city's
_NUMBER = re.compile(r"[Tt]0*(\d{1,18})")


class LedgerFilter(forms.Form):
    """What the address asks for; a value that cannot be read is an error, never ignored."""

    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("关键词")}),
    )
    document = forms.ModelChoiceField(
        Draft.objects.none(), label=_("文件"), required=False, empty_label=_("全部文件")
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("单位"), required=False, empty_label=_("全部单位")
    )
    role = forms.ChoiceField(
        label=_("分工"), required=False, choices=[("", _("全部分工")), *UnitRole.choices]
    )
    state = forms.ChoiceField(label=_("状态"), required=False, choices=STATES)
    keeper = forms.ChoiceField(label=_("层级"), required=False)
    parent = forms.CharField(
        label=_("上级任务"), required=False, max_length=20, widget=forms.HiddenInput
    )
    due_from = forms.DateField(label=_("时限自"), required=False)
    due_to = forms.DateField(label=_("时限至"), required=False)
    as_of = MomentField(label=_("截至"), required=False)
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in SORTS])

    def __init__(
        self,
        *args: Any,
        now: datetime,
        documents: QuerySet[Draft],
        keepers: QuerySet[Unit],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["keeper"].choices = _levels(keepers)  # type: ignore[attr-defined]
        self._choose("document", documents.select_related("source").defer("reading"))
        self._choose("unit", Unit.objects.all())
        for name in ("due_from", "due_to"):
            self.fields[name].widget = DayInput()
        self.fields["as_of"].now = now  # type: ignore[attr-defined]
        self.fields["as_of"].widget.attrs["form"] = "ledger-filter"
        self._register(now)

    def _choose(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def _register(self, now: datetime) -> None:
        """Add the filters of other rooms; what can be chosen may depend on the moment."""
        moment = self._moment()
        self.opened = {one.name: one.open(moment, now) for one in list_filters()}
        for one in list_filters():
            options = [("", one.every), *self.opened[one.name].options()]
            field = forms.ChoiceField(label=str(one.label), required=False, choices=options)
            self.fields[one.name] = field

    def _moment(self) -> datetime | None:
        try:
            field = self.fields["as_of"]
            moment: datetime | None = field.clean(self.data.get(self.add_prefix("as_of")))
        except forms.ValidationError:
            return None  # told when the form is cleaned
        return moment

    @property
    def registered(self) -> list[forms.BoundField]:
        """The filters of other rooms, as the page shows them."""
        names = [
            one.name for one in list_filters() if not one.by_address or self.data.get(one.name)
        ]
        return [self[name] for name in names]

    def shown(self, name: str) -> str:
        """What people read for the chosen value of a filter of another room."""
        value = self.cleaned_data.get(name, "")
        field = self.fields[name]
        flat = dict(_flat(field.choices))  # type: ignore[attr-defined]
        return str(flat.get(value, value)) if value else ""

    @property
    def has_levels(self) -> bool:
        """Whether any unit but the city's office keeps tasks."""
        return len(self.fields["keeper"].choices) > _CITY_ONLY  # type: ignore[attr-defined]

    def level_label(self, keeper: str) -> str:
        """What people read for a level; "" for all of them."""
        choices = self.fields["keeper"].choices  # type: ignore[attr-defined]
        return str(dict(choices)[keeper]) if keeper else ""

    def clean_parent(self) -> int | None:
        """The number of the task whose parts are asked for."""
        text = self.cleaned_data["parent"].strip()
        if not text:
            return None
        if (number := _NUMBER.fullmatch(text)) is None:
            raise forms.ValidationError(
                _("“%(text)s”不是任务编号，编号如 T000123，请改正。"), params={"text": text}
            )
        return int(number[1])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("due_from"), cleaned.get("due_to")
        if starts and ends and starts > ends:
            self.add_error("due_to", _("时限的截止日期早于开始日期，请改正。"))
        if cleaned.get("as_of") and cleaned.get("state") in WAITING:
            self.add_error("state", _("“待办”类的状态只能看现在，请去掉截至时刻或换一个状态。"))
        return cleaned


@dataclass(frozen=True)
class Choices:
    """The filters that hold, read from the form."""

    q: str = ""
    document: Draft | None = None
    unit: Unit | None = None
    role: str = ""
    state: str = ""
    keeper: str = ""  # CITY, or the id of the unit that keeps the tasks
    parent: int | None = None
    due_from: date | None = None
    due_to: date | None = None
    as_of: datetime | None = None
    sort: str = ""
    registered: Mapping[str, str] = field(default_factory=dict)  # filters of other rooms

    @classmethod
    def of(cls, form: LedgerFilter) -> "Choices":
        """What the form could read; its errors are shown beside the list."""
        form.is_valid()
        known = {name: form.cleaned_data.get(name) for name in cls.__dataclass_fields__}
        chosen = {one.name: form.cleaned_data.get(one.name, "") for one in list_filters()}
        known["registered"] = {name: value for name, value in chosen.items() if value}
        return cls(**{name: value for name, value in known.items() if value})


def filter_versions(
    versions: QuerySet[TaskVersion], choices: Choices, *, person: Person, today: date
) -> QuerySet[TaskVersion]:
    """The rows the filters leave, of the versions that hold at the chosen moment."""
    if choices.state in WAITING:
        versions = WAITING[choices.state].select(versions, person, today)
    for condition in (
        _state(choices, today),
        _due(choices),
        _level(choices, today),
        *_words(choices),
    ):
        versions = versions.filter(condition)
    if choices.document:
        versions = versions.filter(task__document=choices.document)
    if choices.unit or choices.role:
        versions = versions.filter(task_id__in=_answering(choices))
    return versions


def sort_versions(versions: QuerySet[TaskVersion], choices: Choices) -> QuerySet[TaskVersion]:
    """In the chosen order, the same for equal rows every time."""
    return versions.order_by(*SORTS[choices.sort])


def _state(choices: Choices, today: date) -> Q:
    if choices.state == OPEN:
        return Q(state__in=OPEN_STATES)
    if choices.state == OVERDUE:
        return Q(state__in=OPEN_STATES, due__lt=today)
    return Q(state=choices.state) if choices.state in TaskState.values else Q()


def _due(choices: Choices) -> Q:
    condition = Q()
    if choices.due_from:
        condition &= Q(due__gte=choices.due_from)
    if choices.due_to:
        condition &= Q(due__lte=choices.due_to)
    return condition


def _level(choices: Choices, today: date) -> Q:
    condition = Q(task__parent=choices.parent) if choices.parent else Q()
    if choices.keeper == CITY:
        return condition & Q(task__keeper__isnull=True)
    if choices.keeper:
        same = with_predecessors([int(choices.keeper)], on=today)
        return condition & Q(task__keeper__in=same)
    return condition


def _words(choices: Choices) -> list[Q]:
    return [_word(word, choices.as_of) for word in choices.q.split()]


def _word(word: str, moment: datetime | None) -> Q:
    if number := _NUMBER.fullmatch(word):
        return Q(task_id=int(number[1]))
    condition = Q(title__icontains=word) | Q(text__icontains=word) | Q(basis__icontains=word)
    units = list(UnitName.objects.filter(name__icontains=word).values_list("unit_id", flat=True))
    if not units:
        return condition
    answers = Assignment.objects.at(moment).filter(unit_id__in=units)
    return condition | Q(task_id__in=answers.values("task_id"))


def _answering(choices: Choices) -> QuerySet[Any, Any]:
    answers = Assignment.objects.at(choices.as_of)
    if choices.unit:
        answers = answers.filter(unit__in=with_predecessors([choices.unit.pk], on=None))
    if choices.role:
        answers = answers.filter(role=choices.role)
    return answers.values("task_id")


def _flat(choices: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Options without their groups."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def _levels(keepers: QuerySet[Unit]) -> list[tuple[str, Any]]:
    named = [
        (str(pk), _("%(unit)s督办") % {"unit": name})
        for pk, name in keepers.values_list("pk", "name")
    ]
    return [("", _("全部层级")), (CITY, _("市级督办")), *named]
