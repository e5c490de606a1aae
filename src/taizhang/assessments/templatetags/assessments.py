"""Chips and words of runs for templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from taizhang.schemes import Column, Scheme, schemes

from ..domain.running.subjects import shown_text
from ..enums import ObjectionState, RunState
from ..models import ResultRow
from ..words import lines_of_parameter

register = template.Library()

_RUNS = {
    RunState.COMPUTING: ("◌", "blue"),
    RunState.REFUSED: ("■", "red"),
    RunState.FAILED: ("■", "red"),
    RunState.DRAFT: ("○", "grey"),
    RunState.SUBMITTED: ("◆", "orange"),
    RunState.PUBLISHED: ("●", "blue"),
    RunState.FINAL: ("✓", "green"),
    RunState.WITHDRAWN: ("×", "grey"),
}
_OBJECTIONS = {
    ObjectionState.OPEN: ("▲", "yellow"),
    ObjectionState.CORRECTING: ("◌", "blue"),
    ObjectionState.UPHELD: ("✓", "green"),
    ObjectionState.REJECTED: ("×", "grey"),
}


@register.filter
def run_chip(state: str) -> SafeString:
    """The chip of a run's state."""
    return _chip(*_RUNS[RunState(state)], str(RunState(state).label))


@register.filter
def objection_chip(state: str) -> SafeString:
    """The chip of an objection's state."""
    return _chip(*_OBJECTIONS[ObjectionState(state)], str(ObjectionState(state).label))


@register.filter
def scheme_title(name: str) -> str:
    """The Chinese name of a scheme; its registry name where this product does not know it."""
    known = schemes().get(name)
    return known.definition.title if known else name


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a list of subjects: its text, whether it stands right-aligned."""

    text: str
    is_number: bool


@register.simple_tag
def shown_cells(row: ResultRow, columns: tuple[Column, ...]) -> list[ShownCell]:
    """The cells of a row as people read them, in the order of the columns."""
    return [
        ShownCell(shown_text(str(row.cells.get(c.name) or ""), c), c.kind.is_number)
        for c in columns
    ]


@register.filter
def column_head(name: str, scheme: Scheme | None) -> str:
    """The Chinese head of an input column; its name where it is not known."""
    columns = scheme.definition.columns if scheme else ()
    return next((column.head for column in columns if column.name == name), name)


@register.filter
def named_in(subject: str, names: Mapping[str, str]) -> str:
    """The name of a subject; its code where it has none."""
    return names.get(subject, subject)


@register.filter
def parameter_lines(row: Mapping[str, Any], scheme: Scheme | None) -> list[str]:
    """A kept parameter in lines, as people read them: brackets and maps have one a part."""
    return lines_of_parameter(row, scheme.definition if scheme else None)


@register.filter
def in_yuan(amount: Decimal) -> str:
    """An amount with separators and two places: 1,234.50."""
    return f"{amount:,.2f}"


def _chip(shape: str, tone: str, word: str) -> SafeString:
    return render_to_string("parts/chip.html", {"shape": shape, "word": word, "tone": tone})
