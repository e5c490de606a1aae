"""The bulletins of the tests, clean and with one slip planted."""

from functools import cache
from pathlib import Path

import yaml

from taizhang.extraction.checking import Finding, check_bulletin

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in (HERE / "bulletins").glob("*.txt"))
SLIPS = yaml.safe_load((HERE / "slips.yaml").read_text(encoding="utf-8"))


@cache
def clean(name: str) -> str:
    """A bulletin whose numbers hold."""
    return (HERE / "bulletins" / f"{name}.txt").read_text(encoding="utf-8")


def planted(slip: dict[str, str]) -> str:
    """A clean bulletin with one old text, which stands there, replaced by a wrong one."""
    text = clean(slip["bulletin"])
    assert slip["old"] in text, f"{slip['old']!r} is not in {slip['bulletin']}"
    return text.replace(slip["old"], slip["new"], 1)


def findings(text: str) -> list[Finding]:
    """The findings of a text, their quotes checked against it."""
    found = list(check_bulletin(text).findings)
    for finding in found:
        assert finding.quote == text[finding.span[0] : finding.span[1]] != ""
    return found


def codes_of(text: str) -> list[str]:
    """The codes of the findings, each once."""
    return sorted({finding.code for finding in findings(text)})
