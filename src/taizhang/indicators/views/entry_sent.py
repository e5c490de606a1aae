"""What was sent from the page of figures: taken whole, or given back with errors and questions."""

from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from taizhang.accounts.access import actor_of

from ..domain.errors import FigureProblem, FiguresRefusedError
from ..domain.intake.giving import Change, Judged, changing, give_figures, judge_figures
from ..domain.intake.slots import key_place, load_slots
from ..domain.queries.series import series_entered_by
from ..enums import Way
from ..forms.entry import FigureForm
from .entry_page import EntryRow

_FIELDS = {"value": "value", "is_final": "kind", "note": "note"}
MOST_ROWS = 200  # of one page


@dataclass
class Sent:
    """What became of a page: how many figures are new, how many revise one; else the lines."""

    rows: list[EntryRow] = field(default_factory=list)
    new: int = 0
    revised: int = 0
    taken: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return not self.rows


def take_sent(request: HttpRequest, *, now: datetime) -> Sent:
    """Take all figures that were written, or none: with an error, or a question that was not
    answered, every line comes back as it was written."""
    sent = Sent([row for row in _sent_rows(request, now) if not row.form.is_blank])
    refused = [row for row in sent.rows if not row.form.is_valid()]
    if sent.is_blank or refused:
        return sent
    judged = judge_figures([row.form.filled() for row in sent.rows])
    if _ask(sent.rows, judged):
        return sent
    changes = changing(judged)
    if changes and not _give(request, sent, changes, now):
        return sent
    sent.new = sum(each.change == Change.NEW for each in changes)
    sent.revised = len(changes) - sent.new
    sent.taken = True
    return sent


def _sent_rows(request: HttpRequest, now: datetime) -> list[EntryRow]:
    """A line for each place that was sent and that the person may fill in."""
    named = dict.fromkeys(request.POST.getlist("row")[:MOST_ROWS])
    places = [place for key in named if (place := key_place(key)) is not None]
    series = series_entered_by(actor_of(request), on=timezone.localdate(now))
    mine = set(series.filter(pk__in={each for each, _day in places}).values_list("pk", flat=True))
    slots = load_slots(place for place in places if place[0] in mine).values()
    unique = {slot.key: slot for slot in slots if slot.key in named}
    return [EntryRow(slot, FigureForm(slot, request.POST)) for slot in unique.values()]


def _ask(rows: list[EntryRow], judged: list[Judged]) -> bool:
    """Put the questions to the lines; whether one of them waits for an answer."""
    waits = False
    for row, each in zip(rows, judged, strict=True):
        meanwhile = row.form.given_meanwhile()
        row.form.doubts = (*([meanwhile] if meanwhile else []), *each.doubts)
        waits |= bool(row.form.doubts) and not row.form.is_sure
    return waits


def _give(request: HttpRequest, sent: Sent, changes: list[Judged], now: datetime) -> bool:
    """Through the door; what it refuses stands at the fields it is about. Whether it was taken."""
    try:
        give_figures(changes, way=Way.PAGE, actor=actor_of(request), as_of=now)
    except FiguresRefusedError as error:
        by_key = {row.slot.key: row for row in sent.rows}
        for problem in error.problems:
            _mark(by_key[changes[problem.row].slot.key], problem)
        return False
    return True


def _mark(row: EntryRow, problem: FigureProblem) -> None:
    row.form.add_error(_FIELDS.get(problem.field, "value"), problem.message)
