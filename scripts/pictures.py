"""Takes the pictures of the README from the running demo (`make demo` in another window).

`python scripts/pictures.py [http://127.0.0.1:8000]` writes docs/pictures/*.png.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from taizhang.cli.demo.data import read_city

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SCREEN = {"width": 1366, "height": 768}


def main(address: str) -> None:
    """Log in as the clerk of the demo and take each page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        page = browser.new_page(base_url=address, viewport=SCREEN, locale="zh-CN")
        _enter(page)
        _take_review(page)
        _take_ledger(page)
        browser.close()


def _enter(page: Page) -> None:
    page.goto("/login/")
    page.fill("[name=username]", "clerk")
    page.fill("[name=password]", read_city().password)
    page.keyboard.press("Enter")
    page.wait_for_selector(".menu")


def _take_review(page: Page) -> None:
    """The first draft that waits to be checked, the pointer on a target of its fourth row."""
    page.goto("/documents/?state=open")
    page.click("tbody th a")
    page.wait_for_selector(".split")
    target = page.locator(".split-side mark.mark-target").nth(5)
    target.scroll_into_view_if_needed()
    target.hover()
    page.screenshot(path=PICTURES / "review.png")


def _take_ledger(page: Page) -> None:
    """The tasks that are underway, one of them open beside the table."""
    page.goto("/ledger/?state=underway")
    page.click("tbody tr:nth-child(2) a[data-open]")
    page.wait_for_selector("#aside h2")
    page.mouse.move(0, 0)
    page.screenshot(path=PICTURES / "ledger.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
