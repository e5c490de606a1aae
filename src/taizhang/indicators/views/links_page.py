"""What the pages on which targets are tied to series show (挂接页)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from taizhang.accounts.access import actor_of
from taizhang.ledger.models import Target, TaskVersion
from taizhang.organisations.models import Unit

from ..domain.linking.accepting import Accepted
from ..domain.linking.projecting import load_links
from ..domain.linking.proposing import Place, Proposal, propose_links
from ..domain.linking.state import Held
from ..domain.queries.series import Known, known_series
from ..domain.queries.waiting import left_out_targets, linkable_targets, waiting_targets
from ..enums import Accumulation, Frequency
from ..forms.links import LinkForm, WaitingFilter, place_of
from ..models import IndicatorVersion, UnmeasuredTarget

PAGE = 20
_MOST_SENT = 100  # rows that are looked at of what came back
_SENTENCE = "。；;\n"
_AROUND = 160  # characters of the sentence shown before and after the number


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentence a target stands in: what comes before its words, they themselves, the rest."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with its sentence, what is proposed or held, and its form."""

    target: Target
    title: str
    passage: Passage
    proposal: Proposal
    form: LinkForm
    held: Held | None = None
    known: Known | None = None
    office: str = ""  # that would supply a new indicator
    decision: UnmeasuredTarget | None = None  # that none is kept

    @property
    def place(self) -> Place:
        return self.target.task_id, self.target.key

    @property
    def is_left_out(self) -> bool:
        return self.decision is not None

    @property
    def frequency(self) -> str:
        """How often a new indicator would be counted."""
        return str(Frequency(self.proposal.new.frequency).label)

    @property
    def accumulation(self) -> str:
        """What the figures of a new indicator would count."""
        return str(Accumulation(self.proposal.new.accumulation).label)

    @property
    def proposed(self) -> str:
        """The code that stands where nothing is typed."""
        return self.known.code if self.known else self.proposal.code


def passage_of(text: str, quote: str) -> Passage:
    """The sentence around the words of a target; the words alone where the text has them not."""
    at = text.find(quote) if quote else -1
    if at < 0:
        return Passage("", quote, "")
    end = at + len(quote)
    start = max((text.rfind(mark, 0, at) + 1 for mark in _SENTENCE), default=0)
    stops = [found for mark in _SENTENCE if (found := text.find(mark, end)) >= 0]
    stop = min(stops, default=len(text) - 1) + 1
    before, after = text[start:at].lstrip(), text[end:stop].rstrip()
    return Passage(
        before if len(before) <= _AROUND else "…" + before[-_AROUND:],
        quote,
        after if len(after) <= _AROUND else after[:_AROUND] + "…",
    )


def rows_of(targets: Sequence[Target], sent: Any = None) -> list[TargetRow]:
    """Rows with empty forms, or with those that came back: a constant number of queries."""
    tasks = {target.task_id for target in targets}
    versions = TaskVersion.objects.at(None).filter(task__in=tasks)
    said = {pk: (title, text) for pk, title, text in versions.values_list("task", "title", "text")}
    links = {(pk, h.key): h for pk, held in load_links(tasks, None).items() for h in held}
    known = known_series({held.series_id for held in links.values()})
    proposals, decisions = propose_links(targets), _decisions(tasks)
    offices = Unit.objects.in_bulk(_offices(proposals.values()))
    rows = []
    for target in targets:
        place = (target.task_id, target.key)
        held, proposal = links.get(place), proposals[place]
        title, text = said[target.task_id]
        own = known[held.series_id] if held else None
        meant = own or proposal.kept or proposal.new
        rows.append(
            TargetRow(
                target=target,
                title=title,
                passage=passage_of(text, target.quote),
                proposal=proposal,
                form=LinkForm(
                    place,
                    sent,
                    name=target.indicator,
                    initial=_initial(held),
                    needs_baseline=proposal.needs_baseline,
                    new_unit=proposal.new.unit,
                    measure=meant.unit,
                ),
                held=held,
                known=own,
                office=str(offices.get(proposal.new.office_id or 0, "")),
                decision=decisions.get(place),
            )
        )
    return rows


def _decisions(tasks: Collection[int]) -> dict[Place, UnmeasuredTarget]:
    """Of which targets somebody said that none is kept."""
    rows = UnmeasuredTarget.objects.at(None).filter(task__in=tasks).select_related("recorded_by")
    return {(row.task_id, row.target_key): row for row in rows}


def _offices(proposals: Iterable[Proposal]) -> set[int]:
    return {each.new.office_id for each in proposals if each.new.office_id is not None}


def _initial(held: Held | None) -> dict[str, Any]:
    if held is None:
        return {}
    baseline = None if held.baseline is None else held.baseline.normalize()
    return {
        "baseline": None if baseline is None else format(baseline, "f"),
        "starts": held.starts,
        "method": held.method,
    }


def joined(targets: QuerySet[Target]) -> QuerySet[Target]:
    """With what rows need of the task."""
    return targets.select_related("task__document__region", "task__keeper__region")


class LinksPage:
    """The targets of a list before one person; `sent`: what came back and could not be done."""

    def __init__(self, request: HttpRequest, *, now: datetime, left_out: bool = False) -> None:
        self.request = request
        self.person = actor_of(request)
        self.today = timezone.localdate(now)
        self.left_out = left_out
        self.form = WaitingFilter(request.GET)
        self.sent: Any = None

    @cached_property
    def found(self) -> QuerySet[Target]:
        """What waits, or was left out, as far as the filter goes."""
        find = left_out_targets if self.left_out else waiting_targets
        targets = find(self.person, on=self.today)
        said = self.form.cleaned_data["q"].strip() if self.form.is_valid() else ""
        if said:
            titled = TaskVersion.objects.at(None).filter(title__icontains=said).values("task")
            targets = targets.filter(
                Q(indicator__icontains=said)
                | Q(task__in=titled)
                | Q(task__document__title__icontains=said)
            )
        return joined(targets).order_by("-task__document_id", "task_id", "key")

    @cached_property
    def page(self) -> Page[Any]:
        return Paginator(self.found, PAGE).get_page(self.request.GET.get("page"))

    @cached_property
    def rows(self) -> list[TargetRow]:
        """Those of this page of the list; those that the person saw, where they came back."""
        if self.sent is None:
            return rows_of(list(self.page.object_list))
        seen = [place_of(name) for name in self.sent.getlist("row")[:_MOST_SENT]]
        found = linkable_targets(self.person, on=self.today).filter(task__in=_tasks(seen))
        there = {(target.task_id, target.key): target for target in joined(found)}
        return rows_of([there[place] for place in seen if place in there], self.sent)

    @cached_property
    def known(self) -> list[tuple[str, str]]:
        return known_indicators()

    @cached_property
    def other_count(self) -> int:
        """How many stand on the list beside this one."""
        find = waiting_targets if self.left_out else left_out_targets
        return find(self.person, on=self.today).count()

    @property
    def ticked(self) -> set[str]:
        """The rows that were ticked when the page came back."""
        return set(self.sent.getlist("pick")) if self.sent else set()


class TaskLinks:
    """All targets of one task before somebody who may tie them."""

    def __init__(self, request: HttpRequest, task_id: int, *, now: datetime) -> None:
        self.request = request
        self.person = actor_of(request)
        self.today = timezone.localdate(now)
        self.task_id = task_id
        self.sent: Any = None

    @cached_property
    def rows(self) -> list[TargetRow]:
        targets = linkable_targets(self.person, on=self.today).filter(task=self.task_id)
        return rows_of(list(joined(targets).order_by("key")), self.sent)

    @cached_property
    def known(self) -> list[tuple[str, str]]:
        return known_indicators()

    @property
    def ticked(self) -> set[str]:
        """The rows that were ticked when the page came back."""
        return set(self.sent.getlist("pick")) if self.sent else set()


def _tasks(places: Sequence[Place | None]) -> set[int]:
    return {place[0] for place in places if place is not None}


def known_indicators() -> list[tuple[str, str]]:
    """(code and name, measure) of every indicator, for the list that fields offer."""
    rows = IndicatorVersion.objects.at(None).order_by("indicator__code")
    return [
        (f"{code} {name}", unit)
        for code, name, unit in rows.values_list("indicator__code", "name", "unit")
    ]


def chosen_places(request: HttpRequest) -> list[Place]:
    """The one whose button was pressed, else those that are ticked; nonsense is left out."""
    asked = request.POST.get("only") or ""
    names = [asked] if asked else request.POST.getlist("pick")
    return [place for name in dict.fromkeys(names) if (place := place_of(name)) is not None]


def read_forms(rows: Sequence[TargetRow], places: Collection[Place]) -> list[Accepted] | None:
    """What was chosen for these targets; None where a form has to be mended. Forms of other
    targets are not looked at."""
    chosen = [row for row in rows if row.place in places]
    if not all(row.form.is_valid() for row in chosen):
        return None
    return [row.form.accepted(row.proposed) for row in chosen]
