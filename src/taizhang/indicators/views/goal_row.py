"""A goal on the page of its indicator (目标行)."""

from dataclasses import dataclass
from decimal import Decimal

from ..domain.measures import same_measure
from ..domain.queries.history import GoalProjection, HeldGoal
from ..models import GoalVersion
from .standing import Standing


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal that holds: what it asks for, where it stands, where it will end."""

    version: GoalVersion
    held: HeldGoal
    standing: Standing
    projected: GoalProjection
    title: str
    url: str  # of its task; empty: none, or not this person's
    chosen: bool

    @property
    def meant(self) -> Decimal | None:
        """What the series must reach, where the goal says it as a growth or in points."""
        given, unit = self.version.unit, self.held.measure.unit
        return None if not given or same_measure(given, unit) else self.held.target

    @property
    def share_reached(self) -> Decimal | None:
        """The mean share of the end that earlier years had reached, in percent."""
        share = self.projected.projection.share
        return None if share is None else share * 100
