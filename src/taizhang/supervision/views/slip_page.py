"""What the page of a task's slip shows, and what this person can do there (督查单页)."""

from functools import cached_property

from taizhang.ledger.domain.queries.timeline import Entry, timeline
from taizhang.ledger.models import Event
from taizhang.papers.official import SlipPaper

from ..domain.clocks.scenes import led_units
from ..domain.clocks.state import Slip
from ..domain.slips.papers import paper_of
from ..domain.slips.scenes import ANSWER, DECIDE, ISSUE, SIGN, slip_token
from ..enums import Colour
from ..permissions import gave_answer
from .supervised_page import SupervisedPage

_ACTS = ("slip_issued", "slip_answered", "slip_answer_signed", "slip_returned", "slip_lifted")


class SlipPage(SupervisedPage):
    """The slips of one task before one person, now or as of a past moment."""

    @property
    def slip(self) -> Slip | None:
        """The slip that is open."""
        slip = self.state.slip
        return slip if slip is not None and slip.is_open else None

    @property
    def is_late(self) -> bool:
        """Whether the open slip should have been answered."""
        slip = self.slip
        now = self.moment or self.page.now
        return slip is not None and slip.answered_at is None and slip.answer_by < now

    @cached_property
    def token(self) -> str:
        return slip_token(self.state.slip)

    @cached_property
    def issued(self) -> list[tuple[Event, SlipPaper]]:
        """Every issue, the last first, with its paper."""
        events = Event.objects.filter(task=self.task, type="slip_issued").order_by("-seq")
        if self.moment is not None:
            events = events.filter(recorded_at__lte=self.moment)
        return [(event, paper_of(event)) for event in events]

    @cached_property
    def history(self) -> list[Entry]:
        """What was done about the slips, the last first."""
        entries = timeline(self.task, moment=self.moment)
        return [entry for entry in entries[::-1] if entry.type in _ACTS]

    @property
    def may_issue(self) -> bool:
        """Whether a first or a graver slip could be issued."""
        gravest = self.slip is not None and self.slip.colour == Colour.RED
        return self.opens(ISSUE) and not gravest and not self.state.is_stopped

    @property
    def may_answer(self) -> bool:
        slip = self.slip
        return slip is not None and slip.answered_at is None and self.opens(ANSWER)

    @cached_property
    def may_sign(self) -> bool:
        slip = self.slip
        if slip is None or slip.given_at is None or slip.answered_at is not None:
            return False
        return self.opens(SIGN) and slip.unit_id in led_units(self.person, as_of=self.page.now)

    @property
    def may_lift(self) -> bool:
        slip = self.slip
        return slip is not None and self.opens(DECIDE) and not gave_answer(self.person, slip)

    @property
    def may_return(self) -> bool:
        return self.may_lift and self.slip is not None and self.slip.answered_at is not None
