"""Clean drafts and their mutations: one defect planted at a time."""

from functools import cache
from pathlib import Path

from taizhang.extraction.lint import Finding, lint

TEXTS = Path(__file__).parent / "texts"


@cache
def clean(name: str) -> str:
    """A draft without defects."""
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def mutate(name: str, *changes: tuple[str, str]) -> str:
    """The draft with each old text, which stands there once, replaced by the new one."""
    text = clean(name)
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def grave(text: str) -> list[Finding]:
    """The errors and warnings of a text, quotes checked against it."""
    findings = lint(text).findings
    for finding in findings:
        assert finding.quote == text[finding.span[0] : finding.span[1]]
    return [finding for finding in findings if finding.severity != "info"]


def grave_codes(text: str) -> list[str]:
    """The codes of the errors and warnings, each once."""
    return sorted({finding.code for finding in grave(text)})


def all_codes(text: str) -> list[str]:
    """The codes of all findings, each once."""
    return sorted({finding.code for finding in lint(text).findings})
