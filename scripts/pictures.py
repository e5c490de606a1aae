"""Takes pictures of the running demo (`make demo` in another window).

`python scripts/pictures.py [http://127.0.0.1:8000]` writes those of the README to docs/pictures.
With a folder as the second argument it writes all of PAGES there, and those of PHONE as phone-*.
"""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from taizhang.cli.demo.data import read_city

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SCREEN = {"width": 1366, "height": 768}
TELEPHONE = {"width": 390, "height": 844}


def main(address: str, folder: Path | None) -> None:
    """Take each picture as the person who works on that page."""
    target = folder or PICTURES
    target.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for name in PAGES if folder else README:
            _take(browser, address, target / f"{name}.png", *PAGES[name], SCREEN)
        for name in PHONE if folder else ():
            _take(browser, address, target / f"phone-{name}.png", *PAGES[name], TELEPHONE)
        browser.close()


def _take(
    browser: Browser,
    address: str,
    picture: Path,
    username: str,
    show: Callable[[Page], None],
    size: dict[str, int],
) -> None:
    page = browser.new_page(base_url=address, viewport=size, locale="zh-CN")  # type: ignore[arg-type]
    if username:
        _enter(page, username)
    show(page)
    page.screenshot(path=picture)
    page.close()


def _enter(page: Page, username: str) -> None:
    page.goto("/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", read_city().password)
    page.keyboard.press("Enter")
    page.wait_for_selector(".menu")


def _review(page: Page) -> None:
    """The first draft that waits to be checked, the pointer on a target of its fourth row."""
    page.goto("/documents/?state=open")
    page.click("tbody th a")
    page.wait_for_selector(".split")
    target = page.locator(".split-side mark.mark-target").nth(5)
    target.scroll_into_view_if_needed()
    target.hover()


def _ledger(page: Page) -> None:
    """The tasks that are underway, one of them open beside the table."""
    page.goto("/ledger/?state=underway")
    page.click("tbody tr:nth-child(2) a[data-open]")
    page.wait_for_selector("#aside h2")
    page.mouse.move(0, 0)


def _at(path: str) -> Callable[[Page], None]:
    """A page as it opens, its charts drawn."""

    def show(page: Page) -> None:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        for chart in page.locator("[data-chart]").all():
            chart.locator("canvas, svg").first.wait_for()

    return show


def _bulletin(page: Page) -> None:
    """The bulletin that was issued."""
    page.goto("/bulletins/?state=issued")
    page.click("tbody a")
    page.wait_for_load_state("networkidle")


# Name of the picture: who looks ("": anybody), and what they open.
PAGES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "review": ("clerk", _review),
    "ledger": ("clerk", _ledger),
    "dashboard": ("leader", _at("/dashboard/")),
    "indicator": ("indicator", _at("/indicators/Z0012/")),
    "warnings": ("indicator", _at("/indicators/warnings/")),
    "bulletin": ("clerk", _bulletin),
    "open-data": ("", _at("/open/indicators/Z0020/")),
}
README = ("review", "ledger", "dashboard")
PHONE = ("dashboard", "indicator", "warnings")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(given[0] if given else "http://127.0.0.1:8000", Path(given[1]) if given[1:] else None)
