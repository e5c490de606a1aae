"""Progress as one cell of text and back: 60% 已培育 62 家."""

import re

_FORM = re.compile(r"(?:(\d{1,3})\s*[%％](?=[\s，,；;。：:]|$)[\s，,；;。：:]*)?(.*)", re.DOTALL)


def format_progress(percent: int | None, text: str) -> str:
    """Percent first, then the words."""
    parts = [] if percent is None else [f"{percent}%"]
    return " ".join([*parts, text]).strip()


def parse_progress(cell: str) -> tuple[int | None, str]:
    """Percent (None where the cell does not begin with one from 0 to 100) and words."""
    match = _FORM.fullmatch(cell.strip())
    if match is None or match[1] is None or int(match[1]) > 100:
        return None, cell.strip()
    return int(match[1]), match[2].strip()
