"""The things owed as a page shows them: each with its form, and what became of it (应报事项)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.ledger.domain.errors import LedgerError
from taizhang.ledger.views.refusals import add_refusal

from ..domain.clocks.days import day_of_due
from ..domain.errors import SecondLookError
from ..domain.queries.owed import OwedPlace, OwedRow, owed_places, owed_rows
from ..domain.reports.owing import PLAN, REPORT
from ..domain.reports.plan_filing import file_plan
from ..domain.reports.repeating import repeated_parts, say_repeated
from ..domain.reports.reporting import report_owed
from ..forms.reports import OwedForm, PlanForm

Files: TypeAlias = MultiValueDict[str, Any] | None


@dataclass
class OwedItem:
    """One thing owed with its form (None: it is met elsewhere)."""

    row: OwedRow
    form: Any
    now: datetime
    saved: bool = False
    is_open: bool = False

    @property
    def key(self) -> str:
        return self.row.place.key

    @property
    def days(self) -> int:
        """Days until the due day, negative after it."""
        return (day_of_due(self.row.owed.due) - timezone.localdate(self.now)).days

    @property
    def is_late(self) -> bool:
        return self.row.owed.is_late(self.now)

    @property
    def last_name(self) -> str:
        return self.row.last.name if self.row.last else ""


@dataclass
class Sent:
    """What became of a page that was sent: what was saved, what came back, what had gone."""

    saved: list[OwedItem] = field(default_factory=list)
    returned: list[OwedItem] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def items_of(
    places: Iterable[OwedPlace],
    person: Person,
    now: datetime,
    data: QueryDict | None = None,
    files: Files = None,
) -> list[OwedItem]:
    """The places with their forms, bound where something was sent for them."""
    sent = set(data.getlist("item")) if data is not None else set()
    items = []
    for row in owed_rows(places):
        bound = row.place.key in sent
        form = _form(row, person, now, data if bound else None, files if bound else None)
        items.append(OwedItem(row, form, now))
    return items


def _form(
    row: OwedRow, person: Person, now: datetime, data: QueryDict | None, files: Files
) -> OwedForm | PlanForm | None:
    kinds: dict[str, type[OwedForm] | type[PlanForm]] = {REPORT: OwedForm, PLAN: PlanForm}
    kind = kinds.get(row.owed.way)
    if kind is None:
        return None
    return kind(
        data,
        files,
        row=row,
        person_id=person.pk,
        as_of=now,
        today=timezone.localdate(now),
        prefix=row.place.key,
    )


def save_sent(request: HttpRequest, person: Person, now: datetime) -> Sent:
    """Save what was sent, one after the other; what cannot be saved comes back with sentences.

    `only` names one of them; otherwise all that something was entered for.
    """
    wanted = [request.POST["only"]] if request.POST.get("only") else request.POST.getlist("item")
    known = {place.key: place for place in owed_places(person, now=now, ahead=True)}
    found = [known[key] for key in dict.fromkeys(wanted) if key in known]
    sent = Sent(gone=[_gone(key) for key in dict.fromkeys(wanted) if key not in known])
    for item in items_of(found, person, now, request.POST, request.FILES):
        if item.form is None or (item.form.is_blank and not request.POST.get("only")):
            continue
        if item.form.is_valid() and _perform(item, person, now):
            item.saved = True
            sent.saved.append(item)
        else:
            item.is_open = True
            sent.returned.append(item)
    return sent


def repeated_words(
    places: list[OwedPlace], person: Person, now: datetime, data: QueryDict
) -> list[str]:
    """A sentence for each form in which words of the last report stand again."""
    said = []
    for item in items_of(places, person, now, data):
        if isinstance(item.form, OwedForm) and item.row.last is not None:
            new = {field.label: field.data or "" for field, _before in item.form.part_rows}
            names = repeated_parts(new, item.row.last.words)
            said += [say_repeated(names, item.last_name)] if names else []
    return said


def _gone(key: str) -> str:
    number = f"T{int(key.partition('-')[0]):06d}" if key.partition("-")[0].isdecimal() else key
    return _("任务 %(number)s 的这一项已经报过，或者现在不用报。") % {"number": number[:20]}


def _perform(item: OwedItem, person: Person, now: datetime) -> bool:
    task, form = item.row.version.task, item.form
    try:
        if isinstance(form, PlanForm):
            file_plan(task, form.plan(), actor=person, as_of=now)
        else:
            sure = form.cleaned_data["confirm"]
            report_owed(task, form.report(), actor=person, as_of=now, confirmed=sure)
    except SecondLookError as error:
        form.doubts = error.sentences
        return False
    except LedgerError as error:
        add_refusal(form, error)
    return not form.errors
