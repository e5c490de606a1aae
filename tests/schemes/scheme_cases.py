"""The cases of the chapters as test data."""

from importlib.resources import files
from typing import Any

import yaml

from taizhang.schemes.registry import CHAPTERS


def all_cases() -> list[dict[str, Any]]:
    """Every case of every chapter; all scalars as texts."""
    return [
        case
        for chapter in CHAPTERS
        for case in yaml.load(
            (files("taizhang.schemes") / chapter / "cases.yaml").read_text(encoding="utf-8"),
            Loader=yaml.BaseLoader,
        )
    ]
