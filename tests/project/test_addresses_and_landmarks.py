"""Every address has a name of its own, and every filter a name that tells it from the search."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import taizhang

ROOT = Path(taizhang.__file__).parent
FILTERS = re.compile(r'<form class="filters"[^\n]*?role="search"[^\n>]*>')


def _names(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern) and each.name:
            yield ":".join((*spaces, each.name))
        elif isinstance(each, URLResolver):
            inner = (*spaces, each.namespace) if each.namespace else spaces
            yield from _names(each, inner)


def test_no_two_addresses_share_a_name() -> None:
    counted = Counter(_names(get_resolver()))
    assert counted["indicators:goal"] == 1
    assert [name for name, number in counted.items() if number > 1] == []


FORMS = [
    pytest.param(found, id=path.stem)
    for path in sorted(ROOT.rglob("templates/**/*.html"))
    for found in FILTERS.findall(path.read_text("utf-8"))
]


@pytest.mark.parametrize("form", FORMS)
def test_filters_are_named_beside_the_search_of_the_head(form: str) -> None:
    assert "aria-label=" in form


def test_there_are_filters_to_look_at() -> None:
    assert len(FORMS) > 15
