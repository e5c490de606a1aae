"""What the pages of a task's requests and of its slips have in common (督办事项页)."""

from datetime import datetime
from functools import cached_property

from django.http import Http404
from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.standing import Standing, standings_of
from taizhang.ledger.models import Task
from taizhang.ledger.views.task_page import TaskPage

from ..domain.clocks.projecting import load_state
from ..domain.clocks.state import Supervised


class SupervisedPage:
    """One task before one person, now or as of a past moment, with what supervision knows."""

    def __init__(self, page: TaskPage) -> None:
        self.page = page
        self.task: Task = page.task
        self.person: Person = page.person
        self.moment: datetime | None = page.moment

    @cached_property
    def state(self) -> Supervised:
        """What supervision knows; 404 as long as it keeps nothing of the task."""
        state = load_state(self.task.pk, self.moment)
        if state is None:
            raise Http404
        return state

    @cached_property
    def standing(self) -> Standing:
        """What the person is to the task today."""
        on = timezone.localdate(self.page.now)
        return standings_of(self.person, {self.task.pk: self.page.snapshot}, on=on)[self.task.pk]

    def opens(self, rule: ActRule) -> bool:
        """Whether the person may begin an act now; never on a page of the past."""
        return self.moment is None and rule.is_open(self.page.snapshot, self.standing)
