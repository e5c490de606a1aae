"""What is wrong with a text (发现): a code, a severity, a place, a sentence for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .types import Span

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that somebody should look at (检查发现).

    ``span`` are offsets into the decoded text, ``quote`` is exactly the text between them;
    ``message`` is a full Chinese sentence: what was found, where, what to do.
    """

    code: str
    severity: Severity
    span: Span
    quote: str
    message: str
