"""What axe-core finds wrong with a page for people who cannot see it or use no mouse."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
_RUN = "() => axe.run().then(found => found.violations.map(one => [one.id, one.nodes[0].html]))"


@pytest.fixture
def find_barriers() -> Callable[[Any], list[Any]]:
    """Call it with an open page: the rules of axe-core that it breaks, with the first place."""
    if not _AXE.is_file():
        message = "没有找到 axe-core：请先运行 make setup。"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    source = _AXE.read_text()

    def find(page: Any) -> list[Any]:
        page.evaluate(source)  # through the debugger: the page's own policy stays strict
        found: list[Any] = page.evaluate(_RUN)
        return found

    return find
