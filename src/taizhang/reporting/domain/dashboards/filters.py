"""What a dashboard is narrowed to (筛选): a place, an office, a document; all of it stands in the
address."""

from collections.abc import Collection
from dataclasses import dataclass

from ..figures.counting import places_of
from ..queries.numbers import HeldNumber
from ..queries.standing_goals import GoalStanding
from ..queries.units import UnitBook


@dataclass(frozen=True, slots=True)
class Narrowed:
    """None: not narrowed by it. `office`: any unit, a former one stands for who took it over."""

    region: int | None = None
    office: int | None = None
    document: int | None = None

    def __bool__(self) -> bool:
        return (self.region, self.office, self.document) != (None, None, None)

    def within(self, wider: "Narrowed") -> "Narrowed":
        """The same, narrowed to what another is narrowed to besides."""
        region = self.region if wider.region is None else wider.region
        office = self.office if wider.office is None else wider.office
        return Narrowed(region, office, self.document)

    def office_in(self, book: UnitBook) -> int | None:
        """The unit as papers show it."""
        if self.office is None:
            return None
        shown = book.units.get(self.office)
        return shown.id if shown else self.office

    def holds_number(
        self, number: HeldNumber, book: UnitBook, tasks: Collection[int] | None
    ) -> bool:
        """Whether a number counts; `tasks`: those of the document."""
        if tasks is not None and number.task_id not in tasks:
            return False
        office = self.office_in(book)
        if office is not None and office not in number.units:
            return False
        return self.region is None or self.region in places_of(number, book)

    def holds_goal(self, goal: GoalStanding, book: UnitBook) -> bool:
        """Whether a goal without a task counts: it is of no document."""
        if self.document is not None:
            return False
        if self.office is not None and shown_office(goal, book) != self.office_in(book):
            return False
        return self.region is None or self.region == place_of_goal(goal, book)


NOTHING = Narrowed(office=0)  # no unit has that number


def shown_office(goal: GoalStanding, book: UnitBook) -> int | None:
    """The unit a goal counts for, as papers show it."""
    shown = book.units.get(goal.office_id) if goal.office_id else None
    return shown.id if shown else None


def place_of_goal(goal: GoalStanding, book: UnitBook) -> int | None:
    """The place below that a goal counts for: of its figures, else of its unit; None: none."""
    place = book.regions.get(goal.region_id)
    if place is not None or goal.office_id is None:
        return place
    shown = book.units.get(goal.office_id)
    return shown.place_id if shown else None
