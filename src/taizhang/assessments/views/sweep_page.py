"""The page of a span of values: the form, the table, the charts (逐值推演)."""

from datetime import datetime
from functools import cached_property
from typing import Any

import polars as pl
from django.http import HttpRequest

from taizhang.schemes import texts_of
from taizhang.schemes.what_if import Sweep, sweep_table

from ..domain.what_if.asking import sweep_values
from ..forms.what_if import SpanForm
from ..what_if_charts import money_chart, moves_chart
from ..words import shown_cell
from .question_page import REFUSALS, QuestionPage


class SweepPage(QuestionPage):
    """A run's input computed for each value of one parameter."""

    def __init__(self, request: HttpRequest, pk: int, *, now: datetime) -> None:
        super().__init__(request, pk, now=now)
        asked = request.GET if "part" in request.GET else None
        self.form = SpanForm(self.parts, asked)
        self.sweep = self._sweep() if self.kept and self.form.is_valid() else None

    @property
    def status(self) -> int:
        return 422 if self.form.errors else super().status

    def _sweep(self) -> Sweep | None:
        assert self.kept is not None
        asked = self.form.cleaned_data
        try:
            return sweep_values(self.kept, self.run, asked["part"], asked["span"])
        except REFUSALS as error:
            self.error = str(error)
            return None

    @cached_property
    def table(self) -> dict[str, Any]:
        """Heads and rows, a row a value."""
        assert self.sweep is not None
        frame, all_columns = sweep_table(self.sweep)
        columns = [c for c in all_columns if _is_told(c.name, frame)]
        rows = texts_of(frame, tuple(columns)).iter_rows()
        return {
            "heads": [column.head for column in columns],
            "rows": [[shown_cell(t, c) for t, c in zip(r, columns, strict=True)] for r in rows],
        }

    @cached_property
    def charts(self) -> list[dict[str, Any]]:
        """The sums and those who move, over the values."""
        assert self.sweep is not None
        return [chart for chart in (money_chart(self.sweep), moves_chart(self.sweep)) if chart]


def _is_told(name: str, frame: pl.DataFrame) -> bool:
    """The value, the sums and who moves always; counts only where they differ between values."""
    counted = frame[name].dtype == pl.Int64 and not name.endswith(("_yuan", "_difference"))
    return not counted or name == "moved" or frame[name].n_unique() > 1
