"""Figures lead to their lists from Word and Excel, where the system has an address."""

import io
import re
import zipfile
from html import unescape

import pytest
from django.utils import timezone

from reporting.bulletins.cities import HALF
from taizhang.reporting.domain.papers.files import annex_bytes, word_bytes
from taizhang.reporting.domain.papers.printing import print_bulletin

SITE = "https://tz.example"


@pytest.fixture
def printed(city):
    """A function that prints the bulletin of a task that is behind."""
    city.report(city.start(city.task(("甲", ">=", 100))), 20)
    return lambda: print_bulletin(HALF, as_of=timezone.now())


def _links(data):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = [name for name in parts.namelist() if name.endswith(".rels")]
        text = "".join(parts.read(name).decode() for name in names)
    return [unescape(link) for link in re.findall(rf'Target="({SITE}[^"]*)"', text)]


@pytest.mark.parametrize("write", [word_bytes, annex_bytes])
def test_every_link_leads_into_the_system_and_opens(printed, settings, client, clerk, write):
    settings.SITE_URL = SITE
    links = _links(write(printed()))
    assert any("key=numbers.behind" in link for link in links)
    assert any("/ledger/" in link for link in links)
    client.force_login(clerk)
    for link in set(links):
        assert client.get(link.removeprefix(SITE)).status_code == 200, link


@pytest.mark.parametrize("write", [word_bytes, annex_bytes])
def test_without_an_address_of_the_system_nothing_is_a_link(printed, settings, write):
    settings.SITE_URL = ""
    assert b"hyperlink" not in b"".join(_parts(write(printed())))


def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return [parts.read(name) for name in parts.namelist() if "styles" not in name]
