"""A visitor without a name: reads what is public, and nothing else of the whole site."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from reporting.public.canaries import CANARY, plant

HIDDEN = "绝不公开的任务"
HIDDEN_NUMBER = "987654"


@pytest.fixture
def planted(city, confirm, publish, make_task, head):
    """The city with one of two tasks public, another document hidden, secrets everywhere."""
    hidden, hidden_tasks = confirm(HIDDEN, title=f"{HIDDEN}的文件", number="云内〔2024〕1号")
    publish(city.document, city.tasks[0])
    publish(city.indicator)
    owned = {
        "Task": city.tasks[0].pk,
        "Draft": city.document.pk,
        "Indicator": city.indicator.pk,
        "Series": city.series.pk,
        "Person": head.pk,
    }
    failed = plant(owned)
    return city, hidden, hidden_tasks, failed


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {
            value for name, value in attrs if name in ("href", "src", "action") and value
        }


def _crawl(client: Client, first: str) -> dict[str, Any]:
    """Every address that can be reached from the first one by links, with its answer."""
    waiting, seen = [first], {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = seen[address] = client.get(address)
        if "html" in answer.headers.get("Content-Type", ""):
            links = _Links()
            links.feed(answer.content.decode())
            inside = (urljoin(address, link).split("#")[0] for link in links.found)
            waiting += [each for each in inside if not urlsplit(each).path.startswith("/static/")]
    return seen


def _said(answer: Any) -> str:
    return f"{answer.headers} {answer.content.decode()}"


def test_public_pages_lead_to_public_pages_only_and_hold_no_secret(planted) -> None:
    city, hidden, hidden_tasks, failed = planted
    assert failed == {}, "every model holds a secret about the public things"
    seen = _crawl(Client(), "/open/")
    assert {answer.status_code for answer in seen.values()} == {200}
    assert all(urlsplit(address).path.startswith("/open/") for address in seen)
    assert f"/open/documents/{city.document.pk}/" in seen
    assert f"/open/tasks/{city.tasks[0].number}.json" in seen
    assert any(address.startswith("/open/indicators/GX001.csv") for address in seen)
    for address, answer in seen.items():
        text = _said(answer)
        for secret in (CANARY, HIDDEN, HIDDEN_NUMBER, "云内", "建成科技企业孵化器", "不宜对外"):
            assert secret not in text, (address, secret)
        for person in ("王芳", "李伟", "陈静", "wangfang", "liwei"):
            assert person not in text, address


# The whole site


def _patterns(resolver: URLResolver, before: str = "", space: str = "") -> Iterator[Any]:
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            name = ":".join(part for part in (space, each.namespace) if part)
            yield from _patterns(each, path, name)
        else:
            yield path, f"{space}:{each.name}" if space else (each.name or "")


def _addresses(path: str, values: dict[str, list[Any]]) -> set[str]:
    """The address with plausible arguments: once of public things, once of hidden ones."""
    if "source" in path:  # the number is of a page of a file
        values = {**values, "number": OTHER}
    return {_filled(path, {name: each[at] for name, each in values.items()}, at) for at in (0, 1)}


def _filled(path: str, values: dict[str, Any], at: int) -> str:
    def value(found: re.Match[str]) -> str:
        return str(values.get(found[1], OTHER[at]))

    return "/" + re.sub(r"[\^$\\]", "", re.sub(r"<(?:\w+:)?(\w+)>", value, path))


OTHER = ["1", "2"]
OPEN_TO_ALL = re.compile(r"reporting:(open|robots)|accounts:login$|health$|api:openapi-json$")


def test_nothing_but_public_pages_answers_a_visitor_without_a_name(planted) -> None:
    city, hidden, hidden_tasks, _failed = planted
    public, inner = city.tasks[0], hidden_tasks[0]
    values: dict[str, list[Any]] = {
        "pk": [city.document.pk, hidden.pk],
        "number": [public.number, inner.number],
        "code": ["GX001", "GX001"],
        "key": ["13710", "default"],
        "name": ["report", "sign"],
        "act": ["report", "grant"],
        "kind": ["extension", "document"],
    }
    asked, wrong, client = 0, [], Client()
    for path, name in _patterns(get_resolver()):
        for address in _addresses(path, values):
            for answer in (client.get(address), client.post(address)):
                asked += 1
                if CANARY in _said(answer) or (
                    answer.status_code < 300 and not OPEN_TO_ALL.match(name)
                ):
                    wrong.append((name, address, answer.status_code))
    assert wrong == []
    assert asked > 400, "the addresses of the site were found"


def test_hidden_things_are_not_there_under_any_public_address(planted) -> None:
    city, hidden, hidden_tasks, _failed = planted
    client = Client()
    for stem in (
        f"/open/documents/{hidden.pk}",
        f"/open/tasks/{hidden_tasks[0].number}",
        f"/open/tasks/{city.tasks[1].number}",
        "/open/indicators/GX002",
    ):
        for form in ("/", ".csv", ".json"):
            assert client.get(stem + form).status_code == 404
