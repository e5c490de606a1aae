"""A bulletin that nobody keeps (试印): from the command line."""

from datetime import datetime

from ..asked import asked_at
from ..periods import Period
from ..wording.template_versions import template_on
from .composing import compose
from .papers import Printed


def print_bulletin(period: Period, *, as_of: datetime, keeper_id: int | None = None) -> Printed:
    """The bulletin of a period as recorded at a moment, without a number; the same at any later
    time. Raises PeriodError, TemplateRefusedError."""
    asked = asked_at(period, as_of=as_of, keeper_id=keeper_id)
    template = template_on(period.kind, asked.day, known_at=asked.known_at)
    composed = compose(asked, template)
    return Printed(composed.numbers, composed.words)
