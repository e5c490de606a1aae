"""Replays what the people of the fictional city did, day by day, through the real operations."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from operator import attrgetter
from typing import Any

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.cli.demo.acts import ACTS, liaisons_of
from taizhang.cli.demo.data import EXAMPLES, ActStory, City, DocumentStory, SupervisionStory
from taizhang.cli.demo.intake import Cast
from taizhang.cli.demo.measures import Measures
from taizhang.cli.demo.measuring import MEASURING, Book
from taizhang.cli.demo.supervision import SUPERVISION
from taizhang.documents.domain.deciding import accept_row, accept_rows, drop_row
from taizhang.documents.domain.drafting import discard_draft
from taizhang.documents.domain.editing import edit_row
from taizhang.documents.domain.reading import read_source
from taizhang.documents.domain.receiving import receive_source
from taizhang.documents.enums import RowKind, RowState
from taizhang.documents.models import Draft, DraftRow
from taizhang.ledger.domain.choices import Choices
from taizhang.ledger.domain.confirming import confirm_draft
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.models import Task
from taizhang.supervision.domain.evidence.rules import BY_RULES
from taizhang.supervision.domain.reports.opening import record_opening

_OPENING = time(9, 0)
_PACE = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens on a day; `run` is given the moment."""

    day: date
    run: Callable[[datetime], None]


class Story:
    """The people, drafts and tasks of the story while it is being told."""

    def __init__(
        self,
        city: City,
        documents: list[DocumentStory],
        acts: list[ActStory],
        supervision: list[SupervisionStory],
        measures: Measures,
    ) -> None:
        names = [account.username for account in city.accounts()]
        self.people = {
            person.username: person for person in Person.objects.filter(username__in=names)
        }
        self.documents, self.acts, self.supervision = documents, acts, supervision
        self.drafts: dict[str, Draft] = {}
        self.tasks: dict[tuple[str, str], Task] = {}
        self.cast = Cast(self.people, self.tasks)
        self.book = Book(measures, city, self.cast)

    def tell(self, *, as_of: datetime, told: Callable[[date], None]) -> None:
        """Run all steps in the order of their days; nothing happens after `as_of`. `told` hears
        of every month that begins."""
        steps = sorted(self._steps(), key=attrgetter("day"))  # stable within a day
        month, last_day, minute = date.min, date.min, timedelta(0)
        for step in steps:
            minute = minute + _PACE if step.day == last_day else timedelta(0)
            last_day = step.day
            moment = timezone.make_aware(datetime.combine(step.day, _OPENING)) + minute
            if moment > as_of:
                break
            if step.day.replace(day=1) > month:
                month = step.day.replace(day=1)
                told(month)
            step.run(moment)

    def _steps(self) -> Iterator[Step]:
        for story in self.documents:
            yield Step(story.received, partial(self._receive, story))
            for day, run in (
                (story.confirmed, self._confirm),
                (story.dispatched, self._dispatch),
                (story.signed, self._sign),
            ):
                if day is not None:
                    yield Step(day, partial(run, story))
        for act in self.acts:
            yield Step(act.on, partial(self._act, act))
        for each in self.supervision:
            yield Step(each.on, partial(self._supervise, each))
        for each in self.book.measures.acts:
            yield Step(each.on, partial(self._measure, each))

    def _receive(self, story: DocumentStory, moment: datetime) -> None:
        clerk = self.people["clerk"]
        with (EXAMPLES / "policies" / story.file).open("rb") as file:
            received = receive_source(file, name=story.file, actor=clerk, as_of=moment)
        read_source(received.source.pk, as_of=moment)
        drafts = Draft.objects.filter(source=received.source)
        draft = drafts.get(title=story.title) if story.title else drafts.get()
        self.drafts[story.key] = draft
        for other in drafts.filter(title__in=story.discard):
            discard_draft(other, actor=clerk, as_of=moment)
        for path in story.drop:
            row = draft.rows.get(path=list(path))
            drop_row(row, row.version, actor=clerk, as_of=moment)
        for correction in story.correct:
            _correct(self._row(story.key, correction["row"]), correction, clerk, moment)
        for number in story.accept:
            row = self._row(story.key, number)
            accept_row(row, row.version, actor=clerk, as_of=moment)

    def _confirm(self, story: DocumentStory, moment: datetime) -> None:
        clerk, draft = self.people["clerk"], self.drafts[story.key]
        rows = draft.rows.filter(kind=RowKind.ITEM, state=RowState.PROPOSED)
        seen = list(rows.values_list("pk", "version"))
        accept_rows(draft, seen, actor=clerk, as_of=moment)
        links = {
            self._row(story.key, row).pk: self.tasks[document, other].pk
            for row, (document, other) in story.link.items()
        }
        confirmed = confirm_draft(draft, actor=clerk, as_of=moment, choices=Choices(links=links))
        for task in Task.objects.filter(document=confirmed.draft).select_related("row"):
            assert task.row is not None  # confirmed tasks have one
            self.tasks[story.key, task.row.path[-1]] = task

    def _dispatch(self, story: DocumentStory, moment: datetime) -> None:
        tasks = [task for (key, _row), task in self.tasks.items() if key == story.key]
        choices = {"evidence": {"how": BY_RULES}} if story.ask_evidence else {}
        dispatch_tasks(tasks, actor=self.people["head"], as_of=moment, choices=choices)

    def _sign(self, story: DocumentStory, moment: datetime) -> None:
        for (key, row), task in self.tasks.items():
            if key == story.key and row not in story.quiet:
                for liaison in liaisons_of(task, moment):
                    sign_for_task(task, actor=liaison, as_of=moment)
                    record_opening(task, person=liaison, now=moment)

    def _act(self, act: ActStory, moment: datetime) -> None:
        task = self.tasks[act.document, act.row]
        actor = self.people[act.by] if act.by else liaisons_of(task, moment)[0]
        ACTS[act.act](task, act, actor=actor, as_of=moment)

    def _supervise(self, story: SupervisionStory, moment: datetime) -> None:
        actor = self.people[story.by]
        SUPERVISION[story.act](self.cast, **story.given, actor=actor, as_of=moment)

    def _measure(self, story: SupervisionStory, moment: datetime) -> None:
        actor = self.people[story.by]
        MEASURING[story.act](self.book, **story.given, actor=actor, as_of=moment)

    def _row(self, key: str, number: str) -> DraftRow:
        rows = self.drafts[key].rows.exclude(state=RowState.DROPPED)
        [row] = [each for each in rows if each.path[-1:] == [number]]
        return row


def _correct(row: DraftRow, correction: Mapping[str, Any], actor: Person, moment: datetime) -> None:
    entries = [dict(entry) for entry in getattr(row, correction["list"])]
    word = correction["find"]
    found = (each for each in entries if word in f"{each.get('indicator')} {each.get('quote')}")
    entry = next(found, None)
    if entry is None:
        entries.append(entry := {})
    entry.update(correction["values"])
    edit_row(row, correction["list"], entries, row.version, actor=actor, as_of=moment)
