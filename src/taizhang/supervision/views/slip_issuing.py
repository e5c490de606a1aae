"""What is about to be issued, as the page before it shows (发单预览)."""

from dataclasses import replace
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone

from taizhang.accounts.access import actor_of
from taizhang.ledger.domain.queries.versions import versions_for

from ..domain.clocks.fold_slips import GRAVITY
from ..domain.queries.slip_due_rows import DueRow, due_rows, read_token
from ..domain.queries.slips import DueSlip
from ..domain.slips.issuing import SlipInput, due_now, issue_slips
from ..domain.slips.papers import MOST_PAPERS
from ..forms.slips import IssueForm
from .slip_page import SlipPage


class Issue:
    """The slips that a request names, what they would say, and the form they have in common."""

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        """Raises ValueError for a slip that is none."""
        self.person = actor_of(request)
        self.now = now
        named = [read_token(token) for token in request.POST.getlist("slip")[:MOST_PAPERS]]
        self.inputs = self._seen({each.task_id: each for each in named})
        data = request.POST if "confirm" in request.POST else None
        self.form = self._form(data)

    @classmethod
    def by_hand(cls, request: HttpRequest, page: SlipPage) -> "Issue":
        """One slip for a task: what is due, else the mildest that is graver than the open one."""
        issue = cls.__new__(cls)
        issue.person, issue.now = page.person, page.page.now
        over = page.slip.colour if page.slip else ""
        due = due_now([page.task.pk], moment=issue.now).get(page.task.pk)
        least = list(GRAVITY)[GRAVITY.get(over, -1) + 1]
        colour = max(due.colour if due and due.colour else least, least, key=GRAVITY.__getitem__)
        issue.inputs = [SlipInput(page.task.pk, colour, over)]
        issue.form = issue._form(None)
        return issue

    def _seen(self, named: dict[int, SlipInput]) -> list[SlipInput]:
        seen = versions_for(self.person, on=timezone.localdate(self.now))
        known = set(seen.filter(task__in=named).values_list("task_id", flat=True))
        return [each for pk, each in named.items() if pk in known]

    def _form(self, data: object) -> IssueForm:
        alone = len(self.inputs) == 1
        initial = {"colour": self.inputs[0].colour} if alone else {}
        return IssueForm(data, alone=alone, initial=initial)

    @cached_property
    def rows(self) -> list[DueRow]:
        """What each would say."""
        wanted = {each.task_id: each.colour for each in self.inputs}
        due = due_now(list(wanted), moment=self.now)
        empty = {pk: DueSlip(pk, "", None, ()) for pk in wanted}
        return due_rows(empty | {pk: due[pk] for pk in wanted if pk in due}, wanted)

    def send(self) -> object:
        """Issue all of them, or none."""
        said = self.form.cleaned_data
        inputs = [
            replace(
                each,
                colour=said.get("colour") or each.colour,
                reason=said.get("reason", ""),
                text=said["text"],
                answer_by=said["answer_by"],
            )
            for each in self.inputs
        ]
        return issue_slips(inputs, actor=self.person, as_of=self.now)
