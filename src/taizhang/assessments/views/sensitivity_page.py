"""The page of the ranking's firmness: the table of criteria, the chart (敏感性)."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from taizhang.schemes.what_if import Sensitivity
from taizhang.schemes.wording import percent

from ..domain.what_if.asking import shake_ranking
from ..forms.what_if import ShiftForm
from ..what_if_charts import shift_chart
from .question_page import REFUSALS, QuestionPage

_USUAL = {"percent": "10"}


class SensitivityPage(QuestionPage):
    """A run's ranking with each criterion's points up and down."""

    def __init__(self, request: HttpRequest, pk: int, *, now: datetime) -> None:
        super().__init__(request, pk, now=now)
        self.form = ShiftForm(request.GET if "percent" in request.GET else _USUAL)
        self.found = self._found() if self.has_ranking and self.form.is_valid() else None

    @property
    def status(self) -> int:
        return 422 if self.form.errors else super().status

    def _found(self) -> Sensitivity | None:
        assert self.kept is not None
        try:
            return shake_ranking(self.kept, self.form.cleaned_data["percent"])
        except REFUSALS as error:
            self.error = str(error)
            return None

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Two rows a criterion, those that turn over the most first."""
        assert self.found is not None
        ordered = sorted(self.found.shifts, key=lambda shift: -shift.swapped)
        return [
            {"shift": shift, "levels": list(shift.levels.values()), "share": percent_of(shift)}
            for shift in ordered
        ]

    @cached_property
    def chart(self) -> dict[str, Any]:
        """How many pairs each criterion turns over."""
        return shift_chart(self.found) if self.found else {}


def percent_of(shift: Any) -> str:
    """The swapped pairs in percent of all pairs."""
    return percent(shift.share * 100)
