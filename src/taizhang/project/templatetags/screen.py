"""Template helpers of every page: page numbers, dates as people write them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.translation import get_language

register = template.Library()


@register.filter
def elided_pages(page: Page[Any]) -> Iterator[int | str]:
    """Page numbers around the current one and at both ends; gaps are the paginator's ellipsis."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def written_date(day: date | None) -> str:
    """A date as texts write it: 2024年6月30日 (tables use date:"Y-m-d"); none → ""."""
    if day is None:
        return ""
    if (get_language() or "").startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日"
    return day.isoformat()[:10]
