"""What the page of a warning shows, and what this person can do there (预警页)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of
from taizhang.organisations.domain.acting import unit_ids_for
from taizhang.organisations.models import Unit

from ...curve import draw_points, history_option, history_table
from ...domain.queries.counting import counting_values
from ...domain.queries.warnings import WarningRow, warning_rows, warnings_for
from ...domain.warnings.acts import handlers_of, last_act_of
from ...domain.warnings.owners import owners_of
from ...enums import WarningActKind, WarningState
from ...forms.warnings import CloseForm, HandleForm, ReturnWarningForm, SeenWarningForm
from ...models import EarlyWarning, WarningAct
from ...permissions import may_close_warnings, may_handle_warning
from ...warnings import Evidence, condition_words, tell_evidence, tell_formula
from ...warnings.telling import label_of_day

_DRAWN = 36  # figures


@dataclass(frozen=True, slots=True)
class Told:
    """An act as a sentence."""

    who: str
    at: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class Panel:
    """An act this person can do, with its form."""

    name: str
    label: str
    form: SeenWarningForm
    main: bool
    is_open: bool


class WarningPage:
    """One warning before one person; each part is read when it is asked for."""

    def __init__(self, request: HttpRequest, warning_id: int, *, now: datetime) -> None:
        self.person = actor_of(request)
        self.today = timezone.localdate(now)
        self.seen = last_act_of(warning_id)  # before all else: what changes later is told
        seen = warnings_for(self.person, on=self.today).select_related("rule", "series")
        found = seen.filter(pk=warning_id).first()
        if found is None:
            raise Http404
        self.warning: EarlyWarning = found

    @cached_property
    def row(self) -> WarningRow:
        """Names of series, office and task, and the sentence."""
        return warning_rows([self.warning], person=self.person, on=self.today)[0]

    @cached_property
    def evidence(self) -> Evidence:
        return self.warning.found

    @property
    def condition(self) -> str:
        """When the rule warns."""
        return condition_words(self.warning.rule.rule.on)

    @property
    def formula(self) -> str:
        return tell_formula(self.evidence)

    @property
    def figures(self) -> list[tuple[str, Decimal | None]]:
        """The figures it rests on, each with its period, the latest first."""
        evidence = self.evidence
        pairs = [
            (label_of_day(evidence, place), value)
            for place, (_day, value) in enumerate(evidence.figures)
        ]
        return pairs[::-1]

    @cached_property
    def owners(self) -> list[str]:
        """The units that sign for it and handle it."""
        units = Unit.objects.filter(pk__in=self._owners).order_by("position", "pk")
        return list(units.values_list("name", flat=True))

    @cached_property
    def _owners(self) -> set[int]:
        return owners_of(self.warning)

    @cached_property
    def chart(self) -> dict[str, Any] | None:
        """The recent figures of the series."""
        series_id = self.warning.series_id
        seen = counting_values([series_id], until=self.today).get(series_id, [])
        points = [(each.day, each.value) for each in seen[-_DRAWN:]]
        if len(points) < 2:
            return None
        points, unit = draw_points(points, self.row.series.unit)
        return {
            "option": history_option(points, unit=unit),
            "table": history_table(points, unit=unit),
        }

    @cached_property
    def acts(self) -> list[WarningAct]:
        return list(self.warning.acts.select_related("actor"))

    @property
    def told(self) -> list[Told]:
        """What happened and what was done, the last first."""
        return [_tell(act) for act in self.acts[::-1]]

    @cached_property
    def _may_handle(self) -> bool:
        acting = unit_ids_for(self.person, on=self.today)
        return may_handle_warning(self.person, self._owners, acting)

    @cached_property
    def _may_close(self) -> bool:
        return may_close_warnings(self.person) and self.person.pk not in handlers_of(self.warning)

    def panels(self, sent: tuple[str, SeenWarningForm] | None = None) -> list[Panel]:
        """What this person can do now; `sent`: the form that was refused."""
        return [
            Panel(
                name,
                label(),
                sent[1] if sent and sent[0] == name else form(initial={"seen": self.seen}),
                main,
                bool(sent and sent[0] == name) or main,
            )
            for name, (label, form, main) in FORMS.items()
            if self._opens(name)
        ]

    def _opens(self, name: str) -> bool:
        state, warning = self.warning.state, self.warning
        if name == "acknowledge":
            return state == WarningState.RAISED and self._may_handle
        if name == "handle":
            return state == WarningState.ACKNOWLEDGED and self._may_handle
        if name == "return":
            return state == WarningState.HANDLED and self._may_close
        closable = warning.has_recovered or state == WarningState.HANDLED
        return warning.is_open and closable and self._may_close


FORMS: dict[str, tuple[Callable[[], str], type[SeenWarningForm], bool]] = {
    "acknowledge": (lambda: _("签收"), SeenWarningForm, True),
    "handle": (lambda: _("报处置措施"), HandleForm, True),
    "close": (lambda: _("销号"), CloseForm, True),
    "return": (lambda: _("退回"), ReturnWarningForm, False),
}


def _tell(act: WarningAct) -> Told:
    who = act.actor.name if act.actor else _("系统")
    kind = WarningActKind(act.kind)
    words = act.text
    if kind in (WarningActKind.RAISED, WarningActKind.CHANGED) and act.evidence:
        words = tell_evidence(Evidence.from_json(act.evidence))
    elif kind == WarningActKind.RECOVERED:
        words = _("规则的条件已不成立，可以销号。")
    return Told(who, act.recorded_at, f"{kind.label}：{words}" if words else str(kind.label))
