"""The cases of the chapters as test data."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from taizhang.schemes.registry import CHAPTERS


@cache
def all_cases() -> tuple[dict[str, Any], ...]:
    """Every case of every chapter; all scalars as texts.

    `each` of a case are cells of every input row that does not name them itself.
    """
    return tuple(_filled(case) for chapter in CHAPTERS for case in _cases(chapter))


def _cases(chapter: str) -> list[dict[str, Any]]:
    text = (files("taizhang.schemes") / chapter / "cases.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)
    return found


def _filled(case: dict[str, Any]) -> dict[str, Any]:
    each = case.get("each", {})
    return {**case, "input": [{**each, **row} for row in case["input"]]}
