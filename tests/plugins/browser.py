"""A real browser: Debian's Chromium, driven by Playwright, on Django's live server.

Under CI=true a browser test that would be skipped fails.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_OFFICE_SCREEN = {"width": 1366, "height": 768}


def _find_chromium() -> str | None:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    return None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip without a browser; on CI that is a failure."""
    if item.get_closest_marker("browser") is None or _find_chromium():
        return
    message = "没有找到 Chromium：请以 root 运行 make test（会自动安装），或先安装 chromium。"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, started once a module: while it runs, an event loop runs in the test's thread."""
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=_find_chromium(), args=_FLAGS)
        yield chromium
        chromium.close()


def _complaint(line: Any) -> list[str]:
    # A bare JSON answer has no icon of ours; the browser asks for one all the same.
    icon = str(line.location.get("url", "")).endswith("/favicon.ico")
    return [line.text] if line.type == "error" and not icon else []


@pytest.fixture
def page_errors() -> list[str]:
    """What the page complained about so far; a test that expects complaints empties it."""
    return []


@pytest.fixture
def page(browser: Any, live_server: Any, page_errors: list[str]) -> Iterator[Any]:
    """A page on an office screen, in Chinese; addresses may be given as paths.

    The test fails when the page has errors: a script that throws, an asset that is missing,
    something that the security policy forbids.
    """
    context = browser.new_context(
        base_url=live_server.url, viewport=_OFFICE_SCREEN, locale="zh-CN", accept_downloads=True
    )
    result = context.new_page()
    result.set_default_timeout(15_000)
    result.on("pageerror", lambda error: page_errors.append(str(error)))
    result.on("console", lambda line: page_errors.extend(_complaint(line)))
    yield result
    context.close()
    assert page_errors == [], "the page reported errors"


@pytest.fixture
def log_in(page: Any, live_server: Any) -> Callable[[Any], None]:
    """Call it with a person: the page is logged in as that person from then on."""
    from django.conf import settings
    from django.test import Client

    def enter(person: Any) -> None:
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )

    return enter
