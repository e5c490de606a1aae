"""What tests of dashboards read from a page."""

import re
from datetime import UTC, date, datetime
from html import unescape

from django.urls import reverse

JUNE = date(2024, 6, 30)
CLASSES = ("behind", "on_pace", "ahead", "done", "unknown")
EARLY = datetime(2024, 1, 5, tzinfo=UTC)
HALF_YEAR = {"as_of": "2024-06-30"}


def url_of(name="dashboard", **said):
    return reverse(f"reporting:{name}", query=said)


def tiles_of(page):
    found = re.findall(r'tile-(\w+)"><a href="([^"]+)">.*?<strong class="num">(\d+)</strong>', page)
    return {pace: (int(count), unescape(url)) for pace, url, count in found}


def listed_in(page):
    return len(re.findall(r"data-row-key=", page))
