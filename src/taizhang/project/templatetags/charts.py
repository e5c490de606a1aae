"""Charts (图表): an ECharts option drawn by script, with the numbers behind it as a table.

A page that draws one asks for the script in its head:

    {% load charts %}
    {% block scripts %}{% chart_scripts %}{% endblock %}
    {% chart option title=title description=sentence table=table size="tall" %}
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypedDict

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.functional import Promise
from django.utils.html import json_script
from django.utils.safestring import SafeString

register = template.Library()

SIZES = ("low", "normal", "tall", "tallest")  # 160, 280, 420, 640 px


class ChartError(ValueError):
    """A chart that a page cannot show as it was given."""


class ChartTable(TypedDict):
    """The numbers behind a chart (图表数据): heads and rows of the table that stands under it.

    A plain dictionary, so that rooms below this one make theirs without importing it. The first
    cell of a row is its head. A cell is a text or number as people read it, with its unit where
    the column does not say it; a pair (text, address) is a link.
    """

    columns: Sequence[str | Promise]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class _Cell:
    text: Any
    url: str
    is_number: bool


class _OptionEncoder(DjangoJSONEncoder):
    """Numbers as numbers: a chart's scale needs no more than a float holds."""

    def default(self, o: Any) -> Any:
        return float(o) if isinstance(o, Decimal) else super().default(o)


@register.inclusion_tag("parts/chart.html")
def chart(
    option: Mapping[str, Any],
    *,
    title: str | Promise,
    description: str | Promise,
    table: ChartTable,
    size: str = "normal",
) -> dict[str, Any]:
    """An ECharts option as a figure: drawn, described in a sentence, and as a table.

    `option` is plain data (series of type line, bar and scatter; no functions). A text that is the
    name of a token of the style sheet ("--danger") becomes its colour. A data item with `url` is a
    link, by mouse and by keyboard. Series differ by symbol, line or pattern too, never by colour
    alone. `description` is the sentence that says what is to be seen: screen readers read it.
    Raises ChartError for an unknown size or a row of another length than the heads.
    """
    if size not in SIZES:
        raise ChartError(f"没有“{size}”这种图表尺寸；可用的有：{'、'.join(SIZES)}。")
    return {
        "data": _as_script(option),
        "title": title,
        "description": description,
        "columns": table["columns"],
        "rows": [_cells_of(row, table) for row in table["rows"]],
        "size": size,
    }


@register.inclusion_tag("parts/chart_scripts.html")
def chart_scripts() -> dict[str, Any]:
    """The scripts of charts, for the head of a page that draws some."""
    return {}


def _as_script(option: Mapping[str, Any]) -> SafeString:
    return json_script(option, encoder=_OptionEncoder)


def _cells_of(row: Sequence[Any], table: ChartTable) -> list[_Cell]:
    if len(row) != len(table["columns"]):
        raise ChartError(
            f"图表数据有一行是 {len(row)} 格，表头是 {len(table['columns'])} 格；应当一样多。"
        )
    return [_cell_of(cell) for cell in row]


def _cell_of(cell: Any) -> _Cell:
    text, url = cell if isinstance(cell, tuple) else (cell, "")
    return _Cell("" if text is None else text, url, isinstance(text, int | float | Decimal))
