"""Charts of dashboards: classes side by side, a bar an office or place (看板的图)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from taizhang.indicators.enums import Pace
from taizhang.indicators.pace_marks import MARKS, marked

from ..domain.figures.counting import CLASSES, share_text

SHOWN = 12  # bars; the table behind has all
_SIZES = ((3, "low"), (8, "normal"), (SHOWN, "tall"))


@dataclass(frozen=True, slots=True)
class Bar:
    """The counts of an office or place; `address(pace)`: the list behind one of them."""

    name: str
    counts: Mapping[str, int]
    address: Callable[[str], str]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def behind(self) -> int:
        return self.counts.get(Pace.BEHIND, 0)


def class_chart(bars: Sequence[Bar], *, head: str, title: str) -> dict[str, Any]:
    """What a template hands to `chart`: those with most behind first; empty without any bar."""
    if not bars:
        return {}
    ordered = sorted(bars, key=lambda bar: (-bar.behind, -bar.total))
    shown = ordered[:SHOWN]
    return {
        "option": _option(shown[::-1]),
        "title": title,
        "description": _described(ordered, len(shown)),
        "table": {
            "columns": [head, *(str(pace.label) for pace in CLASSES), _("合计"), _("滞后占比")],
            "rows": [_row(bar) for bar in ordered],
        },
        "size": next(size for most, size in _SIZES if len(shown) <= most),
    }


def _option(bars: Sequence[Bar]) -> dict[str, Any]:
    return {
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {
            "type": "category",
            "data": [bar.name for bar in bars],
            "axisLabel": {"width": 132, "overflow": "truncate", "interval": 0, "fontSize": 11},
        },
        # on paper it may take two lines
        "legend": {"itemWidth": 10, "itemGap": 6, "textStyle": {"fontSize": 11}},
        "grid": {"top": 36},
        "series": [_series(pace, bars) for pace in CLASSES],
    }


def _series(pace: Pace, bars: Sequence[Bar]) -> dict[str, Any]:
    return {
        "name": marked(pace),
        "type": "bar",
        "stack": "classes",
        "barMaxWidth": 16,
        "itemStyle": {"color": MARKS[pace].colour, "decal": {"symbol": MARKS[pace].pattern}},
        "data": [
            {"value": bar.counts.get(pace, 0), "url": bar.address(pace.value)} for bar in bars
        ],
    }


def _row(bar: Bar) -> list[Any]:
    counts = [(bar.counts.get(pace, 0), bar.address(pace.value)) for pace in CLASSES]
    share = share_text(bar.behind, bar.total)
    return [(bar.name, bar.address("")), *counts, (bar.total, bar.address("")), f"{share}%"]


def _described(bars: Sequence[Bar], shown: int) -> str:
    worst = bars[0]
    said = _("%(name)s滞后最多：%(total)d 项中滞后 %(behind)d 项。") % {
        "name": worst.name,
        "total": worst.total,
        "behind": worst.behind,
    }
    if not worst.behind:
        said = _("没有滞后的指标。")
    if len(bars) > shown:
        said += _("图上是滞后最多的 %(shown)d 个，下表是全部 %(all)d 个。") % {
            "shown": shown,
            "all": len(bars),
        }
    return said
