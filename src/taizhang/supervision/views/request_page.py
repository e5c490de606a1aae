"""What the page of a task's requests shows, and what this person can do there (时限申请页)."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.enums import UnitRole
from taizhang.ledger.exchange.unit_text import format_units, join_units
from taizhang.ledger.views.task_page import open_task_page

from ..domain.clocks.days import day_of_due
from ..domain.clocks.scenes import led_units
from ..domain.clocks.state import Stop
from ..domain.queries.request_history import PastRequest, request_history
from ..domain.queries.requests import Effect, RequestRow, pending_requests, request_rows
from ..domain.requests.acts import ANSWER, ASK, RESUME
from ..domain.requests.approving import level_of, rung_of
from ..domain.requests.sending_back import proposed_units
from ..enums import RequestKind
from ..permissions import may_sign_request, may_withdraw_request, took_part
from .supervised_page import SupervisedPage


class RequestPage(SupervisedPage):
    """The requests of one task before one person, now or as of a past moment."""

    @cached_property
    def row(self) -> RequestRow | None:
        """The request that waits, with its names."""
        rows = pending_requests(self.moment).filter(task=self.task).select_related("task")
        return next(iter(request_rows(list(rows), self.moment)), None)

    @cached_property
    def history(self) -> list[PastRequest]:
        """What was asked before, the last first; without the one that waits."""
        return [past for past in request_history(self.task, self.moment)[::-1] if past.outcome]

    @property
    def stop(self) -> Stop | None:
        """The pause that lasts."""
        return self.state.stops[-1] if self.state.is_stopped else None

    @property
    def _answers(self) -> bool:
        return self.opens(ANSWER)

    @cached_property
    def may_sign(self) -> bool:
        if self.row is None or not self._answers or self.row.request.signed_at:
            return False
        led = led_units(self.person, as_of=self.page.now)
        return may_sign_request(led, self.row.request.unit_id)

    @cached_property
    def may_decide(self) -> bool:
        if self.row is None or not self._answers or not self.row.request.signed_at:
            return False
        decides = self.row.effect.rung.decides(self.person, self.standing.oversight)
        return decides and not took_part(self.person, self.row.request)

    @cached_property
    def may_withdraw(self) -> bool:
        if self.row is None or not self._answers:
            return False
        return may_withdraw_request(self.standing, self.row.request.unit_id)

    @cached_property
    def may_resume(self) -> bool:
        running = self.state.is_stopped and not self.state.is_over
        return running and self.opens(RESUME)

    @property
    def askable(self) -> list[RequestKind]:
        """What this person could ask now."""
        if self.moment is not None or self.row is not None or self.state.is_stopped:
            return []
        return [kind for kind, rule in ASK.items() if self.opens(rule)]

    def effect(self, kind: RequestKind, new: date | None) -> Effect:
        """What a request of a kind would change."""
        level = level_of(kind, self.state.extensions)
        rung = rung_of(level, self.task.keeper_id)
        now = day_of_due(self.state.deadline) if self.state.deadline else None
        return Effect(kind, now, new, level, rung)

    def proposed_text(self) -> dict[str, str]:
        """Of a send-back the units of the task as they would be, as two cells."""
        row = self.row
        assert row is not None
        named = [
            Answer(pk, "", name)
            for pk, name in zip(row.request.suggested, row.suggested, strict=False)
        ]
        answers = proposed_units(self.page.snapshot, row.request.unit_id, named)
        return {
            "leads": _cell(each for each in answers if each.role == UnitRole.LEAD),
            "units": _cell(each for each in answers if each.role != UnitRole.LEAD),
        }


def _cell(answers: Iterable[Answer]) -> str:
    listed: list[Any] = list(answers)
    return join_units(format_units(listed))


def open_request_page(request: HttpRequest, number: str, *, now: datetime) -> RequestPage:
    """The page for a task this person may see, now; 404 otherwise."""
    return RequestPage(open_task_page(request, number, now=now))
